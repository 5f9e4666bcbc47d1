"""`torch.cuda` where there is no GPU: what PyTorch without CUDA answers; our errors begin with its words."""

from __future__ import annotations

import warnings

import pytest

import nbtorch
from nbtorch.backend import cuda as backend

pytestmark = pytest.mark.oracle
SAME = """
ones(1).cuda(); ones(1, device='cuda'); nn.Linear(1, 1).cuda(); ones(1).to('cuda:0'); randn(1, device='cuda:1')
tensor([1.0], device='cuda'); cuda.is_available(); cuda.device_count(); cuda.current_device(); cuda.set_device(-1)
cuda.synchronize(); cuda.init(); cuda.is_initialized(); cuda.device(0) and None; cuda.device(-1).__enter__()
cuda.device_of(ones(1)).__enter__(); cuda.get_device_name(); cuda.get_device_name(0); cuda.get_device_properties(0)
cuda.get_device_capability(); cuda.is_bf16_supported(); cuda.is_tf32_supported(); cuda.get_arch_list()
cuda.get_gencode_flags(); cuda.can_device_access_peer(0, 1); cuda.ipc_collect(); cuda.empty_cache()
cuda.memory_allocated(); cuda.memory_reserved(); cuda.max_memory_allocated(); cuda.max_memory_reserved()
cuda.memory_cached(); cuda.memory_stats(); cuda.mem_get_info(); cuda.Stream(); cuda.Event(); cuda.Event().record()
cuda.current_stream(); cuda.default_stream(); cuda.stream(None).__enter__(); cuda.set_stream(None)
cuda.manual_seed(0); cuda.manual_seed_all(0); cuda.seed(); cuda.seed_all(); cuda.initial_seed(); cuda.get_rng_state()
cuda.get_rng_state_all(); cuda.set_rng_state_all([]); device('cuda'); ones(1).to('cpu', non_blocking=True)
ones(1).is_pinned(); ones(1).pin_memory(); accelerator.is_available(); accelerator.device_count()
accelerator.current_accelerator(); backends.cuda.is_built(); backends.cudnn.is_available(); backends.cudnn.version()
backends.mps.is_available(); backends.cudnn.benchmark; backends.cudnn.deterministic
backends.cuda.matmul.allow_tf32; backends.cudnn.allow_tf32; cpu.is_available(); cpu.device_count()
cpu.current_device(); cpu.synchronize(); cuda.nvtx.range_push('a'); cuda.nvtx.range_pop(); cuda.nvtx.mark('a')
cuda.nvtx.range('a').__enter__(); cuda.set_per_process_memory_fraction(0.5); OutOfMemoryError.__mro__[1:]
""".replace("\n", "; ").strip("; ").split("; ")


def ask(framework, expression):
    names = {n: getattr(framework, n) for n in dir(framework) if n[0] != "_"}
    names |= {n: getattr(framework, n) for n in ("backends", "cpu")}
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        try:
            found = repr(eval(expression, names))
        except Exception as error:
            found = type(error), str(error)
    return found, [(w.category, str(w.message)) for w in told]


@pytest.mark.parametrize("expression", SAME)
def test_answers(expression, monkeypatch):
    torch = pytest.importorskip("torch")
    monkeypatch.setattr(backend, "_found", nothing)
    (mine, my_warnings), (yours, your_warnings) = ask(nbtorch, expression), ask(torch, expression)
    if isinstance(yours, tuple):
        assert mine[0] is yours[0] and mine[1].startswith(yours[1]), (mine, yours)
    else:
        assert mine == yours
    assert my_warnings == your_warnings


def nothing():
    return None, "CuPy is not installed"


nothing.cache_info = backend._found.cache_info
