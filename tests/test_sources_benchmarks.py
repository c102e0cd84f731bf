"""Tables of measured results: what each row becomes, in memory and in the graph, and what a broken one costs."""

import csv
import gzip
import io
import json
import lzma
import os
import sys
import zipfile
from itertools import permutations
from pathlib import Path

import pytest
from graph_papers import use_ontology, write_ontology
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kg
import kg.vocabulary
from kg.cli import main
from kg.errors import SourceError
from kg.graph.iris import PREFIXES
from kg.hardware_names import known_forms, plain_name
from kg.model import Entity, Kind, Paper, Role
from kg.records import extraction_from_json, extraction_to_json

SHARED = Path(os.environ.get("PAPERKG_SHARED", Path(__file__).resolve().parents[1] / "../shared"))
RESULTS = SHARED / "data" / "results"

TINY_COLUMNS = (
    "board soc core clock ram flash accelerator benchmark task dataset model metric value unit accuracy "
    "accuracy_metric energy_uj_per_inference framework division status submitter system_desc version"
).split()
TINY = {
    "board": "NUCLEO-X1", "soc": "STM32X1ZIT6U", "core": "Cortex-M4", "clock": "120 MHz", "ram": "640KB",
    "flash": "2MB", "benchmark": "kws", "task": "keyword spotting", "dataset": "Speech Commands v2",
    "model": "DS-CNN", "metric": "throughput", "value": "10.5", "unit": "inf/s", "accuracy": "90.1",
    "accuracy_metric": "Top-1 %", "energy_uj_per_inference": "1200.5", "framework": "FastNet 2.0",
    "division": "closed", "status": "available", "submitter": "Pebble Inc.", "system_desc": "NUCLEO_X1",
    "version": "v1.1",
}  # fmt: skip
WAKE = {
    **TINY, "benchmark": "vww", "task": "visual wake words", "dataset": "Visual Wake Words (COCO 2014)",
    "model": "MobileNetV1 0.25x 96x96", "value": "5", "accuracy": "85.0", "energy_uj_per_inference": "",
}  # fmt: skip
OTHER_BOARD = {**TINY, "board": "GRAVEL-9", "soc": "", "core": "", "system_desc": "gravel_9_fast", "value": "77"}

