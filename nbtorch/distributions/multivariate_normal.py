"""The multivariate normal distribution."""

from __future__ import annotations

import math
from typing import Any, ClassVar

from .._functions import broadcast_shapes, cholesky_inverse, eye, flip, matmul, transpose
from .._size import Size
from ..linalg import cholesky, solve_triangular
from . import constraints
from .distribution import Distribution
from .utils import _standard_normal, lazy_property

__all__ = ["MultivariateNormal"]


def matvec(matrix: Any, vector: Any) -> Any:
    """Products of batches of matrices and vectors that broadcast."""
    return matmul(matrix, vector.unsqueeze(-1)).squeeze(-1)


def mahalanobis(factor: Any, apart: Any) -> Any:
    """The squared length of `factor^-1 apart`: (..., n, n) and (..., n) -> (...)."""
    batch = broadcast_shapes(factor.shape[:-2], apart.shape[:-1])
    n = apart.shape[-1]
    if factor.dim() == 2:  # one factor for all: solved once for all vectors as columns
        columns = apart.reshape(-1, n).t()
        return solve_triangular(factor, columns, upper=False).pow(2).sum(-2).reshape(apart.shape[:-1])
    wide = apart.expand(*batch, n).unsqueeze(-1)
    return solve_triangular(factor.expand(*batch, n, n), wide, upper=False).pow(2).sum(-2).squeeze(-1)


def _factor_of_inverse(precision: Any) -> Any:
    """The Cholesky factor of the inverse of a matrix, which is not formed."""
    turned = cholesky(flip(precision, (-2, -1)))
    inverse = transpose(flip(turned, (-2, -1)), -2, -1)
    unit = eye(precision.shape[-1], dtype=precision.dtype, device=precision.device)
    return solve_triangular(inverse, unit.expand(*inverse.shape), upper=False)


class Covariant(Distribution):
    """What has a covariance, kept as its Cholesky factor."""

    _unbroadcasted_scale_tril: Any

    def _factor(self, name: str, matrix: Any) -> None:
        """Take the factor of the matrix that is given: of the covariance, of its inverse, or the factor itself."""
        if name == "scale_tril":
            self._unbroadcasted_scale_tril = matrix
        else:
            factor = cholesky if name == "covariance_matrix" else _factor_of_inverse
            self._unbroadcasted_scale_tril = factor(matrix)

    def _whole(self, matrix: Any) -> Any:
        return matrix.expand((*self._batch_shape, *matrix.shape[-2:]))

    @lazy_property
    def scale_tril(self) -> Any:
        """The Cholesky factor of the covariance."""
        return self._whole(self._unbroadcasted_scale_tril)

    @lazy_property
    def covariance_matrix(self) -> Any:
        """The covariance."""
        return self._whole(matmul(self._unbroadcasted_scale_tril, self._unbroadcasted_scale_tril.mT))

    @lazy_property
    def precision_matrix(self) -> Any:
        """The inverse of the covariance."""
        return self._whole(cholesky_inverse(self._unbroadcasted_scale_tril))


class MultivariateNormal(Covariant):
    """Of mean `loc`, by the covariance, its inverse, or its Cholesky factor: (..., n) and (..., n, n)."""

    arg_constraints: ClassVar[Any] = {
        "loc": constraints.real_vector, "covariance_matrix": constraints.positive_definite,
        "precision_matrix": constraints.positive_definite, "scale_tril": constraints.lower_cholesky,
    }  # fmt: skip
    support = constraints.real_vector
    has_rsample = True
    _batched = ("loc", "covariance_matrix", "scale_tril", "precision_matrix")
    _kept = ("_unbroadcasted_scale_tril",)

    def __init__(
        self, loc: Any, covariance_matrix: Any = None, precision_matrix: Any = None, scale_tril: Any = None,
        validate_args: bool | None = None,
    ):  # fmt: skip
        if loc.dim() < 1:
            raise ValueError("loc must be at least one-dimensional.")
        matrices = {
            "scale_tril": scale_tril, "covariance_matrix": covariance_matrix, "precision_matrix": precision_matrix
        }  # fmt: skip
        given = [(name, matrix) for name, matrix in matrices.items() if matrix is not None]
        if len(given) != 1:
            raise ValueError(
                "Exactly one of covariance_matrix or precision_matrix or scale_tril may be specified."
            )
        name, matrix = given[0]
        if matrix.dim() < 2:
            what = "scale_tril matrix" if name == "scale_tril" else name
            raise ValueError(f"{what} must be at least two-dimensional, with optional leading batch dimensions")
        batch_shape = Size(broadcast_shapes(matrix.shape[:-2], loc.shape[:-1]))
        setattr(self, name, matrix.expand((*batch_shape, -1, -1)))
        self.loc = loc.expand((*batch_shape, -1))
        super().__init__(batch_shape, self.loc.shape[-1:], validate_args=validate_args)
        self._factor(name, matrix)

    mean = mode = property(lambda self: self.loc)

    @property
    def variance(self) -> Any:
        """The diagonal of the covariance."""
        return self._unbroadcasted_scale_tril.pow(2).sum(-1).expand(self._batch_shape + self._event_shape)

    def rsample(self, sample_shape: Any = ()) -> Any:
        normals = _standard_normal(self._extended_shape(sample_shape), self.loc)
        return self.loc + matvec(self._unbroadcasted_scale_tril, normals)

    def half_log_det(self) -> Any:
        """Half the logarithm of the covariance's determinant."""
        return self._unbroadcasted_scale_tril.diagonal(dim1=-2, dim2=-1).log().sum(-1)

    def log_prob(self, value: Any) -> Any:
        distance = mahalanobis(self._unbroadcasted_scale_tril, self._checked(value) - self.loc)
        return -0.5 * (self._event_shape[0] * math.log(2 * math.pi) + distance) - self.half_log_det()

    def entropy(self) -> Any:
        entropy = 0.5 * self._event_shape[0] * (1.0 + math.log(2 * math.pi)) + self.half_log_det()
        return entropy.expand(self._batch_shape) if self._batch_shape else entropy
