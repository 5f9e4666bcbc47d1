"""What is said once in a process, as PyTorch says it."""

from __future__ import annotations

import warnings

from . import settings

_said: set[str] = set()


def warn_once(text: str, stacklevel: int = 3) -> None:
    """Warn, unless this was said before; `set_warn_always` lets it be said again."""
    if text not in _said or settings.is_warn_always_enabled():
        _said.add(text)
        warnings.warn(text, stacklevel=stacklevel)
