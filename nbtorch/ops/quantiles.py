"""Quantiles, by sorting and interpolating between neighbours."""

from __future__ import annotations

from ..autograd.arguments import overloaded, real_of
from ..autograd.op import composed
from ..backend.array import Flag, Int
from .choose import where
from .create import as_tensor
from .dimension import dimension
from .gather import gather

_BETWEEN = ("linear", "lower", "higher", "midpoint", "nearest")


def _checked(name, input, q, interpolation, dim):
    if not hasattr(q, "_node"):
        q = overloaded(name, real_of, q, input)
    if input._data.dtype not in ("float32", "float64"):
        raise RuntimeError(f"{name}() input tensor must be either float or double dtype")
    if input.numel() == 0:
        raise RuntimeError(f"{name}() input tensor must be non-empty")
    if interpolation not in _BETWEEN:
        raise RuntimeError(
            f"{name}() interpolation must be one of linear, lower, higher, midpoint or nearest, but got {interpolation}"
        )
    if dim is not None:
        dimension(dim, input.ndim)
    if not hasattr(q, "_node"):
        if not 0 <= q <= 1:
            raise RuntimeError(f"{name}() q must be in the range [0, 1] but got {q:g}")
        return as_tensor(q, dtype=input.dtype, device=input.device)
    if q.ndim > 1:
        raise RuntimeError(f"{name}() q must be a scalar or 1D tensor")
    if q._data.dtype != input._data.dtype:
        raise RuntimeError(f"{name}() q tensor must be same dtype as the input tensor")
    if not bool(((q >= 0) & (q <= 1)).all()):
        raise RuntimeError(f"{name}() q values must be in the range [0, 1]")
    return q


def _quantile(name, input, q, dim, keepdim, interpolation, skip_nan):
    q = _checked(name, input, q, interpolation, dim)
    at = 0 if dim is None else dimension(dim, input.ndim)
    flat = input.reshape(-1) if dim is None else input
    flat = flat.reshape(1) if flat.ndim == 0 else flat
    ordered = flat.transpose(at, -1).sort(-1)[0]  # (..., n)
    n = ordered.shape[-1]
    numbers = (ordered == ordered).sum(-1, True).to(input.dtype)
    last = numbers - 1 if skip_nan else numbers * 0 + (n - 1)
    rank = q.reshape(-1) * last.clamp(min=0)  # (..., Q)
    if not skip_nan:
        rank = where(numbers < n, n - 1, rank)  # NaN sorts last: it is the answer
    if interpolation != "linear" and interpolation != "midpoint":
        rank = {"lower": rank.floor, "higher": rank.ceil, "nearest": rank.round}[interpolation]()
    below = rank.detach().floor()
    low, high = [gather(ordered, -1, place.long()) for place in (below, rank.detach().ceil())]
    if interpolation == "midpoint":
        out = low.lerp(high, (rank != below).to(rank.dtype) * 0.5)
    else:
        out = low.lerp(high, rank - below)
    if input.ndim == 0:
        return out.squeeze(0) if q.ndim == 0 else out
    out = out.transpose(at, -1)
    if dim is None:
        out = out.reshape((-1,) + ((1,) * input.ndim if keepdim else ()))
        return out if q.ndim else out.squeeze(0)
    if q.ndim:
        out = out.unsqueeze(0).transpose(0, at + 1)
        return out if keepdim else out.squeeze(at + 1)
    return out if keepdim else out.squeeze(at)


@composed(out=True)
def quantile(input, q, dim: Int = None, keepdim: Flag = False, *, interpolation="linear"):
    """The value below which the fraction `q` of the elements lies; a vector `q` comes first in the shape."""
    return _quantile("quantile", input, q, dim, keepdim, interpolation, False)


@composed(out=True)
def nanquantile(input, q, dim: Int = None, keepdim: Flag = False, *, interpolation="linear"):
    """The quantile of what is not NaN."""
    return _quantile("nanquantile", input, q, dim, keepdim, interpolation, True)
