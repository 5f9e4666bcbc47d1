"""`torch.testing` against PyTorch's: what it accepts, the reports it writes, the tensors it makes."""

from __future__ import annotations

import math
import re
import warnings
from collections import OrderedDict

import numpy as np
import pytest

import nbtorch
from nbtorch.testing import assert_close

torch = pytest.importorskip("torch")
pytestmark = pytest.mark.oracle

COMPARISONS = r"""
t([1.,2,3]),t([1.,2,4])
t([1.,2,3]),t([1.,2,3])
t([[1.,2],[3,4]]),t([[1.,2],[3,5.5]])
t([1,2,3]),t([1,2,4])
t([1,2,3]),t([1,2,4]),rtol=0,atol=0
t([1,2,3]),t([1,2,4]),rtol=0,atol=2
t([1.,2]),t([1.,3]),rtol=0,atol=0
t([1.,2]),t([1.,3]),rtol=0.1,atol=0
t([1.,2]),t([1.,3]),rtol=0.1
t([1.,2]),t([1.,3]),atol=0.1
t(1.),t(2.)
t(1),t(2)
t(1),t(2),rtol=0,atol=0
1,2
1,1
1.0,1.0000001
1.0,2.0
1.0,0.0
0.0,1.0
1,1.0
1,1.0,check_dtype=False
1+2j,1+3j
True,False
None,None
None,3
'a','a'
'a','b'
t([1.,2]),t([1.,2,3])
t([1.,2]),t([[1.,2]])
t([1.,2]),t([1.,2],dtype=torch.float64)
t([1.,2]),t([1.,2],dtype=torch.float64),check_dtype=False
t([1.,2]),t([1.,2.1],dtype=torch.float64),check_dtype=False
t([1.,2]).half(),t([1.,2.1]).bfloat16(),check_dtype=False
torch.ones(2,3),torch.ones(3,2).t()
torch.ones(2,3),torch.ones(3,2).t(),check_stride=True
t([1.,2]),[1.,2]
t([1.,2]),np.array([1.,2],dtype=np.float32)
np.array([1.,2]),np.array([1.,2.5])
np.array([1.,2]),np.array([1.,2])
[1.,2.],[1.,2.5]
[1.,2.],[1.,2.,3.]
(1.,2.),[1.,2.]
[t([1.]),t([2.])],[t([1.]),t([3.])]
{'a':t([1.])},{'a':t([1.])}
{'a':t([1.])},{'a':t([2.])}
{'a':t([1.])},{'b':t([2.])}
{'a':1,'c':2},{'a':1,'d':4,'b':3}
{'a':[1,{'b':t([1.])}]},{'a':[1,{'b':t([2.])}]}
OrderedDict(a=1),{'a':2}
{'a':1},[1]
t([math.nan]),t([math.nan])
t([math.nan]),t([math.nan]),equal_nan=True
t([math.nan,1.]),t([1.,1.])
t([math.inf,1.]),t([1.,1.])
t([math.inf,1.]),t([math.inf,1.])
t([math.inf,1.]),t([-math.inf,1.])
math.nan,math.nan
math.nan,math.nan,equal_nan=True
math.nan,1.
math.inf,1.
t([1.,2]),t([1.,3]),msg='my message'
t([1.,2]),t([1.,3]),msg=lambda m: 'Header\n\n'+m+'\n\nFooter'
[t([1.]),t([2.])],[t([1.]),t([3.])],msg=lambda m: 'H: '+m
t([0.,0]),t([0.,1])
t([1.,0]),t([0.,0])
t([True,False]),t([True,True])
t([True,False]),t([True,False])
t([1,2],dtype=torch.uint8),t([1,255],dtype=torch.uint8)
t([1,2],dtype=torch.int8),t([1,-128],dtype=torch.int8)
t([1+2j]),t([1+3j])
t([1.,2.],dtype=torch.float64),t([1.,2.0000001],dtype=torch.float64)
t([1.,2.],dtype=torch.float64),t([1.,2.00000001],dtype=torch.float64)
t([1.]).half(),t([1.001]).half()
t([1.]).half(),t([1.01]).half()
t([1.]).bfloat16(),t([1.02]).bfloat16()
t([1.]),t([1.00001])
t([1.]),t([1.000002])
t([]),t([])
torch.zeros(0,3),torch.zeros(0,2)
torch.arange(24.).reshape(2,3,4),torch.arange(24.).reshape(2,3,4).flip(0)
[],[]
[],[1]
t([1.]),1.0
t(1.),1.0
1.0,t(1.)
'abc',t(1.)
torch.nn.Parameter(t([1.])),t([1.])
torch.nn.Parameter(t([1.])),t([1.]),allow_subclasses=False
object(),object()
[[1,2],[3,4]],[[1,2],[3,5]]
[1,[2,'a']],[1,[2,'b']]
t([1.,2.],requires_grad=True),t([1.,3.])
3,t(3)
t([1e-6]),t([0.])
t([1e-4]),t([0.])
np.float32(1),np.float32(2)
np.float32(1),1.0
t([1.])
t([1.]),t([2.]),1e-3
t([1.]),t([2.]),foo=3
""".strip().splitlines()

