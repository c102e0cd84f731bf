"""Head nouns that tell what kind of thing a noun phrase names."""

from __future__ import annotations

from kg.model import Kind
from kg.names import singular

__all__ = ["DATASET_HEADS", "HARDWARE_HEADS", "METHOD_HEADS", "METRIC_HEADS", "TASK_HEADS", "head_kind"]

DATASET_HEADS = frozenset("dataset datasets benchmark benchmarks corpus corpora data-set testbed".split())
"""Heads of data sets."""

HARDWARE_HEADS = frozenset(
    """
    microcontroller mcu processor coprocessor chip chipset soc board fpga gpu cpu npu tpu dsp vpu asic gpgpu
    hardware computer smartphone phone cluster server workstation laptop desktop supercomputer microprocessor
    wafer circuit circuitry crossbar memristor smartwatch headset manycore multicore
    """.split()
)
"""Heads of hardware."""

METRIC_HEADS = frozenset(
    """
    accuracy error latency throughput speed speedup speed-up time runtime energy power memory cost score ratio
    rate loss perplexity precision recall sensitivity specificity bandwidth footprint size overhead utilization
    utilisation efficiency complexity flops macs fps delay distance correlation similarity reward return regret
    fidelity consumption usage storage sparsity density variance entropy likelihood robustness quality f1 f1-score
    f-score auc auroc miou iou psnr ssim fid bleu rouge wer cer rmse mae mse bandwidth
    """.split()
)
"""Heads of quantities."""

TASK_HEADS = frozenset(
    """
    recognition detection classification segmentation estimation prediction forecasting generation synthesis
    retrieval translation summarization answering captioning localization localisation tracking reconstruction
    completion restoration denoising deblurring super-resolution inpainting matching registration navigation
    manipulation grasping planning parsing tagging disambiguation extraction linking identification verification
    diagnosis monitoring understanding reasoning editing rendering recommendation ranking clustering imputation
    spotting separation enhancement transcription conversion transfer exploration mapping slam locomotion odometry
    control scheduling placement routing simulation modeling modelling interpretation authentication
    re-identification assessment inspection surveillance driving analysis discovery verification colorization
    deraining dehazing deployment inference serving search perception avoidance rehabilitation surgery
    """.split()
)
"""Heads of tasks: what is done, not how."""

METHOD_HEADS = frozenset(
    """
    algorithm network framework architecture model module transformer encoder decoder autoencoder classifier
    detector estimator predictor generator discriminator loss regularization regularizer optimizer optimization
    quantization quantizer pruning distillation attention convolution kernel mechanism strategy scheme paradigm
    pipeline scheduler engine compiler library toolkit toolchain protocol filter controller planner policy
    learning training pre-training pretraining fine-tuning finetuning adaptation augmentation normalization
    embedding embeddings backbone layer block perceptron machine forest tree regression field process sampling
    sampler solver search method technique approach procedure system representation parallelism caching offloading
    decomposition factorization approximation descent propagation backpropagation decoding encoding compression
    sparsification binarization clustering fusion aggregation pooling gating routing masking prompting agent
    simulator interface operator unit head token adapter codebook codec memory cache schema design co-design
    accelerator processor sensor wrapper
    """.split()
)
"""Heads of methods."""

_BY_KIND = (
    (Kind.DATASET, DATASET_HEADS),
    (Kind.METRIC, METRIC_HEADS),
    (Kind.TASK, TASK_HEADS),
    (Kind.HARDWARE, HARDWARE_HEADS),
    (Kind.METHOD, METHOD_HEADS),
)


def head_kind(phrase: str) -> Kind | None:
    """Return the kind that a phrase's last word tells, or None.

    >>> head_kind("visual question answering"), head_kind("binarized networks"), head_kind("an apple")
    (<Kind.TASK: 'task'>, <Kind.METHOD: 'method'>, None)
    """
    words = phrase.replace("}", "").lower().split()
    if not words:
        return None
    last = words[-1].rsplit("-", 1)[-1] if words[-1] not in TASK_HEADS | METHOD_HEADS | METRIC_HEADS else words[-1]
    forms = {words[-1], last, singular(last)}
    return next((kind for kind, heads in _BY_KIND if forms & heads), None)
