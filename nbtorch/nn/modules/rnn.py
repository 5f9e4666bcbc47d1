"""Recurrent networks over sequences."""

from __future__ import annotations

import math
import warnings
from typing import Any

from ..._functions import cat, empty, stack, zeros
from .. import functional as F, init
from .._recurrent import layer
from ..parameter import Parameter
from ..utils.rnn import PackedSequence
from .module import Module

GATES = {"LSTM": 4, "GRU": 3, "RNN_TANH": 1, "RNN_RELU": 1}


class RNNBase(Module):
    """What recurrent networks share: layers, one or two directions, packed sequences, single sequences.

    Shapes: (L, N, input_size), or (N, L, input_size) with `batch_first`, or (L, input_size); states
    (num_layers * directions, N, hidden_size). Parameters start uniform in ±1/sqrt(hidden_size).
    """

    title = "RNN"

    def __init__(
        self, mode: str, input_size: int, hidden_size: int, num_layers: int = 1, bias: bool = True,
        batch_first: bool = False, dropout: float = 0.0, bidirectional: bool = False, proj_size: int = 0,
        device: Any = None, dtype: Any = None,
    ):  # fmt: skip
        super().__init__()
        self._check(mode, input_size, hidden_size, num_layers, bias, batch_first, dropout, proj_size)
        self.mode, self.input_size, self.hidden_size, self.num_layers = mode, input_size, hidden_size, num_layers
        self.bias, self.batch_first, self.dropout = bias, batch_first, float(dropout)
        self.bidirectional, self.proj_size = bidirectional, proj_size
        directions, shown, gates = 2 if bidirectional else 1, proj_size or hidden_size, GATES[mode] * hidden_size
        self._all_weights: list[list[str]] = []
        for depth in range(num_layers):
            width = input_size if depth == 0 else shown * directions
            for suffix in ("", "_reverse")[:directions]:
                shapes: dict[str, tuple[int, ...]] = {"weight_ih": (gates, width), "weight_hh": (gates, shown)}
                if bias:
                    shapes.update(bias_ih=(gates,), bias_hh=(gates,))
                if proj_size:
                    shapes["weight_hr"] = (proj_size, hidden_size)
                for name, shape in shapes.items():
                    made = Parameter(empty(shape, device=device, dtype=dtype))
                    self.register_parameter(f"{name}_l{depth}{suffix}", made)
                self._all_weights.append([f"{name}_l{depth}{suffix}" for name in shapes])
        self.reset_parameters()

    @staticmethod
    def _check(
        mode: str, input_size: Any, hidden_size: Any, num_layers: int, bias: Any, batch_first: Any, dropout: Any,
        proj_size: int,
    ) -> None:  # fmt: skip
        if not isinstance(dropout, (int, float)) or isinstance(dropout, bool) or not 0 <= dropout <= 1:
            raise ValueError(
                "dropout should be a number in range [0, 1] representing the probability of an element being zeroed"
            )
        if dropout > 0 and num_layers == 1:
            warnings.warn(
                "dropout option adds dropout after all but last recurrent layer, so non-zero dropout expects "
                f"num_layers greater than 1, but got dropout={dropout} and num_layers={num_layers}",
                stacklevel=4,
            )
        for name, value, kind in (
            ("bias", bias, bool), ("batch_first", batch_first, bool), ("input_size", input_size, int),
            ("hidden_size", hidden_size, int),
        ):  # fmt: skip
            if not isinstance(value, kind):
                raise TypeError(f"{name} should be of type {kind.__name__}, got: {type(value).__name__}")
            if kind is int and value <= 0:
                raise ValueError(f"{name} must be greater than zero")
        if num_layers <= 0:
            raise ValueError("num_layers must be greater than zero")
        if proj_size < 0:
            raise ValueError("proj_size should be a positive integer or zero to disable projections")
        if proj_size >= hidden_size:
            raise ValueError("proj_size has to be smaller than hidden_size")
        if mode not in GATES:
            raise ValueError("Unrecognized RNN mode: " + mode)

    def reset_parameters(self) -> None:
        """Draw new parameters."""
        bound = 1 / math.sqrt(self.hidden_size)
        for parameter in self.parameters():
            init.uniform_(parameter, -bound, bound)

    def flatten_parameters(self) -> None:
        """Nothing to do: the layers take their parameters as they are."""

    @property
    def all_weights(self) -> list[list[Parameter]]:
        """The parameters of each layer and direction."""
        return [[getattr(self, name) for name in names] for names in self._all_weights]

    @property
    def _flat_weights(self) -> list[Parameter]:
        return [weight for weights in self.all_weights for weight in weights]

    # ---- running
    def forward(self, input: Any, hx: Any = None) -> Any:
        if type(self) is RNNBase:  # what only has the weights computes nothing
            return super().forward(input, hx)
        packed = isinstance(input, PackedSequence)
        if packed:
            data, sizes = input.data, tuple([int(n) for n in input.batch_sizes])
            count, single = sizes[0], False
            if hx is not None:
                hx = self._reordered(hx, input.sorted_indices)
            self._check_input(data, 2)
        else:
            if input.dim() not in (2, 3):
                kind = "tensor instead" if self.title == "RNN" else "instead"
                raise ValueError(f"{self.title}: Expected input to be 2D or 3D, got {input.dim()}D {kind}")
            single = input.dim() == 2
            steps = input.unsqueeze(1) if single else input.transpose(0, 1) if self.batch_first else input
            hx = self._batched(hx, single)
            length, count = steps.shape[:2]
            self._check_input(steps, 3)
            data, sizes = steps.reshape(length * count, steps.shape[2]), (count,) * length
        states = self._start(data, count) if hx is None else self._states(hx)
        self._check_states(states, count)
        out, *ends = self._layers(data, states, sizes)
        if packed:
            hidden = self._reordered(self._given(ends), input.unsorted_indices)
            return PackedSequence(out, input.batch_sizes, input.sorted_indices, input.unsorted_indices), hidden
        out = out.reshape(length, count, out.shape[1])
        out = out.squeeze(1) if single else out.transpose(0, 1) if self.batch_first else out
        return out, self._given([e.squeeze(1) for e in ends] if single else ends)

    def _layers(self, data: Any, states: tuple[Any, ...], sizes: tuple[int, ...]) -> list[Any]:
        """All layers, each direction of each one node: the outputs of the last, the last states of all."""
        directions = 2 if self.bidirectional else 1
        ends: list[tuple[Any, ...]] = []
        for depth in range(self.num_layers):
            outputs = []
            for direction in range(directions):
                place = depth * directions + direction
                weights = dict(zip(self._all_weights[place], self.all_weights[place], strict=True))
                parts = [
                    weights.get(f"{name}_l{depth}{'_reverse' if direction else ''}")
                    for name in ("weight_ih", "bias_ih", "weight_hh", "bias_hh", "weight_hr")
                ]
                before = tuple([s[place] for s in states])
                out, *last = layer(self.mode, data, tuple(parts), before, sizes, direction == 1)
                outputs.append(out)
                ends.append(tuple(last))
            data = outputs[0] if directions == 1 else cat(outputs, -1)
            if self.dropout and self.training and depth + 1 < self.num_layers:
                data = F.dropout(data, self.dropout)
        return [data, *[stack(list(parts)) for parts in zip(*ends, strict=True)]]

    # ---- states: one tensor, which an LSTM overrides with two
    def _states(self, hx: Any) -> tuple[Any, ...]:
        return (hx,)

    def _given(self, ends: list[Any]) -> Any:
        return ends[0]

    def _widths(self) -> tuple[int, ...]:
        return (self.hidden_size,)

    def _batched(self, hx: Any, single: bool) -> Any:
        if hx is None:
            return None
        if hx.dim() != (2 if single else 3):
            kind = (
                "unbatched 2-D input, hx should also be 2-D" if single else "batched 3-D input, hx should also be 3-D"
            )
            raise RuntimeError(f"For {kind} but got {hx.dim()}-D tensor")
        return hx.unsqueeze(1) if single else hx

    def _start(self, data: Any, count: int) -> tuple[Any, ...]:
        depth = self.num_layers * (2 if self.bidirectional else 1)
        return tuple([zeros(depth, count, w, dtype=data.dtype, device=data.device) for w in self._widths()])

    def _reordered(self, hx: Any, order: Any) -> Any:
        return hx if order is None else self._given([s.index_select(1, order) for s in self._states(hx)])

    # ---- checks
    def _check_input(self, input: Any, wanted: int) -> None:
        dtype = self._flat_weights[0].dtype
        if input.dtype != dtype:
            raise ValueError(
                f"RNN input dtype ({input.dtype}) does not match weight dtype ({dtype}). Convert input: "
                f"input.to({dtype}), or convert model: model.to({input.dtype})"
            )
        if input.dim() != wanted:
            raise RuntimeError(f"input must have {wanted} dimensions, got {input.dim()}")
        if input.shape[-1] != self.input_size:
            raise RuntimeError(
                f"input.size(-1) must be equal to input_size. Expected {self.input_size}, got {input.shape[-1]}"
            )

    def _check_states(self, states: tuple[Any, ...], count: int) -> None:
        depth = self.num_layers * (2 if self.bidirectional else 1)
        for place, (state, width) in enumerate(zip(states, self._widths(), strict=True)):
            if tuple(state.shape) != (depth, count, width):
                name = f"hidden[{place}]" if len(states) > 1 else "hidden"
                raise RuntimeError(f"Expected {name} size {(depth, count, width)}, got {list(state.shape)}")

    def extra_repr(self) -> str:
        parts = f"{self.input_size}, {self.hidden_size}"
        usual = {"proj_size": 0, "num_layers": 1, "bias": True, "batch_first": False, "dropout": 0}
        for name, value in {**usual, "bidirectional": False}.items():
            if getattr(self, name) != value:
                parts += f", {name}={getattr(self, name)}"
        return parts


