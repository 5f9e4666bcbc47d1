"""How a tensor prints: PyTorch's text, digit for digit, from an array and a few words about the tensor.

Only the elements that are printed are read, so a summarised array costs the same whatever its size.
"""
from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import product
from typing import Any

import numpy


class _Options:
    """What `set_printoptions` sets."""

    __slots__ = ("edgeitems", "linewidth", "precision", "sci_mode", "threshold")

    def __init__(self) -> None:
        self.precision: int = 4
        self.threshold: float = 1000
        self.edgeitems: int = 3
        self.linewidth: float = 80
        self.sci_mode: bool | None = None


_options = _Options()
_PROFILES: dict[str, dict[str, Any]] = {
    "default": {"precision": 4, "threshold": 1000, "edgeitems": 3, "linewidth": 80},
    "short": {"precision": 2, "threshold": 1000, "edgeitems": 2, "linewidth": 80},
    "full": {"precision": 4, "threshold": math.inf, "edgeitems": 3, "linewidth": 80},
}


def set_printoptions(
    precision: int | None = None,
    threshold: float | None = None,
    edgeitems: int | None = None,
    linewidth: float | None = None,
    profile: str | None = None,
    sci_mode: bool | None = None,
) -> None:
    """Set how tensors print; what is left out stays as it is, except `sci_mode`, which every call sets.

    `precision` is in digits, `threshold` in elements (a tensor with more is summarised), `edgeitems` in elements
    kept at each end of a summarised dimension, `linewidth` in characters. `profile` ("default", "short" or "full")
    sets all four before the others apply; a name it does not know changes nothing, as in PyTorch. `sci_mode` forces
    scientific notation on (True) or off (False); None lets the values decide.
    """
    given = {"precision": precision, "threshold": threshold, "edgeitems": edgeitems, "linewidth": linewidth}
    for changes in (_PROFILES.get(profile, {}) if profile is not None else {}, given):
        for name, value in changes.items():
            if value is not None:
                setattr(_options, name, value)
    _options.sci_mode = sci_mode


def get_printoptions() -> dict[str, Any]:
    """The current options, as keyword arguments for `set_printoptions`."""
    return {name: getattr(_options, name) for name in ("precision", "threshold", "edgeitems", "linewidth", "sci_mode")}


@contextmanager
def printoptions(**options: Any) -> Iterator[None]:
    """`set_printoptions` for the time of a block."""
    before = get_printoptions()
    set_printoptions(**options)
    try:
        yield
    finally:
        for name, value in before.items():
            setattr(_options, name, value)


def tensor_text(
    array: Any,
    *,
    dtype_text: str,
    default_dtype: str = "torch.float32",
    device_text: str | None = None,
    requires_grad: bool = False,
    grad_fn: str | None = None,
    class_name: str = "tensor",
    contents: Any = None,
    to_host: Callable[[Any], numpy.ndarray] = numpy.asarray,
) -> str:
    """The `repr` of a tensor: its data, then the facts that the data does not show.

    `dtype_text` and `default_dtype` are printed dtypes ("torch.float32"). `device_text` is the device to show, None
    where it is the default one. `grad_fn` is the name of the function that made the tensor. `to_host` copies a part of
    `array` into a NumPy array, for arrays of another device.
    """
    prefix = class_name + "("
    facts = [f"device='{device_text}'"] if device_text is not None else []
    if array.size == 0:
        if array.ndim != 1:
            facts.append(f"size={tuple(array.shape)}")
        inferred = dtype_text == default_dtype
    else:
        if not _options.edgeitems:
            facts.append(f"size={tuple(array.shape)}")
        default_complex = "torch.complex128" if default_dtype == "torch.float64" else "torch.complex64"
        inferred = dtype_text in (default_dtype, default_complex, "torch.int64", "torch.bool")
    if not inferred:
        facts.append(f"dtype={dtype_text}")
    if grad_fn is not None:
        facts.append(f"grad_fn=<{grad_fn}>")
    elif requires_grad:
        facts.append("requires_grad=True")
    text = array_text(array, len(prefix), to_host) if contents is None else str(contents)
    return _append(prefix + text, facts, len(prefix))


def _append(text: str, facts: list[str], indent: int) -> str:
    """Close `text` with its `facts`, each on a new line when it would not fit on the last one."""
    # PyTorch counts the last line two characters too long; so do we, to break where it breaks.
    column = len(text) - text.rfind("\n") + 1
    for fact in facts:
        if column + len(fact) + 2 > _options.linewidth:
            text += ",\n" + " " * indent + fact
            column = indent + len(fact)
        else:
            text += ", " + fact
            column += len(fact) + 2
    return text + ")"


