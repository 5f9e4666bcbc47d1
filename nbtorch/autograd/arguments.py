"""What an argument that is no tensor may be: a function's annotations say it, and PyTorch's parser decides.

The generated tables test for the usual type in line, and come here with anything else; `held` does for functions that
are in no table.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from math import isfinite
from typing import Any

import numpy

from ..backend.dtype import dtype
from ..backend.ranges import UNPACKING
from .errors import invalid
from .overriding import overrides
from .refusals import told as told_of

USUAL = {  # the test that lets a value pass in line
    "Int": "(type({0}) is not int or {0}.bit_length() > 63)",
    "Ints": "(type({0}) is not int or {0}.bit_length() > 63)",
    "Pieces": "(type({0}) is not int or {0}.bit_length() > 63)",
    "List": "True",
    "Flag": "{0} is not False and {0} is not True",
    "Number": "type({0}) is not int and type({0}) is not float",
    "Real": "type({0}) is not int and type({0}) is not float",
    "Scalar": "type({0}) is not int and type({0}) is not float",
    "Dtype": "type({0}) is not Dtype",
    "Text": "type({0}) is not str",
}
_DIMENSION = "type({0}) is not int"  # one that 64 bits do not hold is none of the tensor's
_TYPES: dict[str, tuple[type, ...]] = {
    "Int": (int,), "Ints": (int,), "Pieces": (int,), "Flag": (bool,), "Number": (int, float), "Real": (int, float),
    "Scalar": (int, float), "Text": (str,),
}  # fmt: skip
LEAST, MOST = -(2**63), 2**63 - 1


def typed(function: Callable[..., Any]) -> dict[str, str]:
    """The parameters that are annotated with one of the kinds here, flags by their default, or dtypes by their name."""
    function = inspect.unwrap(function)
    names = inspect.signature(function).parameters
    found = {name: "Flag" for name, place in names.items() if type(place.default) is bool}
    if "dtype" in names and "xp" not in names and function.__name__ != "type":  # an op's is NumPy's, `type` takes names
        found["dtype"] = "Dtype"
    found |= {name: str(kind).rpartition(".")[2] for name, kind in function.__annotations__.items()}
    return {name: kind for name, kind in found.items() if kind in USUAL}


def guard(function: str, name: str, kind: str, place: inspect.Parameter, position: int, op: bool) -> list[str]:
    """The lines that hold a parameter to its kind; None passes where it is the default."""
    near = op and kind in ("Int", "Ints") and name.startswith(("dim", "axis"))
    test = (_DIMENSION if near else USUAL[kind]).format(name)
    if place.default in (None, ..., ()) or name == "requires_grad":
        passes = ... if place.default is ... else None
        test = f"{name} is not {passes}" + ("" if test == "True" else f" and {test}")
    lines = [f"    {name} = {kind.lower()}_of({_named(function, place, position)!r}, {name})"]
    return lines if test == "True" else [f"    if {test}:", "    " + lines[0]]


def _named(function: str, place: inspect.Parameter, position: int) -> str:
    """What errors call an argument."""
    where = "" if place.kind is place.KEYWORD_ONLY else f" (position {position})"
    return f"{function}(): argument {place.name!r}{where}"


def held(function: Callable[..., Any]) -> Callable[..., Any] | None:
    """What holds the arguments of a call of `function` to their types, and gives them as they are to be taken."""
    name, kinds = function.__name__, typed(function)
    notes = inspect.unwrap(function).__annotations__
    kinds |= {word: "Array" for word, kind in notes.items() if str(kind) == "Array"}
    rows = []
    for position, place in enumerate(inspect.signature(function).parameters.values()):
        if place.name in kinds and place.kind is not place.VAR_POSITIONAL:
            kind = kinds[place.name]
            spot = 1 << 20 if place.kind is place.KEYWORD_ONLY else position
            passes = (*_TYPES.get(kind, ()), *[type(None)] * (place.default is None or place.name == "requires_grad"))
            told = _named(name, place, position + 1)
            rows.append((spot, place.name, passes, globals()[f"{kind.lower()}_of"], told))
    if not rows:
        return None

    def hold(args: tuple[Any, ...], more: dict[str, Any]) -> tuple[tuple[Any, ...], dict[str, Any]]:
        count = len(args)
        for spot, word, passes, read, told in rows:
            if spot < count:
                value = args[spot]
                if (type(value) not in passes or _long(value)) and (taken := read(told, value)) is not value:
                    args = (*args[:spot], taken, *args[spot + 1 :])
            elif word in more:
                value = more[word]
                if (type(value) not in passes or _long(value)) and (taken := read(told, value)) is not value:
                    more = {**more, word: taken}
        return args, more

    return hold


def _long(value: Any) -> bool:
    return type(value) is int and value.bit_length() > 63


def retold(body: Any, args: tuple[Any, ...], more: dict[str, Any], error: Exception) -> Exception:
    """What to raise for what a composed function raised."""
    told = told_of(body, args, more, error)
    if told is None:
        return error
    told.__cause__ = error
    return told


def _zero_dim(value: Any, kinds: str) -> bool:
    """Whether a tensor stands for its number."""
    data = getattr(value, "_data", None)
    return data is not None and data.ndim == 0 and data.dtype.kind in kinds and not value.requires_grad


def _refused(told: str, wanted: str, value: Any) -> TypeError:
    kind = type(value)
    word = f"numpy.{kind.__name__}" if kind.__module__ == "numpy" else kind.__name__
    return TypeError(f"{told} must be {wanted}, not {word}")


def int_of(told: str, value: Any) -> int:
    """An integer: Python's, NumPy's, or a 0-dim tensor of one."""
    if isinstance(value, (int, numpy.integer)) and not isinstance(value, bool):
        if not LEAST <= value <= MOST:
            raise ValueError(UNPACKING)
        return int(value)
    if _zero_dim(value, "iu"):
        return value.item()
    raise _refused(told, "int", value)


def overloaded(function: str, read: Callable[[str, Any], Any], value: Any, first: Any) -> Any:
    """`value` as `read` takes it; where it is refused no overload of the function takes it, and PyTorch says that."""
    try:
        return read("", value)
    except TypeError:
        raise invalid(function, [first, value]) from None


def list_of(told: str, value: Any) -> Any:
    """A sequence of integers."""
    if not isinstance(value, (list, tuple)):
        raise _refused(told, "tuple of ints", value)
    for element in value:
        if type(element) is not int or element.bit_length() > 63:
            return _each(told, value)
    return value


def _each(told: str, values: Any) -> tuple[int, ...]:
    for position, value in enumerate(values):
        whole = isinstance(value, (int, numpy.integer)) or _zero_dim(value, "iu")
        if not whole or (position == 0 and isinstance(value, bool)):  # PyTorch looks at the first one closely
            kind = type(value).__name__
            raise TypeError(f"{told} must be tuple of ints, but found element of type {kind} at pos {position}")
        if not LEAST <= int(value) <= MOST:
            raise TypeError(f'{told} failed to unpack the object at pos {position + 1} with error "{UNPACKING}"')
    return tuple([int(value) for value in values])


def spread_of(told: str, values: tuple[Any, ...]) -> Any:
    """Sizes or dimensions, given as so many arguments or as one sequence."""
    if len(values) > 1 or not values:
        return list_of(told, values)
    (value,) = values
    if isinstance(value, (list, tuple)):
        return list_of(told, value)
    if isinstance(value, bool) or not (isinstance(value, (int, numpy.integer)) or _zero_dim(value, "iu")):
        raise _refused(told, "tuple of ints", value)
    return list_of(told, values)


def ints_of(told: str, value: Any) -> Any:
    """An integer, or a sequence of them."""
    if isinstance(value, (list, tuple)):
        return list_of(told, value)
    if isinstance(value, (int, numpy.integer)) and not isinstance(value, bool):
        return int_of(told, value)
    if _zero_dim(value, "iu"):
        return value.item()
    raise _refused(told, "tuple of ints", value)


def pieces_of(told: str, value: Any) -> Any:
    """The size of pieces, or their sizes: any tensor of one element is its number, and NumPy's numbers are none."""
    if hasattr(value, "_node") and value._data.size == 1 and value._data.dtype.kind != "c":
        number = value.item()
        value = int(number) if isfinite(number) else value
    if isinstance(value, numpy.generic) or hasattr(value, "_node"):
        raise _refused("split_with_sizes(): argument 'split_sizes' (position 2)", "tuple of ints", value)
    return ints_of(told, value)


