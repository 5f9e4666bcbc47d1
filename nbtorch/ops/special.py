"""Error, gamma and related functions, which NumPy lacks: published approximations, computed in float64."""

from __future__ import annotations

import math

import numpy

from ..autograd.op import composed, op
from ..backend.array import Array, Int
from .bessel_series import clenshaw
from .checks import refuses
from .pointwise import exp
from .samples import SIGNED, UNARY, Sample
from .trigonometry import cos, sin

# W. J. Cody, "Rational Chebyshev approximations for the error function", Math. Comp. 23 (1969): three ranges of |x|
_NEAR = (
    (
        1.85777706184603153e-1,
        3.16112374387056560e0,
        1.13864154151050156e2,
        3.77485237685302021e2,
        3.20937758913846947e3,
    ),
    (1.0, 2.36012909523441209e1, 2.44024637934444173e2, 1.28261652607737228e3, 2.84423683343917062e3),
)
_MIDDLE = (
    (2.15311535474403846e-8, 5.64188496988670089e-1, 8.88314979438837594e0, 6.61191906371416295e1,
     2.98635138197400131e2, 8.81952221241769090e2, 1.71204761263407058e3, 2.05107837782607147e3, 1.23033935479799725e3),
    (1.0, 1.57449261107098347e1, 1.17693950891312499e2, 5.37181101862009858e2, 1.62138957456669019e3,
     3.29079923573345963e3, 4.36261909014324716e3, 3.43936767414372164e3, 1.23033935480374942e3),
)  # fmt: skip
_FAR = (
    (1.63153871373020978e-2, 3.05326634961232344e-1, 3.60344899949804439e-1, 1.25781726111229246e-1,
     1.60837851487422766e-2, 6.58749161529837803e-4),
    (1.0, 2.56852019228982242e0, 1.87295284992346725e0, 5.27905102951428412e-1, 6.05183413124413191e-2,
     2.33520497626869185e-3),
)  # fmt: skip
_ROOT = 1 / math.sqrt(math.pi)


def _ratio(coefficients, x):
    """A quotient of polynomials, highest power first."""
    top, bottom = coefficients
    above, below = top[0], bottom[0]
    for a, b in zip(top[1:], bottom[1:], strict=True):
        above, below = above * x + a, below * x + b
    return above / below


def in_double(function):
    """Compute in float64, return in the input's precision."""

    def run(xp, input, *statics):
        return xp.asarray(function(xp, input.astype("float64"), *statics)).astype(input.dtype)

    return run


def _tail(xp, size):
    """`exp(size**2) * erfc(size)` for sizes above 0.46875."""
    middle = xp.where((size > 0.46) & (size <= 4), size, 1.0)
    far = xp.where(size > 4, size, 5.0)
    inverse = 1 / (far * far)
    distant = (_ROOT - inverse * _ratio(_FAR, inverse)) / far
    return xp.where(size <= 4, _ratio(_MIDDLE, middle), distant)


@in_double
def _erf(xp, x):
    size = xp.abs(x)
    near = xp.where(size <= 0.46875, x, 0.0)
    square = near * near
    beyond = 1 - xp.exp(-x * x) * _tail(xp, size)
    return xp.where(
        xp.isnan(x), x, xp.where(size <= 0.46875, near * _ratio(_NEAR, square), xp.where(x < 0, -beyond, beyond))
    )


# float32: erf(x) = tanh(x * q(x * x)), NumPy's tanh being its fastest function. q was fitted for the least relative
# error of erf over x <= 3.95, 1e-8; lowest power first, the first without 1.125, which is added to it exactly.
_TANGENT = (
    0.0033791782334446907, 0.10277217626571655, -0.00020670356752816588, -0.0005952097708359361, 6.923236651346087e-05,
    1.3681419659405947e-06, -1.2996659961572732e-06, 1.5765643013310182e-07, -8.575593568593831e-09,
    1.8172778559755187e-10,
)  # fmt: skip
_LEAD, _BOUND = numpy.float32(1.125), numpy.float32(3.95**2)
_PIECE = 1 << 13  # elements at a time: what is computed on the way stays in the cache


