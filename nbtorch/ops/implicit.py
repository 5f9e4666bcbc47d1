"""Draws from gamma and Dirichlet distributions, and how they move with the parameters they were drawn by.

The derivative of a draw is implicit: ``-(d cdf / d parameter) / density`` (Figurnov, Mohamed and Mnih 2018). Where
series do not reach, PyTorch fits rational functions; for its gradients we take its coefficients (see NOTICE).
"""

from __future__ import annotations

from ..autograd.op import op
from ..backend import device as devices
from ..backend.array import Array
from .random import filled, stream
from .reduce import sum
from .special import _digamma

_GAMMA = (
    ((0.16009398, -0.094634809, 0.025146376, -0.0030648343), (1, 0.32668115, 0.10406089, 0.0014179084)),
    ((0.53487893, 0.1298071, 0.065735949, -0.0015649758), (0.16639465, 0.020070113, -0.0035938915, -0.00058392623)),
    ((0.040121004, -0.0065914022, -0.0026286047, -0.0013441777),
     (0.017050642, -0.0021309326, 0.00085092367, -1.5247877e-07)),
)  # fmt: skip
_BETA_TOP = (
    ((1.003668233, -0.01061107488, -0.0657888334, 0.01201642863),
     (0.6336835991, -0.3557432599, 0.05486251648, -0.001465281033),
     (-0.03276231906, 0.004474107445, 0.002429354597, -0.0001557569013)),
    ((0.221950385, -0.3187676331, 0.01799915743, 0.01074823814),
     (-0.2951249643, 0.06219954479, 0.01535556598, 0.001550077057),
     (0.02155310298, 0.004170831599, 0.001292462449, 6.976601077e-05)),
    ((-0.05980841433, 0.008441916499, 0.01085618172, 0.002319392565),
     (0.02911413504, 0.01400243777, -0.002721828457, 0.000751041181),
     (0.005900514878, -0.001936558688, -9.495446725e-06, 5.385558597e-05)),
)  # fmt: skip
_BETA_BOTTOM = (
    ((1, -0.02924021934, -0.04438342661, 0.007285809825),
     (0.6357567472, -0.3473456711, 0.05454656494, -0.002407477521),
     (-0.03301322327, 0.004845219414, 0.00231480583, -0.0002307248149)),
    ((0.5925320577, -0.1757678135, 0.01505928619, 0.000564515273),
     (0.1014815858, -0.06589186703, 0.01272886114, -0.0007316646956),
     (-0.007258481865, 0.001096195486, 0.0003934994223, -4.12701925e-05)),
    ((0.06469649321, -0.0236701437, 0.002902096474, -5.896963079e-05),
     (0.001925008108, -0.002869809258, 0.0008000589141, -6.063713228e-05),
     (-0.0003477407336, 6.959756487e-05, 1.097287507e-05, -1.650964693e-06)),
)  # fmt: skip


def _rising(coefficients, x):
    """A polynomial, lowest power first."""
    value = coefficients[-1]
    for coefficient in coefficients[-2::-1]:
        value = value * x + coefficient
    return value


def _pieces(xp, cases, *values):
    """Each case, (mask, function), computed on the elements of its mask alone; the first that applies counts."""
    out = xp.zeros_like(values[0])
    left = xp.ones(out.shape, bool)
    for mask, function in cases:
        chosen = left & mask
        if chosen.any():
            out[chosen] = function(xp, *[value[chosen] for value in values])
        left = left & ~mask
    return out


# ---------------------------------------------------------------- gamma
def _gamma_low(xp, shape, x):
    """Taylor's series of the incomplete gamma function about 0."""
    term, plain, squared = 1.0, 1 / shape, 1 / (shape * shape)
    for k in range(1, 6):
        term = term * (-x / k)
        plain = plain + term / (shape + k)
        squared = squared + term / ((shape + k) * (shape + k))
    slope = (xp.log(x) - _digamma(xp, shape)) * plain - squared  # of the integral, by the shape, over x ** shape
    value = -slope * x * xp.exp(x)
    return xp.where(xp.isnan(value), 0.0, value)


