"""Catalogues of names (models, data sets, tasks, metrics), what is ambiguous, and what a sample to judge looks like."""

from __future__ import annotations

import csv
import json
import lzma
import os
from pathlib import Path

import pytest

from kg.model import Kind
from kg.vocabulary import load
from ontology.build.__main__ import main
from ontology.build.ambiguity import count, suspects
from ontology.build.corpus import abstracts
from ontology.build.measured import measured
from ontology.build.sample import draw

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("PAPERKG_SHARED", ROOT.parent / "shared")) / "data"
needs_catalogs = pytest.mark.skipif(not (SHARED / "catalogs").is_dir(), reason="the shared catalogues are not there")
needs_results = pytest.mark.skipif(
    not (SHARED / "results").is_dir(), reason="the shared benchmark tables are not there"
)

PREFIXES = """\
@prefix kg: <https://w3id.org/paperkg/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix qudt: <http://qudt.org/schema/qudt/> .
@prefix unit: <http://qudt.org/vocab/unit/> .
@prefix quantitykind: <http://qudt.org/vocab/quantitykind/> .
"""

CURATED = {
    "methods": """
:deep-neural-network a kg:Method, skos:Concept ; skos:prefLabel "deep neural network" .
:language-model a kg:Method, skos:Concept ; skos:prefLabel "language model" .
:large-language-model a kg:Method, skos:Concept ; skos:prefLabel "large language model" .
:convolutional-neural-network a kg:Method, skos:Concept ; skos:prefLabel "convolutional neural network" .
:vision-transformer a kg:Method, skos:Concept ; skos:prefLabel "vision transformer" ; skos:altLabel "ViT" .
:vit-b a kg:Method, skos:Concept ; skos:prefLabel "ViT-B" ; skos:altLabel "ViT-Base" ;
    skos:broader :vision-transformer .
:resnet a kg:Method, skos:Concept ; skos:prefLabel "ResNet" ; skos:broader :convolutional-neural-network .
:resnet-50 a kg:Method, skos:Concept ; skos:prefLabel "ResNet-50" ; skos:broader :resnet .
:bert a kg:Method, skos:Concept ; skos:prefLabel "BERT" ; skos:broader :language-model .
:nerf a kg:Method, skos:Concept ; skos:prefLabel "NeRF" .
""",
    "datasets": """
:cityview a kg:Dataset, skos:Concept ; skos:prefLabel "CityView" .
""",
    "tasks": """
:detection a kg:Task, skos:Concept ; skos:prefLabel "detection" ; kg:generic true .
:face-detection a kg:Task, skos:Concept ; skos:prefLabel "face detection" ; skos:broader :detection .
""",
    "metrics": """
:error a kg:Metric, skos:Concept ; skos:prefLabel "error" ; kg:direction kg:LowerIsBetter ;
    qudt:hasUnit unit:PERCENT ; qudt:hasQuantityKind quantitykind:DimensionlessRatio .
:recall-k a kg:Metric, skos:Concept ; skos:prefLabel "recall@k" ; kg:direction kg:HigherIsBetter ;
    qudt:hasUnit unit:PERCENT ; qudt:hasQuantityKind quantitykind:DimensionlessRatio .
:recall-10 a kg:Metric, skos:Concept ; skos:prefLabel "Recall@10" ; skos:altLabel "R@10" ; skos:broader :recall-k .
""",
}

MODELS = """\
name,family,kind,params_m,imagenet_top1_best,weights,source
resnet50,ResNet,timm architecture,25.6,80.0,a1_in1k|tv_in1k,x
tf_resnet50d,ResNet,timm architecture,25.6,,,x
vit_base_patch16_224,Vision Transformer (ViT),timm architecture,86,,augreg_in1k,x
shinynet_s,ShinyNet,timm architecture,5,,,x
BERT,BERT,"MLPerf inference, training reference model (bert)",,,,x
bert-99_tiny-pruned,BERT,MLPerf inference submitted model (as bert-99),,,,x
Gloria-7B,,published model: Language,7000,,,x
Gloria-7B-Chat,Gloria-7B,published model: Language,7000,,,x
Unicorn,,published model: Language,40,,,x
LSTM with dropout and 3 layers,,published model: Language,9,,,x
"""

DATASETS = """\
name,variants,tasks,n_tuples,n_papers,source
CityView,,Face Detection,9,9,x
CityView-Night,,Face Detection,1,1,x
FaceHunt2K,FaceHunt-2K|facehunt val,Face Detection,3,2,x
"Hate Speech",,,1,1,x
NeRF,,,2,2,x
CityView (5-shot),,,1,1,x
National Face Screening Trial (NFST),,,1,1,x
"""

TASKS = """\
name,variants,parent_task,n_tuples,n_papers,n_datasets,source
Occluded Face Detection,,,3,2,1,x
Vietnamese Occluded Face Detection,,,,,,x
Pothole Detection,,,3,2,1,x
Manhole Detection,,,,,,x
Professional Law,,,9,9,9,x
Translation deu-fra,,,9,9,9,x
Face Detection task 3 (25 classes),,,1,1,1,x
"""

