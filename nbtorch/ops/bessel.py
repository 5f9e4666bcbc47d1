"""Bessel functions of order 0 and 1, plain, modified, scaled and spherical, and Airy's function.

Near 0 by Chebyshev series; beyond, by series in the inverse for what is left of the asymptotic form (Abramowitz &
Stegun 9.2.1-9.2.10, 9.7.1-9.7.2, 10.4.59-10.4.64). Everything is computed in float64. PyTorch 2.13's float64 J, Y and
Ai are off by up to 3e-6 where they oscillate; these here are right.
"""

from __future__ import annotations

import math
from typing import Any

from ..autograd.op import op
from ..backend.array import Array
from . import bessel_series as series
from .bessel_series import clenshaw
from .checks import refuses
from .compare import where
from .pointwise import abs, sgn
from .samples import SIGNED
from .special import in_double

_WAVE = math.sqrt(2 / math.pi)


def _near_or_far(xp: Any, near: Any, inside: Any, outside: Any) -> Any:
    """`inside()` where `near`, else `outside()`; neither is computed for no element."""
    if near.all():
        return inside()
    return xp.where(near, inside(), outside()) if near.any() else outside()


# ---------------------------------------------------------------- modified, of the first kind
def _scaled_i(xp: Any, size: Any, near: Any, far: Any) -> Any:
    """The part of `exp(-size) * I(size)` that the two series hold."""
    close = size <= 8
    return _near_or_far(
        xp,
        close,
        lambda: clenshaw(near, xp.where(close, size, 0) / 4 - 1),
        lambda: clenshaw(far, 16 / xp.where(close, 8, size) - 1) / xp.sqrt(xp.where(close, 8, size)),
    )


def _i0e(xp: Any, x: Any) -> Any:
    return _scaled_i(xp, xp.abs(x), series.I0_NEAR, series.I0_FAR)


def _i1e(xp: Any, x: Any) -> Any:
    size = xp.abs(x)
    part = _scaled_i(xp, size, series.I1_NEAR, series.I1_FAR)
    return xp.where(size <= 8, part * x, xp.copysign(part, x))


def _by_quotient(value: Any, other: Any, input: Any) -> Any:
    """`value - other / input`, and one half at 0."""
    zero = input == 0
    return where(zero, 0.5, value - other / where(zero, 1.0, input))


@op(vjp={"input": lambda g, input: g * i1(input)}, promote="float", inplace=True,
    check=refuses("i0_vml_cpu", "c"), samples=SIGNED)  # fmt: skip
def i0(xp, input: Array):
    """The modified Bessel function of the first kind, order 0."""
    return in_double(lambda xp, x: xp.exp(xp.abs(x)) * _i0e(xp, x))(xp, input)


@op(vjp={"input": lambda g, input, out: g * (i1e(input) - sgn(input) * out)}, promote="float", method=False,
    function=False, samples=SIGNED, check=refuses("i0e_cpu", "c"),
    grad_fn="SpecialI0EBackward0")  # fmt: skip
def i0e(xp, input: Array):
    """`exp(-|input|) * i0(input)`."""
    return in_double(_i0e)(xp, input)


@op(vjp={"input": lambda g, input, out: g * _by_quotient(i0(input), out, input)}, promote="float", method=False,
    function=False, samples=SIGNED, check=refuses("i1_cpu", "c"),
    grad_fn="SpecialI1Backward0")  # fmt: skip
def i1(xp, input: Array):
    """The modified Bessel function of the first kind, order 1."""
    return in_double(lambda xp, x: xp.exp(xp.abs(x)) * _i1e(xp, x))(xp, input)


@op(vjp={"input": lambda g, input, out: g * (_by_quotient(i0e(input), out, input) - abs(out))}, promote="float",
    method=False, function=False, samples=SIGNED, check=refuses("i1e_cpu", "c"),
    grad_fn="SpecialI1EBackward0")  # fmt: skip
