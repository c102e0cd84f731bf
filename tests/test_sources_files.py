"""Directories, archives, compression and damage: what can be read is, and what cannot is named with its place."""

import bz2
import gzip
import hashlib
import io
import json
import lzma
import os
import sys
import zipfile
from pathlib import Path

import pytest

from kg.errors import SourceError
from kg.model import Paper
from kg.sources import document, papers_in, read, stream

RECORDS = [
    {"id": f"r{n}", "title": f"Paper number {n}", "abstract": f"It says {n} and nothing else."} for n in range(5)
]
LINES = "".join(json.dumps(record) + "\n" for record in RECORDS).encode()
TITLES = [record["title"] for record in RECORDS]


def collect(path: Path | str) -> tuple[list[Paper], list[SourceError]]:
    errors: list[SourceError] = []
    return list(papers_in(path, on_error=errors.append)), errors


def given(tmp_path: Path, content: bytes | str, name: str = "input") -> Path:
    file = tmp_path / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def zipped(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "pack", [bytes, gzip.compress, bz2.compress, lzma.compress, lambda data: gzip.compress(bz2.compress(data))]
)
def test_compression_is_told_by_content(tmp_path, pack):
    file = given(tmp_path, pack(LINES), "no-ending")
    found, errors = collect(file)
    assert [paper.title for paper in found] == TITLES
    assert not errors
    assert found[1].sources[0].line == 2
    assert found[1].sources[0].sha256 == hashlib.sha256(file.read_bytes()).hexdigest()


def test_archives_in_archives(tmp_path):
    inner = zipped({"b": gzip.compress(LINES)})
    members = {
        "z": b"# One paper\n\nIt has one sentence.\n",
        "a/inner": inner,
        "__MACOSX/z": b"x",
        "a/": b"",
        ".x": b"x",
    }
    file = given(tmp_path, zipped(members))
    found, errors = collect(file)
    assert not errors
    assert [paper.title for paper in found] == [*TITLES, "One paper"]
    assert [found[0].sources[0].file, found[-1].sources[0].file] == [f"{file}/a/inner/b", f"{file}/z"]
    found, errors = collect(given(tmp_path, gzip.compress(file.read_bytes()), "twice"))
    assert len(found) == 6
    assert not errors


def test_directories_are_read_in_order_without_hidden_files(tmp_path):
    for name in ("b/x.txt", "a.jsonl", "b/.hidden", ".git/config", "c"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"# Title of {name}\n\nAll that there is.\n")
    (tmp_path / "b" / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "self").symlink_to(tmp_path / "self")
    os.mkfifo(tmp_path / "pipe")
    found, errors = collect(tmp_path)
    assert [paper.sources[0].file for paper in found] == [str(tmp_path / name) for name in ("a.jsonl", "b/x.txt", "c")]
    assert [error.file for error in errors] == [str(tmp_path / "self")]


def test_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(gzip.compress(LINES))))
    found, errors = collect("-")
    assert [paper.title for paper in found] == TITLES
    assert {paper.sources[0].file for paper in found} == {"-"}
    assert not errors


