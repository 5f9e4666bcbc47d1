"""`torch.save` and `torch.load`: PyTorch's checkpoints, both ways; `torch.serialization`."""

from .allowed import (
    add_safe_globals as add_safe_globals,
    clear_safe_globals as clear_safe_globals,
    get_safe_globals as get_safe_globals,
    safe_globals as safe_globals,
)
from .loading import load as load
from .names import StorageType as StorageType
from .naming import get_unsafe_globals_in_checkpoint as get_unsafe_globals_in_checkpoint
from .options import (
    LoadEndianness as LoadEndianness,
    get_crc32_options as get_crc32_options,
    get_default_load_endianness as get_default_load_endianness,
    get_default_mmap_options as get_default_mmap_options,
    set_crc32_options as set_crc32_options,
    set_default_load_endianness as set_default_load_endianness,
    set_default_mmap_options as set_default_mmap_options,
)
from .places import (
    MAP_LOCATION as MAP_LOCATION,
    default_restore_location as default_restore_location,
    location_tag as location_tag,
    register_package as register_package,
    validate_cuda_device as validate_cuda_device,
)
from .rebuild import layout_called as _get_layout
from .writing import DEFAULT_PROTOCOL as DEFAULT_PROTOCOL, save as save
