"""Derivatives of functions: `jacobian`, `hessian`, and their products with vectors."""

from __future__ import annotations

from typing import Any

from ..backend.array import NAMESPACES
from . import engine
from .api import grad
from .modes import enable_grad, recording, set_grad_enabled


# ---------------------------------------------------------------- arguments and results
def _tupled(given: Any, what: str, caller: str) -> tuple[bool, tuple[Any, ...]]:
    """Whether `given` is a tuple, and it as one."""
    many = isinstance(given, tuple)
    values = given if many else (given,)
    for index, value in enumerate(values):
        if not hasattr(value, "_node"):
            place = f"value at index {index}" if many else f"given {what}"
            raise TypeError(
                f"The {what} given to {caller} must be either a Tensor or a tuple of Tensors but the {place} has type "
                f"{type(value)}."
            )
    return many, values


def _started(inputs: tuple[Any, ...], create: bool, learns: bool = True) -> tuple[Any, ...]:
    """The inputs as the function gets them: their own place in the graph, or with `create` the history they have."""
    kept = [create and t.requires_grad for t in inputs]
    return tuple([t.view_as(t) if k else t.detach().requires_grad_(learns) for t, k in zip(inputs, kept, strict=True)])


def _ended(results: Any, create: bool) -> Any:
    """Results without the history that nobody asked for."""
    if isinstance(results, tuple):
        return tuple([_ended(r, create) for r in results])
    return results if create else results.detach()


def _unpacked(results: Any, many: bool) -> Any:
    return results if many else results[0]


def _vector(v: Any, other: tuple[Any, ...], many: bool, caller: str, create: bool) -> tuple[Any, ...]:
    """The vector of a product, checked against what it multiplies."""
    _, values = _tupled(v, "v", caller)
    values = _started(values, create, False)
    if len(values) != len(other):
        if many:
            raise RuntimeError(f"v is a tuple of invalid length: should be {len(other)} but got {len(values)}.")
        raise RuntimeError("The given v should contain a single Tensor.")
    for index, (mine, its) in enumerate(zip(values, other, strict=True)):
        if mine.shape != its.shape:
            entry = f"Entry {index} in " if many else ""
            raise RuntimeError(f"{entry}v has invalid size: should be {its.shape} but got {mine.shape}.")
    return values


# ---------------------------------------------------------------- strict mode
_INDEPENDENT = {
    "hessian": (
        "The hessian of the user-provided function with respect to input {} is independent of the input. This is not "
        "allowed in strict mode. You should ensure that your function is thrice differentiable and that the hessian "
        "depends on the inputs."
    ),
    "jacobian": (
        "While computing the hessian, found that the jacobian of the user-provided function with respect to input {} "
        "is independent of the input. This is not allowed in strict mode. You should ensure that your function is "
        "twice differentiable and that the jacobian depends on the inputs (this would be violated by a linear function "
        "for example)."
    ),
    "grad_inputs": (
        "The gradient with respect to input {} is independent of the inputs of the user-provided function. This is not "
        "allowed in strict mode."
    ),
    "outputs": (
        "Output {} of the user-provided function does not require gradients. The outputs must be computed in a "
        "differentiable manner from the input when running in strict mode."
    ),
}
_MISSING = {
    "back": "The output of the user-provided function is independent of input {}. This is not allowed in strict mode.",
    "back_trick": (
        "The gradient with respect to the input is independent of entry {} in the grad_outputs when using the double "
        "backward trick to compute forward mode gradients. This is not allowed in strict mode."
    ),
    "double_back": (
        "The jacobian of the user-provided function is independent of input {}. This is not allowed in strict mode."
    ),
    "double_back_trick": (
        "The hessian of the user-provided function is independent of entry {} in the grad_jacobian. This is not "
        "allowed in strict mode as it prevents from using the double backward trick to replace forward mode AD."
    ),
}


def _check_learning(values: Any, what: str, strict: bool) -> None:
    if not strict:
        return
    for index, value in enumerate(values):
        if value is None:
            raise RuntimeError(
                f"The output of the user-provided function is independent of input {index}. This is not allowed in "
                "strict mode."
            )
        if not value.requires_grad:
            raise RuntimeError(_INDEPENDENT[what].format(index))


def _filled(found: Any, like: Any, strict: bool, create: bool, stage: str) -> tuple[Any, ...]:
    """Zeros where there is no gradient; with `strict`, an error."""
    results = []
    for index, (g, reference) in enumerate(zip(found, like, strict=True)):
        if g is None:
            if strict:
                raise RuntimeError(_MISSING[stage].format(index))
            g = zeros(reference)
        elif strict and create and not g.requires_grad:
            what = "hessian" if "double" in stage else "jacobian"
            raise RuntimeError(
                f"The {what} of the user-provided function is independent of input {index}. This is not allowed in "
                "strict mode when create_graph=True."
            )
        results.append(g)
    return tuple(results)


def zeros(like: Any, learns: bool = False) -> Any:
    """Zeros like a tensor, outside the graph."""
    array = like._data
    return engine.Tensor(NAMESPACES[type(array)].zeros(array.shape, array.dtype), None).requires_grad_(learns)


