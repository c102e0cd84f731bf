"""Which numbers are results: of what, in what unit, how meant; and which numbers are none."""

import pytest
from extraction import outcome, read

from kg.api import extract
from kg.extract.measures import find_quantities
from kg.model import Comparison, Extraction, Kind, Paper, Result

PROPOSED = "We propose PocketDet, a small detector. "


def results(sentence: str) -> tuple[Result, ...]:
    return read(PROPOSED + sentence).results


def outcomes(sentence: str) -> list[str]:
    return [outcome(result) for result in results(sentence)]


# -- numbers and units --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("73.62%", ("73.62", "%")),
        (r"73.62\%", ("73.62", "%")),
        (r"\textbf{73.62}\%", ("73.62", "%")),
        (r"\textbf{73.62\%}", ("73.62", "%")),
        (r"$73.62\%$", ("73.62", "%")),
        ("12 percent", ("12", "%")),
        ("1.5 percentage points", ("1.5", "percentage points")),
        ("3x", ("3", "x")),
        ("3×", ("3", "x")),
        (r"$3\times$", ("3", "x")),
        (r"3.5$\times$", ("3.5", "x")),
        ("3 times", ("3", "x")),
        ("3-fold", ("3", "x")),
        ("three times", ("3", "x")),
        ("twice", ("2", "x")),
        ("two orders of magnitude", ("2", "orders of magnitude")),
        ("12,041 FPS", ("12041", "FPS")),
        ("1,234,567 ms", ("1234567", "ms")),
        ("30 frames per second", ("30", "FPS")),
        ("33.9ms", ("33.9", "ms")),
        ("33.9 milliseconds", ("33.9", "ms")),
        ("320KB", ("320", "KB")),
        ("320 kB", ("320", "KB")),
        ("1.5 GB", ("1.5", "GB")),
        ("0.8 mJ", ("0.8", "mJ")),
        ("90 µW", ("90", "uW")),
        ("4.2 TOPS/W", ("4.2", "TOPS/W")),
        ("0.5 dB", ("0.5", "dB")),
        ("4-8%", ("4-8", "%")),
        ("4--8%", ("4-8", "%")),
        ("4–8%", ("4-8", "%")),
        ("4% to 8%", ("4-8", "%")),
        ("2.5x-3x", ("2.5-3", "x")),
        (".5%", ("0.5", "%")),
    ],
)
def test_a_number_and_its_unit(text, expected):
    assert [(q.value, q.unit) for q in find_quantities(f"It is {text} here.")] == [expected]


@pytest.mark.parametrize("text", ["INT8", "CIFAR-10", "ResNet-50", "v2", "Cortex-M4", "GPT-4", "H2O", "top-1", "F1"])
def test_a_number_in_a_name_is_no_quantity(text):
    assert find_quantities(f"With {text} it is.") == []


def test_quantities_lie_where_the_text_has_them():
    text = r"It gains \textbf{3.1}\% over 28.4, runs at 12,041 FPS, from 4.5 ms to 2.1 ms."
    found = find_quantities(text)
    assert [q.value for q in found] == ["3.1", "28.4", "12041", "4.5", "2.1"]
    for quantity in found:
        assert text[quantity.start : quantity.end].startswith(quantity.value[0])


