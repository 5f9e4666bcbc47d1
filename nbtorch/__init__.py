"""PyTorch's API on NumPy and CuPy arrays, made to be seen in a notebook: `import nbtorch as torch`."""

import os as _os
import warnings as _warnings
from math import e as e, inf as inf, nan as nan, pi as pi
from typing import Any as _Any

from .backend import heap as _heap  # isort: skip

with _heap.without_collections():
    from ._tensor import Tensor as Tensor  # isort: skip
    from . import (
        _absent as _absent,
        _alias as _alias,
        amp as amp,
        autograd as autograd,
        cuda as cuda,
        distributed as distributed,
        fft as fft,
        func as func,
        linalg as linalg,
        nn as nn,
        optim as optim,
        profiler as profiler,
        random as random,
        serialization as serialization,
        special as special,
        utils as utils,
        version as version,
    )

from ._alias import alias as alias
from ._functions import *  # noqa: F403
from ._functions import (
    _chunk_cat as _chunk_cat,
    _unsafe_masked_index as _unsafe_masked_index,
    _unsafe_masked_index_put_accumulate as _unsafe_masked_index_put_accumulate,
)
from ._size import Size as Size
from ._tensor_str import get_printoptions as get_printoptions, set_printoptions as set_printoptions
from ._tensortypes import (
    BFloat16Tensor as BFloat16Tensor,
    BoolTensor as BoolTensor,
    ByteTensor as ByteTensor,
    CharTensor as CharTensor,
    DoubleTensor as DoubleTensor,
    FloatTensor as FloatTensor,
    HalfTensor as HalfTensor,
    IntTensor as IntTensor,
    LongTensor as LongTensor,
    ShortTensor as ShortTensor,
    set_default_tensor_type as set_default_tensor_type,
)
from .amp import GradScaler as GradScaler, autocast as autocast
from .autograd import observe as _observe
from .autograd.anomaly import (
    is_anomaly_check_nan_enabled as is_anomaly_check_nan_enabled,
    is_anomaly_enabled as is_anomaly_enabled,
    set_anomaly_enabled as set_anomaly_enabled,
)
from .autograd.autocast import (
    autocast_decrement_nesting as autocast_decrement_nesting,
    autocast_increment_nesting as autocast_increment_nesting,
    clear_autocast_cache as clear_autocast_cache,
    get_autocast_cpu_dtype as get_autocast_cpu_dtype,
    get_autocast_dtype as get_autocast_dtype,
    get_autocast_gpu_dtype as get_autocast_gpu_dtype,
    is_autocast_cache_enabled as is_autocast_cache_enabled,
    is_autocast_cpu_enabled as is_autocast_cpu_enabled,
    is_autocast_enabled as is_autocast_enabled,
    set_autocast_cache_enabled as set_autocast_cache_enabled,
    set_autocast_cpu_dtype as set_autocast_cpu_dtype,
    set_autocast_cpu_enabled as set_autocast_cpu_enabled,
    set_autocast_dtype as set_autocast_dtype,
    set_autocast_enabled as set_autocast_enabled,
    set_autocast_gpu_dtype as set_autocast_gpu_dtype,
)
from .autograd.modes import (
    enable_grad as enable_grad,
    inference_mode as inference_mode,
    is_grad_enabled as is_grad_enabled,
    is_inference_mode_enabled as is_inference_mode_enabled,
    no_grad as no_grad,
    set_grad_enabled as set_grad_enabled,
)
from .autograd.overriding import AllOff as DisableTorchFunction, Off as DisableTorchFunctionSubclass
from .backend.cuda import AcceleratorError as AcceleratorError, OutOfMemoryError as OutOfMemoryError
from .backend.device import (
    device as device,
    get_default_device as get_default_device,
    set_default_device as set_default_device,
)
from .backend.dtype import (
    bfloat16 as bfloat16,
    bool_ as bool,
    complex64 as cfloat,
    complex64 as complex64,
    complex128 as cdouble,
    complex128 as complex128,
    dtype as dtype,
    float16 as float16,
    float16 as half,
    float32 as float,
    float32 as float32,
    float64 as double,
    float64 as float64,
    get_default_dtype as get_default_dtype,
    int8 as int8,
    int16 as int16,
    int16 as short,
    int32 as int,
    int32 as int32,
    int64 as int64,
    int64 as long,
    set_default_dtype as set_default_dtype,
    uint8 as uint8,
    uint16 as uint16,
    uint32 as uint32,
    uint64 as uint64,
)
from .backend.layout import (
    channels_last as channels_last,
    channels_last_3d as channels_last_3d,
    contiguous_format as contiguous_format,
    contiguous_format as legacy_contiguous_format,
    jagged as jagged,
    layout as layout,
    memory_format as memory_format,
    preserve_format as preserve_format,
    sparse_bsc as sparse_bsc,
    sparse_bsr as sparse_bsr,
    sparse_coo as sparse_coo,
    sparse_csc as sparse_csc,
    sparse_csr as sparse_csr,
    strided as strided,
)
from .backend.limits import finfo as finfo, iinfo as iinfo
from .backend.random import default_generator as default_generator
from .backend.settings import (
    are_deterministic_algorithms_enabled as are_deterministic_algorithms_enabled,
    get_deterministic_debug_mode as get_deterministic_debug_mode,
    get_float32_matmul_precision as get_float32_matmul_precision,
    is_deterministic_algorithms_warn_only_enabled as is_deterministic_algorithms_warn_only_enabled,
    is_warn_always_enabled as is_warn_always_enabled,
    set_deterministic_debug_mode as set_deterministic_debug_mode,
    set_float32_matmul_precision as set_float32_matmul_precision,
    set_flush_denormal as set_flush_denormal,
    set_warn_always as set_warn_always,
    use_deterministic_algorithms as use_deterministic_algorithms,
)
from .backend.storage import TypedStorage as TypedStorage, UntypedStorage as UntypedStorage
from .backend.threads import (
    get_num_interop_threads as get_num_interop_threads,
    get_num_threads as get_num_threads,
    set_num_interop_threads as set_num_interop_threads,
    set_num_threads as set_num_threads,
)
from .compiler import compile as compile
from .func import vmap as vmap
from .nn.toplevel import *  # noqa: F403
from .ops.implicit import (
    _dirichlet_grad as _dirichlet_grad,
    _sample_dirichlet as _sample_dirichlet,
    _standard_gamma as _standard_gamma,
    _standard_gamma_grad as _standard_gamma_grad,
)
from .ops.random import Generator as Generator
from .ops.scaling import (
    _amp_foreach_non_finite_check_and_unscale_ as _amp_foreach_non_finite_check_and_unscale_,
    _amp_update_scale_ as _amp_update_scale_,
)
from .serialization import load as load, save as save
from .version import __version__ as __version__