def gradients(outputs: Any, inputs: Any, seeds: Any = None, create: bool = False, retain: Any = None) -> Any:
    """Gradients of those outputs that have any; None for an input that none depends on."""
    seeds = (None,) * len(outputs) if seeds is None else seeds
    pairs = [(o, s) for o, s in zip(outputs, seeds, strict=True) if o is not None and o.requires_grad]
    if not pairs:
        return (None,) * len(inputs)
    return grad(
        [o for o, _ in pairs], inputs, [s for _, s in pairs], allow_unused=True, create_graph=create,
        retain_graph=retain,
    )  # fmt: skip


def _called(func: Any, values: tuple[Any, ...], strict: bool, caller: str) -> tuple[bool, tuple[Any, ...]]:
    """Whether the function gives a tuple, and its outputs as one."""
    many, outputs = _tupled(func(*values), "outputs of the user-provided function", caller)
    _check_learning(outputs, "outputs", strict)
    return many, outputs


# ---------------------------------------------------------------- products with a vector
def vjp(func: Any, inputs: Any, v: Any = None, create_graph: bool = False, strict: bool = False) -> Any:
    """`func(*inputs)`, and the product of the vector `v` with its Jacobian."""
    with enable_grad():
        many, values = _tupled(inputs, "inputs", "vjp")
        values = _started(values, create_graph)
        out_many, outputs = _called(func, values, strict, "vjp")
        if v is not None:
            v = _vector(v, outputs, out_many, "vjp", create_graph)
        elif len(outputs) != 1 or outputs[0].numel() != 1:
            raise RuntimeError(
                "The vector v can only be None if the user-provided function returns a single Tensor with a single "
                "element."
            )
    with set_grad_enabled(create_graph or recording.get()):
        found = gradients(outputs, values, v, create_graph)
        result = _filled(found, values, strict, create_graph, "back")
    return _unpacked(_ended(outputs, create_graph), out_many), _unpacked(_ended(result, create_graph), many)


def jvp(func: Any, inputs: Any, v: Any = None, create_graph: bool = False, strict: bool = False) -> Any:
    """`func(*inputs)`, and the product of its Jacobian with the vector `v`: the gradient of a gradient."""
    with enable_grad():
        many, values = _tupled(inputs, "inputs", "jvp")
        values = _started(values, create_graph)
        if v is not None:
            v = _vector(v, values, many, "jvp", create_graph)
        elif len(values) != 1 or values[0].numel() != 1:
            raise RuntimeError(
                "The vector v can only be None if the input to the user-provided function is a single Tensor with a "
                "single element."
            )
        out_many, outputs = _called(func, values, strict, "jvp")
        dummies = tuple([zeros(o, True) for o in outputs])
        back = gradients(outputs, values, dummies, True)
        _check_learning(back, "grad_inputs", strict)
    with enable_grad() if create_graph else set_grad_enabled(recording.get()):
        found = gradients(back, dummies, v, create_graph)
        result = _filled(found, outputs, strict, create_graph, "back_trick")
    return _unpacked(_ended(outputs, create_graph), out_many), _unpacked(_ended(result, create_graph), out_many)


def _scalar(outputs: tuple[Any, ...], out_many: bool, caller: str) -> None:
    if out_many:
        raise RuntimeError(f"The function given to {caller} should return a single Tensor")
    if outputs[0].numel() != 1:
        raise RuntimeError(f"The Tensor returned by the function given to {caller} should contain a single element")


def _hessian_vector(v: Any, values: Any, many: bool, caller: str, create: bool) -> Any:
    if v is not None:
        return _vector(v, values, many, caller, create)
    if len(values) != 1 or values[0].numel() != 1:
        raise RuntimeError(
            "The vector v can only be None if the input to the user-provided function is a single Tensor with a single "
            "element."
        )
    return None


def _slope(func: Any, inputs: Any, v: Any, create: bool, strict: bool, caller: str) -> tuple[Any, ...]:
    """What both products with a Hessian begin with: the inputs, the vector, the number and its first derivatives."""
    many, values = _tupled(inputs, "inputs", caller)
    values = _started(values, create)
    v = _hessian_vector(v, values, many, caller, create)
    out_many, outputs = _called(func, values, strict, caller)
    _scalar(outputs, out_many, caller)
    first = gradients(outputs, values, None, True)
    _check_learning(first, "jacobian", strict)
    return many, values, v, outputs[0], first


def vhp(func: Any, inputs: Any, v: Any = None, create_graph: bool = False, strict: bool = False) -> Any:
    """`func(*inputs)`, a number, and the product of the vector `v` with its Hessian."""
    with enable_grad():
        many, values, v, output, first = _slope(func, inputs, v, create_graph, strict, "vhp")
    with set_grad_enabled(create_graph or recording.get()):
        found = gradients(first, values, v, create_graph)
        result = _filled(found, values, strict, create_graph, "double_back")
    return _ended(output, create_graph), _unpacked(_ended(result, create_graph), many)


