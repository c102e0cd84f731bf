"""Each input format as its users write it: what is read, and that no paper gets anything of another."""

import json
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from kg.errors import SourceError
from kg.model import Kind, Paper, Role
from kg.sources import formats, papers_in, registry

LONG = "We train small networks for tiny boards and measure how long they take. " * 6
LONG = LONG.strip()
OTHER = "Pruning removes weights that hardly matter, and we ask how many of them there are. " * 5
OTHER = OTHER.strip()

HEADER = [
    "new",
    "",
    "Get trending papers in your email inbox!",
    "",
    "Subscribe",
    "",
    "Daily Papers",
    "",
    "byAK and the research community",
    "",
    "Nov 14",
    "",
]
META = ["  • 9 authors", "·", "Feb 4, 2024 2"]


def papers(tmp_path: Path, text: str | bytes) -> list[Paper]:
    file = tmp_path / "input"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return list(papers_in(file))


def fields(found: list[Paper]) -> list[tuple[str, str]]:
    return [(paper.title, paper.abstract) for paper in found]


def page(*entries: list[str]) -> str:
    return "\n".join([*HEADER, *(line for entry in entries for line in [*entry, ""])])


def test_every_format_is_an_entry_point():
    assert {"abstracts", "arxiv", "bibtex", "csv", "huggingface", "jsonl", "markdown", "ris", "text"} <= set(formats())


