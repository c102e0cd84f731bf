"""What is found in papers in our own words, and what it is to them."""

import pytest
from extraction import find, forms, read, role

from kg.api import extract
from kg.extract import extract as extract_papers
from kg.model import Entity, Extraction, Kind, Paper, Role
from kg.names import name_key

TITLE_PREFIX = Paper(
    "title-prefix",
    "TinyFoo: Keyword spotting on microcontrollers",
    "Small devices have little memory. TinyFoo prunes a network until it fits. TinyFoo runs on the STM32F746 in 12 ms.",
)
ALL_IN_ONE = Paper(
    "all-in-one",
    "PocketDet: A small detector",
    "Object detectors are large. We propose PocketDet, a detector with depthwise separable convolution (DSC) and "
    "quantization-aware training (QAT). DSC saves memory, and QAT keeps the mean average precision (mAP). "
    "We evaluate PocketDet on the FooRoads dataset with a Raspberry Pi 4 and a Jetson Nano, where it outperforms "
    r"BigDet by 3.1\% mAP. Unlike GPUs, both boards are cheap.",
)


# -- what a paper proposes ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "abstract", "name"),
    [
        (TITLE_PREFIX.title, TITLE_PREFIX.abstract, "TinyFoo"),
        ("A small detector", "We propose a compact detector called PocketDet. PocketDet is quick.", "PocketDet"),
        ("A small detector", "This paper presents a compact detector, named PocketDet.", "PocketDet"),
        ("A small detector", "In this work, we introduce PocketDet (PD), which detects cars.", "PocketDet"),
        ("A small detector", "We therefore propose PocketDet. It detects cars.", "PocketDet"),
        ("A small detector", "A compact detector, PocketDet, is proposed here.", "PocketDet"),
        ("Scheduling", "We present FlexSched, a novel scheduler for busy clusters.", "FlexSched"),
        ("Scheduling", "Clusters are busy. FlexSched, a novel scheduler, keeps them so.", "FlexSched"),
        ("Scheduling", r"We propose \textbf{FlexSched}, a novel scheduler.", "FlexSched"),
        ("Scheduling", "We propose Fast Tree Pruning (FTP). FTP is fair.", "FTP"),
        ("Scheduling", "We propose Fast Tree Pruning (FTP). FTP is fair.", "Fast Tree Pruning"),
        pytest.param(
            "Scheduling", "We propose Flexible Batch Scheduling (FBS). FBS is fair.", "Flexible Batch Scheduling"
        ),
    ],
)
def test_what_a_paper_proposes(title, abstract, name):
    assert role(read(abstract, title), Kind.METHOD, name) is Role.PROPOSED


@pytest.mark.parametrize(
    "abstract",
    [
        "We propose PocketDet, which builds on ResNet-50.",
        "We propose PocketDet. It outperforms ResNet-50.",
        "We propose PocketDet. Compared with ResNet-50, it is small.",
        "ResNet-50 is large. We propose PocketDet.",
        "We propose PocketDet, unlike ResNet-50 for small devices.",
    ],
)
def test_what_others_made_is_not_proposed(abstract):
    found = read(abstract)
    assert role(found, Kind.METHOD, "PocketDet") is Role.PROPOSED
    assert role(found, Kind.METHOD, "ResNet-50") is not Role.PROPOSED


def test_a_known_method_in_the_title_is_not_proposed():
    found = read("We present FedBoat, a federated learning framework for boats.", "Federated learning at sea")
    assert role(found, Kind.METHOD, "FedBoat") is Role.PROPOSED
    assert role(found, Kind.METHOD, "federated learning") is Role.USED


@pytest.mark.parametrize(
    "abstract",
    [
        "We propose a novel framework. It is fast.",
        "We present a comprehensive survey of the field.",
        "We introduce several new ideas and report results.",
        "In this paper, we study the problem.",
    ],
)
def test_a_description_alone_is_no_method(abstract):
    assert [e.name for e in read(abstract).of(Kind.METHOD) if e.role is Role.PROPOSED and not e.optional] == []


@pytest.mark.parametrize(
    "abstract",
    [
        "We propose PocketDet, which outperforms BigDet.",
        "We propose PocketDet. Compared with BigDet, it is small.",
        "We propose PocketDet. It is 2x faster than BigDet.",
        "We propose PocketDet. It beats baselines such as BigDet.",
        pytest.param("We propose PocketDet and compare it against BigDet."),
        pytest.param("We propose PocketDet. Compared with WideDet and BigDet, our network is 2x smaller."),
    ],
)
def test_what_a_paper_compares_with(abstract):
    assert role(read(abstract), Kind.METHOD, "BigDet") is Role.COMPARED


