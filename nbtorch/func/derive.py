"""`grad`, `vjp` and `jvp` of functions; each may be taken of a function that uses another."""

from __future__ import annotations

import functools
from typing import Any

from .._tensor import Tensor
from ..autograd import functional, tree
from ..autograd.forward_ad import check_tangent, tangent_of
from ..autograd.levels import Level
from ..autograd.modes import inference_mode, recording

JVP = "jvp(f, primals, tangents)"


# ---------------------------------------------------------------- which arguments
def chosen(args: tuple[Any, ...], argnums: Any) -> Any:
    """The positions of the arguments to differentiate: one, or a tuple of them."""
    if not isinstance(argnums, (int, tuple)):
        raise RuntimeError(f"argnums must be int or Tuple[int, ...], got: {type(argnums)}")
    many = isinstance(argnums, tuple)
    wanted = argnums if isinstance(argnums, tuple) else (argnums,)
    places = tuple([_place(n, len(args)) for n in wanted])
    if many and not places:
        raise RuntimeError("argnums must be non-empty")
    if len(set(places)) != len(places):
        raise RuntimeError(f"argnums elements must be unique, got {places}")
    return places if many else places[0]


def _place(number: Any, count: int) -> int:
    if not isinstance(number, int):
        raise RuntimeError(f"argnum must be int, got: {type(number)}")
    if not -count <= number < count:
        raise RuntimeError(f"Got argnum={number}, but only {count} positional inputs")
    return number % count


def picked(args: Any, places: Any) -> Any:
    """The chosen arguments."""
    return tuple([args[i] for i in places]) if isinstance(places, tuple) else args[places]


def replaced(args: tuple[Any, ...], places: Any, new: Any) -> tuple[Any, ...]:
    """The arguments with the chosen ones replaced."""
    swaps = dict(zip(places, new, strict=True)) if isinstance(places, tuple) else {places: new}
    return tuple([swaps.get(i, a) for i, a in enumerate(args)])


class Entered:
    """The chosen arguments of one call, each with a place of its own in the graph."""

    def __init__(self, level: Level, given: Any):
        leaves, self.shape = tree.flat(given)
        for leaf in leaves:
            if not isinstance(leaf, Tensor):
                raise ValueError(f"Thing passed to transform API must be Tensor, got {type(leaf)}")
        pairs = [level.enter(t) for t in leaves]
        self.values = tree.built(self.shape, [inner for inner, _ in pairs])
        self.marks = [mark for _, mark in pairs]

    def gradients(self, outputs: Any, seeds: Any = None) -> Any:
        """What `outputs` have for gradients here: zeros where they depend on nothing."""
        found = functional.gradients(outputs, self.marks, seeds, True, True)
        return [functional.zeros(m) if g is None else g for g, m in zip(found, self.marks, strict=True)]


def _with_aux(output: Any, has_aux: bool, caller: str) -> tuple[Any, Any]:
    if not has_aux:
        return output, None
    if not (isinstance(output, tuple) and len(output) == 2):
        raise RuntimeError(f"{caller}: output of function f should be a tuple: (output, aux) if has_aux is True")
    return output


def check_outputs(leaves: list[Any], caller: str) -> None:
    """Outputs must be tensors, and there must be some."""
    if not leaves or (len(leaves) == 1 and leaves[0] is None):
        raise RuntimeError(f"{caller}: Expected f to be a function that has non-empty output (got output = {leaves})")
    for leaf in leaves:
        if not isinstance(leaf, Tensor):
            raise RuntimeError(
                f"{caller}: expected f(*primals) to return only tensors, got unsupported type {type(leaf)}"
            )


# ---------------------------------------------------------------- gradients
def grad_and_value(func: Any, argnums: Any = 0, has_aux: bool = False) -> Any:
    """A function that gives the gradient of `func` (a number) with respect to some arguments, and its value.

    With `has_aux`, `func` returns (number, more), and the value is that pair.
    """

    @functools.wraps(func)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        level, records = Level(), recording.get()
        with inference_mode(False):  # recorded, whatever the mode around it
            places = chosen(args, argnums)
            entered = Entered(level, picked(args, places))
            result = func(*replaced(args, places, entered.values), **kwargs)
            output, aux = _with_aux(result, has_aux, "grad_and_value(f)(*args)")
            if not isinstance(output, Tensor):
                raise RuntimeError(
                    f"grad_and_value(f)(*args): Expected f(*args) to return a Tensor, got {type(output)}"
                )
            if output.dim() != 0:
                raise RuntimeError(
                    "grad_and_value(f)(*args): Expected f(*args) to return a scalar Tensor, got tensor with "
                    f"{output.dim()} dims. Maybe you wanted to use the vjp or jacrev APIs instead?"
                )
            found = entered.gradients([output])
        left = [level.leave(g, records) for g in found]
        value = level.leave(output, records)
        aux = tree.mapped(lambda t: level.leave(t, records), aux)
        return tree.built(entered.shape, left), (value, aux) if has_aux else value

    return wrapped


def grad(func: Any, argnums: Any = 0, has_aux: bool = False) -> Any:
    """A function that gives the gradient of `func` (a number) with respect to some arguments: a tuple for a tuple."""
    both = grad_and_value(func, argnums, has_aux)

    @functools.wraps(func)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        found, value = both(*args, **kwargs)
        return (found, value[1]) if has_aux else found

    return wrapped


def vjp(func: Any, *primals: Any, has_aux: bool = False) -> Any:
    """`func(*primals)`, and a function from a vector like that to its product with the Jacobian."""
    return vjp_of(func, primals, None, has_aux)


