"""What was said of names for one graph: in its own file, and in the file that a build was given.

    GRAPH/curation.tsv    what `kg merge` was told; people may edit it

The file that `kg build --curation` was given is kept, as it was, in the manifest of the generation it made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.curation import NOTHING, Curation, parse, read
from kg.errors import CurationError, SourceError
from kg.model import Kind, LinkedPaper
from kg.names import name_key

if TYPE_CHECKING:
    from kg.vocabulary import Vocabulary

__all__ = ["Given", "Said", "in_force", "own_file"]


def own_file(graph: Path) -> Path:
    """Return where a graph keeps what `kg merge` was told."""
    return graph / "curation.tsv"


@dataclass(frozen=True, slots=True)
class Given:
    """A curation file that a build was given.

    Attributes
    ----------
    file
        Its name.
    text
        Its content.
    """

    file: str
    text: str

    @classmethod
    def from_file(cls, file: Path) -> Given:
        """Read a file that must be there.

        Raises
        ------
        CurationError
            If it is not, or says what cannot be meant.
        """
        if not file.is_file():
            raise CurationError("there is no such curation file", str(file))
        given = cls(str(file), read(file))
        parse(given.text, given.file)
        return given

    @property
    def curation(self) -> Curation:
        """What the file says."""
        return parse(self.text, self.file)

    def report_unknown(
        self, linked: Sequence[LinkedPaper], vocabulary: Vocabulary, on_error: Callable[[SourceError], None] | None
    ) -> None:
        """Tell of each name in the file that neither a paper nor the vocabulary has.

        Parameters
        ----------
        linked, vocabulary
            What bears names.
        on_error
            Called with each; by default the first is raised.
        """
        curation = self.curation
        borne = _borne(curation, linked, vocabulary)
        for statement in curation.statements:
            for name in statement.names:
                if (statement.kind, name_key(name)) not in borne:
                    message = f"no {statement.kind.value} is named {name!r}; correct the name or take out the line"
                    error = SourceError(message, statement.file, statement.line)
                    if on_error is None:
                        raise error
                    on_error(error)


@dataclass(frozen=True, slots=True)
class Said:
    """All that counts for one graph.

    Attributes
    ----------
    own
        What its own file says.
    given
        The file that a build was given, or None.
    """

    own: Curation = NOTHING
    given: Given | None = None

    @property
    def curation(self) -> Curation:
        """Everything together."""
        return self.own + self.given.curation if self.given is not None else self.own

    def to_manifest(self) -> dict[str, Any]:
        """Return what the manifest of a generation holds of this."""
        given = {} if self.given is None else {"given": {"file": self.given.file, "text": self.given.text}}
        return {"said": self.curation.digest, **given}


def in_force(graph: Path, given: Given | None = None) -> Said:
    """Return what counts for a graph now.

    Parameters
    ----------
    graph
        The graph's directory.
    given
        The file that a build is given; that of the last build by default.

    Raises
    ------
    CurationError
        If the graph's own file cannot be read.
    """
    from kg.graph.store import current, read_manifest

    file = own_file(graph)
    own = parse(read(file), str(file))
    generation = current(graph)
    if given is None and generation is not None:
        kept = read_manifest(graph, generation).get("given")
        given = Given(kept["file"], kept["text"]) if kept else None
    return Said(own, given)


def _borne(curation: Curation, linked: Iterable[LinkedPaper], vocabulary: Vocabulary) -> set[tuple[Kind, str]]:
    """Return those of the names in a curation, as kinds and keys, that something bears."""
    named = {(one.kind, name) for one in curation.statements for name in one.names}
    known = {(kind, name) for kind, name in named if name in vocabulary.concepts or vocabulary.lookup(name, kind)}
    borne = {(kind, name_key(name)) for kind, name in known}
    wanted = {(kind, name_key(name)) for kind, name in named} - borne
    for one in linked if wanted else ():
        for entity, concept in zip(one.extraction.entities, one.concepts, strict=True):
            forms = (entity.name, *entity.aliases, concept.iri, concept.label, *concept.aliases)
            borne |= {key for form in forms if (key := (entity.kind, name_key(form))) in wanted}
    return borne
