"""The command line: one word a verb, data on stdout, messages on stderr; no logic of its own."""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from kg.errors import KgError, SourceError

__all__ = ["main"]

_KINDS = ("method", "dataset", "hardware", "metric", "task")
DONE, COULD_NOT, WRONG_USAGE = 0, 1, 2
INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status: 0 done, 1 could not, 2 wrong usage."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.run is None:
        parser.print_help(sys.stderr)
        return WRONG_USAGE
    _speak_utf8()
    try:
        status: int = options.run(options)
        sys.stdout.flush()
    except KgError as error:
        print(f"kg: {error}", file=sys.stderr)
        return COULD_NOT
    except BrokenPipeError:
        _drop_output()
        return COULD_NOT
    except OSError as error:
        if error.filename is None:
            _drop_output()
        print(f"kg: {error.filename or 'output'}: {error.strerror or error}", file=sys.stderr)
        return COULD_NOT
    except KeyboardInterrupt:
        print("kg: interrupted; nothing was changed", file=sys.stderr)
        return INTERRUPTED
    return status


def _speak_utf8() -> None:
    """Write UTF-8 whatever the locale: the output is data. Escaped, a lone surrogate is still valid JSON."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _drop_output() -> None:
    """Let nothing more be written where nobody reads or no room is left, not even when the interpreter ends."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser() -> argparse.ArgumentParser:
    from kg import __version__

    parser = argparse.ArgumentParser(
        prog="kg",
        description="Read machine-learning papers into a knowledge graph; ask what ran where, on what, and how well.",
        epilog="`kg COMMAND --help` tells more about each.",
    )
    parser.add_argument("--version", action="version", version=f"paperkg {__version__}")
    parser.set_defaults(run=None)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    for add in (_papers, _extract, _build, _merge, _ask, _sparql, _results, _view, _export, _check, _stats):
        add(commands)
    return parser


