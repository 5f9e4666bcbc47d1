"""Tools beside the tensors: data loading."""

from . import data as data