INFERENCE = {
    "system": "PowerBox 9 (8x A100-SXM-80GB, TensorRT)", "accelerator": "NVIDIA A100-SXM-80GB (500W)",
    "n_accelerators": "8", "host_cpu": "AMD EPYC 7742 64-Core Processor", "n_cpus": "2", "nodes": "1",
    "model": "bert-99", "model_variant": "", "task": "question answering", "dataset": "SQuAD v1.1",
    "scenario": "Offline", "metric": "throughput", "value": "25000.5", "unit": "Samples/s", "accuracy": "90.2",
    "power_value": "4000.5", "power_unit": "Watts", "framework": "TensorRT 8.4.0", "division": "closed",
    "category": "datacenter", "inferred": "", "submitter": "Pebble", "version": "v2.0",
}  # fmt: skip
SERVER = {**INFERENCE, "scenario": "Server", "value": "23000", "unit": "Queries/s", "power_value": ""}
ON_CPU = {
    **INFERENCE, "system": "Slate Pi 4", "accelerator": "", "n_accelerators": "0", "host_cpu": "Cortex-A72",
    "n_cpus": "1", "model": "resnet", "model_variant": "mobilenet-v1-precision_float-0.5-160",
    "task": "image classification", "dataset": "ImageNet", "scenario": "SingleStream", "metric": "latency",
    "value": "12.5", "unit": "ms", "power_value": "80.25", "power_unit": "millijoules", "division": "open",
}  # fmt: skip
TRAINING = {
    "system": "2xPowerBox9x8A100", "accelerator": "NVIDIA A100-SXM4-80GB", "n_accelerators": "16",
    "host_cpu": "AMD EPYC 7742", "n_cpus": "4", "model": "maskrcnn", "task": "object detection heavy weight",
    "dataset": "COCO", "metric": "time to train", "value": "45.25", "unit": "min", "quality_target": "0.377",
    "quality_metric": "Box min AP", "framework": "PyTorch", "division": "closed", "availability": "preview",
    "submitter": "Pebble", "version": "v2.1",
}  # fmt: skip
MERGED = {
    "model": "resnet50.a1_in1k", "hardware": "NVIDIA GeForce RTX 3090", "dataset": "", "metric": "inference throughput",
    "value": "2300.5", "unit": "images/s", "params_m": "25.56", "gmacs": "4.11", "macts_m": "11.11", "img_size": "224",
    "batch_size": "256", "precision": "amp", "layout": "nhwc", "compiled": "1", "pytorch": "2.4.0", "cuda": "124",
    "phase": "infer",
}  # fmt: skip
EVALUATED = {
    **MERGED, "hardware": "", "dataset": "ImageNet-A", "metric": "top-1 accuracy", "value": "15.5", "unit": "%",
    "gmacs": "", "batch_size": "", "precision": "", "layout": "", "compiled": "", "pytorch": "", "cuda": "",
}  # fmt: skip
TOP = {
    "model": "resnet50.a1_in1k", "top1": "80.20", "top1_err": "19.80", "top5": "94.60", "top5_err": "5.40",
    "param_count": "1,025.56", "img_size": "224", "crop_pct": "0.950", "interpolation": "bicubic",
}  # fmt: skip
SPEED = {
    "model": "resnet50", "infer_img_size": "224", "infer_samples_per_sec": "4300.5", "infer_step_time": "59.5",
    "infer_batch_size": "256", "param_count": "25.56", "infer_gmacs": "4.11", "infer_macts": "11.11",
}  # fmt: skip
TRAIN_SPEED = {
    "model": "resnet50", "train_samples_per_sec": "1200.5", "train_step_time": "420", "train_batch_size": "512",
    "train_img_size": "176", "param_count": "25.56",
}  # fmt: skip
TABLES = {
    "tiny": TINY, "inference": INFERENCE, "training": TRAINING, "merged": MERGED, "top": TOP, "speed": SPEED,
    "train": TRAIN_SPEED,
}  # fmt: skip


def table(*rows: dict[str, str], delimiter: str = ",") -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), delimiter=delimiter, lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def written(folder: Path, *rows: dict[str, str], name: str = "results") -> Path:
    file = folder / name
    file.write_text(table(*rows), encoding="utf-8")
    return file


def reported(folder: Path, *rows: dict[str, str], name: str = "results") -> Paper:
    (report,) = kg.read(written(folder, *rows, name=name))
    return report


def numbers(report: Paper) -> dict[str | None, tuple[str, str]]:
    return {result.metric: (result.value, result.unit) for result in report.curated.results}


def named(report: Paper, kind: Kind) -> dict[str, Entity]:
    return {entity.name: entity for entity in report.curated.of(kind)}


def fits(report: Paper) -> bool:
    """Tell whether all offsets lie where they say, and the quote of each number is a line of the text."""
    entities, results = report.curated.entities, report.curated.results
    places = [words for entity in entities for words in (*entity.mentions, entity.evidence)]
    return all(report.text[m.start : m.end] == m.text for m in (*places, *(r.evidence for r in results))) and all(
        result.evidence.text in report.abstract.split("\n") for result in results
    )


# -- recognition ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("row", TABLES.values(), ids=list(TABLES))
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_is_told_by_its_header_whatever_its_name(tmp_path, row, delimiter):
    reader = "mlperf" if "submitter" in row else "timm"
    file = tmp_path / "no-ending"
    file.write_text(table(row, delimiter=delimiter), encoding="utf-8-sig")
    (report,) = kg.read(file)
    assert (report.sources[0].format, report.sources[0].line) == (reader, 2)
    assert report.benchmark
    assert fits(report)


def test_other_tables_stay_lists_of_papers(tmp_path):
    (paper,) = kg.read(written(tmp_path, {"title": "A tiny net", "model": "x", "metric": "y", "value": "1"}))
    assert (paper.sources[0].format, paper.benchmark, paper.curated) == ("csv", "", None)


def test_archives_and_standard_input(tmp_path, monkeypatch):
    content = table(TINY).encode()
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("results.csv", content)
    for data in (lzma.compress(content), gzip.compress(content), archive.getvalue()):
        (tmp_path / "packed").write_bytes(data)
        assert numbers(kg.read(tmp_path / "packed")[0])["throughput"] == ("10.5", "inf/s")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    assert kg.read("-")[0].sources[0].file == "-"


