"""Which function gives the Kullback-Leibler divergence of which two distributions."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

from .distribution import Distribution

REGISTRY: dict[tuple[type, type], Callable[[Any, Any], Any]] = {}
_FOUND: dict[tuple[type, type], Any] = {}


def register_kl(type_p: type, type_q: type) -> Callable[[Any], Any]:
    """Let the decorated function of (p, q) serve `kl_divergence` for these types and their subclasses."""
    for name, kind in (("type_p", type_p), ("type_q", type_q)):
        if not (isinstance(kind, type) and issubclass(kind, Distribution)):
            raise TypeError(f"Expected {name} to be a Distribution subclass but got {kind}")

    def register(function: Any) -> Any:
        REGISTRY[type_p, type_q] = function
        _FOUND.clear()
        return function

    return register


def _closest(matches: list[tuple[type, type]], first: int, p: type, q: type) -> tuple[type, type]:
    """The match nearest to (p, q), by the type at `first` and then by the other."""
    lines = (p.__mro__, q.__mro__)
    other = 1 - first
    return min(matches, key=lambda pair: (lines[first].index(pair[first]), lines[other].index(pair[other])))


def _lookup(p: type, q: type) -> Any:
    matches = [pair for pair in REGISTRY if issubclass(p, pair[0]) and issubclass(q, pair[1])]
    if not matches:
        return None
    left, right = _closest(matches, 0, p, q), _closest(matches, 1, p, q)
    if REGISTRY[left] is not REGISTRY[right]:
        warnings.warn(
            f"Ambiguous kl_divergence({p.__name__}, {q.__name__}). Please register_kl({left[0].__name__}, "
            f"{right[1].__name__})",
            RuntimeWarning,
            stacklevel=3,
        )
    return REGISTRY[left]


def kl_divergence(p: Any, q: Any) -> Any:
    """The Kullback-Leibler divergence of `p` from `q`, the mean under `p` of `log p - log q`: batch_shape."""
    kinds = type(p), type(q)
    if kinds not in _FOUND:
        _FOUND[kinds] = _lookup(*kinds)
    if _FOUND[kinds] is None:
        raise NotImplementedError(
            f"No KL(p || q) is implemented for p type {kinds[0].__name__} and q type {kinds[1].__name__}"
        )
    return _FOUND[kinds](p, q)
