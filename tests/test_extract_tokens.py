"""How a text is cut into words and sentences, read as the specification of both."""

import pytest

from kg.extract.pipeline import pipeline


def words(text: str) -> list[str]:
    return [token.text for token in pipeline().make_doc(text) if not token.is_space]


def sentences(text: str) -> list[str]:
    doc = pipeline().get_pipe("kg_sentences")(pipeline().make_doc(text))
    return [sentence.text.strip() for sentence in doc.sents if sentence.text.strip()]


@pytest.mark.parametrize(
    "word",
    [
        # Parts and products
        "Cortex-M4",
        "Cortex-M7F",
        "STM32F746",
        "nRF52840",
        "x86-64",
        "RTX-3090",
        "Jetson",
        # Models and algorithms
        "ResNet-50",
        "LLaMA-2-7B",
        "ViT-B/16",
        "gpt-4o",
        "k-means++",
        "C++",
        # Data sets and metrics
        "CIFAR-10",
        "WMT'14",
        "WMT’14",
        "top-1",
        "F1-score",
        "TOPS/W",
        # Quantities
        "int8",
        "4-bit",
        "2.2x",
        "3×",
        "1,024",
        "73.62%",
        r"73.62\%",
        # Ordinary compounds
        "state-of-the-art",
        "rule-based",
        "data-driven",
        "hardware-aware",
    ],
)
def test_names_numbers_and_compounds_are_one_word(word):
    assert words(f"Here {word} stands") == ["Here", word, "stands"]
    assert words(f"Here stands {word}.") == ["Here", "stands", word, "."]
    assert words(f"({word}), and more") == ["(", word, ")", ",", "and", "more"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FPGA-based", ["FPGA", "-", "based"]),
        ("Synapse--inspired", ["Synapse", "--", "inspired"]),
        ("QwQ-32B)--and", ["QwQ-32B", ")", "--", "and"]),
        ("MCU-friendly", ["MCU", "-", "friendly"]),
        ("GPU-accelerated", ["GPU", "-", "accelerated"]),
        ("ARM-based", ["ARM", "-", "based"]),
        ("ImageNet-pretrained", ["ImageNet", "-", "pretrained"]),
    ],
)
def test_a_name_is_cut_from_what_is_said_of_it(text, expected):
    assert words(f"an {text} design") == ["an", *expected, "design"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("top-1/top-5", ["top-1", "/", "top-5"]),
        ("CPU/GPU", ["CPU", "/", "GPU"]),
        ("STM32F746,ESP32", ["STM32F746", ",", "ESP32"]),
        ("BLEU:28.4", ["BLEU", ":", "28.4"]),
        ("20--30", ["20", "--", "30"]),
        ("Transformer—a", ["Transformer", "—", "a"]),
        ("p<0.05", ["p", "<", "0.05"]),
        ("A100's", ["A100", "'s"]),
        ("NVIDIA’s", ["NVIDIA", "’s"]),
    ],
)
def test_signs_between_words_stand_alone(text, expected):
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (r"\texttt{gpt-4o}", "gpt-4o"),
        (r"\emph{DeepFoo}", "DeepFoo"),
        (r"\textbf{29.9\%}", r"29.9\%"),
        (r"\textsc{FooNet}", "FooNet"),
        (r"{\em FooNet}", "FooNet"),
        (r"$\mathrm{mAP}$", "mAP"),
    ],
)
def test_latex_markup_is_no_part_of_a_name(text, name):
    assert name in words(f"with {text} and")


@pytest.mark.parametrize("text", ["a  b", "a\nb", "Cortex-M4\tcore", "\\texttt{x}\\%", "", " \n "])
def test_words_lie_where_the_text_has_them(text):
    for token in pipeline().make_doc(text):
        assert text[token.idx : token.idx + len(token)] == token.text
    assert pipeline().make_doc(text).text == text


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("One thing. Another thing.", ["One thing.", "Another thing."]),
        ("Is it so? Yes! It is.", ["Is it so?", "Yes!", "It is."]),
        ("It stopped (early). Then it ran.", ["It stopped (early).", "Then it ran."]),
        ("It stopped (early.) Then it ran.", ["It stopped (early.)", "Then it ran."]),
        (r"It reaches 91.2\%. The rest fails.", [r"It reaches 91.2\%.", "The rest fails."]),
        ("It ran on ResNet-50. Then it stopped.", ["It ran on ResNet-50.", "Then it stopped."]),
        ("We gain $x=3$. It helps.", ["We gain $x=3$.", "It helps."]),
    ],
)
def test_a_sentence_ends_at_its_mark(body, expected):
    assert sentences(f"A title\n{body}") == ["A title", *expected]


@pytest.mark.parametrize(
    "sentence",
    [
        "We use backbones, e.g. ResNet and others.",
        "We use one backbone, i.e. ResNet.",
        "Smith et al. Show this.",
        "As Fig. 3 shows, it holds.",
        "Ours vs. Theirs is close.",
        "Images, audio, etc. It ran on all.",
        "It gains 3.5 points over 28.4 BLEU.",
        "See https://example.org/a.html for code.",
        "We tested v1.0 and v2.1 of it.",
        "It ran on an i.MX RT1062 board.",
    ],
)
def test_a_full_stop_inside_a_sentence_ends_nothing(sentence):
    assert sentences(f"A title\n{sentence} Next one.") == ["A title", sentence, "Next one."]


def test_the_title_is_a_sentence_without_a_full_stop():
    assert sentences("Small nets\nThey fit.") == ["Small nets", "They fit."]
    assert sentences("Small nets: do they fit?\nthey do.") == ["Small nets: do they fit?", "they do."]


def test_a_paper_without_title_starts_with_its_abstract():
    assert sentences("\nWe ask. We answer.") == ["We ask.", "We answer."]
