"""Mixed precision by its old names: `amp.autocast("cpu", ...)` and `amp.GradScaler("cpu", ...)` are the new ones."""

from .autocast_mode import autocast as autocast
from .grad_scaler import GradScaler as GradScaler

__all__ = ["GradScaler", "autocast"]
