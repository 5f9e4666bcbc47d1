"""The loops of a recurrent layer on arrays: few calls a step, into memory that is made once.

`_cells` says what a step is. Here each gate has a matrix of its own, one gate after the other: what a step does to
some of them is then one call over memory without gaps, and the product of a gate is small enough for BLAS not to pack
its weights. The input's share of all steps is one product; a step adds the hidden state's and activates the sum in its
place. A logistic function is `tanh(x / 2) / 2 + 1 / 2`, faster than an exponential function and a division: the weights
of the doors come halved. On the way back all that does not depend on the gradients is computed for many steps at once:
a step multiplies by it.
"""

from __future__ import annotations

from typing import Any

from ..backend.array import NAMESPACES

BLOCK = 1 << 14  # elements of a gate for which factors are computed at once: they stay in the cache


def steps_of(sizes: tuple[int, ...], reverse: bool) -> list[tuple[int, int]]:
    """The rows of every step, from and to, in the order of the run."""
    found, start = [], 0
    for size in sizes:
        found.append((start, start + size))
        start += size
    return found[::-1] if reverse else found


def blocks(rows: int, width: int) -> list[slice]:
    """The rows, some at a time."""
    size = max(BLOCK // width, 1)
    return [slice(start, start + size) for start in range(0, rows, size)]


class Elman:
    """`act(x + hidden)`."""

    gates, scale, apart, act = 1, (1.0,), False, "tanh"

    def __init__(self, xp: Any, x: Any, room: int):
        self.xp, self.x = xp, x

    def step(self, rows: slice, kept: slice, hidden: Any, new: Any, h: Any) -> None:
        gate = self.x[0, rows]
        gate += hidden[0]
        if self.act == "tanh":
            self.xp.tanh(gate, out=gate)
        else:
            self.xp.maximum(gate, 0, out=gate)
        new[...] = gate

    def prepare(self, before: Any) -> None:
        self.inputs = self.hidden = 1 - self.x * self.x if self.act == "tanh" else (self.x > 0).astype(self.x.dtype)

    def back(self, rows: slice, d: Any) -> None:
        self.hidden[:, rows] *= d

    def direct(self, rows: slice, d: Any, into: Any) -> None:
        pass


class Lstm:
    """Gates in the order input, forget, cell, output."""

    gates, scale, apart = 4, (0.5, 0.5, 1.0, 0.5), False

    def __init__(self, xp: Any, x: Any, room: int):
        self.xp, self.x = xp, x
        self.half = xp.asarray(self.scale, x.dtype).reshape(4, 1, 1)
        self.lift = 1 - self.half
        self.cells = xp.empty((room, x.shape[2]), x.dtype)  # before each step
        self.shown = xp.empty_like(self.cells)  # tanh of the cells after it

    def step(self, rows: slice, kept: slice, hidden: Any, new: Any, h: Any, c: Any) -> None:
        xp, gates, shown = self.xp, self.x[:, rows], self.shown[kept]
        gates += hidden
        xp.tanh(gates, out=gates)
        gates *= self.half
        gates += self.lift
        self.cells[kept] = c
        c *= gates[1]
        c += xp.multiply(gates[0], gates[2], out=shown)
        xp.tanh(c, out=shown)
        xp.multiply(gates[3], shown, out=new)

    def prepare(self, before: Any) -> None:
        xp, (_, rows, width) = self.xp, self.x.shape
        self.inputs = self.hidden = xp.empty_like(self.x)  # the factors, which steps multiply
        self.through = xp.empty_like(self.cells)
        for some in blocks(rows, width):
            let_in, keep, fresh, door = self.x[:, some]
            d_in, d_keep, d_fresh, d_door = self.hidden[:, some]
            shown, through = self.shown[some], self.through[some]
            xp.multiply(let_in, fresh, out=d_fresh)
            xp.subtract(1, let_in, out=d_in)
            d_in *= d_fresh
            d_fresh *= fresh
            xp.subtract(let_in, d_fresh, out=d_fresh)
            xp.subtract(1, keep, out=d_keep)
            d_keep *= keep
            d_keep *= self.cells[some]
            xp.multiply(door, shown, out=through)
            xp.subtract(1, door, out=d_door)
            d_door *= through
            through *= shown
            xp.subtract(door, through, out=through)

    def back(self, rows: slice, d: Any, d_c: Any) -> None:
        into = self.hidden[:, rows]
        into[3] *= d
        d *= self.through[rows]
        d_c += d
        into[:3] *= d_c
        d_c *= self.x[1, rows]

    def direct(self, rows: slice, d: Any, into: Any) -> None:
        pass


class Gru:
    """Gates in the order reset, update, new."""

    gates, scale, apart = 3, (0.5, 0.5, 1.0), True

    def __init__(self, xp: Any, x: Any, room: int):
        self.xp, self.x = xp, x
        self.offered = xp.empty((room, x.shape[2]), x.dtype)  # the hidden share of the new gate

    def step(self, rows: slice, kept: slice, hidden: Any, new: Any, h: Any) -> None:
        xp, gates = self.xp, self.x[:, rows]
        doors, fresh = gates[:2], gates[2]
        doors += hidden[:2]
        xp.tanh(doors, out=doors)
        doors *= 0.5
        doors += 0.5
        self.offered[kept] = hidden[2]
        fresh += xp.multiply(doors[0], hidden[2], out=new)
        xp.tanh(fresh, out=fresh)
        xp.subtract(h, fresh, out=new)
        new *= doors[1]
        new += fresh

    def prepare(self, before: Any) -> None:
        xp, (_, rows, width) = self.xp, self.x.shape
        self.inputs, self.hidden = xp.empty_like(self.x), xp.empty_like(self.x)
        self.last = xp.empty_like(self.offered)  # of the new gate's input
        for some in blocks(rows, width):
            reset, stay, fresh = self.x[:, some]
            d_reset, d_stay, d_fresh = self.hidden[:, some]
            last = self.last[some]
            xp.multiply(fresh, fresh, out=last)
            xp.subtract(1, last, out=last)
            xp.subtract(1, stay, out=d_stay)
            last *= d_stay
            d_stay *= stay
            d_stay *= xp.subtract(before[some], fresh, out=d_reset)
            xp.subtract(1, reset, out=d_reset)
            d_reset *= reset
            d_reset *= self.offered[some]
            d_reset *= last
            xp.multiply(last, reset, out=d_fresh)

    def back(self, rows: slice, d: Any) -> None:
        self.hidden[:, rows] *= d
        self.xp.multiply(d, self.last[rows], out=self.inputs[2, rows])

    def direct(self, rows: slice, d: Any, into: Any) -> None:
        d *= self.x[1, rows]
        into += d


class Rectified(Elman):
    act = "relu"


CELLS: dict[str, Any] = {"RNN_TANH": Elman, "RNN_RELU": Rectified, "LSTM": Lstm, "GRU": Gru}


def scaled(xp: Any, weight: Any, scale: tuple[float, ...], rows: int) -> Any:
    """A weight (gates * width, inputs) as a matrix (inputs, width) for each gate, in the first of so many rows."""
    gates = weight.reshape(len(scale), -1, weight.shape[1])
    made = xp.empty((len(scale), rows, gates.shape[1]), weight.dtype)
    xp.multiply(gates.transpose(0, 2, 1), xp.asarray(scale, weight.dtype)[:, None, None], out=made[:, : gates.shape[2]])
    return made


class Run:
    """One pass of a layer over time, and the way back."""

    def __init__(self, mode: str, sizes: tuple[int, ...], reverse: bool, keep: bool):
        self.cell_of, self.steps, self.keep = CELLS[mode], steps_of(sizes, reverse), keep

    def forward(
        self, data: Any, w_ih: Any, b_ih: Any, w_hh: Any, b_hh: Any, w_hr: Any, *states: Any
    ) -> tuple[Any, ...]:  # fmt: skip
        """Outputs in the order of the rows, and the last states."""
        xp, rows, made = NAMESPACES[type(data)], len(data), self.cell_of
        h = (states := tuple([s.copy() for s in states]))[0]
        count, shown = h.shape
        self.biased = b_hh is not None
        x = xp.matmul(data, scaled(xp, w_ih, made.scale, w_ih.shape[1]))
        weights = scaled(xp, w_hh, made.scale, shown + self.biased)
        room = rows if self.keep else count
        before = xp.empty((room, weights.shape[1]), x.dtype)  # the hidden states, and a column for the bias
        if self.biased:
            before[:, shown] = 1
            share = xp.asarray(made.scale, x.dtype)[:, None]
            x_bias, bias = (b.reshape(made.gates, -1) * share for b in (b_ih, b_hh))
            if made.apart:
                x += x_bias[:, None]
            else:
                bias += x_bias
            weights[:, shown] = bias
        self.before, self.cell = before[:, :shown], (cell := made(xp, x, room))
        out, hidden = xp.empty((rows, shown), x.dtype), xp.empty((made.gates, count, x.shape[2]), x.dtype)
        self.raw = raw = out if w_hr is None else xp.empty((rows, x.shape[2]), x.dtype)
        for start, end in self.steps:
            count, rows_of = end - start, slice(start, end)
            kept = rows_of if self.keep else slice(0, count)
            ahead, part, new = self.before[kept], hidden[:, :count], raw[rows_of]
            ahead[...] = h[:count]
            xp.matmul(before[kept], weights, out=part)
            cell.step(rows_of, kept, part, new, *[s[:count] for s in states])
            if w_hr is not None:
                new = xp.matmul(new, w_hr.T, out=out[rows_of])
            h[:count] = new
        return (out, *states)

    def backward(
        self, gradients: Any, data: Any, w_ih: Any, b_ih: Any, w_hh: Any, b_hh: Any, w_hr: Any, needs_data: bool,
        needs_weights: bool,
    ) -> tuple[Any, ...]:  # fmt: skip
        """Gradients of the data, the weights in their order, and the states before; it may be called again."""
        d_out, *d_states = gradients
        xp, cell = NAMESPACES[type(d_out)], self.cell
        d_h, *d_more = d_states = [d.copy() for d in d_states]
        cell.prepare(self.before)
        d_projected = None if w_hr is None else xp.empty_like(d_out)
        by_gate = w_hh.reshape(cell.gates, -1, w_hh.shape[1])
        shares = xp.empty((cell.gates, *d_h.shape), d_h.dtype)
        for start, end in reversed(self.steps):
            count, rows = end - start, slice(start, end)
            d, d_next = xp.add(d_h[:count], d_out[rows]), d_h[:count]
            part = shares[:, :count] if cell.gates > 1 else d_next[None]
            if d_projected is not None:
                d_projected[rows] = d
                d = d @ w_hr
            cell.back(rows, d, *[m[:count] for m in d_more])
            xp.matmul(cell.hidden[:, rows], by_gate, out=part)
            if cell.gates > 1:
                xp.add.reduce(part, 0, None, d_next)
            cell.direct(rows, d, d_next)
        inputs, hidden = cell.inputs, cell.hidden
        cell.inputs = cell.hidden = None  # they are the gradients' memory now
        if inputs is not hidden:  # the gates before the last one have one gradient
            inputs[:-1] = hidden[:-1]
        d_data, weights = None, (None,) * 5
        if needs_data:
            lines = inputs.transpose(1, 0, 2).reshape(inputs.shape[1], -1)
            d_data = xp.matmul(lines, w_ih)
        if needs_weights:
            projection = None if d_projected is None else xp.matmul(d_projected.T, self.raw)
            weights = (*self._weights(xp, inputs, data), *self._weights(xp, hidden, self.before), projection)
        return (d_data, *weights, *d_states)

    def _weights(self, xp: Any, gates: Any, given: Any) -> tuple[Any, Any]:
        """The gradients of a weight and its bias, from those of the gates and what the weight was multiplied with."""
        weight = xp.matmul(gates.transpose(0, 2, 1), given)
        bias = xp.matmul(xp.ones(gates.shape[1], gates.dtype), gates).reshape(-1) if self.biased else None
        return weight.reshape(-1, weight.shape[2]), bias
