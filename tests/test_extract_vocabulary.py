"""Which spellings of a vocabulary name are recognised, and where a name means something else."""

import pytest

from kg import vocabulary
from kg.errors import VocabularyError
from kg.extract.pipeline import pipeline
from kg.extract.vocabulary import VocabularyMatcher
from kg.model import Kind

VOCABULARY = """
@prefix kg: <https://w3id.org/paperkg/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix method: <https://w3id.org/paperkg/id/method/> .
@prefix hardware: <https://w3id.org/paperkg/id/hardware/> .
@prefix dataset: <https://w3id.org/paperkg/id/dataset/> .
@prefix metric: <https://w3id.org/paperkg/id/metric/> .

method:nas a kg:Method ; skos:prefLabel "neural architecture search" ; skos:altLabel "NAS" .
method:search a kg:Method ; skos:prefLabel "architecture search" .
method:bert a kg:Method ; skos:prefLabel "BERT" .
method:gpt-4 a kg:Method ; skos:prefLabel "GPT-4" .
method:sam a kg:Method ; skos:prefLabel "Segment Anything" ; kg:ambiguousLabel "SAM" .
method:complex a kg:Method ; skos:prefLabel "ComplEx" .
hardware:pi a kg:Hardware ; skos:prefLabel "Raspberry Pi" .
hardware:pi-4 a kg:Hardware ; skos:prefLabel "Raspberry Pi 4" ; skos:broader hardware:pi .
hardware:coral a kg:Hardware ; skos:prefLabel "Coral" ; kg:ambiguousLabel "Coral" .
hardware:inf1 a kg:Hardware ; skos:prefLabel "Amazon EC2 Inf1" ; skos:altLabel "inf1" .
hardware:gpu a kg:Hardware ; skos:prefLabel "graphics processing unit" ; skos:altLabel "GPU" .
dataset:imagenet a kg:Dataset ; skos:prefLabel "ImageNet" .
dataset:mnist a kg:Dataset ; skos:prefLabel "MNIST" .
metric:top-1 a kg:Metric ; skos:prefLabel "top-1 accuracy" .
metric:map a kg:Metric ; skos:prefLabel "mean average precision" ; skos:altLabel "mAP" .
metric:energy a kg:Metric ; skos:prefLabel "energy" ; kg:ambiguousLabel "energy" .
"""


@pytest.fixture(scope="module")
def matcher(tmp_path_factory):
    directory = tmp_path_factory.mktemp("vocabulary")
    (directory / "small.ttl").write_text(VOCABULARY, encoding="utf-8")
    return VocabularyMatcher(vocabulary.load(directory))


@pytest.fixture
def found(matcher):
    """What is found in a sentence: surface form and concept, "" for a name that is no concept's."""

    def names(text: str) -> list[tuple[str, str]]:
        doc = matcher(pipeline().get_pipe("kg_abbreviations")(pipeline().make_doc(text)))
        return [(span.text, span.kb_id_.rpartition("/")[2]) for span in doc.spans["kg_vocabulary"]]

    return names


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        # case
        ("Neural Architecture Search", "nas"),
        ("NEURAL ARCHITECTURE SEARCH", "nas"),
        ("imagenet", "imagenet"),
        ("IMAGENET", "imagenet"),
        # hyphen and space
        ("neural-architecture search", "nas"),
        ("raspberry-pi 4", "pi-4"),
        ("Raspberry Pi-4", "pi-4"),
        ("RaspberryPi4", "pi-4"),
        ("GPT 4", "gpt-4"),
        ("GPT4", "gpt-4"),
        ("top 1 accuracy", "top-1"),
        # plural
        ("Raspberry Pi 4s", "pi-4"),
        ("GPUs", "gpu"),
        ("graphics processing units", "gpu"),
        ("neural architecture searches", "nas"),
    ],
)
def test_spellings_of_one_name(found, text, concept):
    assert found(f"It ran with {text} there.") == [(text, concept)]


def test_possessive_and_generic_head_are_no_part_of_the_name(found):
    assert found("We use BERT's tokens and the ImageNet dataset.") == [("BERT", "bert"), ("ImageNet", "imagenet")]


@pytest.mark.parametrize("text", [r"\texttt{BERT}", r"\textbf{BERT}", r"\emph{BERT}", "(BERT)", "BERT-based", '"BERT"'])
def test_markup_and_compounds_do_not_hide_a_name(found, text):
    assert found(f"We tried a {text} model.") == [("BERT", "bert")]


def test_the_longest_name_wins(found):
    assert found("architecture search on a Raspberry Pi") == [("architecture search", "search"), ("Raspberry Pi", "pi")]
    assert found("neural architecture search on a Raspberry Pi 4") == [
        ("neural architecture search", "nas"),
        ("Raspberry Pi 4", "pi-4"),
    ]


