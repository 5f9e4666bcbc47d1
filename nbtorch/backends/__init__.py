"""The libraries behind PyTorch, which programs ask about and tune. NumPy and CuPy compute here; settings are kept."""

from .. import _absent
from . import (
    cpu as cpu,
    cuda as cuda,
    cudnn as cudnn,
    mkl as mkl,
    mkldnn as mkldnn,
    mps as mps,
    openmp as openmp,
    opt_einsum as opt_einsum,
)

__getattr__ = _absent.getter(__name__)