def _erf_single(xp, x):
    """To float32's precision, many times faster than by ranges."""
    flat = x.reshape(-1)
    out = xp.empty_like(flat)
    first, *rest = [numpy.float32(c) for c in _TANGENT]
    last = rest.pop()
    held, lead = xp.empty_like(flat[:_PIECE]), xp.empty_like(flat[:_PIECE])
    for start in range(0, flat.size, _PIECE):
        piece = flat[start : start + _PIECE]
        part, squares, linear = out[start : start + _PIECE], held[: piece.size], lead[: piece.size]
        xp.multiply(piece, piece, out=squares)
        xp.minimum(squares, _BOUND, out=squares)
        xp.multiply(squares, last, out=part)
        for coefficient in rest[::-1]:
            part += coefficient
            part *= squares
        part += first
        part *= piece
        part += xp.multiply(piece, _LEAD, out=linear)
        xp.tanh(part, out=part)
    return out.reshape(x.shape)


def _sharp_square(xp, x):
    """`exp(-x**2)`, the square split so that its rounding does not grow with x."""
    coarse = xp.trunc(x * 16) / 16
    return xp.exp(-coarse * coarse) * xp.exp(-(x - coarse) * (x + coarse))


@in_double
def _erfc(xp, x):
    size = xp.abs(x)
    near = xp.where(size <= 0.46875, x, 0.0)
    short = xp.where(xp.isfinite(size), xp.minimum(size, 30.0), 30.0)
    beyond = _sharp_square(xp, short) * _tail(xp, short)
    value = xp.where(size <= 0.46875, 1 - near * _ratio(_NEAR, near * near), xp.where(x < 0, 2 - beyond, beyond))
    return xp.where(xp.isnan(x), x, value)


# M. Giles, "Approximating the erfinv function" (GPU Computing Gems, 2011), then two steps of Halley's method
_CENTRE = (2.81022636e-08, 3.43273939e-07, -3.5233877e-06, -4.39150654e-06, 0.00021858087, -0.00125372503,
           -0.00417768164, 0.246640727, 1.50140941)  # fmt: skip
_EDGE = (-0.000200214257, 0.000100950558, 0.00134934322, -0.00367342844, 0.00573950773, -0.0076224613, 0.00943887047,
         1.00167406, 2.83297682)  # fmt: skip


def _polynomial(coefficients, x):
    value = coefficients[0]
    for c in coefficients[1:]:
        value = value * x + c
    return value


@in_double
def _erfinv(xp, y):
    inside = xp.where(xp.abs(y) < 1, y, 0.0)
    depth = -xp.log((1 - inside) * (1 + inside))
    centre, edge = (
        _polynomial(_CENTRE, xp.minimum(depth, 5) - 2.5),
        _polynomial(_EDGE, xp.sqrt(xp.maximum(depth, 5)) - 3),
    )
    x = xp.where(depth < 5, centre, edge) * inside
    for _ in range(8 if depth.size and float(depth.max()) > 15 else 2):  # Giles' polynomials end there
        far = xp.where(inside < 0, _erfc(xp, -x) - (1 + inside), (1 - inside) - _erfc(xp, x))  # loses no digit near 1
        over = xp.where(xp.abs(inside) < 0.5, _erf(xp, x) - inside, far)
        step = over / (2 * _ROOT * xp.exp(-x * x))
        x = x - step / (1 + x * step)
    return xp.where(xp.abs(y) < 1, x, xp.where(xp.abs(y) == 1, y * xp.inf, xp.nan))


_STIRLING = (1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156)  # Abramowitz & Stegun 6.1.41
_BERNOULLI = (1 / 12, -1 / 120, 1 / 252, -1 / 240, 1 / 132, -691 / 32760, 1 / 12)  # Abramowitz & Stegun 6.3.18
_SHIFT = 10  # from here on the asymptotic series is exact to float64


