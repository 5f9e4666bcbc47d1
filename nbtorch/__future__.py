"""`torch.__future__`: how modules change their parameters when they are converted."""

from __future__ import annotations

_overwrite = False
_swap = False


def set_overwrite_module_params_on_conversion(value: bool) -> None:
    """Let `Module.to` and its like make new parameters, and leave the old ones as they are."""
    global _overwrite
    _overwrite = value


def get_overwrite_module_params_on_conversion() -> bool:
    """Whether converting a module makes new parameters."""
    return _overwrite


def set_swap_module_params_on_conversion(value: bool) -> None:
    """Let converting and loading keep parameter objects, whatever was said of overwriting; here they always can."""
    global _swap
    _swap = value


def get_swap_module_params_on_conversion() -> bool:
    """What `set_swap_module_params_on_conversion` was told."""
    return _swap
