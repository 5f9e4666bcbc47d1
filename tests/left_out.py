"""Inputs that lines of calls leave out, each with the reason: PyTorch's own outcome is no rule there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import prod
from typing import Any

import numpy as np

HALF = ("float16", "bfloat16")


def made_of(value: Any) -> bool:
    """Whether this stands for a tensor."""
    return type(value) is tuple and len(value) == 3 and type(value[0]) is np.ndarray


def tensors_of(call: Any) -> Iterator[tuple[np.ndarray, str]]:
    """The values and the dtype of every tensor of a call, also of those in a list."""
    for _, value in call:
        for part in value if isinstance(value, list) else (value,):
            if made_of(part):
                yield part[0], part[1]


def drawn_as(call: Any) -> Iterator[tuple[np.ndarray, str]]:
    """The tensors of a call as they are made: an expanded one repeats its first row."""
    for _, value in call:
        if made_of(value):
            values, dtype, layout = value
            expanded = layout == "expanded" and values.ndim and values.size
            yield (np.broadcast_to(values[:1], values.shape) if expanded else values), dtype


def stretches(call: Any) -> Iterator[np.ndarray]:
    """The eigenvalues of the matrices that lower triangles stand for."""
    for values, _ in drawn_as(call):
        if values.ndim > 1 and values.size and values.shape[-1] == values.shape[-2]:
            lower = np.tril(values.astype("float64"))
            yield np.linalg.eigvalsh(lower + np.swapaxes(np.tril(lower, -1), -1, -2))


def parts_of(call: Any) -> list[Any]:
    """The arguments of a call, those in a list or a tuple one by one."""
    return [part for _, value in call for part in (value if isinstance(value, (list, tuple)) else (value,))]


def infinite(call: Any) -> bool:
    """Whether some tensor holds an infinity."""
    return any([bool(np.isinf(values).any()) for values, _ in tensors_of(call)])


def empty(call: Any) -> bool:
    """Whether some tensor holds nothing."""
    return any([values.size == 0 for values, _ in tensors_of(call)])


def half(call: Any) -> bool:
    """Whether some tensor is of a half dtype."""
    return any([dtype in HALF for _, dtype in tensors_of(call)])


def unbounded_complex(call: Any) -> bool:
    """Whether a complex tensor holds what is not finite."""
    return any([dtype == "complex64" and not np.isfinite(values).all() for values, dtype in tensors_of(call)])


def half_and_complex(call: Any) -> bool:
    """Whether a half tensor meets a complex one."""
    return half(call) and any([dtype == "complex64" for _, dtype in tensors_of(call)])


def half_and_imaginary(call: Any) -> bool:
    """Whether a half tensor meets a complex one, or a complex number."""
    return half(call) and (half_and_complex(call) or any([type(value) is complex for _, value in call]))


def grown(call: Any) -> bool:
    """Whether the size of the second argument is more than the first one has elements, or negative beside a 0."""
    size = call[1][1]
    numbers = [n for n in (size if isinstance(size, (list, tuple)) else (size,)) if isinstance(n, (int, np.integer))]
    return call[0][1][0].size < prod([abs(int(n)) for n in numbers]) or (0 in numbers and min(numbers) < 0)


def near_the_end(call: Any) -> bool:
    """Whether some integer is near the end of those of 64 bits."""
    return any([type(part) is int and abs(part) >= 2**61 for part in parts_of(call)])


def laid_out(*layouts: str) -> Callable[[Any], bool]:
    """Whether some tensor lies in memory in one of these ways."""

    def test(call: Any) -> bool:
        return any([value[2] in layouts for _, value in call if made_of(value)])

    return test


def singular(call: Any) -> bool:
    """Whether some matrix has not all of its rank, within the precision of float32."""
    return any([
        values.ndim > 1 and values.size
        and bool((np.linalg.matrix_rank(values.astype("float64"), tol=1e-4) < min(values.shape[-2:])).any())
        for values, _ in drawn_as(call)
    ])  # fmt: skip


def indefinite(call: Any) -> bool:
    """Whether the matrices that lower triangles stand for are near to not being positive definite."""
    return any([bool((np.abs(found) < 1e-3).any()) for found in stretches(call)])


def not_definite(call: Any) -> bool:
    """Whether a lower triangle may stand for a matrix that is not positive definite."""
    return any([bool((found < 1e-3).any()) for found in stretches(call)])


def undefined(call: Any) -> bool:
    """Whether some tensor holds NaN."""
    return any([bool(np.isnan(values).any()) for values, _ in tensors_of(call)])


def disordered(call: Any) -> bool:
    """Whether some tensor is not in order along its last dimension."""
    return any([
        values.ndim and values.size and not bool((np.sort(values, -1) == values).all()) for values, _ in drawn_as(call)
    ])  # fmt: skip


def disordered_edges(call: Any) -> bool:
    """Whether the second tensor is not in order."""
    return disordered(call[1:2])


def at_a_pole(call: Any) -> bool:
    """Whether some tensor holds an integer that is not positive, or an infinity."""
    return any([bool(((values <= 0) & (values == np.floor(values)) | np.isinf(values)).any())
                for values, _ in tensors_of(call)])  # fmt: skip


def outside(call: Any) -> bool:
    """Whether the index names what the first tensor does not have."""
    (values, _), (index, _), *_ = [*tensors_of(call), (np.zeros(1), ""), (np.zeros(1), "")]
    return bool(index.size and values.size) and index.max() >= min(values.shape, default=1)


def repeated(call: Any) -> bool:
    """Whether a value is twice in some tensor."""
    return any([len(np.unique(values)) < values.size for values, _ in tensors_of(call)])


def many(call: Any) -> bool:
    """Whether some number is of billions."""
    return any([isinstance(value, int) and value >= 2**31 - 1 for _, value in call])


def no_number(call: Any) -> bool:
    """Whether some number is NaN."""
    return any([isinstance(value, float) and value != value for _, value in call])


def wider_out(call: Any) -> bool:
    """Whether `out` is of float64, and what it is computed of is not."""
    kinds = [dtype for _, dtype in tensors_of(call)]
    return kinds[-1] == "float64" != kinds[0]


def no_dimensions(call: Any) -> bool:
    """Whether a reduction is over an empty list of dimensions."""
    return any([value in ([], ()) for _, value in call if type(value) in (list, tuple)])


def negative(call: Any) -> bool:
    """Whether some size is negative."""
    return any([isinstance(part, (int, np.integer)) and part < 0 for part in parts_of(call)])


def complex_out(call: Any) -> bool:
    """Whether `out` is complex."""
    return [dtype for _, dtype in tensors_of(call)][-1:] == ["complex64"]


def counting_out(call: Any) -> bool:
    """Whether `out` is of integers or a mask."""
    return [dtype == "bool" or "int" in dtype for _, dtype in tensors_of(call)][-1:] == [True]


def endless(call: Any) -> bool:
    """Whether a count, the first argument, is infinite or NaN."""
    return not all([bool(np.isfinite(values).all()) for values, _ in tensors_of(call[:1])])


def negative_size(call: Any) -> bool:
    """Whether some size in a list is negative."""
    return negative([(name, value) for name, value in call if isinstance(value, (list, tuple))])


def infinite_number(call: Any) -> bool:
    """Whether some number is infinite."""
    return any([type(value) is float and value in (float("inf"), -float("inf")) for _, value in call])


def true(call: Any) -> bool:
    """Whether an argument is True."""
    return any([value is True for _, value in call])


def another_out(call: Any) -> bool:
    """Whether `out` is of another dtype than the first tensor, or the index of none of PyTorch's."""
    kinds = [dtype for _, dtype in tensors_of(call)]
    return kinds[-1] != kinds[0] or kinds[-2] not in ("int64", "int32")


