"""The Wishart distribution (Wishart, 1928): what sums of outer products of normal vectors follow."""

from __future__ import annotations

import math
import warnings
from typing import Any

from .._functions import (
    arange,
    broadcast_shapes,
    cholesky_solve,
    digamma,
    matmul,
    mvlgamma,
    randn,
    tensor,
    tril_indices,
    where,
)
from .._size import Size
from ..backend.limits import finfo
from ..linalg import slogdet
from . import constraints
from .chi2 import Chi2
from .exp_family import ExponentialFamily
from .multivariate_normal import Covariant
from .utils import NUMBERS

__all__ = ["Wishart"]
_LOG_2 = math.log(2)


def _mvdigamma(x: Any, p: int) -> Any:
    """The derivative of `mvlgamma`."""
    return digamma(x.unsqueeze(-1) - arange(p, dtype=x.dtype, device=x.device) / 2).sum(-1)


class Wishart(Covariant, ExponentialFamily):
    """Of `df` degrees of freedom, by the normals' covariance, its inverse, or its Cholesky factor: (..., n, n)."""

    support = constraints.positive_definite
    has_rsample = True
    _mean_carrier_measure = 0
    _batched = ("df", "covariance_matrix", "scale_tril", "precision_matrix")
    _kept = ("_unbroadcasted_scale_tril",)

    @property
    def arg_constraints(self) -> dict[str, Any]:
        """The constraint of each parameter, by name; `df` has to be above n - 1."""
        return {
            "covariance_matrix": constraints.positive_definite, "precision_matrix": constraints.positive_definite,
            "scale_tril": constraints.lower_cholesky, "df": constraints.greater_than(self.event_shape[-1] - 1),
        }  # fmt: skip

    def __init__(
        self, df: Any, covariance_matrix: Any = None, precision_matrix: Any = None, scale_tril: Any = None,
        validate_args: bool | None = None,
    ):  # fmt: skip
        matrices = {
            "covariance_matrix": covariance_matrix, "precision_matrix": precision_matrix, "scale_tril": scale_tril
        }  # fmt: skip
        given = [(name, matrix) for name, matrix in matrices.items() if matrix is not None]
        if len(given) != 1:
            raise AssertionError(
                "Exactly one of covariance_matrix or precision_matrix or scale_tril may be specified."
            )
        name, matrix = given[0]
        if matrix.dim() < 2:
            raise ValueError(
                "scale_tril must be at least two-dimensional, with optional leading batch dimensions"
            )
        if isinstance(df, NUMBERS):
            batch_shape = Size(matrix.shape[:-2])
            self.df = tensor(df, dtype=matrix.dtype, device=matrix.device)
        else:
            batch_shape = Size(broadcast_shapes(matrix.shape[:-2], df.shape))
            self.df = df.expand(batch_shape)
        n = matrix.shape[-1]
        if bool((self.df <= n - 1).any()):
            raise ValueError(f"Value of df={df} expected to be greater than ndim - 1 = {n - 1}.")
        if bool((self.df < n).any()):
            warnings.warn(
                "Low df values detected. Singular samples are highly likely to occur for ndim - 1 < df < ndim.",
                stacklevel=2,
            )
        setattr(self, name, matrix.expand((*batch_shape, -1, -1)))
        super().__init__(batch_shape, matrix.shape[-2:], validate_args=validate_args)
        self._factor(name, matrix)
        self._freedoms()

    def _freedoms(self) -> None:
        """The squares on the diagonal of Bartlett's factor: each has one degree of freedom less than the one above."""
        factor = self._unbroadcasted_scale_tril
        steps = arange(self._event_shape[-1], dtype=factor.dtype, device=factor.device)
        self._chi2 = Chi2(self.df.unsqueeze(-1) - steps)

    def expand(self, batch_shape: Any, _instance: Any = None) -> Any:
        """This distribution with its batch broadcast to `batch_shape`."""
        new = super().expand(batch_shape, _instance)
        new._freedoms()
        return new

    def _per_matrix(self, values: Any) -> Any:
        return values.reshape((*self._batch_shape, 1, 1))

    @property
    def mean(self) -> Any:
        """The mean: `df` covariances."""
        return self._per_matrix(self.df) * self.covariance_matrix

    @property
    def mode(self) -> Any:
        """The most likely matrix, which there is from `df` n + 1 on."""
        factor = self.df - self._event_shape[-1] - 1
        return self._per_matrix(where(factor <= 0, math.nan, factor)) * self.covariance_matrix

    @property
    def variance(self) -> Any:
        """The variance of each element."""
        diagonal = self.covariance_matrix.diagonal(dim1=-2, dim2=-1)
        products = diagonal.unsqueeze(-1) * diagonal.unsqueeze(-2)
        return self._per_matrix(self.df) * (self.covariance_matrix**2 + products)

    def _drawn(self, sample_shape: Any) -> Any:
        """Samples by Bartlett's decomposition (1933), which may be singular within the precision."""
        n, sample_shape = self._event_shape[-1], Size(sample_shape)
        roots = self._chi2.rsample(sample_shape).sqrt()
        factor = roots.clamp(min=finfo(roots.dtype).eps).diag_embed()
        row, column = tril_indices(n, n, -1)
        shape = (*sample_shape, *self._batch_shape, n * (n - 1) // 2)
        factor[..., row, column] = randn(shape, dtype=roots.dtype, device=roots.device)
        factor = matmul(self._unbroadcasted_scale_tril, factor)
        return matmul(factor, factor.mT)

    def _any_of_batch(self, found: Any) -> Any:
        return found.amax([-1 - place for place in range(len(self._batch_shape))]) if self._batch_shape else found

    def rsample(self, sample_shape: Any = (), max_try_correction: int | None = None) -> Any:
        """Samples as a function of the parameters; singular ones are drawn again, so many times at most (10).

        As in PyTorch, whose samples these are, it is the first ones that are not singular which are drawn again.
        """
        sample = self._drawn(sample_shape)
        again = self._any_of_batch(self.support.check(sample))
        for _ in range(10 if max_try_correction is None else max_try_correction):
            if not bool(again.any()):
                break
            drawn = self._drawn(again[again].shape)
            sample[again.clone()] = drawn
            again[again.clone()] = self._any_of_batch(~self.support.check(drawn))
        if bool(again.any()):
            warnings.warn("Singular sample detected.", stacklevel=2)
        return sample

    def _log_scale(self) -> Any:
        """Half the logarithm of the determinant of twice the covariance."""
        diagonal = self._unbroadcasted_scale_tril.diagonal(dim1=-2, dim2=-1)
        return self._event_shape[-1] * _LOG_2 / 2 + diagonal.log().sum(-1)

    def log_prob(self, value: Any) -> Any:
        value, n = self._checked(value), self._event_shape[-1]
        trace = cholesky_solve(value, self._unbroadcasted_scale_tril).diagonal(dim1=-2, dim2=-1).sum(-1)
        normalizer = self.df * self._log_scale() + mvlgamma(self.df / 2, n)
        return (self.df - n - 1) / 2 * slogdet(value).logabsdet - normalizer - trace / 2

    def entropy(self) -> Any:
        n = self._event_shape[-1]
        spread = (n + 1) * self._log_scale() + mvlgamma(self.df / 2, n)
        return spread - (self.df - n - 1) / 2 * _mvdigamma(self.df / 2, n) + self.df * n / 2

    @property
    def _natural_params(self) -> tuple[Any, ...]:
        return -self.precision_matrix / 2, (self.df - self._event_shape[-1] - 1) / 2

    def _log_normalizer(self, x: Any, y: Any) -> Any:
        n = self._event_shape[-1]
        freedom = y + (n + 1) / 2
        return freedom * (n * _LOG_2 - slogdet(-2 * x).logabsdet) + mvlgamma(freedom, n)