# -- MLPerf -----------------------------------------------------------------------------------------------------------


def test_a_tiny_row_is_up_to_three_numbers_on_a_board(tmp_path):
    report = reported(tmp_path, TINY)
    assert numbers(report) == {
        "throughput": ("10.5", "inf/s"), "energy per inference": ("1200.5", "uJ"), "top-1 accuracy": ("90.1", "%"),
    }  # fmt: skip
    assert {(r.method, r.dataset, r.hardware, r.task) for r in report.curated.results} == {
        ("DS-CNN", "Speech Commands v2", "NUCLEO-X1", "keyword spotting")
    }
    assert report.curated.results[0].setting == (
        "120 MHz; 640KB RAM; 2MB flash; FastNet 2.0; closed division; MLPerf Tiny v1.1"
    )
    assert numbers(reported(tmp_path, {**TINY, "energy_uj_per_inference": "", "accuracy": ""})) == {
        "throughput": ("10.5", "inf/s")
    }


def test_version_and_submitter_are_in_the_title(tmp_path):
    report = reported(tmp_path, TINY)
    assert report.title == "MLPerf Tiny v1.1, Pebble Inc.: NUCLEO-X1"
    assert (report.benchmark, report.date, report.authors) == ("MLPerf Tiny v1.1", "2023-06", ("Pebble Inc.",))
    assert reported(tmp_path, OTHER_BOARD).title == "MLPerf Tiny v1.1, Pebble Inc.: GRAVEL-9, gravel_9_fast"
    assert reported(tmp_path, {**TINY, "version": "v99"}).date is None


def test_board_and_chip_have_the_memory_that_the_row_states(tmp_path):
    hardware = named(reported(tmp_path, TINY), Kind.HARDWARE)
    memory = {("ramBytes", "655360"), ("flashBytes", "2097152")}
    assert set(hardware["NUCLEO-X1"].facts) == {("hasProcessor", "STM32X1ZIT6U"), *memory}
    assert {("hasProcessor", "Cortex-M4"), ("clockMHz", "120"), *memory} <= set(hardware["STM32X1ZIT6U"].facts)
    assert {entity.role for entity in hardware.values()} == {Role.TESTED, Role.MENTIONED}
    assert hardware["Cortex-M4"].role is Role.MENTIONED


def test_names_are_taken_apart_from_what_is_beside_them(tmp_path):
    report = reported(tmp_path, WAKE)
    (result, _) = report.curated.results
    assert (result.method, result.dataset) == ("MobileNetV1", "Visual Wake Words")
    assert result.setting.startswith("0.25x 96x96; ")
    assert named(report, Kind.DATASET)["Visual Wake Words"].aliases == ("Visual Wake Words (COCO 2014)",)


def test_one_report_has_all_rows_of_a_submission_in_an_order_of_their_own(tmp_path):
    found = {kg.read(written(tmp_path, *rows))[0].abstract for rows in permutations([TINY, WAKE])}
    assert len(found) == 1
    reports = kg.read(written(tmp_path, TINY, OTHER_BOARD, WAKE))
    assert [len(report.abstract.split("\n")) for report in reports] == [2, 1]
    assert [report.sources[0].line for report in reports] == [2, 3]
    assert all(map(fits, reports))


def test_the_accelerator_is_what_a_server_s_result_belongs_to(tmp_path):
    report = reported(tmp_path, INFERENCE)
    assert numbers(report) == {
        "throughput": ("25000.5", "Samples/s"), "power consumption": ("4000.5", "Watts"), "F1": ("90.2", "%"),
    }  # fmt: skip
    hardware = named(report, Kind.HARDWARE)
    assert {result.hardware for result in report.curated.results} == {"NVIDIA A100-SXM-80GB"}
    assert hardware[INFERENCE["system"]].facts == (("hasProcessor", "NVIDIA A100-SXM-80GB"), ("acceleratorCount", "8"))
    assert hardware["AMD EPYC 7742"].role is Role.MENTIONED
    assert report.curated.results[0].setting == (
        "Offline; 8 accelerators; 500W; PowerBox 9 (8x A100-SXM-80GB, TensorRT); at least 99 % of the reference "
        "accuracy; TensorRT 8.4.0; closed division; MLPerf Inference v2.0"
    )
    assert report.curated.results[0].method == "BERT-Large"