def test_every_competitor_of_a_list():
    found = read("We propose PocketDet. PocketDet outperforms BigDet, WideDet and YOLOv5 by far.")
    assert [role(found, Kind.METHOD, name) for name in ("BigDet", "WideDet", "YOLOv5")] == [Role.COMPARED] * 3


@pytest.mark.parametrize(
    "abstract",
    [
        "We compress a network with knowledge distillation.",
        "We propose PocketDet, based on knowledge distillation.",
        "We propose PocketDet. It uses knowledge distillation to learn.",
    ],
)
def test_what_a_paper_uses(abstract):
    assert role(read(abstract), Kind.METHOD, "knowledge distillation") is Role.USED


# -- data sets ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("abstract", "names"),
    [
        ("We evaluate it on the FooRoads dataset.", ["FooRoads"]),
        ("We report results on the FooRoads benchmark.", ["FooRoads"]),
        ("Experiments on the FooRoads corpus show gains.", ["FooRoads"]),
        ("We evaluate it on FooRoads and BarRoads datasets.", ["FooRoads", "BarRoads"]),
        ("We evaluate it on three datasets: FooRoads, BarRoads, and BazRoads.", ["FooRoads", "BarRoads", "BazRoads"]),
        ("We evaluate it on datasets such as FooRoads and BarRoads.", ["FooRoads", "BarRoads"]),
        ("Results on CIFAR-10, CIFAR-100 and FooRoads improve.", ["CIFAR-10", "CIFAR-100", "FooRoads"]),
    ],
)
def test_data_sets_by_their_heads_and_lists(abstract, names):
    found = read(abstract)
    assert [role(found, Kind.DATASET, name) for name in names] == [Role.EVALUATED] * len(names)
    assert not {name_key(name) for name in names} & {key for e in found.of(Kind.METHOD) for key in forms(e)}


def test_the_head_noun_is_no_part_of_a_data_set_name():
    assert [e.name for e in read("We evaluate it on the FooRoads dataset.").of(Kind.DATASET)] == ["FooRoads"]


@pytest.mark.parametrize(
    ("abstract", "name", "expected"),
    [
        ("We train the network on the FooRoads dataset.", "FooRoads", Role.TRAINED),
        ("The network is pre-trained on the FooRoads dataset.", "FooRoads", Role.TRAINED),
        ("We train it on the FooRoads dataset and evaluate it on the BarRoads dataset.", "FooRoads", Role.TRAINED),
        ("We train it on the FooRoads dataset and evaluate it on the BarRoads dataset.", "BarRoads", Role.EVALUATED),
        ("We introduce FooRoads, a new dataset of streets.", "FooRoads", Role.INTRODUCED),
        ("We release the FooRoads dataset to the public.", "FooRoads", Role.INTRODUCED),
        ("It reaches 91.2% accuracy on the FooRoads dataset.", "FooRoads", Role.EVALUATED),
    ],
)
def test_roles_of_data_sets(abstract, name, expected):
    assert role(read(abstract), Kind.DATASET, name) is expected


def test_a_new_data_set_is_no_method():
    found = read("We introduce FooRoads, a new dataset of streets. FooRoads is large.")
    assert find(found, Kind.METHOD, "FooRoads") is None


def test_a_data_set_to_train_on_with_a_number_is_evaluated():
    found = read("It is pre-trained on ImageNet and fine-tuned on FooBirds, where it reaches 88.1% accuracy.")
    assert role(found, Kind.DATASET, "ImageNet") is Role.TRAINED
    assert role(found, Kind.DATASET, "FooBirds") is Role.EVALUATED


def test_a_new_benchmark_is_no_method():
    found = read("We introduce BenchPi, a benchmark of small computers. BenchPi is quick.", "BenchPi: A benchmark")
    assert role(found, Kind.DATASET, "BenchPi") is Role.INTRODUCED
    assert find(found, Kind.METHOD, "BenchPi") is None


def test_what_a_data_set_is_followed_by_is_no_data_set():
    found = read("We present PocketDet. On FEMNIST, PocketDet needs 35% fewer rounds than BigDet.")
    assert find(found, Kind.DATASET, "PocketDet") is None


def test_numbers_and_vague_words_are_no_data_sets():
    found = read("We evaluate it on several public datasets with 1.8 trillion tokens, and on real-world data.")
    assert [e.name for e in found.of(Kind.DATASET) if not e.optional] == []


