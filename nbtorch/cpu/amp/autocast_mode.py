"""`autocast` of the CPU by its old name."""

from __future__ import annotations

import warnings
from typing import Any

from ...amp.autocast_mode import autocast as _autocast
from ...backend.dtype import bfloat16 as _bfloat16


class autocast(_autocast):
    """`amp.autocast("cpu", ...)`, as it was called before."""

    def __init__(self, enabled: bool = True, dtype: Any = _bfloat16, cache_enabled: bool = True):
        warnings.warn(
            "`torch.cpu.amp.autocast(args...)` is deprecated. Please use `torch.amp.autocast('cpu', args...)` "
            "instead.",
            FutureWarning,
            stacklevel=2,
        )
        super().__init__("cpu", dtype, enabled, cache_enabled)