def test_without_an_accelerator_it_is_the_system(tmp_path):
    report = reported(tmp_path, ON_CPU)
    assert {result.hardware for result in report.curated.results} == {"Slate Pi 4"}
    hardware = named(report, Kind.HARDWARE)
    assert hardware["Slate Pi 4"].facts == (("hasProcessor", "Cortex-A72"),)
    assert hardware["Cortex-A72"].role is Role.TESTED
    assert numbers(report) == {
        "latency": ("12.5", "ms"), "energy per inference": ("80.25", "millijoules"), "top-1 accuracy": ("90.2", "%"),
    }  # fmt: skip


def test_a_variant_is_its_architecture_and_stands_in_the_setting(tmp_path):
    (latency, *_) = reported(tmp_path, ON_CPU).curated.results
    assert latency.method == "mobilenet-v1"
    assert "mobilenet-v1-precision_float-0.5-160" in latency.setting


def test_a_row_that_was_inferred_says_so_and_repeats_no_accuracy(tmp_path):
    report = reported(tmp_path, {**SERVER, "inferred": "1"})
    assert set(numbers(report)) == {"throughput"}
    assert "inferred from another scenario" in report.curated.results[0].setting


def test_accuracy_is_told_once_for_all_scenarios(tmp_path):
    report = reported(tmp_path, INFERENCE, SERVER)
    assert sorted(result.metric for result in report.curated.results) == [
        "F1", "power consumption", "throughput", "throughput",
    ]  # fmt: skip


def test_training_takes_minutes_to_a_target(tmp_path):
    report = reported(tmp_path, TRAINING)
    assert numbers(report) == {"time to train": ("45.25", "min")}
    assert named(report, Kind.DATASET)["COCO"].role is Role.TRAINED
    assert named(report, Kind.TASK).keys() == {"object detection"}
    assert report.curated.results[0].setting == (
        "to 0.377 Box min AP; 16 accelerators; 2xPowerBox9x8A100; PyTorch; closed division; preview; "
        "MLPerf Training v2.1"
    )


# -- timm -------------------------------------------------------------------------------------------------------------


def test_the_merged_table(tmp_path):
    report = reported(tmp_path, MERGED, EVALUATED)
    assert (report.title, report.benchmark) == ("timm benchmarks: resnet50", "timm")
    assert numbers(report) == {
        "inference throughput": ("2300.5", "images/s"), "top-1 accuracy": ("15.5", "%"), "MACs": ("4.11", "GMACs"),
        "number of parameters": ("25.56", "M"),
    }  # fmt: skip
    speed = next(result for result in report.curated.results if result.unit == "images/s")
    assert (speed.method, speed.hardware, speed.task) == ("resnet50", "NVIDIA GeForce RTX 3090", "image classification")
    assert speed.setting == (
        "224×224 pixels; batch size 256; amp; NHWC; compiled; PyTorch 2.4.0; CUDA 12.4; weights a1_in1k"
    )


def test_the_library_s_own_tables_tell_dataset_and_device_by_their_names(tmp_path):
    accuracy = reported(tmp_path, TOP, name="results-imagenet-real.csv")
    assert {result.dataset for result in accuracy.curated.results if "accuracy" in result.metric} == {"ImageNet-ReaL"}
    assert numbers(accuracy)["number of parameters"] == ("1025.56", "M")
    speed = reported(tmp_path, SPEED, name="benchmark-infer-amp-nchw-pt240-cu124-rtx4090-dynamo.csv")
    (result, *_) = speed.curated.results
    assert (result.hardware, result.metric) == ("rtx4090", "inference throughput")
    assert result.setting == "224×224 pixels; batch size 256; amp; NCHW; compiled; PyTorch 2.4.0; CUDA 12.4"
    train = reported(tmp_path, TRAIN_SPEED, name="benchmark-train-amp-nhwc-pt112-cu113-5090.csv")
    (result, *_) = train.curated.results
    assert (result.hardware, result.metric) == ("NVIDIA GeForce RTX 5090", "training throughput")
    assert result.setting == "176×176 pixels; batch size 512; amp; NHWC; PyTorch 1.12; CUDA 11.3"
    assert all(map(fits, (accuracy, speed, train)))