# lgamma(x) / ((x - 1) (x - 2)) over [0.5, 3] as a Chebyshev series, computed to 40 digits with mpmath 1.3
_LOW_GAMMA = (
    0.4969196496241282, -0.18983770295364127, 0.051642363278249136, -0.01620888582719529, 0.005480868756901195,
    -0.0019373470781938534, 0.0007048910082035581, -0.00026169697337740814, 9.861130565519249e-05,
    -3.7584856908988406e-05, 1.4455839828556131e-05, -5.6014342781194404e-06, 2.1839963102639326e-06,
    -8.560510993494189e-07, 3.3707703487176757e-07, -1.3325698991082197e-07, 5.286623421759879e-08,
    -2.1039026610571943e-08, 8.396346115994458e-09, -3.3593279703588836e-09, 1.347128417758247e-09,
    -5.413413585081661e-10, 2.179523895564128e-10, -8.790476934031152e-11, 3.551107466208523e-11,
    -1.4366889879916915e-11, 5.820523962016641e-12, -2.361128116146316e-12, 9.589528652171644e-13,
    -3.8990699504056754e-13, 1.5870109734168948e-13, -6.465854220933822e-14, 2.6367771020705008e-14,
    -1.0762152407586304e-14, 4.396243296659399e-15, -1.797221357503132e-15, 7.352595459272878e-16,
    -3.010110271283285e-16, 1.2331372609685956e-16, -5.054910883766592e-17, 2.073363598084663e-17,
    -8.509128175401906e-18, 3.494064241874014e-18, -1.4354970125753585e-18, 5.900507319336072e-19,
)  # fmt: skip


def _whole(xp, x):
    return (x <= 0) & (x == xp.floor(x))


@in_double
def _lgamma(xp, x):
    """Stirling's series above 10, reached by the recurrence; the reflection formula below 0.5."""
    reflected = x < 0.5
    z = xp.where(reflected, 1 - x, x)
    z = xp.where(xp.isfinite(z), z, 1.0)
    product = xp.ones_like(z)
    for _ in range(_SHIFT):
        low = z < _SHIFT
        product = xp.where(low, product * z, product)
        z = xp.where(low, z + 1, z)
    inverse = 1 / z
    series = _polynomial(_STIRLING[::-1], inverse * inverse) * inverse
    value = (z - 0.5) * xp.log(z) - z + 0.5 * math.log(2 * math.pi) + series - xp.log(product)
    start = xp.where(reflected, 1 - x, x)
    low = (start >= 0.5) & (start <= 3)
    if low.any():  # here are the zeros, near which a difference of large terms would lose its digits
        start = xp.where(low, start, 1.5)
        value = xp.where(low, clenshaw(_LOW_GAMMA, (start - 1.75) / 1.25) * (start - 1) * (start - 2), value)
    angle = xp.abs(xp.sin(math.pi * (x - xp.rint(x))))
    value = xp.where(reflected, xp.log(math.pi / angle) - value, value)
    exact = (x == 1) | (x == 2)
    return xp.where(exact, 0.0, xp.where(_whole(xp, x) | xp.isinf(x), xp.inf, xp.where(xp.isnan(x), x, value)))


@in_double
def _digamma(xp, x):
    reflected = x < 0
    z = xp.where(reflected, 1 - x, x)
    z = xp.where(xp.isfinite(z) & (z > 0), z, 1.0)
    total = xp.zeros_like(z)
    for _ in range(_SHIFT):
        low = z < _SHIFT
        total = xp.where(low, total - 1 / z, total)
        z = xp.where(low, z + 1, z)
    inverse = 1 / (z * z)
    value = total + xp.log(z) - 0.5 / z - inverse * _polynomial(_BERNOULLI[::-1], inverse)
    fraction = x - xp.rint(x)
    value = xp.where(reflected, value - math.pi / xp.tan(math.pi * fraction), value)
    value = xp.where(x == xp.inf, xp.inf, xp.where(_whole(xp, x), xp.nan, value))
    return xp.where(
        x == 0, xp.where(xp.signbit(x), xp.inf, -xp.inf), xp.where(xp.isnan(x) | (x == -xp.inf), xp.nan, value)
    )


