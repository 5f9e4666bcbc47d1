"""oneDNN is not used."""

enabled = True
deterministic = False


def is_available() -> bool:
    """Whether oneDNN computes here: no."""
    return False
