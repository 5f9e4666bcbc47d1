"""Constants, facts, old constructors and switches of the top-level namespace, against PyTorch's."""

from __future__ import annotations

import copy
import pickle
import warnings

import numpy as np
import pytest

import nbtorch
from nbtorch.backend import once

SAME_TEXT = """
pi; e; inf; nan; newaxis; strided; sparse_coo; sparse_csr; jagged; preserve_format; contiguous_format; channels_last
channels_last_3d; legacy_contiguous_format; float32; half; long; cfloat; FloatTensor; LongTensor; cuda.FloatTensor
FloatTensor([1, 2]); FloatTensor((2, 1)); FloatTensor(); LongTensor([1.5, 2]); ByteTensor([[1, 2], [3, 4]])
BoolTensor([1, 0]); HalfTensor([1.5]); BFloat16Tensor([1.5]); DoubleTensor([1]); IntTensor([1]); ShortTensor([1])
CharTensor([1]); FloatTensor(2, 3).shape; FloatTensor(Size([2, 1])).shape; FloatTensor(ones(2)); Tensor(2, 3).shape
Tensor([[1, 2], [3, 4]]); Tensor(()); Tensor(tensor([1, 2])); Tensor(np.array([1.0, 2.0]))
Tensor(2, device='cpu').shape; isinstance(x, FloatTensor); isinstance(n, FloatTensor); isinstance(n, LongTensor)
isinstance(3, LongTensor); issubclass(FloatTensor, Tensor); FloatTensor.dtype; FloatTensor.is_cuda
cuda.LongTensor.is_cuda; FloatTensor.layout; x.type(); n.type(); z.type(); tensor(True).type()
zeros(1, dtype=uint16).type(); n.type(FloatTensor); n.type('torch.FloatTensor'); x.type(LongTensor); x.type(int64)
x.type(dtype=int64); x.type_as(n); x.new(2, 3).shape; x.new([1, 2]); x.new(); n.new([1.7, 2]); x.new_tensor([1, 2])
x.new_zeros(2, 3, dtype=int64, layout=strided, requires_grad=False); x.new_zeros((2,), requires_grad=True)
x.new_ones(2, dtype=float64, device='cpu'); x.new_full((2,), 3); n.new_full((2,), 3.7)
x.new_empty((2, 3), layout=strided).shape; zeros_like(x, layout=strided, requires_grad=True)
ones_like(x, memory_format=preserve_format); full_like(n, 2); zeros(2, out=ones(2))
zeros(2, dtype=float64, layout=strided, pin_memory=False); empty(2, 3, memory_format=contiguous_format).shape; x.T
x.mT; x.H; x.mH; z.mH.resolve_conj(); z.H.resolve_conj(); z.real; z.imag; x.adjoint(); adjoint(z).resolve_conj()
x.nbytes; x.itemsize; x.element_size(); x.numel(); x.nelement(); x.dim(); x.ndim; x.ndimension(); x.is_cuda; x.is_cpu
x.is_meta; x.is_sparse; x.is_sparse_csr; x.is_quantized; x.is_mkldnn; x.is_nested; x.is_mps; x.is_xpu; x.layout
x.is_floating_point(); x.is_complex(); n.is_signed(); is_signed(n); x.name; x.output_nr; x.is_inference()
x.is_distributed(); x.is_conj(); is_neg(x); x.get_device(); get_device(x); x.dim_order(); x.permute(1, 0).dim_order()
x.grad_dtype; x.dense_dim(); x.sparse_dim(); x.to_dense() is x; x.resolve_neg() is x; x.tolist(); tensor(3).item()
is_tensor(3); is_tensor(x); is_nonzero(tensor([0.0])); numel(x); promote_types(int8, uint8); result_type(1, 2.0)
result_type(x, 1); can_cast(float32, int32); can_cast(int8, float16); broadcast_shapes((2, 1), (3,), (1, 1))
broadcast_shapes(2, (1,)); broadcast_shapes(); is_same_size(x, x); get_default_dtype(); get_default_device()
are_deterministic_algorithms_enabled(); get_deterministic_debug_mode(); get_float32_matmul_precision()
is_warn_always_enabled(); is_deterministic_algorithms_warn_only_enabled(); version.cuda; version.hip; version.debug
vander(tensor([1, 2, 3])); vander(tensor([1.5, 2.0]), 3, True); vander(tensor([1, 2]), N=0); vander(tensor([True]))
asarray(ones(2, requires_grad=True), requires_grad=False); asarray(ones(2), requires_grad=True)
asarray(ones(2, requires_grad=True) * 1, copy=True, requires_grad=True); asarray([1.5], requires_grad=True)
typename(x); typename(3); typename('a'); typename(LongTensor([1]))
""".replace("\n", "; ").strip("; ").split("; ")