def flag_of(told: str, value: Any) -> bool:
    """A bool of Python's; NumPy's is none, as in PyTorch."""
    raise _refused(told, "bool", value)


def number_of(told: str, value: Any) -> Any:
    """A number of any type, or a 0-dim tensor of one."""
    if isinstance(value, (int, float, complex)):
        return value
    if isinstance(value, numpy.bool_):
        return float(value)  # which is what PyTorch makes of one
    if isinstance(value, numpy.number) or _zero_dim(value, "biufcV"):
        return value.item()
    raise _refused(told, "Number", value)


def real_of(told: str, value: Any) -> Any:
    """A real number, or a 0-dim tensor of one."""
    if isinstance(value, (int, float)):
        return value
    if isinstance(value, (numpy.floating, numpy.integer, numpy.bool_)) or _zero_dim(value, "biufV"):
        return value.item()
    raise _refused(told, "float", value)


def operand_of(function: str, value: Any) -> Any:
    """The first operand of a function with `out=`, which then has no overload for a number."""
    if isinstance(value, (bool, int, float, complex)):
        raise invalid(function, [value])
    return value


def scalar_of(told: str, value: Any) -> Any:
    """A number, of an op that has no complex ones."""
    number = number_of(told, value)
    if not isinstance(number, complex):
        return number
    if number.imag:
        raise RuntimeError("value cannot be converted to type float without overflow")
    return number.real


def array_of(told: str, value: Any) -> Any:
    """A tensor, or what brings its own implementation."""
    if hasattr(value, "_node") or overrides(value):
        return value
    raise _refused(told, "Tensor", value)


def text_of(told: str, value: Any) -> str:
    """A string."""
    if isinstance(value, str):
        return value
    raise _refused(told, "str", value)


def dtype_of(told: str, value: Any) -> Any:
    """A dtype."""
    if isinstance(value, dtype) or any([value is kind for kind in (bool, int, float, complex)]):
        return value
    raise _refused(told, "torch.dtype", value)
