"""What a file may name while only weights are loaded: values, classes and functions that cannot do harm."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Callable
from functools import cache
from pickle import UnpicklingError
from typing import Any

from .._size import Size
from .._tensor import Tensor
from .._tensortypes import ON_CPU
from ..backend import dtype as dtypes
from ..backend.device import device
from ..nn.parameter import Parameter
from .names import STORAGES, storage_type, theirs
from .rebuild import REBUILD

BLOCKED = ("sys", "os", "posix", "nt")  # never, even when somebody calls them safe
KEY_PARTS = 10_000  # a key is hashed and compared whole, and a small file can nest tuples into a long job

_added: dict[int, Any] = {}  # what the user called safe, by identity: not everything can be hashed


# ---- the user's own
def add_safe_globals(safe_globals: list[Any]) -> None:
    """Let files that are loaded with `weights_only=True` name these classes and functions, and call them.

    An item is a class or function, or `(class or function, "path.in.the.file")`.
    """
    _added.update({id(thing): thing for thing in safe_globals})


def get_safe_globals() -> list[Any]:
    """What `add_safe_globals` was given."""
    return list(_added.values())


def clear_safe_globals() -> None:
    """Take back all that `add_safe_globals` was given."""
    _added.clear()


class safe_globals:
    """`with safe_globals([MyClass]):` files may name these while it lasts."""

    def __init__(self, safe_globals: list[Any]):
        self.safe_globals = safe_globals

    def __enter__(self) -> None:
        self.new = [thing for thing in self.safe_globals if id(thing) not in _added]
        add_safe_globals(self.safe_globals)

    def __exit__(self, *exc: Any) -> None:
        for thing in self.new:
            _added.pop(id(thing), None)


def users() -> dict[str, Any]:
    """What the user called safe, by its path in files."""
    found: dict[str, Any] = {}
    for thing in _added.values():
        if isinstance(thing, tuple):
            if len(thing) != 2:
                raise ValueError(
                    "Expected tuple of length 2 (global, str of callable full path), but got tuple of length: "
                    f"{len(thing)}"
                )
            if type(thing[1]) is not str:
                raise TypeError(
                    f"Expected second item in tuple to be str of callable full path, but got: {type(thing[1])}"
                )
            found[thing[1]] = thing[0]
        else:
            found[".".join(theirs(thing))] = thing
    return found


# ---- what may be called without asking, with arguments that are looked at
def key(value: Any) -> Any:
    """`value`, when it may be a key: one whose hash is quickly computed."""
    parts, left = [value], KEY_PARTS
    while parts:
        part = parts.pop()
        left -= 1
        if type(part) in (tuple, frozenset):
            parts.extend(part)
        if left < len(parts):
            raise UnpicklingError(f"a key of more than {KEY_PARTS} parts: the file is corrupt, or made to do harm")
    return value


def _set(items: Any = ()) -> set[Any]:
    return {key(item) for item in _listed(items)}


def _listed(items: Any) -> Any:
    if type(items) not in (list, tuple, set, frozenset, dict, OrderedDict):
        raise UnpicklingError(f"a collection is made of a list, got {type(items).__name__}")
    return items


def _filled(kind: Any) -> Callable[..., Any]:
    def make(items: Any = ()) -> Any:
        pairs = _listed(items).items() if isinstance(items, dict) else [tuple(_listed(pair)) for pair in _listed(items)]
        made = kind()
        for pair in pairs:
            name, value = pair
            made[key(name)] = value
        return made

    return make


def _complex(real: Any, imag: Any = 0.0) -> complex:
    if not all([type(part) in (int, float) for part in (real, imag)]):
        raise UnpicklingError("the parts of a complex number must be numbers")
    return complex(real, imag)


def _bytearray(content: Any = b"", encoding: Any = None) -> bytearray:
    # not `bytearray(10**12)`: so many zeros from a few bytes of file
    return bytearray(content if type(content) is bytes else encode(content, encoding))


def encode(text: Any, encoding: Any = "latin1") -> bytes:
    """`_codecs.encode`, by which protocol 2 writes bytes."""
    if type(text) is not str or encoding not in ("latin1", "latin-1", "utf-8", "utf8", "ascii"):
        raise UnpicklingError(f"bytes are made of a text and a plain encoding, got {text!r:.80} and {encoding!r:.80}")
    return text.encode(encoding)


def _size(numbers: Any = ()) -> Size:
    if not isinstance(numbers, (tuple, list)) or not all([type(n) is int for n in numbers]):
        raise UnpicklingError(f"a torch.Size is made of whole numbers, got {numbers!r:.200}")
    return Size(numbers)


def _device(*place: Any) -> device:
    if not all([type(part) in (str, int) for part in place]):
        raise UnpicklingError(f"a torch.device is made of a name and a number, got {place!r:.200}")
    return device(*place)


def _empty(kind: Any) -> Callable[..., Any]:
    def make(*nothing: Any) -> Any:
        if nothing:  # `Tensor(10**12)`: so much memory from a few bytes of file
            raise UnpicklingError(f"a {kind.__name__} in a file is made empty and given its storage afterwards")
        return kind(Tensor._make_subclass(Tensor, _nothing())) if kind is Parameter else _nothing()

    return make


def _nothing() -> Tensor:
    import numpy

    return Tensor(numpy.empty(0, "float32"), None)


CALLS: dict[str, tuple[Any, Callable[..., Any]]] = {
    "collections.OrderedDict": (OrderedDict, _filled(OrderedDict)),
    "collections.Counter": (Counter, _filled(Counter)),
    "builtins.set": (set, _set),
    "builtins.complex": (complex, _complex),
    "builtins.bytearray": (bytearray, _bytearray),
    "_codecs.encode": (encode, encode),
    "torch.Size": (Size, _size),
    "torch.device": (device, _device),
    "torch.Tensor": (Tensor, _empty(Tensor)),
    "torch.nn.parameter.Parameter": (Parameter, _empty(Parameter)),
    **{f"{module}.{name}": (function, function) for (module, name), function in REBUILD.items()},
    **{f"torch.{name}": (kind, _empty(kind)) for name, kind in ON_CPU.items()},
}


@cache
def values() -> dict[str, Any]:
    """Every path that is allowed, with what it stands for here."""
    found = {path: thing for path, (thing, _) in CALLS.items()}
    found.update({repr(kind): kind for kind in dtypes.dtype.known.values()})
    for name in STORAGES:
        places = ("torch.storage",) if name == "UntypedStorage" else ("torch", "torch.cuda", "torch.storage")
        found.update({f"{place}.{name}": storage_type(name) for place in places})
    return found


SAFE_CALLS = {id(thing): call for thing, call in CALLS.values()}  # these live as long as the process
