"""GPUs through CuPy, which is imported when it is first asked for."""

from .. import _absent
from .._tensortypes import ON_CUDA as _types
from ..backend.cuda import AcceleratorError as AcceleratorError, OutOfMemoryError as OutOfMemoryError
from . import amp as amp, devices as _devices, memory as memory, nvtx as nvtx, random as random, streams as streams
from .devices import (
    can_device_access_peer as can_device_access_peer,
    current_device as current_device,
    device as device,
    device_count as device_count,
    device_of as device_of,
    get_arch_list as get_arch_list,
    get_device_capability as get_device_capability,
    get_device_name as get_device_name,
    get_device_properties as get_device_properties,
    get_gencode_flags as get_gencode_flags,
    init as init,
    ipc_collect as ipc_collect,
    is_available as is_available,
    is_bf16_supported as is_bf16_supported,
    is_initialized as is_initialized,
    is_tf32_supported as is_tf32_supported,
    set_device as set_device,
    synchronize as synchronize,
)
from .memory import (
    empty_cache as empty_cache,
    get_per_process_memory_fraction as get_per_process_memory_fraction,
    max_memory_allocated as max_memory_allocated,
    max_memory_cached as max_memory_cached,
    max_memory_reserved as max_memory_reserved,
    mem_get_info as mem_get_info,
    memory_allocated as memory_allocated,
    memory_cached as memory_cached,
    memory_reserved as memory_reserved,
    memory_stats as memory_stats,
    memory_summary as memory_summary,
    reset_max_memory_allocated as reset_max_memory_allocated,
    reset_max_memory_cached as reset_max_memory_cached,
    reset_peak_memory_stats as reset_peak_memory_stats,
    set_per_process_memory_fraction as set_per_process_memory_fraction,
)
from .random import (
    get_rng_state as get_rng_state,
    get_rng_state_all as get_rng_state_all,
    initial_seed as initial_seed,
    manual_seed as manual_seed,
    manual_seed_all as manual_seed_all,
    seed as seed,
    seed_all as seed_all,
    set_rng_state as set_rng_state,
    set_rng_state_all as set_rng_state_all,
)
from .streams import (
    Event as Event,
    Stream as Stream,
    StreamContext as StreamContext,
    current_stream as current_stream,
    default_stream as default_stream,
    set_stream as set_stream,
    stream as stream,
)

(
    FloatTensor, DoubleTensor, HalfTensor, BFloat16Tensor, IntTensor, LongTensor, ShortTensor, CharTensor, ByteTensor,
    BoolTensor,
) = _types.values()  # fmt: skip

__getattr__ = _absent.getter(__name__)
