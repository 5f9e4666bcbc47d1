"""Tools beside the tensors: data loading, checkpointing, swapping."""

from .. import _absent
from . import checkpoint as checkpoint, data as data
from .swapping import swap_tensors as swap_tensors

__getattr__ = _absent.getter(__name__, "dlpack", "hooks", "_pytree")
