"""What holds for all inputs: what is written in a format is read back, and bytes raise nothing but `SourceError`."""

import bz2
import csv
import gzip
import io
import json
import lzma
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import SourceError
from kg.sources import papers_in, read
from kg.sources.base import unwrap
from kg.sources.identity import text_key

QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

any_text = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60).map(unwrap)
any_paper = st.tuples(any_text, any_text).filter(any)
letters = "abcdefghijklmnopqrstuvwxyzäßλ"
word = st.tuples(st.sampled_from(letters), st.text(letters + "0123456789-$^_", min_size=2, max_size=8)).map("".join)
title = st.lists(word, min_size=3, max_size=12).map(lambda words: " ".join(words).capitalize())
sentence = st.lists(word, min_size=8, max_size=20).map(lambda words: " ".join(words).capitalize() + ".")
abstract = st.lists(sentence, min_size=1, max_size=8).map(" ".join)
long_abstract = st.lists(sentence, min_size=8, max_size=12).map(" ".join)
plain_paper = st.tuples(title, abstract)
page_paper = st.tuples(title, long_abstract)


def back(tmp_path, text):
    file = tmp_path / "input"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return [(paper.title, paper.abstract) for paper in papers_in(file)]


def told_apart(papers):
    """Return papers of which no title is the abstract of another."""
    return [(title, abstract and f"abstract {abstract}") for title, abstract in papers]


def as_lines(papers):
    return "".join(
        json.dumps({"title": title, "abstract": abstract}, ensure_ascii=False) + "\n" for title, abstract in papers
    )


@QUICK
@given(papers=st.lists(any_paper, min_size=1, max_size=5), indent=st.sampled_from([None, 1]))
def test_json(tmp_path, papers, indent):
    assert back(tmp_path, as_lines(papers)) == papers
    records = [{"title": title, "abstract": abstract} for title, abstract in papers]
    assert back(tmp_path, json.dumps(records, indent=indent)) == papers


@QUICK
@given(
    papers=st.lists(any_paper, min_size=1, max_size=5),
    mark=st.sampled_from(",;\t|"),
    end=st.sampled_from(["\n", "\r\n"]),
)
def test_table(tmp_path, papers, mark, end):
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=mark, lineterminator=end)
    writer.writerows([("Title", "Year", "Abstract"), *((title, 2020, abstract) for title, abstract in papers)])
    assert back(tmp_path, buffer.getvalue()) == papers


@QUICK
@given(papers=st.lists(plain_paper, min_size=1, max_size=5), quotes=st.booleans())
def test_bibtex(tmp_path, papers, quotes):
    left, right = ('"', '"') if quotes else ("{", "}")
    entries = (
        f"@misc{{k{number},\n  title = {left}{title}{right},\n  abstract = {left}{abstract}{right}\n}}\n"
        for number, (title, abstract) in enumerate(papers)
    )
    assert back(tmp_path, "\n".join(entries)) == papers


@QUICK
@given(
    papers=st.lists(plain_paper, min_size=1, max_size=5),
    meta=st.sampled_from(
        ["  • 9 authors\n·\nFeb 4, 2024 2", "- 1 authors\n·\nNov 14\n12", "• 2 authors · May 1, 2020"]
    ),
    blank=st.sampled_from(["\n\n", "\n \t\n", "\r\n\u00a0\r\n"]),
)
def test_page_in_blocks(tmp_path, papers, meta, blank):
    entries = (f"{title}{blank}{abstract}{blank}{meta}{blank}" for title, abstract in papers)
    assert back(tmp_path, f"new{blank}Daily Papers{blank}Nov 14{blank}" + "".join(entries)) == papers


@QUICK
@given(papers=st.lists(page_paper, min_size=2, max_size=5), header=st.booleans())
def test_page_in_lines(tmp_path, papers, header):
    start = "Get trending papers in your email inbox!\nSubscribe" if header else ""
    assert back(tmp_path, start + "".join(f"{title}\n{abstract}\n" for title, abstract in papers)) == papers


