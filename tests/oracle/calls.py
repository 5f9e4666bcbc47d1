"""Random calls of public functions, methods and `nn.functional`: what comes of them is what comes of them in PyTorch.

A call is drawn from a name and PyTorch's schemas of it: tensors of any dtype, shape and layout, numbers, dimensions in
and out of range, sizes, flags, and now and then a wrong type. The result must have PyTorch's structure, dtypes, shapes
and values, or both must refuse; a warning of NumPy's counts as an error. A command, not a
test: it prints what differs without a reason in `NAMED`; `test_calls.py` has a fixed set of calls that must not.

    PYTHONPATH=.:tests:tests/oracle python -X faulthandler tests/oracle/calls.py 20000 [SEED] [NAME...]
"""

from __future__ import annotations

import contextlib
import math
import random
import re
import sys
import warnings

import torch
from database.compare import Outcome, compare
from database.sides import seeded
from database.translate import ours

import nbtorch

DTYPES = ("float32", "float32", "float32", "float64", "int64", "int64", "bool", "int32", "uint8", "int8", "int16",
          "float16", "bfloat16", "complex64", "complex128")  # fmt: skip
SHAPES = ((), (1,), (3,), (2, 3), (3, 3), (3, 1), (1, 3), (0,), (0, 3), (2, 0), (2, 3, 4), (1, 1, 3), (2, 1, 3, 2))
SPECIAL = (math.nan, math.inf, -math.inf, 0.0, -0.0)

# The public names that are left out, and why.
# they change the process, need a file, or have nothing to compare
SIDE_EFFECTS = """
set_ seed manual_seed set_num_threads set_num_interop_threads set_default_dtype set_default_device save load
set_default_tensor_type set_printoptions set_rng_state set_flush_denormal set_warn_always get_rng_state from_file
use_deterministic_algorithms set_deterministic_debug_mode set_float32_matmul_precision backward register_hook
set_grad_enabled set_anomaly_enabled storage untyped_storage data_ptr initial_seed inference_mode no_grad
enable_grad share_memory_ is_shared pin_memory cuda vmap compile log_ numpy dlpack from_dlpack to_dlpack
storage_type fork wait thread_safe_generator init_num_threads unsafe_chunk has_names grad_fn retain_grad detach_
requires_grad_ get_num_threads get_num_interop_threads set_autocast_cpu_dtype set_autocast_cpu_enabled
set_autocast_gpu_dtype set_autocast_cache_enabled set_autocast_dtype set_autocast_enabled
"""
# what they return is whatever lay there
MEMORY_NOT_SET = """
empty empty_like empty_strided empty_permuted new_empty new_empty_strided resize_ resize_as_ Tensor
"""
# PyTorch's choice among equal elements, or its sign or phase, is its own business
ONE_OF_SEVERAL = """
sort argsort topk msort kthvalue median nanmedian mode svd linalg_svd qr eig linalg_eigh linalg_eig geqrf
svd_lowrank pca_lowrank lobpcg symeig ormqr orgqr lu lu_solve triangular_solve
"""


