"""`autocast` of the cuda by its old name."""

from __future__ import annotations

import warnings
from typing import Any

from ...amp.autocast_mode import autocast as _autocast, custom_bwd as _custom_bwd, custom_fwd as _custom_fwd
from ...backend.dtype import float16 as _float16


class autocast(_autocast):
    """`amp.autocast("cuda", ...)`, as it was called before."""

    def __init__(self, enabled: bool = True, dtype: Any = _float16, cache_enabled: bool = True):
        warnings.warn(
            "`torch.cuda.amp.autocast(args...)` is deprecated. Please use `torch.amp.autocast('cuda', args...)` "
            "instead.",
            FutureWarning,
            stacklevel=2,
        )
        super().__init__("cuda", dtype, enabled, cache_enabled)


def _deprecated(name: str, options: str) -> None:
    warnings.warn(
        f"`torch.cuda.amp.{name}(args...)` is deprecated. Please use `torch.amp.{name}(args..., {options})` instead.",
        FutureWarning,
        stacklevel=3,
    )


def custom_fwd(fwd: Any = None, *, cast_inputs: Any = None) -> Any:
    """`amp.custom_fwd(..., device_type="cuda")`, as it was called before."""
    _deprecated("custom_fwd", "device_type='cuda'")
    return _custom_fwd(fwd, device_type="cuda", cast_inputs=cast_inputs)


def custom_bwd(bwd: Any) -> Any:
    """`amp.custom_bwd(..., device_type="cuda")`, as it was called before."""
    _deprecated("custom_bwd", "device_type='cuda'")
    return _custom_bwd(bwd, device_type="cuda")
