"""Tools beside the tensors: data loading, checkpointing."""

from .. import _absent
from . import checkpoint as checkpoint, data as data

__getattr__ = _absent.getter(__name__, "dlpack", "hooks", "_pytree")
