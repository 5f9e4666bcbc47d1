"""Losses. Each is one node and computes its gradient from what the forward kept."""

from __future__ import annotations

import math
import warnings

from ..autograd.op import op
from ..backend import dtype as dtypes
from ..backend.array import CPU, Array, Index, Real
from .activation import floating, hardtanh, sigmoid, softplus
from .checks import refuses
from .compare import where
from .pointwise import log, no_bools
from .reduce import floating as averaged, total
from .samples import SIGNED, Sample

REDUCTIONS = ("none", "mean", "sum")


def known(reduction, *others):
    """Refuse a reduction that is not one of PyTorch's."""
    if reduction not in (*REDUCTIONS, *others):
        raise ValueError(f"{reduction} is not a valid value for reduction")


def legacy(reduction, size_average, reduce):
    """The reduction that PyTorch's two old arguments mean."""
    if size_average is None and reduce is None:
        return reduction
    average, reduce = size_average is None or size_average, reduce is None or reduce
    meant = "none" if not reduce else "mean" if average else "sum"
    warnings.warn(
        f"size_average and reduce args will be deprecated, please use reduction='{meant}' instead.", stacklevel=3
    )
    return meant


def summarised(values, reduction):
    """A tensor of losses, their mean, or their sum."""
    known(reduction)
    return values if reduction == "none" else values.mean() if reduction == "mean" else values.sum()


def _fits_kernel(name):
    """A check of a loss that PyTorch computes for floating dtypes by the kernel `name`."""
    is_floating = floating(name)

    def check(input, target, *rest):
        known(rest[-1] if isinstance(rest[-1], str) else rest[0])
        is_floating(input)
        refuses(name, "c")(target)

    return check


def _absolute_fits(input, target, reduction):
    known(reduction)
    if reduction == "mean":
        averaged("mean")(input)


def reduced(xp, values, reduction):
    """All the values, their mean, or their sum."""
    if reduction == "none":
        return values
    if reduction == "mean":
        return total(xp, values, None) / values.dtype.type(values.size)
    return total(xp, values if values.dtype.kind == "f" else values.astype("int64"), None)


def share(g, reduction, shape):
    """The gradient of each value, from that of its reduction."""
    return g * (1 / max(math.prod(shape), 1)) if reduction == "mean" else g


# ---------------------------------------------------------------- differences
@op(method=False, function=False, samples=SIGNED)
def direction(xp, input: Array):
    """-1, 0 or 1 by the sign of `input`."""
    return xp.sign(input)


def _difference(slope):
    """Rules for a loss of `input - target` whose derivative is `slope(difference, *statics)`."""

    def rule(g, input, target, reduction, *statics):
        difference = input - target
        return share(g, reduction, difference.shape) * slope(difference, *statics)

    return rule


_squared = _difference(lambda difference: 2 * difference)
_smooth = _difference(lambda difference, beta: hardtanh(difference / beta) if beta else direction(difference))
_clipped = _difference(lambda difference, delta: hardtanh(difference, -delta, delta))


@op(
    vjp={
        "input": lambda g, input, target, reduction: _squared(g, input, target, reduction),
        "target": lambda g, input, target, reduction: -_squared(g, input, target, reduction),
    },
    promote="common",
    check=_fits_kernel("mse_cpu"),
    method=False,
    function=False,
    samples=(((3, 4), (3, 4)), ((3, 4), (3, 4), {"reduction": "sum"}), ((3, 4), (3, 4), {"reduction": "none"})),
)
def mse_loss(xp, input: Array, target: Array, reduction="mean"):
    """Squared differences."""
    known(reduction)
    difference = xp.subtract(input, target)
    if reduction == "none":
        return difference * difference
    flat = difference.reshape(-1)
    squares = xp.dot(flat, flat)
    return squares / difference.dtype.type(flat.size) if reduction == "mean" else squares


def _absolute(g, difference, reduction):
    return share(g, reduction, difference.shape) * direction(difference)


@op(
    vjp={
        "input": lambda g, difference, reduction: _absolute(g, difference, reduction),
        "target": lambda g, difference, reduction: -_absolute(g, difference, reduction),
    },
    outputs=("out", "difference"),
    promote="common",
    check=_absolute_fits,
    refuses=lambda input, target, reduction: no_bools(input, target),
    method=False,
    function=False,
    samples=(((3, 4), (3, 4)), ((3, 4), (3, 4), {"reduction": "sum"}), ((3, 4), (3, 4), {"reduction": "none"})),
    grad_fn=lambda reduction: "AbsBackward0" if reduction == "none" else f"{reduction.capitalize()}Backward0",
)
def l1_loss(xp, input: Array, target: Array, reduction="mean"):
    """Absolute differences, of real numbers."""
    known(reduction)
    difference = input - target
    return reduced(xp, xp.abs(difference), reduction), difference