SAME_ERROR = """
FloatTensor(1.5); FloatTensor('a'); Tensor(1.5); Tensor(None); Tensor(True); layout(); memory_format(); x.new(3.5)
x.type('foo'); x.type('torch.FooTensor'); x.type(int); ones(2, 2, 2).H; ones(2).H; ones(2).mH; ones(2).adjoint()
zeros(2, layout=3); is_floating_point(3); is_complex('a'); is_nonzero(tensor([0.0, 1])); is_nonzero(tensor([]))
numel(3); set_default_dtype(int32); set_default_dtype(3); set_default_tensor_type(LongTensor)
set_default_tensor_type(3); set_num_threads(0); set_num_threads('a'); set_num_interop_threads(0)
set_deterministic_debug_mode('x'); set_deterministic_debug_mode(3); set_deterministic_debug_mode(None)
set_warn_always('a'); promote_types(int8, 3); can_cast(3, int32); broadcast_shapes((2,), (3,))
broadcast_shapes((-1,)); vander(ones(2, 2)); vander(ones(2), -1); x.is_coalesced(); cuda.FloatTensor
""".replace("\n", "; ").strip("; ").split("; ")[:-1]

SAME_CLASS = """
FloatTensor(tensor([1, 2])); x.new(n); Tensor(3, dtype=int32); Tensor(2, 1.5); result_type('a', 2.0)
broadcast_shapes('a'); dtype('x'); cuda.FloatTensor(3); set_default_tensor_type('torch.FooTensor')
set_default_device('foo'); zeros(2, 3, foo=1); ones(); full((2,))
""".replace("\n", "; ").strip("; ").split("; ")


def ask(framework, expression):
    """What an expression gives in a framework's namespace: its text, or its error."""
    names = {
        "x": framework.arange(6.0).reshape(2, 3),
        "n": framework.tensor([1, 2]),
        "z": framework.tensor([[1 + 2j, 3 - 1j]]),
        "np": np,
    }
    import builtins

    space = {name: getattr(framework, name) for name in dir(framework) if not name.startswith("_")}
    if expression in ("x.type(int)",) or "isinstance" in expression or "issubclass" in expression:
        space = {**space, "int": builtins.int}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return repr(eval(expression, {**{n: getattr(framework, n) for n in LAZY}, **space, **names}))
    except Exception as error:
        return type(error), str(error)


LAZY = ("version", "typename")


@pytest.mark.oracle
@pytest.mark.parametrize("expression", SAME_TEXT)
def test_gives_what_pytorch_gives(expression):
    torch = pytest.importorskip("torch")
    wanted = ask(torch, expression)
    assert isinstance(wanted, str), wanted
    assert ask(nbtorch, expression) == wanted


@pytest.mark.oracle
@pytest.mark.parametrize("expression", SAME_ERROR)
def test_refuses_in_pytorchs_words(expression):
    torch = pytest.importorskip("torch")
    wanted = ask(torch, expression)
    assert isinstance(wanted, tuple), wanted
    assert ask(nbtorch, expression) == wanted


@pytest.mark.oracle
@pytest.mark.parametrize("expression", SAME_CLASS)
def test_refuses_with_pytorchs_class(expression):
    torch = pytest.importorskip("torch")
    wanted = ask(torch, expression)
    assert isinstance(wanted, tuple), wanted
    assert ask(nbtorch, expression)[0] is wanted[0]


