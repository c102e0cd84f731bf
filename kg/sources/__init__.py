"""Papers out of files: each module reads one input format; formats and compressions are told by content."""

from kg.sources.base import Document, Format, Problem, Record, Sample
from kg.sources.reading import papers_in, read
from kg.sources.registry import formats

__all__ = ["Document", "Format", "Problem", "Record", "Sample", "formats", "papers_in", "read"]