def array_text(array: Any, indent: int, to_host: Callable[[Any], numpy.ndarray] = numpy.asarray) -> str:
    """The data part of a printed tensor, for a text that starts at column `indent`."""
    if array.size == 0:
        return "[]"
    edge = _options.edgeitems
    elided = [array.size > _options.threshold and length > 2 * edge for length in array.shape]
    if edge == 0 and any(elided):
        return "[...]"
    shown = _edges(array, elided, to_host)
    texts, width = _complex_texts(shown) if shown.dtype.kind == "c" else _real_texts(shown)
    if array.ndim == 0:
        return texts[0]
    return _nested(texts, width, shown.shape, elided, indent)


def _edges(array: Any, elided: list[bool], to_host: Callable[[Any], numpy.ndarray]) -> numpy.ndarray:
    """The printed elements: `array` without the middle of its `elided` axes."""
    if not any(elided):
        return to_host(array)
    # Slices only: each block is a view, so nothing but the printed elements is read or leaves the device.
    first, last = slice(None, _options.edgeitems), slice(-_options.edgeitems, None)
    shown_shape = [2 * _options.edgeitems if cut else length for cut, length in zip(elided, array.shape, strict=True)]
    shown = numpy.empty(shown_shape, array.dtype)
    for block in product(*((first, last) if cut else (slice(None),) for cut in elided)):
        shown[block] = to_host(array[block])
    return shown


def _nested(texts: list[str], width: int, shape: tuple[int, ...], elided: list[bool], indent: int) -> str:
    """Join the elements' `texts` into rows, the rows into matrices, and so on outwards."""
    edge, innermost = _options.edgeitems, len(shape) - 1
    per_line = max(1, math.floor((_options.linewidth - indent - innermost) / (width + 2)))
    for axis in reversed(range(len(shape))):
        newlines, margin = max(1, innermost - axis), " " * (indent + axis + 1)
        separator = "," + "\n" * newlines + margin
        groups = [texts[start : start + shape[axis]] for start in range(0, len(texts), shape[axis])]
        if elided[axis]:
            for group in groups:
                group.insert(edge, " ..." if axis == innermost else "...")
        if axis == innermost:
            groups = [
                [", ".join(group[start : start + per_line]) for start in range(0, len(group), per_line)]
                for group in groups
            ]
        texts = ["[" + separator.join(group) + "]" for group in groups]
    return texts[0]


def _complex_texts(values: numpy.ndarray) -> tuple[list[str], int]:
    """Each element of a complex array as text, and the width of one; the two parts are formatted independently."""
    real_texts, real_width = _real_texts(values.real)
    imag_texts, imag_width = _real_texts(values.imag)
    texts = []
    for real, imag in zip(real_texts, map(str.lstrip, imag_texts), strict=True):
        texts.append(f"{real}{'' if imag.startswith('-') else '+'}{imag}j")
    return texts, real_width + imag_width + 1


def _real_texts(values: numpy.ndarray) -> tuple[list[str], int]:
    """Each element as text, aligned to the right, and the width that the alignment and line breaks count with."""
    if values.dtype.kind in "biu":
        texts = [str(value) for value in values.ravel().tolist()]
        width = max(map(len, texts))
    else:
        texts, width = _float_texts(values.ravel().astype(numpy.float64))
    return [text.rjust(width) for text in texts], width


def _float_texts(values: numpy.ndarray) -> tuple[list[str], int]:
    """Each element of a flat float64 array as text, and the width of the widest finite one that is not zero.

    Zeros, infinities and NaNs choose neither the notation nor the width, so "-0.0000" may stand out by its sign and a
    row of nothing else is broken as if it were of width 1: PyTorch's layout.
    """
    decides = numpy.isfinite(values) & (values != 0)
    deciding = values[decides]
    whole = bool((deciding == numpy.ceil(deciding)).all())
    if deciding.size and _scientific(numpy.abs(deciding)):
        write = f"{{:.{_options.precision}e}}".format
        texts = [write(value) for value in values.tolist()]
    elif whole:
        texts = [f"{value:.0f}." if math.isfinite(value) else f"{value:.0f}" for value in values.tolist()]
    else:
        write = f"{{:.{_options.precision}f}}".format
        texts = [write(value) for value in values.tolist()]
    width = max((len(text) for text, counts in zip(texts, decides.tolist(), strict=True) if counts), default=1)
    return texts, width


def _scientific(magnitudes: numpy.ndarray) -> bool:
    """Whether positive finite `magnitudes` are printed in scientific notation."""
    if _options.sci_mode is not None:
        return bool(_options.sci_mode)
    smallest, largest = float(magnitudes.min()), float(magnitudes.max())
    return largest / smallest > 1000.0 or largest > 1.0e8 or smallest < 1.0e-4
