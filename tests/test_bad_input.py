"""What users get wrong: PyTorch's exception class, and a sentence that says what to do."""

from __future__ import annotations

import pytest

import nbtorch as torch
from nbtorch.nn import functional as F


def graph():
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    return x, x.exp()


def second_backward():
    _, y = graph()
    y.sum().backward()
    y.sum().backward()


def changed_in_place():
    _, y = graph()
    y.add_(1)
    y.sum().backward()


def leaf_in_place():
    x, _ = graph()
    x.add_(1)


WRONG = {
    "shapes that do not broadcast": (lambda: torch.ones(2, 3) + torch.ones(2, 4), RuntimeError,
                                     r"The size of tensor a \(3\) must match the size of tensor b \(4\)"),
    "matrices that do not fit": (lambda: torch.ones(2, 3) @ torch.ones(4, 5), RuntimeError,
                                 r"mat1 and mat2 shapes cannot be multiplied \(2x3 and 4x5\)"),
    "a layer of another width": (lambda: torch.nn.Linear(4, 2)(torch.ones(3, 5)), RuntimeError,
                                 r"mat1 and mat2 shapes cannot be multiplied \(3x5 and 4x2\)"),
    "two dtypes in a product": (lambda: torch.ones(2, 2) @ torch.ones(2, 2, dtype=torch.float64), RuntimeError,
                                "same dtype"),
    "bits of floats": (lambda: torch.ones(2) & torch.ones(2), RuntimeError, "not implemented for 'Float'"),
    "bools subtracted": (lambda: torch.tensor([True]) - torch.tensor([True]), RuntimeError,
                         "bool tensors? is not supported"),
    "the mean of integers": (lambda: torch.tensor([1, 2]).mean(), RuntimeError,
                             "must be either a floating point or complex"),
    "labels that are floats": (lambda: F.cross_entropy(torch.ones(2, 3), torch.ones(2)), RuntimeError, "Long"),
    "a label out of range": (lambda: F.cross_entropy(torch.ones(2, 3), torch.tensor([0, 3])), IndexError,
                             "Target 3 is out of bounds"),
    "a shape of another size": (lambda: torch.ones(6).reshape(4, 2), RuntimeError,
                                r"shape '\[4, 2\]' is invalid for input of size 6"),
    "a list for a tensor": (lambda: torch.add([1], torch.ones(1)), TypeError, "must be Tensor, not list"),
    "an index out of range": (lambda: torch.ones(3)[5], IndexError, "out of bounds for dimension 0 with size 3"),
    "too many indices": (lambda: torch.ones(3)[0, 0], IndexError, "too many indices for tensor of dimension 1"),
    "a dimension that is not there": (lambda: torch.ones(2, 3).sum(5), IndexError,
                                      r"expected to be in range of \[-2, 1\], but got 5"),
    "backward from many numbers": (lambda: graph()[1].backward(), RuntimeError,
                                   "grad can be implicitly created only for scalar outputs"),
    "backward without a graph": (lambda: torch.ones(1).backward(), RuntimeError,
                                 "does not require grad and does not have a grad_fn"),
    "backward a second time": (second_backward, RuntimeError, "Specify retain_graph=True"),
    "a saved tensor changed": (changed_in_place, RuntimeError, "modified by an inplace operation.*set_detect_anomaly"),
    "a leaf changed": (leaf_in_place, RuntimeError,
                       "a leaf Variable that requires grad is being used in an in-place operation"),
    "integers that learn": (lambda: torch.tensor([1], requires_grad=True), RuntimeError, "floating point"),
    "numpy of what learns": (lambda: graph()[0].numpy(), RuntimeError, r"Use tensor.detach\(\).numpy\(\) instead"),
    "truth of many": (lambda: bool(torch.ones(2)), RuntimeError, "ambiguous"),
    "item of many": (lambda: torch.ones(2).item(), RuntimeError, "2 elements cannot be converted to Scalar"),
    "a device that does not exist": (lambda: torch.ones(1, device="tpu"), RuntimeError, "Expected one of cpu"),
    "a ragged list": (lambda: torch.tensor([[1, 2], [3]]), ValueError, "expected sequence of"),
    "a parameter that is no tensor": (lambda: torch.optim.SGD([1.0], lr=0.1), TypeError, "can only optimize Tensors"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_says_what_is_wrong(name):
    call, kind, text = WRONG[name]
    with pytest.raises(kind, match=text):
        call()


@pytest.mark.oracle
@pytest.mark.parametrize("name", WRONG)
def test_is_pytorchs_class(name):
    reference = pytest.importorskip("torch")
    call, kind, _ = WRONG[name]
    here = {**globals(), "torch": reference, "F": reference.nn.functional}
    again = type(call)(call.__code__, here)
    for helper in (graph, second_backward, changed_in_place, leaf_in_place):
        here[helper.__name__] = type(helper)(helper.__code__, here)
    with pytest.raises(kind):
        again()


def test_nothing_of_a_failed_write_stays():
    x = torch.ones(2)
    with pytest.raises(RuntimeError, match="doesn't match the broadcast shape"):
        x.add_(torch.ones(3, 2))
    with pytest.raises(RuntimeError, match="can't be cast"):
        torch.tensor([1, 2]).add_(0.5)
    assert x.tolist() == [1.0, 1.0] and x._version == 0
