"""One step of each recurrent network, and its gradient, on tensors; `_unrolled` has them on arrays.

`step(x, hidden, h, *more)` has the input's share of the gates, the hidden state's share, and the states before; it
gives the states after and what `back(kept, d_h, *d_more)` needs to give the gradients of the two shares, what h gets
beside its share, and the gradients of the other states before.
"""

from __future__ import annotations

from typing import Any

from ..ops.activation import relu, sigmoid
from ..ops.pointwise import tanh
from ..ops.shape import cat


class Elman:
    """`act(x + hidden)` (Elman, 1990)."""

    def __init__(self, act: Any, slope: Any):
        self.act, self.slope = act, slope

    def step(self, x: Any, hidden: Any, h: Any) -> Any:
        after = self.act(x + hidden)
        return (after,), (after,)

    def back(self, kept: Any, d_h: Any) -> Any:
        d = d_h * self.slope(kept[0])
        return d, d, None, ()


class Lstm:
    """Long short-term memory with a forget gate (Gers et al., 2000); gates in the order input, forget, cell, output."""

    def step(self, x: Any, hidden: Any, h: Any, c: Any) -> Any:
        gates = x + hidden
        width = gates.shape[-1] // 4
        doors = sigmoid(gates[:, : 2 * width])
        new = tanh(gates[:, 2 * width : 3 * width])
        door = sigmoid(gates[:, 3 * width :])
        after = doors[:, width:] * c + doors[:, :width] * new
        shown = tanh(after)
        return (door * shown, after), (doors, new, door, shown, c)

    def back(self, kept: Any, d_h: Any, d_c: Any) -> Any:
        doors, new, door, shown, c = kept
        width = new.shape[-1]
        let_in, keep = doors[:, :width], doors[:, width:]
        d_c = d_c + d_h * door * (1 - shown * shown)
        d = cat(
            [
                d_c * new * let_in * (1 - let_in), d_c * c * keep * (1 - keep), d_c * let_in * (1 - new * new),
                d_h * shown * door * (1 - door),
            ],
            -1,
        )  # fmt: skip
        return d, d, None, (d_c * keep,)


class Gru:
    """Gated recurrent unit (Cho et al., 2014); gates in the order reset, update, new."""

    def step(self, x: Any, hidden: Any, h: Any) -> Any:
        width = h.shape[-1]
        doors = sigmoid(x[:, : 2 * width] + hidden[:, : 2 * width])
        reset, stay = doors[:, :width], doors[:, width:]
        offered = hidden[:, 2 * width :]
        new = tanh(x[:, 2 * width :] + reset * offered)
        return (new + stay * (h - new),), (doors, offered, new, h)

    def back(self, kept: Any, d_h: Any) -> Any:
        doors, offered, new, h = kept
        width = new.shape[-1]
        reset, stay = doors[:, :width], doors[:, width:]
        d_new = d_h * (1 - stay) * (1 - new * new)
        d_reset = d_new * offered * reset * (1 - reset)
        d_stay = d_h * (h - new) * stay * (1 - stay)
        return cat([d_reset, d_stay, d_new], -1), cat([d_reset, d_stay, d_new * reset], -1), d_h * stay, ()


KINDS: dict[str, Any] = {
    "RNN_TANH": Elman(tanh, lambda after: 1 - after * after),
    "RNN_RELU": Elman(relu, lambda after: after > 0),
    "LSTM": Lstm(),
    "GRU": Gru(),
}
