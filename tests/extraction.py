"""What the extraction tests share: papers written as they are read, and what was found in them."""

from kg.extract import extract
from kg.model import Entity, Extraction, Kind, Paper, Result, Role
from kg.names import name_key


def read(abstract: str, title: str = "A study") -> Extraction:
    """Return what is found in a paper of these words."""
    return next(iter(extract([Paper("a-paper", title, abstract)])))


def forms(entity: Entity) -> set[str]:
    """Return the keys of all surface forms of an entity."""
    return {name_key(form, entity.kind) for form in (entity.name, *entity.aliases)}


def find(extraction: Extraction, kind: Kind, name: str) -> Entity | None:
    """Return the entity of a kind that has a name among its surface forms."""
    return next((e for e in extraction.of(kind) if name_key(name, kind) in forms(e)), None)


def role(extraction: Extraction, kind: Kind, name: str) -> Role | None:
    """Return the role of what has a name; a test that asks for what was not found fails."""
    entity = find(extraction, kind, name)
    assert entity is not None, f"no {kind.value} {name!r} among {[e.name for e in extraction.of(kind)]}"
    return entity.role


def outcome(result: Result) -> str:
    """Return a result's number in short: "2x improvement"."""
    return f"{result.value}{result.unit} {result.comparison.value}"
