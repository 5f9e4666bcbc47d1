"""Multivariate normals whose covariance is a diagonal plus a matrix of low rank."""

from __future__ import annotations

import math
from typing import Any, ClassVar

from .._functions import broadcast_tensors, diag_embed, eye, matmul
from ..linalg import cholesky, solve_triangular
from . import constraints
from .distribution import Distribution
from .multivariate_normal import mahalanobis, matvec
from .utils import _standard_normal, lazy_property

__all__ = ["LowRankMultivariateNormal"]


def _plus_unit(matrix: Any) -> Any:
    return matrix + eye(matrix.shape[-1], dtype=matrix.dtype, device=matrix.device)


class LowRankMultivariateNormal(Distribution):
    """Of mean `loc` and covariance `cov_factor @ cov_factor.mT + diag(cov_diag)`: (..., n), (..., n, m), (..., n)."""

    arg_constraints: ClassVar[Any] = {
        "loc": constraints.real_vector, "cov_factor": constraints.independent(constraints.real, 2),
        "cov_diag": constraints.independent(constraints.positive, 1),
    }  # fmt: skip
    support = constraints.real_vector
    has_rsample = True
    _batched = ("loc", "cov_diag", "cov_factor")
    _kept = ("_unbroadcasted_cov_factor", "_unbroadcasted_cov_diag", "_capacitance_tril")

    def __init__(self, loc: Any, cov_factor: Any, cov_diag: Any, validate_args: bool | None = None):
        if loc.dim() < 1:
            raise ValueError("loc must be at least one-dimensional.")
        event_shape = loc.shape[-1:]
        if cov_factor.dim() < 2:
            raise ValueError("cov_factor must be at least two-dimensional, with optional leading batch dimensions")
        if cov_factor.shape[-2:-1] != event_shape:
            raise ValueError(f"cov_factor must be a batch of matrices with shape {event_shape[0]} x m")
        if cov_diag.shape[-1:] != event_shape:
            raise ValueError(f"cov_diag must be a batch of vectors with shape {event_shape}")
        try:
            wide = broadcast_tensors(loc.unsqueeze(-1), cov_factor, cov_diag.unsqueeze(-1))
        except RuntimeError as error:
            raise ValueError(
                f"Incompatible batch shapes: loc {loc.shape}, cov_factor {cov_factor.shape}, cov_diag {cov_diag.shape}"
            ) from error
        self.loc, self.cov_factor, self.cov_diag = wide[0][..., 0], wide[1], wide[2][..., 0]
        self._unbroadcasted_cov_factor, self._unbroadcasted_cov_diag = cov_factor, cov_diag
        self._capacitance_tril = cholesky(_plus_unit(matmul(self.scaled_factor(), cov_factor)))
        super().__init__(self.loc.shape[:-1], event_shape, validate_args=validate_args)

    def scaled_factor(self) -> Any:
        """The factor, transposed, over the diagonal: (..., m, n)."""
        return self._unbroadcasted_cov_factor.mT / self._unbroadcasted_cov_diag.unsqueeze(-2)

    def log_det(self) -> Any:
        """The logarithm of the covariance's determinant, by the matrix determinant lemma."""
        inner = self._capacitance_tril.diagonal(dim1=-2, dim2=-1)
        return 2 * inner.log().sum(-1) + self._unbroadcasted_cov_diag.log().sum(-1)

    def distance(self, apart: Any) -> Any:
        """The squared Mahalanobis length of `apart`, by Woodbury's identity."""
        inner = mahalanobis(self._capacitance_tril, matvec(self.scaled_factor(), apart))
        return (apart.pow(2) / self._unbroadcasted_cov_diag).sum(-1) - inner

    mean = mode = property(lambda self: self.loc)

    @lazy_property
    def variance(self) -> Any:
        """The diagonal of the covariance."""
        return (self._unbroadcasted_cov_factor.pow(2).sum(-1) + self._unbroadcasted_cov_diag).expand(
            self._batch_shape + self._event_shape
        )

    def _whole(self, matrix: Any) -> Any:
        return matrix.expand(self._batch_shape + self._event_shape + self._event_shape)

    @lazy_property
    def scale_tril(self) -> Any:
        """The Cholesky factor of the covariance."""
        root = self._unbroadcasted_cov_diag.sqrt().unsqueeze(-1)
        scaled = self._unbroadcasted_cov_factor / root
        return self._whole(root * cholesky(_plus_unit(matmul(scaled, scaled.mT))))

    @lazy_property
    def covariance_matrix(self) -> Any:
        """The covariance."""
        factor = self._unbroadcasted_cov_factor
        return self._whole(matmul(factor, factor.mT) + diag_embed(self._unbroadcasted_cov_diag))

    @lazy_property
    def precision_matrix(self) -> Any:
        """The inverse of the covariance, by Woodbury's identity."""
        inner = solve_triangular(self._capacitance_tril, self.scaled_factor(), upper=False)
        return self._whole(diag_embed(self._unbroadcasted_cov_diag.reciprocal()) - inner.mT @ inner)

    def rsample(self, sample_shape: Any = ()) -> Any:
        shape = self._extended_shape(sample_shape)
        shared = _standard_normal(shape[:-1] + self.cov_factor.shape[-1:], self.loc)
        own = _standard_normal(shape, self.loc)
        return (
            self.loc + matvec(self._unbroadcasted_cov_factor, shared) + self._unbroadcasted_cov_diag.sqrt() * own
        )

    def log_prob(self, value: Any) -> Any:
        distance = self.distance(self._checked(value) - self.loc)
        return -0.5 * (self._event_shape[0] * math.log(2 * math.pi) + self.log_det() + distance)

    def entropy(self) -> Any:
        entropy = 0.5 * (self._event_shape[0] * (1.0 + math.log(2 * math.pi)) + self.log_det())
        return entropy.expand(self._batch_shape) if self._batch_shape else entropy