METRICS = """\
name,variants,tasks,n_tuples,n_papers,source
Corner Error (%),,,9,4,x
R@25,,,9,4,x
Recall@25,,,9,4,x
Error (val),,,9,4,x
Mean Error,,,9,4,x
Sparkle,,,9,9,x
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The vocabulary of hand-made catalogues."""
    folder = tmp_path_factory.mktemp("names")
    tables, vocabulary = folder / "catalogs" / "names", folder / "vocabulary"
    tables.mkdir(parents=True)
    vocabulary.mkdir()
    for name, content in (("models", MODELS), ("datasets", DATASETS), ("tasks", TASKS), ("metrics", METRICS)):
        (tables / f"{name}.csv").write_text(content)
    for plural, content in CURATED.items():
        kind = plural.removesuffix("s")
        (vocabulary / f"{plural}.ttl").write_text(
            f"@prefix : <https://w3id.org/paperkg/id/{kind}/> .\n{PREFIXES}{content}"
        )
    names = ("models", "epoch", "datasets", "tasks", "metrics")
    assert main([str(tables.parent), *names, "--vocabulary", str(vocabulary)]) == 0
    assert main([str(tables.parent), *names, "--vocabulary", str(vocabulary), "--check"]) == 0
    return load(vocabulary)


def found(vocabulary, name, kind):
    """The preferred name that a name leads to, and what stands directly above it."""
    concepts = vocabulary.lookup(name, kind)
    assert len(concepts) <= 1
    return [(c.label, [iri.rpartition("/")[2] for iri in c.broader]) for c in concepts]


@pytest.mark.parametrize(
    ("name", "label", "above"),
    [
        ("tf_resnet50d", "tf ResNet-50d", ["resnet-50"]),
        ("vit_base_patch16_224", "ViT-Base patch16 224", ["vit-b"]),
        ("vit_base_patch16_224.augreg_in1k", "ViT-Base patch16 224", ["vit-b"]),
        ("resnet50", "ResNet-50", ["resnet"]),
        ("resnet50.tv_in1k", "timm resnet50", ["resnet-50"]),
        ("shinynet_s", "ShinyNet-S", ["shinynet"]),
        ("ShinyNet", "ShinyNet", ["convolutional-neural-network"]),
        ("bert-99.9", "BERT (MLPerf)", ["bert"]),
        ("bert-99_tiny-pruned", "bert-99_tiny-pruned", ["bert"]),
        ("Gloria-7B", "Gloria-7B", ["large-language-model"]),
        ("Gloria 7B Chat", "Gloria-7B-Chat", ["gloria-7b"]),
        ("Unicorn", "Unicorn", ["language-model"]),
    ],
)
def test_a_model_stands_below_what_it_varies(built, name, label, above):
    assert found(built, name, Kind.METHOD) == [(label, above)]


def test_a_description_of_a_model_is_no_name(built):
    assert found(built, "LSTM with dropout and 3 layers", Kind.METHOD) == []


def test_a_model_named_by_a_plain_word_needs_context(built):
    assert [label.ambiguous for label in built.labels if label.text == "Unicorn"] == [True]


@pytest.mark.parametrize(
    ("name", "label", "above"),
    [
        ("CityView-Night", "CityView-Night", ["cityview"]),
        ("FaceHunt-2K", "FaceHunt2K", []),
        ("National Face Screening Trial", "National Face Screening Trial", []),
        ("NFST", "National Face Screening Trial", []),
    ],
)
def test_a_data_set_is_taken_for_its_form(built, name, label, above):
    assert found(built, name, Kind.DATASET) == [(label, above)]


@pytest.mark.parametrize("name", ["Hate Speech", "NeRF", "CityView (5-shot)", "facehunt val"])
def test_descriptions_settings_and_names_of_other_kinds_are_no_data_sets(built, name):
    assert found(built, name, Kind.DATASET) == []


@pytest.mark.parametrize(
    ("name", "above"),
    [
        ("occluded face detection", ["face-detection"]),
        ("Vietnamese occluded face detection", ["occluded-face-detection"]),
        ("pothole detection", ["detection"]),
    ],
)
def test_a_task_stands_below_what_its_last_words_name(built, name, above):
    assert found(built, name, Kind.TASK) == [(name, above)]


@pytest.mark.parametrize("name", ["manhole detection", "professional law", "translation deu-fra"])
def test_a_subject_a_language_pair_and_what_no_leaderboard_has_are_no_tasks(built, name):
    assert found(built, name, Kind.TASK) == []


def test_a_metric_shares_direction_quantity_and_unit_with_what_it_varies(built):
    text = (built.directory / "generated" / "metrics-sota.ttl").read_text()
    block = " ".join(next(b for b in text.split("\n:") if b.startswith("corner-error")).split())
    assert "skos:broader :error" in block
    assert "kg:direction kg:LowerIsBetter" in block
    assert "unit:PERCENT" in block
    assert "quantitykind:DimensionlessRatio" in block


def test_two_spellings_of_a_rank_are_one_metric(built):
    assert found(built, "R@25", Kind.METRIC) == found(built, "Recall@25", Kind.METRIC) == [("Recall@25", ["recall-k"])]


