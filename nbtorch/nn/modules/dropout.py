"""Dropping values at random in training."""

from __future__ import annotations

from typing import Any

from .. import functional as F
from .module import Module


class _DropoutNd(Module):
    """What every kind of dropout is told, and shows."""

    function = ""

    def __init__(self, p: float = 0.5, inplace: bool = False):
        super().__init__()
        if p < 0 or p > 1:
            raise ValueError(f"dropout probability has to be between 0 and 1, but got {p}")
        self.p, self.inplace = p, inplace

    def forward(self, input: Any) -> Any:
        return getattr(F, self.function)(input, self.p, self.training, self.inplace)

    def extra_repr(self) -> str:
        return f"p={self.p}, inplace={self.inplace}"


class Dropout(_DropoutNd):
    """Zero each value with probability `p` in training, and scale the rest by 1/(1-p) (Hinton et al., 2012)."""

    function = "dropout"


class Dropout1d(_DropoutNd):
    """Zero whole channels of sequences: (N, C, L)."""

    function = "dropout1d"


class Dropout2d(_DropoutNd):
    """Zero whole channels of images: (N, C, H, W)."""

    function = "dropout2d"


class Dropout3d(_DropoutNd):
    """Zero whole channels of volumes: (N, C, D, H, W)."""

    function = "dropout3d"


class AlphaDropout(_DropoutNd):
    """Dropout that keeps the mean and variance of SELU's activations (Klambauer et al., 2017)."""

    def forward(self, input: Any) -> Any:
        return F.alpha_dropout(input, self.p, self.training)


class FeatureAlphaDropout(_DropoutNd):
    """`AlphaDropout` of whole channels: (N, C, *)."""

    def forward(self, input: Any) -> Any:
        return F.feature_alpha_dropout(input, self.p, self.training)
