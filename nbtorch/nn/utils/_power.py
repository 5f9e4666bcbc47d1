"""What weight and spectral normalisation share: norms of the rows, and power iterations."""

from __future__ import annotations

from typing import Any

from ...autograd.modes import no_grad
from .. import functional as F


def row_norms(weight: Any, dim: int) -> Any:
    """The norm over every dimension but `dim`, which stays; of all for -1."""
    return weight.norm() if dim == -1 else weight.norm(2, [d for d in range(weight.dim()) if d != dim], keepdim=True)


def with_norms(direction: Any, norms: Any, dim: int) -> Any:
    """`direction` scaled to have the given norms (Salimans & Kingma, 2016)."""
    return direction * (norms / row_norms(direction, dim))


def as_matrix(weight: Any, dim: int) -> Any:
    """The weight as rows along `dim`."""
    if dim:
        weight = weight.permute(dim, *[d for d in range(weight.dim()) if d != dim])
    return weight.reshape(weight.shape[0], -1)


def iterated(matrix: Any, u: Any, v: Any, count: int, eps: float) -> None:
    """Turn `u` and `v` towards the first singular vectors, in place."""
    with no_grad():
        for _ in range(count):
            u.copy_(F.normalize(matrix.mv(v), dim=0, eps=eps))
            v.copy_(F.normalize(matrix.t().mv(u), dim=0, eps=eps))
