"""Automatic mixed precision: half precision where it is safe, with float32 weights and scaled gradients."""

from .. import _absent
from ..autograd.autocast import is_autocast_available as is_autocast_available
from . import autocast_mode as autocast_mode, grad_scaler as grad_scaler
from .autocast_mode import autocast as autocast, custom_bwd as custom_bwd, custom_fwd as custom_fwd
from .grad_scaler import GradScaler as GradScaler

__all__ = ["GradScaler", "autocast", "custom_bwd", "custom_fwd", "is_autocast_available"]
__getattr__ = _absent.getter(__name__)
