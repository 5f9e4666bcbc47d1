"""Causal masks of attention where queries and keys are not equally many."""

from __future__ import annotations

import enum
import warnings
from typing import Any

from ..._functions import ones
from ..._tensor import Tensor
from ...autograd import overriding

__all__ = ["causal_lower_right", "causal_upper_left", "CausalBias"]


class CausalVariant(enum.IntEnum):
    """At which corner the diagonal of the mask ends: the first query sees the first key, or the last one the last."""

    UPPER_LEFT = 1
    LOWER_RIGHT = 2


class CausalBias(Tensor):
    """A mask `(seq_len_q, seq_len_kv)` of booleans to give as `attn_mask`; what is computed of it is a plain tensor."""

    __torch_function__ = overriding.disabled  # type: ignore[assignment] # as Tensor.__init_subclass__ takes it

    def __init__(self, variant: CausalVariant, seq_len_q: int, seq_len_kv: int):
        if not isinstance(variant, CausalVariant):
            raise AssertionError(f"variant must be a CausalVariant, got {type(variant).__name__}")
        above = 0 if variant == CausalVariant.UPPER_LEFT else seq_len_kv - seq_len_q
        super().__init__(ones(seq_len_q, seq_len_kv).tril(above).bool()._data, None)
        self.variant, self.seq_len_q, self.seq_len_kv = variant, seq_len_q, seq_len_kv
        if seq_len_q > seq_len_kv and variant == CausalVariant.LOWER_RIGHT:
            warnings.warn(
                "Lower right causal bias will produce NaNs in the output when seq_len_q > seq_len_kv!", stacklevel=2
            )

    def _materialize(self, device: Any = None) -> Any:
        """The mask as a plain tensor: `(seq_len_q, seq_len_kv)`."""
        return self.as_subclass(Tensor).to(self.device if device is None else device)

    def __repr__(self) -> str:  # type: ignore[override]
        return repr(self._materialize())


def causal_upper_left(*size: int) -> CausalBias:
    """A mask by which query i sees keys 0 to i."""
    if len(size) != 2:
        raise AssertionError("causal_upper_left only supports 2D tensors")
    return CausalBias(CausalVariant.UPPER_LEFT, *size)


def causal_lower_right(*size: int) -> CausalBias:
    """A mask by which the last query sees all keys, and each one before it one key less."""
    if len(size) != 2:
        raise AssertionError("causal_lower_right only supports 2D tensors")
    return CausalBias(CausalVariant.LOWER_RIGHT, *size)
