"""Chips, instances and FPGAs: what a catalogue's row becomes, and what the shipped vocabulary answers with it."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from kg.errors import KgError
from kg.model import Kind
from kg.names import slug
from kg.vocabulary import load
from ontology.build import chips, fpgas, instances
from ontology.build.chips.facts import COLUMNS
from ontology.build.draft import Draft
from ontology.build.known import Known

VOCABULARY = Path(__file__).resolve().parents[1] / "ontology" / "vocabulary"
HARDWARE = "https://w3id.org/paperkg/id/hardware/"


@cache
def curated() -> Known:
    known = Known()
    file = VOCABULARY / "hardware.ttl"
    known.add(file.read_bytes(), file)
    return known


def table(folder: Path, name: str, columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> Path:
    file = folder / "hardware" / name
    file.parent.mkdir(exist_ok=True)
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return folder


def chip_drafts(folder: Path, *rows: Mapping[str, str]) -> dict[str, Draft]:
    table(folder, "chips.csv", COLUMNS, rows)
    return {draft.label: draft for draft in chips.drafts(folder, curated())}


@pytest.mark.parametrize(
    ("maker", "type_", "written", "label"),
    [
        ("NVIDIA", "GPU", "NVIDIA GeForce GT 730 GK208B", "GeForce GT 730"),
        ("NVIDIA", "GPU", "NVIDIA Tesla V100 SXM2 16 GB", "Tesla V100 SXM2 16GB"),
        ("NVIDIA", "GPU", "NVIDIA L20 PCle", "NVIDIA L20 PCIe"),
        ("NVIDIA", "GPU", "NVIDIA GeForce RTX 2070 SUPER Mobile", "GeForce RTX 2070 Super Laptop"),
        ("NVIDIA", "GPU", "NVIDIA GeForce 7050 PV + nForce 630a", "GeForce 7050 PV"),
        ("NVIDIA", "GPU", "NVIDIA Playstation 3 GPU 65nm", "PlayStation 3 graphics"),
        ("ATI", "GPU", "ATI Radeon HD 2600 XT AGP (722 MHz)", "Radeon HD 2600 XT AGP"),
        ("AMD", "GPU", "AMD Radeon R7 M265DX Topaz (900 MHz)", "Radeon R7 M265DX"),
        ("AMD", "GPU", "AMD Radeon Instinct MI308X", "AMD Instinct MI308X"),
        ("Intel", "CPU", "Intel Xeon E3 1505Lv5", "Xeon E3-1505L v5"),
        ("Intel", "CPU", "Intel Core i9 13900T", "Core i9-13900T"),
        ("Intel", "CPU", "Intel Pentium 4 2.0 Northwood (92 W)", "Pentium 4 2.0 GHz"),
        ("AMD", "CPU", "AMD Opteron 846 HE Athens OSK846FAA5BM", "Opteron 846 HE"),
        ("AMD", "CPU", "AMD A9-9420 SoC", "AMD A9-9420"),
        ("Intel", "GPU", "Intel Xeon Phi 5110P", "Xeon Phi 5110P"),
        ("Horizon Robotics", "Other", "Horizon Robotics 地平线机器人 Sunrise (旭日) 3", "Horizon Sunrise 3"),
        ("Cambricon", "ASIC", "Cambricon MLU370-X8", "Cambricon MLU370-X8"),
    ],
)
def test_a_name_is_cleaned_of_what_names_no_product(
    tmp_path: Path, maker: str, type_: str, written: str, label: str
) -> None:
    assert label in chip_drafts(tmp_path, {"name": written, "maker": maker, "type": type_})


def test_what_only_describes_a_chip_is_no_chip(tmp_path: Path) -> None:
    found = chip_drafts(tmp_path, {"name": "WuQi Micro 3D facial recognition chips", "maker": "WuQi Micro"})
    assert not [label for label in found if "WuQi" in label]


@pytest.mark.parametrize(
    ("written", "maker", "type_", "broader"),
    [
        ("NVIDIA GeForce GTX 965M", "NVIDIA", "GPU", "geforce-900-series nvidia-maxwell laptop-gpu"),
        ("NVIDIA Quadro K4100M", "NVIDIA", "GPU", "nvidia-quadro nvidia-kepler laptop-gpu"),
        ("Intel Core i5-8400T", "Intel", "CPU", "intel-core-i5 intel-coffee-lake"),
        ("Intel Xeon Gold 6338N", "Intel", "CPU", "intel-ice-lake intel-xeon-scalable"),
        ("Intel Xeon Gold 5217", "Intel", "CPU", "intel-cascade-lake"),
        ("AMD EPYC 7663", "AMD", "CPU", "epyc-milan"),
        ("AMD Ryzen 7 4700U", "AMD", "CPU", "ryzen-7 amd-zen-2"),
        ("AMD Radeon RX 6650 XT", "AMD", "GPU", "radeon-rx-6000-series"),
        ("MTT S50", "Moore Threads", "GPU", "moore-threads-gpu"),
    ],
)
def test_line_and_number_tell_where_a_chip_belongs(
    tmp_path: Path, written: str, maker: str, type_: str, broader: str
) -> None:
    found = chip_drafts(tmp_path, {"name": written, "maker": maker, "type": type_})
    draft = next(draft for label, draft in found.items() if written.endswith(label))
    assert set(draft.broader) <= set(broader.split()) | {"intel-xeon-scalable"}
    assert set(broader.split()) <= set(draft.broader).union(
        *(curated().ancestors(local, Kind.HARDWARE) for local in draft.broader)
    )


def test_a_variant_stands_below_its_product_and_a_laptop_chip_beside_it(tmp_path: Path) -> None:
    names = ("NVIDIA GeForce RTX 2060", "NVIDIA GeForce RTX 2060 12 GB", "NVIDIA GeForce RTX 2060 Mobile")
    found = chip_drafts(tmp_path, *({"name": name, "maker": "NVIDIA", "type": "GPU"} for name in names))
    assert found["GeForce RTX 2060 12GB"].broader == ("geforce-rtx-2060",)
    assert found["GeForce RTX 2060 Laptop"].broader == ("geforce-rtx-20-series", "laptop-gpu")


def test_rows_of_one_product_make_one_set_of_facts(tmp_path: Path) -> None:
    common = {"maker": "Intel", "type": "CPU", "process_nm": "65"}
    found = chip_drafts(
        tmp_path,
        {"name": "Intel Core 2 Quad Q6600 (105W)", "release_date": "2007-01-07", "tdp_w": "105", **common},
        {"name": "Intel Core 2 Quad Q6600 (95W)", "release_date": "2007-07-22", "tdp_w": "95", **common},
    )
    facts = dict(found["Core 2 Quad Q6600"].facts)
    assert facts["kg:powerWatts"] == 105
    assert facts["kg:launchDate"] == "2007-01-07"
    assert facts["kg:launchYear"] == 2007
    assert facts["kg:processNm"] == 65


def test_facts_are_in_the_units_of_the_vocabulary(tmp_path: Path) -> None:
    row = {
        "name": "MTT S90",
        "maker": "Moore Threads",
        "type": "GPU",
        "release_date": "2023-06-01",
        "memory_bytes": "24000000000",
        "memory_bandwidth_bytes_s": "448000000000",
        "tdp_w": "2.5",
        "fp16_flops": "1000",
        "tensor_fp16_bf16_flops": "2000",
        "boost_clock_mhz": "1800",
        "base_clock_mhz": "1500",
    }
    facts = dict(chip_drafts(tmp_path, row)["MTT S90"].facts)
    assert facts["kg:memoryBytes"] == 24 * 2**30
    assert facts["kg:memoryBandwidth"] == 448_000_000_000
    assert facts["kg:powerWatts"] == Decimal("2.5")
    assert facts["kg:fp16Flops"] == 2000
    assert facts["kg:clockMHz"] == 1800
    assert facts["kg:launchYear"] == 2023
    assert "kg:launchDate" not in facts  # the first of a month stands for a month whose day is unknown


def test_a_bad_number_is_reported_with_its_line(tmp_path: Path) -> None:
    row = {"name": "NVIDIA GeForce GTX 1010", "maker": "NVIDIA", "type": "GPU", "tdp_w": "many"}
    with pytest.raises(KgError, match=r"chips\.csv.*2.*many|many.*chips\.csv.*2"):
        chip_drafts(tmp_path, row)


def test_an_instance_is_below_its_family_and_its_accelerator(tmp_path: Path) -> None:
    columns = "instance_type family cpu_maker vcpu memory_mib accelerator accelerator_count".split()
    rows = [
        dict(zip(columns, ("trn1.32xlarge", "trn1", "intel", "128", "524288", "AWS Trainium", "16"), strict=True)),
        dict(zip(columns, ("m8g.large", "m8g", "aws", "2", "8192", "", ""), strict=True)),
    ]
    table(tmp_path, "aws_instances.csv", columns, rows)
    found = {draft.label: draft for draft in instances.drafts(tmp_path, curated())}
    trainium = found["trn1.32xlarge"]
    assert trainium.broader == ("amazon-ec2-trn1",)
    assert "aws-trainium" in curated().ancestors("amazon-ec2-trn1", Kind.HARDWARE)
    assert trainium.processors == ("aws-trainium",)
    assert dict(trainium.facts)["kg:acceleratorCount"] == 16
    assert dict(trainium.facts)["kg:memoryBytes"] == 512 * 2**30
    assert found["m8g.large"].broader == ("amazon-ec2-m8g",)
    assert found["Amazon EC2 m8g"].broader == ("amazon-ec2", "aws-graviton4")


def test_an_unknown_accelerator_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    columns = "instance_type family cpu_maker vcpu memory_mib accelerator accelerator_count".split()
    row = dict(zip(columns, ("q1.large", "q1", "intel", "2", "8192", "Quux 9", "1"), strict=True))
    table(tmp_path, "aws_instances.csv", columns, [row])
    with pytest.raises(KgError, match=r"q1\.large.*Quux 9.*hardware\.ttl"):
        list(instances.drafts(tmp_path, curated()))


def test_a_board_is_below_its_parts_and_a_part_below_its_family(tmp_path: Path) -> None:
    columns = "board vendor part family fpga_vendor".split()
    rows = [
        ("Numato Lab Mimas A7", "Numato Lab", "xc7a50tfgg484-1", "Artix-7", "AMD Xilinx"),
        ("Terasic DE10-Nano", "Terasic", "5CSEBA6U23I7", "Cyclone V", "Intel Altera"),
        ("Wukong", "", "ice40-hx8k-cb132", "iCE40 HX", "Lattice"),
    ]
    table(tmp_path, "fpga_boards.csv", columns, [dict(zip(columns, row, strict=True)) for row in rows])
    found = {draft.label: draft for draft in fpgas.drafts(tmp_path, curated())}
    assert found["XC7A50T"].broader == ("artix-7",)
    board = found["Numato Lab Mimas A7"]
    assert board.broader == ("fpga-board", "xc7a50t")
    assert board.processors == ("xc7a50t",)
    assert (board.aliases, board.ambiguous) == ((), ("Mimas A7",))
    assert "DE10-Nano" in found
    assert "Wukong board" in found  # the bare word would be found in any text


@pytest.mark.parametrize(
    ("written", "concept"),
    [
        ("1080Ti", "GeForce GTX 1080 Ti"),
        ("GeForce 1080Ti", "GeForce GTX 1080 Ti"),
        ("NVIDIA GTX 1080-Ti", "GeForce GTX 1080 Ti"),
        ("RTX3090", "GeForce RTX 3090"),
        ("V100", "Tesla V100"),
        ("V100 32GB", "Tesla V100 32GB"),
        ("Tesla V100-SXM2", "Tesla V100"),
        ("A100-SXM4-80GB", "NVIDIA A100 80GB"),
        ("NVIDIA A100 80GB PCIe", "NVIDIA A100 80GB"),
        ("NVIDIA H100-SXM-80GB", "NVIDIA H100 80GB"),
        ("i7-8700K", "Core i7-8700K"),
        ("Core i7 8700K", "Core i7-8700K"),
        ("Intel Xeon 6248R", "Xeon Gold 6248R"),
        ("Xeon E5-2680v4", "Xeon E5-2680 v4"),
        ("AMD EPYC 7763", "EPYC 7763"),
        ("Ryzen 5950X", "Ryzen 9 5950X"),
        ("GTX 860M", "GeForce GTX 860M"),
        ("Radeon HD 7770", "Radeon HD 7770"),
        ("Snapdragon 8 Gen 2", "Snapdragon 8 Gen 2"),
        ("Nvidia TX2", "Jetson TX2"),
        ("XC7Z020", "Zynq-7020"),
        ("Zynq 7020", "Zynq-7020"),
        ("Arria 10 GX", "Arria 10 GX"),
        ("Alveo U250", "Alveo U250"),
        ("p3.2xlarge", "p3.2xlarge"),
        ("EC2 P4d", "Amazon EC2 p4d"),
        ("QUALCOMM Cloud AI 100 PCIe/HHHL Pro", "Qualcomm Cloud AI 100 Pro"),
        ("NVIDIA RTX PRO 6000 Blackwell Max-Q", "RTX PRO 6000 Blackwell Max-Q"),
    ],
)
def test_spellings_lead_to_the_chip(written: str, concept: str) -> None:
    assert [found.label for found in load().lookup(written, Kind.HARDWARE)] == [concept]


@pytest.mark.parametrize(
    ("name", "classes"),
    [
        ("trn1.32xlarge", "aws-trainium amazon-ec2 cloud-instance ai-accelerator"),
        ("p5.48xlarge", "nvidia-h100 nvidia-hopper data-center-gpu"),
        ("c7g.large", "aws-graviton3 neoverse-v1 arm-cpu"),
        ("GeForce GTX 970", "geforce-900-series nvidia-maxwell consumer-gpu"),
        ("GeForce GTX 960M", "geforce-900-series nvidia-maxwell laptop-gpu"),
        ("Core i7-8700K", "intel-core-i7 intel-coffee-lake x86-cpu cpu"),
        ("Xeon E5-2680 v4", "xeon-e5 intel-xeon intel-broadwell server-cpu"),
        ("Radeon HD 7970", "radeon-hd-7000-series amd-gcn amd-gpu"),
        ("Cambricon MLU370-X8", "cambricon-mlu370 ai-accelerator"),
        ("Alchitry Cu", "fpga-board ice40-hx lattice-fpga fpga"),
        ("NetFPGA-SUME", "xc7vx690t virtex-7 fpga-board"),
    ],
)
def test_a_broad_question_finds_the_chip(name: str, classes: str) -> None:
    above = load().ancestors(f"{HARDWARE}{slug(name)}")
    assert {f"{HARDWARE}{local}" for local in classes.split()} <= above


@pytest.mark.parametrize("name", "Titan Spectrum Wukong P10 K600 M10 Mist Avalanche Fury".split())
def test_a_word_or_short_code_alone_is_no_sure_name_of_a_chip(name: str) -> None:
    assert not [
        label for label in load().labels if label.text == name and not label.ambiguous and label.kind is Kind.HARDWARE
    ]
