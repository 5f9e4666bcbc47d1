"""Finding what made a gradient NaN, or a backward fail: every node remembers the lines that led to it."""

from __future__ import annotations

import sys
import traceback
import warnings
from typing import Any

import numpy

from . import observe
from .node import WHERE, node_name
from .scope import ours

TRACE = WHERE + 1  # one more field, on nodes made while this is on
enabled = False
checks = True


def is_anomaly_enabled() -> bool:
    """Whether anomaly detection is on."""
    return enabled


def is_anomaly_check_nan_enabled() -> bool:
    """Whether anomaly detection looks for NaN."""
    return checks


def set_anomaly_enabled(mode: bool, check_nan: bool = True) -> None:
    """Turn anomaly detection on or off, in every thread."""
    global enabled, checks
    enabled, checks = mode, check_nan
    if _watch in observe.ops:
        observe.ops.remove(_watch)
    if mode:
        observe.ops.append(_watch)


def _watch(op: Any, inputs: Any, statics: Any, out: Any, phase: str) -> None:
    if phase == "backward":
        if checks:
            _check(inputs, out)
        return
    for t in out if isinstance(out, (tuple, list)) else (out,):
        if getattr(t, "_node", None) is not None:
            remember(t._node)


def remember(node: list[Any]) -> None:
    """Note the lines of the program that make `node` now."""
    many = node[1][0] if node[0].name == "pick" else node
    if len(many) > TRACE:
        return
    frames = traceback.StackSummary.extract(traceback.walk_stack(_user_frame()), lookup_lines=False)
    frames.reverse()
    many.append(frames)


def _user_frame() -> Any:
    frame = sys._getframe(1)
    while frame.f_back is not None and ours(frame.f_code):
        frame = frame.f_back
    return frame


def _check(node: list[Any], pieces: Any) -> None:
    for index, (piece, parent) in enumerate(zip(pieces, node[1], strict=False)):
        array = getattr(piece, "_data", piece)
        if array is None or parent is None:
            continue
        if array.dtype.kind in "fcV" and bool(numpy.asarray(array != array).any()):
            raise RuntimeError(f"Function '{node_name(node)}' returned nan values in its {index}th output.")


def tell_forward(node: list[Any], error: Exception) -> None:
    """Warn of the forward lines that made the node whose backward failed."""
    if getattr(error, "_told", None) is True:
        return
    error._told = True  # type: ignore[attr-defined] # an inner walk's error passes through the outer ones
    name = node_name(node)
    if len(node) > TRACE:
        lines = "".join(node[TRACE].format())
        text = f"Error detected in {name}. Traceback of forward call that caused the error:\n{lines}"
    else:
        text = (
            f"Error detected in {name}. No forward pass information available. Enable detect anomaly during forward "
            "pass for more information."
        )
    warnings.warn(text, stacklevel=3)


class detect_anomaly:
    """Remember the forward lines of every op, and let a backward that makes NaN fail: `with detect_anomaly():`."""

    def __init__(self, check_nan: bool = True):
        self.before, self.check_nan = (enabled, checks), check_nan
        warnings.warn(
            "Anomaly Detection has been enabled. This mode will increase the runtime and should only be enabled for "
            "debugging.",
            stacklevel=2,
        )

    def __enter__(self) -> None:
        set_anomaly_enabled(True, self.check_nan)

    def __exit__(self, *exc: Any) -> None:
        set_anomaly_enabled(*self.before)


class set_detect_anomaly:
    """Turn anomaly detection on or off: a call, or a context manager."""

    def __init__(self, mode: bool, check_nan: bool = True):
        self.before = enabled, checks
        set_anomaly_enabled(mode, check_nan)

    def __enter__(self) -> None:
        pass

    def __exit__(self, *exc: Any) -> None:
        set_anomaly_enabled(*self.before)
