"""Losses. Each is one node and computes its gradient from what the forward kept."""

from __future__ import annotations

import math

from ..autograd.op import op
from ..backend import dtype as dtypes
from ..backend.array import Array, Index
from .activation import floating, hardtanh, sigmoid, softplus
from .compare import where
from .pointwise import log, no_bools
from .reduce import floating as averaged, total
from .samples import SIGNED, Sample
from .softmax import log_softmax, log_softmax_gradient

REDUCTIONS = ("none", "mean", "sum")


def _classes(*shape):
    """A function that draws targets among four classes, for samples."""
    return lambda draw: draw.integers(0, 4, shape)


_CLASSES = (
    ((5, 4), _classes(5)),
    ((4,), _classes()),
    ((3, 4, 2), _classes(3, 2), (4,), {"reduction": "sum"}),
    ((5, 4), _classes(5), (4,), {"ignore_index": 2}),
    ((5, 4), _classes(5), None, {"reduction": "none", "ignore_index": 1}),
)


def known(reduction):
    """Refuse a reduction that is not one of PyTorch's."""
    if reduction not in REDUCTIONS:
        raise ValueError(f"{reduction} is not a valid value for reduction")


def _fits_kernel(name):
    """A check of a loss that PyTorch computes for floating dtypes by the kernel `name`."""
    is_floating = floating(name)

    def check(input, target, *rest):
        known(rest[-1] if isinstance(rest[-1], str) else rest[0])
        is_floating(input)

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


_absolute = _difference(direction)
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


@op(
    vjp={
        "input": lambda g, input, target, reduction: _absolute(g, input, target, reduction),
        "target": lambda g, input, target, reduction: -_absolute(g, input, target, reduction),
    },
    promote="common",
    check=_absolute_fits,
    refuses=lambda input, target, reduction: no_bools(input, target),
    method=False,
    function=False,
    samples=(((3, 4), (3, 4)), ((3, 4), (3, 4), {"reduction": "sum"}), ((3, 4), (3, 4), {"reduction": "none"})),
    grad_fn=lambda reduction: "AbsBackward0" if reduction == "none" else f"{reduction.capitalize()}Backward0",
)
def l1_loss(xp, input: Array, target: Array, reduction="mean"):
    """Absolute differences."""
    known(reduction)
    return reduced(xp, xp.abs(input - target), reduction)


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
def smooth_l1_loss(xp, input: Array, target: Array, reduction="mean", beta=1.0):
    """Squared differences below `beta`, absolute ones above (Girshick, 2015)."""
    known(reduction)
    if beta < 0:
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
def huber_loss(xp, input: Array, target: Array, reduction="mean", delta=1.0):
    """Half the squared differences below `delta`, `delta` times the rest above (Huber, 1964)."""
    known(reduction)
    if delta <= 0:
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
    if not ((input >= 0) & (input <= 1)).all():
        raise RuntimeError("all elements of input should be between 0 and 1")


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
    if xp.__name__ == "numpy" and input.size and not (input.min() >= 0 and input.max() <= 1):
        raise ValueError("input outside [0, 1]")  # `check` words it
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


# ---------------------------------------------------------------- class indices
def _classes_last(input_shape):
    """The sizes before, of, and after the class dimension."""
    if len(input_shape) == 1:
        return 1, input_shape[0], 1
    return input_shape[0], input_shape[1], math.prod(input_shape[2:])


def _plain(xp, target, classes):
    """Whether every target is a class. One reduction: as unsigned numbers, negative targets are large."""
    if xp.__name__ != "numpy":
        return False
    unsigned = target.view("uint64") if target.dtype.itemsize == 8 else target
    return not target.size or int(unsigned.max()) < classes


def _sample_weights(xp, target, weight, kind, classes, ignore_index):
    """The weight of each sample, and targets whose ignored ones are 0."""
    if weight is None and not 0 <= ignore_index < classes and _plain(xp, target, classes):
        return None, target
    kept = target != ignore_index
    safe = xp.where(kept, target, 0)
    if xp.__name__ == "numpy":
        bad = safe[(safe < 0) | (safe >= classes)]
        if bad.size:
            raise IndexError(f"Target {bad.flat[0]} is out of bounds.")
    weights = kept.astype(kind)
    return (weights if weight is None else weights * weight[safe]), safe


def _pick(xp, values, target):
    """`values[n, target[n, m], m]` of (N, C, M) values."""
    if values.shape[2] == 1:
        return values[:, :, 0][xp.arange(values.shape[0]), target.reshape(-1)][:, None]
    return values[xp.arange(values.shape[0])[:, None], target.reshape(values.shape[0], -1), xp.arange(values.shape[2])]


def _nll(xp, values, target, weight, ignore_index, reduction):
    shape = _classes_last(values.shape)
    weights, safe = _sample_weights(xp, target, weight, values.dtype, shape[1], ignore_index)
    losses = xp.negative(_pick(xp, values.reshape(shape), safe)).reshape(target.shape)
    if weights is not None:
        losses = xp.where(weights == 0, 0, losses * weights)
    if reduction == "none":
        return losses
    whole = total(xp, losses, None)
    if reduction == "sum":
        return whole
    return whole / (values.dtype.type(losses.size) if weights is None else total(xp, weights, None))


def _spread(xp, slope, shape, kind, target, weight, ignore_index, reduction):
    """What each sample's class, and only that, gets of `slope`: (N, 1, M), and the targets."""
    weights, safe = _sample_weights(xp, target, weight, kind, shape[1], ignore_index)
    if reduction == "mean":
        slope = slope / (kind.type(max(target.size, 1)) if weights is None else total(xp, weights, None))
    if weights is not None:
        slope = slope * weights
    out = xp.empty((shape[0], 1, shape[2]), kind)
    out[...] = slope.reshape(out.shape) if slope.ndim else slope
    return out, safe


