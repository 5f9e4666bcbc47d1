"""The loops of a recurrent layer on arrays: few calls a step, into memory that is made once.

`_cells` says what a step is. Here the shares of the gates come negated out of the product with the hidden state (the
weights are, once), for a logistic function is `1 / (1 + exp(-x))`; the hyperbolic tangent is odd. On the way back all
that does not depend on the gradients is computed for many steps at once: a step multiplies by it.
"""

from __future__ import annotations

from typing import Any

from ..backend.array import NAMESPACES

BLOCK = 1 << 15  # elements of a gate for which factors are computed at once: they stay in the cache


def steps_of(sizes: tuple[int, ...], reverse: bool) -> list[tuple[int, int]]:
    """The rows of every step, from and to, in the order of the run."""
    found, start = [], 0
    for size in sizes:
        found.append((start, start + size))
        start += size
    return found[::-1] if reverse else found


def logistic(xp: Any, negated: Any) -> None:
    """The logistic function of what was negated, in its place."""
    xp.exp(negated, out=negated)
    negated += 1
    xp.reciprocal(negated, out=negated)


def slope(xp: Any, doors: Any, factor: Any, out: Any) -> None:
    """The derivative of the logistic function that gave `doors`, times a factor: `doors * (1 - doors) * factor`."""
    xp.subtract(1, doors, out=out)
    out *= doors
    out *= factor


class Elman:
    """`act(x + hidden)`."""

    sign, keeps_result, act = 1, True, "tanh"

    def __init__(self, xp: Any, rows: int, width: int, kind: Any):
        self.xp = xp

    def step(self, x: Any, hidden: Any, rows: slice, new: Any, h: Any) -> None:
        xp = self.xp
        xp.add(x, hidden, out=new)
        if self.act == "tanh":
            xp.tanh(new, out=new)
        else:
            xp.maximum(new, 0, out=new)

    def prepare(self, raw: Any, before: Any) -> None:
        factors = 1 - raw * raw if self.act == "tanh" else (raw > 0).astype(raw.dtype)
        self.inputs = self.hidden = factors

    def back(self, rows: slice, d: Any) -> None:
        self.hidden[rows] *= d

    def direct(self, rows: slice, d: Any, into: Any) -> None:
        pass


