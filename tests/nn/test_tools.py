"""nn.utils against PyTorch: clipping, vectors, spectral and weight norm, stateless calls, memory formats, compile."""

import importlib
import warnings

import pytest
from endings import Scenarios, end, ends_alike

import nbtorch

scenarios = Scenarios()


def net(t):
    t.manual_seed(1)
    return t.nn.Sequential(t.nn.Linear(3, 4), t.nn.Tanh(), t.nn.Linear(4, 2))


def trained(t, factor=10.0):
    m = net(t)
    (m(t.arange(6.0).reshape(2, 3)) * factor).sum().backward()
    return m


def words(caught):
    return [(w.category.__name__, str(w.message)) for w in caught]


CLIPS = {
    "norm": lambda u, m, t: u.clip_grad_norm_(m.parameters(), 1.0),
    "norm of one": lambda u, m, t: u.clip_grad_norm_(m[0].weight, 0.5, norm_type=1),
    "greatest": lambda u, m, t: u.clip_grad_norm_(m.parameters(), 1, norm_type=float("inf")),
    "text": lambda u, m, t: u.clip_grad_norm_(m.parameters(), 1, norm_type="inf"),
    "zeroth": lambda u, m, t: u.clip_grad_norm_(m.parameters(), 3.0, norm_type=0),
    "large enough": lambda u, m, t: u.clip_grad_norm_(list(m.parameters()), 1e6, foreach=True),
    "of none": lambda u, m, t: u.clip_grad_norm_([], 1.0),
    "of no gradients": lambda u, m, t: u.clip_grad_norm_(net(t).parameters(), 1.0),
    "of names": lambda u, m, t: u.clip_grad_norm_(m.named_parameters(), 1.0),
    "old name": lambda u, m, t: u.clip_grad_norm(m.parameters(), 1.0),
    "by a norm": lambda u, m, t: u.clip_grads_with_norm_(m.parameters(), 1.0, t.tensor(4.0)),
    "by a norm, of one": lambda u, m, t: u.clip_grads_with_norm_(m[0].bias, 1.0, t.tensor(0.5)),
    "total": lambda u, m, t: u.get_total_norm([p.grad for p in m.parameters()]),
    "total of one": lambda u, m, t: u.get_total_norm(m[0].weight.grad, 3),
    "total of none": lambda u, m, t: u.get_total_norm([]),
    "total of half": lambda u, m, t: u.get_total_norm([p.grad.half() for p in m.parameters()]),
    "total, not finite": lambda u, m, t: u.get_total_norm([t.tensor(float("nan"))], error_if_nonfinite=True),
    "value": lambda u, m, t: u.clip_grad_value_(m.parameters(), 0.3),
    "value of one": lambda u, m, t: u.clip_grad_value_(m[2].weight, 2),
    "value of text": lambda u, m, t: u.clip_grad_value_(m[2].weight, "x"),
}


@pytest.mark.oracle
@pytest.mark.parametrize("case", CLIPS)
def test_clips(case):
    def run(t):
        m = trained(t)
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            found = end(lambda t: CLIPS[case](t.nn.utils, m, t), t)
        return found, [p.grad for p in m.parameters()], words(caught)

    ends_alike(run)


@scenarios
def empty_generator_warns(t):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        total = t.nn.utils.clip_grad_norm_((p for p in ()), 1.0)
    return total, words(caught)


@scenarios
def not_finite(t):
    m = trained(t, float("inf"))
    return end(lambda t: t.nn.utils.clip_grad_norm_(m.parameters(), 1.0, error_if_nonfinite=True), t), str(
        t.nn.utils.clip_grad_norm_(m.parameters(), 1.0)
    )


@scenarios
def vectors(t):
    m = net(t)
    vector = t.nn.utils.parameters_to_vector(m.parameters())
    t.nn.utils.vector_to_parameters(vector.detach() * 2, m.parameters())
    return vector, dict(m.state_dict()), end(lambda t: t.nn.utils.vector_to_parameters([1.0], m.parameters()), t)[0]


SPECTRAL = {
    "Linear(5, 4)": (3, 5), "Conv2d(2, 3, 2)": (1, 2, 4, 4), "ConvTranspose2d(2, 3, 2)": (1, 2, 3, 3),
    "Conv1d(2, 3, 2)": (2, 2, 5), "Bilinear(3, 2, 4)": None,
}  # fmt: skip
MORE = [{}, {"n_power_iterations": 3}, {"dim": 1, "eps": 1e-4}]


