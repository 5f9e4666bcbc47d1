"""Settings of PyTorch's CUDA kernels: kept, without effect; CuPy computes on GPUs here."""

from __future__ import annotations

from ..backend import cuda as _cuda, settings as _settings


class _Matmul:
    """Settings of matrix products."""

    allow_fp16_reduced_precision_reduction = True
    allow_bf16_reduced_precision_reduction = True
    allow_fp16_accumulation = False

    @property
    def allow_tf32(self) -> bool:
        """`get_float32_matmul_precision() != "highest"`, by another name."""
        return _settings.get_float32_matmul_precision() != "highest"

    @allow_tf32.setter
    def allow_tf32(self, allowed: bool) -> None:
        _settings.set_float32_matmul_precision("high" if allowed else "highest")


matmul = _Matmul()
_kernels = _settings.attention_kernels


def is_built() -> bool:
    """Whether there is code for CUDA here: where CuPy and a GPU are."""
    return _cuda.is_available()


def enable_flash_sdp(enabled: bool) -> None:
    """Keep whether attention may use FlashAttention."""
    _kernels["flash"] = bool(enabled)


def enable_mem_efficient_sdp(enabled: bool) -> None:
    """Keep whether attention may use the kernel that saves memory."""
    _kernels["mem_efficient"] = bool(enabled)


def enable_math_sdp(enabled: bool) -> None:
    """Keep whether attention may use plain products, as it does here."""
    _kernels["math"] = bool(enabled)


def enable_cudnn_sdp(enabled: bool) -> None:
    """Keep whether attention may use cuDNN's kernel."""
    _kernels["cudnn"] = bool(enabled)


def flash_sdp_enabled() -> bool:
    """What `enable_flash_sdp` was told."""
    return _kernels["flash"]


def mem_efficient_sdp_enabled() -> bool:
    """What `enable_mem_efficient_sdp` was told."""
    return _kernels["mem_efficient"]


def math_sdp_enabled() -> bool:
    """What `enable_math_sdp` was told."""
    return _kernels["math"]


def cudnn_sdp_enabled() -> bool:
    """What `enable_cudnn_sdp` was told."""
    return _kernels["cudnn"]
