"""Sixty-four summaries of real papers on efficient machine learning and its hardware, as input to try the system on."""

from __future__ import annotations

from pathlib import Path

__all__ = ["path"]


def path() -> Path:
    """Return the folder that holds the sample papers, one file for each input format.

    Returns
    -------
    Path
        A folder of papers and nothing else, to be read as a whole.

    Examples
    --------
    >>> sorted(file.name for file in path().iterdir())[:3]
    ['accelerators.jsonl', 'binaryconnect.md', 'edge.csv']

    """
    return Path(__file__).resolve().parent / "papers"
