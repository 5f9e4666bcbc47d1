"""`vmap`: a function of samples, run on a batch.

The function is run once per sample and the results are put side by side: right for everything that runs at all, in any
nesting with the other transforms, and as fast as a loop.
"""

from __future__ import annotations

import functools
from typing import Any

from .._functions import equal, stack
from .._tensor import Tensor
from ..autograd import tree
from ..backend.random import default_generator


def named(func: Any) -> str:
    """A function's name in messages."""
    if hasattr(func, "__name__"):
        return str(func.__name__)
    return f"functools.partial({named(func.func)}, ...)" if isinstance(func, functools.partial) else repr(func)


def vmap(
    func: Any, in_dims: Any = 0, out_dims: Any = 0, randomness: str = "error", *, chunk_size: int | None = None
) -> Any:
    """`func` of every sample along dimension `in_dims` of its inputs; results lie side by side along `out_dims`.

    `randomness`: "error" refuses random numbers, "different" draws for each sample, "same" gives all the same.
    """
    if randomness not in ("error", "different", "same"):
        raise RuntimeError(f"Only allowed values for randomness are 'error', 'different', or 'same'. Got {randomness}")
    if chunk_size is not None and not chunk_size > 0:
        raise ValueError(f"vmap: chunk_size should be None or greater than 0. (got {chunk_size})")

    @functools.wraps(func)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        _check_out_dims(out_dims, func)
        size, dims, leaves, shape = _sorted_inputs(in_dims, args, func)

        def sample(index: int) -> Any:
            parts = [a if d is None else _part(a, d, index, size) for a, d in zip(leaves, dims, strict=True)]
            return func(*tree.built(shape, parts), **kwargs)

        results = drawn(sample, range(max(size, 1)), randomness)
        return _joined(results, size, out_dims, func)

    return wrapped


def _part(t: Tensor, dim: int, index: int, size: int) -> Tensor:
    return t.select(dim, index) if size else t.new_zeros([n for i, n in enumerate(t.shape) if i != dim])


def drawn(sample: Any, indices: Any, randomness: str) -> list[Any]:
    """Run every sample, with random numbers as they are wanted."""
    start = default_generator.clone_state()
    results = []
    for index in indices:
        if randomness == "same":
            default_generator.set_state(start.get_state())
        results.append(sample(index))
        if randomness == "error" and _moved(start):
            raise RuntimeError(
                "vmap: called random operation while in randomness error mode. Please either use the 'same' or "
                "'different' randomness flags on vmap or perform the randomness operation out of vmap"
            )
    return results


def _moved(start: Any) -> bool:
    before, after = [getattr(g.get_state(), "_data", g.get_state()) for g in (start, default_generator)]
    return bool((before != after).any())


# ---------------------------------------------------------------- where the batch is
def _sorted_inputs(in_dims: Any, args: tuple[Any, ...], func: Any) -> tuple[int, list[Any], list[Any], Any]:
    """The size of the batch, and the flat inputs with the dimension of each; None: the whole input every time."""
    head = f"vmap({named(func)}, in_dims={in_dims}, ...)(<inputs>): "
    if not isinstance(in_dims, (int, tuple)):
        raise ValueError(
            f"{head}expected `in_dims` to be int or a (potentially nested) tuple matching the structure of inputs, "
            f"got: {type(in_dims)}."
        )
    if not args:
        raise ValueError(
            f"vmap({named(func)})(<inputs>): got no inputs. Maybe you forgot to add inputs, or you are trying to vmap "
            "over a function with no inputs. The latter is unsupported."
        )
    leaves, shape = tree.flat(args)
    dims = tree.spread(in_dims, shape)
    if dims is None:
        raise ValueError(
            f"{head}in_dims is not compatible with the structure of `inputs`. in_dims has structure "
            f"{tree.spec(tree.flat(in_dims)[1])} but inputs has structure {tree.spec(shape)}."
        )
    for index, (leaf, dim) in enumerate(zip(leaves, dims, strict=True)):
        if dim is None:
            continue
        if not isinstance(dim, int):
            raise ValueError(
                f"{head}Got in_dim={dim} for an input but in_dim must be either an integer dimension or None."
            )
        if not isinstance(leaf, Tensor):
            raise ValueError(
                f"{head}Got in_dim={dim} for an input but the input is of type {type(leaf)}. We cannot vmap over "
                "non-Tensor arguments, please use None as the respective in_dim"
            )
        if not -leaf.dim() <= dim < leaf.dim():
            raise ValueError(
                f"{head}Got in_dim={dim} for some input, but that input is a Tensor of dimensionality {leaf.dim()} so "
                f"expected in_dim to satisfy -{leaf.dim()} <= in_dim < {leaf.dim()}."
            )
        dims[index] = dim % leaf.dim()
    sizes = [leaf.shape[d] for leaf, d in zip(leaves, dims, strict=True) if d is not None]
    if not sizes:
        raise ValueError("vmap: Expected at least one Tensor to vmap over")
    if len(set(sizes)) > 1:
        raise ValueError(
            "vmap: Expected all tensors to have the same size in the mapped dimension, got sizes "
            f"{sizes} for the mapped dimension"
        )
    return sizes[0], dims, leaves, shape


def _check_out_dims(out_dims: Any, func: Any) -> None:
    for dim in tree.flat(out_dims)[0]:
        if dim is not None and not isinstance(dim, int):
            raise ValueError(
                f"vmap({named(func)}, ..., out_dims={out_dims}): `out_dims` must be an int, None or a python "
                "collection of ints representing where in the outputs the vmapped dimension should appear."
            )


def _joined(results: list[Any], size: int, out_dims: Any, func: Any) -> Any:
    """The results of the samples, stacked."""
    columns = [tree.flat(r)[0] for r in results]
    shape = tree.flat(results[0])[1]
    dims = list(out_dims) if shape == tree.LEAF and isinstance(out_dims, tuple) else tree.spread(out_dims, shape)
    if dims is None or len(dims) != len(columns[0]):
        raise ValueError(
            f"vmap({named(func)}, ..., out_dims={out_dims})(<inputs>): out_dims is not compatible with the structure "
            f"of `outputs`. out_dims has structure {tree.spec(tree.flat(out_dims)[1])} but outputs has structure "
            f"{tree.spec(shape)}."
        )
    found = []
    for place, dim in enumerate(dims):
        parts = [column[place] for column in columns]
        if dim is None:
            if isinstance(parts[0], Tensor) and any([not equal(parts[0], part) for part in parts[1:]]):
                raise ValueError(
                    f"vmap({named(func)}, ...): `{named(func)}` can not return a BatchedTensor when out_dim is None"
                )
            found.append(parts[0])
            continue
        for part in parts:
            if not isinstance(part, Tensor):
                raise ValueError(
                    f"vmap({named(func)}, ...): `{named(func)}` must only return Tensors, got type {type(part)}. Did "
                    "you mean to set out_dims= to None for output?"
                )
        whole = stack(parts, dim)
        found.append(whole if size else whole.narrow(dim, 0, 0))
    return tree.built(shape, found)
