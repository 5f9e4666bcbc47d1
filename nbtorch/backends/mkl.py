"""Intel's MKL: computes only where NumPy was built with it."""

from ..backend.threads import library_names


def is_available() -> bool:
    """Whether NumPy's BLAS is MKL."""
    return any("mkl" in name for name in library_names())
