"""The layers of a module as frozen plain data: what each holds, and what it gave and cost when it was called."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from .graph import Shape

ROOT = ""


@dataclass(frozen=True, slots=True)
class Call:
    """What was seen of one module: the shapes of its last output, how often it was called, its FLOPs over all calls."""

    outputs: tuple[Shape, ...] = ()
    count: int = 0
    flops: int | None = None
    bytes: int = 0  # of all outputs


@dataclass(frozen=True, slots=True)
class Layer:
    """A module and those below it. `params` counts each parameter below it once; None where a shape is not known yet.

    Of `repeat` equal neighbours in a row, the first stands for all, up to the one named `last`. `same` is the path
    under which a shared module came before; its numbers are there.
    """

    path: str
    name: str
    kind: str
    params: int | None
    trainable: int
    call: Call
    device: str = ""
    same: str = ""
    layers: tuple[Layer, ...] = ()
    repeat: int = 1
    last: str = ""

    def signature(self) -> tuple[Any, ...]:
        """What two modules agree in that are copies of each other."""
        below = tuple((one.name, one.repeat, *one.signature()) for one in self.layers)
        return self.kind, self.params, self.trainable, self.call, self.device, self.same, below


@dataclass(frozen=True)
class Summary:
    """The layers of a module; str() is a table. Bytes are those of parameters, buffers, inputs and layer outputs."""

    root: Layer
    inputs: tuple[Shape, ...]
    bytes: int
    buffer_bytes: int
    input_bytes: int
    output_bytes: int
    devices: tuple[str, ...]

    @property
    def params(self) -> int | None:
        """How many parameters there are, each counted once."""
        return self.root.params

    @property
    def trainable(self) -> int:
        """How many of them require grad."""
        return self.root.trainable

    @property
    def flops(self) -> int | None:
        """Of one forward pass: two for a multiplication and an addition, in matrix products and convolutions."""
        return self.root.call.flops

    @property
    def batch(self) -> int | None:
        """The length that the inputs and all outputs begin with, if there is one to leave out."""
        first = {shape[0] if shape else 0 for shape in (*self.inputs, *self.root.call.outputs)}
        return min(first) if len(first) == 1 and min(first) > 1 else None

    def to_dict(self) -> dict[str, Any]:
        """The JSON form: totals, and the layers first to last, with the depth of each."""
        return {
            "schema": 1, "kind": "summary", "name": self.root.kind, "params": self.params,
            "trainable": self.trainable, "flops": self.flops, "inputs": [list(shape) for shape in self.inputs],
            "bytes": {"params": self.bytes, "buffers": self.buffer_bytes, "inputs": self.input_bytes,
                      "outputs": self.output_bytes},
            "devices": list(self.devices), "layers": [_row(layer, depth) for layer, depth in walked(self.root.layers)],
        }  # fmt: skip

    def to_text(self) -> str:
        """A table with the totals below."""
        from .summary_text import summary_text

        return summary_text(self)

    def to_html(self) -> str:
        """A table without a script, whose groups of layers open and close."""
        from .summary_page import summary_html

        return summary_html(self)

    __str__ = __repr__ = to_text


def walked(layers: tuple[Layer, ...], depth: int = 0) -> Iterator[tuple[Layer, int]]:
    """Layers and those below them, with their depth."""
    for layer in layers:
        yield layer, depth
        yield from walked(layer.layers, depth + 1)


def folded(layers: tuple[Layer, ...]) -> tuple[Layer, ...]:
    """Numbered neighbours that are equal as one: two blocks, or three plain layers, are enough."""
    out: list[Layer] = []
    start = 0
    while start < len(layers):
        first, end = layers[start], start + 1
        signature = first.signature() if first.name.isdecimal() else None
        while end < len(layers) and signature and layers[end].name.isdecimal() and layers[end].signature() == signature:
            end += 1
        if end - start >= (2 if first.layers else 3):
            out.append(replace(first, repeat=end - start, last=layers[end - 1].name))
        else:
            out += layers[start:end]
        start = end
    return tuple(out)


def _row(layer: Layer, depth: int) -> dict[str, Any]:
    call = layer.call
    return {
        "path": layer.path, "name": layer.name, "type": layer.kind, "depth": depth, "params": layer.params,
        "trainable": layer.trainable, "outputs": [list(shape) for shape in call.outputs], "calls": call.count,
        "flops": call.flops, "device": layer.device, "same": layer.same, "repeat": layer.repeat, "last": layer.last,
    }  # fmt: skip
