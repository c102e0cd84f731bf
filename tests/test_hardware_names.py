"""The ways in which people write hardware, found in running text; and what only looks like it."""

from __future__ import annotations

from functools import cache

import pytest

import kg
from kg.model import Kind, Paper

SENTENCES = (
    "We deploy the network on a {} and measure its latency.",
    "All experiments ran on the {}, where it needs 12 ms.",
    "The same model is 2.1 times faster on {} than before.",
)

SPELLINGS = {
    "stm32f746": (
        "STM32F746",
        "STM32 F746",
        "STM32-F746",
        "stm32f746",
        "STM32F746xx",
        "STM32F746 microcontroller",
        "STM32F746 MCUs",
        "ST STM32F746",
        "STMicroelectronics STM32F746",
        "STM32F746-based board",
        "STM32F746®",
    ),
    "jetson-tx2": (
        "Jetson TX2",
        "Jetson-TX2",
        "Jetson TX-2",
        "JETSON TX2",
        "jetson tx2",
        "NVIDIA Jetson TX2",
        "Nvidia Jetson Tx2",
        "Nvidia TX2",
        "NVIDIA TX2 board",
        "TX2 module",
        "Jetson TX2 Developer Kit",
        "Jetson TX2 GPU",
    ),
    "geforce-gtx-1080-ti": (
        "GTX 1080 Ti",
        "GTX 1080Ti",
        "GTX1080Ti",
        "GTX-1080Ti",
        "1080Ti",
        "1080 Ti GPUs",
        "GeForce GTX 1080 Ti",
        "GeForce 1080 Ti",
        "NVIDIA GTX 1080 Ti",
        "Nvidia 1080Ti GPU",
        "Nvidia GeForce GTX 1080Ti",
    ),
    "raspberry-pi-4": (
        "Raspberry Pi 4",
        "Raspberry Pi-4",
        "Raspberry-Pi 4",
        "RaspberryPi 4",
        "Raspberry Pi4",
        "raspberry pi 4",
        "Raspberry Pi 4B",
        "Raspberry Pi 4 Model B",
        "RPi 4",
        "RPi4",
        "RPi-4",
        "RPi 4B",
        "Raspi 4",
    ),
    "cortex-m4": (
        "Cortex-M4",
        "Cortex M4",
        "cortex-m4",
        "ARM Cortex-M4",
        "Arm® Cortex®-M4",
        "ARM Cortex M4F",
        "ARM M4F",
    ),
    "tesla-v100": ("V100", "V100s", "V100 GPU", "Tesla V100", "Nvidia Tesla V100 GPUs", "Volta V100"),
    "tesla-v100-32gb": ("V100 32GB", "V100-32GB"),
    "stm32f7": ("STM32F7", "STM32 F7 series", "STM32F7xx"),
    "stm32f746zg": ("STM32F746ZG", "STM32F746ZGT6"),
    "stm32f746ng": ("STM32F746NG", "STM32F746NGH6U"),
    "stm32f746g-disco": ("STM32F746G-DISCO", "STM32F746 Discovery board", "DISCO-F746NG", "32F746GDISCOVERY"),
    "nucleo-h743zi": ("NUCLEO-H743ZI2", "Nucleo H743ZI"),
    "nrf52840": ("nRF52840", "NRF52840", "Nordic nRF52840"),
    "esp32-s3": ("ESP32-S3", "ESP32S3", "ESP32 S3"),
    "kinetis-kl25": ("MKL25Z", "KL25Z"),
    "atsamd21g18": ("ATSAMD21G18", "ATSAMD21G18A"),
    "sam-d21": ("SAMD21", "SAM D21"),
    "i.mx-rt1060": ("MIMXRT1062", "i.MX RT1062", "iMXRT1062"),
    "rp2040": ("RP2040",),
    "lpc55s69": ("LPC55S69",),
    "max32666": ("MAX32666",),
    "max78000": ("MAX78000",),
    "gd32vf103": ("GD32VF103",),
    "ch32v307": ("CH32V307",),
    "arduino-nano-33-ble": ("Arduino Nano 33 BLE", "Nano 33 BLE board"),
    "trn1.32xlarge": ("trn1.32xlarge",),
    "xeon-gold-6230": ("Xeon Gold 6230", "Intel(R) Xeon(R) Gold 6230", "Intel® Xeon® Gold 6230"),
    "core-i7-9700k": ("i7-9700K", "Core i7-9700K", "Intel(R) Core(TM) i7-9700K CPU"),
}
"""Local names of concepts, and ways to write them."""

