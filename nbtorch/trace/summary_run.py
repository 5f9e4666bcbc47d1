"""`summary(model, input)`: one forward pass that is watched and leaves the model as it was."""

from __future__ import annotations

import copy
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from weakref import WeakKeyDictionary

from .._functions import zeros
from .._tensor import Tensor
from ..autograd import observe
from ..autograd.modes import no_grad
from ..autograd.scope import Scope, current
from ..nn import Module
from ..nn._lazy_parameter import is_lazy
from ..nn.modules.module import register_module_forward_hook
from ..nn.modules.rnn import RNNBase
from ..random import fork_rng
from .flops import flops
from .graph import Shape
from .summary import ROOT, Call, Layer, Summary, folded
from .wording import dimensions

NONE = Call()
Seen = tuple[dict[str, Call], tuple[Shape, ...], int]  # calls by path, shapes and bytes of the inputs
UNSEEN: Seen = ({}, (), 0)
_seen: WeakKeyDictionary[Module, Seen] = WeakKeyDictionary()  # of each model's last summary


def summary(model: Any, input: Any = None, *more: Any, input_size: Any = None, dtype: Any = None,
            **kwargs: Any) -> Summary:
    """The layers of `model` with output shapes, parameters and FLOPs, from one forward pass on `input`.

    A tuple or list is given as several arguments, a dict as keywords; `input_size=(64, 1, 8, 8)`, or a list of such,
    stands for zeros of `dtype`. Without an input, what the last summary of this model saw is shown beside the layers.
    The pass runs in evaluation mode without gradients; modes, buffers and the random stream are as before after it, and
    lazy modules stay lazy. Raises RuntimeError with the name of the layer in which the pass fails.
    """
    if not isinstance(model, Module):
        raise TypeError(f"summary(): argument 'model' must be Module, not {type(model).__name__}")
    if input is not None and input_size is not None:
        raise ValueError("summary() takes an input or an input_size, not both")
    if input_size is not None:
        input = _made(model, input_size, dtype)
    args = () if input is None else tuple(input) if isinstance(input, tuple | list) else (input,)
    args += more
    if isinstance(input, Mapping):
        args, kwargs = more, {**input, **kwargs}
    if not args and not kwargs:
        return table(model, *_seen.get(model, UNSEEN))
    whole = copy.deepcopy(model) if any(map(is_lazy, _tensors(model))) else model
    watch = _Watch(whole)
    with untouched(whole, buffers=whole is model), watch, no_grad():
        try:
            whole(*args, **kwargs)
        except Exception as error:
            raise RuntimeError(watch.told(error)) from error
    given = list(_arrays((args, kwargs)))
    seen = watch.calls(), tuple(tuple(t.shape) for t in given), sum(t._data.nbytes for t in given)
    _seen[model] = seen
    return table(whole, *seen)


def look(model: Module) -> Summary | None:
    """What a module shows of itself; None of one without layers and parameters."""
    if not model._modules and not model._parameters:
        return None
    return table(model, *_seen.get(model, UNSEEN))


def _made(model: Module, size: Any, dtype: Any) -> tuple[Any, ...]:
    """Zeros of one or several sizes, where the first parameter is."""
    sizes = [size] if all(isinstance(length, int) for length in size) else list(size)
    where = next((parameter.device for parameter in model.parameters()), None)
    return tuple(zeros(tuple(one), dtype=dtype, device=where) for one in sizes)


def _tensors(model: Module) -> Iterator[Any]:
    yield from model.parameters()
    yield from model.buffers()


def _arrays(value: Any, depth: int = 0) -> Iterator[Any]:
    """The tensors in nested tuples, lists and mappings, and in objects of named fields."""
    if isinstance(value, Tensor):
        yield value
    elif depth < 8 and isinstance(value, Mapping):
        for one in value.values():
            yield from _arrays(one, depth + 1)
    elif depth < 8 and isinstance(value, tuple | list):
        for one in value:
            yield from _arrays(one, depth + 1)
    elif depth < 8 and hasattr(type(value), "__dataclass_fields__"):
        for name in type(value).__dataclass_fields__:
            yield from _arrays(getattr(value, name, None), depth + 1)


# ---- the pass
@contextmanager
def untouched(model: Module, buffers: bool) -> Iterator[None]:
    """Evaluation mode inside `with`; modes, buffers (if asked) and the random stream are as before after it."""
    modes = [(module, module.training) for module in model.modules()]
    tables = [(module, dict(module._buffers)) for module in model.modules()] if buffers else []
    held = [(b, b._version, b._data.copy()) for _, own in tables for b in own.values() if b is not None]
    try:
        for module, _ in modes:
            module.training = False
        with fork_rng():
            yield
    finally:
        for module, mode in modes:
            module.training = mode
        for module, own in tables:
            module._buffers.update(own)
        for buffer, version, values in held:
            if buffer._version != version:
                buffer._data[...] = values


