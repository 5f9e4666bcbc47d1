"""Networks: modules, parameters, and the functions they call."""

from .. import _absent
from . import functional as functional, grad as grad, init as init, parallel as parallel, utils as utils
from ._lazy_parameter import (
    UninitializedBuffer as UninitializedBuffer,
    UninitializedParameter as UninitializedParameter,
)
from .modules import *  # noqa: F403
from .modules import Module as Module

# isort: split
from .attention import SDPBackend as _SDPBackend  # binds `attention`: what `modules` brought is its own
from .parallel import DataParallel as DataParallel
from .parameter import Buffer as Buffer, Parameter as Parameter

__getattr__ = _absent.getter(__name__, "common_types")