# What differs and stays so: a pattern of `place.name(arguments): difference`, and why.
NAMED = {
    r"MKL FFT error|logsumexp\(.*\[\].*output with shape|INTERNAL ASSERT|invalid slice|sym_strides\(\) called|"
    r"view size is not compatible":
        "PyTorch's own fault: a library, an assertion or a view of its inside fails where there is an answer",
    r"^[\w.]+\(.*\[(\d+, )*0(, \d+)*\].*: we raise (RuntimeError|NotImplementedError|IndexError|ValueError|TypeError)":
        "PyTorch looks at nothing of an input without elements; wrong dtypes and dimensions are refused here",
    r"must be int, not (bool|Tensor)|must be bool, not|must be Number, not|must be float, not|must be tuple of ints|"
    r"type must be tuple of ints|invalid combination of arguments|must be tuple of Tensors|must be torch.dtype|"
    r"dtype must be a type|must be Tensor, not (int|float|bool|complex|tuple|list|dtype|torch.dtype|str|NoneType); we|"
    r"expected Tensor as element 0 in argument \d, but got (list|NoneType)":
        "an argument of another type that can be read as the one wanted: 0-dim tensors, a flag for a number, a list",
    r"\(1\+2j\).*: (PyTorch raises|we raise (TypeError|ComplexWarning))|alpha must not be a complex":
        "a complex number where a real one is wanted is computed with, not refused",
    r"Boolean alpha only|, True\): PyTorch raises RuntimeError: Subtraction, the|argument alpha must not be a floating":
        "alpha is a number, whatever its type",
    r"dtype torch.float32 instead of torch.u?int\d+|hinge_embedding_loss.*without overflow":
        "losses and dropout of integers are computed as float32",
    r"DefaultCPUAllocator|MemoryError|TimeoutError": "memory and time are not tested",
    r"(cauchy_|normal_|addcdiv_?|pinverse|float_power|pow_?|gumbel_softmax|polygamma_?|chebyshev\w+)\(.* instead of":
        "infinities, and numbers beyond the largest one, on the way",
    r"float16\[.*instead of -?(inf|nan)": "PyTorch overflows where it computes in half precision",
    r"^(torch|Tensor)\.(new|is_set_to|dim_order)\(": "what lies in memory, and where, is not compared",
    r"not compiled with CUDA": "an index of a GPU",
    r"more than one element of the written-to tensor": "memory that is shared within a tensor is never written",
    r"got an unexpected keyword argument '(implicit|input_scale)'": "arguments that PyTorch keeps for itself",
    r"unique_consecutive\(.*, True": "PyTorch takes the second argument for the third",
    r"^torch\.\w+_window\([01],.*complex": "windows of one element or none are made before their dtype is looked at",
    r"should be convertible without narrowing|dtype should be (real|complex) for|dtype should be floating point or|"
    r"vector_norm: Expected a floating point or complex":
        "a norm in another dtype is taken after the cast",
    r"\.(nansum|cumprod|logsumexp)\(.*: PyTorch raises (NotImplementedError|RuntimeError)":
        "what the cast to `dtype` leaves is summed; a dimension may come twice",
    r"softmax\(.*takes 2 positional": "`dtype` comes by its name",
    r"\.pow_?\(u?int.*without overflow": "an exponent beyond the dtype wraps around",
    r"nan\): PyTorch raises RuntimeError: .*(nan|non-negative)": "NaN where a size is wanted",
    r"split\('|split\(\(": "torch.split cuts a string",
    r"^special\.round\(u?int": "integers are round, by this name too",
    r"ComplexHalf|^torch\.(complex|polar)\(float16": "there is no complex32 in NumPy",
    r"^\w+\.(geqrf|ormqr|orgqr|householder_product)\(.*: PyTorch raises": "integers and half precision become float32",
}
UNCOMPARED = {*MEMORY_NOT_SET.split(), *ONE_OF_SEVERAL.split()}


def names():
    """Every public function and method of both frameworks, by place.

    What nbtorch does not have on purpose (sparse and quantised tensors, `map_`) is in `nbtorch/_absent.py`, with what
    to use instead.
    """
    found = []
    for place in ("", "Tensor", "nn.functional", "linalg", "special", "fft"):
        mine, yours = (_inside(f, place) for f in (nbtorch, torch))
        for name in sorted(vars(mine) if place != "Tensor" else dir(mine)):
            public = name[0].islower() and not name.startswith("_") and name not in SIDE_EFFECTS.split()
            here = hasattr(mine, name)  # not so for a name that has an absence's words in place of a value
            if here and public and callable(getattr(yours, name, None)) and not isinstance(getattr(yours, name), type):
                found.append((place, name))
    return found


def _inside(framework, place):
    for part in filter(None, place.split(".")):
        framework = getattr(framework, part)
    return framework


NAMES = names()