newaxis = None


def log(*args: _Any, **values: _Any) -> _Any:  # type: ignore[no-redef] # it is both a function of tensors and a word to viewers
    """Show numbers in the live view of a training run: `nbtorch.log(acc=0.9)`; with a tensor, its natural logarithm.

    What is logged while the model is in eval mode is drawn as validation: `acc` becomes `val_acc`.
    """
    if args:
        from ._methods import log as logarithm

        return logarithm(*args, **values)
    if "input" in values:
        return values["input"].log()
    if not values:
        raise TypeError("log() missing 1 required positional argument: 'input'")
    _observe.tell(_observe.log, values)
    return None


def summary(model: _Any, input: _Any = None, *more: _Any, input_size: _Any = None, dtype: _Any = None,
            **kwargs: _Any) -> _Any:
    """The layers of a model with output shapes, parameters and FLOPs: `print(nbtorch.summary(model, batch))`."""
    from .trace import summary as summarized

    return summarized(model, input, *more, input_size=input_size, dtype=dtype, **kwargs)


def show(batch: _Any, labels: _Any = None, pred: _Any = None, columns: _Any = 8, *, classes: _Any = None,
         most: _Any = 64) -> None:
    """Show images here: `nbtorch.show(batch, labels, model(batch))`; `nbtorch.trace.images` gives them as an object."""
    from .trace import images

    view = images(batch, labels, pred, columns, classes=classes, most=most)
    if _observe.show:
        _observe.tell(_observe.show, view)
    else:
        print(view)


def is_storage(obj: _Any) -> _Any:
    """Whether `obj` is the memory behind tensors."""
    return isinstance(obj, TypedStorage | UntypedStorage)


def is_tensor(obj: _Any) -> _Any:
    """Whether `obj` is a tensor."""
    return isinstance(obj, Tensor)


def load_ipython_extension(shell: _Any) -> None:
    """What `%load_ext nbtorch` runs."""
    from .notebook import extension

    extension.load(shell)


def unload_ipython_extension(shell: _Any) -> None:
    """What `%unload_ext nbtorch` runs."""
    from .notebook import extension

    extension.unload(shell)


_LAZY = {  # modules that few programs use are loaded when they are looked at
    "_C",
    "__future__",
    "accelerator",
    "array_api",
    "backends",
    "_dynamo",
    "cpu",
    "distributions",
    "functional",
    "futures",
    "jit",
    "masked",
    "mps",
    "multiprocessing",
    "notebook",
    "onnx",
    "overrides",
    "signal",
    "storage",
    "testing",
    "torch_version",
    "trace",
    "types",
    "xpu",
}


def __getattr__(name: str) -> _Any:
    if name in _LAZY:
        from importlib import import_module

        return import_module(f".{name}", __name__)
    if name == "Future":
        from .futures import Future

        return Future
    raise AttributeError(_absent.advice(__name__, name))


def __dir__() -> list[str]:
    return sorted({*globals(), *_LAZY})


_heap.keep_freed_memory()

if _os.environ.get("NBTORCH_ALIAS") == "1" and not _alias.is_on():
    try:
        alias()
    except RuntimeError as refused:
        _warnings.warn(f"NBTORCH_ALIAS=1 has no effect: {refused}", stacklevel=2)
else:
    alias(_alias.is_on())  # names the types; after a reload it is still on