class Lstm:
    """Gates in the order input, forget, cell, output."""

    keeps_result = False

    def __init__(self, xp: Any, rows: int, width: int, kind: Any):
        self.xp, self.width = xp, width
        self.sign = xp.full(4 * width, 0.5, kind)  # of doors: logistic(x) = tanh(x / 2) / 2 + 1 / 2
        self.sign[2 * width : 3 * width] = 1
        self.lift = 1 - self.sign
        self.doors = xp.empty((rows, 4 * width), kind)  # activated
        self.cells = xp.empty((rows, width), kind)  # before each step
        self.shown = xp.empty((rows, width), kind)  # tanh of the cells after it

    def step(self, x: Any, hidden: Any, rows: slice, new: Any, h: Any, c: Any) -> None:
        xp, width, shown = self.xp, self.width, self.shown[rows]
        gates = xp.multiply(x, self.sign, out=self.doors[rows])
        gates += hidden
        xp.tanh(gates, out=gates)  # of whole rows: several times faster than of a part of each
        gates *= self.sign
        gates += self.lift
        self.cells[rows] = c
        c *= gates[:, width : 2 * width]
        c += xp.multiply(gates[:, :width], gates[:, 2 * width : 3 * width], out=shown)
        xp.tanh(c, out=shown)
        xp.multiply(gates[:, 3 * width :], shown, out=new)

    def prepare(self, raw: Any, before: Any) -> None:
        xp, width, rows = self.xp, self.width, len(self.doors)
        self.inputs = self.hidden = xp.empty_like(self.doors)  # the factors, which steps multiply
        self.through, ones = xp.empty_like(self.cells), 2 * self.lift
        for start in range(0, rows, max(BLOCK // width, 1)):
            some = slice(start, start + max(BLOCK // width, 1))
            doors, through, shown = self.doors[some], self.through[some], self.shown[some]
            slopes = xp.subtract(ones, doors, out=self.hidden[some])
            slopes *= doors  # of a logistic function; the tanh's lacks 1
            into, gates = slopes.reshape(-1, 4, width), doors.reshape(-1, 4, width)
            into[:, 2] += 1
            into[:, 0] *= gates[:, 2]
            into[:, 1] *= self.cells[some]
            into[:, 2] *= gates[:, 0]
            into[:, 3] *= shown
            xp.multiply(shown, shown, out=through)
            xp.subtract(1, through, out=through)
            through *= gates[:, 3]

    def back(self, rows: slice, d: Any, d_c: Any) -> None:
        into, width = self.hidden[rows], self.width
        into[:, 3 * width :] *= d
        d *= self.through[rows]
        d_c += d
        others = into.reshape(-1, 4, width)[:, :3]
        others *= d_c[:, None]
        d_c *= self.doors[rows, width : 2 * width]

    def direct(self, rows: slice, d: Any, into: Any) -> None:
        pass


class Gru:
    """Gates in the order reset, update, new."""

    sign, keeps_result = -1, False

    def __init__(self, xp: Any, rows: int, width: int, kind: Any):
        self.xp, self.width = xp, width
        self.doors = xp.empty((rows, 2 * width), kind)
        self.offered = xp.empty((rows, width), kind)  # the hidden share of the new gate, negated
        self.new = xp.empty((rows, width), kind)  # negated

    def step(self, x: Any, hidden: Any, rows: slice, new: Any, h: Any) -> None:
        xp, width, minus = self.xp, self.width, self.new[rows]
        doors = xp.subtract(hidden[:, : 2 * width], x[:, : 2 * width], out=self.doors[rows])
        logistic(xp, doors)
        self.offered[rows] = hidden[:, 2 * width :]
        xp.multiply(doors[:, :width], hidden[:, 2 * width :], out=minus)
        minus -= x[:, 2 * width :]
        xp.tanh(minus, out=minus)
        xp.add(h, minus, out=new)
        new *= doors[:, width:]
        new -= minus

    def prepare(self, raw: Any, before: Any) -> None:
        xp, width, rows = self.xp, self.width, len(self.doors)
        self.inputs, self.hidden = (xp.empty((rows, 3 * width), raw.dtype) for _ in range(2))
        self.fresh, factors = xp.empty_like(self.new), self.hidden.reshape(rows, 3, width)
        for start in range(0, rows, max(BLOCK // width, 1)):
            some = slice(start, start + max(BLOCK // width, 1))
            reset, stay = self.doors[some, :width], self.doors[some, width:]
            into, fresh, new = factors[some], self.fresh[some], self.new[some]
            xp.multiply(new, new, out=fresh)
            xp.subtract(1, fresh, out=fresh)
            xp.subtract(1, stay, out=into[:, 1])
            fresh *= into[:, 1]
            slope(xp, stay, xp.add(before[some], new, out=into[:, 0]), into[:, 1])
            slope(xp, reset, self.offered[some], into[:, 0])
            into[:, 0] *= fresh
            xp.negative(into[:, 0], out=into[:, 0])
            xp.multiply(fresh, reset, out=into[:, 2])

    def back(self, rows: slice, d: Any) -> None:
        into = self.hidden[rows].reshape(len(d), 3, self.width)
        into *= d[:, None]
        self.xp.multiply(d, self.fresh[rows], out=self.inputs[rows, 2 * self.width :])

    def direct(self, rows: slice, d: Any, into: Any) -> None:
        d *= self.doors[rows, self.width :]
        into += d


class Rectified(Elman):
    act = "relu"


CELLS: dict[str, Any] = {"RNN_TANH": Elman, "RNN_RELU": Rectified, "LSTM": Lstm, "GRU": Gru}


class Run:
    """One pass of a layer over time, and the way back."""

    def __init__(self, mode: str, sizes: tuple[int, ...], reverse: bool, keep: bool):
        self.mode, self.steps, self.reverse, self.keep = mode, steps_of(sizes, reverse), reverse, keep

    def forward(self, x: Any, w_hh: Any, b_hh: Any, w_hr: Any, *states: Any) -> tuple[Any, ...]:
        """Outputs in the order of the rows, and the last states."""
        xp, rows = NAMESPACES[type(x)], len(x)
        h = (states := tuple([s.copy() for s in states]))[0]
        room = rows if self.keep else len(h)
        self.cell = cell = CELLS[self.mode](xp, room, w_hr.shape[1] if w_hr is not None else h.shape[1], x.dtype)
        weights = xp.multiply(w_hh.T, cell.sign, out=xp.empty(w_hh.shape[::-1], x.dtype))  # lines of gates: faster
        bias = None if b_hh is None else b_hh * cell.sign
        out, share = xp.empty((rows, h.shape[1]), x.dtype), xp.empty((len(h), x.shape[1]), x.dtype)
        self.before = xp.empty((room, h.shape[1]), x.dtype)
        self.raw = raw = out  # which is the user's, who may write into it
        if w_hr is not None or (cell.keeps_result and self.keep):
            self.raw = raw = xp.empty((rows, h.shape[1] if w_hr is None else w_hr.shape[1]), x.dtype)
        for start, end in self.steps:
            count = end - start
            kept = slice(start, end) if self.keep else slice(0, count)
            ahead, hidden, new = self.before[kept], share[:count], raw[start:end]
            ahead[...] = h[:count]
            xp.matmul(ahead, weights, out=hidden)
            if bias is not None:
                hidden += bias
            cell.step(x[start:end], hidden, kept, new, *[s[:count] for s in states])
            if w_hr is not None:
                xp.matmul(new, w_hr.T, out=out[start:end])
            elif raw is not out:
                out[start:end] = new
            h[:count] = out[start:end]
        return (out, *states)

    def backward(self, gradients: Any, w_hh: Any, b_hh: Any, w_hr: Any, needs_weights: bool) -> tuple[Any, ...]:
        """Gradients of x, the weights and the states before; it may be called again."""
        d_out, *d_states = gradients
        xp, cell, raw = NAMESPACES[type(d_out)], self.cell, self.raw
        d_h, *d_more = d_states = [d.copy() for d in d_states]
        cell.prepare(raw, self.before)
        d_projected = None if w_hr is None else xp.empty_like(d_out)
        for start, end in reversed(self.steps):
            count, rows = end - start, slice(start, end)
            d, d_next = xp.add(d_h[:count], d_out[rows]), d_h[:count]
            if d_projected is not None:
                d_projected[rows] = d
                d = d @ w_hr
            cell.back(rows, d, *[m[:count] for m in d_more])
            xp.matmul(cell.hidden[rows], w_hh, out=d_next)
            cell.direct(rows, d, d_next)
        inputs, hidden = cell.inputs, cell.hidden
        cell.inputs = cell.hidden = None  # they are the gradients' memory now
        if inputs is not hidden:  # the gates before the last one have one gradient
            shared = inputs.shape[1] - raw.shape[1]
            inputs[:, :shared] = hidden[:, :shared]
        if not needs_weights:
            return (inputs, None, None, None, *d_states)
        recurrent = xp.matmul(hidden.T, self.before)
        projection = None if d_projected is None else xp.matmul(d_projected.T, raw)
        bias = None if b_hh is None else xp.matmul(xp.ones(len(hidden), hidden.dtype), hidden)
        return (inputs, recurrent, bias, projection, *d_states)