@op(
    vjp={
        "input": lambda g, input, target, reduction, beta: _smooth(g, input, target, reduction, beta),
        "target": lambda g, input, target, reduction, beta: -_smooth(g, input, target, reduction, beta),
    },
    promote="common",
    check=_fits_kernel("smooth_l1_cpu"),
    method=False,
    function=False,
    samples=(((3, 4), (3, 4)), ((3, 4), (3, 4), {"reduction": "sum", "beta": 0.5})),
)
def smooth_l1_loss(xp, input: Array, target: Array, reduction="mean", beta: Real = 1.0):
    """Squared differences below `beta`, absolute ones above (Girshick, 2015)."""
    known(reduction)
    if not beta >= 0:
        raise RuntimeError("smooth_l1_loss does not support negative values for beta.")
    distance = xp.abs(input - target)
    if beta:
        distance = xp.where(distance < beta, 0.5 / beta * distance * distance, distance - 0.5 * beta)
    return reduced(xp, distance, reduction)


@op(
    vjp={
        "input": lambda g, input, target, reduction, delta: _clipped(g, input, target, reduction, delta),
        "target": lambda g, input, target, reduction, delta: -_clipped(g, input, target, reduction, delta),
    },
    promote="common",
    check=_fits_kernel("huber_cpu"),
    method=False,
    function=False,
    samples=(((3, 4), (3, 4)), ((3, 4), (3, 4), {"reduction": "sum", "delta": 0.5})),
)
def huber_loss(xp, input: Array, target: Array, reduction="mean", delta: Real = 1.0):
    """Half the squared differences below `delta`, `delta` times the rest above (Huber, 1964)."""
    known(reduction)
    if not delta > 0:
        raise RuntimeError("huber_loss does not support non-positive values for delta.")
    distance = xp.abs(input - target)
    return reduced(
        xp, xp.where(distance < delta, 0.5 * distance * distance, delta * (distance - 0.5 * delta)), reduction
    )


# ---------------------------------------------------------------- probabilities of two classes
def _weighted(value, weight):
    return value if weight is None else value * weight


def _bce_slope(g, input, target, weight, reduction):
    spread = (1 - input) * input
    return _weighted(share(g, reduction, input.shape), weight) * (input - target) / where(spread > 1e-12, spread, 1e-12)


def _unit(input, target, weight=None, reduction="mean"):
    known(reduction)
    if dtypes.category(input.dtype) < dtypes.FLOATING:
        raise RuntimeError(f"Found dtype {dtypes.of(input.dtype).word} but expected Float")
    refuses("binary_cross_entropy", "c")(input)
    for name, values in (("input", input), ("target", target)):
        if not ((values >= 0) & (values <= 1)).all():
            raise RuntimeError(f"all elements of {name} should be between 0 and 1")


@op(
    vjp={
        "input": _bce_slope,
        "target": lambda g, input, weight, reduction: (
            _weighted(share(g, reduction, input.shape), weight) * (log(1 - input) - log(input))
        ),
    },
    promote="same",
    method=False,
    function=False,
    check=_unit,
    samples=(
        Sample((3, 4), (3, 4), low=0.1, high=0.9),
        Sample((3, 4), (3, 4), (4,), low=0.1, high=0.9, reduction="sum"),
        Sample((3, 4), (3, 4), low=0.1, high=0.9, reduction="none"),
    ),
)
def binary_cross_entropy(xp, input: Array, target: Array, weight: Index = None, reduction="mean"):
    """`-(target * log(input) + (1 - target) * log(1 - input))`, logarithms held above -100."""
    known(reduction)
    if xp is CPU and input.size and not all([a.min() >= 0 and a.max() <= 1 for a in (input, target)]):
        raise ValueError("outside [0, 1]")  # `check` words it
    loss = (target - 1) * xp.maximum(xp.log1p(-input), -100) - target * xp.maximum(xp.log(input), -100)
    return reduced(xp, _weighted(loss, weight), reduction)


def _log_weight(target, pos_weight):
    return 1 if pos_weight is None else (pos_weight - 1) * target + 1


def _logits_slope(g, input, target, weight, pos_weight, reduction):
    if pos_weight is None:
        slope = sigmoid(input) - target
    else:
        slope = 1 - target - _log_weight(target, pos_weight) * sigmoid(-input)
    return _weighted(share(g, reduction, slope.shape), weight) * slope


def _logits_target_slope(g, input, weight, pos_weight, reduction):
    slope = -input if pos_weight is None else (pos_weight - 1) * softplus(-input) - input
    return _weighted(share(g, reduction, input.shape), weight) * slope


@op(
    vjp={"input": _logits_slope, "target": _logits_target_slope},
    promote="same",
    check=_fits_kernel("log_sigmoid_cpu"),
    method=False,
    samples=(((3, 4), (3, 4)), ((3, 4), (3, 4), None, None, {"reduction": "sum"})),
)
def binary_cross_entropy_with_logits(
    xp, input: Array, target: Array, weight: Index = None, pos_weight: Index = None, reduction="mean"
):
    """`binary_cross_entropy` of `sigmoid(input)`, without overflow; `pos_weight` weighs the positive targets."""
    known(reduction)
    distance = xp.log1p(xp.exp(-xp.abs(input)))
    distance += xp.maximum(-input, 0)
    if pos_weight is not None:
        distance = distance * _log_weight(target, pos_weight)
    return reduced(xp, _weighted((1 - target) * input + distance, weight), reduction)
