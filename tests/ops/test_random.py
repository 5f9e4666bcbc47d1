"""Random tensors in every spelling draw PyTorch's digits, one after the other, from one stream."""

from __future__ import annotations

import numpy as np
import pytest
from cases import host
from ops.sides import flat

import nbtorch

pytestmark = pytest.mark.oracle
LINES = """
T.rand(3)
T.rand(2, 3)
T.rand((2, 3), dtype=T.float64)
T.rand(size=(2,))
T.randn(5)
T.randn(2, 16)
T.randn([20], dtype=T.float64)
T.randint(10, (5,))
T.randint(2, 9, (2, 3))
T.randint(low=0, high=4, size=(3,))
T.randint(3, 5, (2,), dtype=T.int32)
T.randperm(7)
T.rand_like(x)
T.randn_like(x)
T.randint_like(x, 5)
T.normal(0.0, 2.0, (3, 3))
T.normal(x, 0.5)
T.normal(x, x.abs())
T.normal(2.0, x.abs())
T.bernoulli(x.abs())
x.abs().bernoulli()
T.multinomial(x.abs(), 2)
T.multinomial(x.abs(), 4, replacement=True)
T.poisson(x.abs() * 3)
x.clone().uniform_(-1, 1)
x.clone().normal_(1, 2)
x.clone().bernoulli_(0.3)
x.clone().exponential_()
x.clone().random_(0, 10)
x.clone().cauchy_()
x.clone().log_normal_()
x.clone().geometric_(0.5)
T.nn.init.kaiming_uniform_(x.clone())
""".strip().splitlines()


@pytest.mark.parametrize("line", LINES)
def test_draws_pytorchs_digits(line):
    torch = pytest.importorskip("torch")
    ends = []
    for module in (nbtorch, torch):
        module.manual_seed(7)
        values = np.random.default_rng(0).uniform(-1, 1, (3, 4)).astype("float32")
        given = {"T": module, "x": module.tensor(values)}
        ends.append([*flat(eval(line, given)), module.rand(2)])  # the stream goes on from the same place
    for mine, yours in zip(*ends, strict=True):
        assert str(mine.dtype) == str(yours.dtype)
        np.testing.assert_array_equal(host(mine), host(yours))


def test_a_generator_is_a_stream_of_its_own():
    torch = pytest.importorskip("torch")
    found = []
    for module in (nbtorch, torch):
        own = module.Generator().manual_seed(3)
        module.manual_seed(3)
        first = module.rand(2, generator=own)
        state = own.get_state()
        second = module.randn(2, generator=own)
        own.set_state(state)
        found.append([host(t) for t in (first, second, module.randn(2, generator=own), module.rand(2))])
    for mine, yours in zip(*found, strict=True):
        np.testing.assert_array_equal(mine, yours)
    np.testing.assert_array_equal(found[0][1], found[0][2])
    np.testing.assert_array_equal(found[0][0], found[0][3])


