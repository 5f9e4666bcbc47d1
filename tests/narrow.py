"""NumPy as it is in WebAssembly, played on this machine: run before nbtorch is imported, it patches NumPy's functions.

Places and Python's integers come as int32, int64 places are refused, and solvers give NaN where a matrix is singular.
What arrays' own methods do cannot be patched.
"""

from __future__ import annotations

from functools import wraps
from typing import Any

import numpy

FOUND = ("argmax", "argmin", "argpartition", "argsort", "bincount", "count_nonzero", "flatnonzero", "nonzero",
         "searchsorted")  # fmt: skip


def play() -> None:
    """Make NumPy's functions those of a machine with 32-bit addresses."""
    for name in FOUND:
        patch(name, lambda of: lambda *given, **more: small(of(*given, **more)))
    for name in ("arange", "array", "asarray", "full"):
        patch(name, lambda of: lambda *given, **more: chosen(of(*given, **more), given, more))
    for name in ("cumprod", "cumsum", "prod", "sum"):
        patch(name, lambda of: lambda array, *given, **more: added(of(array, *given, **more), array, given, more))
    patch("unique", lambda of: lambda array, **more: distinct(of(array, **more)))
    patch("take", lambda of: lambda array, places, *given, **more: of(array, own(places), *given, **more))
    patch("repeat", lambda of: lambda array, repeats, *given: of(array, own(repeats), *given))
    for name in ("inv", "solve", "cholesky"):
        patch(name, unchecked, numpy.linalg)
    numpy.intp = numpy.int32  # type: ignore[misc,assignment]


def patch(name: str, made: Any, module: Any = numpy) -> None:
    of = getattr(module, name)
    setattr(module, name, wraps(of)(made(of)))


def small(found: Any) -> Any:
    return tuple([small(one) for one in found]) if isinstance(found, tuple) else numpy.int32(found)


def is_plain(one: Any) -> bool:
    return isinstance(one, (int, list, tuple))


def chosen(made: Any, given: tuple[Any, ...], more: dict[str, Any]) -> Any:
    plain = more.get("dtype") is None and all([is_plain(one) for one in given]) and made.dtype == "int64"
    return made.astype("int32") if plain and (not made.size or abs(made).max() < 2**31) else made


def added(made: Any, array: Any, given: tuple[Any, ...], more: dict[str, Any]) -> Any:
    kind = getattr(array, "dtype", numpy.dtype("int32"))
    less = "dtype" not in more and len(given) < 2 and kind.kind in "bi" and kind.itemsize < 8
    return made.astype("int32") if less else made


def distinct(found: Any) -> Any:
    return (found[0], *small(found[1:])) if isinstance(found, tuple) else found


def own(places: Any) -> Any:
    if getattr(places, "dtype", None) == "int64":
        raise TypeError("Cannot cast array data from dtype('int64') to dtype('int32') according to the rule 'safe'")
    return places


def unchecked(of: Any) -> Any:
    def solved(*matrices: Any) -> Any:
        try:
            return of(*matrices)
        except numpy.linalg.LinAlgError:
            return numpy.full_like(matrices[-1], numpy.nan)

    return solved
