"""Divergences of multivariate normals."""

from __future__ import annotations

from typing import Any

from .._functions import broadcast_shapes, diag_embed
from ..linalg import solve_triangular
from .divergence import register_kl
from .lowrank_multivariate_normal import LowRankMultivariateNormal
from .multivariate_normal import MultivariateNormal, mahalanobis


def _squares(matrix: Any) -> Any:
    """The sum of a matrix's squares, which is the trace of `matrix @ matrix.mT`."""
    return matrix.reshape((*matrix.shape[:-2], -1)).pow(2).sum(-1)


def _solved(factor: Any, other: Any) -> Any:
    batch = broadcast_shapes(factor.shape[:-2], other.shape[:-2])
    factor, other = [matrix.expand(*batch, *matrix.shape[-2:]) for matrix in (factor, other)]
    return solve_triangular(factor, other, upper=False)


def _same_events(p: Any, q: Any, which: str) -> None:
    if p.event_shape != q.event_shape:
        raise ValueError(
            f"KL-divergence between two {which} Normals with                          different event shapes cannot be "
            "computed"
        )


@register_kl(MultivariateNormal, MultivariateNormal)
def _plain(p: Any, q: Any) -> Any:
    _same_events(p, q, "Multivariate")
    trace = _squares(_solved(q._unbroadcasted_scale_tril, p._unbroadcasted_scale_tril))
    distance = mahalanobis(q._unbroadcasted_scale_tril, q.loc - p.loc)
    return q.half_log_det() - p.half_log_det() + 0.5 * (trace + distance - p.event_shape[0])


@register_kl(LowRankMultivariateNormal, LowRankMultivariateNormal)
def _low_rank(p: Any, q: Any) -> Any:
    _same_events(p, q, "Low Rank Multivariate")
    inner = _solved(q._capacitance_tril, q.scaled_factor())
    diag, factor = p._unbroadcasted_cov_diag, p._unbroadcasted_cov_factor
    trace = (
        (diag / q._unbroadcasted_cov_diag).sum(-1)
        + _squares(factor * q._unbroadcasted_cov_diag.rsqrt().unsqueeze(-1))
        - _squares(inner * diag.sqrt().unsqueeze(-2))
        - _squares(inner.matmul(factor))
    )
    return 0.5 * (q.log_det() - p.log_det() + trace + q.distance(q.loc - p.loc) - p.event_shape[0])


@register_kl(MultivariateNormal, LowRankMultivariateNormal)
def _to_low_rank(p: Any, q: Any) -> Any:
    _same_events(p, q, "(Low Rank) Multivariate")
    inner = _solved(q._capacitance_tril, q.scaled_factor())
    factor = p._unbroadcasted_scale_tril
    trace = _squares(factor * q._unbroadcasted_cov_diag.rsqrt().unsqueeze(-1)) - _squares(inner.matmul(factor))
    logs = q.log_det() - 2 * p.half_log_det()
    return 0.5 * (logs + trace + q.distance(q.loc - p.loc) - p.event_shape[0])


@register_kl(LowRankMultivariateNormal, MultivariateNormal)
def _from_low_rank(p: Any, q: Any) -> Any:
    _same_events(p, q, "(Low Rank) Multivariate")
    factor = q._unbroadcasted_scale_tril
    trace = _squares(_solved(factor, p._unbroadcasted_cov_factor))
    trace = trace + _squares(_solved(factor, diag_embed(p._unbroadcasted_cov_diag.sqrt())))
    logs = 2 * q.half_log_det() - p.log_det()
    return 0.5 * (logs + trace + mahalanobis(factor, q.loc - p.loc) - p.event_shape[0])