def test_a_table_of_unknown_name_has_no_device(tmp_path):
    (result, *_) = reported(tmp_path, SPEED, name="mine.csv").curated.results
    assert (result.hardware, result.value) == (None, "4300.5")


def test_all_tables_of_one_architecture_are_one_report_in_whatever_order_they_are_read(tmp_path):
    files = [
        written(tmp_path, TOP, name="results-imagenet.csv"),
        written(tmp_path, SPEED, name="benchmark-infer-amp-nchw-pt240-cu124-rtx4090.csv"),
        written(tmp_path, MERGED, EVALUATED, name="all.csv"),
    ]
    found = [kg.read(order) for order in permutations(files)]
    assert all(len(reports) == 1 and fits(reports[0]) for reports in found)
    assert len({(r.text, r.curated) for (r,) in found}) == 1
    (report,) = found[0]
    assert len(report.abstract.split("\n")) == 4
    assert {source.file for source in report.sources} == set(map(str, files))
    assert kg.read([*files, files[0]])[0].curated == report.curated, "a second copy adds nothing"


# -- what is broken ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        ({"value": "many"}, "the value 'many' is no number"),
        ({"value": "nan"}, "the value 'nan' is no number"),
        ({"value": ""}, "the row has no value"),
        ({"model": "", "submitter": " "}, "the row has no model and no submitter"),
        ({"board": "X\x07"}, "control characters"),
    ],
)
def test_a_broken_row_costs_only_itself(tmp_path, broken, message):
    errors: list[SourceError] = []
    reports = kg.read(written(tmp_path, TINY, {**TINY, **broken}, OTHER_BOARD), on_error=errors.append)
    assert [numbers(report)["throughput"][0] for report in reports] == ["10.5", "77"]
    (error,) = errors
    assert (error.file, error.line) == (str(tmp_path / "results"), 3)
    assert message in str(error)


def test_rows_that_do_not_fit_the_header_or_are_no_text(tmp_path):
    file = tmp_path / "results"
    lines = table(TINY, OTHER_BOARD, WAKE).encode().split(b"\n")
    lines[1] += b",one too many"
    lines[2] = lines[2].replace(b"GRAVEL", b"GR\xc4VEL")
    file.write_bytes(b"\n".join(lines))
    errors: list[SourceError] = []
    (report,) = kg.read(file, on_error=errors.append)
    assert numbers(report)["throughput"] == ("5", "inf/s")
    assert [(error.line, "put cells" in str(error), "not UTF-8" in str(error)) for error in errors] == [
        (2, True, False), (3, False, True),
    ]  # fmt: skip


def test_a_table_without_rows_holds_no_paper(tmp_path):
    file = tmp_path / "results"
    file.write_text(",".join(TINY_COLUMNS) + "\n", encoding="utf-8")
    with pytest.raises(SourceError, match="holds no paper, though it looks like mlperf"):
        kg.read(file)


cells = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20) | st.sampled_from(
    ["1", "2.5", "(R)", "x, y", "a: b; c: d", "8x A100 (500W)", '"', "640KB", "resnet", "."]
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.sampled_from(list(TABLES.values())), st.data())
def test_whatever_the_cells_hold_the_offsets_fit_and_all_is_kept(tmp_path, row, data):
    rows = [{name: data.draw(cells | st.just(value)) for name, value in row.items()} for _ in range(3)]
    errors: list[SourceError] = []
    reports = kg.read(written(tmp_path, row, *rows), on_error=errors.append)
    assert all(error.line for error in errors)
    for report in filter(lambda paper: paper.benchmark, reports):
        assert fits(report)
        again = extraction_from_json(json.loads(json.dumps(extraction_to_json(report.curated))), report.text)
        assert set(again.results) == set(report.curated.results)
        assert {(e.kind, e.name, e.mentions, e.facts) for e in again.entities} == {
            (e.kind, e.name, e.mentions, e.facts) for e in report.curated.entities
        }


