"""What the processor can do."""

from __future__ import annotations


def get_cpu_capability() -> str:
    """The widest instructions NumPy uses here, in PyTorch's words: AVX512, AVX2, DEFAULT."""
    from numpy.lib import introspect

    used = str(introspect.opt_func_info(func_name="add", signature="float32"))
    return next((word for word in ("AVX512", "AVX2") if word in used), "DEFAULT")