# -- how a number is meant ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("It achieves 91.2% accuracy.", "91.2% absolute"),
        ("It achieves an accuracy of 91.2%.", "91.2% absolute"),
        ("Its top-1 accuracy is 73.62%.", "73.62% absolute"),
        ("Its latency is 12 ms.", "12ms absolute"),
        ("It runs at a throughput of 12,041 FPS.", "12041FPS absolute"),
        ("Its peak memory is 320 KB.", "320KB absolute"),
        ("It needs 320 KB of memory.", "320KB absolute"),
        ("Its F1 score is 0.91.", "0.91 absolute"),
        ("It reaches a BLEU score of 28.4.", "28.4 absolute"),
        ("It reaches 28.4 BLEU.", "28.4 absolute"),
        ("It reaches a BLEU score of 28.4 on FooText.", "28.4 absolute"),
        (r"It achieves \textbf{91.2}\% accuracy.", "91.2% absolute"),
        (r"It achieves $91.2\%$ accuracy.", "91.2% absolute"),
        ("It improves accuracy by 3.1%.", "3.1% improvement"),
        ("It achieves 3.1% higher accuracy.", "3.1% improvement"),
        ("It yields a 3.1% improvement in accuracy.", "3.1% improvement"),
        ("It gains 1.5 percentage points of accuracy.", "1.5percentage points improvement"),
        ("It is 2.2x faster.", "2.2x improvement"),
        (r"It is $2.2\times$ faster.", "2.2x improvement"),
        ("It brings a 2.2x speedup.", "2.2x improvement"),
        ("It doubles the throughput.", "2x improvement"),
        ("It increases throughput by 40%.", "40% improvement"),
        ("It reduces latency by 40%.", "40% reduction"),
        ("It cuts energy consumption by 79%.", "79% reduction"),
        ("It needs 79% less energy.", "79% reduction"),
        ("It uses 4-8x less memory.", "4-8x reduction"),
        ("It is 3x smaller.", "3x reduction"),
        ("It loses only 0.5% accuracy.", "0.5% reduction"),
        ("There is a 0.5% accuracy drop.", "0.5% reduction"),
    ],
)
def test_how_a_number_is_meant(sentence, expected):
    assert outcomes(sentence) == [expected]


@pytest.mark.parametrize(
    "sentence",
    [
        "It achieves 91.2% accuracy within a memory budget of 320 KB.",
        "It achieves 91.2% accuracy under a memory constraint of 320 KB.",
        "It achieves 91.2% accuracy with a memory limited to 320 KB.",
    ],
)
def test_a_budget_is_a_constraint(sentence):
    assert outcomes(sentence) == ["91.2% absolute", "320KB constraint"]


def test_from_one_number_to_another():
    assert outcomes("It reduces the latency from 45 ms to 12 ms.") == ["45ms absolute", "12ms absolute"]
    assert outcomes("The accuracy rises from 81.0% to 85.5%.") == ["81.0% absolute", "85.5% absolute"]


def test_from_one_number_without_unit_to_another():
    assert outcomes("The mAP rises from 28.4 to 31.2 with it.") == ["28.4 absolute", "31.2 absolute"]


def test_the_mean_stands_for_mean_and_deviation():
    assert outcomes(r"It achieves an accuracy of 91.2 $\pm$ 0.3%.") == ["91.2% absolute"]


def test_the_first_of_from_and_to_is_not_said_of_what_is_proposed():
    first, second = results("PocketDet reduces the latency from 45 ms to 12 ms.")
    assert first.method is None
    assert second.method == "PocketDet"


# -- of which metric, data set, hardware, method ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "metric"),
    [
        ("It achieves 91.2% accuracy.", "accuracy"),
        ("It achieves an accuracy of 91.2%.", "accuracy"),
        ("It improves top-1 accuracy by 3.1%.", "top-1 accuracy"),
        ("It reduces energy consumption by 79%.", "energy consumption"),
        ("It cuts energy consumption by 79%.", "energy consumption"),
        ("It uses 320 KB memory.", "memory"),
        ("It is 2.2x faster.", "faster"),
        ("It is 3x smaller.", "smaller"),
    ],
)
def test_the_metric_is_what_stands_beside_the_number(sentence, metric):
    assert [result.metric for result in results(sentence)] == [metric]


def test_a_comparison_word_stands_for_the_standard_metric():
    paper = Paper("a-paper", "A study", f"{PROPOSED}It is 2.2x faster.")
    (linked,) = extract([paper])
    labels = {e.name: c.label for e, c in zip(linked.extraction.entities, linked.concepts, strict=True)}
    assert labels["faster"] == "speedup"


def test_two_metrics_in_one_sentence():
    found = results("It achieves 91.2% accuracy and a latency of 12 ms.")
    assert [(r.metric, outcome(r)) for r in found] == [("accuracy", "91.2% absolute"), ("latency", "12ms absolute")]


