"""The ops as top-level functions. Written by `python nbtorch/ops/surface.py` from nbtorch/ops: edit those."""

from __future__ import annotations

from ._methods import add as add
from ._methods import add_ as add_
from ._methods import cat as cat
from ._methods import clone as clone
from ._methods import eq as eq
from ._methods import eq_ as eq_
from ._methods import exp as exp
from ._methods import exp_ as exp_
from ._methods import expand as expand
from ._methods import gt as gt
from ._methods import gt_ as gt_
from ._methods import log as log
from ._methods import log_ as log_
from ._methods import matmul as matmul
from ._methods import mul as mul
from ._methods import mul_ as mul_
from ._methods import neg as neg
from ._methods import neg_ as neg_
from ._methods import reciprocal as reciprocal
from ._methods import reciprocal_ as reciprocal_
from ._methods import reshape as reshape
from ._methods import squeeze as squeeze
from ._methods import stack as stack
from ._methods import sub as sub
from ._methods import sub_ as sub_
from ._methods import sum as sum
from ._methods import tanh as tanh
from ._methods import tanh_ as tanh_
from ._methods import transpose as transpose
from ._methods import true_divide as true_divide
from ._methods import true_divide_ as true_divide_
from ._methods import unbind as unbind
from ._methods import unsqueeze as unsqueeze
from ._methods import where as where
from .ops.create import as_tensor as as_tensor
from .ops.create import from_numpy as from_numpy
from .ops.create import tensor as tensor
