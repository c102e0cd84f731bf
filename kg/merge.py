"""Saying what is one thing and what is two in a graph, taking it back, and having it count at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.build import BuildReport, renew
from kg.curation import Curation, Statement, parse, read, with_statement, without_lines
from kg.errors import CurationError, GraphError, UsageError
from kg.graph.curation import in_force, own_file
from kg.model import Kind
from kg.names import name_key

if TYPE_CHECKING:
    from pyoxigraph import Store

    from kg.graph.writing import Builder
    from kg.query.names import Name, Names

__all__ = ["MergeReport", "Thing", "merge", "said", "undo"]


@dataclass(frozen=True, slots=True)
class Thing:
    """What a name leads to.

    Attributes
    ----------
    name
        As asked.
    label, iri
        Of the thing; "" where nothing bears the name now.
    """

    name: str
    label: str
    iri: str


@dataclass(frozen=True, slots=True)
class MergeReport:
    """What a statement on names has changed.

    Attributes
    ----------
    statements
        What was said, or taken back.
    undone
        True where it was taken back.
    things
        What the names lead to now.
    build
        What was written.
    """

    statements: tuple[Statement, ...]
    undone: bool
    things: tuple[Thing, ...]
    build: BuildReport

    def to_json(self) -> dict[str, Any]:
        """Return the report as a JSON object."""
        return {
            "undone": self.undone,
            "statements": [statement.to_json() for statement in self.statements],
            "names": [{"name": one.name, "label": one.label, "iri": one.iri} for one in self.things],
            "rewritten": self.build.rewritten,
        }

    def __str__(self) -> str:
        head = "taken back: " if self.undone else ""
        lines = [f"{head}{statement}" for statement in self.statements]
        lines += [
            f"  {one.name} is {one.label or 'in no paper now'} <{one.iri}>".removesuffix(" <>") for one in self.things
        ]
        return "\n".join([*lines, f"{self.build.rewritten} of {self.build.papers} papers written anew"])


def merge(
    graph: str | Path, names: Sequence[str], *, kind: str | Kind | None = None, apart: bool = False
) -> MergeReport:
    """Say that some names are one thing, or that each is a thing of its own, and link the graph anew.

    Nothing is extracted again. The statement is kept in the graph's directory, and every later build heeds it. Names
    that are one become the vocabulary's concept that is among them; where there is none, the first name is the label.

    Parameters
    ----------
    graph
        The graph's directory.
    names
        Two or more names, or IRIs, of things in the graph.
    kind
        "method", "dataset", "hardware", "metric" or "task"; needed only where the names name things of several kinds.
    apart
        True to say that they are as many things as there are names.

    Raises
    ------
    CurationError
        If nothing bears a name, or several things do, or what was said before contradicts this.
    GraphError
        If there is no graph, or somebody is building it.
    """
    from kg.vocabulary import load

    path = Path(graph)
    with _locked(path) as builder:
        statement = _statement(builder, names, kind, one=not apart)
        file = own_file(path)
        text = read(file)
        before = in_force(path)
        if statement not in before.curation.statements:
            _validated(before.curation + Curation((statement,)), load())
            _write(file, with_statement(text, statement))
        try:
            built = renew(builder)
        except BaseException:
            _write(file, text)
            raise
    return _report((statement,), built, undone=False)


def undo(
    graph: str | Path, names: Sequence[str] = (), *, kind: str | Kind | None = None, apart: bool | None = None
) -> MergeReport:
    """Take back what was said of names, and link the graph anew.

    Parameters
    ----------
    graph
        The graph's directory.
    names
        The names of a statement in any order, or the number of its line; the last statement by default.
    kind, apart
        As for `merge`, where the names alone do not tell which statement is meant.

    Raises
    ------
    CurationError
        If nothing like that was said.
    GraphError
        If there is no graph, or somebody is building it.
    """
    path = Path(graph)
    with _locked(path) as builder:
        file = own_file(path)
        text = read(file)
        meant = _meant(path, parse(text, str(file)), names, kind, apart)
        _write(file, without_lines(text, (statement.line for statement in meant)))
        built = renew(builder)
    return _report(meant, built, undone=True)


def said(graph: str | Path) -> tuple[Statement, ...]:
    """Return all that was said of names for a graph, with file and line.

    Raises
    ------
    GraphError
        If there is no graph.
    """
    from kg.graph.store import published

    path = Path(graph)
    published(path)
    return in_force(path).curation.statements


def _locked(path: Path) -> Any:
    """Return a context that locks a graph that must be there."""
    from kg.graph.store import published
    from kg.graph.writing import building

    published(path)
    return building(path)


def _validated(curation: Curation, vocabulary: Any) -> None:
    """Raise what the linker would raise, before anything is written."""
    from kg.linking.rulings import Rulings

    Rulings(curation, vocabulary)


def _write(file: Path, text: str) -> None:
    from kg.graph.writing import atomic_file

    try:
        if text:
            with atomic_file(file) as handle:
                handle.write(text.encode())
        else:
            file.unlink(missing_ok=True)
    except OSError as error:
        raise GraphError(f"{file}: cannot be written ({error.strerror or error})") from error


def _statement(builder: Builder, names: Sequence[str], kind: str | Kind | None, *, one: bool) -> Statement:
    """Return a statement on names that the graph knows, all of one kind."""
    if kind is not None and kind not in set(Kind):
        raise UsageError(f"there is no kind {kind!r}; there are {', '.join(Kind)}")
    given = [" ".join(name.split()) for name in names]
    if len(given) < 2 or len(set(given)) < len(given):
        raise UsageError(f"{_listed(given) or 'nothing'} is not two things; give two names or more, each once")
    found = _found(builder, given)
    kinds = {Kind(kind)} if kind else set(Kind)
    for name, candidates in found.items():
        kinds &= {Kind(candidate.kind) for candidate in candidates if candidate.kind in set(Kind)}
        if not kinds:
            raise CurationError(_no_kind(name, found, kind))
    if len(kinds) > 1:
        options = " or ".join(f"--kind {kind}" for kind in sorted(kinds))
        raise CurationError(f"{_listed(found)} name things of several kinds; say which is meant with {options}")
    meant = kinds.pop()
    return Statement(meant, tuple(_spelling(name, found[name], meant, one=one) for name in found), one)


def _found(builder: Builder, names: Sequence[str]) -> dict[str, tuple[Name, ...]]:
    """Return what each name, or IRI, can mean in the published graph, best first."""
    from pyoxigraph import Store

    from kg.query.names import Names

    generation = builder.current
    if generation is None:
        raise GraphError(f"{builder.path}: the first build of this graph did not finish; run kg build again")
    store = Store.read_only(str(generation.store))
    index = Names(store, [word for name in names for word in (name, *name.split())])
    return {name: _exact(store, index, name) for name in names}


def _exact(store: Store, index: Names, name: str) -> tuple[Name, ...]:
    from kg.query.names import of_iri

    found = of_iri(store, name) or tuple(one for one in index.exact(name) if one.kind in set(Kind))
    if not found:
        close = index.suggest(name, [kind.value for kind in Kind])
        hint = f"; did you mean {' or '.join(close)}?" if close else ""
        raise CurationError(f"nothing in this graph is named {name!r}{hint}")
    return found


def _spelling(name: str, found: Sequence[Name], kind: Kind, *, one: bool) -> str:
    """Return a name as the linker will meet it: as given, or as it is without the class noun that was given with it."""
    candidates = [candidate for candidate in found if candidate.kind == kind]
    best = [candidate for candidate in candidates if candidate.level == min(c.level for c in candidates)]
    if one and len({candidate.iri for candidate in best}) > 1:
        labels = " and ".join(sorted({candidate.iri.rpartition("/")[2] for candidate in best}))
        raise CurationError(
            f"{name!r} is a name of several {kind.plural}: {labels}; use a name that only one of them has"
        )
    if best[0].whole and name != best[0].iri:
        return name
    return best[0].label


def _no_kind(name: str, found: dict[str, tuple[Name, ...]], kind: str | Kind | None) -> str:
    kinds = {other: sorted({candidate.kind for candidate in candidates}) for other, candidates in found.items()}
    if kind is not None:
        return f"no {kind} is named {name!r}; it is a {' and a '.join(kinds[name])}"
    listed = ", ".join(f"{other!r} is a {' and a '.join(some)}" for other, some in kinds.items())
    return f"only names of one kind can be one thing or two: {listed}"


def _listed(names: Iterable[str]) -> str:
    return " and ".join(map(repr, names))


def _meant(
    path: Path, own: Curation, names: Sequence[str], kind: str | Kind | None, apart: bool | None
) -> tuple[Statement, ...]:
    """Return the statements of the graph's own file that someone wants to take back."""
    found = [
        statement
        for statement in own.statements
        if (kind is None or statement.kind == kind) and (apart is None or statement.one is not apart)
    ]
    if not names:
        found = found[-1:]
    elif len(names) == 1 and names[0].isdecimal():
        found = [statement for statement in found if statement.line == int(names[0])]
    else:
        wanted = {name_key(name) for name in names}
        found = [statement for statement in found if {name_key(name) for name in statement.names} == wanted]
    if found:
        return tuple(found)
    given = in_force(path).given
    elsewhere = f", nor can what stands in {given.file} be taken back but there" if given else ""
    raise CurationError(f"nothing like that was said{elsewhere}; kg merge {path} lists what was", str(own_file(path)))


def _report(statements: tuple[Statement, ...], built: BuildReport, *, undone: bool) -> MergeReport:
    from kg.graph.store import open_store
    from kg.query.names import Names

    names = list(dict.fromkeys((statement.kind, name) for statement in statements for name in statement.names))
    store = open_store(built.graph)
    index = Names(store, [word for _, name in names for word in name.split()])
    things = tuple(_thing(store, name, index.exact(name, (kind.value,))) for kind, name in names)
    return MergeReport(statements, undone, things, built)


def _thing(store: Store, name: str, found: Sequence[Name]) -> Thing:
    from kg.query.names import label_of, present_iri

    if not found:
        return Thing(name, "", "")
    spelled = next((one for one in found if one.label == name and one.level == found[0].level), found[0])
    iri = present_iri(store, spelled.iri)
    return Thing(name, label_of(store, iri), iri)
