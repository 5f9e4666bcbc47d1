"""What an op is called in the views: the name its user wrote, where the op that runs is called otherwise."""

from __future__ import annotations

from .graph import Shape

WRITE = "CopySlices"  # what the engine's name of a write through a view begins with
ALIASES = {
    "true_divide": "div",
    "take_basic": "getitem",
    "take_key": "getitem",
    "cast": "to",
    "transfer": "to",
    "spread_over": "expand",
    "sum_to": "sum",
    "variance": "var",
    "deviation": "std",
    "median_dim": "median",
    "median_all": "median",
    "max_dim": "max",
    "max_all": "max",
    "min_dim": "min",
    "min_all": "min",
    "sort_dim": "sort",
    "topk_dim": "topk",
    "kth_dim": "kthvalue",
    "prelu_kernel": "prelu",
}
SPATIAL = {  # one op for every number of dimensions
    "convolution": "conv{}d",
    "convolution_transposed": "conv_transpose{}d",
    "max_pool": "max_pool{}d",
    "max_pool_with_indices": "max_pool{}d",
    "avg_pool": "avg_pool{}d",
    "adaptive_max_pool": "adaptive_max_pool{}d",
}


def shown_name(op: str, shape: Shape, kind: str | None) -> str:
    """The name of an op with an output of `shape`, called in a module of class `kind`."""
    if op.startswith(WRITE):
        return "write"
    if op == "mul" and kind is not None and kind.startswith("Dropout"):
        return "dropout"  # a product with a mask
    if op in SPATIAL:
        return SPATIAL[op].format(max(1, len(shape) - 2))
    return ALIASES.get(op, op)
