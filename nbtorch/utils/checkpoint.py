"""Trading time for memory: a part of a network keeps nothing for its backward and is computed again when that comes.

T. Chen et al., "Training Deep Nets with Sublinear Memory Cost", 2016.
"""

from __future__ import annotations

import itertools
import warnings
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

from .._tensor import Tensor
from ..autograd import Function, backward, engine, packing
from ..autograd.graph import saved_tensors_hooks
from ..autograd.modes import enable_grad, no_grad, recording
from ..backend.random import default_generator

_early: list[bool | None] = [None]  # what `set_checkpoint_early_stop` says
_debug: list[bool | None] = [None]
_outside = itertools.count(-1, -1)  # numbers of what unpacks outside a backward
CHECKS: dict[str, Any] = {
    "default": lambda t: {"shape": t.shape, "dtype": t.dtype, "device": t.device},
    "none": lambda t: {},
}


class CheckpointError(RuntimeError):
    """The second run of a checkpointed function was not like the first."""


def noop_context_fn() -> tuple[Any, Any]:
    """The contexts of the first and the second run: none."""
    return nullcontext(), nullcontext()


@contextmanager
def set_checkpoint_early_stop(enable: bool) -> Iterator[None]:
    """Say whether a second run ends as soon as it has computed what backward needs."""
    before, _early[0] = _early[0], enable
    try:
        yield
    finally:
        _early[0] = before


@contextmanager
def set_checkpoint_debug_enabled(enabled: bool | None) -> Iterator[None]:
    """Accepted: errors here name the tensors that differ in any case."""
    before, _debug[0] = _debug[0], enabled
    try:
        yield
    finally:
        _debug[0] = before


@contextmanager
def _forked(state: Any) -> Iterator[None]:
    """Draw random numbers from `state` on, and leave the stream as it was."""
    if state is None:
        yield
        return
    before = default_generator.get_state()
    default_generator.set_state(state)
    try:
        yield
    finally:
        default_generator.set_state(before)


def checkpoint(
    function: Any,
    *args: Any,
    use_reentrant: bool | None = None,
    context_fn: Any = noop_context_fn,
    determinism_check: str = "default",
    debug: bool = False,
    early_stop: bool = True,
    **kwargs: Any,
) -> Any:
    """`function(*args, **kwargs)`, computed again in the backward instead of keeping what that needs.

    Random numbers are the same both times, unless `preserve_rng_state=False`. The reentrant kind runs a backward inside
    the backward; it needs an input that requires a gradient, and no `inputs` of `backward`.
    """
    if use_reentrant is None:
        warnings.warn(
            "torch.utils.checkpoint: the use_reentrant parameter should be passed explicitly. Starting in PyTorch 2.9, "
            "calling checkpoint without use_reentrant will raise an exception. use_reentrant=False is recommended, but "
            "if you need to preserve the current default behavior, you can pass use_reentrant=True. Refer to docs for "
            "more details on the differences between the two variants.",
            stacklevel=2,
        )
        use_reentrant = True
    preserve = kwargs.pop("preserve_rng_state", True)
    if kwargs and use_reentrant:
        raise ValueError("Unexpected keyword arguments: " + ",".join(kwargs))
    if use_reentrant:
        if context_fn is not noop_context_fn or debug is not False:
            raise ValueError("Passing `context_fn` or `debug` is only supported when use_reentrant=False.")
        return CheckpointFunction.apply(function, preserve, *args)
    if determinism_check not in CHECKS:
        raise ValueError(f"determinism_check should be one of {list(CHECKS)}, but got {determinism_check}")
    first, second = context_fn()
    if not recording.get():
        with first:
            return function(*args, **kwargs)
    state = default_generator.get_state() if preserve else None

    def again(*given: Any) -> None:
        with _forked(state), second:
            function(*given, **kwargs)

    frame = _Frame(again, args, early_stop if _early[0] is None else _early[0], CHECKS[determinism_check])
    with saved_tensors_hooks(frame.pack, frame.unpack), first:
        result = function(*args, **kwargs)
    frame.complete = True
    return result


def checkpoint_sequential(
    functions: Any, segments: int, input: Any, use_reentrant: bool | None = None, **kwargs: Any
) -> Any:
    """`input` through `functions` (a list, or an `nn.Sequential`) in `segments` parts, the last not checkpointed."""
    if use_reentrant is None:
        warnings.warn(
            "torch.utils.checkpoint.checkpoint_sequential: the use_reentrant parameter should be passed explicitly. In "
            "version 2.9 we will raise an exception if use_reentrant is not passed. use_reentrant=False is recommended,"
            " but if you need to preserve the current default behavior, you can pass use_reentrant=True. Refer to docs "
            "for more details on the differences between the two variants.",
            stacklevel=2,
        )
        use_reentrant = True
    preserve = kwargs.pop("preserve_rng_state", True)
    if kwargs:
        raise ValueError("Unexpected keyword arguments: " + ",".join(kwargs))
    functions = list(functions.children()) if hasattr(functions, "children") else list(functions)
    size = len(functions) // segments

    def through(start: int, end: int) -> Any:
        def run(value: Any) -> Any:
            for function in functions[start:end]:
                value = function(value)
            return value

        return run

    for part in range(segments - 1):
        run = through(part * size, (part + 1) * size)
        input = checkpoint(run, input, use_reentrant=use_reentrant, preserve_rng_state=preserve)
    return through((segments - 1) * size, len(functions))(input)


# ---------------------------------------------------------------- the kind without a second backward
class _Holder:
    """What the graph keeps in the place of a saved tensor."""

    __slots__ = ("__weakref__", "index")

    def __init__(self, index: int):
        self.index = index