class TestHuggingFace:
    def test_blocks(self, tmp_path):
        found = papers(tmp_path, page(["A Tiny Net", "", LONG, "", *META], ["Pruning", "", OTHER, "", *META]))
        assert fields(found) == [("A Tiny Net", LONG), ("Pruning", OTHER)]
        assert [paper.date for paper in found] == ["2024-02-04", "2024-02-04"]
        assert [paper.sources[0].line for paper in found] == [13, 21]
        assert found[0].sources[0].format == "huggingface"

    @pytest.mark.parametrize(
        ("meta", "date"),
        [
            (["  • 9 authors", "·", "Feb 4, 2024"], "2024-02-04"),
            (["- 1 authors", "·", "May 21"], None),
            (["- 12 authors", "·", "Mar 4 2"], None),
            (["• 3 authors · Sept 30, 2021 117"], "2021-09-30"),
            (["\t• 1 author", "", "·", "", "January 2, 2020"], "2020-01-02"),
            (["\u00a0\u00a0• 4 authors\u00a0", "·", "Dec 31, 2019\u00a01"], "2019-12-31"),
            (["12", "", "• 4 authors", "·", "Upvote 12"], None),
            (["· 7 authors", "2024-02-04", "3 comments", "View all activity"], "2024-02-04"),
            (["Published on Feb 4, 2024", "Upvote", "1.2k", "-"], "2024-02-04"),
        ],
    )
    def test_lines_after_an_abstract(self, tmp_path, meta, date):
        found = papers(tmp_path, page(["A Tiny Net", "", LONG, "", *meta], ["Pruning", "", OTHER, "", *META]))
        assert fields(found) == [("A Tiny Net", LONG), ("Pruning", OTHER)]
        assert found[0].date == date

    def test_entry_without_authors_and_date(self, tmp_path):
        found = papers(tmp_path, page(["A Tiny Net", "", LONG], ["Pruning", "", OTHER, "", *META], ["Last", "", LONG]))
        assert fields(found) == [("A Tiny Net", LONG), ("Pruning", OTHER), ("Last", LONG)]
        assert [paper.date for paper in found] == [None, "2024-02-04", None]

    def test_several_paragraphs(self, tmp_path):
        more = "The code is available at https://example.org/x"
        found = papers(tmp_path, page(["A Tiny Net", "", LONG, "", OTHER, "", more, "", *META], ["Pruning", "", OTHER]))
        assert fields(found) == [("A Tiny Net", f"{LONG} {OTHER} {more}"), ("Pruning", OTHER)]

    def test_wrapped_title_and_abstract(self, tmp_path):
        half = len(LONG) // 2
        wrapped = ["A Tiny", "   Net for Tiny Boards", "", LONG[:half].strip(), LONG[half:].strip(), "", *META]
        found = papers(tmp_path, page(wrapped, ["Pruning", "", OTHER, "", *META]))
        assert found[0].title == "A Tiny Net for Tiny Boards"
        assert found[0].abstract.replace(" ", "") == LONG.replace(" ", "")
        assert fields(found)[1] == ("Pruning", OTHER)

    def test_submitters_votes_and_footer(self, tmp_path):
        entry = ["Submitted by", "", "someone-42", "", "34", "", "A Tiny Net", "", LONG, "", *META]
        footer = ["Previous", "1", "2", "3", "Next", "", "Company", "TOS", "Privacy", "About", "Careers"]
        footer += ["", "© 2025 Hugging Face", "", "The AI community building the future."]
        other = ["Submitted by someone", "7", "+5", "", "Pruning", "", OTHER, "", "View all activity"]
        found = papers(tmp_path, page(entry, other, footer))
        assert fields(found) == [("A Tiny Net", LONG), ("Pruning", OTHER)]

    @pytest.mark.parametrize(
        "change",
        [
            lambda text: text.replace("\n", "\r\n"),
            lambda text: text.replace("\n\n", "\n \t\u00a0\n"),
            lambda text: "\ufeff" + text,
            lambda text: text.replace("\n", "\r"),
            lambda text: text + "\n\n\n",
            lambda text: "".join(line + "  \n" for line in text.split("\n")),
        ],
    )
    def test_line_ends_and_blanks(self, tmp_path, change):
        text = page(["A Tiny Net", "", LONG, "", *META], ["Pruning", "", OTHER, "", *META])
        assert fields(papers(tmp_path, change(text))) == [("A Tiny Net", LONG), ("Pruning", OTHER)]

    def test_titles_that_look_like_something_else(self, tmp_path):
        titles = ["Part I. One", "new", "Is 4 bit enough?", "Sentence as a title.", "10", "CNNs for now..."]
        kept = [title for title in titles if title not in {"new", "10"}]
        found = papers(tmp_path, page(*([title, "", LONG, "", *META] for title in kept)))
        assert [paper.title for paper in found] == kept

    def test_a_short_abstract(self, tmp_path):
        found = papers(
            tmp_path, page(["A Tiny Net", "", "It is small", "", *META], ["Pruning", "", "Less.", "", *META])
        )
        assert fields(found) == [("A Tiny Net", "It is small"), ("Pruning", "Less.")]

    def test_entry_without_abstract(self, tmp_path):
        found = papers(tmp_path, page(["A Tiny Net", "", *META], ["Pruning", "", OTHER, "", *META]))
        assert fields(found) == [("A Tiny Net", ""), ("Pruning", OTHER)]

    def test_one_line_each(self, tmp_path):
        lines = ["Get trending papers in your email inbox once a day!", "Get trending papers in your email inbox!"]
        lines += ["SubscribeA Tiny Net", LONG, "Pruning", OTHER, "A title. In two parts.", LONG]
        found = papers(tmp_path, "\n".join(lines))
        assert fields(found) == [("A Tiny Net", LONG), ("Pruning", OTHER), ("A title. In two parts.", LONG)]
        assert [paper.sources[0].line for paper in found] == [3, 5, 7]

    def test_one_line_each_with_a_wrapped_title(self, tmp_path):
        lines = [
            *HEADER[2:5],
            "A title that goes on and on, as titles sometimes do,",
            "until it ends",
            LONG,
            "Pruning",
            OTHER,
        ]
        found = papers(tmp_path, "\n".join(line for line in lines if line))
        title = "A title that goes on and on, as titles sometimes do, until it ends"
        assert fields(found) == [(title, LONG), ("Pruning", OTHER)]

    def test_navigation_before_the_header(self, tmp_path):
        navigation = [line for word in ("Hugging Face", "Models", "Datasets", "Pricing", "") for line in (word, "")]
        text = "\n".join(navigation) + page(["A Tiny Net", "", LONG, "", *META])
        assert fields(papers(tmp_path, text)) == [("A Tiny Net", LONG)]

    def test_a_header_that_is_all_glued(self, tmp_path):
        header = "newGet trending papers in your email inbox!SubscribeDaily PapersbyAK and the research communityNov 14"
        found = papers(tmp_path, f"{header}A Tiny Net\n{LONG}\nPruning\n{OTHER}\nPrevious123Next\n")
        assert fields(found) == [("A Tiny Net", LONG), ("Pruning", OTHER)]

    def test_one_line_each_without_header(self, tmp_path):
        found = papers(tmp_path, "\n".join(["A Tiny Net", LONG, "Pruning", OTHER]))
        assert fields(found) == [("A Tiny Net", LONG), ("Pruning", OTHER)]

    def test_one_line_each_with_authors_and_date(self, tmp_path):
        lines = ["Daily Papers", "byAK and the research community"]
        lines += ["A Tiny Net", LONG, *META, "Pruning", "We prune.", *META]
        found = papers(tmp_path, "\n".join(lines))
        assert fields(found) == [("A Tiny Net", LONG), ("Pruning", "We prune.")]
        assert found[1].date == "2024-02-04"


