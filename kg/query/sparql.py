"""SPARQL 1.1 for users: read-only, offline, with the prefixes of the graph already declared."""

from __future__ import annotations

import re
import threading
import time
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, TypeVar

from kg.errors import QuestionError, UsageError
from kg.query.table import Cell, Table
from kg.query.terms import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import pyoxigraph as ox

T = TypeVar("T")

__all__ = ["FORMATS", "Triples", "run", "serialize"]

FORMATS = ("table", "json", "csv", "xml", "ttl")
"""What `serialize` writes: `table`, `json`, `csv` and `xml` for SELECT and ASK, `ttl` for CONSTRUCT and DESCRIBE."""

_NOT_CODE = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\''
    r"|<[^<>\"{}|^`\\\s]*>|#[^\n]*",
    re.DOTALL,
)
"""String literals, IRIs and comments: what must not be mistaken for keywords."""
_PROLOGUE = re.compile(r"\s*(?:prefix\s+[^\s:]*:|base\b)\s*", re.IGNORECASE)
_UPDATE = re.compile(r"\s*(insert|delete|load|clear|create|drop|copy|move|add|with)\b", re.IGNORECASE)
_SERVICE = re.compile(r"(?<![\w:?$.@-])service\b(?!\s*:)(?![\w:.-])", re.IGNORECASE)
_POSITION = re.compile(r"error at (\d+):(\d+): ?(.*)", re.DOTALL)
_INTEGERS = frozenset({"integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger"})


@dataclass(frozen=True, slots=True)
class Triples:
    """What CONSTRUCT and DESCRIBE give.

    Attributes
    ----------
    triples
        Sorted, each once.

    """

    triples: tuple[ox.Triple, ...]

    def __len__(self) -> int:
        return len(self.triples)

    def __str__(self) -> str:
        """Return Turtle with the graph's prefixes."""
        import pyoxigraph as ox

        data = ox.serialize(self.triples, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES)
        return data.decode() if data else ""


def run(store: ox.Store, query: str, *, timeout: float | None = None) -> Table | bool | Triples:
    """Answer a SPARQL 1.1 query over the union of all graphs.

    Parameters
    ----------
    store
        Where to ask.
    query
        SELECT, ASK, CONSTRUCT or DESCRIBE. The prefixes of `kg.query.terms.PREFIXES` need no declaration.
    timeout
        Seconds after which to give up; no limit by default.

    Returns
    -------
    Table | bool | Triples
        For SELECT, for ASK, for CONSTRUCT and DESCRIBE.

    Raises
    ------
    QuestionError
        If the query changes data, calls a remote service, is not SPARQL (the message says where), or takes too long.

    """
    check(query)
    return _within(lambda deadline: _collect(_evaluate(store, query), deadline), timeout)


def serialize(store: ox.Store, query: str, format: str = "table", *, timeout: float | None = None) -> str:  # noqa: A002
    """Answer a query in one of `FORMATS`.

    Raises
    ------
    QuestionError
        As `run` does.
    UsageError
        If there is no such format, or it cannot hold what the query gives.

    """
    if format not in FORMATS:
        raise UsageError(f"no format {format!r}; there are {', '.join(FORMATS)}")
    check(query)
    return _within(lambda deadline: _write(_evaluate(store, query), format, deadline), timeout)


def check(query: str) -> None:
    """Refuse what could change data or reach the network.

    Raises
    ------
    QuestionError
        If the query is an update or calls a SERVICE.

    """
    code = _NOT_CODE.sub(" ", query)
    body = code
    while prologue := _PROLOGUE.match(body):
        body = body[prologue.end() :]
    if update := _UPDATE.match(body):
        raise QuestionError(
            f"{update.group(1).upper()} changes data, and the graph is read-only here; "
            "ask with SELECT, ASK, CONSTRUCT or DESCRIBE"
        )
    if _SERVICE.search(code):
        raise QuestionError("SERVICE asks another server, and queries stay offline here; remove the SERVICE part")