def few_steps(call: Any) -> bool:
    """Whether the third argument is 0 or 1."""
    return len(call) > 2 and isinstance(call[2][1], (int, np.integer)) and call[2][1] in (0, 1)


def said_none(call: Any) -> bool:
    """Whether an argument is said to be None."""
    return any([value is None for _, value in call])


def infinite_complex(call: Any) -> bool:
    """Whether an infinite number is for a complex tensor."""
    return imaginary(call) and any([type(value) is float and not np.isfinite(value) for _, value in call])


def imaginary(call: Any) -> bool:
    """Whether some tensor is complex."""
    return any([dtype == "complex64" for _, dtype in tensors_of(call)])


def complex_zero(call: Any) -> bool:
    """Whether there is a 0 where some tensor is complex."""
    return imaginary(call) and any([bool((values == 0).any()) for values, _ in tensors_of(call)])


def of_elements(call: Any) -> bool:
    """Whether the tensor that is to be like the first one has elements."""
    return not empty(call)


def negative_beside_nothing(call: Any) -> bool:
    """Whether a list of sizes has a negative one and a 0."""
    sizes = [value for _, value in call if isinstance(value, (list, tuple)) and not made_of(value)]
    return any([0 in [n for n in size if isinstance(n, int)] and negative([("", size)]) for size in sizes])


