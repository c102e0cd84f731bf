"""The extraction pipeline, as drawn on a whiteboard: one spaCy component a step."""

from __future__ import annotations

from functools import cache

import spacy
from spacy.language import Language

from kg.extract import (  # noqa: F401 - imported for the components that they register
    abbreviations,
    datasets,
    entities,
    hardware,
    measures,
    methods,
    metrics,
    names,
    phrases,
    proposals,
    results,
    roles,
    sentences,
    tasks,
    vocabulary,
)
from kg.extract.tokenizer import create_tokenizer

__all__ = ["COMPONENTS", "pipeline"]

COMPONENTS = (
    "kg_abbreviations",
    "kg_vocabulary",
    "kg_sentences",
    "kg_phrases",
    "kg_hardware",
    "kg_datasets",
    "kg_proposals",
    "kg_metrics",
    "kg_names",
    "kg_tasks",
    "kg_methods",
    "kg_entities",
    "kg_measures",
    "kg_roles",
    "kg_results",
)


@cache
def pipeline() -> Language:
    """Return the spaCy pipeline that puts entities and results on `doc._.kg_entities` and `doc._.kg_results`."""
    nlp = spacy.blank("en")
    nlp.tokenizer = create_tokenizer()(nlp)
    for component in COMPONENTS:
        nlp.add_pipe(component)
    return nlp
