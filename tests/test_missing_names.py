"""Names that are not here say what to do; calls in the wrong spelling are TypeErrors, as PyTorch's are."""

from __future__ import annotations

import copy
import inspect
import pickle
import warnings
from functools import reduce

import pytest

import nbtorch

SPACES = ["", "Tensor", "nn", "nn.functional", "nn.init", "nn.utils", "optim", "optim.lr_scheduler", "autograd", "cuda",
          "utils.data", "linalg"]  # fmt: skip


def space(framework, path):
    return reduce(getattr, path.split(".") if path else [], framework)


@pytest.mark.oracle
@pytest.mark.parametrize("path", SPACES)
def test_every_public_name_of_pytorch_is_here_or_says_what_to_do(path):
    torch = pytest.importorskip("torch")
    theirs, ours = space(torch, path), space(nbtorch, path)
    names = [name for name in dir(theirs) if not name.startswith("_")]
    missing, silent = [], []
    for name in names:
        try:
            getattr(ours, name)
        except AttributeError as error:
            missing.append(name)
            if not {": ", "Did you mean: "} & {part for part in (": ", "Did you mean: ") if part in str(error)}:
                silent.append(name)
    print(f"torch.{path}: {len(names) - len(missing)} of {len(names)} names are here")
    ignored = [n for n in silent if path not in ("", "Tensor") and not hasattr(getattr(theirs, n), "__module__")]
    assert sorted(set(silent) - set(ignored) - PYTHONS) == []


PYTHONS = {  # what PyTorch's modules import for themselves
    "Any", "Callable", "Counter", "annotations", "bisect_right",
    "DType", "Literal", "Mapping", "NewType", "Optional", "ParamSpec", "Self", "Sequence", "SupportsFloat",
    "TYPE_CHECKING", "Tensor", "TypeVar", "TypedDict", "cast", "classproperty", "cpp", "dataclasses", "importlib",
    "inf", "lru_cache", "math", "np", "os", "overload", "override", "partial", "platform", "ref", "threading", "torch",
    "traceback", "types", "warnings", "wraps",
}  # fmt: skip

WORDS = [
    ("nbtorch", "sparse_coo_tensor", "sparse tensors are not supported"),
    ("nbtorch", "matrix_rank", "linalg.matrix_rank"),
    ("nbtorch", "reluu", "Did you mean: 'relu'?"),
    ("nbtorch", "Linear", "Did you mean: 'nbtorch.nn.Linear'?"),
    ("nbtorch", "DataLoader", "Did you mean: 'nbtorch.utils.data.DataLoader'?"),
    ("nbtorch", "float8_e4m3fn", "sub-byte dtypes are not supported"),
    ("nbtorch", "_foreach_add_", "loop over the tensors"),
    ("nbtorch.nn", "Linaer", "Did you mean: 'Linear'?"),
    ("nbtorch.nn", "relu", "Did you mean: 'nbtorch.nn.functional.relu'?"),
    ("nbtorch.nn.functional", "Linear", "Did you mean: 'nbtorch.nn.Linear'?"),
    ("nbtorch.optim", "Adamm", "Did you mean: 'Adam'?"),
]


@pytest.mark.parametrize("module, name, words", WORDS)
def test_the_error_says_what_to_do(module, name, words):
    where = space(nbtorch, module.removeprefix("nbtorch").removeprefix("."))
    assert not hasattr(where, name)
    with pytest.raises(AttributeError) as caught:
        getattr(where, name)
    assert str(caught.value).startswith(f"module '{module}' has no attribute '{name}'") and words in str(caught.value)


def test_tensors_say_it_too_and_nothing_else_changes_about_them():
    x = nbtorch.ones(2)
    assert not hasattr(x, "to_sparse") and not hasattr(nbtorch.Tensor, "to_sparse") and "to_sparse" not in dir(x)
    with pytest.raises(AttributeError, match="'Tensor' object has no attribute 'to_sparse': sparse tensors"):
        x.to_sparse()
    with pytest.raises(AttributeError, match="'Tensor' object has no attribute 'nothing'"):
        x.nothing  # noqa: B018
    assert "add" in dir(x) and copy.deepcopy(x).tolist() == pickle.loads(pickle.dumps(x)).tolist() == [1, 1]
    for probe in ("_repr_html_", "_ipython_canary_method_should_not_exist_", "__cuda_array_interface__"):
        assert not hasattr(x, probe) and not hasattr(nbtorch, probe) and not hasattr(nbtorch.nn, probe)
    assert copy.copy(nbtorch.nn.Linear(1, 1)).in_features == 1


def test_what_is_asked_for_by_underscores_is_refused_in_python_words():
    with pytest.raises(AttributeError, match=r"^module 'nbtorch' has no attribute '_nothing'$"):
        nbtorch._nothing  # noqa: B018


def functions():
    torch = pytest.importorskip("torch")
    for name in dir(torch):
        theirs = getattr(torch, name)
        if name[0] == "_" or name.endswith("_") or isinstance(theirs, type) or not callable(theirs):
            continue
        if name.startswith(("set_", "use_", "get_", "is_", "init", "seed", "initial", "compile", "typename")):
            continue
        parameters = inspect.signature(getattr(nbtorch, name, abs)).parameters.values()
        if hasattr(nbtorch, name) and not any(p.kind is p.VAR_POSITIONAL and p.name == "args" for p in parameters):
            yield name, theirs, getattr(nbtorch, name)


ANY_NUMBER = {"atleast_1d", "atleast_2d", "atleast_3d", "block_diag", "broadcast_tensors", "cartesian_prod",
              "chain_matmul", "einsum", "meshgrid", "tile"}  # fmt: skip # None is what is wrong with these calls


def kind(function, *args, **kwargs):
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            function(*args, **kwargs)
    except Exception as error:
        return type(error)
    return None


@pytest.mark.oracle
@pytest.mark.parametrize("wrong", ["a keyword that is not there", "no arguments", "too many arguments"])
def test_wrong_calls_are_type_errors_where_they_are_pytorchs(wrong):
    call = {
        "a keyword that is not there": lambda framework, f: kind(f, framework.ones(2), no_such_argument=1),
        "no arguments": lambda framework, f: kind(f),
        "too many arguments": lambda framework, f: kind(f, *[None] * 30),
    }[wrong]
    torch = pytest.importorskip("torch")
    different, same = [], 0
    for name, theirs, ours in functions():
        if wrong == "too many arguments" and name in ANY_NUMBER:
            continue
        if call(torch, theirs) is not TypeError:
            continue
        found = call(nbtorch, ours)
        if found is TypeError:
            same += 1
        else:
            different.append((name, found))
    print(f"{wrong}: {same} equal, different: {different}")
    assert not different