# Each of these leaves the same numbers, dtype and state of the stream, or raises the same first line of an error.
MORE = """
T.rand(5,dtype=T.complex64)
T.randn(5,dtype=T.complex64)
T.randn(50,dtype=T.complex128)
T.rand(3,4).t().uniform_(2,5)
T.zeros(30,40).t().normal_()
T.zeros(30,40)[:, ::2].normal_(1,2)
T.zeros(30,40)[::2].uniform_(1,2)
T.zeros(3,4,5).permute(2,0,1).uniform_()
T.zeros(3,4,5).permute(2,0,1).exponential_()
T.zeros(3,4,5).permute(2,0,1).bernoulli_(0.3)
T.zeros(3,4,5).permute(2,0,1).bernoulli_(T.full((5,3,4),.3))
T.zeros(3,4,5).permute(2,0,1).bernoulli_(T.full((3,4,5),.3).permute(2,0,1))
T.bernoulli(T.full((3,4,5),.3).permute(2,0,1))
T.bernoulli(T.rand(3,4).t())
T.bernoulli(T.rand(3,4), 0.2)
T.zeros(3,4,5).permute(2,0,1).random_(10)
T.zeros(3,4,5).permute(2,0,1).cauchy_()
T.zeros(3,4,5).permute(2,0,1).log_normal_()
T.zeros(3,4,5).permute(2,0,1).geometric_(.2)
T.poisson(T.rand(3,4).t()*20)
T.binomial(T.full((100,),20.), T.linspace(0,1,100))
T.binomial(T.full((100,),200.), T.linspace(0,1,100))
T.binomial(T.full((100,),200.,dtype=T.float64), T.linspace(0,1,100,dtype=T.float64))
T.randint(2**40,(20,))
T.randint(-2**63,2**63-1,(20,))
T.randint(0,2**35,(20,),dtype=T.float32)
T.randint(0,3,(20,),dtype=T.bool)
T.randint(0,2,(20,),dtype=T.bool)
T.randint(0,2,(20,),dtype=T.uint16)
T.randint(0,200,(20,),dtype=T.uint8)
T.randint(0,200,(20,),dtype=T.int8)
T.randint(5,5,(20,))
T.randint(high=5,size=(3,))
T.randint(low=2,high=5,size=(3,))
T.randint(0,20,(20,),dtype=T.float16)
T.randint(0,20,(20,),dtype=T.bfloat16)
T.randint(0,20,(20,),dtype=T.complex64)
T.randint(0,2**32,(20,),dtype=T.uint32)
T.randint(0,2**63,(20,),dtype=T.uint64)
T.randperm(10,dtype=T.float32)
T.randperm(10,dtype=T.int32)
T.randperm(10,dtype=T.int8)
T.randperm(100,dtype=T.uint8)
T.randperm(1000,dtype=T.uint8)
T.randperm(10,dtype=T.float16)
T.randperm(10,dtype=T.bfloat16)
T.randperm(5000,dtype=T.float16)
T.randperm(50000)
T.randperm(-1)
T.randperm(5,out=T.empty(0,dtype=T.int64))
T.rand(2,3,out=T.empty(2,3))
T.rand(2,3,out=T.empty(3,2).t())
T.randn(2,3,out=T.empty(2,3,dtype=T.float64))
T.randint(0,5,(2,3),out=T.empty(2,3,dtype=T.int64))
T.randint(0,5,(2,3),out=T.empty(2,3))
T.normal(0.,1.,(3,),out=T.empty(3))
T.normal(T.zeros(3),T.ones(3),out=T.empty(3))
T.normal(T.zeros(3),T.ones(3))
T.normal(T.zeros(3,1),T.ones(3))
T.normal(T.zeros(3,20).t(),T.ones(20,3))
T.normal(T.zeros(3,20),2.)
T.normal(1.,T.rand(3,20))
T.normal(1.,T.rand(20,3).t())
T.normal(1.,-T.rand(3,20))
T.normal(1.,-1.,(3,))
T.normal(0,1,(3,))
T.normal(mean=T.arange(1., 11.), std=T.arange(1, 0, -0.1))
T.normal(mean=0.5, std=T.arange(1., 6.))
T.normal(2, 3, size=(1, 4))
T.normal(T.zeros(3,dtype=T.complex64),T.ones(3))
T.normal(T.zeros(3,dtype=T.float16),T.ones(3,dtype=T.float16))
T.normal(T.zeros(3,dtype=T.float64),T.ones(3))
T.normal(T.zeros(3),T.ones(3,dtype=T.float64))
T.normal(0.,1.,(20,),dtype=T.float64)
T.rand_like(T.zeros(3,4).t())
T.randn_like(T.zeros(30,4).t())
T.randn_like(T.zeros(30,4),dtype=T.float64)
T.randint_like(T.zeros(3,4),10)
T.randint_like(T.zeros(3,4),3,10)
T.randint_like(T.zeros(3,4).t(),3,10)
T.rand_like(T.zeros(3,dtype=T.int64))
T.multinomial(T.rand(10),5)
T.multinomial(T.rand(10),5,True)
T.multinomial(T.rand(3,10),5,replacement=True)
T.multinomial(T.rand(10,3).t(),5,replacement=True)
T.multinomial(T.rand(10,3).t(),5)
T.multinomial(T.rand(10,3).t(),1)
T.multinomial(T.rand(10),5,True,out=T.empty(0,dtype=T.int64))
T.multinomial(T.rand(10,dtype=T.float16),5,True)
T.multinomial(T.rand(10,dtype=T.float16),5)
T.multinomial(T.rand(10,dtype=T.float64),5)
T.multinomial(T.rand(10),11)
T.multinomial(T.rand(10)-1,3)
T.multinomial(T.zeros(10),3)
T.multinomial(T.zeros(10).long(),3)
T.multinomial(T.zeros(1,2,10),3)
T.multinomial(T.ones(10),0)
T.zeros(5,dtype=T.int64).random_()
T.zeros(5,dtype=T.int64).random_(5)
T.zeros(5,dtype=T.int64).random_(-5,5)
T.zeros(5,dtype=T.int64).random_(-2**63,None)
T.zeros(5,dtype=T.int32).random_()
T.zeros(5,dtype=T.int8).random_()
T.zeros(5,dtype=T.bool).random_()
T.zeros(5,dtype=T.float32).random_()
T.zeros(5,dtype=T.float16).random_()
T.zeros(5,dtype=T.bfloat16).random_()
T.zeros(5,dtype=T.float64).random_()
T.zeros(5).random_(5,3)
T.zeros(5,dtype=T.int8).random_(0,300)
T.zeros(5,dtype=T.float32).random_(0,2**26)
T.zeros(5,dtype=T.float16).random_(0,2**14)
T.zeros(5).uniform_(3,2)
T.zeros(5).uniform_(float('nan'),2)
T.zeros(5,dtype=T.int64).uniform_()
T.zeros(5,dtype=T.int64).normal_()
T.zeros(5).normal_(0,-1)
T.zeros(5).exponential_(-1)
T.zeros(5).exponential_(0)
T.zeros(5).cauchy_(0,0)
T.zeros(5).log_normal_(0,0)
T.zeros(5).geometric_(0)
T.zeros(5).geometric_(1)
T.zeros(5).bernoulli_(2)
T.zeros(5,dtype=T.int64).bernoulli_(.5)
T.zeros(5,dtype=T.int64).geometric_(.5)
T.zeros(5,dtype=T.int64).cauchy_()
T.zeros(5,dtype=T.int64).exponential_()
T.zeros(5,dtype=T.bool).bernoulli_(.5)
T.zeros(5,dtype=T.complex64).uniform_()
T.zeros(5,dtype=T.complex64).normal_()
T.zeros(50,dtype=T.complex64).normal_(1,2)
T.zeros(5,dtype=T.float16).cauchy_()
T.zeros(50,dtype=T.float16).normal_()
T.zeros(50,dtype=T.bfloat16).exponential_()
T.zeros(50,dtype=T.bfloat16).log_normal_()
T.zeros(50,dtype=T.bfloat16).uniform_(-1,1)
T.bernoulli(T.rand(10,dtype=T.float64))
T.bernoulli(T.rand(10,dtype=T.float16))
T.bernoulli(T.rand(10),out=T.empty(10))
T.rand(10).bernoulli()
T.rand(10).bernoulli(0.3)
T.bernoulli(T.rand(10)+1)
T.bernoulli(T.ones(3,dtype=T.int64))
T.empty(5,dtype=T.int64).bernoulli_(T.rand(5))
T.empty(4,5).bernoulli_(T.rand(5))
T.empty(5).bernoulli_(T.rand(5,dtype=T.float64))
T.poisson(T.tensor([-1.]))
T.poisson(T.tensor([1,2]))
T.poisson(T.rand(100,dtype=T.float16)*30)
T.poisson(T.rand(100,dtype=T.float64)*30)
T.poisson(T.rand(100)*30, generator=T.Generator().manual_seed(3))
T.rand(3, generator=T.Generator().manual_seed(3))
T.randn(3, generator=T.Generator().manual_seed(3))
T.randint(3,(3,), generator=T.Generator().manual_seed(3))
T.randperm(3, generator=T.Generator().manual_seed(3))
T.normal(0.,1.,(3,), generator=T.Generator().manual_seed(3))
T.nn.init.trunc_normal_(T.empty(100))
T.nn.init.trunc_normal_(T.empty(10,10), 1., 2., -1., 3.)
T.nn.init.trunc_normal_(T.empty(1000), 5., 1., -1., 3.)
T.nn.init.sparse_(T.empty(8,5),.3)
T.nn.init.dirac_(T.empty(8,5,3))
T.nn.init.dirac_(T.empty(8,5,3,3),2)
T.nn.init.eye_(T.empty(8,5))
T.random.initial_seed()
T.random.get_rng_state()
(T.random.manual_seed(4), T.rand(3))[1]
T.random.default_generator.initial_seed()
str(T.Generator().device)
T.Generator().initial_seed()
T.Generator().clone_state().get_state()
T.get_rng_state()
T.nn.functional.dropout(T.ones(100),.3)
T.nn.functional.dropout(T.ones(10,10).t(),.3)
T.nn.functional.alpha_dropout(T.ones(4,5,2),.5,training=True)
T.rand((2,3))
T.rand([2,3])
T.rand(T.Size([2,3]))
T.rand(())
T.randn(17,dtype=T.float16)
T.randn(17,dtype=T.bfloat16)
T.randn(5,dtype=T.int64)
T.rand(5,dtype=T.int64)
T.Generator().manual_seed("a")
T.manual_seed(-5).initial_seed()
T.manual_seed(2**64)
T.nn.init.uniform_(T.empty(3,4),1,2)
T.nn.init.normal_(T.empty(3,4),1,2)
T.empty(0).normal_()
T.empty(0).uniform_()
T.randperm(0)
T.randperm(5, dtype=T.bool)
T.randint(10, (3,), dtype=T.int64, requires_grad=False)
T.randn(3, requires_grad=True).requires_grad
T.zeros(3).expand(4,3).uniform_()
T.zeros(1).expand(4).normal_()
T.randn(3, device="cpu").device.type
T.zeros(5,requires_grad=True).uniform_()
T.utils.data.random_split(range(10),[.3,.7])[0].indices
T.utils.data.random_split(range(10),[3,7],generator=T.Generator().manual_seed(1))[0].indices
[x.tolist() for x in T.utils.data.DataLoader(list(range(20)),4,shuffle=True)]
[x.tolist() for x in T.utils.data.DataLoader(list(range(20)),4,sampler=T.utils.data.WeightedRandomSampler([.1]*20,20))]
[x.tolist() for x in T.utils.data.DataLoader(range(20), 4, sampler=T.utils.data.RandomSampler(range(9), True, 50))]
T.binomial(T.full((100,), 20.0), x.abs().reshape(-1)[:1])
T._standard_gamma(x.abs() * 3)
T._standard_gamma(x.double().abs() * 3)
T._sample_dirichlet(x.abs() * 3)
T._sample_dirichlet(x.double().abs() * 30)
""".strip().splitlines()