def _gamma_saddle(xp, shape, x):
    """The saddle point expansion of Lugannani and Rice, for great shapes."""
    apart = xp.where(x == shape, 1.0, shape - x)
    width = xp.sqrt(8 * shape)
    ratio = xp.log(x / shape)
    depth = x - shape - shape * ratio
    bend = xp.where(depth > 0, depth, 1.0) ** -1.5
    both = width / apart + xp.where(x < shape, -bend, bend)
    inner = ratio * both - xp.sqrt(2 / shape) * (shape + x) / (apart * apart)
    return -(1 + 1 / (12 * shape) * (1 + 1 / (24 * shape))) * x * inner / width


def _gamma_centre(xp, shape, x):
    """The same expansion about its removable singularity, ``x = shape``."""
    bottom = 1244160 * (shape * shape) * (shape * shape)
    top = 1440 * shape * shape + 6 * x * (53 - 120 * x) - 65 * x * x / shape + shape * (107 + 3600 * x)
    return (1 + 24 * shape * (1 + 12 * shape)) * top / bottom


def _gamma_fit(xp, shape, x):
    u, v = xp.log(x / shape), xp.log(shape)
    top, bottom = [
        _rising([_rising([row[side][i] for row in _GAMMA], u) for i in range(4)], v) for side in range(2)
    ]
    return xp.exp(top / bottom)


@op(method=False, function=False)
def standard_gamma_grad(xp, concentration: Array, sample: Array):
    """How a draw of the standard gamma distribution moves with its shape."""
    shape, x = xp.broadcast_arrays(concentration.astype("float64"), sample.astype("float64"))
    near = (0.9 * shape <= x) & (x <= 1.1 * shape)
    cases = (
        (x < 0.8, _gamma_low), ((shape > 8) & near, _gamma_centre), (shape > 8, _gamma_saddle),
        (xp.ones_like(x, bool), _gamma_fit),
    )  # fmt: skip
    return xp.asarray(_pieces(xp, cases, shape, x)).astype(concentration.dtype)


@op(
    vjp={"concentration": lambda g, concentration, out: g * standard_gamma_grad(concentration, out)},
    method=False,
    function=False,
    grad_fn="StandardGammaBackward0",
)
def drawn_gamma(xp, concentration: Array, sample: Array):
    """A draw by `concentration`, as a function of it."""
    return xp.array(sample)


def _standard_gamma(input, generator=None):
    """Gamma numbers of the shapes in `input` and of scale 1; their gradient is implicit."""
    drawn = stream(generator).standard_gamma(devices.move(input._data, "cpu"))
    return drawn_gamma(input, filled(drawn, input.device))


def _standard_gamma_grad(input, output):
    """How the draws `output` move with the shapes `input`."""
    return standard_gamma_grad(input, output)


# ---------------------------------------------------------------- beta, of which the Dirichlet distribution is made
def _beta_low(xp, x, alpha, beta):
    """Taylor's series about 0 of the draw's movement with `alpha`."""
    factor = _digamma(xp, alpha) - _digamma(xp, alpha + beta) - xp.log(x)
    term, series = 1.0, (factor + 1 / alpha) / alpha
    for k in range(1, 11):
        term = term * (k - beta) * x / k
        series = series + term / (alpha + k) * (factor + 1 / (alpha + k))
    value = x * (1 - x) ** -beta * series
    return xp.where(xp.isnan(value), 0.0, value)


def _beta_high(xp, x, alpha, beta):
    """Taylor's series about 1: what it is by the other parameter about 0."""
    x, alpha, beta = 1 - x, beta, alpha
    factor = _digamma(xp, alpha + beta) - _digamma(xp, beta)
    term, product, slope, series = 1.0, 1.0, 0.0, factor / alpha
    for k in range(1, 9):
        term = term * (-x / k)
        slope = slope * (beta - k) + product
        product = product * (beta - k)
        series = series + term / (alpha + k) * (slope + factor * product)
    value = (1 - x) ** (1 - beta) * series
    return xp.where(xp.isnan(value), 0.0, value)


