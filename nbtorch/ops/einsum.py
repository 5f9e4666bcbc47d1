"""Einstein's summation: letters name dimensions, those that are not in the result are summed over."""

from __future__ import annotations

from math import prod
from typing import Any

from ..autograd.op import composed


def _operand(term: str, x: Any, ellipsis: int) -> tuple[list[str], Any]:
    """The names of the dimensions of one operand, after taking the diagonal of repeated ones."""
    count = x._data.ndim - len(term.replace("...", ""))
    if count < 0 or (count and "..." not in term):
        raise RuntimeError(
            f"einsum(): the number of subscripts in the equation ({len(term.replace('...', ''))}) does not match "
            "the number "
            f"of dimensions ({x._data.ndim}) for operand 0 and no ellipsis was given"
        )
    dots = [f"...{i}" for i in range(ellipsis - count, ellipsis)]
    before, _, after = term.partition("...")
    names = [*before, *(dots if "..." in term else ()), *after]
    for name in dict.fromkeys(names):
        while names.count(name) > 1:
            first, second = [i for i, n in enumerate(names) if n == name][:2]
            if x._data.shape[first] != x._data.shape[second]:
                raise RuntimeError(
                    f"einsum(): subscript {name} is repeated for operand 0 but the sizes don't match, "
                    f"{x._data.shape[second]} != {x._data.shape[first]}"
                )
            x = x.diagonal(0, first, second)
            names = [n for i, n in enumerate(names) if i not in (first, second)] + [name]
    return names, x


def _summed(names: list[str], x: Any, keep: Any) -> tuple[list[str], Any]:
    """Sum over the dimensions that nobody needs any more."""
    dims = tuple([i for i, n in enumerate(names) if n not in keep])
    return ([n for n in names if n in keep], x.sum(dims)) if dims else (names, x)


def _ordered(names: list[str], x: Any, groups: list[list[str]]) -> Any:
    """The dimensions sorted into groups, each group one dimension; a missing name has size 1."""
    order = [names.index(n) for group in groups for n in group if n in names]
    x = x if order == list(range(len(order))) else x.permute(order)
    sizes = dict(zip(names, [x._data.shape[order.index(i)] for i in range(len(names))], strict=True))
    shape = tuple([prod([sizes.get(n, 1) for n in group]) for group in groups])
    return x if x._data.shape == shape else x.reshape(shape)


def _contracted(a: tuple[list[str], Any], b: tuple[list[str], Any], keep: set[str], size: dict[str, int]) -> Any:
    """Two operands as one batched matrix product."""
    (left, x), (right, y) = a, b
    left, x = _summed(left, x, keep | set(right))
    right, y = _summed(right, y, keep | set(left))
    shared = [n for n in left if n in right]
    x, y = [_grown(names, t, shared, size) for names, t in ((left, x), (right, y))]
    batch = [n for n in shared if n in keep]
    inner = [n for n in shared if n not in keep]
    rows, columns = [n for n in left if n not in shared], [n for n in right if n not in shared]
    if not inner:  # an outer product
        x = _aligned(left, x, [batch, rows, columns])
        y = _aligned(right, y, [batch, rows, columns])
        return batch + rows + columns, x * y
    lead = [batch] if batch else []
    product = _ordered(left, x, [*lead, rows, inner]) @ _ordered(right, y, [*lead, inner, columns])
    names = batch + rows + columns
    shape = tuple(
        [size[n] for n in batch]
        + [x._data.shape[left.index(n)] for n in rows]
        + [y._data.shape[right.index(n)] for n in columns]
    )
    return names, product if product._data.shape == shape else product.reshape(shape)


def _grown(names: list[str], x: Any, shared: list[str], size: dict[str, int]) -> Any:
    """Shared dimensions of size 1 expanded to what the other operand has."""
    shape = tuple([size[n] if n in shared else x._data.shape[i] for i, n in enumerate(names)])
    return x if shape == x._data.shape else x.expand(shape)


def _aligned(names: list[str], x: Any, groups: list[list[str]]) -> Any:
    """The dimensions in the order of the groups, size 1 where a name is missing."""
    flat = [n for group in groups for n in group]
    order = [names.index(n) for n in flat if n in names]
    shape = tuple([x._data.shape[names.index(n)] if n in names else 1 for n in flat])
    return x.permute(order).reshape(shape)


def _sublists(operands: tuple[Any, ...]) -> tuple[str, list[Any]]:
    """The other way to call it: `einsum(a, [0, 1], b, [1, 2], [0, 2])`."""
    letters = [chr(ord("A") + i) if i < 26 else chr(ord("a") + i - 26) for i in range(52)]

    def term(numbers: Any) -> str:
        return "".join(["..." if n is ... else letters[n] for n in numbers])

    count = len(operands) // 2 * 2
    equation = ",".join([term(operands[i + 1]) for i in range(0, count, 2)])
    if len(operands) % 2:
        equation += "->" + term(operands[-1])
    return equation, list(operands[:count:2])


@composed(method=False)
def einsum(equation, *operands):
    """The sum of products that an equation spells: "ij,jk->ik" is a matrix product.

    >>> einsum("i,i", tensor([1.0, 2.0]), tensor([3.0, 4.0]))
    tensor(11.)
    """
    if hasattr(equation, "_node"):
        equation, given = _sublists((equation, *operands))
        operands = tuple(given)
    elif len(operands) == 1 and isinstance(operands[0], (list, tuple)):
        operands = tuple(operands[0])
    terms, arrow, result = equation.replace(" ", "").partition("->")
    parts = terms.split(",")
    if len(parts) != len(operands):
        more = "more" if len(operands) > len(parts) else "fewer"
        raise RuntimeError(f"einsum(): {more} operands were provided than specified in the equation" if more == "fewer"
                           else "einsum(): more operands were provided than specified in the equation")  # fmt: skip
    counts = [x._data.ndim - len(p.replace("...", "")) for p, x in zip(parts, operands, strict=True) if "..." in p]
    ellipsis = max(counts, default=0)
    dots = [f"...{i}" for i in range(ellipsis)]
    pending = [_operand(p, x, ellipsis) for p, x in zip(parts, operands, strict=True)]
    size: dict[str, int] = {}
    for index, (names, x) in enumerate(pending):
        for name, n in zip(names, x._data.shape, strict=True):
            if size.get(name, 1) not in (1, n) and n != 1:
                raise RuntimeError(
                    f"einsum(): subscript {name} has size {n} for operand {index} which does not broadcast with "
                    "previously "
                    f"seen size {size[name]}"
                )
            size[name] = max(size.get(name, 1), n) if 0 not in (size.get(name, 1), n) else 0
    if arrow:
        before, _, after = result.partition("...")
        target = [*before, *(dots if "..." in result else ()), *after]
    else:
        letters = terms.replace("...", "").replace(",", "")
        target = dots + sorted([c for c in dict.fromkeys(letters) if letters.count(c) == 1])
    for name in target:
        if name not in size:
            raise RuntimeError(
                f"einsum(): output subscript {name} does not appear in the equation for any input operand"
            )
        if target.count(name) > 1:
            raise RuntimeError(f"einsum(): output subscript {name} appears more than once in the output")
    current = pending[0]
    for i, following in enumerate(pending[1:], 1):
        keep = set(target).union(*[names for names, _ in pending[i + 1 :]])
        current = _contracted(current, following, keep, size)
    names, x = _summed(*current, set(target))
    x = x.permute([names.index(n) for n in target]) if names != target else x
    return _grown(names, x, [], size) if x._data.ndim == len(target) else x
