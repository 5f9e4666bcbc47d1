"""Modules that hold modules."""

from __future__ import annotations

import operator
import warnings
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from .module import Module


class Container(Module):
    """Modules under given names: what `Module` itself does now."""

    def __init__(self, **kwargs: Any):
        warnings.warn(
            "`nn.Container` is deprecated. All of its functionality is now implemented in `nn.Module`. Subclass that "
            "instead.",
            FutureWarning,
            stacklevel=2,
        )
        super().__init__()
        for name, module in kwargs.items():
            self.add_module(name, module)


class _Row(Module):
    """Modules by number: `"0"`, `"1"`..."""

    def _name_of(self, index: Any) -> str:
        return list(self._modules)[position(index, len(self))]

    def __setitem__(self, index: int, module: Module) -> None:
        setattr(self, self._name_of(index), module)

    def __delitem__(self, index: int | slice) -> None:
        names = list(self._modules)[index] if isinstance(index, slice) else [self._name_of(index)]
        for name in names:
            delattr(self, name)
        self._renumber(list(self._modules.values()))

    def _renumber(self, kept: list[Any]) -> None:
        self._modules.clear()
        for i, module in enumerate(kept):
            self.add_module(str(i), module)

    def __len__(self) -> int:
        return len(self._modules)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._modules.values())

    def append(self, module: Module) -> Any:
        """Add a module at the end; returns the container."""
        self.add_module(str(len(self)), module)
        return self

    def pop(self, key: int | slice) -> Any:
        """Remove a module, or a slice of them, and return it."""
        found = self[key]  # type: ignore[index]
        del self[key]
        return found


def position(index: Any, count: int) -> int:
    """The place, counted from the front, that an index names."""
    index = operator.index(index)
    if not -count <= index < count:
        raise IndexError(f"index {index} is out of range")
    return index % count


def _iterable(kind: str, values: Any, what: str = "") -> Any:
    if not isinstance(values, Iterable):
        raise TypeError(f"{kind} should be called with an iterable{what}, but got {type(values).__name__}")
    return values


class Sequential(_Row):
    """Modules one after the other: the output of each is the input of the next.

    Takes modules, or one ordered dict of named modules.
    """

    def __init__(self, *args: Any):
        super().__init__()
        named = (
            args[0].items()
            if len(args) == 1 and isinstance(args[0], OrderedDict)
            else ((str(i), m) for i, m in enumerate(args))
        )
        for name, module in named:
            self.add_module(name, module)

    def forward(self, input: Any) -> Any:
        for module in self._modules.values():
            input = module(input)
        return input

    def __getitem__(self, index: int | slice) -> Any:
        if isinstance(index, slice):
            return type(self)(OrderedDict(list(self._modules.items())[index]))
        return self._modules[self._name_of(index)]

    def _others(self, other: Any) -> Any:
        if not isinstance(other, Sequential):
            raise ValueError(f"add operator supports only objects of Sequential class, but {type(other)} is given.")
        return other

    def __add__(self, other: Sequential) -> Sequential:
        return Sequential(*self, *self._others(other))

    def __iadd__(self, other: Sequential) -> Sequential:
        return self.extend(list(self._others(other)))

    def _times(self, other: Any) -> int:
        if not isinstance(other, int):
            raise TypeError(f"unsupported operand type(s) for *: {type(self)} and {type(other)}")
        if other <= 0:
            raise ValueError(f"Non-positive multiplication factor {other} for {type(self)}")
        return other

    def __mul__(self, other: int) -> Sequential:
        return Sequential(*(list(self) * self._times(other)))

    __rmul__ = __mul__

    def __imul__(self, other: int) -> Sequential:
        return self.extend(list(self) * (self._times(other) - 1))

    def extend(self, sequential: Iterable[Module]) -> Sequential:
        """Add several at the end; returns the container."""
        for module in sequential:
            self.append(module)
        return self

    def insert(self, index: int, module: Module) -> Sequential:
        """Add a module before position `index`; returns the container."""
        if not isinstance(module, Module):
            raise AssertionError(f"module should be of type: {Module}")
        if not -len(self) <= index <= len(self):
            raise IndexError(f"Index out of range: {index}")
        kept = list(self)
        kept.insert(index, module)
        self._renumber(kept)
        return self


