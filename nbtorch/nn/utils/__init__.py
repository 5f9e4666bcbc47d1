"""Tools around parameters and sequences: clipping, flattening, padding."""

from ... import _absent
from . import rnn as rnn
from .clip_grad import (
    clip_grad_norm_ as clip_grad_norm_,
    clip_grad_value_ as clip_grad_value_,
    get_total_norm as get_total_norm,
)
from .convert import parameters_to_vector as parameters_to_vector, vector_to_parameters as vector_to_parameters

__getattr__ = _absent.getter(__name__)
