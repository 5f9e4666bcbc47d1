"""`autocast` as a program sees it: states, nesting, decorators, cached weights, gradients, threads; as PyTorch's."""

from __future__ import annotations

import threading
import warnings

import pytest

import nbtorch

torch = pytest.importorskip("torch")
pytestmark = pytest.mark.oracle
FRAMEWORKS = [nbtorch, torch]

SAME = """
is_autocast_enabled(); is_autocast_enabled('cpu'); is_autocast_enabled('foo'); is_autocast_enabled('meta')
is_autocast_enabled(3); get_autocast_dtype('cpu'); get_autocast_dtype('cuda'); get_autocast_dtype('mps')
get_autocast_dtype('xpu'); get_autocast_dtype('hpu'); get_autocast_dtype('meta'); get_autocast_dtype('foo')
is_autocast_cache_enabled(); is_autocast_cpu_enabled(); get_autocast_cpu_dtype(); get_autocast_gpu_dtype()
autocast_increment_nesting(); autocast_decrement_nesting(); amp.is_autocast_available('cpu')
amp.is_autocast_available('meta'); amp.is_autocast_available('foo'); amp.is_autocast_available('cuda:0')
autocast('meta'); autocast('foo'); autocast(3); autocast('cpu')(3); set_autocast_enabled('cpu', 3)
set_autocast_dtype('cpu', 3); set_autocast_enabled(False); autocast('cpu').fast_dtype; autocast('cpu')._enabled
autocast('cpu', dtype=float32)._enabled; autocast('cpu', dtype=float16).fast_dtype; autocast('cuda')._enabled
autocast('cuda', enabled=False).fast_dtype; autocast('xpu').fast_dtype; cuda.amp.autocast()._enabled
cpu.amp.autocast().fast_dtype; cuda.amp.GradScaler().is_enabled(); cpu.amp.GradScaler().get_scale()
cuda.amp.custom_fwd(cast_inputs=float16); amp.custom_fwd(device_type=3); amp.custom_bwd(device_type=3)
GradScaler('cpu', growth_factor=1.0); GradScaler('cpu', backoff_factor=1.0); GradScaler().is_enabled()
amp.autocast is autocast; amp.GradScaler is GradScaler
""".replace("\n", "; ").strip("; ").split("; ")


def answer(framework, expression):
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        try:
            space = {name: getattr(framework, name) for name in dir(framework) if name[0] != "_"}
            found = eval(expression, {**space, "cpu": framework.cpu})
        except Exception as error:
            return type(error), str(error)
    texts = [(w.category, str(w.message).partition(" (Triggered")[0]) for w in told]
    return found if isinstance(found, (bool, int, float)) else str(found).partition(" at 0x")[0], texts


@pytest.mark.parametrize("expression", SAME)
def test_answers_and_warnings(expression):
    mine, yours = [answer(framework, expression) for framework in FRAMEWORKS]
    if "custom_fwd" in expression:  # a partial: only the warning is compared
        mine, yours = mine[1], yours[1]
    assert mine == yours


def each(program):
    """What a program gives in both frameworks, which must be the same."""
    mine, yours = [program(framework) for framework in FRAMEWORKS]
    assert mine == yours
    return mine


def linear(framework):
    return framework.nn.functional.linear(framework.ones(2, 3), framework.ones(4, 3))


def test_nested_and_disabled_regions():
    def program(t):
        seen = [str(linear(t).dtype)]
        with t.autocast("cpu"):
            seen.append(str(linear(t).dtype))
            with t.autocast("cpu", dtype=t.float16):
                seen += [str(linear(t).dtype), t.is_autocast_enabled("cpu"), str(t.get_autocast_dtype("cpu"))]
            seen.append(str(linear(t).dtype))
            with t.autocast("cpu", enabled=False):
                seen += [str(linear(t).dtype), t.is_autocast_enabled("cpu")]
            with t.autocast("cpu", cache_enabled=False):
                seen.append(t.is_autocast_cache_enabled())
            seen.append(str(linear(t).dtype))
        return [*seen, str(linear(t).dtype), t.is_autocast_enabled("cpu"), str(t.get_autocast_dtype("cpu"))]

    assert len(set(each(program))) > 3