def _beta_saddle(xp, x, alpha, beta):
    """The saddle point expansion of Lugannani and Rice, for two great parameters."""
    total = alpha + beta
    mean = alpha / total
    spread = xp.sqrt(alpha * beta / (total + 1)) / total
    centre = (mean - 0.1 * spread <= x) & (x <= mean + 0.1 * spread)
    return _pieces(
        xp, ((centre, _beta_saddle_centre), (xp.ones_like(centre), _beta_saddle_sides)), x, alpha, beta
    )


def _beta_saddle_centre(xp, x, alpha, beta):
    total = alpha + beta
    square = beta * beta
    powers_of_alpha = (
        47 * x * square * square,
        (43 + 20 * (16 + 27 * beta) * x) * square * beta,
        3 * (59 + 180 * beta - 90 * x) * square,
        (453 + 1620 * beta * (1 - x) - 455 * x) * beta,
        8 * (1 - x) * (135 * beta - 11),
    )
    top = (1 + 12 * alpha) * (1 + 12 * beta) / (total * total)
    bottom = 12960 * alpha * alpha * alpha * beta * beta * (1 + 12 * total)
    return top / (1 - x) * _rising(powers_of_alpha, alpha) / bottom


def _beta_saddle_sides(xp, x, alpha, beta):
    total = alpha + beta
    stirling = [1 + 1 / (12 * n) + 1 / (288 * n * n) for n in (alpha, beta, total)]
    away = alpha * (x - 1) + beta * x
    first = 2 * alpha * alpha * (x - 1) + alpha * beta * (x - 1) - x * beta * beta
    first = first / (xp.sqrt(2 * alpha / beta) * total**1.5 * away * away)
    half = 0.5 * xp.log(alpha / (total * x))
    depth = beta * xp.log(beta / (total * (1 - x))) + alpha * xp.log(alpha / (total * x))
    bend = depth**-1.5
    whole = first + half * (xp.sqrt(8 * alpha * beta / total) / away + xp.where(x < alpha / total, bend, -bend))
    return stirling[0] * stirling[1] / stirling[2] * -x / xp.sqrt(2 * alpha * beta / total) * whole


def _beta_fit(xp, x, alpha, beta):
    total = alpha + beta
    u = xp.log(x)
    a = xp.log(alpha) - u
    b = xp.log(total) - a
    top, bottom = [
        _rising([_rising([_rising(row, b) for row in rows], a) for rows in table], u)
        for table in (_BETA_TOP, _BETA_BOTTOM)
    ]
    return top / bottom * x * (_digamma(xp, total) - _digamma(xp, alpha)) / beta


@op(method=False, function=False)
def dirichlet_grad(xp, x: Array, alpha: Array, total: Array):
    """How a draw of a beta distribution moves with `alpha` when ``alpha + beta = total``, over ``1 - x``."""
    kind = x.dtype
    x, alpha, total = xp.broadcast_arrays(*[value.astype("float64") for value in (x, alpha, total)])
    beta = total - alpha
    weight = total * x * (1 - x)
    cases = (
        ((x <= 0.5) & (weight < 2.5), _beta_low), ((x >= 0.5) & (weight < 0.75), _beta_high),
        ((alpha > 6) & (beta > 6), _beta_saddle), (xp.ones_like(x, bool), _beta_fit),
    )  # fmt: skip
    return xp.asarray(_pieces(xp, cases, x, alpha, beta)).astype(kind)


def _dirichlet_slope(g, concentration, out):
    slope = dirichlet_grad(out, concentration, sum(concentration, -1, True))
    return slope * (g - sum(out * g, -1, True))


@op(vjp={"concentration": _dirichlet_slope}, method=False, function=False, grad_fn="_DirichletBackward")
def drawn_dirichlet(xp, concentration: Array, sample: Array):
    """A draw by `concentration`, as a function of it."""
    return xp.array(sample)


def _sample_dirichlet(input, generator=None):
    """Dirichlet numbers by the concentrations in the last dimension of `input`."""
    return filled(stream(generator).dirichlet(devices.move(input._data, "cpu")), input.device)


def _dirichlet_grad(x, alpha, total):
    """How draws `x` of beta distributions move with `alpha`, over ``1 - x``."""
    return dirichlet_grad(x, alpha, total)
