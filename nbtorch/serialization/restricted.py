"""An unpickler that makes only what weights are made of: nothing in a file can run, whatever its bytes say.

It is an interpreter of the pickle machine's instructions (the table is in Python's own `pickletools`) of its own, for
the ones in `pickle` call methods of whatever object a file puts in front of them. Here a class or function comes only
from the list in `allowed`, only those are called, and only exact built-in containers are filled.
"""

from __future__ import annotations

import struct
from _compat_pickle import IMPORT_MAPPING, NAME_MAPPING
from collections import Counter, OrderedDict
from collections.abc import Callable
from pickle import UnpicklingError, decode_long
from typing import Any

from .._tensor import Tensor
from ..nn.parameter import Parameter
from .allowed import BLOCKED, SAFE_CALLS, key, users, values
from .names import text
from .rebuild import rebuild_tensor
from .source import Source


class Unpickler:
    """Reads one pickle; `persistent_load` gives the storages that it names."""

    def __init__(self, file: Any, *, encoding: str = "utf-8", persistent_load: Callable[[Any], Any] | None = None):
        self.source, self.encoding, self.persistent_load = Source(file), encoding, persistent_load
        self.stack: list[Any] = []
        self.below: list[list[Any]] = []  # the stacks under each mark
        self.memo: dict[int, Any] = {}
        self.foreign: Exception | None = None  # an error in placing a storage, which says nothing about the pickle
        self.calls = dict(SAFE_CALLS)
        self.users = users()
        self.calls.update({id(thing): thing for thing in self.users.values()})

    def load(self) -> Any:
        """The object; UnpicklingError for whatever is not weights."""
        take, steps = self.source.take, STEPS
        try:
            while True:
                code = take(1)[0]
                step = steps.get(code)
                if step is not None:
                    step(self)
                elif code == STOP:
                    return self.stack.pop()
                else:
                    raise UnpicklingError(f"Unsupported operand {code}")
        except (LookupError, TypeError, ValueError, AttributeError, struct.error, OverflowError) as error:
            if error is self.foreign:
                raise
            raise UnpicklingError(f"the pickle is corrupt: {type(error).__name__}: {error}") from error

    # ---- names
    def named(self, module: str, name: str) -> Any:
        """What a path stands for, if it may be named."""
        if (module, name) in NAME_MAPPING:
            module, name = NAME_MAPPING[module, name]
        module = IMPORT_MAPPING.get(module, module)
        path = f"{module}.{name}"
        if module in BLOCKED:
            raise UnpicklingError(f"Trying to load unsupported GLOBAL {path} whose module {module} is blocked.")
        for known in (values(), self.users):
            if path in known:
                return known[path]
        path = path.removeprefix("builtins.")
        raise UnpicklingError(
            f"Unsupported global: GLOBAL {path} was not an allowed global by default. Please use "
            f"`torch.serialization.add_safe_globals([{path}])` or the `torch.serialization.safe_globals([{path}])` "
            "context manager to allowlist this global if you trust this class/function."
        )

    def global_(self) -> None:
        module = self.source.line()
        self.stack.append(self.named(module, self.source.line()))

    def stack_global(self) -> None:
        name, module = self.stack.pop(), self.stack.pop()
        if type(name) is not str or type(module) is not str:
            raise UnpicklingError("a name in a file must be a text")
        self.stack.append(self.named(module, name))

    # ---- making objects
    def reduce(self) -> None:
        arguments = self.popped(tuple)
        function = self.stack.pop()
        call = self.calls.get(id(function))
        if call is None:
            raise UnpicklingError(f"Trying to call reduce for unrecognized function {function!r:.200}")
        self.stack.append(call(*arguments))

    def newobj(self) -> None:
        arguments = self.popped(tuple)
        kind = self.stack.pop()
        if id(kind) in SAFE_CALLS:
            self.stack.append(SAFE_CALLS[id(kind)](*arguments))
        elif id(kind) in self.calls and isinstance(kind, type):
            self.stack.append(kind.__new__(kind, *arguments))
        else:
            raise UnpicklingError(
                "Can only create new object for nn.Parameter or classes allowlisted via `add_safe_globals` but got "
                f"{kind!r:.200}"
            )

    def build(self) -> None:
        state = self.stack.pop()
        made = self.stack[-1]
        kind = type(made)
        if kind is OrderedDict:
            if type(state) is not dict or any([type(n) is not str or hasattr(OrderedDict, n) for n in state]):
                raise UnpicklingError("the attributes of an OrderedDict must be a dict by name")
            made.__dict__.update(state)
        elif kind in (Tensor, Parameter):  # as PyTorch 0.1 wrote them
            if type(state) is not tuple or len(state) != 4:
                raise UnpicklingError("a tensor is built of a storage, an offset, a size and a stride")
            made.data = rebuild_tensor(*state)
        elif id(kind) in self.calls and kind in self.users.values():
            _set_state(made, state)
        else:
            raise UnpicklingError(
                "Can only build Tensor, Parameter, OrderedDict or types allowlisted via `add_safe_globals`, but got "
                f"{kind}"
            )

    def persistent(self) -> None:
        saved = self.popped(tuple)
        if self.persistent_load is None or not saved or text(saved[0]) != "storage":
            raise UnpicklingError(f"Only persistent_load of storage is allowed, but got {saved[:1]!r:.200}")
        try:
            self.stack.append(self.persistent_load(saved))
        except Exception as error:
            self.foreign = error
            raise

    # ---- filling containers
    def filled(self, kinds: Any, instruction: str) -> Any:
        target = self.stack[-1]
        if type(target) not in kinds:
            words = ", ".join(
                [f"collections.{k.__name__}" if k in (OrderedDict, Counter) else k.__name__ for k in kinds]
            )
            raise UnpicklingError(f"Can only {instruction} for {words}, but got {type(target)}")
        return target

    def append(self) -> None:
        item = self.stack.pop()
        self.filled((list,), "append").append(item)

    def appends(self) -> None:
        items = self.marked()
        self.filled((list,), "extend").extend(items)

    def setitem(self) -> None:
        value, name = self.stack.pop(), self.stack.pop()
        self.filled(DICTS, "SETITEM")[key(name)] = value

    def setitems(self) -> None:
        items = self.marked()
        target = self.filled(DICTS, "SETITEMS")
        for name, value in zip(items[::2], items[1::2], strict=True):
            target[key(name)] = value

    def additems(self) -> None:
        items = self.marked()
        self.filled((set,), "add items").update([key(item) for item in items])

    def frozen(self) -> None:
        items = self.marked()
        self.stack.append(frozenset([key(item) for item in items]))

    def tuple_(self) -> None:
        items = self.marked()
        self.stack.append(tuple(items))

    def tuple_of(self, count: int) -> None:
        items = self.stack[-count:]
        if len(items) < count:
            raise UnpicklingError(f"a tuple of {count} where there are {len(items)} values")
        self.stack[-count:] = [tuple(items)]

    def mark(self) -> None:
        self.below.append(self.stack)
        self.stack = []

    def marked(self) -> list[Any]:
        """What was put on the stack since the last mark."""
        items, self.stack = self.stack, self.below.pop()
        return items

    def popped(self, kind: type) -> Any:
        value = self.stack.pop()
        if type(value) is not kind:
            raise UnpicklingError(f"expected a {kind.__name__}, got {type(value)}")
        return value

    # ---- memo and plain values
    def put(self, index: int) -> None:
        self.memo[index] = self.stack[-1]

    def number(self, form: str) -> Any:
        return struct.unpack(form, self.source.take(struct.calcsize(form)))[0]

    def long(self, form: str) -> None:
        count = self.number(form)
        if count < 0:
            raise UnpicklingError("LONG pickle has negative byte count")
        self.stack.append(decode_long(self.source.take(count)))

    def unicode(self, form: str) -> None:
        self.stack.append(str(self.source.take(self.number(form)), "utf-8", "surrogatepass"))

    def string(self, form: str) -> None:
        count = self.number(form)
        if count < 0:
            raise UnpicklingError("BINSTRING pickle has negative byte count")
        data = self.source.take(count)
        self.stack.append(data if self.encoding == "bytes" else data.decode(self.encoding, "strict"))

    def bytes_(self, form: str) -> None:
        self.stack.append(self.source.take(self.number(form)))

    def bytearray_(self) -> None:
        self.stack.append(bytearray(self.source.take(self.number("<Q"))))

    def proto(self) -> None:
        version = self.number("B")
        if version > 5:
            raise UnpicklingError(f"unsupported pickle protocol: {version}")

    def frame(self) -> None:
        self.source.take(8)  # its length; the bytes in it are read one after the other all the same