def test_numbers_paired_with_data_sets():
    found = results("It achieves 91.2% accuracy on the FooRoads dataset and 88.1% on the BarRoads dataset.")
    assert [(r.value, r.dataset) for r in found] == [("91.2", "FooRoads"), ("88.1", "BarRoads")]
    assert [r.metric for r in found] == ["accuracy", "accuracy"]


def test_numbers_listed_before_data_sets():
    found = results("It achieves 91.2% and 88.1% accuracy on the FooRoads and BarRoads datasets.")
    assert [(r.value, r.dataset) for r in found] == [("91.2", "FooRoads"), ("88.1", "BarRoads")]


def test_slash_pairs():
    found = results("It reduces latency/energy by 2.1x/1.3x.")
    assert [(r.metric, outcome(r)) for r in found] == [("latency", "2.1x reduction"), ("energy", "1.3x reduction")]


def test_data_set_and_hardware_of_a_number():
    (found,) = results("It achieves 91.2% accuracy on the FooRoads dataset with a Jetson Nano.")
    assert (found.dataset, found.hardware, found.method) == ("FooRoads", "Jetson Nano", "PocketDet")


@pytest.mark.parametrize(
    "sentence",
    [
        "PocketDet outperforms BigDet by 3.1% accuracy.",
        "PocketDet achieves 3.1% higher accuracy than BigDet.",
        "PocketDet is 2.2x faster than BigDet.",
        "Compared to BigDet, PocketDet improves accuracy by 3.1%.",
    ],
)
def test_a_gain_over_a_baseline(sentence):
    (found,) = results(sentence)
    assert found.comparison is Comparison.IMPROVEMENT
    assert (found.method, found.baseline) == ("PocketDet", "BigDet")


def test_an_absolute_number_has_no_baseline():
    (found,) = results("Unlike BigDet, it achieves 91.2% accuracy.")
    assert found.baseline is None


# -- numbers that are no results ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sentence",
    [
        "We built on work from 2019 and 2021.",
        "The dataset has 60,000 images in 10 classes.",
        "It was trained on 1.8 trillion tokens.",
        "It uses 8-bit weights and 4-bit activations.",
        "The network has 12 layers and 16 heads.",
        "We ran 5 experiments with 3 seeds.",
        "The GPU has 24 GB and the CPU has 16 cores.",
        "We evaluate on CIFAR-10 and CIFAR-100.",
        "We run it on a Raspberry Pi 4 and a Jetson TX2.",
        "We test 7B and 13B models.",
        "Participants were 20 years old.",
        "See Table 2 and Section 3.",
        "It has top-1 and top-5 accuracy.",
        "It searches 10,000 architectures.",
    ],
)
def test_counts_years_and_sizes_are_no_results(sentence):
    assert outcomes(sentence) == []


def test_results_come_from_the_abstract():
    found = read("We ask why.", "3x faster detectors with 91.2% accuracy")
    assert all(r.evidence.start > len("3x faster detectors") for r in found.results)


# -- every result is proved ---------------------------------------------------------------------------------------


def test_every_result_refers_to_entities_of_the_paper_and_is_in_the_text():
    abstract = (
        f"{PROPOSED}It is 2.2x faster than BigDet and 3x smaller. It achieves 91.2% accuracy on the FooRoads dataset, "
        r"\textbf{88.1}\% mAP on BarRoads, and 12 ms latency on a Jetson Nano within a budget of 320 KB of memory."
    )
    found: Extraction = read(abstract)
    names = {kind: {entity.name for entity in found.of(kind)} for kind in Kind}
    text = f"A study\n{abstract}"
    assert len(found.results) >= 5
    for result in found.results:
        assert result.metric in names[Kind.METRIC]
        assert result.method in names[Kind.METHOD] | {None}
        assert result.baseline in names[Kind.METHOD] | {None}
        assert result.dataset in names[Kind.DATASET] | {None}
        assert result.hardware in names[Kind.HARDWARE] | {None}
        assert result.evidence is not None
        assert text[result.evidence.start : result.evidence.end] == result.evidence.text
        assert result.value in result.evidence.text.replace(",", "")