MADE = """
make((3,),dtype=torch.float32)
make(2,3,dtype=torch.int64)
make(2,3,dtype=torch.uint8)
make(2,3,dtype=torch.int8)
make(2,3,dtype=torch.int32,low=-3,high=3)
make(2,3,dtype=torch.bool)
make(2,3,dtype=torch.float64,low=0,high=1)
make(2,3,dtype=torch.float16)
make(2,3,dtype=torch.bfloat16)
make(2,2,dtype=torch.complex64)
make(2,3,dtype=torch.float32,requires_grad=True)
make(2,3,dtype=torch.float32,noncontiguous=True).stride()
make(2,3,dtype=torch.float32,noncontiguous=True)
make(2,3,dtype=torch.float32,exclude_zero=True,low=0,high=1)
make(2,3,dtype=torch.int64,exclude_zero=True,low=0,high=3)
make(2,dtype=torch.float32,low=3,high=1)
make(2,dtype=torch.int32,low=3,high=3)
make(2,dtype=torch.int32,low=math.nan)
make(2,dtype=torch.int64,requires_grad=True)
make(2,dtype=torch.bool,low=0.5)
make((),dtype=torch.float32)
make(2,dtype=torch.int32,low=-1000,high=1e9)
make((2,),dtype=torch.float32,low=-math.inf,high=math.inf)
make((2,),dtype=torch.float32,memory_format=torch.contiguous_format,noncontiguous=True)
""".strip().splitlines()


def outcome(framework, expression, seed=0):
    """The repr of what an expression gives, or the class and text of its error."""

    def make(*shape, **options):
        return framework.testing.make_tensor(*shape, device="cpu", **options)

    names = {"torch": framework, "t": framework.tensor, "math": math, "np": np, "OrderedDict": OrderedDict}
    framework.manual_seed(seed)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return repr(eval(expression, names | {"ac": framework.testing.assert_close, "make": make}))
    except Exception as error:
        return type(error), str(error).replace("'nbtorch.", "'torch.")


@pytest.mark.parametrize("arguments", COMPARISONS)
def test_assert_close(arguments):
    assert outcome(nbtorch, f"ac({arguments})") == outcome(torch, f"ac({arguments})")


@pytest.mark.parametrize("expression", MADE)
def test_make_tensor(expression):
    assert outcome(nbtorch, expression) == outcome(torch, expression)


KINDS = ["float16", "bfloat16", "float32", "float64", "complex64", "complex128"]
KINDS += ["int8", "uint8", "int32", "int64", "bool"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("tolerance", ["", ", rtol=0.5, atol=0.5", ", rtol=0, atol=0", ", rtol=0.01, atol=0"])
def test_reports_about_random_tensors(kind, tolerance):
    call = f"ac(*[make(3, 4, dtype=torch.{kind}, low=0, high=2) for _ in range(2)]{tolerance})"
    for seed in range(5):
        ours, theirs = [str(outcome(framework, call, seed)) for framework in (nbtorch, torch)]
        if kind.startswith("complex"):  # PyTorch's vectorised absolute value differs from C's in the last digit
            digits = 6 if kind == "complex64" else 14
            ours, theirs = [re.sub(rf"(\.\d{{{digits}}})\d*", r"\1", text) for text in (ours, theirs)]
        assert ours == theirs


LOOSE = ["t([1., 2]), t([1., 2.5])", "[1., 2.], [1., 2.5]", "t([1., 2.]), t([1., 2.], dtype=torch.float64)",
         "t([1]), t([2])", "t([1.]), t([1.2]), 0.5, 0", "t([math.nan]), t([math.nan])"]  # fmt: skip


@pytest.mark.parametrize("call", LOOSE)
def test_assert_allclose(call):
    expression = f"torch.testing.assert_allclose({call})"
    assert outcome(nbtorch, expression) == outcome(torch, expression)


def test_tolerances_below_zero_and_bools_against_numbers():
    x = nbtorch.ones(2)
    with pytest.raises(RuntimeError, match="rtol must be greater than or equal to zero"):
        assert_close(x, x + 1, rtol=-1, atol=0)
    with pytest.raises(AssertionError, match="types do not match"):
        assert_close(True, 1)
