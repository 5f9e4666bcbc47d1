"""`jacrev`, `jacfwd` and `hessian`: whole matrices of derivatives, row by row or column by column."""

from __future__ import annotations

import functools
from typing import Any

from .._functions import stack
from .._tensor import Tensor
from ..autograd import functional, tree
from .batch import drawn
from .derive import JVP, check_outputs, chosen, jvp_of, picked, vjp_of


def _check_real(caller: str, values: Any, what: str) -> None:
    for index, leaf in enumerate(tree.flat(values)[0]):
        if isinstance(leaf, Tensor) and leaf.is_complex():
            raise RuntimeError(
                f"{caller}: Expected all {what} to be real but received complex tensor at flattened input idx: {index}"
            )


def _directions(like: Tensor) -> list[Tensor]:
    """The unit tensors of a shape."""
    found = []
    for index in range(like.numel()):
        unit = functional.zeros(like)
        unit.view(-1)[index] = 1
        found.append(unit)
    return found


def jacrev(
    func: Any, argnums: Any = 0, *, has_aux: bool = False, chunk_size: int | None = None,
    _preallocate_and_copy: bool = False,
) -> Any:  # fmt: skip
    """A function that gives the Jacobian of `func`, shape (*output, *input), by one backward per row.

    Trees of outputs give trees of trees of inputs. `chunk_size` bounds memory in PyTorch; here a row is alone.
    """
    if chunk_size is not None and chunk_size <= 0:
        raise ValueError("jacrev: `chunk_size` should be greater than 0.")

    @functools.wraps(func)
    def wrapped(*args: Any) -> Any:
        _check_real("jacrev", args, "inputs")
        output, product, *aux = vjp_of(func, args, argnums, has_aux)
        _check_real("jacrev", output, "outputs")
        leaves, shape = tree.flat(output)
        subject = picked(args, chosen(args, argnums))
        inputs, in_shape = tree.flat(subject)
        blocks = []
        for place, leaf in enumerate(leaves):
            rows = []
            for unit in _directions(leaf):
                seeds = [unit if i == place else functional.zeros(o) for i, o in enumerate(leaves)]
                rows.append(tree.flat(product(tree.built(shape, seeds)))[0])
            columns = [
                stack([row[i] for row in rows]).reshape((*leaf.shape, *t.shape)) if rows
                else t.new_zeros((*leaf.shape, *t.shape))
                for i, t in enumerate(inputs)
            ]  # fmt: skip
            blocks.append(tree.built(in_shape, columns))
        result = tree.built(shape, blocks)
        return (result, aux[0]) if has_aux else result

    return wrapped


def jacfwd(func: Any, argnums: Any = 0, has_aux: bool = False, *, randomness: str = "error") -> Any:
    """A function that gives the Jacobian of `func`, shape (*output, *input), by one `jvp` per column."""

    @functools.wraps(func)
    def wrapped(*args: Any) -> Any:
        _check_real("jacfwd", args, "inputs")
        places = chosen(args, argnums)
        subject = picked(args, places)
        tupled = subject if isinstance(places, tuple) else (subject,)
        inputs, in_shape = tree.flat(tupled)
        out_shape: Any = None
        outputs: list[Any] = []
        columns: list[list[list[Any]]] = []
        aux: list[Any] = []
        for place, t in enumerate(inputs):
            units = _directions(t)

            def moved(index: int, place: int = place, units: Any = units) -> Any:
                tangents = [units[index] if i == place else functional.zeros(o) for i, o in enumerate(inputs)]
                return jvp_of(func, args, tree.built(in_shape, tangents), argnums, False, has_aux)

            columns.append([])
            for output, change, *aux in drawn(moved, range(len(units)), randomness):  # noqa: B007
                outputs, out_shape = tree.flat(output)
                check_outputs(outputs, JVP)
                columns[-1].append(tree.flat(change)[0])
        _check_real("jacfwd", outputs, "outputs")
        blocks = []
        for index, out in enumerate(outputs):
            parts = [
                stack([column[index] for column in columns[place]], -1).reshape((*out.shape, *t.shape))
                for place, t in enumerate(inputs)
            ]
            block = tree.built(in_shape, parts)
            blocks.append(block if isinstance(places, tuple) else block[0])
        result = tree.built(out_shape, blocks)
        return (result, aux[0]) if has_aux else result

    return wrapped


def hessian(func: Any, argnums: Any = 0) -> Any:
    """A function that gives the second derivatives of `func`, shape (*output, *input, *input)."""
    return jacfwd(jacrev(func, argnums), argnums)
