"""Attributes that PyTorch's layers have and ours do without: written, so that a file of ours works there."""

from __future__ import annotations

from typing import Any


def _convolution(fields: dict[str, Any], class_name: str) -> dict[str, Any]:
    dimensions, padding = len(fields["kernel_size"]), fields["padding"]
    if padding == "same":
        total = [d * (k - 1) for d, k in zip(fields["dilation"], fields["kernel_size"], strict=True)]
        sides = [(t // 2, t - t // 2) for t in total]
    else:
        sides = [(p, p) for p in ((0,) * dimensions if padding == "valid" else padding)]
    twice = [side for pair in reversed(sides) for side in pair]
    return {
        "transposed": "Transpose" in class_name,
        "output_padding": (0,) * dimensions,
        "_reversed_padding_repeated_twice": twice if isinstance(padding, str) else tuple(twice),
    }


def _recurrent(fields: dict[str, Any], name: str) -> dict[str, Any]:
    names = [weight for weights in fields.get("_all_weights", ()) for weight in weights]
    flat = [fields["_parameters"][weight] for weight in names]
    return {"_flat_weights_names": names, "_flat_weights": flat} if names else {}


def _activation(fields: dict[str, Any], name: str) -> dict[str, Any]:
    """PyTorch's number for an activation that it has a fast path for."""
    called = getattr(fields.get("activation") or fields["_modules"].get("activation"), "__name__", "")
    return {"activation_relu_or_gelu": {"relu": 1, "gelu": 2}.get(called, 0)}


MISSING: dict[str, Any] = {
    "AdaptiveMaxPool": lambda fields, name: {"return_indices": False},
    "Conv": _convolution,
    "GRU": _recurrent,
    "LSTM": _recurrent,
    "PReLU": lambda fields, name: {"init": 0.25},
    "RNN": _recurrent,
    "ReLU6": lambda fields, name: {"min_val": 0.0, "max_val": 6.0},
    "TransformerEncoderLayer": _activation,
    "TransformerEncoder": lambda fields, name: {"use_nested_tensor": fields["enable_nested_tensor"]},
}


def complete(kind: type, fields: dict[str, Any]) -> dict[str, Any]:
    """The fields of a layer with what PyTorch's has besides."""
    for known in kind.__mro__:
        if known.__module__.startswith("nbtorch.nn."):
            for prefix, missing in MISSING.items():
                if known.__name__.startswith(prefix):
                    return {**missing(fields, known.__name__), **fields}
    return fields
