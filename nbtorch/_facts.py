"""What PyTorch's tensors can tell of themselves that is always the same, or easily told, of dense arrays."""

from __future__ import annotations

import warnings
from typing import Any

from .autograd.inference import unversioned
from .backend import device as devices
from .backend.layout import layout, strided
from .ops.facts import conjugate_transpose


def _of_scalar(name: str, instead: str) -> None:
    """PyTorch's warning about a transpose of a tensor without dimensions."""
    warnings.warn(f"Tensor.{name} is deprecated on 0-D tensors. {instead}", stacklevel=3)


class TensorFacts:
    """The part of a Tensor that knows neither values nor history."""

    __slots__ = ()
    _data: Any
    device: Any
    dtype: Any
    ndim: int

    layout: layout = strided
    name = None
    is_sparse = is_sparse_csr = is_quantized = is_mkldnn = is_nested = is_meta = False
    is_mps = is_xpu = is_xla = is_mtia = is_ipu = is_hpu = is_maia = is_vulkan = False

    is_cpu = property(lambda self: devices.of(self._data).type == "cpu", doc="Whether the tensor is on the CPU.")
    grad_dtype = property(lambda self: self.dtype, doc="The dtype of its gradient: its own.")

    @property
    def H(self) -> Any:
        """Conjugate transpose of a matrix: (M, N) -> (N, M)."""
        if self.ndim not in (0, 2):
            more = " For batches of matrices, consider using tensor.mH" if self.ndim > 2 else ""
            raise RuntimeError(
                f"tensor.H is only supported on matrices (2-D tensors). Got {self.ndim}-D tensor.{more}"
            )
        if self.ndim == 0:
            _of_scalar("H", "Consider using x.conj().")
        return conjugate_transpose(self, "tensor.H")

    @property
    def mH(self) -> Any:
        """Conjugate transpose of the last two dimensions: (..., M, N) -> (..., N, M)."""
        if self.ndim == 0:
            _of_scalar("mH", "Consider using x.conj().")
        return conjugate_transpose(self, "tensor.mH")

    @property
    def volatile(self) -> bool:
        """What `no_grad` was before PyTorch 0.4: False."""
        warnings.warn("volatile was removed (Variable.volatile is always False)", stacklevel=2)
        return False

    def is_inference(self) -> bool:
        """Whether it was made in inference mode: it has no version, and is neither recorded nor written outside."""
        return unversioned(self)

    def is_distributed(self) -> bool:
        """Whether it is one part of a distributed tensor: never."""
        return False

    def is_coalesced(self) -> bool:
        """A question for sparse tensors."""
        raise RuntimeError("is_coalesced expected sparse coordinate tensor layout but got Strided")

    def dense_dim(self) -> int:
        """The number of dimensions that are stored whole: all."""
        return self.ndim

    def sparse_dim(self) -> int:
        """The number of dimensions that are stored as indices: none."""
        return 0

    def to_dense(self, dtype: Any = None, *, masked_grad: bool = True) -> Any:
        """The tensor itself, which is dense."""
        return self if dtype is None else self.to(dtype)  # type: ignore[attr-defined]

    def dim_order(self, *, ambiguity_check: Any = False) -> tuple[int, ...]:
        """Dimensions from the one with the longest step in memory to the one with the shortest."""
        return tuple(sorted(range(self.ndim), key=lambda dim: -self._data.strides[dim]))
