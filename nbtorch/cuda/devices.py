"""Which GPUs there are, which one is in use, and what they are."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from ..backend import cuda as _cuda
from ..backend.device import device as _device


def is_available() -> bool:
    """Whether tensors can live on a GPU; never raises."""
    return _cuda.is_available()


def device_count() -> int:
    """How many GPUs there are."""
    return _cuda.device_count()


def init() -> None:
    """Load CuPy now, or say why there is none."""
    _cuda.namespace()


def is_initialized() -> bool:
    """Whether CuPy has been loaded and sees a GPU."""
    return _cuda._found.cache_info().currsize > 0 and is_available()


def index_of(device: Any, optional: bool = True) -> int:
    """The number of a GPU given as a number, a word or a device; None is the one in use, -1 none."""
    if device is None:
        return current_device() if optional else -1
    if isinstance(device, int) and not isinstance(device, bool):
        return device
    found = _device(device)
    if found.type != "cuda":
        raise ValueError(f"Expected a cuda device, but got: {found}")
    return current_device() if found.index is None else found.index


def current_device() -> int:
    """The index of the GPU in use."""
    return _cuda.current_device()


def set_device(device: Any) -> None:
    """Make tensors on "cuda" on this GPU from now on; a negative number changes nothing."""
    number = index_of(device)
    if number >= 0:
        _cuda.namespace().cuda.runtime.setDevice(number)


class device:
    """Use a GPU inside `with`; a negative number, or None, changes nothing."""

    def __init__(self, device: Any):
        self.idx = index_of(device, optional=False)
        self.prev_idx = -1

    def __enter__(self) -> None:
        if self.idx >= 0:
            self.prev_idx = current_device()
            set_device(self.idx)

    def __exit__(self, *exc: Any) -> None:
        if self.idx >= 0:
            set_device(self.prev_idx)


class device_of(device):
    """Use the GPU of a tensor inside `with`; a tensor on the CPU changes nothing."""

    def __init__(self, obj: Any):
        super().__init__(obj.device.index if obj.is_cuda else -1)


def synchronize(device: Any = None) -> None:
    """Wait until the GPU has done what was asked of it."""
    runtime = _cuda.namespace().cuda.runtime
    if device is None:
        runtime.deviceSynchronize()
        return
    with _use(device):
        runtime.deviceSynchronize()


_use = device


def get_device_properties(device: Any = None) -> Any:
    """Name, memory, compute capability and number of multiprocessors of a GPU."""
    facts = _cuda.properties(index_of(device))
    return SimpleNamespace(
        name=facts["name"].decode(), total_memory=facts["totalGlobalMem"], major=facts["major"], minor=facts["minor"],
        multi_processor_count=facts["multiProcessorCount"], warp_size=facts["warpSize"],
    )  # fmt: skip


def get_device_name(device: Any = None) -> str:
    """The name of a GPU."""
    return str(get_device_properties(device).name)


def get_device_capability(device: Any = None) -> tuple[int, int]:
    """The compute capability of a GPU: (major, minor)."""
    facts = get_device_properties(device)
    return facts.major, facts.minor


def is_bf16_supported(including_emulation: bool = True) -> bool:
    """Whether the GPU in use computes in bfloat16: from compute capability 8 on."""
    return is_available() and get_device_capability() >= (8, 0)


def is_tf32_supported() -> bool:
    """Whether the GPU in use has TensorFloat-32: from compute capability 8 on."""
    return is_bf16_supported()


def can_device_access_peer(device: Any, peer_device: Any) -> bool:
    """Whether one GPU reads another's memory."""
    runtime = _cuda.namespace().cuda.runtime
    return bool(runtime.deviceCanAccessPeer(index_of(device), index_of(peer_device)))


def get_arch_list() -> list[str]:
    """The architectures kernels were compiled for: none, CuPy compiles them when they are used."""
    return []


def get_gencode_flags() -> str:
    """The compiler flags of those architectures: none."""
    return ""


def ipc_collect() -> None:
    """Give memory shared between processes back, of which there is none."""
    init()
