"""Transforms of functions: derivatives, batches, modules as functions."""

from .batch import vmap as vmap
from .derive import (
    functionalize as functionalize,
    grad as grad,
    grad_and_value as grad_and_value,
    jvp as jvp,
    linearize as linearize,
    vjp as vjp,
)
from .jacobians import hessian as hessian, jacfwd as jacfwd, jacrev as jacrev
from .modules import (
    functional_call as functional_call,
    replace_all_batch_norm_modules_ as replace_all_batch_norm_modules_,
    stack_module_state as stack_module_state,
)