class Draw:
    """Arguments out of one stream of random numbers; tensors are PyTorch's, ours are made of them."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.shape = self.random.choice(SHAPES)
        self.dtype = self.random.choice(DTYPES)

    def tensor(self, like=True):
        pick = self.random
        shape = self.shape if like and pick.random() < 0.6 else pick.choice(SHAPES)
        dtype = getattr(torch, self.dtype if pick.random() < 0.8 else pick.choice(DTYPES))
        count = math.prod(shape)
        drawn = [float(pick.choice((pick.uniform(-2, 2), pick.randint(-3, 4)))) for _ in range(count)]
        values = torch.tensor(drawn, dtype=torch.float64)
        if count and pick.random() < 0.2:
            values[pick.randrange(count)] = pick.choice(SPECIAL)
        if dtype == torch.uint8 or not (dtype.is_floating_point or dtype.is_complex):
            values = values.nan_to_num(1.0, 3.0, -2.0)
            values = values.abs() if dtype == torch.uint8 else values
        made = values.to(dtype).reshape(shape)
        return self.laid(made)

    def laid(self, made):
        way = self.random.random()
        if made.ndim > 1 and way < 0.15:
            return made.transpose(0, -1).contiguous().transpose(0, -1)
        if made.ndim and way < 0.25 and made.numel():
            return torch.cat([made, made], -1)[..., ::2][..., : made.shape[-1]]
        if made.ndim and way < 0.32 and made.shape[0]:
            return made[:1].expand(made.shape)
        return made

    def value(self):
        """Anything at all; mostly what a function of tensors takes."""
        pick, chance = self.random, self.random.random()
        if chance < 0.42:
            return self.tensor()
        if chance < 0.62:
            return pick.choice((0, 1, -1, 2, 1, 0, -2, 3, 5, -7, 4))
        if chance < 0.70:
            return pick.choice((0.5, 2.0, -1.5, 0.0, 1.0, math.inf, math.nan))
        if chance < 0.76:
            return pick.choice((True, False))
        if chance < 0.84:
            return pick.choice(((0,), (1, 0), (-1,), (2, 3), (0, 1), (), [1], [0, 1], (1, 1), (3, 2), (-1, 2), (0, -2)))
        if chance < 0.88:
            return None
        if chance < 0.92:
            return [self.tensor() for _ in range(pick.randint(1, 3))]
        if chance < 0.94:
            return pick.choice((1 + 2j, "mean", "sum", "none", "floor", "add", "xyz", "fro"))
        if chance < 0.96:
            return pick.choice((torch.float64, torch.int64, torch.bool, torch.float16, torch.complex64))
        return pick.choice((10**12, -(10**12), 2**63, -5, 100))

    def fitting(self, kind):
        """A value of one of the types of PyTorch's schemas, or now and then anything."""
        pick = self.random
        if pick.random() < 0.06:
            return self.value()
        optional = kind.startswith("Optional[")
        kind = kind.removeprefix("Optional[").removesuffix("]") if optional else kind
        if optional and pick.random() < 0.4:
            return None
        if kind == "Tensor":
            return self.tensor()
        if kind.startswith("List["):
            count = pick.choice((0, 1, 1, 2, 2, 2, 3))
            return [self.fitting(kind[5:-1]) for _ in range(count)]
        if kind == "number":
            return pick.choice((0, 1, 2, -1, 0.5, -1.5, 2.0, True, 3, 1 + 2j))
        if kind in VALUES:
            return pick.choice(VALUES[kind])
        return None


VALUES = {
    "int": (0, 1, -1, 2, 1, 0, -2, 3, 5, -7, 4, 1, 2, 10**12, -(2**62)),
    "float": (0.5, 2.0, -1.5, 0.0, 1.0, 1, 3.0, math.inf, math.nan),
    "bool": (True, False),
    "str": ("mean", "sum", "none", "floor", "trunc", "prod", "amax", "reflect", "ij", "xyz"),
}


def schemas(place, name):
    """The argument lists of the overloads that PyTorch declares, as (name, type, keyword only, has a default)."""
    prefix = {"linalg": "linalg_", "special": "special_", "fft": "fft_"}.get(place, "")
    try:
        found = torch._C._jit_get_schemas_for_operator(f"aten::{prefix}{name}")
    except RuntimeError:
        return []
    return [
        [(a.name, str(a.type), a.kwarg_only, a.has_default_value()) for a in schema.arguments]
        for schema in found if not schema.overload_name.endswith("out") and "Dimname" not in str(schema)
    ]  # fmt: skip


