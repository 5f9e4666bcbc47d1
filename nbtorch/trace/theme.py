"""The colours of the static pictures, and which family an op belongs to.

The values are those of the interactive views' style sheet; a static picture carries both themes inside. `s0` to `s6`
is the ramp of sizes ("ember"), `t0` to `t6` that of signed numbers ("tide").
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
    "matrix": "#574bc4",
    "norm": "#0d7c72",
    "activation": "#955c08",
    "shape": "#7b818b",
    "arithmetic": "#2a71b0",
    "loss": "#b02a74",
    "embedding": "#5f7318",
    "s0": "#f6ecdc",
    "s1": "#f4d3a6",
    "s2": "#eda86d",
    "s3": "#dc7650",
    "s4": "#b84b58",
    "s5": "#82305e",
    "s6": "#481c51",
    "t0": "#1b5a9e",
    "t1": "#6b9fd2",
    "t2": "#c3d7ea",
    "t3": "#ebebed",
    "t4": "#f4cfb0",
    "t5": "#de8849",
    "t6": "#ad470a",
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
    "matrix": "#a9a1ff",
    "norm": "#4fc7b8",
    "activation": "#efb550",
    "shape": "#8f959f",
    "arithmetic": "#74b6f0",
    "loss": "#f08fc0",
    "embedding": "#b7ca63",
    "s0": "#372c3f",
    "s1": "#5b305d",
    "s2": "#8d3b66",
    "s3": "#c25363",
    "s4": "#e68159",
    "s5": "#f5b36c",
    "s6": "#fde6b4",
    "t0": "#7ab8f7",
    "t1": "#467db8",
    "t2": "#2f4866",
    "t3": "#3b3b3f",
    "t4": "#6c4731",
    "t5": "#bb7137",
    "t6": "#ffa860",
}

FAMILY_WORDS = {  # in the order of a legend
    "matrix": "matrix",
    "norm": "norm",
    "activation": "activation",
    "shape": "shape, pool",
    "arithmetic": "arithmetic",
    "loss": "loss",
    "embedding": "embedding",
}
# The patterns of the interactive views: the first that matches decides, so a loss comes before what is in its name.
_PATTERNS = tuple(
    (re.compile(pattern), name)
    for pattern, name in (
        (r"cross_entropy|nll|(^|_)loss|kl_div|^bce", "loss"),
        (
            r"^(conv|linear|bilinear|matmul|bmm|mm$|mv$|dot$|addmm|baddbmm|einsum|outer|sdpa|scaled_dot|lstm|gru|rnn)",
            "matrix",
        ),
        (r"^embedding", "embedding"),
        (r"pool|upsample|interpolate", "shape"),
        (r"(batch|layer|group|instance|rms|local_response)_?norm|^normalize", "norm"),
        (
            r"relu|elu$|^(gelu|silu|mish|sigmoid|tanh|softmax|log_softmax|softplus|softsign|hardtanh|hardswish|"
            r"hardsigmoid|log_sigmoid|dropout|threshold|glu)",
            "activation",
        ),
        (
            r"^(flatten|unflatten|view|reshape|t$|transpose|permute|split|chunk|unbind|cat|stack|select|slice|index|"
            r"gather|scatter|getitem|squeeze|unsqueeze|expand|repeat|tile|roll|flip|narrow|pad|clone|contiguous|to$|"
            r"copy|as_strided|diagonal|tril|triu|masked|where|unfold|fold|movedim|swap|detach)",
            "shape",
        ),
    )
)


@cache
def family(op: str) -> str:
    """The family (a colour name) of an op, e.g. "matrix" of `conv2d`; what is in no other computes: arithmetic."""
    return next((name for pattern, name in _PATTERNS if pattern.search(op)), "arithmetic")


def is_loss(op: str) -> bool:
    """Whether the op is a loss function by its name."""
    return family(op) == "loss"
