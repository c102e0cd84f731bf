"""The real reading lists: how many papers they hold, and that titles and abstracts come out as they stand in them."""

import os
import time
from collections import Counter
from pathlib import Path

import pytest

from kg.sources import papers_in, read

SHARED = Path(os.environ.get("PAPERKG_SHARED", Path(__file__).resolve().parents[1] / "../shared"))
CORPUS = SHARED / "corpus"
LISTING = SHARED / "data" / "corpus" / "arxiv_2025.part1.jsonl.xz"

needs_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason="the reading lists are not here")


@needs_corpus
def test_numbers():
    papers = list(papers_in(CORPUS))
    counts = Counter(Path(paper.sources[0].file).name[:3] for paper in papers)
    assert counts == {"000": 10, "001": 88, "002": 33, "003": 100}
    merged = read([CORPUS])
    assert len(merged) == 225
    assert sum(len(paper.sources) for paper in merged) == 231
    assert len({paper.id for paper in merged}) == 225


@needs_corpus
def test_texts_are_lines_of_the_files():
    lines = {file: file.read_text(encoding="utf-8").split("\n") for file in CORPUS.iterdir()}
    for paper in papers_in(CORPUS):
        (source,) = paper.sources
        here = lines[Path(source.file)]
        first = here[source.line - 1].removeprefix("Subscribe").removeprefix("Abstract:").strip()
        assert first == (paper.title or paper.abstract)
        assert paper.abstract in {
            line.removeprefix("Abstract:").strip() for line in here[source.line - 1 : source.line + 2]
        }
        assert len(paper.abstract) > 300
        assert len(paper.title) < 200


@needs_corpus
def test_every_long_line_is_an_abstract():
    abstracts = {paper.abstract for paper in papers_in(CORPUS)}
    for file in CORPUS.iterdir():
        for line in file.read_text(encoding="utf-8").split("\n"):
            assert len(line) < 300 or line.removeprefix("Abstract:").strip() in abstracts


@pytest.mark.skipif(not LISTING.is_file(), reason="the arXiv listing is not here")
def test_a_listing_streams():
    start = time.process_time()
    assert sum(1 for _ in papers_in(LISTING)) == 59_277
    assert time.process_time() - start < 15
