"""The range and precision of element types."""

from __future__ import annotations

from typing import Any

import ml_dtypes

from . import dtype as dtypes


def _known(name: str, kind: Any) -> Any:
    if not isinstance(kind, dtypes.dtype):
        raise TypeError(f"{name}(): argument 'type' (position 1) must be torch.dtype, not {type(kind).__name__}")
    return kind


class _Limits:
    """What the numbers of a dtype keep to; equal where the dtype is."""

    dtype: str

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and isinstance(other, _Limits) and other.dtype == self.dtype

    def __hash__(self) -> int:
        return hash((type(self), self.dtype))


class finfo(_Limits):
    """What a floating dtype can hold; `type` None is the default dtype."""

    def __init__(self, type: Any = None):
        kind = dtypes.get_default_dtype() if type is None else _known("finfo", type)
        if kind.category not in (dtypes.FLOATING, dtypes.COMPLEX):
            raise TypeError(
                "torch.finfo() requires a floating point input type. Use torch.iinfo to handle 'torch.finfo'"
            )
        limits: Any = ml_dtypes.finfo(kind.to_real().array)
        self.dtype, self.bits = kind.to_real().name, int(limits.bits)
        self.min, self.max, self.eps = float(limits.min), float(limits.max), float(limits.eps)
        self.resolution = 10.0**-limits.precision
        self.tiny = self.smallest_normal = float(limits.tiny)

    def __repr__(self) -> str:
        numbers = {name: getattr(self, name) for name in ("resolution", "min", "max", "eps", "smallest_normal", "tiny")}
        return f"finfo({', '.join(f'{name}={value:g}' for name, value in numbers.items())}, dtype={self.dtype})"


class iinfo(_Limits):
    """What an integer dtype can hold."""

    def __init__(self, type: Any = None):
        if type is None:
            raise TypeError('iinfo() missing 1 required positional arguments: "type"')
        if _known("iinfo", type).category == dtypes.BOOL:
            raise TypeError("torch.bool is not supported by torch.iinfo")
        if type.category != dtypes.INTEGER:
            raise TypeError("torch.iinfo() requires an integer input type. Use torch.finfo to handle 'torch.iinfo'")
        limits: Any = ml_dtypes.iinfo(type.array)
        self.dtype, self.bits, self.min, self.max = type.name, int(limits.bits), int(limits.min), int(limits.max)

    def __repr__(self) -> str:
        return f"iinfo(min={self.min:g}, max={self.max:g}, dtype={self.dtype})"