def i1e(xp, input: Array):
    """`exp(-|input|) * i1(input)`."""
    return in_double(_i1e)(xp, input)


def _plain(name: str, doc: str, function: Any) -> Any:
    """An op without a derivative, as PyTorch's."""

    def forward(xp, input: Array):
        return in_double(function)(xp, input)

    forward.__name__, forward.__doc__ = name, doc
    return op(promote="float", method=False, function=False, check=refuses(f"{name}_cpu", "hc"))(forward)


modified_bessel_i0 = _plain(
    "modified_bessel_i0", "The modified Bessel function of the first kind, order 0.",
    lambda xp, x: xp.exp(xp.abs(x)) * _i0e(xp, x),
)  # fmt: skip
modified_bessel_i1 = _plain(
    "modified_bessel_i1", "The modified Bessel function of the first kind, order 1.",
    lambda xp, x: xp.exp(xp.abs(x)) * _i1e(xp, x),
)  # fmt: skip


# ---------------------------------------------------------------- modified, of the second kind
def _modified_k(order: int, scaled: bool) -> Any:
    near_series = (series.K0_NEAR, series.K1_NEAR)[order]
    far_series = (series.K0_FAR, series.K1_FAR)[order]

    def near(xp: Any, x: Any) -> Any:
        rest = clenshaw(near_series, x * x / 2 - 1)
        grown = xp.exp(x) * (_i0e, _i1e)[order](xp, x) * xp.log(x / 2)
        value = rest - grown if order == 0 else rest / x + grown
        return value * xp.exp(x) if scaled else value

    def far(xp: Any, x: Any) -> Any:
        value = clenshaw(far_series, 4 / x - 1) / xp.sqrt(x)
        return value if scaled else value * xp.exp(-x)

    def function(xp: Any, x: Any) -> Any:
        close = x <= 2
        value = _near_or_far(
            xp,
            close,
            lambda: near(xp, xp.where(close & (x > 0), x, 1)),
            lambda: far(xp, xp.where(close | xp.isnan(x), 2, x)),
        )
        return xp.where(x > 0, value, xp.where(x == 0, xp.inf, xp.nan))

    return function


_K = "odified Bessel function of the second kind, order"
modified_bessel_k0 = _plain("modified_bessel_k0", f"The m{_K} 0.", _modified_k(0, False))
modified_bessel_k1 = _plain("modified_bessel_k1", f"The m{_K} 1.", _modified_k(1, False))
_SCALED = f"`exp(input)` times the m{_K}"
scaled_modified_bessel_k0 = _plain("scaled_modified_bessel_k0", f"{_SCALED} 0.", _modified_k(0, True))
scaled_modified_bessel_k1 = _plain("scaled_modified_bessel_k1", f"{_SCALED} 1.", _modified_k(1, True))


# ---------------------------------------------------------------- of the first and second kind
def _between_zeros(square: Any, zeros: Any) -> Any:
    """The product of the distances of `square` to squared zeros, each in two parts so that no digit is lost there."""
    product = 1.0
    for high, low in zeros:
        product = product * (square - high - low)
    return product


def _j(order: int, xp: Any, x: Any) -> Any:
    """J of 0 <= x <= 8."""
    square = x * x
    table, zeros = ((series.J0_NEAR, series.J0_ZEROS), (series.J1_NEAR, series.J1_ZEROS))[order]
    value = clenshaw(table, square / 32 - 1) * _between_zeros(square, zeros)
    return value if order == 0 else value * x


def _waves(order: int, xp: Any, x: Any) -> tuple[Any, Any, Any]:
    """The amplitudes of cosine and sine for x > 8, and cos and sin of the phase."""
    t = 128 / (x * x) - 1
    p, q = ((series.P0, series.Q0), (series.P1, series.Q1))[order]
    c, s = xp.cos(x), xp.sin(x)
    half = math.sqrt(0.5)  # the phase is x - pi / 4, or a quarter turn behind it
    turned = ((c + s) * half, (s - c) * half) if order == 0 else ((s - c) * half, (-s - c) * half)
    scale = _WAVE / xp.sqrt(x)
    return scale * clenshaw(p, t), scale * clenshaw(q, t) * 8 / x, turned


