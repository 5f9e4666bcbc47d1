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
