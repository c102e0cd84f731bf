"""Building generated vocabulary files from catalogue tables, through the command line."""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path

import pytest

from kg.vocabulary import load
from ontology.build.__main__ import CATALOGUES, main

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("PAPERKG_SHARED", ROOT.parent / "shared"))
CATALOGS = SHARED / "data" / "catalogs"

CURATED = """\
@prefix : <https://w3id.org/paperkg/id/hardware/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix kg: <https://w3id.org/paperkg/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

:processor a kg:Hardware, skos:Concept ; skos:prefLabel "processor" .
:development-board a kg:Hardware, skos:Concept ; skos:prefLabel "development board" .
:microcontroller a kg:Hardware, skos:Concept ; skos:prefLabel "microcontroller" ; skos:broader :processor .
:arm-cortex-m-microcontroller a kg:Hardware, skos:Concept ;
    skos:prefLabel "Arm Cortex-M microcontroller" ; skos:broader :microcontroller .
:cortex-m7 a kg:Hardware, skos:Concept ;
    skos:prefLabel "Cortex-M7" ; skos:broader :arm-cortex-m-microcontroller .
:stm32 a kg:Hardware, skos:Concept ;
    skos:prefLabel "STM32" ; skos:broader :arm-cortex-m-microcontroller .
:stm32f746 a kg:Hardware, skos:Concept ;
    skos:prefLabel "STM32F746" ; skos:altLabel "F746 chip" ; skos:broader :stm32, :cortex-m7 ;
    kg:ramBytes 7 ; dcterms:source "by hand" .
:stm32-nucleo a kg:Hardware, skos:Concept ; skos:prefLabel "STM32 Nucleo" ; skos:broader :development-board, :stm32 .
"""

PARTS = """\
part,line,family,vendor,core,arch,flash_bytes,ram_bytes,note,source
STM32F746ZG,STM32F746,STM32F7,STMicroelectronics,Cortex-M7,armv7em,1048576,327680,,x
STM32F746ZE,STM32F746,STM32F7,STMicroelectronics,Cortex-M7,armv7em,524288,327680,,x
STM32F767ZI,STM32F767,STM32F7,STMicroelectronics,Cortex-M7,armv7em,2097152,524288,,x
STM32F767VG,STM32F767,STM32F7,STMicroelectronics,Cortex-M7,armv7em,1048576,524288,,x
"""

BOARDS = """\
board,board_id,mcu,mcu_part,core,vendor,clock_hz,flash_bytes,ram_bytes,platform,source
ST Nucleo F767ZI,nucleo_f767zi,STM32F767ZIT6,STM32F767ZI,Cortex-M7,STMicroelectronics,216000000,2097152,524288,ststm32,x
Acme Rocket,rocket,STM32F746ZGT6,STM32F746ZG,Cortex-M7,Acme,200000000,1048576,327680,ststm32,x
STM32F746ZG (320k RAM),generic,STM32F746ZGT6,STM32F746ZG,Cortex-M7,,216000000,1048576,327680,ststm32,x
"""


@pytest.fixture
def folders(tmp_path):
    """A catalogue folder and a vocabulary folder, written by hand."""
    tables, vocabulary = tmp_path / "catalogs" / "hardware", tmp_path / "vocabulary"
    tables.mkdir(parents=True)
    vocabulary.mkdir()
    (tables / "mcu_parts.csv").write_text(PARTS)
    (tables / "boards.csv").write_text(BOARDS)
    (vocabulary / "hardware.ttl").write_text(CURATED)
    return tables.parent, vocabulary


def build(folders, *arguments):
    catalogs, vocabulary = folders
    return main([str(catalogs), *arguments, "--vocabulary", str(vocabulary)])


def written(folders, name="microcontrollers"):
    return (folders[1] / "generated" / f"hardware-{name}.ttl").read_text()


def facts(folders, local):
    """The statements of a concept as written, over all generated files."""
    texts = [file.read_text() for file in sorted((folders[1] / "generated").glob("*.ttl"))]
    blocks = [block for text in texts for block in text.split("\n:") if block.startswith(f"{local} ")]
    return " ".join(" ".join(blocks).split())


def label_of(vocabulary, name):
    (concept,) = vocabulary.lookup(name)
    return concept


def test_parts_stand_below_their_line_family_and_series(folders):
    assert build(folders, "microcontrollers", "boards") == 0
    vocabulary = load(folders[1])
    part = label_of(vocabulary, "STM32F767ZI")
    above = [iri.rpartition("/")[2] for iri in vocabulary.ancestors(part.iri)]
    assert {"stm32f767", "stm32f7", "stm32", "cortex-m7", "microcontroller", "processor"} <= set(above)


def test_a_line_has_the_memory_of_its_largest_part(folders):
    build(folders, "microcontrollers")
    assert "kg:ramBytes 524288" in facts(folders, "stm32f767")
    assert "kg:flashBytes 2097152" in facts(folders, "stm32f767")
    assert "kg:flashBytes 1048576" in facts(folders, "stm32f767vg")