def of_a_size(call: Any) -> bool:
    """Whether no size is 0, of those in the first argument that is no tensor."""
    size = next(value for _, value in call if not made_of(value))
    return 0 not in [part for part in (size if isinstance(size, (list, tuple)) else (size,)) if isinstance(part, int)]


def to_a_device(call: Any) -> bool:
    """Whether an argument is the number of a device."""
    return any([type(value) is int for _, value in call])


def half_matrix(call: Any) -> bool:
    """Whether some tensor holds half matrices of more than one element."""
    return any([dtype in HALF and values.shape[-1:] > (1,) for values, dtype in tensors_of(call)])


def two_widths(call: Any) -> bool:
    """Whether a float64 tensor meets one of less precision, so that the result looks more precise than it is."""
    kinds = {dtype for _, dtype in tensors_of(call)}
    return "float64" in kinds and len(kinds) > 1


def of_two_or_more(call: Any) -> bool:
    """Whether some matrix has more than one row."""
    return any([values.ndim > 1 and values.size > 0 and values.shape[-1] > 1 for values, _ in tensors_of(call)])


def another_bias(call: Any) -> bool:
    """Whether the third tensor, where there is one, is of another dtype than the first."""
    kinds = [dtype for _, dtype in tensors_of(call)]
    return kinds[2:3] not in ([], kinds[:1])


def either(*tests: Callable[[Any], bool]) -> Callable[[Any], bool]:
    """Whether one of these is true."""
    return lambda call: any([test(call) for test in tests])


_INFINITE = (unbounded_complex, "C++ and NumPy compute with complex infinities differently, and by vector width")
_RUNNING = (
    either(infinite, unbounded_complex), "PyTorch's running mean is infinite or NaN by where in the sum infinity comes",
)
_NOTHING = (empty, "PyTorch does not look at the dtype of a matrix without elements")
_NO_HALF = (half, "NumPy has no complex numbers of half precision")
_SUM = (either(unbounded_complex, half_and_imaginary), f"{_INFINITE[1]}; {_NO_HALF[1]}")
_NOT_LAID = laid_out("transposed", "sliced", "expanded")
_FAILED = (either(singular, indefinite), "rounding decides what LAPACK leaves of a singular matrix")
_MKL = (empty, "MKL refuses some transforms of nothing, as those along other dimensions")
_NO_ROOM = (no_dimensions, "PyTorch stores the result where it has no room for it")
_NEGATIVE = (negative, "with out= PyTorch makes a tensor of a negative size")
_FILLED = (either(negative, _NOT_LAID), f"{_NEGATIVE[1]}, and fills some that overlap")
_OTHER = (either(another_out, empty), "of a wrong index and a wrong out= either may be told")
_OVERLAP = (either(_NOT_LAID, near_the_end), "PyTorch's reductions look at no overlap, and at numbers first")
_SINGLE = (wider_out, "what both compute in float32 would be compared with the precision of float64")
_COUNT = (near_the_end, "PyTorch's count of the elements overflows")
_LESS = (negative_beside_nothing, "PyTorch makes a tensor of a negative size")
_PIECES = (near_the_end, "the size of PyTorch's pieces overflows")
_SHARED = (laid_out("expanded"), "PyTorch permutes the elements of the copy, which share their memory too")
_VIEWED = (_NOT_LAID, "PyTorch views what cannot be viewed")

