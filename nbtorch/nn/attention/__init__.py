"""Which kernels attention may use, by PyTorch's names: kept; there is one here, which refuses where none is left."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from contextlib import contextmanager

from ... import _absent


class SDPBackend(enum.IntEnum):
    """The kernels of `scaled_dot_product_attention` in PyTorch."""

    ERROR = -1
    MATH = 0
    FLASH_ATTENTION = 1
    EFFICIENT_ATTENTION = 2
    CUDNN_ATTENTION = 3
    OVERRIDEABLE = 4


_NAMES = {
    SDPBackend.FLASH_ATTENTION: "flash_sdp",
    SDPBackend.EFFICIENT_ATTENTION: "mem_efficient_sdp",
    SDPBackend.MATH: "math_sdp",
    SDPBackend.CUDNN_ATTENTION: "cudnn_sdp",
}


@contextmanager
def sdpa_kernel(backends: SDPBackend | list[SDPBackend], set_priority: bool = False) -> Iterator[None]:
    """Allow these kernels of attention alone within the block; the numbers stay the same."""
    if not isinstance(backends, (list, SDPBackend)):
        raise AssertionError(
            "Backend must be an instance of SDPBackend or a list of SDPBackend instances, got "
            f"{type(backends).__name__}"
        )
    wanted = [backends] if isinstance(backends, SDPBackend) else backends
    if not all([isinstance(one, SDPBackend) for one in wanted]):
        raise AssertionError("Backend must be an instance of SDPBackend or a list of SDPBackend instances")
    from ...backends import cuda  # which few programs need

    before = {one: getattr(cuda, f"{name}_enabled")() for one, name in _NAMES.items()}
    try:
        for one, name in _NAMES.items():
            getattr(cuda, f"enable_{name}")(one in wanted)
        yield
    finally:
        for one, name in _NAMES.items():
            getattr(cuda, f"enable_{name}")(before[one])


__getattr__ = _absent.getter(__name__)