@pytest.mark.parametrize("text", ["NASA", "nas", "RoBERTa", "DistilBERT", "map", "MAP", "GPT-42", "complex", "mnists2"])
def test_a_name_inside_another_word_or_without_its_capitals_is_none(found, text):
    assert found(f"We looked at {text} again.") == []


def test_two_words_are_no_label_of_one_word(found):
    assert found("It gains 3% in F1 score.") == []
    assert found("It runs on inf1 there.") == [("inf1", "inf1")]


def test_a_name_does_not_reach_over_title_or_sentence(found):
    assert ("neural architecture search", "nas") not in found("On neural architecture\nsearch is slow.")


@pytest.mark.parametrize(
    "variant",
    [
        "BERT-Large",
        "BERT-Tiny",
        "BERT 7B",
        "GPT-4-Turbo",
        "GPT-4o",
        "ImageNet-1K",
        "Fashion-MNIST",
        pytest.param("BERT-base"),
        pytest.param("GPT-4.5"),
        pytest.param("ImageNet-C"),
        pytest.param("N-MNIST"),
    ],
)
def test_a_variant_is_another_thing(found, variant):
    assert all(concept == "" for _, concept in found(f"We compare {variant} here."))


def test_a_variant_beside_the_name(found):
    assert found("BERT-Large beats BERT.") == [("BERT-Large", ""), ("BERT", "bert")]


@pytest.mark.parametrize(
    "text",
    [
        "We deploy to the Coral board.",
        "It runs on a GPU, Coral and Raspberry Pi.",
        "The SAM model is large.",
        "Segment Anything (SAM) is large.",
        "We prune Segment Anything. Then SAM is small.",
        "It cuts energy by 20%.",
        "It lowers energy.",
    ],
)
def test_an_ambiguous_name_counts_where_its_context_supports_it(found, text):
    assert {"coral", "sam", "energy"} & {concept for _, concept in found(text)}


@pytest.mark.parametrize(
    "text",
    [
        "We count Coral reefs.",
        "A coral grows.",
        "SAM went home.",
        "Sam wrote this framework.",
        "The energy landscape is flat.",
    ],
)
def test_an_ambiguous_name_alone_means_something_else(found, text):
    assert not {"coral", "sam", "energy"} & {concept for _, concept in found(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Our network attached storage (NAS) is full. A NAS is slow.",
        "We call it binary error regularised transfer (BERT). BERT is quick.",
        "A multi-agent planner (mAP) acts. The mAP acts.",
    ],
)
def test_a_short_form_that_the_paper_defines_as_something_else(found, text):
    assert found(text) == []


def test_a_short_form_that_the_paper_defines_as_expected(found):
    text = "Neural architecture search (NAS) is slow. Our NAS is not."
    assert found(text) == [("Neural architecture search", "nas"), ("NAS", "nas"), ("NAS", "nas")]


def test_a_model_name_in_lower_case_with_its_number(found):
    assert found("We asked gpt-4 for it.") == [("gpt-4", "gpt-4")]


def test_plural_in_ies(found):
    assert found("We report top-1 accuracies.") == [("top-1 accuracies", "top-1")]


def test_concepts_are_found_by_any_spelling(tmp_path):
    (tmp_path / "small.ttl").write_text(VOCABULARY, encoding="utf-8")
    known = vocabulary.load(tmp_path)
    for name in ("Raspberry Pi-4", "raspberry pi 4", "RASPBERRY PI 4 board"):
        assert [concept.label for concept in known.lookup(name)] == ["Raspberry Pi 4"]
    assert known.lookup("Raspberry Pi 4", Kind.METHOD) == ()
    assert known.lookup("Raspberry Pi 5") == ()
    pi, pi_4 = "https://w3id.org/paperkg/id/hardware/pi", "https://w3id.org/paperkg/id/hardware/pi-4"
    assert known.ancestors(pi_4) == {pi}


def test_equal_files_have_equal_versions(tmp_path):
    versions = []
    for name, content in (("one", VOCABULARY), ("two", VOCABULARY), ("three", f"{VOCABULARY}\n# more\n")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "small.ttl").write_text(content, encoding="utf-8")
        versions.append(vocabulary.load(tmp_path / name).version)
    assert versions[0] == versions[1] != versions[2]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "no vocabulary"),
        ("this is no Turtle", "small.ttl:1: not Turtle"),
        ("@prefix kg: <https://w3id.org/paperkg/ontology#> .\n<http://x/y> a kg:Method .", "has no skos:prefLabel"),
    ],
)
def test_a_vocabulary_that_cannot_be_used_is_named(tmp_path, content, message):
    if content is not None:
        (tmp_path / "small.ttl").write_text(content, encoding="utf-8")
    with pytest.raises(VocabularyError, match=message) as error:
        vocabulary.load(tmp_path)
    assert str(tmp_path) in str(error.value)