# -- names of hardware ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "plain"),
    [
        ("Intel(R) Xeon(R) Gold 6248R CPU @ 3.00GHz", "Intel Xeon Gold 6248R"),
        ("Intel(R)Xeon(R)Platinum 8490H", "Intel Xeon Platinum 8490H"),
        ("Intel(R) Xeon(R) CPU E5-2686 v4 @ 2.30GHz", "Intel Xeon E5-2686 v4"),
        ("12th Gen Intel(R) Core(TM) i7-12800H", "Intel Core i7-12800H"),
        ("AMD EPYC 7V13 64-Core Processor", "AMD EPYC 7V13"),
        ("AMD Ryzen 5 5560U with Radeon Graphics", "AMD Ryzen 5 5560U"),
        ("2xAMD EPYC 9374F", "AMD EPYC 9374F"),
        ("NVIDIA A100-SXM-80GB (500W)", "NVIDIA A100-SXM-80GB"),
        ("NVIDIA A100-SXM4-80GB(400W)", "NVIDIA A100-SXM4-80GB"),
        ("NVIDIA A100-SXM-80GB CTS", "NVIDIA A100-SXM-80GB"),
        ("RockChip RK3588S: Arm Cortex-A76 (big); Arm Cortex-A55 (LITTLE)", "RockChip RK3588S"),
        ("12-core ARM Cortex-A78AE CPU", "ARM Cortex-A78AE"),
        ("Intel(R) Xeon(R) (code named Sapphire Rapids)", "Intel Xeon Sapphire Rapids"),
    ],
)
def test_a_processor_is_its_name_without_clock_count_and_trademarks(form, plain):
    assert plain_name(form)[0] == plain


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("STM32H7A3ZIT6Q", "STM32H7A3ZI"),
        ("R7FA6M4AF3CFB", "R7FA6M4AF"),
        ("Zynq XC7Z020-1CLG400C", "XC7Z020"),
        ("NVIDIA H100-SXM5-80GB", "H100 80GB"),
        ("AWS cloud instance m7g.2xlarge (graviton)", "m7g.2xlarge"),
        ("aws.c7g_2xlarge", "c7g.2xlarge"),
    ],
)
def test_the_part_in_an_ordering_code(name, form):
    assert form in list(known_forms(name))


@pytest.mark.parametrize("name", ["i7-12700H", "RTX4090D", "GTX1080Ti", "STM32F746", "ESP32-S3", "A100 80GB"])
def test_what_tells_two_parts_apart_is_kept(name):
    assert list(known_forms(name)) == []


# -- in the graph -----------------------------------------------------------------------------------------------------


@pytest.fixture
def _small_ontology(tmp_path):
    before = kg.vocabulary.ontology_path
    use_ontology(write_ontology(tmp_path / "ontology"))
    yield
    kg.vocabulary.ontology_path = before
    kg.vocabulary.load.cache_clear()


def asked(graph: kg.Graph, query: str) -> set[tuple[str, ...]]:
    """Return the rows of an answer as plain values, IRIs by what stands after their last slash."""
    return {tuple(value.rsplit("/", 1)[-1] for value in row) for row in rows_of(graph, query)}


def rows_of(graph: kg.Graph, query: str) -> list[tuple[str, ...]]:
    found = graph.store.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
    return [tuple(value.value for value in row) for row in found]


