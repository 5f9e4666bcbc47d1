"""NumPy as nbtorch counts on it, in WebAssembly (JupyterLite, Pyodide) too; everywhere else this is NumPy itself.

Addresses have 32 bits there, so NumPy's index type and its default integer are int32: `argmax` would give int32
tensors, and `take` would refuse int64 indices. Nor is there a flag for invalid operations, by which NumPy knows that a
matrix is singular: it would return NaN.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from types import ModuleType
from typing import Any

import numpy

WIDE = numpy.dtype(numpy.intp).itemsize == 8

FINDING = ("argmax", "argmin", "argpartition", "argsort", "count_nonzero", "flatnonzero", "nonzero", "searchsorted")
ADDING = ("cumprod", "cumsum", "prod", "sum")
SOLVING = ("cholesky", "inv", "solve")
MAKING = ("arange", "array", "asarray")
PLAIN = (int, float, list, tuple)  # what has no dtype of its own


def with_wide_places(module: Any) -> Any:
    """`module`, which is NumPy, with int64 wherever it would choose the processor's own integer."""
    wide = ModuleType(module.__name__, module.__doc__)
    vars(wide).update(vars(module))

    def put(name: str, adapt: Callable[[Any], Any]) -> None:
        original = getattr(module, name)
        setattr(wide, name, wraps(original)(adapt(original)))

    for name in FINDING:
        put(name, lambda of: lambda *given, **more: _wide(of(*given, **more)))
    for name in ADDING:
        put(name, lambda of: lambda array, *given, **more: of(array, *given, **_total(array, given, more)))
    for name in MAKING:
        put(name, lambda of: lambda *given, **more: _made(of(*given, **more), given, more))
    put("full", lambda of: lambda shape, value, dtype=None, **more: of(
        shape, value, "int64" if dtype is None and type(value) is int else dtype, **more))
    put("bincount", lambda of: lambda array, *given, **more: of(_small(array), *given, **more))
    put("repeat", lambda of: lambda array, repeats, axis=None: of(array, _small(repeats), axis))
    put("take", lambda of: lambda array, places, axis=None, **more: of(array, _small(places), axis, **more))
    put("unique", lambda of: lambda array, **more: _distinct(of(array, **more)))
    linalg = wide.linalg = ModuleType("numpy.linalg")  # type: ignore[attr-defined]
    vars(linalg).update(vars(module.linalg))
    for name in SOLVING:
        setattr(linalg, name, _solving(getattr(module.linalg, name)))
    return wide


def _small(places: Any) -> Any:
    """int64 places as NumPy takes them; anything else as it is."""
    return places.astype(numpy.intp) if getattr(places, "dtype", None) == "int64" else places


def _wide(found: Any) -> Any:
    """Places or a count, or several arrays of them, as int64."""
    if isinstance(found, tuple):
        return tuple([_wide(each) for each in found])
    return numpy.int64(found) if isinstance(found, int) else found.astype("int64")


def _distinct(found: Any) -> Any:
    """The results of `unique`: the values as they are, then places and counts."""
    return (found[0], *_wide(found[1:])) if isinstance(found, tuple) else found


def _total(array: Any, given: tuple[Any, ...], more: dict[str, Any]) -> dict[str, Any]:
    """The arguments of a sum: a dtype where none is given and fewer bits are added."""
    return more if len(given) > 1 or numpy.asarray(array).dtype.kind not in "bi" else {"dtype": "int64"} | more


def _made(made: Any, given: tuple[Any, ...], more: dict[str, Any]) -> Any:
    """Of Python's integers, without a dtype: as int64."""
    is_typed = more.get("dtype") is not None or any([not isinstance(one, PLAIN) for one in given])
    return made if is_typed or made.dtype != numpy.intp else made.astype("int64")


def _solving(of: Callable[..., Any]) -> Callable[..., Any]:
    """One of NumPy's solvers, with its error for a NaN that no operand holds."""

    @wraps(of)
    def solved(*matrices: Any) -> Any:
        found = of(*matrices)
        if numpy.isnan(found).any() and not any([numpy.isnan(each).any() for each in matrices]):
            raise numpy.linalg.LinAlgError("Singular matrix")
        return found

    return solved


CPU: Any = numpy if WIDE else with_wide_places(numpy)
