"""Switches that have nothing to do here: they are kept, so that a program reads what it set."""

from __future__ import annotations

import warnings
from typing import Any

MODES = ("default", "warn", "error")
PRECISIONS = ("highest", "high", "medium")
_deterministic = 0  # a position in MODES
_warns_always = False
_matmul_precision = "highest"
attention_kernels = {"flash": True, "mem_efficient": True, "math": True, "cudnn": True}


def use_deterministic_algorithms(mode: bool, *, warn_only: bool = False) -> None:
    """Ask for algorithms that give the same numbers every time, as all of nbtorch's do."""
    global _deterministic
    _deterministic = (1 if warn_only else 2) if mode else 0


def are_deterministic_algorithms_enabled() -> bool:
    """Whether deterministic algorithms were asked for."""
    return _deterministic > 0


def is_deterministic_algorithms_warn_only_enabled() -> bool:
    """Whether they were asked for with `warn_only`."""
    return _deterministic == 1


def get_deterministic_debug_mode() -> int:
    """0 default, 1 warn, 2 error."""
    return _deterministic


def set_deterministic_debug_mode(debug_mode: int | str) -> None:
    """`use_deterministic_algorithms` by a number or a word: default, warn, error."""
    global _deterministic
    if not isinstance(debug_mode, int | str):
        raise TypeError(f"debug_mode must be str or int, but got {type(debug_mode)}")
    if isinstance(debug_mode, str):
        if debug_mode not in MODES:
            raise RuntimeError(
                f"invalid value of debug_mode, expected one of `default`, `warn`, `error`, but got {debug_mode}"
            )
        debug_mode = MODES.index(debug_mode)
    elif debug_mode not in (0, 1, 2):
        raise RuntimeError(f"invalid value of debug_mode, expected 0, 1, or 2, but got {debug_mode}")
    _deterministic = int(debug_mode)


def set_warn_always(b: bool) -> None:
    """Keep whether warnings should come every time; Python's warning filters decide that here."""
    global _warns_always
    if not isinstance(b, bool):
        raise RuntimeError(f"setWarnOnlyOnce expects a bool, but got {type(b).__name__}")
    _warns_always = b


def is_warn_always_enabled() -> bool:
    """What `set_warn_always` was told."""
    return _warns_always


def set_float32_matmul_precision(precision: str) -> None:
    """Allow less than float32's precision inside matrix products; NumPy computes them in full all the same."""
    global _matmul_precision
    if not isinstance(precision, str):
        raise TypeError(f"set_float32_matmul_precision expects a str, but got {type(precision).__name__}")
    if precision not in PRECISIONS:
        warnings.warn(
            f"{precision} is not one of 'highest', 'high', or 'medium'; the current"
            "setFloat32MatmulPrecision call has no effect.",
            stacklevel=2,
        )
        return
    _matmul_precision = precision


def get_float32_matmul_precision() -> str:
    """What `set_float32_matmul_precision` was told."""
    return _matmul_precision


def set_flush_denormal(mode: Any) -> bool:
    """Whether denormal numbers can be rounded to zero here: False, since NumPy has no way to; nothing changes."""
    return False