def test_the_state_survives_an_exception():
    def program(t):
        with pytest.raises(ZeroDivisionError), t.autocast("cpu"):
            1 / 0  # noqa: B018
        return t.is_autocast_enabled("cpu"), str(linear(t).dtype), t.autocast_increment_nesting(), (
            t.autocast_decrement_nesting()
        )

    each(program)


def test_one_region_may_be_entered_again():
    """PyTorch's object forgets the outer state then, and stays on."""
    region = nbtorch.autocast("cpu")
    with region, region:
        assert linear(nbtorch).dtype is nbtorch.bfloat16
    assert linear(nbtorch).dtype is nbtorch.float32 and not nbtorch.is_autocast_enabled("cpu")


def test_as_a_decorator():
    def program(t):
        @t.autocast("cpu")
        def inside():
            """Kept."""
            return str(linear(t).dtype)

        return inside(), inside.__name__, inside.__doc__, str(linear(t).dtype)

    each(program)


def test_switched_without_a_region():
    def program(t):
        t.set_autocast_enabled("cpu", True)
        t.set_autocast_dtype("cpu", t.float16)
        try:
            seen = [str(linear(t).dtype)]
        finally:
            t.set_autocast_enabled("cpu", False)
            t.set_autocast_dtype("cpu", t.bfloat16)
        return [*seen, str(linear(t).dtype)]

    each(program)


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_a_weight_is_cast_once_a_region(framework):
    t, weight = framework, framework.ones(4, 3, requires_grad=True)
    product = lambda: t.nn.functional.linear(t.ones(2, 3), weight)[0, 0].item()  # noqa: E731

    def values(options):
        """With a weight that grows by the way: what was cast before does not know."""
        with t.autocast("cpu", **options):
            found = [product()]
            weight.data.add_(1)
            found.append(product())
            with t.autocast("cpu"):
                found.append(product())
        return [value - found[0] for value in [*found, product()]]

    assert values({}) == [0, 0, 0, 3]
    assert values({"cache_enabled": False})[:2] == [0, 3]


def test_a_cast_under_no_grad_does_not_hide_the_gradient():
    weight = nbtorch.ones(4, 3, requires_grad=True)
    with nbtorch.autocast("cpu"):
        with nbtorch.no_grad():
            nbtorch.nn.functional.linear(nbtorch.ones(2, 3), weight)
        out = nbtorch.nn.functional.linear(nbtorch.ones(2, 3), weight)
    out.sum().backward()
    assert weight.grad.dtype is nbtorch.float32


def test_other_threads_are_not_concerned():
    def program(t):
        seen = []
        with t.autocast("cpu"):
            other = threading.Thread(target=lambda: seen.append((t.is_autocast_enabled("cpu"), str(linear(t).dtype))))
            other.start()
            other.join()
        return seen

    assert each(program) == [(False, "torch.float32")]


def test_in_place_and_out_keep_their_dtype():
    def program(t):
        with t.autocast("cpu"):
            made = t.ones(2, 2)
            made.mul_(2).pow_(2)
            return str(made.dtype), str(made.addmm_(t.ones(2, 2), t.ones(2, 2)).dtype)

    each(program)


def test_custom_functions():
    def program(t):
        seen = []

        class Product(t.autograd.Function):
            @staticmethod
            @t.amp.custom_fwd(device_type="cpu")
            def forward(ctx, a, b):
                ctx.save_for_backward(a, b)
                return a.mm(b)

            @staticmethod
            @t.amp.custom_bwd(device_type="cpu")
            def backward(ctx, g):
                a, b = ctx.saved_tensors
                seen.append((t.is_autocast_enabled("cpu"), str(g.dtype)))
                return g.mm(b.t()), a.t().mm(g)

        class Cast(t.autograd.Function):
            @staticmethod
            @t.amp.custom_fwd(device_type="cpu", cast_inputs=t.float32)
            def forward(ctx, a):
                seen.append((t.is_autocast_enabled("cpu"), str(a.dtype)))
                return a * 2

            @staticmethod
            @t.amp.custom_bwd(device_type="cpu")
            def backward(ctx, g):
                seen.append((t.is_autocast_enabled("cpu"), str(g.dtype)))
                return g * 2

        a, b = t.ones(2, 3, requires_grad=True), t.ones(3, 2, requires_grad=True)
        with t.autocast("cpu"):
            out = Cast.apply(Product.apply(a, b))
        out.sum().backward()
        return [*seen, str(out.dtype), str(a.grad.dtype), a.grad.tolist(), b.grad.tolist()]

    each(program)


