"""torch.distributed and DistributedDataParallel with one process, as in PyTorch with Gloo."""

from __future__ import annotations

import socket
import warnings

import pytest

import nbtorch

torch = pytest.importorskip("torch")
pytestmark = pytest.mark.oracle
FRAMEWORKS = [nbtorch, torch]


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def answer(call):
    try:
        found = call()
    except Exception as error:  # the tests turn warnings into errors
        return type(error), str(error)
    return found if isinstance(found, (bool, int, str, list, type(None))) else type(found).__name__


BEFORE = {
    "available": lambda t, d: d.is_available(),
    "initialized": lambda t, d: d.is_initialized(),
    "rank": lambda t, d: d.get_rank(),
    "size": lambda t, d: d.get_world_size(),
    "barrier": lambda t, d: d.barrier(),
    "all_reduce": lambda t, d: d.all_reduce(t.ones(1)),
    "destroy": lambda t, d: d.destroy_process_group(),
    "backend": lambda t, d: d.get_backend(),
    "gloo": lambda t, d: d.is_gloo_available(),
    "nccl": lambda t, d: d.is_nccl_available(),
    "unknown": lambda t, d: d.init_process_group("foo", rank=0, world_size=1, init_method="tcp://127.0.0.1:1"),
    "no rank": lambda t, d: d.init_process_group("gloo"),
    "no size": lambda t, d: d.init_process_group("gloo", rank=0),
    "no address": lambda t, d: d.init_process_group("gloo", rank=0, world_size=1),
    "wrapped": lambda t, d: t.nn.parallel.DistributedDataParallel(t.nn.Linear(2, 2)),
}


@pytest.mark.parametrize("name", BEFORE)
def test_before_there_is_a_group(name, monkeypatch):
    for variable in ("RANK", "WORLD_SIZE", "MASTER_ADDR", "MASTER_PORT"):
        monkeypatch.delenv(variable, raising=False)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        mine, yours = [answer(lambda t=t: BEFORE[name](t, t.distributed)) for t in FRAMEWORKS]
    assert mine == yours


@pytest.fixture(scope="module")
def groups():
    for t in FRAMEWORKS:
        t.distributed.init_process_group("gloo", rank=0, world_size=1, init_method=f"tcp://127.0.0.1:{free_port()}")
    yield
    for t in FRAMEWORKS:
        t.distributed.destroy_process_group()
    assert not nbtorch.distributed.is_initialized()


def filled(t, call):
    """What a collective leaves in `x` and `out`, and what it gives."""
    x, out = t.arange(3.0), t.zeros(3)
    return answer(lambda: call(t.distributed, x, out)), x.tolist(), out.tolist()


INSIDE = {
    "initialized": lambda d, x, out: d.is_initialized(),
    "rank": lambda d, x, out: d.get_rank(),
    "size": lambda d, x, out: d.get_world_size(),
    "backend": lambda d, x, out: d.get_backend(),
    "twice": lambda d, x, out: d.init_process_group("gloo", rank=0, world_size=1),
    "barrier": lambda d, x, out: d.barrier(),
    "all_reduce": lambda d, x, out: d.all_reduce(x),
    "all_reduce later": lambda d, x, out: d.all_reduce(x, async_op=True).wait(),
    "all_reduce max": lambda d, x, out: d.all_reduce(x, op=d.ReduceOp.MAX),
    "reduce": lambda d, x, out: d.reduce(x, 0),
    "broadcast": lambda d, x, out: d.broadcast(x, 0),
    "broadcast from 1": lambda d, x, out: d.broadcast(x, 1),
    "all_gather": lambda d, x, out: d.all_gather([out], x),
    "all_gather nothing": lambda d, x, out: d.all_gather([], x),
    "gather": lambda d, x, out: d.gather(x, [out]),
    "gather nothing": lambda d, x, out: d.gather(x),
    "scatter": lambda d, x, out: d.scatter(out, [x]),
    "scatter nothing": lambda d, x, out: d.scatter(out),
    "reduce_scatter": lambda d, x, out: d.reduce_scatter(out, [x]),
    "all_to_all": lambda d, x, out: d.all_to_all([out], [x]),
    "all_gather_single": lambda d, x, out: d.all_gather_single(out, x),
    "reduce_scatter_single": lambda d, x, out: d.reduce_scatter_single(out, x),
    "all_gather_into_tensor": lambda d, x, out: d.all_gather_into_tensor(out, x),
    "reduce_scatter_tensor": lambda d, x, out: d.reduce_scatter_tensor(out, x),
    "broadcast_object_list": lambda d, x, out: d.broadcast_object_list([1], 0),
    "ranks": lambda d, x, out: d.get_process_group_ranks(d.group.WORLD),
    "new group": lambda d, x, out: d.get_world_size(d.new_group([0])),
}


@pytest.mark.parametrize("name", INSIDE)
def test_collectives(groups, name):
    mine, yours = [filled(t, INSIDE[name]) for t in FRAMEWORKS]
    assert mine == yours


def test_distributed_data_parallel(groups):
    def program(t):
        t.manual_seed(0)
        model = t.nn.parallel.DistributedDataParallel(t.nn.Linear(2, 2))
        optimizer = t.optim.SGD(model.parameters(), lr=0.1)
        seen = []
        for _ in range(3):
            optimizer.zero_grad()
            with model.no_sync():
                model(t.ones(4, 2)).sum().backward()
            model(t.ones(4, 2)).square().sum().backward()
            optimizer.step()
            seen.append([round(v, 5) for v in model.module.weight.flatten().tolist()])
        refused = [answer(lambda: t.nn.parallel.DistributedDataParallel(t.nn.ReLU()))]
        return list(model.state_dict()), seen, refused

    assert program(nbtorch) == program(torch)


def test_data_parallel_without_gpus():
    def program(t):
        t.manual_seed(0)
        model = t.nn.DataParallel(t.nn.Linear(2, 2))
        return list(model.state_dict()), [round(v, 5) for v in model(t.ones(1, 2)).flatten().tolist()]

    assert program(nbtorch) == program(torch)


def test_a_larger_world_is_refused(monkeypatch):
    monkeypatch.setattr(nbtorch.distributed.group, "WORLD", None)
    with pytest.raises(NotImplementedError, match="world_size=2, rank=1: nbtorch trains in one process"):
        nbtorch.distributed.init_process_group("gloo", rank=1, world_size=2, init_method="tcp://127.0.0.1:1")