@pytest.mark.usefixtures("_small_ontology")
class TestGraph:
    def test_a_report_is_a_paper_of_its_own_kind(self, tmp_path):
        graph = kg.build(written(tmp_path, TINY), tmp_path / "graph")
        assert asked(graph, "SELECT ?part { ?p a kg:Paper, kg:BenchmarkReport ; dcterms:isPartOf ?part }") == {
            ("MLPerf Tiny v1.1",)
        }
        assert asked(graph, "SELECT ?p { ?p a schema:ScholarlyArticle }") == set()
        assert asked(graph, "SELECT ?g { ?g kg:curated true }") == set()
        assert graph.check().ok

    def test_a_result_has_its_task_setting_and_unit(self, tmp_path):
        graph = kg.build(written(tmp_path, TINY), tmp_path / "graph")
        query = """SELECT ?task ?hardware ?method ?unit ?value { ?r kg:onTask ?task ; kg:onHardware ?hardware ;
            kg:ofMethod ?method ; qudt:unit ?unit ; kg:value ?value ; kg:setting ?setting
            FILTER CONTAINS(?setting, "640KB RAM") }"""
        assert asked(graph, query) == {
            ("keyword-spotting", "nucleo-x1", "ds-cnn", unit, value)
            for unit, value in (("NUM-PER-SEC", "10.5"), ("MicroJ", "1200.5"), ("PERCENT", "90.1"))
        }

    def test_minted_hardware_has_facts_and_lies_below_what_is_on_it(self, tmp_path):
        graph = kg.build(written(tmp_path, TINY), tmp_path / "graph")
        query = """SELECT ?h ?ram ?flash ?on { ?h kg:ramBytes ?ram ; kg:flashBytes ?flash ; kg:hasProcessor ?on ;
            skos:broader ?on }"""
        assert asked(graph, query) == {
            ("nucleo-x1", "655360", "2097152", "stm32x1zit6u"), ("stm32x1zit6u", "655360", "2097152", "cortex-m4"),
        }  # fmt: skip

    def test_facts_that_differ_are_settled_by_the_most_reports(self, tmp_path):
        others = [{**TINY, "version": version, "ram": ram} for version, ram in (("v1.0", "64KB"), ("v1.2", "640KB"))]
        graph = kg.build(written(tmp_path, TINY, *others), tmp_path / "graph")
        assert asked(graph, "SELECT DISTINCT ?ram { ?h kg:minted true ; kg:ramBytes ?ram }") == {("655360",)}
        assert graph.check().ok

    def test_hardware_that_contains_itself_is_no_loop(self, tmp_path):
        loop = [{**TINY, "board": board, "soc": soc} for board, soc in (("ROCK-A", "ROCK-B"), ("ROCK-B", "ROCK-A"))]
        graph = kg.build(written(tmp_path, *loop), tmp_path / "graph")
        assert graph.check().ok

    def test_what_ran_on_a_chip_ran_on_the_board(self, tmp_path):
        graph = kg.build([written(tmp_path, TINY), written(tmp_path, INFERENCE, name="i")], tmp_path / "graph")
        assert asked(graph, "SELECT ?m ?h { ?m kg:testedOn ?h }") == {
            ("ds-cnn", "nucleo-x1"), ("ds-cnn", "stm32x1zit6u"),
            ("bert-large", "nvidia-a100-sxm-80gb"), ("bert-large", "powerbox-9-8x-a100-sxm-80gb-tensorrt"),
        }  # fmt: skip

    def test_training_data_is_not_evaluated_on(self, tmp_path):
        graph = kg.build(written(tmp_path, TRAINING), tmp_path / "graph")
        assert asked(graph, "SELECT ?d { ?p kg:trainsOn ?d }") == {("coco",)}
        assert asked(graph, "SELECT ?d { ?m kg:evaluatedOn ?d }") == set()

    def test_a_second_build_of_the_same_changes_nothing(self, tmp_path):
        file = written(tmp_path, TINY, WAKE, OTHER_BOARD)
        kg.build(file, tmp_path / "graph")
        from kg.build import build

        assert not build([file], tmp_path / "graph").published
        other = written(tmp_path, INFERENCE, name="more")
        build([other], tmp_path / "graph")
        build([file, other], tmp_path / "once")
        quads = [set(kg.open(tmp_path / name).store) for name in ("graph", "once")]
        assert quads[0] == quads[1]

    def test_an_edited_table_replaces_what_it_said(self, tmp_path):
        file = written(tmp_path, TINY)
        kg.build(file, tmp_path / "graph")
        written(tmp_path, {**TINY, "value": "11.5"})
        graph = kg.build(file, tmp_path / "graph")
        assert asked(graph, "SELECT ?v { ?r kg:value ?v ; kg:unitText 'inf/s' }") == {("11.5",)}

    def test_the_command_line_lists_reports_with_their_benchmark(self, tmp_path, capsys):
        papers = tmp_path / "papers.jsonl"
        papers.write_text(json.dumps({"title": "A net", "abstract": "It is small."}) + "\n", encoding="utf-8")
        assert main(["papers", str(written(tmp_path, TINY)), str(papers)]) == 0
        report, paper = map(json.loads, capsys.readouterr().out.splitlines())
        assert (report["benchmark"], "benchmark" in paper) == ("MLPerf Tiny v1.1", False)
        assert report["abstract"].startswith("board: NUCLEO-X1; soc: STM32X1ZIT6U; ")


