"""Apple's GPUs are not used."""


def is_available() -> bool:
    """Whether tensors can live on an Apple GPU: no."""
    return False


is_built = is_available
