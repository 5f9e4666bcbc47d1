"""`range`, deprecated in PyTorch: numbers in sequence, with the end."""

from __future__ import annotations

import warnings
from math import isfinite

import numpy

from ..autograd.calls import into
from ..autograd.op import composed
from ..backend import device as devices, dtype as dtypes
from ..backend.array import Number
from ..backend.layout import dense
from .checks import unimplemented
from .create import allocated, wrap


@composed(method=False)
def range(
    start: Number, end: Number, step: Number = 1, *, out=None, dtype=None, device=None, requires_grad=False,
    layout=None, pin_memory=False,
):  # fmt: skip
    """Numbers from `start` up to `end`, with it where a step ends there, by `step`; `arange` leaves the end out."""
    warnings.warn(
        "torch.range is deprecated and will be removed in a future release because its behavior is inconsistent with "
        "Python's range builtin. Instead, use torch.arange, which produces values in [start, end).",
        stacklevel=3,
    )
    dense("range", layout)
    dtype = out.dtype if out is not None else dtype
    kind = dtypes.array_dtype(dtypes.get_default_dtype() if dtype is None else dtype)
    if kind.kind in "bc":
        raise unimplemented("range_cpu", kind)
    if not (step > 0 or step < 0):
        raise RuntimeError("step must be nonzero")
    if not (isfinite(start) and isfinite(end)):
        raise RuntimeError(f"unsupported range: {start} -> {end}")
    if (end - start) * step < 0:
        raise RuntimeError("upper bound and lower bound inconsistent with step sign")
    work = int if kind.kind in "iu" else float
    first, last, each = work(start), work(end), work(step)
    if each == 0:
        raise RuntimeError("step must be nonzero")
    count = int((last - first) / each + 1)
    wide = dtypes.int64.array if work is int else dtypes.float64.array
    steps = allocated(lambda shape, kind: numpy.arange(*shape, dtype=kind), (count,), wide)
    made = wrap(devices.namespace(device).asarray((first + each * steps).astype(kind)), requires_grad)
    return made if out is None else into("range", out, made, fresh=True, flat=True)