class _Stop(Exception):
    """The second run has computed all that was saved."""


class _Frame:
    """One call of a checkpointed function: what it was given, and what a second run computed of what it had saved."""

    def __init__(self, again: Any, inputs: tuple[Any, ...], early: bool, describe: Any):
        self.again, self.early, self.describe, self.complete = again, early, describe, False
        self.holders: list[Any] = []
        self.facts: list[Any] = []
        self.found: dict[int, dict[int, Any]] = {}  # by walk, by place
        self.inputs = [_kept(value) for value in inputs]

    def pack(self, t: Any) -> _Holder:
        holder = _Holder(len(self.holders))
        self.holders.append(weakref.ref(holder))
        self.facts.append(self.describe(t))
        return holder

    def unpack(self, holder: _Holder) -> Any:
        number = engine.walks[-1].number if engine.walks else next(_outside)
        if number not in self.found:
            self._run_again(number)
        if holder.index not in self.found[number]:
            raise CheckpointError(
                "torch.utils.checkpoint: Unpack is being triggered for a tensor that was already unpacked once. If you "
                "are calling ctx.saved_tensors in backward, make sure to do so only once. Otherwise please open an "
                "issue with details on your use case."
            )
        return self.found[number].pop(holder.index)

    def _run_again(self, number: int) -> None:
        running = {walk.number for walk in engine.walks}
        self.found = {n: values for n, values in self.found.items() if n in running}
        values = self.found[number] = {}
        count = itertools.count()
        total = 0

        def pack(t: Any) -> Any:
            nonlocal total
            place = next(count)
            total = place + 1
            if place >= len(self.holders):
                if not self.complete:  # a backward inside the function: what comes after it was not saved yet
                    return t
                raise CheckpointError(
                    "torch.utils.checkpoint: trying to save more tensors during recomputation than during the original "
                    "forward pass.\n"
                )
            if self.holders[place]() is not None:
                values[place] = t
            if self.early and total == len(self.holders):
                raise _Stop
            return t

        try:
            with saved_tensors_hooks(pack, lambda t: t), enable_grad():
                self.again(*[_opened(value) for value in self.inputs])
        except _Stop:
            pass
        self._check(total, values)

    def _check(self, total: int, values: dict[int, Any]) -> None:
        if total < len(self.holders):
            raise CheckpointError(
                "torch.utils.checkpoint: A different number of tensors was saved during the original forward and "
                f"recomputation.\nNumber of tensors saved during forward: {len(self.holders)}\nNumber of tensors saved "
                f"during recomputation: {total}.\n"
            )
        different = [
            f"tensor at position {place}:\nsaved metadata: {self.facts[place]}\n"
            f"recomputed metadata: {self.describe(t)}\n"
            for place, t in values.items()
            if self.describe(t) != self.facts[place]
        ]
        if different:
            raise CheckpointError(
                "torch.utils.checkpoint: Recomputed values for the following tensors have different metadata than "
                f"during the forward pass.\n{''.join(different)}.\n"
            )


def _kept(value: Any) -> Any:
    """An input for the second run; inside another checkpoint, that one computes it again."""
    if not isinstance(value, Tensor) or not packing.active.get():
        return value
    return _Nested(packing.packed(value._data), value.requires_grad)


class _Nested:
    """An input that an outer frame holds."""

    def __init__(self, content: Any, learns: bool):
        self.content, self.learns = content, learns


def _opened(value: Any) -> Any:
    return value.content.open().detach().requires_grad_(value.learns) if type(value) is _Nested else value


# ---------------------------------------------------------------- the reentrant kind
class CheckpointFunction(Function):
    """Runs a function unrecorded, and in the backward again, with a backward of its own."""

    @staticmethod
    def forward(ctx: Any, run_function: Any, preserve_rng_state: bool, *args: Any) -> Any:
        if not any([t.requires_grad for t in args if isinstance(t, Tensor)]):
            warnings.warn("None of the inputs have requires_grad=True. Gradients will be None", stacklevel=4)
        ctx.run_function = run_function
        ctx.state = default_generator.get_state() if preserve_rng_state else None
        ctx.inputs = [None if isinstance(t, Tensor) else t for t in args]
        ctx.places = [i for i, t in enumerate(args) if isinstance(t, Tensor)]
        ctx.save_for_backward(*[t for t in args if isinstance(t, Tensor)])
        with no_grad():
            return run_function(*args)

    @staticmethod
    def backward(ctx: Any, *grads: Any) -> Any:
        if engine.walks[-1].wanted is not None:
            raise RuntimeError(
                "When use_reentrant=True, torch.utils.checkpoint is incompatible with .grad() or passing an `inputs` "
                "parameter to .backward(). To resolve this error, you can either set use_reentrant=False, or call "
                ".backward() without passing the `inputs` argument."
            )
        inputs = list(ctx.inputs)
        for place, t in zip(ctx.places, ctx.saved_tensors, strict=True):
            inputs[place] = t.detach().requires_grad_(t.requires_grad)
        with _forked(ctx.state), enable_grad():
            outputs = ctx.run_function(*inputs)
        outputs = outputs if isinstance(outputs, (tuple, list)) else (outputs,)
        pairs = [(o, g) for o, g in zip(outputs, grads, strict=False) if isinstance(o, Tensor) and o.requires_grad]
        if not pairs:
            raise RuntimeError("none of output has requires_grad=True, this checkpoint() is not necessary")
        backward([o for o, _ in pairs], [g for _, g in pairs])
        return (None, None, *[t.grad if isinstance(t, Tensor) else None for t in inputs])