def vjp_of(func: Any, primals: tuple[Any, ...], argnums: Any, has_aux: bool) -> Any:
    """`vjp` with respect to some of the arguments; None: to all."""
    level, records = Level(), recording.get()
    with inference_mode(False):  # recorded, whatever the mode around it
        if argnums is None:
            entered = Entered(level, primals)
            values = entered.values
        else:
            places = chosen(primals, argnums)
            entered = Entered(level, picked(primals, places))
            values = replaced(primals, places, entered.values)
        output, aux = _with_aux(func(*values), has_aux, "vjp(f, *primals)")
        leaves, shape = tree.flat(output)
        check_outputs(leaves, "vjp(f, *primals)")
        for leaf in leaves:
            if not (leaf.is_floating_point() or leaf.is_complex()):
                raise RuntimeError(
                    "vjp(f, ...): All outputs of f must be floating-point or complex Tensors, got Tensor with dtype "
                    f"{leaf.dtype}"
                )

    def product(cotangents: Any, retain_graph: bool = True, create_graph: bool | None = None) -> Any:
        seeds, given = tree.flat(cotangents)
        if given != shape:
            raise RuntimeError(
                "Expected pytree structure of cotangents to be the same as pytree structure of outputs to the "
                f"function. cotangents: {tree.told(given)}, primal output: {tree.told(shape)}"
            )
        traced = recording.get() if create_graph is None else create_graph
        with inference_mode(False):  # recorded, whatever the mode around it
            found = entered.gradients(leaves, seeds)
        built = tree.built(entered.shape, [level.leave(g, traced) for g in found])
        return built

    result = tree.built(shape, [level.leave(t, records) for t in leaves])
    if has_aux:
        return result, product, tree.mapped(lambda t: level.leave(t, records), aux)
    return result, product


def jvp(func: Any, primals: Any, tangents: Any, *, strict: bool = False, has_aux: bool = False) -> Any:
    """`func(*primals)`, and its change in the direction of `tangents`."""
    return jvp_of(func, primals, tangents, None, strict, has_aux)


def jvp_of(func: Any, primals: Any, tangents: Any, argnums: Any, strict: bool, has_aux: bool) -> Any:
    """`jvp` with respect to some of the arguments; None: to all."""
    if not isinstance(primals, tuple):
        raise RuntimeError(f"{JVP}: Expected primals to be a tuple. E.g. it should be valid to call f(*primals).")
    places = None if argnums is None else chosen(primals, argnums)
    subject = primals if places is None else picked(primals, places)
    subject = subject if isinstance(subject, tuple) else (subject,)
    leaves, shape = tree.flat(subject)
    directions, given = tree.flat(tangents)
    if shape != given:
        raise RuntimeError(
            f"{JVP}: Expected primals and tangents to have the same python structure. For example, if primals is a "
            "tuple of 3 tensors, tangents also must be. Got primals with structure "
            f"{tree.spec(shape)} and tangents with structure {tree.spec(given)}"
        )
    for name, values in (("primals", leaves), ("tangents", directions)):
        if not values:
            raise RuntimeError(f"{JVP}: Expected {name} to contain at least one Tensor.")
        for value in values:
            if not isinstance(value, Tensor):
                raise RuntimeError(f"{JVP}: Expected {name} to only contain Tensors, got {type(value)}")
    for leaf, direction in zip(leaves, directions, strict=True):
        check_tangent(leaf, direction)
    level, records = Level(), recording.get()
    with inference_mode(False):  # recorded, whatever the mode around it
        entered = Entered(level, subject)
        inner: Any = entered.values
        if places is not None:
            inner = replaced(primals, places, inner if isinstance(places, tuple) else inner[0])
        output, aux = _with_aux(func(*inner), has_aux, JVP)
        results, out_shape = tree.flat(output)
        check_outputs(results, JVP)
        moved = tangent_of(results, list(zip(entered.marks, directions, strict=True)))
    if strict and any([m is None for m in moved]):
        raise RuntimeError(
            "jvp(f, primals, tangents, strict=True): The output of f is independent of the inputs. This is not allowed "
            "with strict=True."
        )
    changes = [
        functional.zeros(r) if m is None else level.leave(m, records) for m, r in zip(moved, results, strict=True)
    ]
    pair = tree.built(out_shape, [level.leave(r, records) for r in results]), tree.built(out_shape, changes)
    return (*pair, tree.mapped(lambda t: level.leave(t, records), aux)) if has_aux else pair


def linearize(func: Any, *primals: Any) -> Any:
    """`func(*primals)`, and the function from tangents to the change of the result."""
    output = func(*primals)
    _, shape = tree.flat(primals)

    def change(*tangents: Any) -> Any:
        given = tree.flat(tangents)[1]
        if given != shape:
            raise RuntimeError(
                f"Expected the tangents {tree.told(given)} to have the same argspec as the primals {tree.told(shape)}"
            )
        return jvp(func, primals, tangents)[1]

    return output, change


def functionalize(func: Any, *, remove: str = "mutations") -> Any:
    """`func` as it is: there is no graph here from which writes would have to be taken."""
    if remove not in ("mutations", "mutations_and_views"):
        raise RuntimeError(
            "functionalize(f, remove='mutations'): received invalid argument for remove=. Valid options are:\n"
            f"     remove='mutations'\n     remove='mutations_and_views'. Got: {remove}"
        )

    @functools.wraps(func)
    def run(*args: Any, **kwargs: Any) -> Any:
        return func(*args, **kwargs)

    return run