@pytest.mark.oracle
@pytest.mark.parametrize("more", MORE, ids=str)
@pytest.mark.parametrize("text", SPECTRAL)
def test_spectral_norm(text, more):
    def run(t):
        t.manual_seed(0)
        m = t.nn.utils.spectral_norm(eval(f"nn.{text}", {"nn": t.nn}), **more)
        args = [t.ones(SPECTRAL[text])] if SPECTRAL[text] else [t.ones(2, 3), t.ones(2, 2)]
        found = [m.weight, *m.state_dict().values()]
        for mode in (True, True, False, True):
            m.train(mode)
            out = m(*args)
            m.zero_grad()
            out.pow(2).mean().backward()
            found.append([out, m.weight, *[p.grad.clone() for p in m.parameters()], *m.state_dict().values()])
        other = t.nn.utils.spectral_norm(eval(f"nn.{text}", {"nn": t.nn}), **more)
        found.append(str(other.load_state_dict(m.state_dict())))
        state = m.state_dict()
        found.append([list(state), dict(state._metadata), other.eval()(*args), len(m._state_dict_hooks)])
        t.nn.utils.remove_spectral_norm(m)
        found.append([str(m), list(m.state_dict()), m(*args), len(m._forward_pre_hooks), len(m._state_dict_hooks)])
        return found

    ends_alike(run)


@scenarios
def spectral_norm_errors(t):
    u, m = t.nn.utils, t.nn.utils.spectral_norm(t.nn.Linear(2, 2))
    return [end(f, t) for f in (
        lambda t: u.spectral_norm(m), lambda t: u.spectral_norm(t.nn.Linear(2, 2), n_power_iterations=0),
        lambda t: u.spectral_norm(t.nn.Linear(2, 2), "nothing"), lambda t: u.remove_spectral_norm(t.nn.Linear(2, 2)),
        lambda t: u.spectral_norm(t.nn.Linear(2, 2, bias=False), "bias"), lambda t: u.spectral_norm(t.nn.LazyLinear(2)),
    )]  # fmt: skip


@scenarios
def spectral_norm_of_old_states(t):
    t.manual_seed(0)
    m, other = [t.nn.utils.spectral_norm(t.nn.Linear(3, 4)) for _ in range(2)]
    m(t.ones(1, 3))
    state = dict(m.state_dict())
    state["weight"] = m.weight.detach()
    del state["weight_v"]
    found = str(other.load_state_dict(state))
    missing = {k: v for k, v in state.items() if k != "weight_u"}
    return found, dict(other.state_dict()), end(lambda t: other.load_state_dict(missing), t)


@scenarios
def spectral_norm_forgets_its_hooks(t):
    m = t.nn.utils.remove_spectral_norm(t.nn.utils.spectral_norm(t.nn.Linear(2, 2)))
    return list(m.state_dict()), len(m._forward_pre_hooks), len(m._state_dict_hooks), m.weight.requires_grad


@scenarios
def weight_norm(t):
    u = t.nn.utils
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        t.manual_seed(0)
        m = u.weight_norm(t.nn.Linear(3, 4), dim=1)
        out = m(t.ones(2, 3))
        out.pow(2).sum().backward()
        twice = end(lambda t: u.weight_norm(m), t)
    gradients = [p.grad for p in m.parameters()]
    names = list(m.state_dict())
    u.remove_weight_norm(m)
    never = end(lambda t: u.remove_weight_norm(m), t)
    return out, names, gradients, dict(m.state_dict()), words(caught), twice, never, len(m._forward_pre_hooks)


@scenarios
def stateless(t):
    tools = importlib.import_module(f"{t.__name__}.nn.utils.stateless")
    m, x = net(t), t.ones(1, 3)
    given = {"0.weight": t.zeros(4, 3, requires_grad=True), "2.bias": t.ones(2)}
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        out = tools.functional_call(m, given, x)
        same = tools.functional_call(m, {}, (), {"input": x})
        wrapped = end(lambda t: tools.functional_call(t.nn.DataParallel(m), given, x), t)
        strict = end(lambda t: tools.functional_call(m, {"0.bias": t.ones(4), "no": t.ones(1)}, x, strict=True), t)
    out.sum().backward()
    return out, same, wrapped, strict, given["0.weight"].grad, m[0].weight.grad is None, words(caught)


@scenarios
def stateless_shared_and_changed(t):
    class Counts(t.nn.Module):
        def __init__(self):
            super().__init__()
            self.a = t.nn.Parameter(t.ones(1))
            self.b = self.a
            self.register_buffer("count", t.zeros(1))

        def forward(self, x):
            self.count = self.count + 1
            return x * self.a + self.b

    m, given = Counts(), {"a": t.full((1,), 3.0), "count": t.full((1,), 5.0)}
    out = t.func.functional_call(m, given, t.ones(1))
    untied = t.func.functional_call(m, {"a": t.full((1,), 3.0)}, t.ones(1), tie_weights=False)
    both = end(lambda t: t.func.functional_call(m, {"a": t.ones(1), "b": t.zeros(1)}, t.ones(1)), t)
    return out, untied, both, given["count"], m.count, m.a, m.a is m.b