class TestAbstracts:
    def test_lines(self, tmp_path):
        found = papers(tmp_path, f"Abstract:{LONG}\nAbstract: {OTHER}\n")
        assert fields(found) == [("", LONG), ("", OTHER)]
        assert [paper.sources[0].line for paper in found] == [1, 2]

    def test_wrapped_and_in_paragraphs(self, tmp_path):
        found = papers(tmp_path, f"Abstract: {LONG}\nand more\n\nAnd yet more.\n \nABSTRACT :\n{OTHER}")
        assert fields(found) == [("", f"{LONG} and more And yet more."), ("", OTHER)]

    def test_with_titles(self, tmp_path):
        text = (
            f"Title: One\nAuthors: Ada Lovelace, Alan Turing\nAbstract: {LONG}\n\nTwo\nAbstract: {OTHER}\n\nThree\n\n"
        )
        found = papers(tmp_path, text + f"Abstract:\n{LONG}\narXiv: 2301.00001\n")
        assert fields(found) == [("One", LONG), ("Two", OTHER), ("Three", LONG)]
        assert found[0].authors == ("Ada Lovelace", "Alan Turing")
        assert found[2].id == "2301.00001"


class TestJson:
    records = (
        {"id": "a", "title": "A Tiny Net", "abstract": LONG, "date": "2024-02", "authors": ["Ada Lovelace"]},
        {"title": "Pruning", "abstract": OTHER, "year": 2020, "url": "https://arxiv.org/abs/2301.00001v3"},
    )

    @pytest.mark.parametrize(
        "write",
        [
            lambda records: "\n".join(map(json.dumps, records)),
            lambda records: "\n\n".join(map(json.dumps, records)) + "\n",
            lambda records: json.dumps(records),
            lambda records: json.dumps(records, indent=2),
            lambda records: "\n".join(json.dumps(record, indent=1) for record in records),
            lambda records: "[\n" + ",\n".join(map(json.dumps, records)) + "\n]\n",
        ],
    )
    def test_forms(self, tmp_path, write):
        found = papers(tmp_path, write(self.records))
        assert fields(found) == [("A Tiny Net", LONG), ("Pruning", OTHER)]
        assert [(paper.id, paper.date, paper.authors) for paper in found] == [
            ("a", "2024-02", ("Ada Lovelace",)),
            ("2301.00001", "2020", ()),
        ]

    def test_lines_of_records(self, tmp_path):
        found = papers(tmp_path, json.dumps(self.records, indent=2))
        assert [paper.sources[0].line for paper in found] == [2, 11]

    def test_annotations(self, tmp_path):
        method = {"name": "TinyNet", "aliases": [], "role": "proposed", "optional": False}
        record = {"id": "a", "title": "TinyNet", "abstract": "TinyNet is small.", "methods": [method], "results": []}
        (paper,) = papers(tmp_path, json.dumps(record))
        assert paper.curated is not None
        (entity,) = paper.curated.entities
        assert (entity.kind, entity.role, entity.name) == (Kind.METHOD, Role.PROPOSED, "TinyNet")
        assert [paper.text[m.start : m.end] for m in entity.mentions] == ["TinyNet", "TinyNet"]

    def test_broken_annotations(self, tmp_path):
        record = {"id": "a", "title": "TinyNet", "methods": [{"name": "TinyNet", "role": "evaluated"}]}
        with pytest.raises(SourceError, match="annotations cannot be read"):
            papers(tmp_path, json.dumps(record))

    def test_arxiv_snapshot(self, tmp_path):
        record = {
            "id": "2301.00001",
            "title": "A Tiny\n  Net",
            "abstract": "  We train\nsmall networks\n",
            "authors": "A. Lovelace and A. Turing",
            "categories": "cs.LG",
            "update_date": "2024-02-04",
            "authors_parsed": [["Lovelace", "Ada", ""], ["Turing", "Alan", "Jr"]],
        }
        (paper,) = papers(tmp_path, json.dumps(record) + "\n")
        assert (paper.title, paper.abstract) == ("A Tiny Net", "We train small networks")
        assert paper.authors == ("Ada Lovelace", "Alan Turing Jr")
        assert (paper.id, paper.date, paper.sources[0].format) == ("2301.00001", "2024-02-04", "arxiv")