def test_file_names_stay_as_given(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    given(tmp_path, LINES, "x.jsonl")
    assert next(papers_in("x.jsonl")).sources[0].file == "x.jsonl"
    assert next(papers_in("./x.jsonl")).sources[0].file == "./x.jsonl"
    assert next(papers_in(Path("x.jsonl"))).sources[0].file == "x.jsonl"
    assert read("x.jsonl") == read(["x.jsonl"])


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b" \n\t\r\n\xc2\xa0", "is empty"),
        (b"\x00\x01\x02" * 50, "is a binary file"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "is a binary file"),
        (b"%PDF-1.7\n" + bytes(range(256)), "is a PDF"),
        (b"%PDF-1.7\n1 0 obj", "is a PDF"),
        (b"<!DOCTYPE html>\n<html><body>Text", "is an HTML page"),
        (b"<?xml version='1.0'?><feed/>", "is XML"),
        (b"hello", "is in no known format"),
        (b"def f(x):\n    return {y: [g(y) for y in x] for y in (1, 2, 3)}  # {}[]()\n" * 3, "is in no known format"),
        (b"title,abstract\n", "is in no known format"),
        (b"id,title,abstract\n,,\n", "holds no paper"),
        (b"PK\x03\x04" + b"x" * 100, "zip archive is damaged"),
        (zipped({}), "holds no files"),
        (zipped({"[Content_Types].xml": b"<x/>"}), "is an office document"),
        (b"\x1f\x8b" + b"x" * 30, "damaged"),
        (b'{"id": "x"}\n', "neither title nor abstract"),
        (b'{"title": " ", "abstract": null}\n', "neither title nor abstract"),
        (b'{"title": 7}\n', '"title" is not a text'),
        (b'[{"title": "x"}, {"title": "y"', "is not valid JSON"),
        (b'[{"title": "x"}, 7]', "not an object"),
        (b'{"title": "\\ud800"}\n', "half of a surrogate pair"),
        (b'{"title":' + b"[" * 100_000 + b"\n", "is not valid JSON"),
        (b'{"title": ' + b"9" * 10_000 + b"}\n", "is not valid JSON"),
        (
            gzip.compress(gzip.compress(gzip.compress(gzip.compress(gzip.compress(gzip.compress(LINES)))))),
            "compressed more than",
        ),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path, content, message):
    file = given(tmp_path, content)
    found, errors = collect(file)
    assert all(error.file == str(file) for error in errors)
    assert message in "\n".join(error.message for error in errors)
    assert len(errors) == 1
    assert all(paper.title in {"x", "y"} for paper in found)
    with pytest.raises(SourceError, match="^" + str(file)):
        read([file])


def test_what_is_not_there(tmp_path):
    for name, message in {"nothing": "no such file", "x" * 300: "cannot be opened", "": "no such file"}.items():
        path = str(tmp_path / name) if name else ""
        _, (error,) = collect(path)
        assert message in error.message
    _, (error,) = collect("a\x00b")
    assert "cannot be opened" in error.message
    (tmp_path / "empty").mkdir()
    _, (error,) = collect(tmp_path / "empty")
    assert "holds no files" in error.message


def test_a_broken_line_costs_itself(tmp_path):
    lines = LINES.split(b"\n")
    lines[2] = lines[2][:30]
    lines[3] = b'"a string"'
    found, errors = collect(given(tmp_path, b"\n".join(lines)))
    assert [paper.id for paper in found] == ["r0", "r1", "r4"]
    assert [error.line for error in errors] == [3, 4]


def test_a_broken_first_line_costs_itself(tmp_path):
    found, errors = collect(given(tmp_path, LINES[3:]))
    assert [paper.id for paper in found] == ["r1", "r2", "r3", "r4"]
    assert [error.line for error in errors] == [1]


def test_a_broken_object_in_an_array_costs_itself(tmp_path):
    for text in (json.dumps(RECORDS), json.dumps(RECORDS, indent=2)):
        found, errors = collect(given(tmp_path, text.replace('"title": "Paper number 2"', '"title": Paper number 2')))
        assert [paper.id for paper in found] == ["r0", "r1", "r3", "r4"]
        assert len(errors) == 1
    assert errors[0].line == 12


