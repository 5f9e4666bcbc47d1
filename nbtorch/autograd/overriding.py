"""`__torch_function__`: which arguments bring their own implementation of a function, and the call of it.

Nothing is looked for on the fast paths. A look-alike has no array there, and ends where a wrong argument would be
refused. A subclass of Tensor shows them no array while overriding is on, and so ends there too; its methods are wrapped
when the class is made.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from functools import wraps
from sys import _getframe
from typing import Any

from . import observe

active: list[Any] = []  # one for each class that overrides, and for each mode that some thread is in
off: ContextVar[bool] = ContextVar("off", default=False)
modes: ContextVar[tuple[Any, ...]] = ContextVar("modes", default=())
Tensor: Any = None  # set by nbtorch._tensor
_HERE = __name__.partition(".")[0] + "."
_REFLECTED = ("__rsub__", "__rpow__", "__rtruediv__", "__rdiv__", "__rfloordiv__", "__rmod__", "__rmatmul__")
_FAST = _HERE + "_methods"
_OWN = frozenset((
    "__init__", "__new__", "__init_subclass__", "__subclasshook__", "__class__", "__dict__", "__weakref__", "__slots__",
    "__getattribute__", "__setattr__", "__delattr__", "__dir__", "__doc__", "__module__", "__annotations__", "__hash__",
    "__torch_function__", "_data", "_node", "_view", "_writes", "_grad", "as_subclass", "_make_subclass", "__reduce__",
    "__reduce_ex__", "__sizeof__", "__array_priority__", "__array_wrap__", "__iter__",
))  # fmt: skip


def disabled(function: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
    """The `__torch_function__` of a class that is a plain tensor to every function."""
    with Off():
        return function(*args, **(kwargs or {}))


class Off:
    """Overriding is off inside."""

    def __enter__(self) -> None:
        self.token = off.set(True)

    def __exit__(self, *exc: Any) -> None:
        off.reset(self.token)


class AllOff(Off):
    """Overriding is off inside, and so are modes."""

    def __enter__(self) -> None:
        super().__enter__()
        self.held = modes.set(())

    def __exit__(self, *exc: Any) -> None:
        modes.reset(self.held)
        super().__exit__()


def overrides(value: Any) -> bool:
    """Whether a value brings its own implementations."""
    kind = type(value)
    own = getattr(kind, "__torch_function__", None)
    if kind.__module__.partition(".")[0] == "torch" and not hasattr(kind, "_node"):
        return False  # a tensor of PyTorch's, whose implementation knows nothing of ours
    return own is not None and kind is not Tensor and own is not disabled and not (off.get() and hasattr(kind, "_node"))


def found(values: Iterable[Any]) -> list[Any]:
    """The values that override, one of each class: from left to right, a subclass before its bases."""
    result: list[Any] = []
    for value in values:
        if overrides(value) and not any([type(value) is type(other) for other in result]):
            place = next((i for i, other in enumerate(result) if isinstance(value, type(other))), len(result))
            result.insert(place, value)
    return result


def spread(args: Any) -> list[Any]:
    """Arguments, and what is in the lists and tuples among them."""
    return [part for a in args for part in (a if isinstance(a, (list, tuple)) else (a,))]


def handle(public: Callable[..., Any], relevant: Iterable[Any], args: Any, kwargs: Any) -> Any:
    """What the innermost mode, or the first argument that implements `public`, makes of the call."""
    those = found(relevant)
    types = tuple([type(value) for value in those])
    stack = modes.get()
    if stack:
        token = modes.set(stack[:-1])
        try:
            result = stack[-1].__torch_function__(public, types, args, kwargs)
        finally:
            modes.reset(token)
        if result is not NotImplemented:
            return result
    for value in those:
        result = type(value).__torch_function__(public, types, args, kwargs)
        if result is not NotImplemented:
            return result
    if not public.__module__.startswith(_HERE):
        where = f"{public.__module__}.{public.__name__}"
        raise TypeError(
            f"no implementation found for '{where}' on types that implement __torch_function__: {list(types)}"
        )
    listed = "".join([f"  - tensor subclass {kind}\n" for kind in types])
    raise TypeError(
        f"Multiple dispatch failed for 'torch.{public.__name__}'; all __torch_function__ handlers returned "
        f"NotImplemented:\n\n{listed}\nFor more information, try re-running with TORCH_LOGS=not_implemented"
    )


def concerned(inputs: Iterable[Any]) -> bool:
    """Whether a call goes to a mode or to an argument."""
    return bool(modes.get()) or bool(found(inputs))


def loose(args: Any, kwargs: Any) -> list[Any]:
    """All arguments of a call, and what is in the lists and tuples among them."""
    return spread([*args, *kwargs.values()])


def call_of(function: Any, args: Any, kwargs: Any) -> Any:
    """A call of a composed function, without what is there by default, by whoever overrides it."""
    places = list(inspect.signature(function).parameters.values())
    if not any([place.kind is place.VAR_POSITIONAL for place in places]):
        while args and places[len(args) - 1].default is args[-1]:
            args = args[:-1]
    defaults = {place.name: place.default for place in places}
    kwargs = {name: value for name, value in kwargs.items() if name not in defaults or value is not defaults[name]}
    return handle(function, loose(args, kwargs), args, kwargs)


def op_call(op: Any, inputs: Any, statics: Any) -> Any:
    """The call of an op, as the user may have written it, by whoever overrides it."""
    given = dict(zip(op.statics, statics, strict=False))
    given.update({op.arrays[0]: list(inputs)} if op.variadic else zip(op.arrays, inputs, strict=True))
    args: list[Any] = []
    kwargs: dict[str, Any] = {}
    for name in op.parameters:
        if name in op.default and given[name] is op.default[name]:
            continue
        if len(kwargs) == 0 and len(args) == op.parameters.index(name):
            args.append(given[name])
        else:
            kwargs[name] = given[name]
    return handle(op.call, spread(inputs), tuple(args), kwargs)


# ---------------------------------------------------------------- subclasses of Tensor
def default(cls: Any, function: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
    """Run `function` on plain tensors; what it makes is of class `cls`."""
    if not all([issubclass(cls, kind) for kind in types]):
        return NotImplemented
    with Off():
        result = function(*args, **(kwargs or {}))
        return result if getattr(function, "keeps_class", False) else converted(result, cls)


def converted(result: Any, cls: Any) -> Any:
    """Tensors as tensors of class `cls`."""
    if isinstance(result, Tensor):
        if cls is Tensor or isinstance(result, cls):
            return result
        made = object.__new__(cls)
        for name in ("_data", "_node", "_view", "_writes", "_grad"):
            setattr(made, name, getattr(result, name))
        return made
    if isinstance(result, (tuple, list)):
        parts = [converted(part, cls) for part in result]
        return type(result)(*parts) if hasattr(result, "_fields") else type(result)(parts)
    return result


def dispatched(function: Any, name: str = "") -> Any:
    """A method of Tensor that asks who overrides it; an operator is the function that it stands for."""
    own = getattr(function, "__name__", "")
    operator = own.endswith("_operator") or name in _REFLECTED
    public = function
    if name in _REFLECTED:  # PyTorch too tells of these by their own names
        public = _accessor(function, name, "__rdiv__" if name == "__rtruediv__" else name)
    elif operator:
        public = function.__globals__[own.removesuffix("_operator")]

    forward = getattr(Tensor, f"__{name[3:]}", None) if operator and name.startswith("__r") else None
    straight = forward.__globals__[forward.__name__.removesuffix("_operator")] if forward is not None else None

    @wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        if off.get():
            return function(*args, **kwargs)
        try:
            if straight is not None and type(args[1]) is Tensor:  # it was asked first, as one of a subclass
                return handle(straight, args, args[::-1], {})
            return handle(public, spread([*args, *kwargs.values()]), args, kwargs)
        except TypeError:
            if operator:  # the other operand may know
                return NotImplemented
            raise

    return call


def adopt(cls: Any) -> None:
    """Let a new subclass of Tensor answer for its methods and, if it overrides, for every function."""
    own = cls.__torch_function__
    if own is disabled or cls.__module__.partition(".")[0] == Tensor.__module__.partition(".")[0]:
        return
    for base in Tensor.__mro__[:-1]:
        for name, member in vars(base).items():
            if name in _OWN or getattr(cls, name, None) is not getattr(Tensor, name, None):
                continue
            if isinstance(member, property):
                get, put, drop = [
                    p and dispatched(_accessor(p, name, kind))
                    for p, kind in ((member.fget, "__get__"), (member.fset, "__set__"), (member.fdel, "__delete__"))
                ]
                setattr(cls, name, property(get, put, drop, member.__doc__))
            elif callable(member) and not isinstance(member, (type, staticmethod, classmethod)):
                setattr(cls, name, dispatched(member, name))
    active.append(cls)
    cls._data = _hidden(Tensor._data)


def _accessor(function: Any, name: str, kind: str) -> Any:
    """One of a property's functions, named as PyTorch's `Tensor.shape.__get__` is."""

    @wraps(function)
    def access(*args: Any) -> Any:
        return function(*args)

    access.__name__, access.keeps_class = kind, name in ("grad", "_base")  # type: ignore[attr-defined]
    return access


def _hidden(place: Any) -> Any:
    """The array of a subclass: not shown to the fast paths, which would not ask."""

    def get(t: Any) -> Any:
        if off.get() or _getframe(1).f_globals["__name__"] != _FAST:
            return place.__get__(t)
        raise AttributeError(f"{type(t).__name__} has a __torch_function__", name="_data", obj=t)

    return property(get, place.__set__)


# ---------------------------------------------------------------- modes
def divert(*facts: Any) -> None:
    """A listener that does nothing: the fast paths step aside for it."""


def enter(mode: Any) -> None:
    """Let `mode` see every call of an op."""
    modes.set((*modes.get(), mode))
    observe.ops.append(divert)
    active.append(mode)


def leave(mode: Any) -> None:
    """The innermost mode ends."""
    modes.set(modes.get()[:-1])
    observe.ops.remove(divert)
    active.remove(mode)