def test_a_board_stands_below_its_chip_and_names_it(folders):
    build(folders, "microcontrollers", "boards")
    assert "skos:broader :stm32-nucleo, :stm32f767zi ; kg:hasProcessor :stm32f767zi" in facts(folders, "nucleo-f767zi")
    assert "kg:clockMHz 216" in facts(folders, "nucleo-f767zi")


def test_a_row_without_a_board_makes_no_board(folders):
    build(folders, "microcontrollers", "boards")
    assert "320k" not in written(folders, "boards")
    assert "kg:hasProcessor" not in facts(folders, "stm32f746zg")


def test_a_curated_concept_keeps_its_names_and_facts_and_gets_what_it_lacks(folders):
    build(folders, "microcontrollers")
    assert facts(folders, "stm32f746").startswith('stm32f746 kg:vendor "STMicroelectronics" ; kg:core "Cortex-M7"')
    for said in ("prefLabel", "altLabel", "ramBytes", "skos:broader"):
        assert said not in facts(folders, "stm32f746")
    assert 'dcterms:source "probe-rs' in facts(folders, "stm32f746")
    (label,) = [label for label in load(folders[1]).labels if label.text == "STM32F746"]
    assert label.concept.endswith("/stm32f746")


def test_a_name_that_a_curated_concept_has_is_given_to_no_other(folders):
    curated = folders[1] / "hardware.ttl"
    curated.write_text(CURATED.replace('"F746 chip"', '"F746 chip", "STM32F767"'))
    build(folders, "microcontrollers")
    assert label_of(load(folders[1]), "STM32F767").label == "STM32F746"
    assert ":stm32f767zi" in written(folders)


def test_short_forms_count_only_with_hardware_around_them(folders):
    build(folders, "microcontrollers")
    labels = {label.text: label.ambiguous for label in load(folders[1]).labels}
    assert labels["F767"]
    assert not labels["STM32F767"]


def test_building_twice_writes_the_same_bytes(folders):
    build(folders, "microcontrollers", "boards")
    first = written(folders), written(folders, "boards")
    build(folders, "boards")
    build(folders, "microcontrollers")
    assert (written(folders), written(folders, "boards")) == first


def test_check_writes_nothing_and_tells_what_is_out_of_date(folders, capsys):
    assert build(folders, "microcontrollers", "--check") == 1
    assert not (folders[1] / "generated").exists()
    build(folders, "microcontrollers")
    assert build(folders, "microcontrollers", "--check") == 0
    table = folders[0] / "hardware" / "mcu_parts.csv"
    table.write_text(PARTS + "STM32F722ZE,STM32F722,STM32F7,STMicroelectronics,Cortex-M7,armv7em,524288,262144,,x\n")
    capsys.readouterr()
    assert build(folders, "microcontrollers", "--check") == 1
    assert "hardware-microcontrollers.ttl: not up to date" in capsys.readouterr().err


def test_a_file_says_its_licence_and_source(folders):
    build(folders, "microcontrollers")
    assert "dcterms:license <https://www.apache.org/licenses/LICENSE-2.0>" in written(folders)
    assert "probe-rs" in written(folders).partition("dcterms:source")[2]


@pytest.mark.parametrize(
    ("table", "text", "complaint"),
    [
        ("mcu_parts.csv", None, "no such catalogue"),
        ("mcu_parts.csv", "part,vendor\nSTM32F767ZI,ST\n", "mcu_parts.csv:1: no column 'core'"),
        ("mcu_parts.csv", PARTS.replace("1048576,327680", "much,327680"), "mcu_parts.csv:2: flash_bytes is 'much'"),
    ],
)
def test_a_bad_table_is_told_with_file_and_line(folders, capsys, table, text, complaint):
    file = folders[0] / "hardware" / table
    if text is None:
        file.unlink()
    else:
        file.write_text(text)
    assert build(folders, "microcontrollers") == 1
    assert complaint in capsys.readouterr().err


def test_a_link_to_nothing_is_told(folders, capsys):
    (folders[1] / "hardware.ttl").write_text(
        CURATED.replace("development-board", "bench").replace("development board", "bench")
    )
    assert build(folders, "microcontrollers", "boards") == 1
    assert "'Acme Rocket' leads to 'development-board', which no vocabulary file has" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [(["nowhere", "boards"], "no such folder"), ([".", "sausages"], "no catalogue 'sausages'; there are microcon")],
)
def test_wrong_usage(arguments, complaint, capsys):
    assert main(arguments) == 2
    assert complaint in capsys.readouterr().err


@pytest.mark.skipif(not CATALOGS.is_dir(), reason="the shared catalogues are not here")
def test_the_generated_files_are_up_to_date(capsys):
    assert main([str(CATALOGS), "--check"]) == 0, capsys.readouterr().err


def test_every_catalogue_has_its_module_and_its_file():
    files = {import_module(f"ontology.build.{name}").CATALOG.stem for name in CATALOGUES}
    assert {file.stem for file in (ROOT / "ontology" / "vocabulary" / "generated").glob("*.ttl")} == files