@pytest.mark.parametrize("name", ["Error (val)", "mean error", "Sparkle"])
def test_splits_averages_and_metrics_of_unknown_direction_are_left_out(built, name):
    assert [label for label, _ in found(built, name, Kind.METRIC) if label != "error"] == []


@pytest.mark.parametrize("name", ["datasets-sota", "tasks-sota", "metrics-sota"])
def test_share_alike_names_stand_in_files_of_their_own_that_say_so(built, name):
    for directory in (built.directory, ROOT / "ontology" / "vocabulary"):
        head = (directory / "generated" / f"{name}.ttl").read_text().partition("\n:")[0]
        assert "https://creativecommons.org/licenses/by-sa/4.0/" in head
        assert "SOTA?" in head
        assert "Papers with Code" in head
        assert "changed:" in head


# --- The vocabulary that comes with the package ------------------------------------------------------------


@needs_results
def test_benchmark_tables_name_models_that_the_vocabulary_knows() -> None:
    vocabulary = load()
    for table, column, least in (
        ("mlperf_tiny.csv", "model", 1.0),
        ("mlperf_inference.csv.xz", "model", 1.0),
        ("mlperf_inference.csv.xz", "model_variant", 0.99),
        ("mlperf_training.csv.xz", "model", 1.0),
        ("timm_benchmarks.csv.xz", "model", 0.99),
    ):
        path = SHARED / "results" / table
        with (lzma.open if path.suffix == ".xz" else open)(path, "rt", encoding="utf-8") as stream:
            names = [row[column] for row in csv.DictReader(stream) if row[column]]
        known = {name for name in set(names) if vocabulary.lookup(name, Kind.METHOD)}
        assert sum(name in known for name in names) >= least * len(names), (table, column)


def test_every_metric_has_a_direction_that_agrees_with_what_stands_above_it() -> None:
    from pyoxigraph import RdfFormat, parse

    kg, skos = "https://w3id.org/paperkg/ontology#", "http://www.w3.org/2004/02/skos/core#"
    direction, above = {}, {}
    for file in sorted((ROOT / "ontology" / "vocabulary").glob("**/metrics*.ttl")):
        for quad in parse(path=str(file), format=RdfFormat.TURTLE):
            if quad.predicate.value == f"{kg}direction":
                direction[quad.subject.value] = quad.object.value
            elif quad.predicate.value == f"{skos}broader":
                above.setdefault(quad.subject.value, []).append(quad.object.value)
    assert len(direction) >= 690
    against = {(m, b) for m, places in above.items() for b in places if direction.get(b, direction[m]) != direction[m]}
    assert against == set()


def test_names_measured_to_mean_other_things_are_called_ambiguous() -> None:
    labels = {(label.kind, label.text): label.ambiguous for label in load().labels}
    assert len(measured()) > 100
    assert {name for name in measured() if labels.get(name) is False} == set()


# --- Measuring on abstracts --------------------------------------------------------------------------------


def corpus(folder, *texts, authors=""):
    lines = [
        json.dumps({"id": str(n), "title": "T", "abstract": text, "authors": authors}) for n, text in enumerate(texts)
    ]
    with lzma.open(folder / "arxiv_2000.jsonl.xz", "wt", encoding="utf-8") as stream:
        stream.write("\n".join(lines) + "\n")
    return list(abstracts(folder))


def reasons(folder, *texts, authors=""):
    vocabulary = load()
    found = suspects(vocabulary, count(vocabulary, corpus(folder, *texts, authors=authors)))
    return {(suspect.label, suspect.reason) for suspect in found}


def test_a_name_that_stands_as_ordinary_words_is_suspect(tmp_path):
    texts = ["It holds, for instance, here."] * 4 + ["We use ImageNet and imagenet."] * 4
    assert reasons(tmp_path, *texts) == {("FOR-instance", "word")}


def test_an_acronym_that_others_define_is_suspect(tmp_path):
    texts = ["We scale test-time scaling (TTS)."] * 5 + ["A text-to-speech (TTS) voice."] * 5
    assert ("TTS", "acronym") in reasons(tmp_path, *texts)
    own = ["A convolutional neural network (CNN)."] * 9 + ["The cable news network (CNN)."]
    assert "CNN" not in {label for label, _ in reasons(tmp_path, *own)}


def test_a_name_that_people_bear_is_suspect(tmp_path):
    assert ("Lucie", "person") in reasons(tmp_path, *["Nothing."] * 30, authors="Lucie Doe, John Roe")


def test_a_sample_is_decided_by_its_seed(tmp_path):
    texts = corpus(tmp_path, *[f"We test ResNet-50 on ImageNet, take {n}." for n in range(12)])
    sample = draw(texts, [Kind.METHOD, Kind.DATASET], 10, "a")
    assert sample == draw(reversed(texts), [Kind.METHOD, Kind.DATASET], 10, "a")
    assert sample != draw(texts, [Kind.METHOD, Kind.DATASET], 10, "b")
    assert {drawn.concept for drawn in sample} == {"ResNet-50", "ImageNet"}
    assert all(f"«{drawn.concept}»" in drawn.context for drawn in sample)
