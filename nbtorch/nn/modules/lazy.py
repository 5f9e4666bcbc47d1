"""Modules that learn their sizes from the first input."""

from __future__ import annotations

from typing import Any

from ..._functions import tensor
from ...autograd.modes import no_grad
from .._lazy_parameter import UninitializedBuffer, UninitializedParameter, is_lazy
from .batchnorm import BatchNorm1d, BatchNorm2d, BatchNorm3d
from .conv import Conv1d, Conv2d, Conv3d
from .conv_transpose import ConvTranspose1d, ConvTranspose2d, ConvTranspose3d
from .instancenorm import InstanceNorm1d, InstanceNorm2d, InstanceNorm3d
from .linear import Linear


class LazyModuleMixin:
    """A module some of whose parameters have no shape: its first call, or a state dict, gives them one.

    A subclass writes `initialize_parameters(*args, **kwargs)`, which sees the first call; afterwards the module is a
    `cls_to_become`.
    """

    cls_to_become: Any = None

    def __init__(self: Any, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self._load_hook = self._register_load_state_dict_pre_hook(self._lazy_load_hook)
        self._initialize_hook = self.register_forward_pre_hook(self._infer_parameters, with_kwargs=True)

    def _lazy_load_hook(self: Any, state_dict: Any, prefix: str, *rest: Any) -> None:
        for name, own in [*self._parameters.items(), *self._buffers.items()]:
            value = state_dict.get(prefix + name)
            if value is not None and is_lazy(own) and not is_lazy(value):
                with no_grad():
                    own.materialize(value.shape)

    def initialize_parameters(self: Any, *args: Any, **kwargs: Any) -> None:
        """Give every parameter its shape; every subclass writes its own."""
        raise NotImplementedError(f"initialize_parameters is not implemented for {type(self).__name__}")

    def has_uninitialized_params(self: Any) -> bool:
        """Whether some parameter or buffer has no shape yet."""
        return any([is_lazy(t) for t in (*self._parameters.values(), *self._buffers.values())])

    def _infer_parameters(self: Any, module: Any, args: Any, kwargs: Any = None) -> None:
        module.initialize_parameters(*args, **(kwargs or {}))
        if module.has_uninitialized_params():
            raise RuntimeError(f"module {self._get_name()} has not been fully initialized")
        module._initialize_hook.remove()
        module._load_hook.remove()
        del module._initialize_hook, module._load_hook
        if module.cls_to_become is not None:
            module.__class__ = module.cls_to_become

    def _replicate_for_data_parallel(self: Any) -> None:
        raise RuntimeError(
            "Modules with uninitialized parameters can't be used with `DataParallel`. Run a dummy forward pass to "
            "correctly initialize the modules"
        )

    def _start_lazily(self: Any, device: Any, dtype: Any, weight: bool, bias: bool) -> None:
        for name, there in (("weight", weight), ("bias", bias)):
            if there:
                self.register_parameter(name, UninitializedParameter(device=device, dtype=dtype))


class LazyLinear(LazyModuleMixin, Linear):
    """`Linear` whose `in_features` is the last dimension of its first input."""

    cls_to_become = Linear

    def __init__(self, out_features: int, bias: bool = True, device: Any = None, dtype: Any = None):
        super().__init__(0, 0, False)
        self._start_lazily(device, dtype, True, bias)
        self.out_features = out_features

    def reset_parameters(self) -> None:
        """Draw new parameters, once there are any."""
        if not self.has_uninitialized_params() and self.in_features:
            super().reset_parameters()

    def initialize_parameters(self, input: Any) -> None:
        """Take `in_features` from `input`."""
        if self.has_uninitialized_params():
            self.in_features = input.shape[-1]
            with no_grad():
                self.weight.materialize((self.out_features, self.in_features))
                if self.bias is not None:
                    self.bias.materialize((self.out_features,))
                self.reset_parameters()
        if self.in_features == 0:
            if input.shape[-1] != self.weight.shape[-1]:
                raise AssertionError(
                    f"The in_features inferred from input: {input.shape[-1]} is not equal to in_features from "
                    f"self.weight: {self.weight.shape[-1]}"
                )
            self.in_features = input.shape[-1]


class _LazyConv(LazyModuleMixin):
    """Convolutions whose `in_channels` are the channels of their first input."""

    def _lazily(self: Any, out_channels: int, bias: bool, device: Any, dtype: Any) -> None:
        self._start_lazily(device, dtype, True, bias)
        self.out_channels = out_channels

    def reset_parameters(self: Any) -> None:
        """Draw new parameters, once there are any."""
        if not self.has_uninitialized_params() and self.in_channels:
            super().reset_parameters()  # type: ignore[misc]

    def initialize_parameters(self: Any, input: Any, *args: Any, **kwargs: Any) -> None:
        """Take `in_channels` from `input`."""
        if not self.has_uninitialized_params():
            return
        few = self.dimensions + 1
        if input.dim() not in (few, few + 1):
            raise RuntimeError(
                f"Expected {few}D (unbatched) or {few + 1}D (batched) input to {type(self).__name__}, but got input "
                f"of size: {input.shape}"
            )
        self.in_channels = input.shape[input.dim() - few]
        if self.in_channels % self.groups:
            raise ValueError("in_channels must be divisible by groups")
        self.weight.materialize(self._weight_shape())
        if self.bias is not None:
            self.bias.materialize((self.out_channels,))
        self.reset_parameters()


class _LazyForward(_LazyConv):
    """The arguments of convolutions, without `in_channels`."""

    def __init__(
        self: Any, out_channels: int, kernel_size: Any, stride: Any = 1, padding: Any = 0, dilation: Any = 1,
        groups: int = 1, bias: bool = True, padding_mode: str = "zeros", device: Any = None, dtype: Any = None,
    ):  # fmt: skip
        super().__init__(0, 0, kernel_size, stride, padding, dilation, groups, False, padding_mode, device, dtype)
        self._lazily(out_channels, bias, device, dtype)


class _LazyTransposed(_LazyConv):
    """The arguments of transposed convolutions, without `in_channels`."""

    def __init__(
        self: Any, out_channels: int, kernel_size: Any, stride: Any = 1, padding: Any = 0, output_padding: Any = 0,
        groups: int = 1, bias: bool = True, dilation: Any = 1, padding_mode: str = "zeros", device: Any = None,
        dtype: Any = None,
    ):  # fmt: skip
        super().__init__(
            0, 0, kernel_size, stride, padding, output_padding, groups, False, dilation, padding_mode, device, dtype
        )
        self._lazily(out_channels, bias, device, dtype)


class _LazyNorm(LazyModuleMixin):
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


class _LazyWithDefaults(_LazyNorm):
    """The arguments of norms, without `num_features`."""

    def __init__(
        self: Any, eps: float = 1e-5, momentum: float | None = 0.1, affine: bool = True,
        track_running_stats: bool = True, device: Any = None, dtype: Any = None, *, bias: bool = True,
    ):  # fmt: skip
        super().__init__(0, eps, momentum, False, False, device, dtype, bias=False)
        self._lazily(affine, track_running_stats, bias, device, dtype)


class LazyConv1d(_LazyForward, Conv1d):
    """`Conv1d` whose `in_channels` are those of its first input."""

    cls_to_become = Conv1d


class LazyConvTranspose1d(_LazyTransposed, ConvTranspose1d):
    """`ConvTranspose1d` whose `in_channels` are those of its first input."""

    cls_to_become = ConvTranspose1d


class LazyBatchNorm1d(_LazyWithDefaults, BatchNorm1d):
    """`BatchNorm1d` whose `num_features` are those of its first input."""

    cls_to_become = BatchNorm1d


class LazyInstanceNorm1d(_LazyWithDefaults, InstanceNorm1d):
    """`InstanceNorm1d` whose `num_features` are those of its first input."""

    cls_to_become = InstanceNorm1d


class LazyConv2d(_LazyForward, Conv2d):
    """`Conv2d` whose `in_channels` are those of its first input."""

    cls_to_become = Conv2d


class LazyConvTranspose2d(_LazyTransposed, ConvTranspose2d):
    """`ConvTranspose2d` whose `in_channels` are those of its first input."""

    cls_to_become = ConvTranspose2d


class LazyBatchNorm2d(_LazyWithDefaults, BatchNorm2d):
    """`BatchNorm2d` whose `num_features` are those of its first input."""

    cls_to_become = BatchNorm2d


class LazyInstanceNorm2d(_LazyWithDefaults, InstanceNorm2d):
    """`InstanceNorm2d` whose `num_features` are those of its first input."""

    cls_to_become = InstanceNorm2d


class LazyConv3d(_LazyForward, Conv3d):
    """`Conv3d` whose `in_channels` are those of its first input."""

    cls_to_become = Conv3d


class LazyConvTranspose3d(_LazyTransposed, ConvTranspose3d):
    """`ConvTranspose3d` whose `in_channels` are those of its first input."""

    cls_to_become = ConvTranspose3d


class LazyBatchNorm3d(_LazyWithDefaults, BatchNorm3d):
    """`BatchNorm3d` whose `num_features` are those of its first input."""

    cls_to_become = BatchNorm3d


class LazyInstanceNorm3d(_LazyWithDefaults, InstanceNorm3d):
    """`InstanceNorm3d` whose `num_features` are those of its first input."""

    cls_to_become = InstanceNorm3d