@pytest.mark.filterwarnings("ignore")  # PyTorch's own, of deprecated calls
@pytest.mark.parametrize("line", MORE)
def test_draws_or_fails_as_pytorch_does(line):
    torch = pytest.importorskip("torch")
    found = []
    for module in (nbtorch, torch):
        module.manual_seed(11)
        values = np.random.default_rng(0).uniform(-1, 1, (3, 4)).astype("float32")
        try:
            result = eval(line, {"T": module, "x": module.tensor(values)})
        except (RuntimeError, TypeError, ValueError, NotImplementedError) as error:
            result = (type(error).__name__, str(error).partition("\n")[0])
        found.append((result, host(module.get_rng_state())))
    (mine, state), (yours, reference) = found
    if isinstance(yours, torch.Tensor):
        assert str(mine.dtype) == str(yours.dtype)
        mine, yours = host(mine), host(yours)
        np.testing.assert_array_equal(mine, yours)
    else:
        assert mine == yours
    np.testing.assert_array_equal(state, reference)


@pytest.mark.parametrize("kind", ["float32", "float64"])
@pytest.mark.parametrize("greatest", [1, 3, 50, 500])
def test_gradients_of_draws(kind, greatest):
    torch = pytest.importorskip("torch")
    shapes = np.random.default_rng(0).uniform(0.05, greatest, (100, 4)).astype(kind)
    tolerance = 1e-9 if kind == "float64" else 1e-4
    torch.manual_seed(0)
    gammas = torch._standard_gamma(torch.tensor(shapes))
    mine = nbtorch._standard_gamma_grad(nbtorch.tensor(shapes), nbtorch.tensor(gammas.numpy()))
    np.testing.assert_allclose(host(mine), torch._standard_gamma_grad(torch.tensor(shapes), gammas), rtol=tolerance)
    draws = torch._sample_dirichlet(torch.tensor(shapes))
    total = torch.tensor(shapes).sum(-1, True).expand(100, 4)
    yours = torch._dirichlet_grad(draws, torch.tensor(shapes), total)
    given = [nbtorch.tensor(each.numpy()) for each in (draws, torch.tensor(shapes), total)]
    np.testing.assert_allclose(host(nbtorch._dirichlet_grad(*given)), yours, rtol=tolerance, atol=1e-9)


