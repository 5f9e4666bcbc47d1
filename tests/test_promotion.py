"""Every pair of dtypes, in tensors, 0-dim tensors and Python numbers, meets as in PyTorch: same dtype, same values.

Not compared: the last bits of float16 and bfloat16 results, which PyTorch rounds after every step of some kernels.
"""

from __future__ import annotations

import warnings

import numpy as np
import pytest

import nbtorch

torch = pytest.importorskip("torch")
pytestmark = pytest.mark.oracle

DTYPES = ("bool", "uint8", "int8", "int16", "int32", "int64", "float16", "bfloat16", "float32", "float64", "complex64",
          "complex128")  # fmt: skip
KNOWN = {  # what stays different, and why
    "copy_": "a complex number is no source of a copy into reals here",
    "mse_loss": "PyTorch expands both sides first: a 0-dim tensor then counts in full",
    "ldexp": "it goes through complex32 where a complex tensor meets float16",
    "in place ldexp": "as ldexp",
    "setitem": "a complex number is refused by masks too",
}
NUMBERS = (True, 3, 2.5, 1.5 + 2j)
LEFT, RIGHT = ([3, 1, 2], [2, 4, 1])
TOLERANCE = {"float16": 2e-3, "bfloat16": 2e-2, "float32": 1e-5, "complex64": 1e-5}

METHODS = """
add sub mul div true_divide floor_divide remainder fmod pow rsub eq ne lt le gt ge maximum minimum fmax fmin
bitwise_and bitwise_or bitwise_xor bitwise_left_shift bitwise_right_shift logical_and logical_or logical_xor atan2
hypot copysign xlogy float_power isclose gcd lcm heaviside nextafter logaddexp ldexp
"""
FUNCTIONS = {
    **{name: lambda f, a, b, name=name: getattr(f, name)(a, b) for name in METHODS.split()},
    **{
        f"in place {name}": lambda f, a, b, name=name: getattr(a.clone(), name + "_")(b)
        for name in METHODS.split() if hasattr(torch.Tensor, name + "_")
    },
    "a + b": lambda f, a, b: a + b,
    "a - b": lambda f, a, b: a - b,
    "a * b": lambda f, a, b: a * b,
    "a / b": lambda f, a, b: a / b,
    "a // b": lambda f, a, b: a // b,
    "a % b": lambda f, a, b: a % b,
    "a ** b": lambda f, a, b: a**b,
    "a & b": lambda f, a, b: a & b,
    "a | b": lambda f, a, b: a | b,
    "a ^ b": lambda f, a, b: a ^ b,
    "a << b": lambda f, a, b: a << b,
    "a >> b": lambda f, a, b: a >> b,
    "a < b": lambda f, a, b: a < b,
    "a >= b": lambda f, a, b: a >= b,
    "a == b": lambda f, a, b: a == b,
    "a != b": lambda f, a, b: a != b,
    "add alpha 2": lambda f, a, b: f.add(a, b, alpha=2),
    "add alpha 2.5": lambda f, a, b: f.add(a, b, alpha=2.5),
    "sub alpha": lambda f, a, b: f.sub(a, b, alpha=2),
    "div floor": lambda f, a, b: f.div(a, b, rounding_mode="floor"),
    "div trunc": lambda f, a, b: f.div(a, b, rounding_mode="trunc"),
    "where": lambda f, a, b: f.where(f.tensor([True, False, True]), a, b),
    "cat": lambda f, a, b: f.cat([f.atleast_1d(a), f.atleast_1d(b)]),
    "stack": lambda f, a, b: f.stack([a, b]),
    "addcmul": lambda f, a, b: f.addcmul(a, b, a),
    "addcmul value": lambda f, a, b: f.addcmul(b, a, b, value=2),
    "addcdiv": lambda f, a, b: f.addcdiv(a, b, a),
    "lerp": lambda f, a, b: f.lerp(a, a, b),
    "lerp number": lambda f, a, b: f.lerp(a, b, 0.5),
    "clamp": lambda f, a, b: f.clamp(a, b),
    "clamp between": lambda f, a, b: f.clamp(a, b, b),
    "dot": lambda f, a, b: f.dot(a, b),
    "outer": lambda f, a, b: f.outer(a, b),
    "result_type": lambda f, a, b: f.result_type(a, b),
    "masked_fill": lambda f, a, b: a.masked_fill(f.tensor([True, False, True]), b),
    "fill": lambda f, a, b: f.fill(a, b),
    "setitem": lambda f, a, b: a.__setitem__(0, b) or a,
    "copy_": lambda f, a, b: a.copy_(b),
    "index_put": lambda f, a, b: a.index_put((f.tensor([0]),), b),
    "full_like": lambda f, a, b: f.full_like(a, b),
    "equal": lambda f, a, b: f.equal(a, b),
    "tensordot": lambda f, a, b: f.tensordot(a, b, 0),
    "kron": lambda f, a, b: f.kron(a, b),
    "matmul": lambda f, a, b: f.matmul(a, b),
    "bucketize": lambda f, a, b: f.bucketize(a, b),
    "isin": lambda f, a, b: f.isin(a, b),
    "dist": lambda f, a, b: f.dist(a, b),
    "mse_loss": lambda f, a, b: f.nn.functional.mse_loss(a, b),
}