@pytest.mark.parametrize("made", [nbtorch.strided, nbtorch.channels_last, nbtorch.float32, nbtorch.Size([2, 3]),
                                  nbtorch.device("cuda", 1)])  # fmt: skip
def test_constants_survive_pickle_and_copy(made):
    for again in (pickle.loads(pickle.dumps(made)), copy.deepcopy(made), copy.copy(made)):
        assert again == made and type(again) is type(made)
    assert isinstance(made, (nbtorch.Size, nbtorch.device)) or copy.deepcopy(made) is made


def test_sparse_layouts_are_refused_by_name():
    for make in (nbtorch.zeros, nbtorch.ones, nbtorch.empty):
        with pytest.raises(NotImplementedError, match=r"dense tensors, layout=torch.strided, not torch.sparse_coo"):
            make(2, layout=nbtorch.sparse_coo)


def test_default_device_by_call_with_and_decorator(fake_gpu):
    assert nbtorch.zeros(1).device.type == "cpu"
    with nbtorch.device("cuda"):
        assert nbtorch.zeros(1).is_cuda and nbtorch.tensor([1.0]).is_cuda and nbtorch.arange(3).is_cuda
        assert str(nbtorch.get_default_device()) == "cuda"
        with nbtorch.device("cpu"):
            assert nbtorch.ones(1).is_cpu
        assert nbtorch.zeros(1, device="cpu").is_cpu
    assert nbtorch.zeros(1).is_cpu

    @nbtorch.device("cuda")
    def made():
        return nbtorch.eye(2)

    assert made().is_cuda
    nbtorch.set_default_device("cuda")
    try:
        assert nbtorch.nn.Linear(2, 2).weight.is_cuda
    finally:
        nbtorch.set_default_device(None)
    assert nbtorch.zeros(1).is_cpu


@pytest.mark.oracle
def test_default_tensor_type_sets_the_dtype_and_warns():
    torch = pytest.importorskip("torch")
    once._said.clear()
    for framework in (torch, nbtorch):
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            framework.set_default_tensor_type("torch.DoubleTensor")
        try:
            assert framework.tensor([1.0]).dtype == framework.float64
            assert framework.Tensor([1]).dtype == framework.float64
        finally:
            framework.set_default_dtype(framework.float32)
        assert framework is torch or "set_default_tensor_type() is deprecated" in str(caught[0].message)


def test_threads_are_blas_threads():
    before = nbtorch.get_num_threads()
    try:
        nbtorch.set_num_threads(1)
        assert nbtorch.get_num_threads() == 1
        threadpoolctl = pytest.importorskip("threadpoolctl")
        pools = [p["num_threads"] for p in threadpoolctl.threadpool_info() if "numpy" in p["filepath"]]
        assert pools == [1] * len(pools)
        nbtorch.set_num_threads(2)
        assert nbtorch.get_num_threads() == 2
    finally:
        nbtorch.set_num_threads(before)


def test_switches_are_read_as_they_were_set():
    nbtorch.use_deterministic_algorithms(True, warn_only=True)
    assert nbtorch.are_deterministic_algorithms_enabled() and nbtorch.is_deterministic_algorithms_warn_only_enabled()
    nbtorch.set_deterministic_debug_mode("error")
    assert nbtorch.get_deterministic_debug_mode() == 2
    nbtorch.use_deterministic_algorithms(False)
    assert not nbtorch.are_deterministic_algorithms_enabled()
    nbtorch.set_float32_matmul_precision("high")
    with pytest.warns(UserWarning, match="not one of 'highest', 'high', or 'medium'"):
        nbtorch.set_float32_matmul_precision("low")
    assert nbtorch.get_float32_matmul_precision() == "high"
    nbtorch.set_float32_matmul_precision("highest")
    nbtorch.set_warn_always(True)
    assert nbtorch.is_warn_always_enabled()
    nbtorch.set_warn_always(False)
    assert nbtorch.set_flush_denormal(True) is False
