"""OpenMP is not used by nbtorch itself."""


def is_available() -> bool:
    """Whether ops run on OpenMP threads: no; NumPy's BLAS has threads of its own."""
    return False
