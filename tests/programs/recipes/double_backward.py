"""Functions with backwards of their own that can be differentiated again, and checked."""

import torch
from torch.autograd import Function, grad, gradcheck, gradgradcheck
from torch.autograd.function import once_differentiable

torch.manual_seed(0)


class Cube(Function):
    @staticmethod
    def forward(ctx, x):
        result = x**3
        ctx.save_for_backward(x)
        return result

    @staticmethod
    def backward(ctx, grad_out):
        (x,) = ctx.saved_tensors
        return grad_out * 3 * x**2


class Sinh(Function):
    """Saves intermediate results by returning them too."""

    @staticmethod
    def forward(ctx, x):
        expx, expnegx = torch.exp(x), torch.exp(-x)
        ctx.save_for_backward(expx, expnegx)
        return (expx - expnegx) / 2, expx, expnegx

    @staticmethod
    def backward(ctx, grad_out, _grad_out_exp, _grad_out_negexp):
        expx, expnegx = ctx.saved_tensors
        return grad_out * (expx + expnegx) / 2 + _grad_out_exp * expx - _grad_out_negexp * expnegx


class CubeForward(Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x**3

    @staticmethod
    def backward(ctx, grad_out):
        return CubeBackward.apply(grad_out, *ctx.saved_tensors)


class CubeBackward(Function):
    @staticmethod
    def forward(ctx, grad_out, x):
        ctx.save_for_backward(x, grad_out)
        return grad_out * 3 * x**2

    @staticmethod
    def backward(ctx, grad_out):
        x, first = ctx.saved_tensors
        return grad_out * 3 * x**2, grad_out * first * 6 * x


class StraightThrough(Function):
    @staticmethod
    def forward(ctx, x, levels):
        ctx.set_materialize_grads(False)
        return torch.round(x * levels) / levels

    @staticmethod
    @once_differentiable
    def backward(ctx, grad_out):
        return grad_out, None


class Split(Function):
    """With a context made apart from the forward, as torch.func wants it."""

    @staticmethod
    def forward(x):
        return x.relu(), (-x).relu()

    @staticmethod
    def setup_context(ctx, inputs, output):
        (x,) = inputs
        ctx.positive = x > 0
        ctx.mark_non_differentiable(output[1])

    @staticmethod
    def backward(ctx, grad_positive, _):
        return torch.where(ctx.positive, grad_positive, torch.zeros_like(grad_positive))


x = torch.rand(3, 2, dtype=torch.double, requires_grad=True)
for function in (Cube.apply, lambda x: Sinh.apply(x)[0], CubeForward.apply):
    print(gradcheck(function, (x,)), gradgradcheck(function, (x,)))
y = Cube.apply(x).sum()
(first,) = grad(y, x, create_graph=True)
(second,) = grad(first.sum(), x, create_graph=True)
(third,) = grad(second.sum(), x)
print(torch.allclose(first, 3 * x**2), torch.allclose(second, 6 * x), third, first.grad_fn, sep="\n")
coarse = StraightThrough.apply(x, 4)
coarse.sum().backward()
print(coarse, x.grad, coarse.grad_fn)
positive, negative = Split.apply(torch.tensor([-1.0, 2.0], requires_grad=True))
print(positive, negative)
try:
    (once,) = grad(StraightThrough.apply(x, 4).pow(2).sum(), x, create_graph=True)
    once.sum().backward()
except RuntimeError as error:
    print(error)


class Wrong(Cube):
    @staticmethod
    def backward(ctx, grad_out):
        return grad_out * 2 * ctx.saved_tensors[0]


print(gradcheck(Wrong.apply, (x,), raise_exception=False))
v = torch.rand(3, 2, dtype=torch.double)
value, product = torch.autograd.functional.hvp(lambda x: Cube.apply(x).sum(), x, v)
print(torch.allclose(product, 6 * x * v), value)
with torch.autograd.graph.saved_tensors_hooks(lambda t: t.detach().numpy(), torch.from_numpy):
    y = (x.sigmoid() * x).sum()
print(grad(y, x)[0])