# -- hardware -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "part",
    [
        "STM32H747",
        "STM32L4R5",
        "nRF52840",
        "ESP32-S3",
        "MSP430FR5994",
        "Cortex-M4F",
        "Cortex-A72",
        "MAX78000",
        "Xilinx Zynq ZU3EG",
        "ZCU104",
        "Xilinx XC7Z045",
        "RTX 4090",
        "GeForce RTX 3080 Ti",
        "NVIDIA A100",
        "NVIDIA V100",
        "H100",
        "Jetson AGX Orin",
        "Raspberry Pi 4",
        "Snapdragon 888",
        "Intel Xeon Gold 6226R",
        "Intel Core i7-9700K",
        "AMD EPYC 7742",
        "AMD MI250X",
        "TPU v4",
        "Ascend 910",
        "Loihi 2",
        "trn1",
    ],
)
def test_hardware_is_known_by_the_shape_of_its_part_number(part):
    found = read(f"We ran all experiments on a {part} and measured the latency.")
    assert role(found, Kind.HARDWARE, part) is Role.TESTED
    assert len(found.of(Kind.HARDWARE)) == 1
    assert find(found, Kind.METHOD, part) is None


@pytest.mark.parametrize("abstract", ["", "A new detector is shown. We ran it on a Raspberry Pi 4."])
def test_a_part_number_ends_with_the_title(abstract):
    assert [e.name for e in read(abstract, "Detection on a Raspberry Pi 4").of(Kind.HARDWARE)] == ["Raspberry Pi 4"]


@pytest.mark.parametrize(
    ("abstract", "name", "expected"),
    [
        ("We ran all experiments on an RTX 3090.", "RTX 3090", Role.TESTED),
        ("We propose PocketDet. It runs at 30 FPS on a Jetson Nano.", "Jetson Nano", Role.TESTED),
        ("We deploy the network on an STM32F746 and measure a latency of 12 ms.", "STM32F746", Role.TESTED),
        ("We trained it on eight A100 GPUs.", "A100", Role.TESTED),
        ("We propose an accelerator. Implemented on a Virtex-7 FPGA, it is 3x faster.", "Virtex-7", Role.TESTED),
        ("We propose PocketDet, which is designed for FPGAs.", "FPGA", Role.TARGET),
        ("We propose PocketDet, tailored to microcontrollers.", "microcontroller", Role.TARGET),
        ("We propose PocketDet, suitable for deployment on microcontrollers.", "microcontroller", Role.TARGET),
        ("Unlike GPUs, our circuit needs no clock.", "GPU", Role.MENTIONED),
        ("In contrast to GPUs, our circuit needs no clock.", "GPU", Role.MENTIONED),
        ("We propose PocketDet, which needs no search, rather than GPUs.", "GPU", Role.MENTIONED),
        ("GPUs are widely used today. We propose PocketDet for microcontrollers.", "GPU", Role.MENTIONED),
    ],
)
def test_roles_of_hardware(abstract, name, expected):
    assert role(read(abstract), Kind.HARDWARE, name) is expected


def test_one_device_run_and_another_only_named():
    found = read("Unlike GPUs, a microcontroller is slow. We ran it on an STM32F746 and measured 12 ms of latency.")
    assert role(found, Kind.HARDWARE, "GPU") is Role.MENTIONED
    assert role(found, Kind.HARDWARE, "STM32F746") is Role.TESTED


# -- metrics and tasks --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["top-1 accuracy", "latency", "throughput", "energy consumption", "perplexity", "mAP"])
def test_metrics_have_no_role(name):
    entity = find(read(f"Our network improves {name} by 12%."), Kind.METRIC, name)
    assert entity is not None
    assert entity.role is None


@pytest.mark.parametrize("name", ["image classification", "keyword spotting", "bend localization"])
def test_tasks_have_no_role(name):
    entity = find(read(f"We propose PocketDet for {name}."), Kind.TASK, name)
    assert entity is not None
    assert entity.role is None


