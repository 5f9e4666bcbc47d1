"""Looking several vectors up and folding them into one."""

from __future__ import annotations

from typing import Any

from .. import functional as F
from .sparse import _Table


class EmbeddingBag(_Table):
    """The sum, mean or maximum of the vectors of each bag: (N, L) indices, or (M,) and (N,) offsets -> (N, D)."""

    def __init__(
        self, num_embeddings: int, embedding_dim: int, max_norm: float | None = None, norm_type: float = 2.0,
        scale_grad_by_freq: bool = False, mode: str = "mean", sparse: bool = False, _weight: Any = None,
        include_last_offset: bool = False, padding_idx: int | None = None, device: Any = None, dtype: Any = None,
    ):  # fmt: skip
        super().__init__(
            num_embeddings, embedding_dim, padding_idx, max_norm, norm_type, scale_grad_by_freq, sparse, _weight,
            False, device, dtype, "padding_idx must be within num_embeddings",
        )  # fmt: skip
        self.mode, self.include_last_offset = mode, include_last_offset

    @classmethod
    def from_pretrained(
        cls, embeddings: Any, freeze: bool = True, max_norm: float | None = None, norm_type: float = 2.0,
        scale_grad_by_freq: bool = False, mode: str = "mean", sparse: bool = False, include_last_offset: bool = False,
        padding_idx: int | None = None,
    ) -> EmbeddingBag:  # fmt: skip
        """Bags of given vectors, frozen by default."""
        if embeddings.dim() != 2:
            raise AssertionError("Embeddings parameter is expected to be 2-dimensional")
        rows, columns = embeddings.shape
        made = cls(
            rows, columns, max_norm, norm_type, scale_grad_by_freq, mode, sparse, embeddings, include_last_offset,
            padding_idx,
        )  # fmt: skip
        made.weight.requires_grad = not freeze
        return made

    def forward(self, input: Any, offsets: Any = None, per_sample_weights: Any = None) -> Any:
        return F.embedding_bag(
            input, self.weight, offsets, self.max_norm, self.norm_type, self.scale_grad_by_freq, self.mode,
            self.sparse, per_sample_weights, self.include_last_offset, self.padding_idx,
        )  # fmt: skip

    def extra_repr(self) -> str:
        parts = f"{self.num_embeddings}, {self.embedding_dim}"
        if self.max_norm is not None:
            parts += f", max_norm={self.max_norm!r}"
        if self.norm_type != 2:
            parts += f", norm_type={self.norm_type!r}"
        if self.scale_grad_by_freq:
            parts += f", scale_grad_by_freq={self.scale_grad_by_freq!r}"
        parts += f", mode={self.mode!r}"
        return parts if self.padding_idx is None else f"{parts}, padding_idx={self.padding_idx}"