# -- the real tables --------------------------------------------------------------------------------------------------

needs_results = pytest.mark.skipif(not RESULTS.is_dir(), reason="the benchmark tables are not here")


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    return kg.build(RESULTS / "mlperf_tiny.csv", tmp_path_factory.mktemp("tiny") / "graph")


def tiny_rows() -> list[dict[str, str]]:
    with (RESULTS / "mlperf_tiny.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@needs_results
def test_every_row_of_mlperf_tiny_is_in_the_graph(tiny):
    throughput = rows_of(tiny, "SELECT ?v ?e { ?r kg:unitText 'inf/s' ; kg:valueText ?v . ?e rdf:object ?r }")
    assert sorted(value for value, _ in throughput) == sorted(row["value"] for row in tiny_rows())
    assert len(throughput) == 303
    energy = rows_of(tiny, "SELECT ?v ?r { ?r kg:unitText 'uJ' ; kg:valueText ?v }")
    stated = [row["energy_uj_per_inference"] for row in tiny_rows() if row["energy_uj_per_inference"]]
    assert sorted(value for value, _ in energy) == sorted(stated)


@needs_results
def test_board_and_chip_of_every_row_are_hardware_with_ram_and_flash(tiny):
    """A soft processor has the memory that it was given, not that of the FPGA board: it stands in the setting."""
    query = """SELECT ?board ?quote ?setting { ?r kg:unitText 'inf/s' ; kg:onHardware ?board ; kg:setting ?setting .
        ?e rdf:object ?r ; oa:hasTarget/oa:hasSelector/oa:exact ?quote }"""
    rows = rows_of(tiny, query)
    known = {fact: having(tiny, fact) for fact in ("ramBytes", "flashBytes")}
    assert len(rows) == 303
    for board, quote, setting in rows:
        said = dict(cell.split(": ", 1) for cell in quote.split("; ") if ": " in cell)
        for column, name, fact in (("ram", "RAM", "ramBytes"), ("flash", "flash", "flashBytes")):
            assert column not in said or f"{said[column]} {name}" in setting
            assert not {column, "soc"} <= said.keys() or board in known[fact], said


def having(graph: kg.Graph, fact: str) -> set[str]:
    """Return the hardware of which a fact is known, by itself or by what is on it or above it."""
    boards = rows_of(graph, "SELECT DISTINCT ?h { ?r kg:onHardware ?h }")
    path = f"(kg:hasProcessor|skos:broader)*/kg:{fact}"
    return {
        board
        for (board,) in boards
        if graph.store.query(f"ASK {{ <{board}> {path} ?value }}", prefixes=PREFIXES, use_default_graph_as_union=True)
    }


@needs_results
def test_least_energy_for_keyword_spotting_on_an_stm32(tiny):
    rows = [row for row in tiny_rows() if row["benchmark"] == "kws" and row["soc"].startswith("STM32")]
    least = min(float(row["energy_uj_per_inference"]) for row in rows if row["energy_uj_per_inference"])
    query = """SELECT ?value { ?r kg:onTask/skos:prefLabel "keyword spotting" ; kg:value ?value ;
        kg:metric/skos:prefLabel "energy per inference" ;
        kg:onHardware/(skos:broader|kg:hasProcessor)*/skos:prefLabel "STM32" } ORDER BY ?value LIMIT 1"""
    ((value,),) = rows_of(tiny, query)
    assert float(value) == least


@needs_results
@pytest.mark.parametrize(
    ("file", "rows"),
    [("mlperf_training.csv.xz", 831), ("mlperf_inference.csv.xz", 29242), ("timm_benchmarks.csv.xz", 55334)],
)
def test_every_row_of_the_large_tables_is_read(file, rows):
    reports = kg.read(RESULTS / file)
    assert sum(len(report.abstract.split("\n")) for report in reports) == rows
    assert all(map(fits, reports[:50]))