# -- one thing, one entity ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("abstract", "kind", "names"),
    [
        ("We use neural architecture search (NAS). NAS is slow.", Kind.METHOD, ["neural architecture search", "NAS"]),
        ("We propose Fast Tree Pruning (FTP). FTP is fast.", Kind.METHOD, ["Fast Tree Pruning", "FTP"]),
        ("It ran on a field-programmable gate array (FPGA). FPGAs are fast.", Kind.HARDWARE, ["FPGA", "FPGAs"]),
        ("It improves mean average precision (mAP) by 3% mAP.", Kind.METRIC, ["mean average precision", "mAP"]),
        ("It ran on a Raspberry Pi 4. A Raspberry Pi-4 is slow.", Kind.HARDWARE, ["Raspberry Pi 4", "raspberry-pi 4"]),
        ("We evaluate it on FooRoads. The FooRoads dataset is hard.", Kind.DATASET, ["FooRoads", "FooRoads dataset"]),
    ],
)
def test_an_abbreviation_and_a_spelling_are_the_same_entity(abstract, kind, names):
    found = read(abstract)
    homes = [e for e in found.of(kind) if forms(e) & {name_key(name, kind) for name in names}]
    assert len(homes) == 1
    assert {name_key(name, kind) for name in names} <= forms(homes[0])


@pytest.mark.parametrize("paper", [TITLE_PREFIX, ALL_IN_ONE], ids=lambda paper: paper.id)
def test_no_two_entities_share_a_surface_form(paper):
    found = read(paper.abstract, paper.title)
    for kind in Kind:
        keys = [key for entity in found.of(kind) for key in forms(entity)]
        assert len(keys) == len(set(keys))


def test_variants_are_entities_of_their_own():
    found = read("We compare BERT-Large with BERT on the FooText dataset.")
    assert find(found, Kind.METHOD, "BERT-Large") is not find(found, Kind.METHOD, "BERT")


# -- a whole paper ------------------------------------------------------------------------------------------------


def described(found: Extraction) -> dict[str, str]:
    roles = {e.name: e.role.value for e in found.entities if e.role is not None}
    return {name_key(name): value for name, value in roles.items()}


def test_a_whole_paper():
    expected = {
        "PocketDet": "proposed",
        "depthwise separable convolution": "used",
        "quantization-aware training": "used",
        "BigDet": "compared",
        "FooRoads": "evaluated",
        "Raspberry Pi 4": "tested",
        "Jetson Nano": "tested",
        "GPU": "mentioned",
    }
    found = described(read(ALL_IN_ONE.abstract, ALL_IN_ONE.title))
    assert {name: found.get(name_key(name)) for name in expected} == expected


@pytest.mark.parametrize("paper", [TITLE_PREFIX, ALL_IN_ONE], ids=lambda paper: paper.id)
def test_every_mention_and_every_piece_of_evidence_is_in_the_text(paper):
    def at(entity: Entity) -> None:
        assert entity.mentions
        assert entity.evidence is not None
        for mention in (*entity.mentions, entity.evidence):
            assert paper.text[mention.start : mention.end] == mention.text
        assert any(m.text == entity.name for m in entity.mentions)
        assert {m.text for m in entity.mentions} >= set(entity.aliases)
        assert list(entity.mentions) == sorted(entity.mentions, key=lambda m: (m.start, m.end))
        assert 0 < entity.confidence <= 1
        assert entity.extractor

    for entity in read(paper.abstract, paper.title).entities:
        at(entity)


def test_every_mention_of_a_name_is_found():
    text = TITLE_PREFIX.text
    entity = find(read(TITLE_PREFIX.abstract, TITLE_PREFIX.title), Kind.METHOD, "TinyFoo")
    assert entity is not None
    assert len(entity.mentions) == text.count("TinyFoo")


def test_annotated_papers_are_taken_as_they_stand():
    curated = Extraction("mine", (Entity(Kind.METHOD, "Something else", role=Role.PROPOSED),))
    paper = Paper("mine", TITLE_PREFIX.title, TITLE_PREFIX.abstract, curated=curated)
    assert list(extract_papers([paper])) == [curated]


def test_extraction_with_identities():
    linked = extract([TITLE_PREFIX, ALL_IN_ONE])
    assert [one.paper for one in linked] == [TITLE_PREFIX, ALL_IN_ONE]
    for one in linked:
        assert len(one.concepts) == len(one.extraction.entities)
        assert all(c.kind is e.kind for c, e in zip(one.concepts, one.extraction.entities, strict=True))
    labels = {c.label for one in linked for c in one.concepts if not c.minted}
    assert {"STM32F746", "Raspberry Pi 4"} <= labels


@pytest.mark.parametrize("paper", [Paper("x", "", ""), Paper("x", "Only a title", ""), Paper("x", "", "Only this.")])
def test_papers_with_little_text(paper):
    assert [found.paper for found in extract_papers([paper])] == ["x"]
