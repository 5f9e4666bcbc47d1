"""The old names of tensors by dtype: `torch.FloatTensor(2, 3)`, `isinstance(x, torch.LongTensor)`."""

from __future__ import annotations

from typing import Any

from ._tensor import Tensor
from .backend import cuda, device as devices, dtype as dtypes
from .backend.layout import strided
from .backend.once import warn_once
from .ops.legacy import legacy_array


class tensortype(type):
    """The type of `FloatTensor` and its like: each makes, and recognises, tensors of a dtype and kind of device."""

    dtype: dtypes.dtype
    is_cuda: bool
    is_sparse = False
    layout = strided

    def __call__(cls, *args: Any, device: Any = None) -> Any:
        where = devices.device(("cuda" if cls.is_cuda else "cpu") if device is None else device)
        if cls.is_cuda and not cuda.is_available():
            raise TypeError(f"type torch.cuda.{cls.__name__} not available. torch.cuda.is_available() is False")
        if where.type != ("cuda" if cls.is_cuda else "cpu"):
            raise RuntimeError(f"legacy constructor expects device type: {'cuda' if cls.is_cuda else 'cpu'} but "
                               f"device type: {where.type} was passed")  # fmt: skip
        return Tensor(legacy_array(args, cls.dtype.array, where), None)

    def __instancecheck__(cls, value: Any) -> bool:
        return isinstance(value, Tensor) and value.dtype is cls.dtype and value.is_cuda == cls.is_cuda

    def __repr__(cls) -> str:
        return f"<class 'torch.{'cuda.' if cls.is_cuda else ''}{cls.__name__}'>"


KINDS = (
    dtypes.float32, dtypes.float64, dtypes.float16, dtypes.bfloat16, dtypes.int32, dtypes.int64, dtypes.int16,
    dtypes.int8, dtypes.uint8, dtypes.bool_,
)  # fmt: skip


def _types(module: str, is_cuda: bool) -> dict[str, tensortype]:
    """Name -> type, for the names of `module`."""
    return {
        f"{kind.word}Tensor": tensortype(
            f"{kind.word}Tensor", (), {"__module__": module, "dtype": kind, "is_cuda": is_cuda}
        )
        for kind in KINDS
    }


ON_CPU = _types("nbtorch", is_cuda=False)
ON_CUDA = _types("nbtorch.cuda", is_cuda=True)
(
    FloatTensor, DoubleTensor, HalfTensor, BFloat16Tensor, IntTensor, LongTensor, ShortTensor, CharTensor, ByteTensor,
    BoolTensor,
) = ON_CPU.values()  # fmt: skip


def set_default_tensor_type(t: Any) -> None:
    """Let Python floats become the dtype, and new tensors be on the device, of `t`: a type, or its name."""
    if isinstance(t, str):
        names = {f"torch.{n}": k for n, k in ON_CPU.items()} | {f"torch.cuda.{n}": k for n, k in ON_CUDA.items()}
        if t not in names:
            raise AttributeError(f"there is no tensor type {t!r}: one of {', '.join(names)}")
        t = names[t]
    if not isinstance(t, tensortype):
        raise TypeError("invalid type object: only floating-point types are supported as the default type")
    warn_once(
        "torch.set_default_tensor_type() is deprecated as of PyTorch 2.1, please use torch.set_default_dtype() and "
        "torch.set_default_device() as alternatives."
    )
    dtypes.set_default_dtype(t.dtype)
    devices.set_default_device("cuda" if t.is_cuda else None)