DICTS = (dict, OrderedDict, Counter)


def _set_state(made: Any, state: Any) -> None:
    """Give an object of a class that the user trusts its state, as pickle does."""
    if hasattr(made, "__setstate__"):
        made.__setstate__(state)
        return
    slots = None
    if isinstance(state, tuple) and len(state) == 2:
        state, slots = state
    if state:
        made.__dict__.update(state)
    for name, value in (slots or {}).items():
        setattr(made, name, value)


def _push(value: Any) -> Callable[[Unpickler], None]:
    return lambda u: u.stack.append(value() if callable(value) else value)


def _numbers(form: str) -> Callable[[Unpickler], None]:
    return lambda u: u.stack.append(u.number(form))


STOP = ord(".")
_BY_NAME: dict[Any, Callable[[Unpickler], None]] = {
    0x80: Unpickler.proto, 0x95: Unpickler.frame,
    # names, calls
    "c": Unpickler.global_, 0x93: Unpickler.stack_global, "R": Unpickler.reduce, 0x81: Unpickler.newobj,
    "b": Unpickler.build, "Q": Unpickler.persistent,
    # containers
    "(": Unpickler.mark, "]": _push(list), "}": _push(dict), ")": _push(()), 0x8F: _push(set),
    "a": Unpickler.append, "e": Unpickler.appends, "s": Unpickler.setitem, "u": Unpickler.setitems,
    0x90: Unpickler.additems, 0x91: Unpickler.frozen, "t": Unpickler.tuple_,
    0x85: lambda u: u.tuple_of(1), 0x86: lambda u: u.tuple_of(2), 0x87: lambda u: u.tuple_of(3),
    # numbers, texts, bytes
    "N": _push(None), 0x88: _push(True), 0x89: _push(False),
    "J": _numbers("<i"), "K": _numbers("B"), "M": _numbers("<H"), "G": _numbers(">d"),
    0x8A: lambda u: u.long("B"), 0x8B: lambda u: u.long("<i"),
    "X": lambda u: u.unicode("<I"), 0x8C: lambda u: u.unicode("B"), 0x8D: lambda u: u.unicode("<Q"),
    "U": lambda u: u.string("B"), "T": lambda u: u.string("<i"),
    "C": lambda u: u.bytes_("B"), "B": lambda u: u.bytes_("<I"), 0x8E: lambda u: u.bytes_("<Q"),
    0x96: Unpickler.bytearray_,
    # memo
    "q": lambda u: u.put(u.number("B")), "r": lambda u: u.put(u.number("<I")), 0x94: lambda u: u.put(len(u.memo)),
    "h": lambda u: u.stack.append(u.memo[u.number("B")]), "j": lambda u: u.stack.append(u.memo[u.number("<I")]),
}  # fmt: skip
STEPS = {ord(code) if isinstance(code, str) else code: step for code, step in _BY_NAME.items()}
