"""Inference tensors: who is one, and what PyTorch refuses them."""

from __future__ import annotations

import io

import pytest
from endings import ends_alike

import nbtorch


def prepared(T):
    """Tensors of every kind: normal ones, inference tensors, and views that were made in inference mode."""
    x, w = T.ones(3), T.ones(3, requires_grad=True)
    y = w * 1
    with T.inference_mode():
        i, r = T.ones(3), T.ones(3, requires_grad=True)
        made = {
            "i": i, "r": r, "view": x[:2], "weight_view": y[:2], "copy": x.clone(), "same": x.contiguous(),
            "detached": x.detach(), "data": x.data, "view_of_i": i[:2], "detached_i": i.detach(), "data_of_i": i.data,
            "computed": w * 2, "parameter": T.nn.Parameter(T.ones(2)), "index": T.tensor([0, 1]),
            "mask": T.tensor([True, False, True]), "row": T.ones(1, 3), "layer": T.nn.Linear(3, 2),
        }  # fmt: skip
        with T.inference_mode(False):
            made["normal"] = T.ones(3)
    return {"T": T, "F": T.nn.functional, "x": x, "w": w, "y": y, **made}


def facts(t):
    return t.is_inference(), t.requires_grad, t._is_view(), t.is_leaf, t._base is None


def reloaded(T, t):
    file = io.BytesIO()
    T.save(t, file)
    file.seek(0)
    return T.load(file)


FACTS = """
i r view copy same detached data view_of_i detached_i data_of_i computed parameter normal i*2 i.clone() i.view(3) i[:2]
i.detach() i.data x.add(i) i.to(T.float64) i.requires_grad_(False) T.zeros_like(i) i.split(1)[0] i.detach_() T.relu(i)
"""
ENDS = [
    "T.is_inference(i), T.is_inference(x)",
    "i._version",
    "i.view(3)._version",
    "(x.add_(1), view._version, detached._version, data._version)[1:]",
    "i.add_(1)",
    "i.copy_(x)",
    "i.zero_()",
    "i.__setitem__(0, 5.0)",
    "i.view(-1).add_(1)",
    "i.__iadd__(1)",
    "T.add(x, x, out=i)",
    "view.add_(1)",
    "weight_view.add_(1)",
    "x.add_(i)",
    "i * w",
    "w * i",
    "i + w",
    "r * 2",
    "T.ones(3, 3, requires_grad=True) @ i",
    "F.linear(i, T.ones(2, 3, requires_grad=True))",
    "F.linear(T.ones(1, 3, requires_grad=True), i.expand(2, 3))",
    "T.stack([i, w])",
    "T.where(i > 0, w, w)",
    "w[index]",
    "w[mask]",
    "w[0:2]",
    "x[index]",
    "y.__setitem__(index, 1.0)",
    "w.index_select(0, index)",
    "w.gather(0, index)",
    "F.embedding(index, T.ones(3, 3, requires_grad=True))",
    "w.masked_fill(mask, 0)",
    "F.cross_entropy(T.ones(2, 3, requires_grad=True), index)",
    "F.mse_loss(w, i)",
    "i.requires_grad_()",
    "setattr(i, 'requires_grad', True)",
    "i.requires_grad_(False)",
    "i.clone().requires_grad_()",
    "setattr(w, 'grad', i)",
    "(setattr(x, 'data', i), x.is_inference())",
    "(setattr(i, 'data', x), i.is_inference())",
    "T.nn.Linear(3, 2)(row)",
    "layer(T.ones(1, 3)).requires_grad",
    "computed.sum().backward()",
    "T.func.grad(lambda z: (z * z).sum())(i)",
    "T.inference_mode()(T.func.grad(lambda z: (z * z).sum()))(x) * 1",
    "[T.inference_mode()(T.is_grad_enabled)(), T.inference_mode(False)(T.is_grad_enabled)()]",
    "T.inference_mode()(T.enable_grad()(lambda: (T.is_grad_enabled(), (w * 2).requires_grad)))()",
    "T.inference_mode()(T.no_grad()(T.is_inference_mode_enabled))()",
    "T.inference_mode()(lambda: i.add_(1))().sum().item()",
    "T.inference_mode()(lambda: (w.add_(1), w._version)[1])()",
    "T.inference_mode()(lambda: i.requires_grad_().requires_grad)()",
    "T.inference_mode()(lambda: (w * w).sum().backward())()",
    "T.no_grad()(lambda: i.add_(1))()",
    "T.no_grad()(lambda: (i * 2).is_inference())()",
    "(lambda t: (t.is_inference(), t))(reloaded(T, i))",
    "saved(T).apply(i, w)",
    "saved(T).apply(x, w)",
]


def saved(T):
    class Product(T.autograd.Function):
        @staticmethod
        def forward(ctx, a, b):
            ctx.save_for_backward(a, b)
            return a * b

    return Product


@pytest.mark.oracle
@pytest.mark.parametrize("statement", [f"facts({name})" for name in FACTS.split()] + ENDS)
def test_ends_as_in_pytorch(statement):
    more = {"facts": facts, "saved": saved, "reloaded": reloaded}
    ends_alike(lambda T: eval(statement, prepared(T) | more))


def test_the_mark_goes_with_its_tensors():
    from nbtorch.autograd.inference import living

    before = len(living)
    with nbtorch.inference_mode():
        x = nbtorch.ones(3)
    assert len(living) == before + 1
    assert x.is_inference()
    del x
    assert len(living) == before


def test_other_threads_are_not_in_inference_mode():
    import threading

    found = []
    with nbtorch.inference_mode():
        thread = threading.Thread(target=lambda: found.append(nbtorch.ones(3).is_inference()))
        thread.start()
        thread.join()
        found.append(nbtorch.ones(3).is_inference())
    assert found == [False, True]


@pytest.mark.parametrize("on", [True, False])
def test_the_mode_may_be_named(on):
    with nbtorch.inference_mode(mode=on):
        assert nbtorch.is_inference_mode_enabled() is on
    assert nbtorch.inference_mode(mode=on)(nbtorch.is_inference_mode_enabled)() is on
