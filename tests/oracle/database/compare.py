"""How a result differs from PyTorch's."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch

import nbtorch

from .lists import UNIQUE_UP_TO_PHASE, UNSET
from .translate import Missing, theirs_to_numpy, to_numpy

DERIVATIVE = 1.0  # the scale of what flows back
CLOSE = {  # relative to the value and to the largest value of the tensor
    "float64": (1e-7, 1e-8), "complex128": (1e-7, 1e-8), "float32": (2e-4, 2e-5), "complex64": (2e-4, 2e-5),
    "float16": (4e-3, 4e-3), "bfloat16": (3e-2, 3e-2),
}  # fmt: skip


class Outcome:
    """What a call came to: a result or an exception."""

    def __init__(self, function: Any, *args: Any, **kwargs: Any):
        self.result = self.error = None
        try:
            self.result = function(*args, **kwargs)
        except Exception as error:
            self.error = error

    def differs(self, theirs: Outcome) -> str | None:
        """How the exception differs from PyTorch's; None where both ran."""
        if isinstance(self.error, Missing):
            return f"missing: {self.error}"
        if theirs.error is None and self.error is None:
            return None
        if theirs.error is None:
            return f"we raise {type(self.error).__name__}: {str(self.error)[:300]}"
        if self.error is None:
            return f"PyTorch raises {type(theirs.error).__name__}: {str(theirs.error)[:200]}; we do not"
        if type(theirs.error) in type(self.error).__mro__ or type(self.error).__name__ == type(theirs.error).__name__:
            return None
        return (
            f"we raise {type(self.error).__name__} ({str(self.error)[:160]}), "
            f"PyTorch {type(theirs.error).__name__} ({str(theirs.error)[:160]})"
        )


def flat(value: Any) -> list[Any]:
    """The tensors and numbers of a nested result, in order."""
    if isinstance(value, tuple | list):
        return [leaf for item in value for leaf in flat(item)]
    if isinstance(value, dict):
        return [leaf for item in value.values() for leaf in flat(item)]
    return [value]


def compare(mine: Any, yours: Any, name: str, scale: float = 1, floor: float = 1e-3) -> str | None:
    """How a result differs from PyTorch's; errors are measured by the largest value, at least `floor`."""
    if name in ("svd", "linalg.svd") and isinstance(mine, tuple | list) and len(mine) == 3:
        mine, yours = [reduced(result, name) for result in (mine, yours)]
    if isinstance(yours, torch.Tensor):
        if not isinstance(mine, nbtorch.Tensor):
            return f"a {type(mine).__name__} instead of a tensor"
        if str(mine.dtype) != str(yours.dtype):
            return f"dtype {mine.dtype} instead of {yours.dtype}"
        if tuple(mine.shape) != tuple(yours.shape):
            return f"shape {tuple(mine.shape)} instead of {tuple(yours.shape)}"
        return (
            None
            if name in UNSET
            else close(to_numpy(mine), theirs_to_numpy(yours), str(yours.dtype)[6:], name, scale, floor)
        )
    if isinstance(yours, tuple | list):
        if not isinstance(mine, tuple | list) or len(mine) != len(yours):
            return f"{type(mine).__name__} of {len(mine) if hasattr(mine, '__len__') else '?'} instead of {len(yours)}"
        if getattr(type(yours), "__match_args__", None) and not hasattr(mine, type(yours).__match_args__[0]):
            return f"no field {type(yours).__match_args__[0]}"
        if isinstance(yours, tuple) != isinstance(mine, tuple):
            return f"a {type(mine).__name__} instead of a {type(yours).__name__}"
        for index, (a, b) in enumerate(zip(mine, yours, strict=True)):
            if difference := compare(a, b, name, scale, floor):
                return f"[{index}] {difference}"
        return None
    if isinstance(yours, bool | int | float | complex):
        if type(mine) is not type(yours):
            return f"a {type(mine).__name__} instead of a {type(yours).__name__}"
        return close(
            np.asarray(mine), np.asarray(yours), "float64" if isinstance(yours, float) else "", name, scale, floor
        )
    return None if str(mine) == str(yours) else f"{mine!r} instead of {yours!r}"


def close(mine: np.ndarray, yours: np.ndarray, dtype: str, name: str, scale: float, floor: float) -> str | None:
    if dtype not in CLOSE:
        wrong = mine != yours
    else:
        relative, absolute = (tolerance * scale for tolerance in CLOSE[dtype])
        if name in UNIQUE_UP_TO_PHASE:
            mine, yours = np.abs(mine), np.abs(yours)
        with np.errstate(all="ignore"):
            finite = np.abs(yours[np.isfinite(yours)])
            largest = min(float(finite.max()), 1e30) if finite.size else 1.0
            wrong = ~np.isclose(mine, yours, rtol=relative, atol=absolute * max(largest, floor), equal_nan=True)
        if dtype == "float16" and floor == DERIVATIVE:  # it overflows elsewhere when it is rounded elsewhere
            wrong &= np.isfinite(mine) & np.isfinite(yours)
    if not np.any(wrong):
        return None
    at = tuple(int(i) for i in np.argwhere(wrong)[0])
    return f"{int(wrong.sum())} of {wrong.size} values, at {at} {mine[at]} instead of {yours[at]}"


def reduced(result: Any, name: str) -> Any:
    """A singular value decomposition without the vectors that no singular value belongs to: any will do."""
    u, values, v = result
    count = values.shape[-1]
    return u[..., :count], values, v[..., :count] if name == "svd" else v[..., :count, :]