@pytest.mark.parametrize(("shape", "gain"), [((5, 5), 1), ((5, 8), 2.0), ((8, 5, 2), 1)])
def test_orthogonal_matrices_are_pytorchs_up_to_rounding(shape, gain):
    torch = pytest.importorskip("torch")
    found = []
    for module in (nbtorch, torch):
        module.manual_seed(3)
        found.append(host(module.nn.init.orthogonal_(module.empty(*shape), gain)))
    np.testing.assert_allclose(*found, atol=2e-6)


def test_rng_states_are_pytorchs_bytes():
    torch = pytest.importorskip("torch")
    torch.manual_seed(5)
    torch.randn(3)
    nbtorch.set_rng_state(nbtorch.tensor(torch.get_rng_state().numpy()))
    np.testing.assert_array_equal(host(nbtorch.randn(5)), torch.randn(5))
    torch.set_rng_state(torch.tensor(host(nbtorch.get_rng_state())))
    np.testing.assert_array_equal(host(nbtorch.rand(5)), torch.rand(5))


def test_a_fork_leaves_the_stream_as_it_was():
    nbtorch.manual_seed(1)
    with nbtorch.random.fork_rng():
        inside = nbtorch.rand(3)
    assert nbtorch.equal(nbtorch.rand(3), inside)
    with nbtorch.random.fork_rng(enabled=False):
        inside = nbtorch.rand(3)
    assert not nbtorch.equal(nbtorch.rand(3), inside)


def test_a_cloned_generator_goes_on_by_itself():
    one = nbtorch.Generator().manual_seed(3)
    other = one.clone_state()
    assert type(other) is nbtorch.Generator
    assert nbtorch.equal(nbtorch.rand(3, generator=one), nbtorch.rand(3, generator=other))
    assert other.initial_seed() == 3
