"""What was recorded, as frozen plain data that outlives the tensors: graphs and training runs."""

import sys
from types import ModuleType
from typing import Any

from .graph import Graph as Graph, Module as Module, Node as Node
from .history import history_limit as history_limit
from .images import Images as Images, images as images
from .preview import Preview as Preview, preview as preview
from .run import Run as Run, runs as runs
from .snapshot import snapshot as snapshot
from .summary import Summary as Summary
from .summary_run import summary as summary


class _Trace(ModuleType):
    """This package; called, PyTorch's `torch.trace`: the sum of the diagonal of a matrix."""

    def __call__(self, input: Any) -> Any:
        if not hasattr(input, "_node") and not hasattr(input, "__torch_function__"):
            raise TypeError(f"trace(): argument 'input' (position 1) must be Tensor, not {type(input).__name__}")
        return input.trace()


sys.modules[__name__].__class__ = _Trace