def test_bytes_that_are_no_utf8_cost_their_record(tmp_path):
    found, errors = collect(given(tmp_path, LINES.replace(b"number 2", b"number \xe9")))
    assert [paper.id for paper in found] == ["r0", "r1", "r3", "r4"]
    byte = LINES.split(b"\n")[2].index(b"number 2") + len(b"number 2")
    assert [(error.line, error.message.split(";")[0]) for error in errors] == [
        (3, f"byte {byte} of the line (0xe9) is not UTF-8")
    ]
    page = "Daily Papers\nbyAK and the research community\n\n" + "".join(
        f"Title {n}\n\nAbstract of {n}.\n\n• 2 authors\n·\nFeb {n}, 2024\n\n" for n in range(1, 5)
    )
    found, errors = collect(given(tmp_path, page.encode().replace(b"Abstract of 2", b"Abstract \xff 2")))
    assert [(paper.title, paper.abstract) for paper in found] == [
        (f"Title {n}", f"Abstract of {n}.") for n in (1, 3, 4)
    ]
    assert [error.line for error in errors] == [14]
    assert "byte 10 of the line (0xff)" in errors[0].message


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_papers_before_a_truncation_are_kept(tmp_path, pack):
    import random

    words = random.Random(0)
    lines = b"".join(
        json.dumps({"title": f"Number {n}", "abstract": f"{words.random()} " * 30}).encode() + b"\n"
        for n in range(9000)
    )
    packed = pack(lines)
    found, errors = collect(given(tmp_path, packed[: len(packed) * 2 // 3]))
    assert len(found) > 100
    assert [paper.title for paper in found] == [f"Number {n}" for n in range(len(found))]
    assert len(errors) == 1
    assert "ends too early" in errors[0].message


def test_a_truncated_member_costs_itself(tmp_path):
    whole = zipped({"a": gzip.compress(LINES)[:-20], "b": LINES})
    found, errors = collect(given(tmp_path, whole))
    assert [paper.id for paper in found][-5:] == [f"r{n}" for n in range(5)]
    assert [Path(error.file).name for error in errors] == ["a"]


def test_a_long_line(tmp_path):
    long = json.dumps({"id": "long", "title": "Long", "abstract": "word " * 2_000_000})
    found, errors = collect(
        given(tmp_path, LINES + long.encode() + b"\n" + b'{"title": ' + b"x" * 10_000_000 + b"\n" + LINES)
    )
    assert [paper.id for paper in found] == [*(f"r{n}" for n in range(5)), "long", *(f"r{n}" for n in range(5))]
    assert [error.line for error in errors] == [7]
    assert len(errors[0].message) < 250


def test_lines_and_texts_have_limits(tmp_path, monkeypatch):
    monkeypatch.setattr(document, "MAX_LINE", 1000)
    found, errors = collect(given(tmp_path, LINES + b"x" * 5000 + b"\n" + LINES))
    assert len(found) == 10
    assert [error.line for error in errors] == [6]
    monkeypatch.setattr(document, "MAX_TEXT", 100)
    found, errors = collect(given(tmp_path, "# Title\n\n" + "Words and words.\n" * 50))
    assert not found
    assert "is longer than" in errors[0].message


def test_bombs_end_early(tmp_path, monkeypatch):
    monkeypatch.setattr(stream, "ALWAYS_ALLOWED", 1_000_000)
    monkeypatch.setattr(stream, "MAX_EXPANSION", 2)
    bomb = gzip.compress(LINES + b'{"title": "x", "abstract": "y"}\n' * 100_000)
    found, errors = collect(given(tmp_path, bomb))
    assert 5 <= len(found) < 90_000
    assert len(errors) == 1
    assert "unpacks to more than" in errors[0].message
    nested = zipped({"a": LINES, "b": gzip.compress(bomb), "c": bomb})
    found, errors = collect(given(tmp_path, nested))
    assert [paper.id for paper in found[:5]] == [f"r{n}" for n in range(5)]
    assert errors
    assert "unpacks to more than" in errors[-1].message


def test_messages_quote_little(tmp_path):
    secret = "abcdefghij" * 30
    for content in (f'{{"title": {secret}\n', f'[{{"title": {secret}}}]', f'title,abstract\n"x"{secret},y\n'):
        _, errors = collect(given(tmp_path, content))
        assert errors
        for error in errors:
            shown = max(len(part) for part in error.message.split("'"))
            assert shown < 130
            assert secret[:61] not in error.message


def test_a_graph_among_the_papers_is_not_read(tmp_path):
    from kg.build import build

    (tmp_path / "one.jsonl").write_text('{"id": "1", "title": "Tiny Nets", "abstract": "They run on an STM32F746."}\n')
    build([tmp_path], tmp_path / "graph.kg")
    assert [paper.title for paper in read([tmp_path])] == ["Tiny Nets"]
    assert build([tmp_path], tmp_path / "graph.kg").extracted == 0
