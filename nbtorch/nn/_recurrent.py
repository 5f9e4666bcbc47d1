"""One direction of one recurrent layer over time, as one node.

Steps are rows of one matrix, one step after the other; `sizes` says how many rows each step has, which never grows:
so packed sequences of different lengths, and the usual ones, are the same loop. On arrays `_unrolled` runs it; the
loops here are for tensors: a gradient that is to be differentiated again is the backward loop on tensors.
"""

from __future__ import annotations

from typing import Any

from ..autograd import observe
from ..autograd.autocast import admitted
from ..autograd.function import Function
from ..autograd.modes import recording
from ..backend import dtype as dtypes
from ..ops.create import wrap
from ..ops.shape import cat
from ._cells import KINDS
from ._unrolled import Run, steps_of


def layer(
    mode: str, data: Any, weights: tuple[Any, ...], states: tuple[Any, ...], sizes: tuple[int, ...], reverse: bool
) -> tuple[Any, ...]:
    """Run a layer: data (rows, inputs), states (N, H) -> out (rows, H), and the last states.

    The weights are w_ih, b_ih, w_hh, b_hh and w_hr, of which biases and projection may be None.
    """
    tensors = (data, *weights, *states)
    if observe.ops:
        tensors = admitted(mode.lower(), tensors)
    return Layer.apply(mode, sizes, reverse, *tensors)


def _put(whole: Any, rows: Any) -> Any:
    """`whole` with its first rows replaced."""
    return rows if len(rows) == len(whole) else cat([rows, whole[len(rows) :]])


class Kept:
    """What each step leaves for the way back."""

    def __init__(self) -> None:
        self.before: list[Any] = []  # hidden states before the step
        self.raw: list[Any] = []  # hidden states after it, not projected
        self.cells: list[Any] = []  # what the cell itself needs


def _forward(
    call: Any, kept: Kept, data: Any, w_ih: Any, b_ih: Any, w_hh: Any, b_hh: Any, w_hr: Any, h: Any, *more: Any
) -> Any:  # fmt: skip
    """The loop over time: outputs in the order of the rows, and the last states."""
    mode, sizes, reverse = call
    step, parts, others = KINDS[mode].step, [], list(more)
    x, w_hh = data @ w_ih.T, w_hh.T
    if b_ih is not None:
        x = x + b_ih
    for start, end in steps_of(sizes, reverse):
        count = end - start
        ahead = h[:count]
        hidden = ahead @ w_hh
        if b_hh is not None:
            hidden = hidden + b_hh
        (new, *after), cell = step(x[start:end], hidden, ahead, *[m[:count] for m in others])
        kept.before.append(ahead)
        kept.raw.append(new)
        kept.cells.append(cell)
        new = new if w_hr is None else new @ w_hr.T
        parts.append(new)
        h = _put(h, new)
        others = [_put(m, a) for m, a in zip(others, after, strict=True)]
    return (cat(parts[::-1] if reverse else parts), h, *others)


def _backward(call: Any, kept: Kept, gradients: Any, data: Any, weights: Any, needs_weights: bool) -> tuple[Any, ...]:
    """The loop back: gradients of the data, the weights and the states before."""
    (mode, sizes, reverse), (w_ih, _, w_hh, b_hh, w_hr) = call, weights
    back, (d_out, d_h, *d_more) = KINDS[mode].back, gradients
    d_x, d_hidden, d_projected = [], [], []
    for place, (start, end) in reversed(list(enumerate(steps_of(sizes, reverse)))):
        count = end - start
        d = d_h[:count] + d_out[start:end]
        if w_hr is not None:
            d_projected.append(d)
            d = d @ w_hr
        d, through, direct, before = back(kept.cells[place], d, *[m[:count] for m in d_more])
        d_x.append(d)
        d_hidden.append(through)
        d = through @ w_hh
        d_h = _put(d_h, d if direct is None else d + direct)
        d_more = [_put(m, b) for m, b in zip(d_more, before, strict=True)]
    inputs = cat(d_x if reverse else d_x[::-1])
    d_data = inputs @ w_ih
    if not needs_weights:
        return (d_data, None, None, None, None, None, d_h, *d_more)
    rows = cat(d_hidden[::-1])  # in the order of the run, as what was kept
    recurrent = rows.T @ cat(kept.before)
    projection = None if w_hr is None else cat(d_projected[::-1]).T @ cat(kept.raw)
    biases = (None, None) if b_hh is None else (inputs.sum(0), rows.sum(0))
    return (d_data, inputs.T @ data, biases[0], recurrent, biases[1], projection, d_h, *d_more)


class Layer(Function):
    """The loops as a node."""

    @staticmethod
    def forward(ctx: Any, mode: str, sizes: Any, reverse: bool, *tensors: Any) -> Any:
        ctx.call, ctx.run = (mode, sizes, reverse), Run(mode, sizes, reverse, any(ctx.needs_input_grad))
        ctx.save_for_backward(*tensors)
        found = ctx.run.forward(*[None if t is None else _wide(t._data) for t in tensors])
        dtype = tensors[0]._data.dtype
        return tuple([wrap(a.astype(dtype, copy=False)) for a in found])

    @staticmethod
    def backward(ctx: Any, *gradients: Any) -> Any:
        saved, needs_weights = ctx.saved_tensors, any(ctx.needs_input_grad[4:9])
        if recording.get():  # with a history of what the steps left
            kept = Kept()
            _forward(ctx.call, kept, *saved)
            return (None, None, None, *_backward(ctx.call, kept, gradients, saved[0], saved[1:6], needs_weights))
        arrays = [None if t is None else _wide(t._data) for t in saved[:6]]
        found = ctx.run.backward([_wide(g._data) for g in gradients], *arrays, ctx.needs_input_grad[3], needs_weights)
        dtype = saved[0]._data.dtype
        return (None, None, None, *[None if a is None else wrap(a.astype(dtype, copy=False)) for a in found])


def _wide(array: Any) -> Any:
    """Half numbers as float32: a layer is computed in them and rounded once."""
    return array.astype("float32") if array.dtype in dtypes.HALF else array