LEFT_OUT: dict[str, tuple[Callable[[Any], bool], str]] = {
    "nn.functional.gelu": (infinite, "inf is NaN where PyTorch's kernel is MKL's, which layout and dtype decide"),
    "nn.functional.cross_entropy": (half, "on the last dimension PyTorch rounds the sum of log_softmax to half"),
    "nn.functional.scaled_dot_product_attention": (empty, "PyTorch's kernel for no query looks at no other size"),
    "nn.functional.pairwise_distance": (half_and_complex, "NumPy has no complex numbers of half precision"),
    "nn.functional.poisson_nll_loss": (either(half_and_complex, two_widths), f"{_NO_HALF[1]}; exp(float32) is rounded"),
    "nn.functional.triplet_margin_loss": (two_widths, "the distances are rounded in the lower precision"),
    "nn.functional.multilabel_soft_margin_loss": (half_and_complex, _NO_HALF[1]),
    "nn.functional.unfold": (near_the_end, "PyTorch's sizes overflow"),
    "nn.functional.one_hot": (near_the_end, "NumPy has no shape whose sizes overflow beside a 0"),
    "nn.functional.soft_margin_loss": (unbounded_complex, "C++ and NumPy multiply complex infinities differently"),
    "std_mean": _RUNNING, "var_mean": _RUNNING,
    "addr": _INFINITE, "diff": _INFINITE, "cumprod": _INFINITE, "complex": _NO_HALF, "view_as_complex": _NO_HALF,
    "divide": (half_and_imaginary, _NO_HALF[1]), "result_type": (half_and_imaginary, _NO_HALF[1]), "rsub": _SUM,
    "div": (half_and_imaginary, _NO_HALF[1]), "true_divide": (half_and_imaginary, _NO_HALF[1]),
    "median": _SHARED, "nanmedian": _SHARED,
    "kthvalue": (either(laid_out("expanded"), repeated), "which of equal elements it is, PyTorch's algorithm decides"),
    "expand": _LESS, "broadcast_to": _LESS, "nonzero_static": (near_the_end, "NumPy has no shape of such a size"),
    "diag_embed": (near_the_end, "PyTorch's sizes overflow"),
    "dist": (near_the_end, "a power of the order overflows"),
    "chunk": _PIECES, "unsafe_chunk": _PIECES,
    "repeat_interleave": (near_the_end, "PyTorch's strides overflow"),
    "Tensor.mvlgamma_": (many, "PyTorch makes so many terms"),
    "mode": (undefined, "PyTorch sorts with a comparison that NaN does not order"),
    "isin": _VIEWED, "kron": _VIEWED,
    "take_along_dim": (outside, "PyTorch looks at no index that the memory has room for"),
    "searchsorted": (disordered, "what is not in order"),
    "tensor_split": (many, "PyTorch makes so many pieces"), "mvlgamma": (many, "PyTorch makes so many terms"),
    "norm": (either(no_number, near_the_end), "the order is NaN, or its power overflows"),
    "bucketize": (disordered, "what is not in order"), "histogram": (disordered_edges, "what is not in order"),
    "polygamma": (either(at_a_pole, near_the_end), "the rounding of sin(pi x) decides; PyTorch counts in 32 bits"),
    "eye n out=o": (laid_out("expanded"), "PyTorch writes the ones over the zeros, where they lie at one place"),
    "Tensor.add_": _SUM, "Tensor.sub_": _SUM,
    "Tensor.sub_ X x alpha=k": (near_the_end, "PyTorch's negated alpha overflows"),
    "Tensor.put_": (laid_out("expanded"), "PyTorch tells another fault first"),
    "Tensor.scatter_add_": (laid_out("expanded"), "PyTorch tells another fault first"),
    "randint n z out=o": _NEGATIVE,
    "eye": (near_the_end, "NumPy has no shape whose sizes overflow beside a 0"),
    "arange": (near_the_end, "PyTorch's count overflows"),
    "Tensor.resize_": (either(grown, laid_out("expanded")), "new elements are what the memory held"),
    "Tensor.index_put_": (laid_out("expanded"), "PyTorch tells another fault first"),
    "det": _NOTHING, "matrix_power": _NOTHING,
    "cholesky": (either(empty, indefinite), "rounding decides whether a singular matrix is positive definite"),
    "linalg.cholesky": _FAILED, "linalg.cholesky_ex": (not_definite, _FAILED[1]), "linalg.qr": _FAILED,
    "linalg.inv_ex": _FAILED, "linalg.cond": _FAILED,
    "linalg.ldl_factor": _FAILED, "linalg.pinv": _FAILED,
    "linalg.matrix_rank": (either(singular, said_none), "rounding decides; there is no overload where tol is None"),
    "sum x D out=o": _OVERLAP, "amax x D out=o": _OVERLAP, "all x D out=o": _OVERLAP,
    "fft.fft": _MKL, "fft.ifft": _MKL, "fft.rfft": _MKL, "fft.irfft": _MKL, "fft.hfft": _MKL, "fft.fft2": _MKL,
    "fft.fftn": _MKL, "special.logsumexp": _NO_ROOM, "logsumexp": _NO_ROOM,
    "logsumexp x D out=o": (either(no_dimensions, empty, _NOT_LAID), _NO_ROOM[1]),
    "zeros z out=o": _FILLED, "full z k out=o": _FILLED, "rand z out=o": _NEGATIVE, "randn z out=o": _NEGATIVE,
    "normal k k z out=o": (either(negative_size, infinite_number), _NEGATIVE[1] + ", and multiplies 0 and infinity"),
    "nanmean x D out=o": (
        either(_NOT_LAID, near_the_end, complex_out), "PyTorch looks at no overlap, and sums in the dtype of out",
    ),
    "binomial": (endless, "PyTorch's loop ends after as many trials, which never come"),
    "nansum x D out=o": (
        either(_OVERLAP[0], counting_out),
        f"{_OVERLAP[1]}; an integer dtype is one for PyTorch as dtype=, and not as that of out=",
    ),
    "roll": (near_the_end, "PyTorch reads its greatest sizes as unknown ones"),
    "tril_indices": _COUNT, "triu_indices": _COUNT,
    "exp x out=o": _SINGLE, "sin x out=o": _SINGLE,
    "prod x d out=o": (either(said_none, _NOT_LAID), "with out= PyTorch has no product over all dimensions"),
    "std x D out=o": (
        either(true, half), "std(x, True) has no out=; over everything PyTorch has no kernel from half to another out=",
    ),
    "index_select x d i out=o": _OTHER, "take x i out=o": _OTHER, "gather x d i out=o": _OTHER,
    "mean x D out=o": (imaginary, "PyTorch stores the real part of a complex mean"),
    "linspace k k n out=o": (
        either(few_steps, _NOT_LAID, complex_out),
        "PyTorch fills an out of one element that it would refuse, and multiplies complex infinities differently",
    ),
    "pow": (half_and_imaginary, _NO_HALF[1]), "Tensor.pow_": (half_and_imaginary, _NO_HALF[1]),
    "addcmul": (half_and_complex, _NO_HALF[1]), "addcdiv": (half_and_complex, _NO_HALF[1]),
    "add": _SUM, "sub": _SUM, "subtract": _SUM, "mul": _SUM, "where": (half_and_imaginary, _NO_HALF[1]),
    "float_power": (
        either(complex_zero, unbounded_complex),
        f"0 to a complex 0 is NaN, or 1, by the C++ library; {_INFINITE[1]}",
    ),
    "empty_like": (of_elements, "the elements are what the memory held"),
    "Tensor.polygamma_": (either(at_a_pole, near_the_end), "as of polygamma"),
    "Tensor.new_empty": (of_a_size, "the elements are what the memory held"),
    "empty_strided": (of_a_size, "the elements are what the memory held"),
    "Tensor.to": (to_a_device, "the number of a device, which the machine has or has not"),
    "Tensor.stride": (empty, "NumPy's strides of what has no elements, which PyTorch takes from its arrays, are 0"),
    "special.multigammaln": (many, "PyTorch makes so many terms"),
    "Tensor.normal_": (infinite_complex, "C++ and NumPy multiply complex infinities differently"),
    "matrix_exp": (half_matrix, "PyTorch's series in half precision comes to nothing but inf and NaN"),
    "linalg.inv": _FAILED, "inverse": _FAILED, "linalg.solve": _FAILED, "linalg.tensorsolve": _FAILED,
    "linalg.tensorinv": _FAILED, "linalg.matmul": _NOTHING,
    "linalg.eigvals": (of_two_or_more, "which eigenvalue is first the library decides"),
    "logdet": _FAILED, "slogdet": _FAILED, "linalg.slogdet": _FAILED,
    "nn.functional.linear": (another_bias, "where layout keeps it from one kernel PyTorch adds a bias of any dtype"),
    "nn.functional.multilabel_margin_loss": (empty, "PyTorch gives what the memory held for the loss of no samples"),
    "pinverse": (singular, "the cut-off of PyTorch's is below the precision: rounding decides"),
}  # fmt: skip


def left_out(name: str, call: Any) -> bool:
    """Whether a call is one of those."""
    return name in LEFT_OUT and LEFT_OUT[name][0](call)