def _command(
    commands: Any, name: str, run: Callable[[argparse.Namespace], int], text: str, *, graph: bool = True
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")
    parser.set_defaults(run=run)
    if graph:
        parser.add_argument("graph", metavar="GRAPH", help="directory that `kg build` made")
    else:
        parser.add_argument(
            "inputs", metavar="INPUT", nargs="+", help="file or directory of papers, or - for standard input"
        )
    return parser


class _Complaints:
    """Prints what could not be read, and remembers that there was something."""

    def __init__(self) -> None:
        self.status = DONE

    def __call__(self, error: SourceError) -> None:
        print(f"kg: {error}", file=sys.stderr)
        self.status = COULD_NOT


def _line(record: object) -> None:
    print(json.dumps(record, ensure_ascii=False))


# -- reading ------------------------------------------------------------------------------------------------------


def _papers(commands: Any) -> None:
    def run(options: argparse.Namespace) -> int:
        from kg.api import read
        from kg.records import paper_to_json

        complaints = _Complaints()
        for paper in read(options.inputs, on_error=complaints):
            _line(paper_to_json(paper))
        return complaints.status

    parser = _command(commands, "papers", run, "print the papers that were read, one JSON object a line", graph=False)
    parser.add_argument("--json", action="store_true", help="the output is JSON lines with or without this")


def _extract(commands: Any) -> None:
    def run(options: argparse.Namespace) -> int:
        from kg.api import extract, read
        from kg.records import extraction_to_json, paper_to_json

        complaints = _Complaints()
        for linked in extract(read(options.inputs, on_error=complaints)):
            record = extraction_to_json(linked.extraction, linked.concepts)
            _line({**paper_to_json(linked.paper), **record} if options.text else record)
        return complaints.status

    parser = _command(commands, "extract", run, "print what each paper did, one JSON object a line", graph=False)
    parser.add_argument(
        "--text", action="store_true", help="print title and abstract too, to correct by hand and build from"
    )
    parser.add_argument("--json", action="store_true", help="the output is JSON lines with or without this")


def _build(commands: Any) -> None:
    def run(options: argparse.Namespace) -> int:
        from kg.build import build

        complaints = _Complaints()
        progress = _progress if sys.stderr.isatty() and not options.quiet else None
        report = build(
            options.inputs,
            Path(options.output),
            prune=options.prune,
            curation=options.curation,
            on_error=complaints,
            progress=progress,
        )
        if options.json:
            _line(report.to_json())
        elif not options.quiet:
            print(report, file=sys.stderr)
        return complaints.status

    parser = _command(
        commands, "build", run, "read, extract, link and store papers; a second run does only what changed", graph=False
    )
    parser.add_argument("-o", "--output", metavar="GRAPH", required=True, help="directory of the graph")
    parser.add_argument("--prune", action="store_true", help="drop papers of the graph that are not in the input")
    parser.add_argument(
        "--curation",
        metavar="FILE",
        help="file that says which names are one thing and which are two; kept from now on",
    )
    parser.add_argument("-q", "--quiet", action="store_true", help="print nothing but errors")
    parser.add_argument("--json", action="store_true", help="print what was done as JSON")


def _merge(commands: Any) -> None:
    def run(options: argparse.Namespace) -> int:
        from kg.merge import merge, undo

        if options.undo:
            report = undo(options.graph, options.names, kind=options.kind, apart=options.apart or None)
        elif len(options.names) == 1:
            parser.error("one name is not two things; give two names or more")
        elif options.names:
            report = merge(options.graph, options.names, kind=options.kind, apart=options.apart)
        else:
            return _print_said(options)
        if options.json:
            _line(report.to_json())
        else:
            print(report)
        return DONE

    parser = _command(commands, "merge", run, "say that names are one thing, or two, and link the graph anew at once")
    parser.add_argument(
        "names",
        metavar="NAME",
        nargs="*",
        help="names or IRIs of one kind, the label first; without any, list what was said",
    )
    parser.add_argument("--apart", action="store_true", help="say that the names are as many things as there are names")
    parser.add_argument("--kind", choices=_KINDS, help="the kind of the things, where the names name things of several")
    parser.add_argument(
        "--undo", action="store_true", help="take back what was said of the names, or on line NAME, or last"
    )
    parser.add_argument("--json", action="store_true", help="print what was done, or what was said, as JSON")


def _print_said(options: argparse.Namespace) -> int:
    from kg.merge import said

    for statement in said(options.graph):
        if options.json:
            _line(statement.to_json())
        else:
            print(f"{statement.place}: {statement}")
    return DONE


def _progress(done: int, total: int, what: str) -> None:
    end = "\n" if done >= total else ""
    print(f"\r{what}: {done} of {total}", end=end, file=sys.stderr, flush=True)


# -- asking -------------------------------------------------------------------------------------------------------


def _ask(commands: Any) -> None:
    def run(options: argparse.Namespace) -> int:
        from kg.api import open as open_graph

        answer = open_graph(options.graph).ask(options.question)
        if options.json:
            _line(answer.to_json())
        else:
            print(answer)
        return DONE if answer.understood else COULD_NOT

    parser = _command(commands, "ask", run, "answer an English question, with evidence")
    parser.add_argument("question", metavar="QUESTION", help='for example "which methods were tested on an STM32?"')
    parser.add_argument("--json", action="store_true", help="print the answer as JSON")


def _sparql(commands: Any) -> None:
    def run(options: argparse.Namespace) -> int:
        from kg.api import open as open_graph
        from kg.query.sparql import serialize

        text = serialize(
            open_graph(options.graph).store,
            _query(options.query),
            "json" if options.json else options.format,
            timeout=options.timeout,
        )
        sys.stdout.write(text if text.endswith("\n") else f"{text}\n")
        return DONE

    parser = _command(commands, "sparql", run, "run a read-only SPARQL 1.1 query")
    parser.add_argument(
        "query", metavar="QUERY", help="the query, @FILE to read it from a file, or - for standard input"
    )
    parser.add_argument(
        "--format", choices=("table", "json", "csv", "xml", "ttl"), default="table", help="form of the output"
    )
    parser.add_argument("--json", action="store_true", help="the same as --format json")
    parser.add_argument("--timeout", type=float, metavar="SECONDS", help="give up after so many seconds")


def _query(given: str) -> str:
    if given != "-" and not given.startswith("@"):
        return given
    name = given.removeprefix("@")
    try:
        content = sys.stdin.buffer.read() if given == "-" else Path(name).read_bytes()
        return content.decode("utf-8")
    except OSError as error:
        raise KgError(f"{name}: the query cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise KgError(f"{name}: the query is not UTF-8; save it as UTF-8") from error


def _results(commands: Any) -> None:
    def run(options: argparse.Namespace) -> int:
        from kg.api import open as open_graph

        names = ("dataset", "metric", "hardware", "method", "task", "comparison")
        table = open_graph(options.graph).results(**{name: getattr(options, name) for name in names})
        _print_table(table, "json" if options.json else options.format)
        return DONE

    parser = _command(commands, "results", run, "print measured results as a table, with evidence")
    for name in ("dataset", "metric", "hardware", "method", "task"):
        parser.add_argument(f"--{name}", metavar="NAME", help=f"only results of this {name}, and of narrower ones")
    parser.add_argument(
        "--comparison", choices=("absolute", "improvement", "reduction", "constraint"), help="only such results"
    )
    parser.add_argument(
        "--format", choices=("table", "csv", "json", "markdown"), default="table", help="form of the output"
    )
    parser.add_argument("--json", action="store_true", help="the same as --format json")


def _print_table(table: Any, form: str) -> None:
    text = {"csv": table.to_csv, "markdown": table.to_markdown}.get(form, lambda: str(table))()
    if form == "json":
        text = json.dumps(table.to_json(), ensure_ascii=False, indent=1)
    sys.stdout.write(text if text.endswith("\n") else f"{text}\n")


# -- showing ------------------------------------------------------------------------------------------------------


def _view(commands: Any) -> None:
    def run(options: argparse.Namespace) -> int:
        from kg.api import open as open_graph

        graph = open_graph(options.graph)
        graph.view(
            options.output, title=options.title, kinds=options.kind or None, around=options.around, depth=options.depth
        )
        return DONE

    parser = _command(commands, "view", run, "write the interactive page, one self-contained HTML file")
    parser.add_argument("-o", "--output", metavar="FILE", required=True, help="the HTML file")
    parser.add_argument("--around", metavar="NAME", help="only what lies around this thing")
    parser.add_argument("--depth", type=int, default=1, metavar="N", help="how many edges around it (default 1)")
    parser.add_argument(
        "--kind",
        action="append",
        choices=("paper", *_KINDS),
        help="only nodes of this kind; can be given again",
    )
    parser.add_argument("--title", metavar="TEXT", help="heading of the page")


def _export(commands: Any) -> None:
    def run(options: argparse.Namespace) -> int:
        from kg.api import open as open_graph

        open_graph(options.graph).export(options.output)
        return DONE

    parser = _command(
        commands,
        "export",
        run,
        "write the graph to a file: Turtle, TriG, N-Quads, JSON-LD, GraphML, GEXF, CSV, Parquet",
    )
    parser.add_argument("-o", "--output", metavar="FILE", required=True, help="the file; its ending tells the format")


def _check(commands: Any) -> None:
    def run(options: argparse.Namespace) -> int:
        from kg.api import open as open_graph

        report = open_graph(options.graph).check()
        if options.json:
            _line(report.to_json())
        else:
            print(report)
        return DONE if report.ok else COULD_NOT

    parser = _command(
        commands, "check", run, "validate the graph and every quote in it, and say in words what is wrong"
    )
    parser.add_argument("--json", action="store_true", help="print the findings as JSON")


def _stats(commands: Any) -> None:
    def run(options: argparse.Namespace) -> int:
        from kg.api import open as open_graph

        graph = open_graph(options.graph)
        found = graph.duplicates() if options.duplicates else graph.stats()
        if options.json:
            _line(found.to_json())
        else:
            print(found)
        return DONE

    parser = _command(commands, "stats", run, "count classes and properties, top entities and sources")
    parser.add_argument(
        "--duplicates", action="store_true", help="list names that are likely one thing, with why, and how to say so"
    )
    parser.add_argument("--json", action="store_true", help="print the counts, or the likely duplicates, as JSON")