def layers(t):
    nn = t.nn
    return nn.Sequential(
        nn.Conv2d(1, 8, 3, padding=1), nn.BatchNorm2d(8), nn.ReLU(), nn.MaxPool2d(2), nn.GroupNorm(2, 8), nn.GELU(),
        nn.Conv2d(8, 4, 3), nn.AdaptiveAvgPool2d(2), nn.Flatten(), nn.Linear(16, 12), nn.LayerNorm(12), nn.Softplus(),
        nn.Linear(12, 5), nn.Softmax(-1),
    )  # fmt: skip


def test_every_layer_and_gradient_of_a_model():
    """The dtype of each layer's output is PyTorch's, values and gradients agree within bfloat16's precision."""
    found = []
    for t in FRAMEWORKS:
        t.manual_seed(0)
        model, x = layers(t), t.randn(4, 1, 8, 8)
        seen = []
        for layer in model:
            layer.register_forward_hook(lambda layer, args, out, seen=seen: seen.append(out))
        with t.autocast("cpu"):
            loss = t.nn.functional.cross_entropy(model(x), t.tensor([0, 1, 2, 3]))
        loss.backward()
        found.append((loss, seen, [p.grad for p in model.parameters()]))
    (mine, my_layers, my_grads), (yours, your_layers, your_grads) = found
    assert str(mine.dtype) == str(yours.dtype) and abs(mine.item() - yours.item()) < 0.01
    for a, b in zip(my_layers, your_layers, strict=True):
        assert str(a.dtype) == str(b.dtype)
        assert (torch.tensor(a.float().tolist()) - b.float()).abs().max() < 0.06
    for a, b in zip(my_grads, your_grads, strict=True):
        assert str(a.dtype) == str(b.dtype) == "torch.float32"
        assert (torch.tensor(a.tolist()) - b).abs().max() < 0.02 + 0.05 * b.abs().max()


def test_attention():
    def program(t):
        t.manual_seed(0)
        q = t.randn(1, 2, 4, 8, requires_grad=True)
        with t.autocast("cpu"):
            out = t.nn.functional.scaled_dot_product_attention(q, q, q, is_causal=True)
        out.float().sum().backward()
        return out, q.grad

    (a, g), (b, h) = [program(t) for t in FRAMEWORKS]
    assert str(a.dtype) == str(b.dtype) == "torch.bfloat16"
    assert (torch.tensor(a.tolist()) - b.float()).abs().max() < 0.03
    assert (torch.tensor(g.tolist()) - h).abs().max() < 0.05


@pytest.mark.parametrize("kind", ["LSTM", "GRU", "RNN"])
def test_recurrent_layers(kind):
    ends = []
    for framework in FRAMEWORKS:
        framework.manual_seed(0)
        layer, x = getattr(framework.nn, kind)(4, 3, num_layers=2), framework.randn(5, 2, 4, requires_grad=True)
        with framework.autocast("cpu", dtype=framework.bfloat16):
            out, states = layer(x)
        out.float().sum().backward()
        states = states if isinstance(states, tuple) else (states,)
        gradients = [x.grad, *[p.grad for p in layer.parameters()]]
        dtypes = [str(t.dtype).rpartition(".")[2] for t in (out, *states, *gradients)]
        ends.append((dtypes, [t.detach().float().numpy() for t in (out, *states, *gradients)]))
    (ours, found), (theirs, wanted) = ends
    assert ours == theirs
    for mine, yours in zip(found, wanted, strict=True):
        assert abs(mine - yours).max() <= 2e-2 * max(1, abs(yours).max())
