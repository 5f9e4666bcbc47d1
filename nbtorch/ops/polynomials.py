"""Orthogonal polynomials by their recurrences: Abramowitz & Stegun, table 22.7; no derivatives, as in PyTorch."""

from __future__ import annotations

from typing import Any

from ..autograd.op import op
from ..backend.array import Array
from .checks import refuses
from .samples import Sample

_SAMPLES = (Sample((3, 4), 5, low=-1.5, high=1.5), Sample((3, 4), 12, low=-1.5, high=1.5))


def _broadcast(xp: Any, input: Any, n: Any) -> tuple[Any, Any]:
    """Both as arrays of one shape; degrees as whole numbers."""
    kind = getattr(input, "dtype", None) or n.dtype
    x, degree = xp.broadcast_arrays(xp.asarray(input, kind), xp.asarray(n))
    return x, xp.trunc(degree).astype("int64")


def _climbed(xp: Any, n: Any, first: Any, second: Any, following: Any) -> Any:
    """The recurrence up to each element's degree: `following(k, p_k, p_(k-1))` is p_(k+1); 0 below degree 0."""
    out = xp.where(n == 0, first, xp.where(n == 1, second, first * 0))
    before, now = first, second
    for k in range(1, int(n.max()) if n.size else 0):
        before, now = now, following(k, now, before)
        out = xp.where(n == k + 1, now, out)
    return out


def _even(n: Any) -> Any:
    return n % 2 == 0


def _chebyshev(kind: str, shifted: bool) -> Any:
    """Chebyshev polynomials of one of four kinds: by angles at high degrees, as in PyTorch: no errors add up."""
    from_angle = {"t": 6, "u": 6 if shifted else 8, "v": 6 if shifted else 8, "w": 4 if shifted else 8}[kind]

    def forward(xp: Any, input: Any, n: Any) -> Any:
        x, n = _broadcast(xp, input, n)
        y = x + x - 1 if shifted else x
        one = xp.ones_like(x)
        second = {"t": y, "u": y + y, "v": y + y - 1, "w": y + y + 1}[kind]
        ends = xp.abs(y) == 1
        angled = (n > from_angle) & (xp.abs(y) < 1)
        out = _climbed(xp, xp.where(ends | angled, 0, n), one, second, lambda k, now, before: (y + y) * now - before)
        out = xp.where(ends, _at_ends(xp, kind, y, n), out)
        if angled.any():
            out = xp.where(angled, _by_angle(xp, kind, xp.where(angled, y, 0), n), out)
        return xp.where(n < 0, 0, out).astype(x.dtype)

    return forward


def _at_ends(xp: Any, kind: str, y: Any, n: Any) -> Any:
    """The values at -1 and 1."""
    plus = {"t": n * 0 + 1, "u": n + 1, "v": n * 0 + 1, "w": 2 * n + 1}[kind]
    minus = {"t": n * 0 + 1, "u": n + 1, "v": 2 * n + 1, "w": n * 0 + 1}[kind]
    return xp.where(y > 0, plus, xp.where(_even(n), minus, -minus))


def _by_angle(xp: Any, kind: str, y: Any, n: Any) -> Any:
    angle = xp.arccos(y)
    n = n.astype(y.dtype)
    if kind == "t":
        return xp.cos(n * angle)
    if kind == "u":
        return xp.sin((n + 1) * angle) / xp.sin(angle)
    middle = (n + y.dtype.type(0.5)) * angle
    half = angle / 2
    return xp.cos(middle) / xp.cos(half) if kind == "v" else xp.sin(middle) / xp.sin(half)


def _hermite(scale: int) -> Any:
    def forward(xp: Any, input: Any, n: Any) -> Any:
        x, n = _broadcast(xp, input, n)
        limit = 512 if x.dtype == "float64" else 128  # PyTorch gives NaN beyond
        out = _climbed(
            xp, xp.where(n > limit, 0, n), xp.ones_like(x), scale * x,
            lambda k, now, before: scale * x * now - scale * k * before,
        )  # fmt: skip
        return xp.where(n > limit, xp.nan, out).astype(x.dtype)

    return forward


def _laguerre(xp: Any, input: Any, n: Any) -> Any:
    x, n = _broadcast(xp, input, n)
    out = _climbed(
        xp, xp.where(x == 0, xp.minimum(n, 0), n), xp.ones_like(x), 1 - x,
        lambda k, now, before: ((2 * k + 1 - x) * now - k * before) / (k + 1),
    )  # fmt: skip
    return out.astype(x.dtype)


def _legendre(xp: Any, input: Any, n: Any) -> Any:
    x, n = _broadcast(xp, input, n)
    ends = xp.abs(x) == 1
    out = _climbed(
        xp, xp.where(ends, xp.minimum(n, 0), n), xp.ones_like(x), x,
        lambda k, now, before: ((2 * k + 1) * x * now - k * before) / (k + 1),
    )  # fmt: skip
    return xp.where(ends & (n >= 0), xp.where((x > 0) | _even(n), 1, -1), out).astype(x.dtype)


def _polynomial(name: str, doc: str, function: Any) -> Any:
    def forward(xp, input: Array, n: Array):
        return function(xp, input, n)

    forward.__name__, forward.__doc__ = name, f"{doc} polynomial of degree `n`, broadcast; 0 for a negative degree."
    check = refuses(f"{name}_cpu", "hc")
    return op(promote="float", method=False, function=False, check=check, samples=_SAMPLES)(forward)


_KINDS = {"t": "first", "u": "second", "v": "third", "w": "fourth"}
chebyshev_polynomial_t, chebyshev_polynomial_u, chebyshev_polynomial_v, chebyshev_polynomial_w = [
    _polynomial(f"chebyshev_polynomial_{k}", f"The Chebyshev, {word} kind,", _chebyshev(k, False))
    for k, word in _KINDS.items()
]
(
    shifted_chebyshev_polynomial_t,
    shifted_chebyshev_polynomial_u,
    shifted_chebyshev_polynomial_v,
    shifted_chebyshev_polynomial_w,
) = [
    _polynomial(
        f"shifted_chebyshev_polynomial_{k}", f"The Chebyshev, {word} kind, at `2 * input - 1`,", _chebyshev(k, True)
    )
    for k, word in _KINDS.items()
]
hermite_polynomial_h = _polynomial("hermite_polynomial_h", "The physicists' Hermite", _hermite(2))
hermite_polynomial_he = _polynomial("hermite_polynomial_he", "The probabilists' Hermite", _hermite(1))
laguerre_polynomial_l = _polynomial("laguerre_polynomial_l", "The Laguerre", _laguerre)
legendre_polynomial_p = _polynomial("legendre_polynomial_p", "The Legendre", _legendre)