@in_double
def _zeta(xp, x, n):
    """The sum of `(x + k)**-n` over k >= 0: terms, then Euler and Maclaurin's formula."""
    total = xp.zeros_like(x)
    low = xp.where(xp.isfinite(x), x, 1.0)
    count = int(max(_SHIFT - float(xp.min(low)), 0)) + 1 if x.size else 0
    for k in range(min(count, 10_000)):
        total = total + (low + k) ** -n
    z = low + min(count, 10_000)
    total = total + z ** (1 - n) / (n - 1) + 0.5 * z**-n
    rising, power, factorial = float(n), z ** (-n - 1), 2.0
    for k, bernoulli in enumerate((1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730, 7 / 6)):
        total = total + bernoulli / factorial * rising * power
        rising *= (n + 2 * k + 1) * (n + 2 * k + 2)
        factorial *= (2 * k + 3) * (2 * k + 4)
        power = power / (z * z)
    return xp.where(x == xp.inf, 0.0, xp.where(_whole(xp, x), xp.inf, xp.where(xp.isnan(x), x, total)))


# ---------------------------------------------------------------- the ops
@op(
    vjp={"input": lambda g, input: g * (exp(-input * input) * (2 * _ROOT))},
    check=refuses("erf_vml_cpu", "c"),
    promote="float",
    inplace=True,
    samples=SIGNED,
)
def erf(xp, input: Array):
    """The error function: the chance that a normal deviate lies within `input * sqrt(2)` of the mean."""
    return _erf_single(xp, input) if input.dtype == "float32" else _erf(xp, input)


@op(
    vjp={"input": lambda g, input: g * (exp(-input * input) * (-2 * _ROOT))},
    check=refuses("erfc_vml_cpu", "c"),
    promote="float",
    inplace=True,
    samples=SIGNED,
)
def erfc(xp, input: Array):
    """`1 - erf(input)`, exact in the tail."""
    return _erfc(xp, input)


@op(
    vjp={"input": lambda g, input: g * (exp(erfinv(input) ** 2) * (0.5 / _ROOT))},
    check=refuses("erfinv_vml_cpu", "c"),
    promote="float",
    inplace=True,
    samples=(Sample((3, 4), low=-0.95, high=0.95), Sample((), low=-0.9, high=0.9), Sample((0, 2))),
)
def erfinv(xp, input: Array):
    """The number whose error function is `input`."""
    return _erfinv(xp, input)


@op(
    vjp={"input": lambda g, input: g * digamma(input)},
    check=refuses("lgamma_vml_cpu", "c"),
    promote="float",
    inplace=True,
    samples=(*UNARY, Sample((3, 4), low=-2.9, high=-2.1)),
)
def lgamma(xp, input: Array):
    """The logarithm of the absolute value of the gamma function."""
    return _lgamma(xp, input)


@op(
    vjp={"input": lambda g, input: g * polygamma_of(input, 1)},
    check=refuses("digamma", "c"),
    promote="float",
    inplace=True,
    samples=(*UNARY, Sample((3, 4), low=-2.9, high=-2.1)),
)
def digamma(xp, input: Array):
    """The derivative of `lgamma`."""
    return _digamma(xp, input)


@op(vjp={"input": lambda g, input, n: g * polygamma_of(input, n + 1)}, promote="float", method=False, function=False,
    check=refuses("polygamma", "c"), grad_fn="PolygammaBackward0")  # fmt: skip
def polygamma_of(xp, input: Array, n):
    """The `n`-th derivative of digamma, for n >= 1."""
    n = (n + 2**31) % 2**32 - 2**31  # PyTorch counts in 32 bits
    factorial = math.gamma(n + 1) if 0 <= n <= 170 else math.inf
    return (factorial if n % 2 else -factorial) * _zeta(xp, input, n + 1)


@composed(method=False, out=True)
def polygamma(n: Int, input):
    """The `n`-th derivative of digamma."""
    if n < 0:
        raise RuntimeError("polygamma(n, x) does not support negative n.")
    return digamma(input) if n == 0 else polygamma_of(input, n)


def _sinc_slope(g, input):
    from .compare import where

    angle = input * math.pi
    safe = where(input == 0, 1.0, angle)
    return g * where(input == 0, 0.0, (angle * cos(angle) - sin(angle)) / (safe * safe) * math.pi)


@op(vjp={"input": _sinc_slope}, promote="float", inplace=True, samples=SIGNED)
def sinc(xp, input: Array):
    """`sin(pi * input) / (pi * input)`, 1 at 0."""
    angle = input * math.pi
    return xp.where(input == 0, 1, xp.sin(angle) / xp.where(input == 0, 1, angle))
