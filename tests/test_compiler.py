"""`compile`, `jit`, `backends` and the other modules that programs ask before they compute."""

from __future__ import annotations

import importlib

import pytest

import nbtorch


def test_compile_runs_what_it_is_given():
    @nbtorch.compile
    def twice(x):
        return 2 * x

    @nbtorch.compile(mode="reduce-overhead", fullgraph=True)
    def thrice(x):
        return 3 * x

    x = nbtorch.ones(2, requires_grad=True)
    thrice(twice(x)).sum().backward()
    assert x.grad.tolist() == [6, 6] and not nbtorch.compiler.is_compiling()


@pytest.mark.oracle
@pytest.mark.filterwarnings("ignore::DeprecationWarning:torch")
def test_a_compiled_module_is_pytorchs_wrapper():
    torch = pytest.importorskip("torch")
    seen = []
    for framework in (torch, nbtorch):
        framework.manual_seed(0)
        net = framework.nn.Sequential(framework.nn.Linear(2, 3), framework.nn.Dropout())
        made = framework.compile(net, backend="eager")
        made.eval()
        seen.append([repr(made), list(made.state_dict()), [n for n, _ in made.named_parameters()], made.training])
        seen[-1] += [net.training, made._orig_mod is net, made.append.__self__ is net, type(made).__name__]
        if framework is nbtorch:
            assert made(framework.ones(1, 2)).tolist() == net(framework.ones(1, 2)).tolist()
            assert not hasattr(made, "nothing")
    assert seen[0] == seen[1]
    for framework in (torch, nbtorch):
        with pytest.raises(RuntimeError, match="Either mode or options can be specified"):
            framework.compile(net, mode="a", options={})
        with pytest.raises(AssertionError, match="A callable function is expected, but <class 'int'> is provided"):
            framework.compile(3)


def test_torchscripts_decorators_leave_programs_as_they_are():
    jit = nbtorch.jit

    class Net(jit.ScriptModule):
        @jit.script_method
        def forward(self, x):
            return self.half(x) if not jit.is_scripting() else x

        @jit.ignore
        def half(self, x):
            return x / 2

        @jit.unused
        def never(self):
            return None

    @jit.script_if_tracing
    def f(x):
        return x

    net = Net()
    assert jit.script(net) is net and jit.trace(net, nbtorch.ones(1)) is net and jit.freeze(net) is net
    assert net(nbtorch.ones(1)).item() == 0.5 and f(3) == 3 and jit.annotate(int, 3) == 3
    assert not jit.is_tracing() and jit.isinstance(3, int) and isinstance(net, nbtorch.nn.Module)
    assert not isinstance(nbtorch.nn.Linear(1, 1), jit.ScriptModule)


ASKED = """
backends.cudnn.enabled; backends.cudnn.benchmark; backends.cudnn.deterministic; backends.cudnn.allow_tf32
backends.cudnn.version(); backends.cudnn.is_available(); backends.mps.is_available(); backends.mps.is_built()
backends.cuda.is_built(); backends.cuda.matmul.allow_tf32; backends.cuda.flash_sdp_enabled(); backends.mkldnn.enabled
backends.opt_einsum.is_available(); xpu.is_available(); xpu.device_count(); mps.device_count(); cpu.device_count()
cpu.current_device(); compiler.is_compiling(); jit.is_scripting(); overrides.is_tensor_like(3)
overrides.has_torch_function((3,))
""".replace("\n", "; ").strip("; ").split("; ")


@pytest.mark.oracle
@pytest.mark.parametrize("question", ASKED)
def test_answers_are_those_of_pytorch_without_a_gpu(question):
    torch = pytest.importorskip("torch")
    if torch.cuda.is_available():
        pytest.skip("PyTorch has a GPU here")
    assert eval(f"framework.{question}", {"framework": nbtorch}) == eval(f"torch.{question}", {"torch": torch})


def test_settings_of_backends_are_kept():
    cudnn = importlib.import_module("nbtorch.backends.cudnn")
    assert cudnn is nbtorch.backends.cudnn
    cudnn.benchmark = True
    with cudnn.flags(benchmark=False, deterministic=True):
        assert not cudnn.benchmark and cudnn.deterministic
    assert cudnn.benchmark and not cudnn.deterministic
    cudnn.benchmark = False
    nbtorch.backends.cuda.matmul.allow_tf32 = True
    assert nbtorch.backends.cuda.matmul.allow_tf32
    nbtorch.backends.cuda.matmul.allow_tf32 = False
    nbtorch.backends.cuda.enable_flash_sdp(False)
    assert not nbtorch.backends.cuda.flash_sdp_enabled()
    nbtorch.backends.cuda.enable_flash_sdp(True)
    assert nbtorch.backends.cpu.get_cpu_capability() in ("AVX512", "AVX2", "DEFAULT")
    assert isinstance(nbtorch.backends.mkl.is_available(), bool)


def test_torch_function_of_others_is_called():
    class Like:
        @classmethod
        def __torch_function__(cls, function, types, args=(), kwargs=None):
            return function.__name__, args

    like = Like()
    assert nbtorch.overrides.has_torch_function((3, like)) and nbtorch.overrides.is_tensor_like(like)
    assert nbtorch.overrides.is_tensor_like(nbtorch.ones(1)) and not nbtorch.overrides.has_torch_function_unary(3)
    assert nbtorch.overrides.handle_torch_function(nbtorch.add, (like,), like, 1) == ("add", (like, 1))


def test_names_for_annotations():
    assert nbtorch.types.Tensor is nbtorch.Tensor and nbtorch.types.Number and nbtorch.types.Device
    assert nbtorch.is_storage(nbtorch.ones(2).untyped_storage()) and not nbtorch.is_storage(nbtorch.ones(2))
