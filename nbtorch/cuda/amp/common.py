"""Whether mixed precision can be had on a GPU."""

from ...backend import cuda as _cuda


def amp_definitely_not_available() -> bool:
    """Whether there is no GPU."""
    return not _cuda.is_available()