class TestTable:
    def test_quoted_line_ends_and_quotes(self, tmp_path):
        text = "\ufeffTitle,Abstract Note,Publication Year,DOI\r\n"
        text += '"Tiny, ""small"" nets","One\r\ntwo, three",2020,10.1/x\r\n'
        (paper,) = papers(tmp_path, text)
        assert (paper.title, paper.abstract, paper.date) == ('Tiny, "small" nets', "One two, three", "2020")

    @pytest.mark.parametrize("mark", [",", "\t", ";", "|"])
    def test_delimiters(self, tmp_path, mark):
        rows = [["id", "Paper Title", "Abstract", "Authors"], ["7", "Nets", "Small. Nets.", "Ada Lovelace"]]
        (paper,) = papers(tmp_path, "\n".join(mark.join(row) for row in rows))
        assert (paper.id, paper.title, paper.abstract, paper.authors) == (
            "7",
            "Nets",
            "Small. Nets.",
            ("Ada Lovelace",),
        )
        assert paper.sources[0].line == 2

    def test_separator_line_of_spreadsheets(self, tmp_path):
        assert fields(papers(tmp_path, "sep=;\ntitle;abstract\nNets;Small, very small\n")) == [
            ("Nets", "Small, very small")
        ]

    def test_utf16_as_spreadsheets_save_it(self, tmp_path):
        text = "Title\tAbstract\r\nCafé nets\tSmall\r\n"
        assert fields(papers(tmp_path, text.encode("utf-16"))) == [("Café nets", "Small")]

    def test_an_unclosed_quote_costs_its_row_only(self, tmp_path):
        (tmp_path / "t.csv").write_text('title,abstract\nA,first\n"B,second\nC,"third"\nD,fourth\n')
        errors: list[SourceError] = []
        found = list(papers_in(tmp_path / "t.csv", on_error=errors.append))
        assert fields(found) == [("A", "first"), ("C", "third"), ("D", "fourth")]
        assert [error.line for error in errors] == [3]

    def test_too_many_cells(self, tmp_path):
        (tmp_path / "t.csv").write_text("title,abstract\nA,one, two\nB,three\n")
        errors: list[SourceError] = []
        assert fields(list(papers_in(tmp_path / "t.csv", on_error=errors.append))) == [("B", "three")]
        assert "3 cells where the header has 2" in errors[0].message


class TestBibtex:
    def test_entries(self, tmp_path):
        text = r"""% my papers
@string{conf = "Conference on " # "Nets"}
@comment{nothing}
@article{one, title = {The {BERT} of {G\"o}del: {\'E}t{\'e} in $O(n^{2})$ {\o}re}, year = 2020, month = feb,
  author = {G{\"o}del, Kurt and {The Tiny Net Team} and L\'opez, Ana and others}, doi = {10.1145/12.34},
  abstract = {We wrap
     this abstract, with 5\% and \textbf{bold {CNN}s}.},
}
@inproceedings{two,
  title = "Quoted {``}title{''}" # " of " # conf,
  eprint = {2301.00001}, date = {2023-01-02} }
"""
        one, two = papers(tmp_path, text)
        assert one.title == "The BERT of Gödel: Été in $O(n^{2})$ øre"
        assert one.abstract == r"We wrap this abstract, with 5\% and \textbf{bold CNNs}."
        assert one.authors == ("Gödel, Kurt", "The Tiny Net Team", "López, Ana")
        assert (one.id, one.date, one.sources[0].line) == ("10.1145/12.34", "2020-02", 4)
        assert (two.title, two.abstract) == ("Quoted ``title'' of Conference on Nets", "")
        assert (two.id, two.date) == ("2301.00001", "2023-01-02")

    def test_a_broken_entry_costs_itself(self, tmp_path):
        file = tmp_path / "x.bib"
        file.write_text(
            "@misc{a, title={One}}\n@misc{b, title={no end\n\n@misc{c, title={Two}}\n@misc{c, title={Three}}\n"
        )
        errors: list[SourceError] = []
        assert [paper.title for paper in papers_in(file, on_error=errors.append)] == ["One", "Two", "Three"]
        assert [error.line for error in errors] == [2]


