"""Windows that taper a signal: each of `M` points, symmetric, or periodic with `sym=False` (Harris, 1978)."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from .._tensor import Tensor
from ..backend import dtype as dtypes
from ..backend.array import NAMESPACES
from ..ops.create import linspace, wrap

__all__ = [
    "bartlett", "blackman", "cosine", "exponential", "gaussian", "general_cosine", "general_hamming", "hamming", "hann",
    "kaiser", "nuttall",
]  # fmt: skip


def _checked(name: str, M: int, dtype: Any, layout: Any) -> Any:
    """The dtype of a window, after PyTorch's checks."""
    kind = dtypes.get_default_dtype() if dtype is None else dtype
    if M < 0:
        raise ValueError(f"{name} requires non-negative window length, got M={M}")
    if layout is not None and str(layout) != "torch.strided":
        raise ValueError(f"{name} is implemented for strided tensors only, got: {layout}")
    if kind not in (dtypes.float32, dtypes.float64):
        raise ValueError(f"{name} expects float32 or float64 dtypes, got: {kind}")
    return kind


def _gaps(M: int, sym: bool) -> int:
    """How many gaps between points one period has."""
    return max(M - 1, 1) if sym or M <= 1 else M


def _places(M: int, start: float, step: float, kind: Any, device: Any, requires_grad: bool) -> Tensor:
    """`start`, `start + step` and so on: (M,)."""
    made: Tensor = linspace(start, start + (M - 1) * step, M, dtype=kind, device=device, requires_grad=requires_grad)
    return made


def bartlett(
    M: int, *, sym: bool = True, dtype: Any = None, layout: Any = None, device: Any = None, requires_grad: bool = False
) -> Tensor:
    """A triangle that ends in 0: (M,)."""
    kind = _checked("bartlett", M, dtype, layout)
    start = -1 if M != 1 else 0
    return 1 - _places(M, start, 2 / _gaps(M, sym), kind, device, requires_grad).abs()


def general_cosine(
    M: int, *, a: Iterable[float], sym: bool = True, dtype: Any = None, layout: Any = None, device: Any = None,
    requires_grad: bool = False,
) -> Tensor:  # fmt: skip
    """`a[0] - a[1] cos(x) + a[2] cos(2x) - ...` over one period: (M,).

    Raises a TypeError if `a` is no list or tuple, a ValueError if it is empty.
    """
    kind = _checked("general_cosine", M, dtype, layout)
    if not isinstance(a, (list, tuple)):
        raise TypeError("Coefficients must be a list/tuple")
    if not a:
        raise ValueError("Coefficients cannot be empty")
    angle = _places(M, 0, 2 * math.pi / _gaps(M, sym), kind, device, requires_grad)
    if M == 1:
        return angle * 0 + 1
    total = angle * 0
    for i, weight in enumerate(a):
        total = total + (angle * i).cos() * (weight if i % 2 == 0 else -weight)
    return total


def general_hamming(
    M: int, *, alpha: float = 0.54, sym: bool = True, dtype: Any = None, layout: Any = None, device: Any = None,
    requires_grad: bool = False,
) -> Tensor:  # fmt: skip
    """`alpha - (1 - alpha) cos(x)` over one period: (M,)."""
    return general_cosine(
        M, a=[alpha, 1 - alpha], sym=sym, dtype=dtype, layout=layout, device=device, requires_grad=requires_grad
    )


def hamming(
    M: int, *, sym: bool = True, dtype: Any = None, layout: Any = None, device: Any = None, requires_grad: bool = False
) -> Tensor:
    """A raised cosine that does not quite end in 0: (M,)."""
    return general_hamming(M, sym=sym, dtype=dtype, layout=layout, device=device, requires_grad=requires_grad)