def hvp(func: Any, inputs: Any, v: Any = None, create_graph: bool = False, strict: bool = False) -> Any:
    """`func(*inputs)`, a number, and the product of its Hessian with the vector `v`."""
    with enable_grad():
        many, values, v, output, first = _slope(func, inputs, v, create_graph, strict, "hvp")
        dummies = tuple([zeros(t, True) for t in values])
        second = gradients(first, values, dummies, True)
        _check_learning(second, "hessian", strict)
    with set_grad_enabled(create_graph or recording.get()):
        found = gradients(second, dummies, v, create_graph)
        result = _filled(found, values, strict, create_graph, "double_back_trick")
    return _ended(output, create_graph), _unpacked(_ended(result, create_graph), many)


# ---------------------------------------------------------------- whole matrices
def jacobian(
    func: Any,
    inputs: Any,
    create_graph: bool = False,
    strict: bool = False,
    vectorize: bool = False,
    strategy: str = "reverse-mode",
) -> Any:
    """The Jacobian of `func`, of shape (*output, *input): a tuple per output, of tuples per input, where they are many.

    Both strategies, with and without `vectorize`, compute it row by row.
    """
    if strategy not in ("forward-mode", "reverse-mode"):
        raise AssertionError(
            'Expected strategy to be either "forward-mode" or "reverse-mode". Hint: If your function has more outputs '
            'than inputs, "forward-mode" tends to be more performant. Otherwise, prefer to use "reverse-mode".'
        )
    if strategy == "forward-mode":
        _check_forward(create_graph, strict, vectorize)
    with enable_grad():
        many, values = _tupled(inputs, "inputs", "jacobian")
        values = _started(values, create_graph)
        out_many, outputs = _called(func, values, strict, "jacobian")
        if vectorize and strict:
            raise RuntimeError(
                "torch.autograd.functional.jacobian: `strict=True` and `vectorized=True` are not supported together. "
                "Please either set `strict=False` or `vectorize=False`."
            )
        result = tuple([_rows(i, out, values, create_graph, strict) for i, out in enumerate(outputs)])
    result = _ended(result, create_graph)
    result = result if many else tuple([row[0] for row in result])
    return _unpacked(result, out_many)


def _check_forward(create: bool, strict: bool, vectorize: bool) -> None:
    other = "create_graph" if create else "strict"
    if create or strict:
        kind = NotImplementedError if create else RuntimeError
        raise kind(
            f'torch.autograd.functional.jacobian: `{other}=True` and `strategy="forward-mode"` are not supported '
            f'together (yet). Please either set `{other}=False` or `strategy="reverse-mode"`.'
        )
    if not vectorize:
        raise NotImplementedError(
            "Computing Jacobian using forward-AD or forward-over-reverse Hessian isonly implemented for "
            "`vectorize=True`."
        )


def _rows(index: int, out: Any, inputs: tuple[Any, ...], create: bool, strict: bool) -> tuple[Any, ...]:
    """The Jacobian of one output, a row for each of its elements."""
    columns: list[list[Any]] = [[] for _ in inputs]
    flat = out.reshape(-1)
    for j in range(out.numel()):
        found = gradients((flat[j],), inputs, None, create, True)
        for i, (g, t) in enumerate(zip(found, inputs, strict=True)):
            if g is not None and strict and create and not g.requires_grad:
                raise RuntimeError(
                    f"The jacobian of the user-provided function is independent of input {i}. This is not allowed in "
                    "strict mode when create_graph=True."
                )
            if g is None and strict:
                raise RuntimeError(
                    f"Output {index} of the user-provided function is independent of input {i}. This is not allowed in "
                    "strict mode."
                )
            columns[i].append(zeros(t) if g is None else g)
    return tuple([
        engine.stack(column, 0).reshape((*out.shape, *t.shape)) if column else zeros(t).expand(0, *t.shape).reshape(
            (*out.shape, *t.shape)
        )
        for column, t in zip(columns, inputs, strict=True)
    ])  # fmt: skip


def hessian(
    func: Any,
    inputs: Any,
    create_graph: bool = False,
    strict: bool = False,
    vectorize: bool = False,
    outer_jacobian_strategy: str = "reverse-mode",
) -> Any:
    """The second derivatives of `func`, which gives one number: (*input, *input), or tuples of tuples of those."""
    many, values = _tupled(inputs, "inputs", "hessian")
    if outer_jacobian_strategy not in ("forward-mode", "reverse-mode"):
        raise AssertionError('Expected strategy to be either "forward-mode" or "reverse-mode".')

    def number(*given: Any) -> Any:
        out_many, outputs = _called(func, given, strict, "hessian")
        _scalar(outputs, out_many, "hessian")
        return outputs[0].squeeze()

    def first(*given: Any) -> Any:
        if outer_jacobian_strategy == "forward-mode":
            given = tuple([t.requires_grad_(True) for t in given])
        found = jacobian(number, given, create_graph=True)
        _check_learning(found, "jacobian", strict)
        return found

    result = jacobian(
        first, values, create_graph=create_graph, strict=strict, vectorize=vectorize, strategy=outer_jacobian_strategy
    )
    return result if many else result[0][0]