def operands(side):
    """Both frameworks' tensors of every dtype with the values of a side, 0-dim tensors, and numbers: (ours, theirs)."""
    made = []
    for name in DTYPES:
        for values in (side, side[0]):
            made.append((
                f"{name}{[] if values is not side else [3]}",
                lambda f, name=name, values=values: f.tensor(values, dtype=getattr(f, name)),
            ))
    return made + [(repr(number), lambda f, number=number: number) for number in NUMBERS]


NAMED = tuple(map(repr, NUMBERS))


def end(framework, function, a, b):
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.filterwarnings("error", category=RuntimeWarning)
            warnings.filterwarnings("ignore", category=RuntimeWarning, module=r"nbtorch\.")
            return function(framework, a(framework), b(framework))
    except Exception as error:
        return error


def half_complex(a, b):
    """Whether the two meet in complex32, which we do not have."""
    return torch.result_type(a(torch), b(torch)) == torch.complex32


def differs(mine, yours):
    if isinstance(mine, Exception) or isinstance(yours, Exception):
        same = isinstance(mine, type(yours)) or type(mine).__name__ == type(yours).__name__
        same = same or (isinstance(mine, TypeError) and isinstance(yours, AttributeError))  # of what is no tensor
        return None if same else f"{mine!r} instead of {yours!r}"[:250]
    if not isinstance(yours, torch.Tensor):
        return None if str(mine) == str(yours) else f"{mine!r} instead of {yours!r}"
    if str(mine.dtype) != str(yours.dtype) or tuple(mine.shape) != tuple(yours.shape):
        return f"{mine.dtype} {list(mine.shape)} instead of {yours.dtype} {list(yours.shape)}"
    a, b = [(t.float() if "float16" in str(t.dtype) else t).numpy() for t in (mine, yours)]
    tolerance = TOLERANCE.get(str(yours.dtype)[6:], 1e-10)
    with np.errstate(all="ignore"):
        return None if np.allclose(a, b, tolerance, tolerance, equal_nan=True) else f"{a} instead of {b}"


def differences(name):
    found = []
    for left, a in operands(LEFT):
        for right, b in operands(RIGHT):
            if left in NAMED and right in NAMED:
                continue
            if half_complex(a, b):
                continue
            difference = differs(*[end(f, FUNCTIONS[name], a, b) for f in (nbtorch, torch)])
            if difference:
                found.append(f"{name}({left}, {right}): {difference}")
    return found


@pytest.mark.parametrize("name", [name for name in FUNCTIONS if name not in KNOWN])
def test_every_pair_of_dtypes(name):
    found = differences(name)
    assert not found, f"{len(found)} differ\n" + "\n".join(found[:20])


if __name__ == "__main__":  # what differs, op by op
    import sys

    for name in sys.argv[1:] or FUNCTIONS:
        found = differences(name)
        print(f"{len(found):4} {name}", *found[:12], sep="\n     ", flush=True)
