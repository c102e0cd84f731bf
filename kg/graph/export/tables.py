"""Tables: one row for each piece of evidence for each edge, as CSV and Parquet."""

from __future__ import annotations

import csv
import io
from typing import IO, TYPE_CHECKING, Any

from kg.errors import GraphError
from kg.graph.iris import PREFIXES

if TYPE_CHECKING:
    from pyoxigraph import Store

__all__ = ["COLUMNS", "WRITERS", "rows"]

COLUMNS: dict[str, type] = {
    "paper": str,
    "title": str,
    "subject": str,
    "subject_name": str,
    "predicate": str,
    "object": str,
    "object_name": str,
    "quote": str,
    "start": int,
    "end": int,
    "confidence": float,
    "extractor": str,
    "optional": bool,
}
"""The columns with their types. Subjects and objects are IRIs, beside them their names; `start` and `end` count in the
paper's title, a line feed and its abstract."""

_QUERY = """
SELECT ?paper ?title ?subject ?subject_name ?predicate ?object ?object_name ?quote ?start ?end ?confidence ?extractor
       ?optional WHERE {
    ?evidence a kg:Evidence ; rdf:subject ?subject ; rdf:predicate ?property ; rdf:object ?object ;
        kg:confidence ?confidence ; kg:extractor ?extractor ; prov:wasDerivedFrom ?source ; oa:hasTarget ?target .
    ?target oa:hasSelector [ oa:exact ?quote ], [ oa:start ?start ; oa:end ?end ] .
    ?source dcterms:identifier ?paper .
    OPTIONAL { ?source dcterms:title ?title }
    OPTIONAL { ?evidence kg:optional ?optional }
    OPTIONAL { ?subject skos:prefLabel|dcterms:title ?subject_name }
    OPTIONAL { ?object skos:prefLabel|kg:valueText ?object_name }
    BIND (STRAFTER(STR(?property), "#") AS ?predicate)
}"""


def rows(store: Store) -> list[dict[str, Any]]:
    """Return the rows of the table, sorted by paper, place in its text, and edge; what is unknown is None."""
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for solution in store.query(_QUERY, prefixes=PREFIXES, use_default_graph_as_union=True):  # type: ignore[union-attr]
        row = {name: _value(solution[name], kind) for name, kind in COLUMNS.items()}
        row["optional"] = bool(row["optional"])
        key = (row["paper"], row["start"], row["end"], row["subject"], row["predicate"], row["object"])
        found.setdefault(key, row)
    return [found[key] for key in sorted(found)]


def _value(term: Any, kind: type) -> Any:
    if term is None:
        return None
    return term.value == "true" if kind is bool else kind(term.value)


def _csv(store: Store, file: IO[bytes]) -> None:
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for row in rows(store):
        writer.writerow({**row, "optional": str(row["optional"]).lower()})
    text.detach()


def _parquet(store: Store, file: IO[bytes]) -> None:
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise GraphError("Parquet needs pyarrow, which is not installed: pip install 'paperkg[parquet]'") from error
    types = {str: pyarrow.string(), int: pyarrow.int64(), float: pyarrow.float64(), bool: pyarrow.bool_()}
    schema = pyarrow.schema([(name, types[kind]) for name, kind in COLUMNS.items()])
    parquet.write_table(pyarrow.Table.from_pylist(rows(store), schema=schema), file)


WRITERS = {".csv": _csv, ".parquet": _parquet}
