"""Incomplete gamma functions, Hurwitz' zeta and the gamma function of several dimensions."""

from __future__ import annotations

import math
from typing import Any

from ..autograd.op import composed, op
from ..backend.array import Array, Int
from .checks import refuses
from .pointwise import exp, log
from .special import _lgamma, lgamma

_EPSILON = 2.0**-53
_STEPS = 20_000  # more than either expansion takes for shapes up to ten million
_BERNOULLI = (1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730, 7 / 6, -3617 / 510, 43867 / 798, -174611 / 330,
              854513 / 138, -236364091 / 2730)  # fmt: skip
_STIRLING = (1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156)  # Abramowitz & Stegun 6.1.41


def underivable(name: str) -> Any:
    """A rule for an input that PyTorch has no derivative for."""

    def rule(g: Any) -> Any:
        raise NotImplementedError(f"the derivative for '{name}' is not implemented.")

    return rule


def _pair(xp: Any, first: Any, second: Any) -> tuple[Any, Any, Any]:
    """Both in float64, in one shape; and the dtype to return."""
    kind = first.dtype if hasattr(first, "dtype") else second.dtype
    return (*xp.broadcast_arrays(xp.asarray(first, "float64"), xp.asarray(second, "float64")), kind)


# ---------------------------------------------------------------- incomplete gamma
def _scale(xp: Any, a: Any, x: Any) -> Any:
    """`x^a exp(-x) / Gamma(a + 1)`, with few digits lost for large a: by Stirling's series and log(1 + mu) - mu."""
    large = a >= 10
    big = xp.where(large, a, 10.0)
    mu = xp.where(large, (x - big) / big, 0.0)
    close = xp.abs(mu) < 0.5
    t = xp.where(close, mu / (2 + mu), 0.0)
    odd = sum([2 * t ** (2 * k + 1) / (2 * k + 1) for k in range(24, 0, -1)])
    distance = xp.where(close, odd - mu * t, xp.log1p(xp.maximum(mu, -1)) - mu)
    inverse = 1 / big
    rest = sum([c * inverse ** (2 * k + 1) for k, c in enumerate(_STIRLING)])
    by_stirling = xp.exp(big * distance - rest) / xp.sqrt(2 * math.pi * big)
    small = xp.where(large, 1.0, a)
    plain = xp.exp(small * xp.log(x) - x - _lgamma(xp, small + 1))
    return xp.where(large, by_stirling, plain)


def _lower(xp: Any, a: Any, x: Any) -> Any:
    """P by its power series: Abramowitz & Stegun 6.5.29."""
    term = xp.ones_like(a)
    total = xp.ones_like(a)
    for k in range(1, _STEPS):
        term = term * x / (a + k)
        total = total + term
        if (term <= total * _EPSILON).all():
            break
    return total * _scale(xp, a, x)


def _upper_near(xp: Any, a: Any, x: Any) -> Any:
    """Q for small x, where 1 - P would lose digits: `1 - x^a / Gamma(a + 1) * (1 + ...)`."""
    term, total = xp.ones_like(a), xp.zeros_like(a)
    for k in range(1, 60):
        term = term * -x / k
        total = total + term / (a + k)
    logarithm = a * xp.log(x) - _lgamma(xp, a + 1)
    return -xp.expm1(logarithm) - xp.exp(logarithm) * a * total


def _upper(xp: Any, a: Any, x: Any) -> Any:
    """Q by its continued fraction: Abramowitz & Stegun 6.5.31, in Lentz' form."""
    b = x + 1 - a
    c, d = xp.full_like(a, 1e300), 1 / b
    total, last = d, _STEPS
    for k in range(1, _STEPS):
        factor = -k * (k - a)
        b = b + 2
        d = factor * d + b
        d = 1 / xp.where(xp.abs(d) < 1e-300, 1e-300, d)
        c = b + factor / c
        c = xp.where(xp.abs(c) < 1e-300, 1e-300, c)
        total = total * (d * c)
        if last == _STEPS and (xp.abs(d * c - 1) < 8 * _EPSILON).all():
            last = 3 * k // 2 + 4  # small steps may still add up
        if k >= last:
            break
    return _scale(xp, a, x) * a * total


def _regularised(xp: Any, a: Any, x: Any, upper: bool) -> Any:
    a, x, kind = _pair(xp, a, x)
    shape = a.shape
    a, x = a.reshape(-1), x.reshape(-1)
    inner = (a > 0) & (x > 0) & (a < xp.inf) & (x < xp.inf)
    zero = xp.where(x < 0, xp.nan, xp.where(x == 0, 1.0, 0.0))  # Q at the rim
    rim = xp.where(a == 0, xp.where(x > 0, 0.0, xp.nan), zero)
    rim = xp.where(xp.isnan(x) | (xp.isnan(a) & (x != 0) & (x != xp.inf)), xp.nan, rim)
    rim = xp.where(xp.isinf(a), xp.where(xp.isinf(x), xp.nan, 1.0), rim)
    rim = xp.where((a < 0) | (x < 0), xp.nan, rim)
    out = rim if upper else 1 - rim
    tiny = inner & (x < 1.1) & (x * 1.1 > a)
    below = x <= xp.where(a > 1, a + xp.minimum(3, a / 2), 1.1)
    ranges = (
        (inner & ~tiny & below, _lower, False),
        (tiny, _upper_near, True),
        (inner & ~tiny & ~below, _upper, True),
    )
    for where, function, above in ranges:
        if where.any():
            value = function(xp, a[where], x[where])
            if function is _upper_near and not upper:
                value, above = _lower(xp, a[where], x[where]), False
            out[where] = value if above == upper else 1 - value
    return out.reshape(shape).astype(kind)