class ModuleList(_Row):
    """A list of modules that its owner calls as it likes."""

    _called = False

    def __init__(self, modules: Iterable[Module] | None = None):
        super().__init__()
        if modules is not None:
            self.extend(modules)

    def __getitem__(self, index: int | slice) -> Any:
        return type(self)(list(self)[index]) if isinstance(index, slice) else self._modules[self._name_of(index)]

    def __add__(self, other: Iterable[Module]) -> ModuleList:
        return type(self)(chain(self, other))

    def __iadd__(self, modules: Iterable[Module]) -> ModuleList:
        return self.extend(modules)

    def extend(self, modules: Iterable[Module]) -> ModuleList:
        """Add several at the end; returns the container."""
        for module in list(_iterable("ModuleList.extend", modules)):
            self.append(module)
        return self

    def insert(self, index: int, module: Module) -> None:
        """Add a module before position `index`."""
        kept = list(self)
        kept.insert(index, module)
        self._renumber(kept)

    def __repr__(self) -> str:
        """Equal neighbours are shown once: `(0-3): 4 x Linear(...)`."""
        texts = [repr(module) for module in self]
        if not texts:
            return f"{self._get_name()}()"
        groups: list[list[Any]] = []
        for i, text in enumerate(texts):
            if groups and groups[-1][2] == text:
                groups[-1][1] = i
            else:
                groups.append([i, i, text])
        lines = []
        for first, last, text in groups:
            label = f"({first})" if first == last else f"({first}-{last})"
            count = "" if first == last else f"{last - first + 1} x "
            lines.append(f"{label}: {count}{text}".replace("\n", "\n  "))
        return f"{self._get_name()}(\n  " + "\n  ".join(lines) + "\n)"


def pairs(kind: str, name: str, values: Any) -> Iterator[tuple[str, Any]]:
    """What a container of class `kind` is updated by, when it is no mapping."""
    for i, pair in enumerate(_iterable(f"{name}.update", values, " of key/value pairs")):
        if not isinstance(pair, Iterable):
            raise TypeError(f"{kind} update sequence element #{i} should be Iterable; is{type(pair).__name__}")
        pair = list(pair)
        if len(pair) != 2:
            raise ValueError(f"{kind} update sequence element #{i} has length {len(pair)}; 2 is required")
        yield pair[0], pair[1]


class ModuleDict(Module):
    """Modules by name that its owner calls as it likes."""

    _called = False

    def __init__(self, modules: Any = None):
        super().__init__()
        if modules is not None:
            self.update(modules)

    def __getitem__(self, key: str) -> Module:
        return self._modules[key]

    def __setitem__(self, key: str, module: Module) -> None:
        self.add_module(key, module)

    def __delitem__(self, key: str) -> None:
        del self._modules[key]

    def __len__(self) -> int:
        return len(self._modules)

    def __iter__(self) -> Iterator[str]:
        return iter(self._modules)

    def __contains__(self, key: str) -> bool:
        return key in self._modules

    def keys(self) -> Any:
        """The names."""
        return self._modules.keys()

    def values(self) -> Any:
        """The modules."""
        return self._modules.values()

    def items(self) -> Any:
        """Names and modules."""
        return self._modules.items()

    def clear(self) -> None:
        """Remove all."""
        self._modules.clear()

    def pop(self, key: str) -> Module:
        """Remove one and return it."""
        return self._modules.pop(key)

    def update(self, modules: Any) -> None:
        """Add or replace several: a mapping, or pairs."""
        named = modules.items() if hasattr(modules, "items") else pairs("ModuleDict", "ModuleDict", modules)
        for name, module in named:
            self[name] = module
