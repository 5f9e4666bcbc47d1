"""Recording ops and differentiating them: the engine, and PyTorch's `torch.autograd` names."""

from .. import _absent
from . import (
    anomaly as anomaly,
    apply as _apply,
    engine as engine,
    forward_ad as forward_ad,
    function as function,
    functional as functional,
    graph as graph,
    inplace as _inplace,
    packing,
    profiler as profiler,
    tree as tree,
)
from .anomaly import detect_anomaly as detect_anomaly, set_detect_anomaly as set_detect_anomaly
from .api import backward as backward, grad as grad
from .function import Function as Function
from .gradcheck import GradcheckError as GradcheckError, gradcheck as gradcheck, gradgradcheck as gradgradcheck
from .modes import (
    enable_grad as enable_grad,
    inference_mode as inference_mode,
    no_grad as no_grad,
    set_grad_enabled as set_grad_enabled,
)

_inplace.LEAF = engine.LEAF


def Variable(data: engine.Tensor, requires_grad: bool = False) -> engine.Tensor:
    """What tensors that record were before PyTorch 0.4; older code still makes them."""
    return data.detach().requires_grad_(requires_grad)


def bind(tensor_type: type) -> None:
    """Tell the engine what a tensor is; called once, by `nbtorch._tensor`."""
    _apply.Tensor = engine.Tensor = packing.Tensor = tensor_type

__getattr__ = _absent.getter(__name__, "grad_mode", "variable")
