"""Batch norms that learn their channels from the first input."""

from __future__ import annotations

from typing import Any

from ..._functions import tensor
from .._lazy_parameter import UninitializedBuffer, is_lazy
from .batchnorm import BatchNorm1d, BatchNorm2d, BatchNorm3d, _BatchNorm
from .lazy import LazyModuleMixin


class _LazyNormBase(LazyModuleMixin):
    """Norms whose `num_features` are the channels of their first input."""

    def _lazily(self: Any, affine: bool, tracked: bool, bias: bool, device: Any, dtype: Any) -> None:
        self.affine, self.track_running_stats = affine, tracked
        self._start_lazily(device, dtype, affine, affine and bias)
        if tracked:
            for name in ("running_mean", "running_var"):
                self.register_buffer(name, UninitializedBuffer(device=device, dtype=dtype))
            self.register_buffer("num_batches_tracked", tensor(0, device=device))

    def reset_parameters(self: Any) -> None:
        """Start again, once there are parameters."""
        if not self.has_uninitialized_params() and self.num_features:
            super().reset_parameters()  # type: ignore[misc]

    def initialize_parameters(self: Any, input: Any) -> None:
        """Take `num_features` from `input`."""
        if self.has_uninitialized_params():
            self.num_features = input.shape[1]
            for t in (self.weight, self.bias, self.running_mean, self.running_var):
                if is_lazy(t):
                    t.materialize((self.num_features,))
            self.reset_parameters()


class _LazyWithDefaults(_LazyNormBase):
    """The arguments of norms, without `num_features`."""

    def __init__(
        self: Any, eps: float = 1e-5, momentum: float | None = 0.1, affine: bool = True,
        track_running_stats: bool = True, device: Any = None, dtype: Any = None, *, bias: bool = True,
    ):  # fmt: skip
        super().__init__(0, eps, momentum, False, False, device, dtype, bias=False)
        self._lazily(affine, track_running_stats, bias, device, dtype)


class LazyBatchNorm1d(_LazyWithDefaults, _BatchNorm):
    """`BatchNorm1d` whose `num_features` are those of its first input."""

    cls_to_become = BatchNorm1d


class LazyBatchNorm2d(_LazyWithDefaults, _BatchNorm):
    """`BatchNorm2d` whose `num_features` are those of its first input."""

    cls_to_become = BatchNorm2d


class LazyBatchNorm3d(_LazyWithDefaults, _BatchNorm):
    """`BatchNorm3d` whose `num_features` are those of its first input."""

    cls_to_become = BatchNorm3d