def _gamma_density(g: Any, input: Any, other: Any) -> Any:
    return g * exp((input - 1) * log(other) - other - lgamma(input))


def _tensors(name: str) -> Any:
    def check(input: Any, other: Any) -> None:
        for position, (word, value) in enumerate((("input", input), ("other", other)), 1):
            if not hasattr(value, "dtype"):
                raise TypeError(
                    f"{name}(): argument '{word}' (position {position}) must be Tensor, not {type(value).__name__}"
                )

    return check


@op(vjp={"input": underivable("igamma: input"), "other": _gamma_density}, promote="common", method=False,
    function=False, check=refuses("igamma_cpu", "biuc"), refuses=_tensors("igamma"),
    grad_fn="IgammaBackward0")  # fmt: skip
def lower_gamma(xp, input: Array, other: Array):
    """The lower incomplete gamma function of shape `input` at `other`, divided by the whole."""
    return _regularised(xp, input, other, False)


@op(vjp={"input": underivable("igammac: input"), "other": lambda g, input, other: -_gamma_density(g, input, other)},
    promote="common", method=False, function=False, check=refuses("igammac_cpu", "biuc"), refuses=_tensors("igammac"),
    grad_fn="IgammacBackward0")  # fmt: skip
def upper_gamma(xp, input: Array, other: Array):
    """The upper incomplete gamma function of shape `input` at `other`, divided by the whole."""
    return _regularised(xp, input, other, True)


@composed(inplace=True, out=True)
def igamma(input: Array, other: Array):
    """The lower incomplete gamma function of shape `input` at `other`, divided by the whole."""
    return lower_gamma.call(input, other)


@composed(inplace=True, out=True)
def igammac(input: Array, other: Array):
    """The upper incomplete gamma function of shape `input` at `other`, divided by the whole."""
    return upper_gamma.call(input, other)


# ---------------------------------------------------------------- zeta
def _hurwitz(xp: Any, x: Any, q: Any) -> Any:
    """Terms up to 9, then Euler and Maclaurin's formula: Abramowitz & Stegun 23.1.30."""
    x, q, kind = _pair(xp, x, q)
    good = (x > 1) & ((q > 0) | ((q != xp.floor(q)) & (x == xp.floor(x)))) & xp.isfinite(x) & xp.isfinite(q)
    s, a = xp.where(good, x, 2.0), xp.where(good, q, 1.0)
    total = xp.zeros_like(s)
    for k in range(int(min(max(10 - float(a.min()), 9), _STEPS)) if a.size else 0):
        low = (a <= 9) | (k < 9)
        total = xp.where(low, total + a**-s, total)
        a = xp.where(low, a + 1, a)
    power = a**-s
    total = total + power * a / (s - 1) + 0.5 * power
    rising, power = s, power / a
    for k, bernoulli in enumerate(_BERNOULLI):
        total = total + bernoulli / math.factorial(2 * k + 2) * rising * power
        rising = rising * (s + 2 * k + 1) * (s + 2 * k + 2)
        power = power / (a * a)
    rim = xp.where((x == 1) | ((q <= 0) & (q == xp.floor(q)) & ~(x < 1)), xp.inf, xp.nan)
    ends = (x == xp.inf) & xp.isfinite(q)  # above 1 PyTorch multiplies 0 and infinity
    rim = xp.where(ends, xp.where(q < 1, xp.inf, xp.where(q == 1, 1.0, xp.nan)), rim)
    return xp.where(good, total, rim).astype(kind)


def _zeta_slope(g: Any, input: Any, other: Any) -> Any:
    return g * -input * zeta(input + 1.0, other)


@op(vjp={"input": underivable("zeta"), "other": _zeta_slope}, promote="float", method=False, function=False,
    check=refuses("zeta_cpu", "hc"),
    grad_fn="SpecialZetaBackward0")  # fmt: skip
def zeta(xp, input: Array, other: Array):
    """Hurwitz' zeta function: the sum of `(other + k) ** -input` over k >= 0."""
    return _hurwitz(xp, input, other)


# ---------------------------------------------------------------- several dimensions
_MOST = 2**28  # terms of `mvlgamma`, which PyTorch lays out side by side


@composed(inplace=True, out=True)
def mvlgamma(input, p: Int):
    """The logarithm of the gamma function of `p` dimensions."""
    if p < 1:
        raise RuntimeError("p has to be greater than or equal to 1")
    if input._data.dtype == bool:
        raise RuntimeError("The input tensor may not be a boolean tensor.")
    refuses("arange_cpu", "c")(input._data)
    if p > _MOST:
        raise RuntimeError(f"DefaultCPUAllocator: can't allocate memory: mvlgamma() of {p} terms")
    input = input if input.is_floating_point() else input.float()
    total = lgamma(input)
    for j in range(1, p):
        total = total + lgamma(input - j / 2)
    return total + p * (p - 1) / 4 * math.log(math.pi)
