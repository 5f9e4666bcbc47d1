"""`torch.cuda` on the strict stand-in: devices, memory, streams, events, the random stream."""

from __future__ import annotations

import pytest

import nbtorch as torch


def test_devices(fake_gpu):
    assert torch.cuda.is_available() and torch.cuda.device_count() == 2 and torch.cuda.current_device() == 0
    with torch.cuda.device(1):
        assert torch.cuda.current_device() == 1
        with torch.cuda.device("cuda:0"), torch.cuda.device(-1):
            assert torch.cuda.current_device() == 0
    torch.cuda.set_device("cuda:1")
    assert torch.cuda.current_device() == 1
    torch.cuda.set_device(0)
    with pytest.raises(ValueError, match="Expected a cuda device, but got: cpu"):
        torch.cuda.set_device("cpu")
    assert torch.cuda.get_device_name() == torch.cuda.get_device_properties(0).name == "Stand-in"
    assert torch.cuda.get_device_capability() == (9, 0) and torch.cuda.is_bf16_supported()
    before = fake_gpu.syncs
    torch.cuda.synchronize()
    torch.cuda.synchronize("cuda:1")
    assert fake_gpu.syncs == before + 2 and torch.cuda.current_device() == 0


def test_memory(fake_gpu):
    torch.cuda.reset_peak_memory_stats()
    fake_gpu.pool.used, fake_gpu.pool.total = 3_000_000, 5_000_000
    assert torch.cuda.memory_allocated() == 3_000_000 and torch.cuda.memory_reserved() == 5_000_000
    fake_gpu.pool.used = 1_000_000
    torch.cuda.empty_cache()
    assert torch.cuda.memory_reserved() == 1_000_000
    assert torch.cuda.max_memory_allocated() == 3_000_000 and torch.cuda.max_memory_reserved() == 5_000_000
    assert torch.cuda.memory_stats()["allocated_bytes.all.peak"] == 3_000_000
    assert "allocated (MiB)" in torch.cuda.memory_summary()
    torch.cuda.reset_peak_memory_stats()
    assert torch.cuda.max_memory_allocated() == 1_000_000
    assert torch.cuda.mem_get_info() == (60, 80)


def test_streams_and_events(fake_gpu):
    side, start, end = torch.cuda.Stream(), torch.cuda.Event(enable_timing=True), torch.cuda.Event(enable_timing=True)
    with torch.cuda.stream(side):
        start.record()
        torch.ones(2, device="cuda").add_(1)
        end.record(side)
    torch.cuda.current_stream().wait_stream(side)
    side.wait_event(end)
    end.wait()
    end.synchronize()
    assert start.elapsed_time(end) == 1.5 and end.query() and side.query()
    side.synchronize()


def test_the_random_stream_is_the_one_of_the_cpu(fake_gpu):
    torch.cuda.manual_seed(3)
    state = torch.cuda.get_rng_state()
    first = torch.rand(2, device="cuda").cpu().tolist()
    torch.manual_seed(3)
    assert torch.rand(2).tolist() == first and torch.cuda.initial_seed() == 3
    torch.cuda.set_rng_state_all([state, state])
    assert torch.rand(2, device="cuda").cpu().tolist() == first


def test_memory_may_be_limited_and_used_up(fake_gpu, monkeypatch):
    assert torch.cuda.get_per_process_memory_fraction() == 1
    torch.cuda.set_per_process_memory_fraction(0.5)
    assert torch.cuda.get_per_process_memory_fraction() == 0.5
    fake_gpu.pool.limit = 0
    with pytest.raises(ValueError, match=r"Invalid fraction value: 2\.0"):
        torch.cuda.set_per_process_memory_fraction(2.0)

    def full(*args):
        raise fake_gpu.OutOfMemoryError("Out of memory allocating 8 bytes")

    x = torch.ones(2, device="cuda")
    monkeypatch.setattr(fake_gpu, "tanh", full, raising=False)
    with pytest.raises(torch.cuda.OutOfMemoryError, match=r"CUDA out of memory\. Out of memory allocating 8 bytes"):
        x.tanh()
    assert torch.OutOfMemoryError is torch.cuda.OutOfMemoryError and issubclass(torch.OutOfMemoryError, RuntimeError)


def test_ranges(fake_gpu):
    assert torch.cuda.nvtx.range_push("a") == 0 and torch.cuda.nvtx.range_push("b") == 1
    assert torch.cuda.nvtx.range_pop() == 1 and torch.cuda.nvtx.range_pop() == 0

    @torch.cuda.nvtx.range("step {}", 3)
    def step():
        torch.cuda.nvtx.mark("here")

    step()
    assert fake_gpu.told[-7:] == ["a", "b", "end", "end", "step 3", "here", "end"]


def test_what_is_missing_says_what_to_do():
    for name, word in (("CUDAGraph", "call the model"), ("utilization", "nvidia-smi"), ("cudart", "cupy.cuda.runtime")):
        with pytest.raises(AttributeError, match=f"has no attribute '{name}': .*{word}"):
            getattr(torch.cuda, name)