def call(place, name, seed):
    """One random call: its arguments and keywords, most often as one of the schemas has them."""
    draw = Draw(seed)
    known = schemas(place, name)
    if not known:
        first = [draw.tensor()] if place == "Tensor" or draw.random.random() < 0.85 else []
        return [*first, *[draw.value() for _ in range(draw.random.choice((0, 0, 1, 1, 1, 2)))]], {}
    arguments, keywords, left_out = [], {}, False
    for argument, kind, only, default in draw.random.choice(known):
        left_out = left_out or (default and draw.random.random() < 0.5)
        if argument in NOT_DRAWN or (default and (left_out and draw.random.random() < 0.7)):
            left_out = True
        elif only or left_out:
            keywords[argument] = draw.fitting(kind)
        else:
            arguments.append(draw.fitting(kind))
    if place == "Tensor" and not (arguments and isinstance(arguments[0], torch.Tensor)):
        arguments = [draw.tensor(), *arguments[1:]]
        keywords.pop("self", None)
    if "dtype" in keywords:
        keywords["dtype"] = getattr(torch, draw.random.choice(DTYPES))
    return arguments, keywords


NOT_DRAWN = ("layout", "device", "pin_memory", "memory_format", "generator", "non_blocking", "names", "out")


def allocates(arguments, name):
    """Whether a huge number is among the arguments of what makes tensors of any size: memory is not tested here."""
    huge = any([isinstance(a, int) and abs(a) > 1000 for a in arguments])
    return huge and name in BY_SIZE.split()


# what makes tensors of any size: huge numbers are kept from it
BY_SIZE = """
zeros ones full rand randn randint randperm arange range linspace logspace eye tril_indices triu_indices repeat
new_zeros new_ones new_full expand tile repeat_interleave bincount histc one_hot pad bartlett_window hann_window
hamming_window blackman_window kaiser_window combinations vander unfold fold matrix_power fft ifft rfft irfft hfft
ihfft histogram histogramdd multinomial diag_embed cartesian_prod interpolate upsample diag constant_pad_nd diagflat
adaptive_avg_pool1d adaptive_avg_pool2d adaptive_avg_pool3d adaptive_max_pool1d adaptive_max_pool2d fftfreq rfftfreq
adaptive_max_pool3d broadcast_to nonzero_static randint_like resize_ empty empty_strided polygamma special_polygamma
matrix_exp chain_matmul scatter_add tensor_split chunk split unflatten block_diag upsample_nearest upsample_bilinear
fftn ifftn rfftn irfftn hfftn ihfftn fft2 ifft2 rfft2 irfft2 hfft2 ihfft2 stft istft embedding_bag affine_grid
lp_pool1d lp_pool2d lp_pool3d avg_pool1d avg_pool2d avg_pool3d max_pool1d max_pool2d max_pool3d random_ mvlgamma
multigammaln gradient diff logit conv1d conv2d conv3d conv_transpose1d conv_transpose2d conv_transpose3d rot90
pixel_shuffle pixel_unshuffle max_unpool1d max_unpool2d max_unpool3d unsafe_split as_strided empty_permuted
"""


def difference(place, name, seed):
    """How a call differs from PyTorch's, with the call; None where it does not."""
    arguments, keywords = call(place, name, seed)
    if allocates([*arguments, *keywords.values()], name):
        return None
    functions = [getattr(_inside(f, place), name) for f in (nbtorch, torch)]
    mine_arguments = ours(arguments), ours(keywords)
    text = described(place, name, arguments, keywords)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yours = Outcome(seeded(torch, functions[1]), *arguments, **keywords)
        mine = Outcome(loud(functions[0]), *mine_arguments[0], **mine_arguments[1])
        found = None if refused(mine, yours) else mine.differs(yours)
        if found is None and yours.error is None:
            exact = name.rstrip("_") not in UNCOMPARED
            found = compare(mine.result, yours.result, name if exact else "empty", scale=5)
            if found is None and name.endswith("_") and place == "Tensor" and exact:
                found = compare(mine_arguments[0][0], arguments[0], name, scale=5)
    return found and f"{text}: {found}"


def named(found):
    """Why this difference stays."""
    return next((reason for pattern, reason in NAMED.items() if re.search(pattern, found)), None)


