"""Connectionist temporal classification (Graves et al., 2006): the likelihood of a text, summed over its alignments.

The targets are read with a blank before, between and after the labels, 2 S + 1 symbols. `forward[t, n, s]` is the
logarithm of the probability of all paths that reach symbol s at time t; an array holds the whole batch.
"""

from __future__ import annotations

import math

import numpy

from ..autograd.apply import apply
from ..autograd.op import composed, op
from ..backend.array import NAMESPACES, Array, Index
from ..backend.device import move
from .compare import where
from .create import wrap
from .loss import known


def _symbols(xp, targets, blank):
    """(N, S) labels as (N, 2 S + 1) with blanks, and where a path may come from two symbols before."""
    symbols = xp.full((targets.shape[0], 2 * targets.shape[1] + 1), blank, "int64")
    symbols[:, 1::2] = targets
    skips = xp.zeros(symbols.shape, bool)
    skips[:, 2:] = (symbols[:, 2:] != blank) & (symbols[:, 2:] != symbols[:, :-2])
    return symbols, skips


def _log_sum(xp, *parts):
    """The logarithm of the sum of exponentials, where -inf stands for 0."""
    top = parts[0]
    for part in parts[1:]:
        top = xp.maximum(top, part)
    safe = xp.where(xp.isneginf(top), 0, top)
    total = xp.exp(parts[0] - safe)
    for part in parts[1:]:
        total = total + xp.exp(part - safe)
    return xp.log(xp.where(total == 0, 1, total)) + xp.where(total == 0, -math.inf, safe)


def _moved(xp, states, by):
    """`states` moved by symbols to the right (or left), -inf where nothing comes in."""
    out = xp.full_like(states, -math.inf)
    if by > 0:
        out[:, by:] = states[:, :-by]
    else:
        out[:, :by] = states[:, -by:]
    return out


def _emitted(xp, log_probs, symbols):
    return xp.take_along_axis(log_probs, xp.broadcast_to(symbols, (log_probs.shape[0], *symbols.shape)), 2)


def _ends(xp, lengths, width):
    """Which symbols a path may end at: the last label and the blank after it."""
    place = xp.arange(width)
    last = 2 * lengths[:, None]
    return (place == last) | ((place == last - 1) & (last > 0))


@op(
    vjp={
        "log_probs": lambda g, log_probs, reached, out, targets, input_lengths, target_lengths, blank: ctc_gradient(
            g, log_probs, reached, out, targets, input_lengths, target_lengths, blank
        )
    },
    outputs=("out", "reached"),
    promote="same",
    method=False,
    function=False,
    grad_fn="CtcLossBackward0",
)
def ctc(xp, log_probs: Array, targets: Index, input_lengths: Index, target_lengths: Index, blank=0):
    """Minus the log-likelihood of each sample: `(T, N, C), (N, S), (N,), (N,) -> (N,)`."""
    times, count, _ = log_probs.shape
    symbols, skips = _symbols(xp, targets, blank)
    emitted = _emitted(xp, log_probs, symbols)
    reached = xp.full((times, *symbols.shape), -math.inf, log_probs.dtype)
    if times:
        reached[0, :, :2] = emitted[0, :, :2]
        reached[0, :, 1:2][target_lengths == 0] = -math.inf
    for t in range(1, times):
        before = reached[t - 1]
        jumped = xp.where(skips, _moved(xp, before, 2), -math.inf)
        reached[t] = _log_sum(xp, before, _moved(xp, before, 1), jumped) + emitted[t]
    ends = _ends(xp, target_lengths, symbols.shape[1])
    if times:
        final = reached[xp.maximum(input_lengths, 1) - 1, xp.arange(count)]
    else:
        final = xp.full(symbols.shape, -math.inf, log_probs.dtype)
    empty = xp.where((target_lengths == 0)[:, None] & (xp.arange(symbols.shape[1]) == 0), 0, -math.inf)
    final = xp.where((input_lengths == 0)[:, None], empty, xp.where(ends, final, -math.inf)).astype(log_probs.dtype)
    return -_log_sum(xp, *xp.moveaxis(final, 1, 0)), reached