@scenarios
def memory_formats(t):
    m = t.nn.Sequential(t.nn.Conv2d(3, 4, 2), t.nn.ConvTranspose2d(4, 3, 2), t.nn.Conv3d(3, 4, 2), t.nn.Linear(3, 3))
    u, before = t.nn.utils, [p.detach().clone() for p in m.parameters()]
    same = u.convert_conv2d_weight_memory_format(m, t.channels_last) is m
    u.convert_conv3d_weight_memory_format(m, t.channels_last_3d)
    equal = [bool((a == b).all()) for a, b in zip(before, m.parameters(), strict=True)]
    return same, [p.stride() for p in m.parameters()], equal


@scenarios
def fused(t):
    t.manual_seed(0)
    found = []
    pairs = [(t.nn.Conv2d(2, 3, 2), t.nn.BatchNorm2d(3), (1, 2, 4, 4)),
             (t.nn.Conv1d(2, 3, 2, bias=False), t.nn.BatchNorm1d(3, affine=False), (1, 2, 4))]  # fmt: skip
    for conv, bn, shape in pairs:
        bn.running_mean.copy_(t.arange(3.0))
        bn.running_var.copy_(t.arange(3.0) + 0.5)
        refused = end(lambda t, conv=conv, bn=bn: t.nn.utils.fusion.fuse_conv_bn_eval(conv, bn), t)
        both = t.nn.utils.fusion.fuse_conv_bn_eval(conv.eval(), bn.eval())
        found.append([refused, str(both), dict(both.state_dict()), both(t.ones(shape)), bn(conv(t.ones(shape)))])
    return found


@scenarios
def random_numbers_after_a_convolution(t):
    """However a convolution's result lies in memory here, numbers are drawn for it in PyTorch's order."""
    t.manual_seed(0)
    f, y = t.nn.functional, t.nn.functional.conv2d(t.randn(2, 4, 5, 5), t.randn(6, 4, 3, 3))
    normed = f.batch_norm(y, None, None, training=True)
    draws = [lambda y: t.randn_like(y), lambda y: t.rand_like(y), f.dropout, f.dropout2d, f.alpha_dropout,
             lambda y: y.clone().normal_(), lambda y: f.conv2d(y, t.ones(3, 6, 1, 1)).uniform_(),
             lambda y: t.zeros_like(y).bernoulli_(0.4), lambda y: f.rrelu(y, training=True), lambda y: t.normal(y, 1.0),
             lambda y: t.bernoulli(y.sigmoid()), lambda y: f.gumbel_softmax(y)]  # fmt: skip
    found = []
    for draw in draws:
        for x in (f.conv2d(y, t.ones(6, 6, 1, 1)) / 9, normed * 1, f.relu(f.conv2d(y, t.ones(6, 6, 1, 1)))):
            found.append(draw(x))
    return found


@scenarios
def gradients_of_convolutions(t):
    t.manual_seed(0)
    found = []
    for dims in (1, 2, 3):
        x, w = t.randn(2, 4, *(5,) * dims), t.randn(6, 2, *(3,) * dims, requires_grad=True)
        settings = {"stride": 2, "padding": 1, "groups": 2}
        g = t.randn_like(getattr(t.nn.functional, f"conv{dims}d")(x, w, **settings))
        for_input = getattr(t.nn.grad, f"conv{dims}d_input")(x.shape, w, g, **settings)
        for_weight = getattr(t.nn.grad, f"conv{dims}d_weight")(x, w.shape, g, **settings)
        found.append([for_input, for_weight.detach(), t.autograd.grad(for_input.pow(2).sum(), w)[0].div(100)])
    return found


@pytest.mark.oracle
@pytest.mark.parametrize("name", scenarios)
def test_scenario(name):
    ends_alike(scenarios[name])


def as_it_is(graph, inputs):
    """A backend that changes nothing."""
    return graph


COMPILES = [
    {}, {"mode": "max-autotune"}, {"fullgraph": True, "dynamic": True}, {"dynamic": False}, {"backend": "eager"},
    {"backend": "aot_eager"}, {"backend": as_it_is}, {"options": {"epilogue_fusion": True}},
    {"disable": True}, {"mode": "reduce-overhead", "backend": "inductor"},
]  # fmt: skip


@pytest.mark.parametrize("options", COMPILES, ids=range(len(COMPILES)))
def test_compile_with_every_option_leaves_programs_alone(options, recwarn):
    @nbtorch.compile(**options)
    def decorated(x, *, scale=2):
        """Its own words."""
        return (x * scale).sum() if x.sum() > 0 else x

    class Model(nbtorch.nn.Module):
        @nbtorch.compile(**options)
        def forward(self, x):
            return x * 3

    module = net(nbtorch)
    compiled = nbtorch.compile(module, **options)
    x = nbtorch.ones(2, 3, requires_grad=True)
    (decorated(x, scale=3) + Model()(x).sum() + compiled(x).sum()).backward()
    assert decorated.__name__ == "decorated" and decorated.__doc__ == "Its own words."
    assert nbtorch.equal(compiled(x), module(x)) and x.grad is not None and module[0].weight.grad is not None
    module.compile(**options)
    assert nbtorch.equal(module(x), compiled(x)) and next(iter(module.state_dict())) == "0.weight"
    assert not recwarn.list