class TestMarkdownAndText:
    @pytest.mark.parametrize(
        "text",
        [
            f"# A Tiny Net #\n\nAda Lovelace\n\n## Abstract\n\n{LONG}\n\n## Introduction\n\n{OTHER}\n",
            f"A Tiny Net\n==========\n\n{LONG}\n\nIntroduction\n---\n{OTHER}\n",
            f"# A Tiny Net\n{LONG}\n# Next\n{OTHER}",
            f"# A Tiny Net\n\nAda Lovelace\n\n**Abstract.** {LONG}\n\n## 1 Introduction\n\n{OTHER}\n",
            f'---\ntitle: "A Tiny Net"\ndate: 2024-02-04\n---\n\n## Abstract\n{LONG}\n',
            f"# A Tiny Net\n\n## ABSTRACT:\n{LONG}\n\n```\n# no heading\n```\n".replace(
                "\n\n```\n# no heading\n```", ""
            ),
        ],
    )
    def test_markdown(self, tmp_path, text):
        (paper,) = papers(tmp_path, text)
        assert (paper.title, paper.abstract, paper.sources[0].format) == ("A Tiny Net", LONG, "markdown")

    @pytest.mark.parametrize(
        "text",
        [
            f"A Tiny Net\n\n{LONG}\n",
            f"\n\n  A Tiny Net\nAda Lovelace\n\nAbstract\n\n{LONG}\n\n1 Introduction\n{OTHER}\n",
            f"A Tiny Net\n\nAda Lovelace\n\nAbstract: {LONG}\n\n1. Introduction\n\n{OTHER}\n\nReferences\n",
            f"A Tiny Net\nAbstract—{LONG}\nKeywords\nnets",
        ],
    )
    def test_text(self, tmp_path, text):
        (paper,) = papers(tmp_path, text)
        assert (paper.title, paper.abstract, paper.sources[0].format) == ("A Tiny Net", LONG, "text")

    def test_one_paragraph_is_an_untitled_abstract(self, tmp_path):
        assert fields(papers(tmp_path, LONG)) == [("", LONG)]


def test_a_plug_in_joins_by_entry_point(tmp_path, monkeypatch):
    (tmp_path / "shouted.py").write_text(
        "from kg.sources import Record\n"
        "def detect(sample):\n    return 1.0 if sample.text.startswith('PAPER') else 0.0\n"
        "def read(document):\n    yield from (Record(n, line[6:], '') for n, line in document.lines())\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    point = EntryPoint("shouted", "shouted", registry.GROUP)
    monkeypatch.setattr(registry, "entry_points", lambda group: [point])
    formats.cache_clear()
    try:
        assert [(paper.title, paper.sources[0].format) for paper in papers(tmp_path, "PAPER One\nPAPER Two")] == [
            ("One", "shouted"),
            ("Two", "shouted"),
        ]
    finally:
        formats.cache_clear()


class TestReferenceManagers:
    def test_ris(self, tmp_path):
        found = papers(
            tmp_path,
            "TY  - JOUR\r\nTI  - Tiny Nets\r\nAU  - Doe, Jane\r\nAU  - Roe, Rick\r\nAB  - They run on a chip,\r\n"
            "and on a board.\r\nPY  - 2024/02/04/\r\nDO  - 10.1145/12.34\r\nER  - \r\n\r\n"
            "TY  - CONF\r\nT1  - Sea Ice\r\nN2  - It melts.\r\nPY  - 2020\r\nER  - \r\n",
        )
        assert fields(found) == [("Tiny Nets", "They run on a chip, and on a board."), ("Sea Ice", "It melts.")]
        assert (found[0].id, found[0].date, found[0].authors) == (
            "10.1145/12.34",
            "2024-02-04",
            ("Doe, Jane", "Roe, Rick"),
        )
        assert [paper.sources[0].line for paper in found] == [1, 11]

    def test_a_ris_record_without_an_end_costs_no_other(self, tmp_path):
        file = tmp_path / "input"
        file.write_text("TY  - JOUR\nTI  - Tiny Nets\nAB  - Small.\nTY  - JOUR\nTI  - Sea Ice\nAB  - Cold.\nER  - \n")
        errors: list[SourceError] = []
        found = list(papers_in(file, on_error=errors.append))
        assert [paper.title for paper in found] == ["Tiny Nets", "Sea Ice"]
        assert [error.line for error in errors] == [1]

    def test_csl_json(self, tmp_path):
        record = {
            "id": "doe2024",
            "title": "Tiny Nets",
            "abstract": "They run on a chip.",
            "author": [{"family": "Doe", "given": "Jane"}],
            "issued": {"date-parts": [[2024, 2, 4]]},
        }
        (found,) = papers(tmp_path, json.dumps([record]))
        assert (found.title, found.date, found.authors) == ("Tiny Nets", "2024-02-04", ("Jane Doe",))