@op(method=False, function=False)
def ctc_gradient(
    xp, slope: Array, log_probs: Array, reached: Array, losses: Array, targets: Index, input_lengths: Index,
    target_lengths: Index, blank=0,
):  # fmt: skip
    """The gradient of `ctc` for log-probabilities that a log_softmax made, as in PyTorch: `p - p(symbol | target)`."""
    times, count, _ = log_probs.shape
    symbols, skips = _symbols(xp, targets, blank)
    emitted = _emitted(xp, log_probs, symbols)
    ends, rows = _ends(xp, target_lengths, symbols.shape[1]), xp.arange(count)
    leaving = xp.zeros(symbols.shape, bool)  # from which a path may go on to two symbols after
    leaving[:, :-2] = skips[:, 2:]
    after = xp.full(symbols.shape, -math.inf, log_probs.dtype)
    grad = xp.where(xp.arange(times)[:, None, None] < input_lengths[None, :, None], xp.exp(log_probs), 0)
    for t in range(times - 1, -1, -1):
        going = xp.where(leaving, _moved(xp, after, -2), -math.inf)
        after = _log_sum(xp, after, _moved(xp, after, -1), going) + emitted[t]
        after = xp.where((input_lengths - 1 == t)[:, None] & ends, emitted[t], after)
        path = reached[t] + after - emitted[t] + losses[:, None]
        share = xp.exp(xp.where(xp.isfinite(path), path, -math.inf))
        xp.add.at(grad[t], (rows[:, None], symbols), xp.where((t < input_lengths)[:, None], -share, 0))
    grad[:, xp.isinf(losses)] = math.nan  # no path at all
    scale = slope[None, :, None]
    return xp.where(scale == 0, 0, grad * scale)


def _integral(name, values):
    if values.dtype.kind not in "iu":
        raise RuntimeError(f"{name} must be integral")


def _lengths(name, given, count):
    values = numpy.asarray(move(given._data, "cpu") if hasattr(given, "_node") else given)
    _integral(name, values)
    values = values.reshape(-1).astype("int64")
    if values.size != count:
        raise RuntimeError(f"Expected tensor to have size {count} at dimension 0, but got size {values.size} ({name})")
    if values.size and values.min() < 0:
        raise RuntimeError(f"Expected {name} to have value at least 0, but got value {values.min()}")
    return values


def _rows_of(targets, lengths):
    """Concatenated or padded targets as (N, S); what lies beyond a target's length is its filling."""
    width = int(lengths.max()) if lengths.size else 0
    if targets.ndim == 1:
        if targets.size != lengths.sum():
            raise RuntimeError(
                f"Expected tensor to have size {int(lengths.sum())} at dimension 0, but got size {targets.size} for "
                "argument #2 'targets' (while checking arguments for ctc_loss)"
            )
        rows = numpy.zeros((lengths.size, width), "int64")
        rows[numpy.arange(width) < lengths[:, None]] = targets
        return rows
    if targets.ndim != 2 or targets.shape[0] != lengths.size or targets.shape[1] < width:
        raise RuntimeError(
            f"Expected tensor to have size at least {width} at dimension 1, but got size {list(targets.shape)} for "
            "argument #2 'targets' (while checking arguments for ctc_loss)"
        )
    return targets[:, :width].astype("int64")


@composed(method=False, function=False)
def ctc_loss(log_probs, targets, input_lengths, target_lengths, blank=0, reduction="mean", zero_infinity=False):
    """Minus the log-likelihood of the targets over all alignments: `(T, N, C), (N, S), (N,), (N,) -> ()`."""
    known(reduction)
    for name, lengths in (("input_lengths", input_lengths), ("target_lengths", target_lengths)):
        if hasattr(lengths, "_node"):
            _integral(name, lengths._data)
    had_batch = log_probs.ndim == 3
    if not had_batch:
        log_probs = log_probs.unsqueeze(1)
    times, count, classes = log_probs.shape
    if not 0 <= blank < classes:
        raise RuntimeError("blank must be in label range")
    _integral("targets", targets._data)
    inputs, lengths = (_lengths(n, v, count) for n, v in
                       (("input_lengths", input_lengths), ("target_lengths", target_lengths)))  # fmt: skip
    if inputs.size and inputs.max() > times:
        raise RuntimeError(f"Expected input_lengths to have value at most {times}, but got value {inputs.max()}")
    labels = targets._data if had_batch or targets.ndim != 1 else targets._data.reshape(1, -1)
    rows = _rows_of(move(labels, "cpu"), lengths)
    rows = numpy.where(numpy.arange(rows.shape[1]) < lengths[:, None], rows, blank)
    if rows.size and not (rows.min() >= 0 and rows.max() < classes):
        raise RuntimeError(f"target out of range: labels lie in [0, {classes})")
    xp = NAMESPACES[type(log_probs._data)]
    facts = [wrap(xp.asarray(a)) for a in (rows, inputs, lengths)]
    losses = apply(ctc, (log_probs, *facts), (blank,))[0]
    if zero_infinity:
        losses = where(losses == math.inf, 0.0, losses)
    if reduction == "mean":
        return (losses / facts[2].clamp_min(1)).mean()
    if reduction == "sum":
        return losses.sum()
    return losses if had_batch else losses.squeeze(0)
