"""Cholesky factors of random correlation matrices, by the onion method (Lewandowski, Kurowicka and Joe, 2009)."""

from __future__ import annotations

import math
from typing import Any, ClassVar

from .._functions import arange, cat, diag_embed, mvlgamma, randn, tensor, zeros
from .._size import Size
from ..backend.limits import finfo
from . import constraints
from .beta import Beta
from .distribution import Distribution
from .utils import NUMBERS

__all__ = ["LKJCholesky"]


class LKJCholesky(Distribution):
    """Factors L (dim, dim) of correlations, their density proportional to `det(L @ L.mT) ** (concentration - 1)`."""

    arg_constraints: ClassVar[Any] = {"concentration": constraints.positive}
    support = constraints.corr_cholesky
    _batched = ("concentration",)
    _kept = ("dim",)

    def __init__(self, dim: int, concentration: Any = 1.0, validate_args: bool | None = None):
        if dim < 2:
            raise ValueError(f"Expected dim to be an integer greater than or equal to 2. Found dim={dim}.")
        self.dim = dim
        self.concentration = tensor(float(concentration)) if isinstance(concentration, NUMBERS) else concentration
        like = {"dtype": self.concentration.dtype, "device": self.concentration.device}
        rows = cat([zeros(1, **like), arange(dim - 1, **like)])
        self._beta = Beta(rows + 0.5, (self.concentration + 0.5 * (dim - 2)).unsqueeze(-1) - 0.5 * rows)
        super().__init__(self.concentration.shape, Size((dim, dim)), validate_args)

    def expand(self, batch_shape: Any, _instance: Any = None) -> Any:
        """This distribution with its batch broadcast to `batch_shape`."""
        new = super().expand(batch_shape, _instance)
        new._beta = self._beta.expand((*batch_shape, self.dim))
        return new

    def sample(self, sample_shape: Any = ()) -> Any:
        """Factors: sample_shape + batch_shape + (dim, dim)."""
        lengths = self._beta.sample(sample_shape).unsqueeze(-1)
        shape = self._extended_shape(sample_shape)
        normals = randn(shape, dtype=lengths.dtype, device=lengths.device).tril(-1)
        directions = normals / normals.norm(dim=-1, keepdim=True)
        directions[..., 0, :] = 0
        below = lengths.sqrt() * directions
        rest = (1 - (below**2).sum(-1)).clamp(min=finfo(below.dtype).tiny).sqrt()
        return below + diag_embed(rest)

    def log_prob(self, value: Any) -> Any:
        diagonal = self._checked(value).diagonal(dim1=-1, dim2=-2)[..., 1:]
        order = arange(2, self.dim + 1, device=self.concentration.device)
        powers = 2 * (self.concentration - 1).unsqueeze(-1) + self.dim - order
        below = self.dim - 1
        alpha = self.concentration + 0.5 * below
        normalizer = mvlgamma(alpha - 0.5, below) - alpha.lgamma() * below + 0.5 * below * math.log(math.pi)
        return (powers * diagonal.log()).sum(-1) - normalizer