class RNN(RNNBase):
    """`h = tanh(W_ih x + b_ih + W_hh h + b_hh)` at every step, or relu for tanh (Elman, 1990)."""

    def __init__(self, *args: Any, **kwargs: Any):
        _no_projection(kwargs)
        if len(args) > 3:
            nonlinearity, args = args[3], args[:3] + args[4:]
        else:
            nonlinearity = kwargs.pop("nonlinearity", "tanh")
        if nonlinearity not in ("tanh", "relu"):
            raise ValueError(f"Unknown nonlinearity '{nonlinearity}'. Select from 'tanh' or 'relu'.")
        super().__init__(f"RNN_{nonlinearity.upper()}", *args, **kwargs)
        self.nonlinearity = nonlinearity


class GRU(RNNBase):
    """Gated recurrent units (Cho et al., 2014)."""

    title = "GRU"

    def __init__(self, *args: Any, **kwargs: Any):
        _no_projection(kwargs)
        super().__init__("GRU", *args, **kwargs)


class LSTM(RNNBase):
    """Long short-term memory (Hochreiter & Schmidhuber, 1997), its output projected if `proj_size`; two states."""

    title = "LSTM"

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__("LSTM", *args, **kwargs)

    def _states(self, hx: Any) -> tuple[Any, ...]:
        return tuple(hx)

    def _given(self, ends: list[Any]) -> Any:
        return tuple(ends)

    def _widths(self) -> tuple[int, ...]:
        return (self.proj_size or self.hidden_size, self.hidden_size)

    def _batched(self, hx: Any, single: bool) -> Any:
        if hx is None:
            return None
        wanted = 2 if single else 3
        if hx[0].dim() != wanted or hx[1].dim() != wanted:
            kind = "unbatched" if single else "batched"
            raise RuntimeError(
                f"For {kind} {wanted}-D input, hx and cx should also be {wanted}-D but got ({hx[0].dim()}-D, "
                f"{hx[1].dim()}-D) tensors"
            )
        return tuple([h.unsqueeze(1) for h in hx]) if single else hx


def _no_projection(kwargs: dict[str, Any]) -> None:
    if "proj_size" in kwargs:
        raise ValueError("proj_size argument is only supported for LSTM, not RNN or GRU")
