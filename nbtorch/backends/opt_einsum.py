"""opt_einsum is not used: `einsum` has its own order."""

enabled = False
strategy = None


def is_available() -> bool:
    """Whether `einsum` asks opt_einsum for the order of its products: no."""
    return False