LOOKALIKES = (
    "The surface of Titan, the largest moon of Saturn, is modelled with a neural network.",
    "Coral reefs are monitored with a segmentation network.",
    "We estimate the digits of Pi with a Monte Carlo method.",
    "A max pooling layer follows every convolution.",
    "Classical edge detection finds the contours of the image.",
    "Gold nano particles are classified in microscopy images.",
    "All weights are drawn with Xavier initialization.",
    "The TX2 transmission spectrum of the exoplanet is fitted.",
    "This work was supported by grant F746 of the research council.",
    "Forecasts are compared on the M4 competition.",
    "Traffic on the A100 highway in Berlin is predicted from loop detectors.",
    "Patients of ward V100 were enrolled in the study.",
    "A 10-fold cross-validation is used throughout.",
    "The Orin river basin is studied with satellite images.",
    "A Turing machine is simulated by the transformer.",
    "The chatbot passes the Turing test.",
    "The Ampere force law is learned from data.",
    "We study the Kepler catalogue of planets.",
    "Maxwell equations are solved by a physics-informed network.",
    "Pascal's triangle gives the coefficients.",
    "The Hopper environment is used for reinforcement learning.",
    "Raspberry plants are detected in the orchard.",
    "The nano scale structure is simulated.",
    "Samples of the Loihi seamount are analysed.",
    "The Apollo missions left instruments on the Moon.",
    "The Spartan army is simulated with agents.",
    "The cortex of the mouse is imaged.",
    "Prefrontal cortex M4 neurons fire during the task.",
    "The instance segmentation head predicts masks.",
    "We classify the colour of potato chips.",
    "Boards of directors are analysed in the corpus.",
    "Snapdragon flowers are recognised by the classifier.",
    "The galaxy images are labelled by volunteers.",
    "A pixel is the smallest element of an image.",
    "M0 and M1 macrophages are counted by the network.",
    "An STM image of the surface shows single atoms.",
    "The gap of the band structure is 1.2 eV.",
    "The maximum is taken over all channels with MAX.",
    "Titan X-ray spectra are not available.",
    "Vega is a bright star in the catalogue.",
    "Edge weights of the graph are learned.",
    "The discovery of drugs is accelerated by learning.",
    "Uno is a card game that the agents play.",
    "The feather of a bird is photographed.",
)


@cache
def hardware(text: str) -> tuple[tuple[str, str], ...]:
    """The names of hardware in a text, each with the local name of the concept that it is."""
    (paper,) = kg.extract([Paper(id="1", title="A study of inference", abstract=text)])
    found = zip(paper.extraction.entities, paper.concepts, strict=True)
    return tuple((e.name, c.iri.rpartition("/")[2]) for e, c in found if e.kind is Kind.HARDWARE)


@pytest.mark.parametrize(
    ("concept", "name"), [(concept, name) for concept, names in SPELLINGS.items() for name in names]
)
def test_a_spelling_is_the_device(concept: str, name: str) -> None:
    for sentence in SENTENCES:
        assert [local for _, local in hardware(sentence.format(name))] == [concept], sentence


@pytest.mark.parametrize("text", LOOKALIKES)
def test_a_lookalike_is_no_hardware(text: str) -> None:
    assert hardware(text) == ()


def test_short_forms_need_hardware_around_them() -> None:
    assert hardware("Run time on the F746 board is 30 ms.") == (("F746", "stm32f746"),)
    assert hardware("The value of F746 is reported in the table.") == ()


def test_there_are_enough_of_both() -> None:
    assert sum(len(names) >= 10 for names in SPELLINGS.values()) >= 4
    assert sum(map(len, SPELLINGS.values())) >= 40
    assert len(LOOKALIKES) >= 40