class _Watch:
    """Listens to the modules and the ops of one pass, of this thread."""

    def __init__(self, model: Module):
        self.model = model
        self.paths = {id(module): path for path, module in model.named_modules()}
        self.thread = threading.get_ident()
        self.found: dict[str, dict[str, Any]] = {}
        self.failure: tuple[Scope, Any] | None = None
        self.inside: Any = None

    def __enter__(self) -> _Watch:
        self.handle = register_module_forward_hook(self._called)
        self.listener, self.error_listener = self._op, self._failed
        observe.ops.append(self.listener)
        observe.errors.append(self.error_listener)
        return self

    def __exit__(self, *exc: Any) -> None:
        self.handle.remove()
        observe.ops.remove(self.listener)
        observe.errors.remove(self.error_listener)

    def calls(self) -> dict[str, Call]:
        """What was seen, by path."""
        return {path: Call(**seen) for path, seen in self.found.items()}

    def told(self, error: Exception) -> str:
        """Where the pass failed, in a sentence."""
        place = "the model itself"
        if self.failure is not None:
            scope, args = self.failure
            module = None if scope.module is None else scope.module()
            path = self.paths.get(id(module), scope.path)
            given = ", ".join(dimensions(tuple(t.shape)) for t in _arrays(args))
            place = f"`{path}` ({scope.kind})" if path else f"{scope.kind}.forward()"
            place += f", called with {given}" if given else ""
        return f"summary(): the forward pass failed in {place}: {type(error).__name__}: {error}"

    def _failed(self, error: Any, scope: Scope, args: Any) -> None:
        if self.failure is None and threading.get_ident() == self.thread:
            self.failure = scope, args

    def _called(self, module: Module, args: Any, output: Any) -> None:
        path = self.paths.get(id(module))
        if path is None or threading.get_ident() != self.thread:
            return
        seen = self._of(path)
        outputs = list(_arrays(output))
        seen["count"] += 1
        seen["outputs"] = tuple(tuple(t.shape) for t in outputs)
        seen["bytes"] += sum(t._data.nbytes for t in outputs)
        if isinstance(module, RNNBase):
            rows = next(t.shape[0] if t.dim() == 2 and hasattr(args[0], "batch_sizes") else t.numel() // t.shape[-1]
                        for t in _arrays(args[0]))
            weights = sum(p.numel() for name, p in module._parameters.items()
                          if p is not None and name.startswith("weight"))
            self._add(current.get(), 2 * rows * weights)

    def _op(self, op: Any, inputs: Any, statics: Any, out: Any, phase: str) -> None:
        if threading.get_ident() != self.thread or phase == "backward":
            return
        scope = current.get()
        module = None if scope is None or scope.module is None else scope.module()
        if isinstance(module, RNNBase):
            return  # its loop is no op: `_called` counts it as a whole
        shapes = {name: tuple(one.shape) for name, one in zip(op.arrays, inputs, strict=False) if hasattr(one, "shape")}
        shape = getattr(out, "shape", None)
        cost = None if shape is None else flops(op.name, tuple(shape), shapes)
        if cost:
            self._add(scope, cost)

    def _add(self, scope: Scope | None, cost: int) -> None:
        """Count for the module that is being called, and for all that called it."""
        counted = set()
        while scope is not None:
            path = None if scope.module is None else self.paths.get(id(scope.module()))
            if path is not None and path not in counted:
                counted.add(path)
                seen = self._of(path)
                seen["flops"] = (seen["flops"] or 0) + cost
            scope = scope.parent

    def _of(self, path: str) -> dict[str, Any]:
        return self.found.setdefault(path, {"outputs": (), "count": 0, "flops": None, "bytes": 0})


# ---- the table
def table(model: Module, calls: Mapping[str, Call], inputs: tuple[Shape, ...], input_bytes: int) -> Summary:
    """The layers of a module with what was seen of them."""
    root = _layer(model, ROOT, "", calls, {})
    known = [t for t in _tensors(model) if not is_lazy(t)]
    sizes = {id(t): t._data.nbytes for t in known}
    own = {id(p) for p in model.parameters()}
    outputs = sum(calls[path].bytes for path, module in model.named_modules() if not module._modules and path in calls)
    return Summary(
        root, inputs, sum(size for key, size in sizes.items() if key in own),
        sum(size for key, size in sizes.items() if key not in own), input_bytes, outputs,
        tuple(dict.fromkeys(str(t.device) for t in known)),
    )  # fmt: skip


def _layer(module: Module, path: str, name: str, calls: Mapping[str, Call], seen: dict[int, str]) -> Layer:
    kind = type(module).__name__
    if id(module) in seen:
        return Layer(path, name, kind, 0, 0, NONE, same=seen[id(module)])
    seen[id(module)] = path
    below = folded(tuple(
        _layer(child, f"{path}.{key}" if path else key, key, calls, seen)
        for key, child in module._modules.items() if child is not None
    ))  # fmt: skip
    call = calls.get(path, NONE)
    if not call.count and call.flops is None:  # a list of modules: its owner calls them
        parts = [one.call.flops * one.repeat for one in below if one.call.flops is not None]
        call = Call(flops=sum(parts)) if parts else NONE
    parameters = list(module.parameters())
    known = not any(map(is_lazy, parameters))
    device = ", ".join(dict.fromkeys(str(p.device) for p in parameters if not is_lazy(p)))
    return Layer(path, name, kind, _count(parameters) if known else None,
                 _count(p for p in parameters if p.requires_grad and not is_lazy(p)), call, device, "", below)


def _count(parameters: Iterable[Any]) -> int:
    return sum(parameter.numel() for parameter in parameters)
