"""The colours of the static pictures, and which family an op belongs to.

The values are those of the interactive views' style sheet; a static picture carries both themes inside.
"""

from __future__ import annotations

import re
from functools import cache

LIGHT = {
    "page": "#fff",
    "ink": "#212121",
    "ink2": "#616161",
    "line": "#e0e0e0",
    "well": "#f6f6f6",
    "accent": "#574bc4",
    "val": "#b84a10",
    "grad": "#a8385f",
    "act": "#0d7c72",
    "opt": "#2a71b0",
    "data": "#6c727c",
    "bad": "#b3261e",
    "warn": "#8a5300",
    "good": "#1d7a3f",
    "matmul": "#574bc4",
    "norm": "#0d7c72",
    "activation": "#955c08",
    "shape": "#7b818b",
    "point": "#2a71b0",
    "loss": "#b02a74",
    "embed": "#5f7318",
    "s0": "#f6ecdc",
    "s1": "#f4d3a6",
    "s2": "#eda86d",
    "s3": "#dc7650",
    "s4": "#b84b58",
    "s5": "#82305e",
    "s6": "#481c51",
}
DARK = {
    "page": "#1c1c1e",
    "ink": "#ececec",
    "ink2": "#a8a8ad",
    "line": "#3c3c40",
    "well": "#262629",
    "accent": "#a9a1ff",
    "val": "#ff9d5c",
    "grad": "#f2809f",
    "act": "#4fc7b8",
    "opt": "#74b6f0",
    "data": "#a3a9b3",
    "bad": "#ff8f85",
    "warn": "#f2bd5f",
    "good": "#6fd08c",
    "matmul": "#a9a1ff",
    "norm": "#4fc7b8",
    "activation": "#efb550",
    "shape": "#8f959f",
    "point": "#74b6f0",
    "loss": "#f08fc0",
    "embed": "#b7ca63",
    "s0": "#372c3f",
    "s1": "#5b305d",
    "s2": "#8d3b66",
    "s3": "#c25363",
    "s4": "#e68159",
    "s5": "#f5b36c",
    "s6": "#fde6b4",
}

# colour name, names of the ops; the first that matches
_FAMILIES = (
    ("loss", r"(.*_)?(cross_entropy|nll|mse|l1_loss|smooth_l1|huber|kl_div|bce|hinge)|.*_loss$"),
    ("matmul", r"conv|linear|bilinear|matmul|bmm|mm$|mv$|dot$|sdpa|scaled_dot_product|addmm|baddbmm|einsum"),
    ("norm", r".*norm"),
    (
        "activation",
        r"relu|leaky_relu|gelu|silu|elu|celu|selu|mish|glu|prelu|hard|sigmoid|log_sigmoid|tanh|"
        r"softplus|softsign|(log_)?softmax|softmin|dropout",
    ),
    ("embed", r"embedding"),
    (
        "point",
        r"add|sub|rsub|mul|div|true_div|floor_div|remainder|fmod|neg|pow|exp$|exp2|expm1|log|sqrt|rsqrt|square|abs|sin|cos|sum|mean|var|std|max$|min$|"
        r"maximum|minimum|clamp|where|lerp|cumsum|prod|reciprocal|erf|amax|amin",
    ),
    ("shape", r""),
)
_PATTERNS = tuple((name, re.compile(pattern)) for name, pattern in _FAMILIES)
FAMILY_WORDS = {  # in the order of a legend
    "matmul": "matrix",
    "norm": "norm",
    "activation": "activation",
    "shape": "shape, pool",
    "point": "arithmetic",
    "embed": "embedding",
    "loss": "loss",
}


@cache
def family(op: str) -> str:
    """The family (a colour name) of an op: `conv2d` is `matmul`; what is unknown counts as `shape`."""
    return next(name for name, pattern in _PATTERNS if pattern.match(op))


def is_loss(op: str) -> bool:
    """Whether the op is a loss function by its name."""
    return family(op) == "loss"