def _first_kind(order: int) -> Any:
    def function(xp: Any, x: Any) -> Any:
        size = xp.abs(x)
        close = size <= 8

        def far() -> Any:
            p, q, (c, s) = _waves(order, xp, xp.where(close, 9, size))
            return p * c - q * s

        value = _near_or_far(xp, close, lambda: _j(order, xp, xp.where(close, size, 1)), far)
        return value if order == 0 else xp.copysign(1, x) * value

    return function


def _second_kind(order: int) -> Any:
    def function(xp: Any, x: Any) -> Any:
        close = x <= 8

        def near() -> Any:
            safe = xp.where(close & (x > 0), x, 1)
            rest = clenshaw((series.Y0_NEAR, series.Y1_NEAR)[order], safe * safe / 32 - 1)
            wave = xp.log(safe) * _j(order, xp, safe)
            return rest + 2 / math.pi * wave if order == 0 else rest * safe + 2 / math.pi * (wave - 1 / safe)

        def far() -> Any:
            p, q, (c, s) = _waves(order, xp, xp.where(x > 8, x, 9))
            return p * s + q * c

        value = _near_or_far(xp, close, near, far)
        return xp.where((x > 0) & (x < xp.inf), value, xp.where(x == 0, -xp.inf, xp.nan))

    return function


bessel_j0 = _plain("bessel_j0", "The Bessel function of the first kind, order 0.", _first_kind(0))
bessel_j1 = _plain("bessel_j1", "The Bessel function of the first kind, order 1.", _first_kind(1))
bessel_y0 = _plain("bessel_y0", "The Bessel function of the second kind, order 0.", _second_kind(0))
bessel_y1 = _plain("bessel_y1", "The Bessel function of the second kind, order 1.", _second_kind(1))


def _spherical(xp: Any, x: Any) -> Any:
    square = x * x
    small = xp.abs(x) < 0.5
    near = xp.ones_like(x)
    for k in range(8, 0, -1):  # Taylor's series
        near = 1 - square / (2 * k * (2 * k + 1)) * near
    far = xp.where(xp.isinf(x), 0, xp.sin(x) / xp.where(small, 1, x))
    return xp.where(small, near, far)


spherical_bessel_j0 = _plain("spherical_bessel_j0", "`sin(input) / input`, 1 at 0.", _spherical)


# ---------------------------------------------------------------- Airy
_EDGE = 2 / 3 * 2**1.5  # zeta = 2/3 |x|^(3/2) at |x| = 2, where the asymptotic forms take over


def _airy(xp: Any, x: Any) -> Any:
    size = xp.abs(x)
    middle, above = size <= 2, x > 2
    big = xp.where(middle | xp.isnan(x), 2, size)
    root = xp.sqrt(big)
    zeta = 2 / 3 * big * root
    u = _EDGE / zeta
    quarter = math.sqrt(math.pi) * xp.sqrt(root)
    falling = xp.exp(-zeta) * clenshaw(series.AI_ABOVE, 2 * u - 1) / (2 * quarter)
    t = 2 * u * u - 1
    c, s = xp.cos(zeta), xp.sin(zeta)
    half = math.sqrt(0.5)
    sine, cosine = (c + s) * half, (c - s) * half
    waves = (sine * clenshaw(series.AI_SINE, t) - cosine * u * clenshaw(series.AI_COSINE, t)) / quarter
    near = clenshaw(series.AI_NEAR, xp.where(middle, x, 0) / 2)
    value = xp.where(middle, near, xp.where(above, falling, waves))
    return xp.where(xp.isfinite(x), value, xp.nan)


airy_ai = _plain("airy_ai", "Airy's function Ai, a solution of y'' = xy that falls off for positive x.", _airy)