def hann(
    M: int, *, sym: bool = True, dtype: Any = None, layout: Any = None, device: Any = None, requires_grad: bool = False
) -> Tensor:
    """A raised cosine that ends in 0: (M,)."""
    return general_hamming(
        M, alpha=0.5, sym=sym, dtype=dtype, layout=layout, device=device, requires_grad=requires_grad
    )


def blackman(
    M: int, *, sym: bool = True, dtype: Any = None, layout: Any = None, device: Any = None, requires_grad: bool = False
) -> Tensor:
    """Two cosines, for lower side lobes than with one: (M,)."""
    return general_cosine(
        M, a=[0.42, 0.5, 0.08], sym=sym, dtype=dtype, layout=layout, device=device, requires_grad=requires_grad
    )


def nuttall(
    M: int, *, sym: bool = True, dtype: Any = None, layout: Any = None, device: Any = None, requires_grad: bool = False
) -> Tensor:
    """Three cosines, for the lowest side lobes of that many (Nuttall, 1981): (M,)."""
    return general_cosine(
        M, a=[0.3635819, 0.4891775, 0.1365995, 0.0106411], sym=sym, dtype=dtype, layout=layout, device=device,
        requires_grad=requires_grad,
    )  # fmt: skip


def cosine(
    M: int, *, sym: bool = True, dtype: Any = None, layout: Any = None, device: Any = None, requires_grad: bool = False
) -> Tensor:
    """One arch of a sine: (M,)."""
    kind = _checked("cosine", M, dtype, layout)
    step = math.pi / max(_gaps(M, sym) + 1 if M > 1 else M, 1)
    return _places(M, step / 2, step, kind, device, requires_grad).sin()


def exponential(
    M: int, *, center: float | None = None, tau: float = 1.0, sym: bool = True, dtype: Any = None, layout: Any = None,
    device: Any = None, requires_grad: bool = False,
) -> Tensor:  # fmt: skip
    """`exp(-abs(n - center) / tau)`: (M,); a symmetric one takes no `center`."""
    kind = _checked("exponential", M, dtype, layout)
    if tau <= 0:
        raise ValueError(f"Tau must be positive, got: {tau} instead.")
    if sym and center is not None:
        raise ValueError("Center must be None for symmetric windows")
    if center is None:
        center = (M if not sym and M > 1 else M - 1) / 2
    return (-_places(M, -center / tau, 1 / tau, kind, device, requires_grad).abs()).exp()


def gaussian(
    M: int, *, std: float = 1.0, sym: bool = True, dtype: Any = None, layout: Any = None, device: Any = None,
    requires_grad: bool = False,
) -> Tensor:  # fmt: skip
    """The bell curve of standard deviation `std`, 1 in the middle: (M,)."""
    kind = _checked("gaussian", M, dtype, layout)
    if std <= 0:
        raise ValueError(f"Standard deviation must be positive, got: {std} instead.")
    step = 1 / (std * math.sqrt(2))
    start = -(M if not sym and M > 1 else M - 1) / 2
    return (-(_places(M, start * step, step, kind, device, requires_grad) ** 2)).exp()


def kaiser(
    M: int, *, beta: float = 12.0, sym: bool = True, dtype: Any = None, layout: Any = None, device: Any = None,
    requires_grad: bool = False,
) -> Tensor:  # fmt: skip
    """Kaiser's window by the Bessel function I0; a larger `beta` is narrower (Kaiser, 1974): (M,)."""
    kind = _checked("kaiser", M, dtype, layout)
    if beta < 0:
        raise ValueError(f"beta must be non-negative, got: {beta} instead.")
    start = -beta if M != 1 else 0
    away = _places(M, start, 2 * beta / _gaps(M, sym), dtypes.float64, device, False)._data
    xp = NAMESPACES[type(away)]
    heights = xp.i0(xp.sqrt(xp.maximum(beta * beta - away * away, 0))) / xp.i0(xp.asarray(float(beta)))
    return wrap(heights.astype(kind.array), requires_grad)
