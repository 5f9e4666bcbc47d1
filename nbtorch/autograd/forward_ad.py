"""Forward mode: dual tensors carry a tangent, and what is computed of them has one too.

The tangent of a result is the gradient of a gradient (J. Townsend, "A new trick for calculating Jacobian vector
products", 2017), computed when it is asked for: every op that has a backward has a forward mode. Ops must be recorded
for it: inside `no_grad` a dual tensor loses its tangent.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from .functional import gradients, zeros
from .levels import Level
from .modes import _Decorator, enable_grad, recording

_levels: list[_Dual] = []


class _Dual(Level):
    """A level and its pairs: where in the graph an input entered, and its tangent."""

    def __init__(self) -> None:
        super().__init__()
        self.pairs: list[tuple[Any, Any]] = []


class UnpackedDualTensor(NamedTuple):
    """What `unpack_dual` gives."""

    primal: Any
    tangent: Any


def enter_dual_level() -> int:
    """Start a level; dual tensors live until it ends."""
    _levels.append(_Dual())
    return len(_levels) - 1


def exit_dual_level(*, level: int | None = None) -> None:
    """End the last level."""
    if level is not None and level != len(_levels) - 1:
        raise RuntimeError(
            "Trying to exit a forward AD level that was not the last one that was created. This is not supported."
        )
    _levels.pop()


class dual_level(_Decorator):
    """The level inside which dual tensors are made and unpacked."""

    def __enter__(self) -> int:
        if _levels:
            raise RuntimeError("Nested forward mode AD is not supported at the moment")
        return enter_dual_level()

    def __exit__(self, *exc: Any) -> None:
        exit_dual_level()


def check_tangent(tensor: Any, tangent: Any) -> None:
    """A direction must have the shape of its tensor."""
    if tensor.shape != tangent.shape:
        raise RuntimeError(
            f"Trying to set a forward gradient that has a different size than that of the original Tensor, this is not "
            f"supported. Tensor is of size {list(tensor.shape)} while the given forward gradient is of size "
            f"{list(tangent.shape)}."
        )


def make_dual(tensor: Any, tangent: Any, *, level: int | None = None) -> Any:
    """`tensor` with `tangent`, the direction in which results are differentiated."""
    if not _levels:
        raise RuntimeError(
            "Trying to create a dual Tensor for forward AD but no level exists, make sure to enter_dual_level() first."
        )
    for what, t in (("primal", tensor), ("tangent", tangent)):
        if not (t.is_floating_point() or t.is_complex()):
            raise ValueError(f"Expected {what} to be floating point or complex, but got: {t.dtype}")
    check_tangent(tensor, tangent)
    inner, mark = _levels[-1 if level is None else level].enter(tensor)
    _levels[-1 if level is None else level].pairs.append((mark, tangent))
    return inner


def unpack_dual(tensor: Any, *, level: int | None = None) -> UnpackedDualTensor:
    """The value and the tangent of a tensor; None when it depends on no dual tensor."""
    if not _levels:
        return UnpackedDualTensor(tensor, None)
    here = _levels[-1 if level is None else level]
    records = recording.get()
    return UnpackedDualTensor(here.leave(tensor, records), here.leave(tangent_of([tensor], here.pairs)[0], records))


def tangent_of(outputs: list[Any], pairs: list[tuple[Any, Any]]) -> list[Any]:
    """The tangents of `outputs` for (input, tangent) `pairs`; None where an output depends on no input."""
    found: list[Any] = []
    with enable_grad():
        for output in outputs:
            if not output.requires_grad:
                found.append(None)
                continue
            dummy = zeros(output, True)
            first = gradients((output,), [mark for mark, _ in pairs], (dummy,), True)
            used = [(g, t) for g, (_, t) in zip(first, pairs, strict=True) if g is not None]
            if not used:
                found.append(None)
                continue
            (tangent,) = gradients([g for g, _ in used], (dummy,), [t for _, t in used], True)
            found.append(zeros(output) if tangent is None else tangent)
    return found
