"""Optimizers and learning-rate schedules."""

from .. import _absent
from . import lr_scheduler as lr_scheduler
from .adam import Adam as Adam, AdamW as AdamW
from .optimizer import Optimizer as Optimizer
from .rmsprop import RMSprop as RMSprop
from .sgd import SGD as SGD

__getattr__ = _absent.getter(__name__)
