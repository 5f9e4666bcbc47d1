"""PyTorch's modules that are several files here. Programs and files with weights name a class by PyTorch's path."""

from __future__ import annotations

from sys import modules

JOINED = {  # its module, which is a file of that name here as well, and the other files
    "activation": ("attention", "softmax", "thresholds"),
    "batchnorm": ("lazybatchnorm", "syncbatchnorm"),
    "container": ("parameters",),
    "conv": ("conv_transpose", "lazyconv"),
    "instancenorm": ("lazyinstancenorm",),
    "linear": ("lazylinear",),
    "loss": ("likelihood_loss", "margin_loss", "similarity_loss"),
    "pooling": ("unpooling",),
    "rnn": ("rnncell",),
    "sparse": ("embeddingbag",),
}


def join(package: str) -> None:
    """Give each of these modules the classes that PyTorch has in it."""
    for there, several in JOINED.items():
        names = vars(modules[f"{package}.{there}"])
        for here in [f"{package}.{name}" for name in several]:
            names.update({n: v for n, v in vars(modules[here]).items() if getattr(v, "__module__", "") == here})
