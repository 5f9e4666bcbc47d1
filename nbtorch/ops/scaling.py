"""The two ops of loss scaling: they write into tensors and never make the host wait."""

from __future__ import annotations

from typing import Any

from ..autograd.inplace import wrote
from ..backend import dtype as dtypes
from ..backend.array import NAMESPACES


def _amp_foreach_non_finite_check_and_unscale_(self: Any, found_inf: Any, inv_scale: Any) -> None:
    """Multiply every tensor of a list by `inv_scale`; `found_inf` becomes 1 if an element is infinite or NaN."""
    for t in self:
        array, factor = t._data, inv_scale._data
        xp = NAMESPACES[type(array)]
        found = found_inf._data
        xp.maximum(found, (~xp.isfinite(array)).any(), out=found, casting="unsafe")
        wide = array.astype("float32") if array.dtype in dtypes.HALF else array
        array[...] = (wide * factor.astype(wide.dtype)).astype(array.dtype)
        wrote(t)
    wrote(found_inf)


def _amp_update_scale_(
    self: Any, growth_tracker: Any, found_inf: Any, scale_growth_factor: float, scale_backoff_factor: float,
    growth_interval: int,
) -> Any:  # fmt: skip
    """The next scale: smaller after an overflow, larger after `growth_interval` steps without one."""
    scale, tracker = self._data, growth_tracker._data
    xp = NAMESPACES[type(scale)]
    overflow = found_inf._data != 0
    steps = xp.where(overflow, 0, tracker + 1)
    grows = steps == growth_interval
    grown = (scale.astype("float64") * scale_growth_factor).astype("float32")
    shrunk = (scale.astype("float64") * scale_backoff_factor).astype("float32")
    larger = xp.where(grows & xp.isfinite(grown), grown, scale)
    scale[...] = xp.where(overflow, shrunk, larger)
    tracker[...] = xp.where(grows, 0, steps)
    wrote(self)
    wrote(growth_tracker)
    return self
