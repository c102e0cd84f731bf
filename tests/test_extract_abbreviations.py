"""Which abbreviations a paper defines for itself, and what must not be taken for one."""

import pytest

from kg.extract.abbreviations import find_abbreviations


def pairs(text: str) -> list[tuple[str, str]]:
    return [(found.short, found.long) for found in find_abbreviations(text)]


@pytest.mark.parametrize(
    ("long", "short"),
    [
        ("neural architecture search", "NAS"),
        ("peak signal-to-noise ratio", "PSNR"),
        ("structural similarity", "SSIM"),
        ("floating-point operations per second", "FLOPS"),
        ("state of the art", "SOTA"),
        ("Bidirectional Encoder Representations from Transformers", "BERT"),
    ],
)
def test_both_directions(long, short):
    assert pairs(f"We rely on {long} ({short}) here.") == [(short, long)]
    assert pairs(f"We rely on {short} ({long}) here.") == [(short, long)]


def test_the_long_form_is_the_longest_that_the_initials_spell():
    assert pairs("We rely on Proximal Policy Optimization (PPO) here.") == [("PPO", "Proximal Policy Optimization")]


def test_the_long_form_in_parentheses_is_taken_whole():
    assert pairs("We rely on PPO (Proximal Policy Optimization) here.") == [("PPO", "Proximal Policy Optimization")]


@pytest.mark.parametrize(
    ("long", "short"),
    [
        ("low-rank adaptation", "LoRA"),
        ("mean average precision", "mAP"),
        ("k-nearest neighbours", "kNN"),
        ("Mixture-of-Experts", "MoE"),
        ("convolutional network", "ConvNet"),
        ("Tiny Machine Learning", "TinyML"),
        ("3D Gaussian Splatting", "3DGS"),
        ("Variational AutoEncoder", "VAE"),
    ],
)
def test_capitals_inside_and_digits(long, short):
    assert pairs(f"We rely on {long} ({short}) here.") == [(short, long)]


@pytest.mark.parametrize(
    ("long", "short"),
    [
        ("field-programmable gate array", "FPGA"),
        ("quantization-aware training", "QAT"),
        ("multi-layer perceptron", "MLP"),
        ("in-memory computing", "IMC"),
        ("Text-to-Speech", "TTS"),
        ("Deep Q-Network", "DQN"),
    ],
)
def test_a_hyphen_starts_a_word(long, short):
    assert pairs(f"It needs {long} ({short}).") == [(short, long)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("graphics processing units (GPUs)", ("GPUs", "graphics processing units")),
        ("GRUs (gated recurrent units)", ("GRUs", "gated recurrent units")),
        ("spiking neural networks (SNN)", ("SNN", "spiking neural networks")),
    ],
)
def test_plural(text, expected):
    assert pairs(text) == [expected]


def test_words_before_the_name_are_no_part_of_it():
    assert pairs("We propose a novel Fast Tree Search (FTS).") == [("FTS", "Fast Tree Search")]
    assert pairs("a fast method for keyword spotting (KWS)") == [("KWS", "keyword spotting")]


def test_more_than_the_short_form_in_the_parentheses():
    assert pairs("natural language processing (NLP; see below)") == [("NLP", "natural language processing")]
    assert pairs("natural language processing (NLP, for short)") == [("NLP", "natural language processing")]


def test_several_in_one_sentence():
    text = "From Automatic Speech Recognition (ASR) to Text-to-Speech (TTS) and a GRU (gated recurrent unit)."
    assert [short for short, _ in pairs(text)] == ["ASR", "TTS", "GRU"]


@pytest.mark.parametrize(
    "text",
    [
        "it is fast (see Table 2)",
        "results (Figure 3) are good",
        "latency (ms)",
        "accuracy (top-1)",
        "large gains (up to 30%)",
        "the year (2020)",
        "MobileNet (Google)",
        "BERT (large)",
        "we ran it (NVIDIA)",
        "the STM32 (ARM)",
        "a model (MNIST)",
        "GPT (a language model)",
        "two devices (a phone and a board)",
        "a sentence that ends. (NAS)",
        "(NAS)",
        "()",
        "NAS ()",
    ],
)
def test_no_false_definitions(text):
    assert pairs(text) == []


def test_a_long_form_does_not_reach_over_a_sentence_end():
    assert pairs("We did neural architecture. Search (NAS) came later.") == []


def test_offsets_count_in_the_text():
    text = "A title\nWe use graphics processing units (GPUs), and LoRA (low-rank adaptation)."
    found = find_abbreviations(text)
    assert len(found) == 2
    for one in found:
        assert text[one.short_start : one.short_end] == one.short
        assert text[one.long_start : one.long_end] == one.long
