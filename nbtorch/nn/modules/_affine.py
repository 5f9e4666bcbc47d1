"""What normalisations share: a learned scale and shift of what they normalised."""

from __future__ import annotations

from typing import Any

from ..._functions import empty
from .. import init
from ..parameter import Parameter
from .module import Module


class AffineModule(Module):
    """A module with an optional `weight`, which starts at one, and an optional `bias`, which starts at zero."""

    def _register_affine(self, shape: Any, weight: bool, bias: bool, device: Any, dtype: Any) -> None:
        for name, there in (("weight", weight), ("bias", weight and bias)):
            self.register_parameter(name, Parameter(empty(shape, device=device, dtype=dtype)) if there else None)

    def reset_parameters(self) -> None:
        """Start again: weight one, bias zero."""
        if self.weight is not None:
            init.ones_(self.weight)
        if self.bias is not None:
            init.zeros_(self.bias)
