"""Which records are one paper: titles, abstracts and identifiers, and what a merged paper keeps."""

import json
from pathlib import Path

import pytest

from kg.errors import SourceError
from kg.model import Paper
from kg.sources import read
from kg.sources.identity import made_id

ABSTRACT = "We measure how fast tiny networks run, and find that they run fast."
OTHER = "We ask how many weights a network needs, and find that it needs few."


def reading(tmp_path: Path, *records: dict[str, object], errors: list[SourceError] | None = None) -> list[Paper]:
    files = []
    for number, record in enumerate(records):
        file = tmp_path / f"{number}.jsonl"
        file.write_text(json.dumps(record) + "\n")
        files.append(file)
    return read(files, on_error=None if errors is None else errors.append)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"title": "Tiny Nets", "abstract": ABSTRACT}, {"title": "tiny-nets.", "abstract": OTHER}),
        ({"title": "Tiny Nets", "abstract": ABSTRACT}, {"title": "Small Nets", "abstract": ABSTRACT.upper()}),
        ({"abstract": ABSTRACT}, {"title": "Tiny Nets", "abstract": ABSTRACT[:-1]}),
        ({"title": "Tiny Nets"}, {"title": "TINY  NETS", "abstract": ABSTRACT}),
        ({"id": "x", "title": "Tiny Nets"}, {"id": "x", "title": "Small Nets", "abstract": ABSTRACT}),
        ({"id": "x", "title": "Tiny Nets", "abstract": ABSTRACT}, {"id": "y", "title": "Tiny nets"}),
        ({"title": "Caf\u00e9 ﬁne"}, {"title": "Cafe\u0301 fine"}),
    ],
)
def test_copies(tmp_path, one, other):
    (paper,) = reading(tmp_path, one, other)
    assert [source.file for source in paper.sources] == [str(tmp_path / "0.jsonl"), str(tmp_path / "1.jsonl")]
    assert paper.title == one.get("title", other.get("title"))
    assert paper.abstract == one.get("abstract", other.get("abstract", ""))
    assert paper.id == one.get("id", made_id(paper.title, paper.abstract))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"abstract": ABSTRACT}, {"abstract": ABSTRACT + " Mostly."}),
        ({"title": "Tiny Nets", "abstract": ABSTRACT}, {"title": "Tiny Net", "abstract": OTHER}),
        ({"title": "!?"}, {"title": "?!"}),
    ],
)
def test_different_papers(tmp_path, one, other):
    papers = reading(tmp_path, one, other)
    assert len(papers) == 2
    assert papers[0].id != papers[1].id


def test_the_id_is_the_same_whichever_copy_comes_first(tmp_path):
    titled, untitled = {"title": "Tiny Nets", "abstract": ABSTRACT}, {"abstract": ABSTRACT}
    ids = {
        paper.id
        for records in ((titled,), (titled, untitled), (untitled, titled))
        for paper in reading(tmp_path, *records)
    }
    assert ids == {made_id("Tiny Nets", "")}


def test_a_copy_joins_two_groups(tmp_path):
    first, second = {"title": "Tiny Nets", "abstract": ABSTRACT}, {"title": "Few Weights", "abstract": OTHER}
    (paper,) = reading(tmp_path, first, second, {"title": "Few weights", "abstract": ABSTRACT})
    assert (paper.title, paper.abstract, len(paper.sources)) == ("Tiny Nets", ABSTRACT, 3)


def test_what_the_first_copy_lacks_comes_from_the_others(tmp_path):
    records = [
        {"title": "Tiny Nets", "year": 2024},
        {"title": "Tiny Nets", "abstract": ABSTRACT, "date": "2023-01-01", "authors": ["Ada"], "id": "x"},
        {"title": "Tiny Nets", "date": "2024-02-04", "authors": ["Alan"]},
    ]
    (paper,) = reading(tmp_path, *records)
    assert (paper.id, paper.date, paper.authors, paper.abstract) == ("x", "2024-02-04", ("Ada",), ABSTRACT)


def test_one_id_for_two_papers_is_reported_and_loses_neither(tmp_path):
    errors: list[SourceError] = []
    one, other = (
        {"id": "x", "title": "Tiny Nets", "abstract": ABSTRACT},
        {"id": "x", "title": "Pruning", "abstract": OTHER},
    )
    papers = reading(tmp_path, one, other, other, errors=errors)
    assert [paper.id for paper in papers] == ["x", made_id("Pruning", OTHER)]
    assert len(papers[1].sources) == 2
    assert errors[0].file == str(tmp_path / "1.jsonl")
    assert errors[0].line == 1
    assert f"{tmp_path / '0.jsonl'}:1" in errors[0].message
    with pytest.raises(SourceError, match="already belongs to a different paper"):
        reading(tmp_path, one, other)


def test_the_same_file_twice_is_one_source(tmp_path):
    file = tmp_path / "x.jsonl"
    file.write_text(json.dumps({"title": "Tiny Nets", "abstract": ABSTRACT}) + "\n")
    (paper,) = read([file, tmp_path])
    assert len(paper.sources) == 1


@pytest.mark.parametrize("order", [1, -1])
def test_annotations_fit_the_merged_text(tmp_path, order):
    annotated = {
        "id": "x",
        "abstract": "We use LoRA.",
        "methods": [{"name": "LoRA", "role": "used", "mentions": [{"start": 8, "end": 12, "text": "LoRA"}]}],
    }
    plain = {"title": "LoRA in Short", "abstract": "We use LoRA."}
    (paper,) = reading(tmp_path, *[annotated, plain][::order])
    assert paper.id == "x"
    assert paper.curated is not None
    assert paper.curated.paper == "x"
    (entity,) = paper.curated.entities
    assert entity.mentions
    for mention in (*entity.mentions, entity.evidence):
        assert mention is not None
        assert paper.text[mention.start : mention.end] == mention.text


def test_a_missing_abstract_makes_no_copies(tmp_path):
    nothing = "No abstract available."
    papers = reading(tmp_path, {"title": "Tiny Nets", "abstract": nothing}, {"title": "Sea Ice", "abstract": nothing})
    assert [paper.title for paper in papers] == ["Tiny Nets", "Sea Ice"]
