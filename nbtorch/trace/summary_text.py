"""The layers of a module as a table of text."""

from __future__ import annotations

from .graph import Shape
from .summary import Layer, Summary, walked
from .wording import DASH, TIMES, count, dimensions, printable, quantity, shortened

NAME, ROWS = 40, 400  # characters of a name, rows of a table


def summary_text(view: Summary) -> str:
    """One row per layer, equal neighbours as one, and the totals."""
    head = ["layer", "type", output_head(view), "parameters", "", "FLOPs", "device"]
    rows = [head]
    layers = list(walked(view.root.layers or (view.root,)))
    for layer, depth in layers[:ROWS]:
        often = f" {TIMES}{layer.repeat}" if layer.repeat > 1 else ""
        rows.append(["  " * depth + shortened(label(layer), NAME) + often, layer.kind, output(layer, view.batch),
                     parameters(layer), frozen(layer), cost(layer), layer.device])
    seen = view.root.call.count > 0
    shown = [at for at in range(7) if (seen or at not in (2, 5)) and (len(view.devices) > 1 or at < 6)]
    widths = [max(len(row[at]) for row in rows) for at in range(7)]
    shown = [at for at in shown if widths[at]]
    lines = ["  ".join(_aligned(row[at], widths[at], at in (3, 5)) for at in shown).rstrip() for row in rows]
    lines.insert(1, "\u2500" * max(map(len, lines)))
    if len(layers) > ROWS:
        lines.append(f"… and {count(len(layers) - ROWS)} more layers")
    return "\n".join([f"{printable(view.root.kind)}: {facts(view)}", "", *lines, "", *totals(view)])


def _aligned(text: str, width: int, right: bool) -> str:
    return text.rjust(width) if right else text.ljust(width)


def label(layer: Layer) -> str:
    """`0`, or `0 … 11` for equal neighbours."""
    name = printable(layer.name or layer.kind)
    return f"{name} … {layer.last}" if layer.repeat > 1 else name


def output_head(view: Summary) -> str:
    """`output`, and what N stands for in the column."""
    return "output" if view.batch is None else f"output (N = {view.batch})"


def output(layer: Layer, batch: int | None) -> str:
    """The shapes of the last output; blank where none was seen."""
    if layer.same:
        return f"same as {printable(layer.same)}"
    shapes = ", ".join(_shape(shape, batch) for shape in layer.call.outputs[:3])
    more = len(layer.call.outputs) - 3
    often = f" ({layer.call.count} calls)" if layer.call.count > 1 else ""
    return shapes + (f" and {more} more" if more > 0 else "") + often


def _shape(shape: Shape, batch: int | None) -> str:
    if batch is not None and shape and shape[0] == batch:
        return TIMES.join(["N", *map(str, shape[1:])])
    return dimensions(shape)


def parameters(layer: Layer) -> str:
    """`4,672`."""
    if layer.same or layer.params == 0:
        return DASH
    if layer.params is None:
        return "not known yet"
    return count(layer.params)


def frozen(layer: Layer) -> str:
    """The word for layers of which some or all parameters do not require grad."""
    if not layer.params or layer.params == layer.trainable:
        return ""
    return "partly frozen" if layer.trainable else "frozen"


def cost(layer: Layer) -> str:
    """`38.1 M`; a dash where no matrix product was seen."""
    return quantity(layer.call.flops) if layer.call.flops else DASH


def facts(view: Summary) -> str:
    """The numbers of a title."""
    known = "parameters not known yet" if view.params is None else f"{count(view.params)} parameters"
    found = [known, quantity(view.bytes, "B")]
    if view.flops:
        batch = view.batch
        found.append(f"{quantity(view.flops / batch, 'FLOP')} per sample" if batch else quantity(view.flops, "FLOP"))
    return " · ".join([*found, *view.devices])


def totals(view: Summary) -> list[str]:
    """Sentences about the whole."""
    trained = "all trainable" if view.params == view.trainable else f"{count(view.trainable)} trainable"
    still = (view.params or 0) - view.trainable
    out = []
    if view.params is not None:
        out.append(f"parameters  {count(view.params)} ({trained}{f', {count(still)} frozen' if still > 0 else ''})")
    if view.flops is not None:
        out.append(f"FLOPs       {quantity(view.flops)} ({quantity(view.flops / 2)} MACs), of matrix products and "
                   "convolutions")
    memory = [("parameters", view.bytes), ("buffers", view.buffer_bytes), ("input", view.input_bytes),
              ("outputs of the layers", view.output_bytes)]
    if any(size for _, size in memory):
        out.append("memory      " + ", ".join(f"{what} {quantity(size, 'B')}" for what, size in memory if size))
    return out
