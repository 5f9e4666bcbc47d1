"""`torch.autograd.graph`: nodes and edges, hooks on several gradients, and on what the graph saves."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from . import engine, packing
from .api import GradientEdge as GradientEdge
from .apply import current
from .hooks import RemovableHandle
from .inplace import wrote
from .node import GradFn, grad_fn

Node = GradFn


def get_gradient_edge(tensor: Any) -> GradientEdge:
    """Where the gradient of `tensor` arrives: what `grad` and `backward` take in the place of the tensor."""
    node = current(tensor)
    if node is None:
        raise RuntimeError("It is not possible to get the gradient edge for a Tensor that does not require gradients")
    return GradientEdge(grad_fn(node), tensor.output_nr)


def increment_version(tensor: Any) -> None:
    """Tell that a tensor, or each of several, was written to in a way that autograd did not see."""
    for t in [tensor] if hasattr(tensor, "_node") else tensor:
        wrote(t)


class saved_tensors_hooks:
    """Let `pack_hook(tensor)` say what is kept of a saved tensor, and `unpack_hook(kept)` give it back."""

    def __init__(self, pack_hook: Any, unpack_hook: Any):
        self.pack_hook, self.unpack_hook = pack_hook, unpack_hook

    def __enter__(self) -> None:
        packing.push((self.pack_hook, self.unpack_hook))

    def __exit__(self, *exc: object) -> None:
        packing.pop()


class save_on_cpu(saved_tensors_hooks):
    """Keep what is saved for backward in the memory of the CPU, whatever its device."""

    def __init__(self, pin_memory: bool = False, device_type: str = "cuda"):
        super().__init__(lambda t: (t.device, t.cpu()), lambda kept: kept[1].to(kept[0]))


class allow_mutation_on_saved_tensors(saved_tensors_hooks):
    """Let what is saved for backward be overwritten before it: a copy is saved."""

    def __init__(self) -> None:
        super().__init__(lambda t: t.clone(), lambda kept: kept)


@contextmanager
def disable_saved_tensors_hooks(error_message: str) -> Iterator[None]:
    """Refuse saved tensors hooks with this message."""
    if packing.active.get():
        raise RuntimeError(error_message)
    token = packing.refusal.set(error_message)
    try:
        yield
    finally:
        packing.refusal.reset(token)


class _Handles(RemovableHandle):
    __slots__ = ("handles",)

    def __init__(self, handles: tuple[RemovableHandle, ...]):
        self.handles = handles

    def remove(self) -> None:
        for handle in self.handles:
            handle.remove()


def register_multi_grad_hook(tensors: Any, fn: Any, *, mode: str = "all") -> RemovableHandle:
    """Call `fn` once in a backward: with all gradients of `tensors` (None: not computed), or with "any" the first."""
    if mode not in ("all", "any"):
        raise ValueError(f"Expects mode to be one of ('all', 'any') but got {mode}")
    if mode == "any":
        first = _first(fn)
        return _Handles(tuple([t.register_hook(first) for t in tensors if t.requires_grad]))
    gathered = _Gathered(tensors, fn)
    return _Handles(tuple([t.register_hook(gathered.hook(i)) for i, t in enumerate(tensors)]))


def _first(fn: Any) -> Any:
    """A hook that calls `fn` with the first gradient of a walk only."""
    last: list[Any] = [None]

    def seen(g: Any) -> None:
        number = engine.walks[-1].number
        if last[0] != number:
            last[0] = number
            fn(g)

    return seen


class _Gathered:
    """Waits for the gradients that a walk will compute."""

    def __init__(self, tensors: Any, fn: Any):
        self.nodes, self.fn = [current(t) for t in tensors], fn
        self.open: dict[int, tuple[int, list[Any]]] = {}  # by walk: how many are to come, and what came

    def expected(self, walk: Any) -> tuple[int, list[Any]]:
        self.open.clear()  # what a failed walk left
        return sum([walk.reaches(n) for n in self.nodes]), [None] * len(self.nodes)

    def hook(self, index: int) -> Any:
        def seen(g: Any) -> None:
            walk = engine.walks[-1]
            left, found = self.open.get(walk.number) or self.expected(walk)
            found[index] = g
            self.open[walk.number] = (left - 1, found)
            if left == 1:
                del self.open[walk.number]
                self.fn(found)

        return seen