@QUICK
@given(abstracts=st.lists(abstract, min_size=1, max_size=5), space=st.sampled_from(["", " "]))
def test_abstracts(tmp_path, abstracts, space):
    text = "".join(f"Abstract:{space}{abstract}\n" for abstract in abstracts)
    assert back(tmp_path, text) == [("", abstract) for abstract in abstracts]


@QUICK
@given(paper=plain_paper)
def test_markdown_and_text(tmp_path, paper):
    title, abstract = paper
    assert back(tmp_path, f"# {title}\n\n## Abstract\n\n{abstract}\n\n## Introduction\n\nMore.\n") == [paper]
    wrapped = "\n".join(abstract.split(" "))
    prose = wrapped.replace("$", "").replace("^", "").replace("_", "")
    assert back(tmp_path, f"{title}\n\nAbstract\n{wrapped}\n\nIntroduction\nMore.\n{prose}\n{prose}\n{prose}") == [
        paper
    ]


@QUICK
@given(content=st.binary(max_size=400))
def test_bytes_raise_nothing_but_source_errors(tmp_path, content):
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as opened:
        opened.writestr("x", content)
    packed = [pack(content) for pack in (gzip.compress, bz2.compress, lzma.compress)]
    half = len(content) // 2
    damaged = [data[:half] + content[:3] + data[half:] for data in (*packed, archive.getvalue())]
    for data in (content, *packed, archive.getvalue(), *damaged, b"PK\x03\x04" + content, b"\xff\xfe" + content):
        with_errors: list[SourceError] = []
        (tmp_path / "input").write_bytes(data)
        papers = read([tmp_path / "input"], on_error=with_errors.append)
        assert papers or with_errors
        assert all(len(error.message) < 400 for error in with_errors)


STARTS = [
    '{"title": "', "[{", "title,abstract\n", "@misc{a, title={", "# ", "Abstract:",
    "Daily Papers\nbyAK and the research community\n",
    "Submitted by\n", "• 3 authors\n", '"', "\n\n", "---\ntitle: x\n", "```\n",
    "\\", "}", "{", "$", ",", "Feb 4, 2024\n", "\ufeff",
]  # fmt: skip


@settings(QUICK, max_examples=150)
@given(pieces=st.lists(st.one_of(st.sampled_from(STARTS), st.text(max_size=20)), max_size=30))
def test_texts_raise_nothing_but_source_errors(tmp_path, pieces):
    (tmp_path / "input").write_text("".join(pieces), encoding="utf-8", errors="surrogatepass")
    errors: list[SourceError] = []
    papers = read([tmp_path / "input"], on_error=errors.append)
    assert papers or errors
    assert all(paper.title or paper.abstract for paper in papers)


@QUICK
@given(papers=st.lists(any_paper, min_size=1, max_size=8), again=st.lists(any_paper, max_size=4))
def test_merging_reads_each_paper_once(tmp_path, papers, again):
    papers, again = told_apart(papers), told_apart(again)
    for name, records in {"a": [*papers, *again], "b": papers[::-1]}.items():
        (tmp_path / name).write_text(as_lines(records), encoding="utf-8")
    merged = read([tmp_path / "a", tmp_path / "b"])
    assert len({paper.id for paper in merged}) == len(merged)
    assert sum(len(paper.sources) for paper in merged) == 2 * len(papers) + len(again)
    titles = [text_key(paper.title) or paper.title for paper in merged if paper.title]
    assert len(set(titles)) == len(titles)
    assert read([tmp_path / "a", tmp_path / "b", tmp_path / "a"]) == merged


@pytest.mark.parametrize("size", [0, 1, 1 << 16, (1 << 16) + 1])
def test_sample_borders(tmp_path, size):
    papers = [("Title", "x" * size)] * 3
    assert back(tmp_path, as_lines(papers)) == papers