def _evaluate(store: ox.Store, query: str) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    try:
        return store.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
    except SyntaxError as error:
        raise QuestionError(_where(str(error), query)) from error
    except (OSError, ValueError, RuntimeError) as error:
        raise QuestionError(f"the query could not be answered: {error}") from error


def _where(message: str, query: str) -> str:
    found = _POSITION.search(message)
    if not found:
        return f"not a SPARQL query: {message}"
    line, column = int(found.group(1)), int(found.group(2))
    lines = query.splitlines() or [""]
    shown = lines[min(line, len(lines)) - 1]
    pointer = " " * (column - 1) + "^"
    return f"not a SPARQL query: line {line}, column {column}: {found.group(3).strip()}\n    {shown}\n    {pointer}"


def _within(work: Callable[[float | None], T], timeout: float | None) -> T:
    if timeout is None:
        return work(None)
    done: list[T | BaseException] = []

    def target() -> None:
        try:
            done.append(work(time.monotonic() + timeout))
        except BaseException as error:
            done.append(error)

    # Oxigraph cannot be interrupted inside one step, so a step that hangs is left behind in a daemon thread.
    worker = threading.Thread(target=target, daemon=True, name="sparql")
    worker.start()
    worker.join(timeout)
    if not done:
        raise QuestionError(f"the query took longer than {timeout:g} s; narrow it or add LIMIT")
    if isinstance(done[0], BaseException):
        raise done[0]
    return done[0]


def _collect(
    found: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, deadline: float | None
) -> Table | bool | Triples:
    import pyoxigraph as ox

    if isinstance(found, ox.QueryBoolean):
        return bool(found)
    if isinstance(found, ox.QueryTriples):
        triples = {str(triple): triple for triple in _timed(found, deadline)}
        return Triples(tuple(triples[key] for key in sorted(triples)))
    columns = tuple(variable.value for variable in found.variables)
    rows = tuple(tuple(cell(solution[name]) for name in columns) for solution in _timed(found, deadline))
    return Table(columns, rows)


def _timed(items: Iterable[T], deadline: float | None) -> Iterator[T]:
    for item in items:
        if deadline is not None and time.monotonic() > deadline:
            raise QuestionError("the query took too long; narrow it or add LIMIT")
        yield item


def cell(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> Cell:
    """Return an RDF term as a plain value: IRIs and strings as str, numbers and truth values as Python's."""
    import pyoxigraph as ox

    if term is None:
        return None
    if not isinstance(term, ox.Literal):
        return str(term) if isinstance(term, (ox.BlankNode, ox.Triple)) else term.value
    datatype = term.datatype.value.rsplit("#", 1)[-1]
    try:
        if datatype in _INTEGERS:
            return int(term.value)
        if datatype == "decimal":
            return Decimal(term.value)
        if datatype in {"double", "float"}:
            return float(term.value)
    except (ValueError, InvalidOperation):
        return term.value
    return term.value == "true" if datatype == "boolean" else term.value


def _write(
    found: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples,
    format: str,  # noqa: A002
    deadline: float | None,
) -> str:
    import pyoxigraph as ox

    if isinstance(found, ox.QueryTriples):
        if format not in {"ttl", "table"}:
            raise UsageError(f"CONSTRUCT and DESCRIBE give triples, which {format} cannot hold; use ttl")
        return str(_collect(found, deadline))
    if format == "ttl":
        raise UsageError("SELECT and ASK give rows, which ttl cannot hold; use table, json, csv or xml")
    if format == "table" or (format == "csv" and isinstance(found, ox.QueryBoolean)):
        answer = _collect(found, deadline)
        return str(answer).lower() if isinstance(answer, bool) else str(answer)
    formats = {
        "json": ox.QueryResultsFormat.JSON,
        "csv": ox.QueryResultsFormat.CSV,
        "xml": ox.QueryResultsFormat.XML,
    }
    data = found.serialize(format=formats[format])
    return data.decode() if data else ""