def refused(mine, yours):
    """Whether both refuse. A call like these has several faults, and which of them is told first is not compared; but
    ours must be told in words for the user, not by what went wrong inside."""
    if mine.error is None or yours.error is None:
        return False
    ordinary = isinstance(mine.error, (TypeError, ValueError, RuntimeError, IndexError, AssertionError))
    return ordinary and not isinstance(mine.error, UnicodeError) and not INSIDE.search(str(mine.error))


INSIDE = re.compile(
    "object is not|object has no|C int|C long|to unpack|unhashable|truth value of an array|list index|tuple index|"
    "NoneType' object|not supported between|slice indices|ndarray|numpy|broadcast together|ufunc|cannot be interpreted"
)


def loud(function):
    """Ours on a fresh stream, with every warning that is not our own filter's an error."""

    def run(*args, **kwargs):
        nbtorch.manual_seed(1234)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for category in (RuntimeWarning, DeprecationWarning, FutureWarning, *NUMPY_WARNINGS):
                warnings.filterwarnings("error", category=category)
            warnings.filterwarnings("ignore", message=r"torch\.", category=DeprecationWarning)  # PyTorch's own
            warnings.filterwarnings("ignore", category=RuntimeWarning, module=r"nbtorch\.")
            return function(*args, **kwargs)

    return run


def _numpy_warnings():
    import numpy

    return (numpy.exceptions.ComplexWarning, numpy.exceptions.VisibleDeprecationWarning)


NUMPY_WARNINGS = _numpy_warnings()


def described(place, name, arguments, keywords):
    def word(value):
        if isinstance(value, torch.Tensor):
            return f"{str(value.dtype)[6:]}{list(value.shape)}" + ("" if value.is_contiguous() else "'")
        return [word(item) for item in value] if isinstance(value, list) else repr(value)

    words = [*map(str, map(word, arguments)), *[f"{k}={word(v)}" for k, v in keywords.items()]]
    return f"{place or 'torch'}.{name}({', '.join(words)})"


@contextlib.contextmanager
def bounded(seconds):
    """A call that takes longer is broken off, and one that wants more memory than there is may not have it."""
    import resource
    import signal

    def late(*_):
        raise TimeoutError(f"{seconds} seconds")

    torch.broadcast_shapes((1,), (1,))  # what PyTorch imports on the way must not be broken off half-way
    torch.optim.SGD([torch.zeros(1, requires_grad=True)], 0.1)
    threads, limits = torch.get_num_threads(), resource.getrlimit(resource.RLIMIT_AS)
    handler = signal.signal(signal.SIGALRM, late)
    torch.set_num_threads(1)
    resource.setrlimit(resource.RLIMIT_AS, (6 << 30, limits[1]))

    def limited(place, name, seed):
        signal.setitimer(signal.ITIMER_REAL, seconds)
        try:
            return difference(place, name, seed)
        except (TimeoutError, MemoryError) as error:
            return f"{place}.{name} {seed}: {type(error).__name__}"
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)

    try:
        yield limited
    finally:
        signal.signal(signal.SIGALRM, handler)
        resource.setrlimit(resource.RLIMIT_AS, limits)
        torch.set_num_threads(threads)


def main(count, seed=0, only=()):
    """A long run: what differs, the kinds of difference counted, each name's share in front."""
    from collections import Counter

    chosen = random.Random(seed)
    places = [where for where in NAMES if (not only or where[1] in only)]
    totals, shown, reasons = Counter(), Counter(), Counter()
    with bounded(10) as limited:
        for _ in range(count):
            where, number = chosen.choice(places), chosen.randrange(10**9)
            found = limited(*where, number)
            totals["calls"] += 1
            if found and named(found):
                reasons[named(found)] += 1
            elif found:
                totals[where] += 1
                totals["differ"] += 1
                shown[where] += 1
                if shown[where] <= 6:
                    print(found[:330].replace("\n", " "), flush=True)
    print(totals.pop("calls"), "calls,", totals.pop("differ", 0), "differ", totals.most_common(60))
    for reason, times in reasons.most_common():
        print(f"{times:5} named: {reason}")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0, sys.argv[3:])