def _put(xp, whole, target, values):
    count, _, places = whole.shape
    if places == 1:
        whole[xp.arange(count), target.reshape(-1), 0] += values[:, 0, 0]
    else:
        whole[xp.arange(count)[:, None], target.reshape(count, -1), xp.arange(places)] += values[:, 0]


def _fits(input, target, weight=None, ignore_index=-100, reduction="mean"):
    if dtypes.category(input.dtype) < dtypes.FLOATING:
        raise NotImplementedError(f"\"nll_loss_out_frame\" not implemented for '{dtypes.of(input.dtype).word}'")
    if target.dtype not in ("int64", "uint8"):
        raise RuntimeError(f"expected scalar type Long but found {dtypes.of(target.dtype).word}")
    known(reduction)
    if input.ndim == 0:
        raise ValueError("Expected input batch_size to match target batch_size, got 0-dim input")
    expected = () if input.ndim == 1 else (input.shape[0], *input.shape[2:])
    if input.ndim > 1 and (not target.ndim or input.shape[0] != target.shape[0]):
        raise ValueError(
            f"Expected input batch_size ({input.shape[0]}) to match target batch_size "
            f"({target.shape[0] if target.ndim else 0})."
        )
    if target.shape != expected:
        if input.ndim > 2:
            raise RuntimeError(f"Expected target size {list(expected)}, got {list(target.shape)}")
        raise RuntimeError("0D or 1D target tensor expected, multi-target not supported")
    classes = input.shape[-1] if input.ndim == 1 else input.shape[1]
    if weight is not None and weight.shape != (classes,):
        raise RuntimeError(
            f"weight tensor should be defined either for all {classes} classes or no classes but got weight tensor of "
            f"shape: {list(weight.shape)}"
        )


def _node_name(*statics):
    return lambda input_shape: "NllLoss2DBackward0" if len(input_shape) > 2 else "NllLossBackward0"


@op(
    vjp={
        "input": lambda g, target, weight, ignore_index, reduction, input_shape: nll_gradient(
            g, target, weight, input_shape, ignore_index, reduction
        )
    },
    method=False,
    promote="same",
    function=False,
    check=_fits,
    grad_fn=_node_name,
    samples=_CLASSES,
)
def nll_loss(xp, input: Array, target: Index, weight: Index = None, ignore_index=-100, reduction="mean"):
    """Minus the log-probability of each target: `(N, C, ...), (N, ...) -> ()`."""
    if (
        target.dtype.kind not in "iu"
        or reduction not in REDUCTIONS
        or input.shape[:1] + input.shape[2:] != target.shape
    ):
        _fits(input, target, weight, ignore_index, reduction)
    return _nll(xp, input, target, weight, ignore_index, reduction)


@op(
    vjp={
        "slope": lambda g, target, weight, ignore_index, reduction: nll_loss(g, target, weight, ignore_index, reduction)
    },
    method=False,
    function=False,
    samples=(
        ((), _classes(5), (4,), {"shape": (5, 4)}),
        ((5,), _classes(5), None, {"shape": (5, 4), "reduction": "none"}),
    ),
)
def nll_gradient(xp, slope: Array, target: Index, weight: Index = None, shape=(), ignore_index=-100, reduction="mean"):
    """The gradient of `nll_loss`, whose transpose it is."""
    sizes = _classes_last(shape)
    whole = xp.zeros(sizes, slope.dtype)
    values, safe = _spread(xp, xp.asarray(slope), sizes, slope.dtype, target, weight, ignore_index, reduction)
    _put(xp, whole, safe, -values)
    return whole.reshape(shape)


def _cross_entropy_rule(g, input, log_probabilities, target, weight, ignore_index, reduction):
    if not hasattr(g, "_node"):
        return cross_entropy_gradient(g, log_probabilities, target, weight, ignore_index, reduction)
    dim = 1 if input.ndim > 1 else 0  # recorded: the kept logarithms have no history, so in the two steps of PyTorch
    spread = nll_gradient(g, target, weight, input.shape, ignore_index, reduction)
    return log_softmax_gradient(spread, log_softmax(input, dim), dim)


@op(
    vjp={"input": _cross_entropy_rule},
    outputs=("out", "log_probabilities"),
    promote="same",
    method=False,
    function=False,
    check=_fits,
    grad_fn=_node_name,
    samples=_CLASSES,
)
def cross_entropy(xp, input: Array, target: Index, weight: Index = None, ignore_index=-100, reduction="mean"):
    """`nll_loss` of `log_softmax(input)` in one node."""
    values = log_softmax.forward(xp, input, 1 if input.ndim > 1 else 0)
    return _nll(xp, values, target, weight, ignore_index, reduction), values


@op(method=False, function=False)
def cross_entropy_gradient(
    xp, slope: Array, value: Array, target: Index, weight: Index = None, ignore_index=-100, reduction="mean"
):
    """The gradient of `cross_entropy`, from that of the loss and the log-probabilities."""
    sizes = _classes_last(value.shape)
    scale, safe = _spread(xp, xp.asarray(slope), sizes, value.dtype, target, weight, ignore_index, reduction)
    whole = xp.exp(value).reshape(sizes)
    whole *= scale
    _put(xp, whole, safe, -scale)
    return whole.reshape(value.shape)
