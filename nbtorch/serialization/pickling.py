"""Pickles that name PyTorch's classes and functions, written without PyTorch."""

from __future__ import annotations

import io
import pickle
from collections import OrderedDict
from types import BuiltinFunctionType, FunctionType
from typing import Any

from .._size import Size
from .._tensor import Tensor
from ..autograd.memory import settled
from ..backend import device as devices, dtype as dtypes
from ..backend.layout import layout
from ..backend.storage import TypedStorage, UntypedStorage, bounds, dense, offset, owner, reach, steps
from ..nn.modules._fields import in_pytorch
from ..nn.modules.module import Module
from ..nn.parameter import Buffer, Parameter
from .modules import complete
from .names import STORAGE_OF, Named, is_ours, named, theirs
from .places import location_tag

PRIVATE = ("retains", "lies_as_meant")  # what the engine notes on a tensor


class _Part:
    """The memory of a tensor on its way into a file: bytes, and the dtype they are written as."""

    def __init__(self, array: Any, kind: dtypes.dtype | None):
        self.array, self.kind = array, kind


def pickled(obj: Any, module: Any, protocol: int, *, old: bool = False) -> tuple[bytes, dict[str, tuple[Any, Any]]]:
    """The pickle of `obj`, and the storages that it names: (bytes, dtype) by key."""
    base: Any = pickle._Pickler if module is pickle else module.Pickler
    if not issubclass(base, pickle._Pickler):
        raise TypeError(
            f"pickle_module {module.__name__} cannot be used: its Pickler is none of Python's own (pickle._Pickler), "
            "and so cannot be taught PyTorch's names"
        )
    buffer = io.BytesIO()
    pickler = type("Pickler", (_Names, base), {"dispatch": {**base.dispatch, **_DISPATCH}})(buffer, protocol)
    pickler.prepare(old)
    pickler.dump(obj)
    return buffer.getvalue(), pickler.storages


class _Names:
    """What the pickler does otherwise than Python's: tensors, storages, modules, and everything that is nbtorch's."""

    proto: int

    def prepare(self, old: bool) -> None:
        self.old = old
        self.storages: dict[str, tuple[Any, Any]] = {}
        self.keys: dict[Any, str] = {}
        self.kept: list[Any] = []  # what must not be freed before the end, for it is known by its address
        self.kinds: dict[Any, Any] = {}

    # ---- storages
    def persistent_id(self, obj: Any) -> Any:
        kind = type(obj)
        if kind is _Part:
            return self.stored(obj.array, obj.kind)
        if kind is TypedStorage:
            return self.stored(obj.untyped()._bytes, obj.dtype)
        if kind is UntypedStorage:
            return self.stored(obj._bytes, None)
        return None

    def stored(self, array: Any, kind: dtypes.dtype | None) -> tuple[Any, ...]:
        """A storage as files name it; its bytes are noted, once."""
        low, high = bounds(owner(array))
        place = (low, high) if high > low else ("empty", id(owner(array)))
        if place not in self.keys:
            self.keys[place] = str(len(self.keys))
            self.kept.append(owner(array))
            self.kinds[place] = kind
            content = UntypedStorage(array)
            host = memoryview(devices.move(content._bytes, "cpu")) if high > low else memoryview(b"")
            self.storages[self.keys[place]] = host, kind or dtypes.uint8
        elif high > low and self.kinds[place] is not kind:
            raise RuntimeError("Cannot save multiple tensors or storages that view the same data as different types")
        name = ("torch.storage", "UntypedStorage") if kind is None else ("torch", STORAGE_OF[kind])
        count = (high - low) // (1 if kind is None else kind.itemsize)
        location = location_tag(UntypedStorage(array))
        facts = ("storage", named(*name), self.keys[place], location, count)
        return (*facts, None) if self.old else facts

    # ---- names
    def save_named(self, obj: Named) -> None:
        me: Any = self
        if self.proto >= 4:
            me.save(obj.module)
            me.save(obj.name)
            me.write(pickle.STACK_GLOBAL)
        else:
            me.write(pickle.GLOBAL + f"{obj.module}\n{obj.name}\n".encode())
        me.memoize(obj)

    def save_global(self, obj: Any, name: str | None = None) -> None:
        me: Any = self
        if is_ours(obj) and "<" not in obj.__qualname__:
            me.save(named(*theirs(obj)))
        else:
            super().save_global(obj, name)  # type: ignore[misc]

    def save_dtype(self, obj: dtypes.dtype) -> None:
        me: Any = self
        me.save(named("torch", obj.name))

    # ---- objects
    def reducer_override(self, obj: Any) -> Any:
        if isinstance(obj, Tensor):
            return tensor(obj)
        if isinstance(obj, Module):
            made = obj.__reduce_ex__(2)
            if len(made) > 2 and isinstance(made[2], dict) and "_modules" in made[2]:
                return (*made[:2], complete(type(obj), in_pytorch(made[2])), *made[3:])
            return made
        kind = type(obj)
        if kind is Size:
            return named("torch", "Size"), (tuple(obj),)
        if kind is devices.device:
            return named("torch", "device"), (obj.type,) if obj.index is None else (obj.type, obj.index)
        if kind is layout:
            return named("torch.serialization", "_get_layout"), (f"torch.{obj.name}",)
        return NotImplemented


_DISPATCH: dict[Any, Any] = {
    Named: _Names.save_named,
    dtypes.dtype: _Names.save_dtype,
    FunctionType: lambda pickler, obj: pickler.save_global(obj),
    BuiltinFunctionType: lambda pickler, obj: pickler.save_global(obj),
}


def tensor(t: Tensor) -> tuple[Any, tuple[Any, ...]]:
    """How PyTorch makes such a tensor from a file: a function and its arguments."""
    attributes = {name: value for name, value in t.__dict__.items() if name not in PRIVATE}
    hooks: OrderedDict[Any, Any] = OrderedDict()
    if type(t) is Parameter:
        plain = Tensor(settled(t), None)
        if attributes:
            return named("torch._utils", "_rebuild_parameter_with_state"), (plain, t.requires_grad, hooks, attributes)
        return named("torch._utils", "_rebuild_parameter"), (plain, t.requires_grad, hooks)
    array, kind = settled(t), t.dtype
    if not _fits(array):
        array = array.copy()
    layout = offset(array), tuple(array.shape), steps(array), t.requires_grad, hooks
    if kind in STORAGE_OF:
        function, arguments = named("torch._utils", "_rebuild_tensor_v2"), (_Part(array, kind), *layout)
    else:
        function, arguments = named("torch._utils", "_rebuild_tensor_v3"), (_Part(array, None), *layout, kind)  # type: ignore[assignment]
    if (type(t) is Tensor or type(t) is Buffer) and not attributes:
        return function, arguments
    kind_of_tensor = Tensor if type(t) is Buffer else type(t)
    return named("torch._tensor", "_rebuild_from_type_v2"), (function, kind_of_tensor, arguments, attributes)


def _fits(array: Any) -> bool:
    """Whether PyTorch can describe how the array lies: whole elements from the start of its memory, forwards."""
    low, high = bounds(owner(array))
    size, stride = array.shape, steps(array)
    if (high - low) % array.dtype.itemsize or any([s < 0 for s in array.strides]):
        return False
    if any([s % array.dtype.itemsize for s in array.strides]) or (bounds(array)[0] - low) % array.dtype.itemsize:
        return False
    return not array.size or stride == dense(size) or offset(array) + reach(size, stride) <= high - low
