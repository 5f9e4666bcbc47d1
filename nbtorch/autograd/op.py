"""What an op is: one record, made by one decorator."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from inspect import unwrap
from typing import Any

from ..backend.array import NAMESPACES
from . import apply as applying, overriding, refusals
from .arguments import held
from .autocast import whole
from .node import CELLS, PARENTS, SHAPE, STATICS, camel
from .overriding import active

REGISTRY: dict[str, Op] = {}
COMPOSED: dict[str, Composed] = {}
_ARRAYS = {"Array", "Index", "Arrays"}


class Rule:
    """A vjp rule: the positions of the inputs it serves, the function, and the names it asks for."""

    __slots__ = ("function", "serves", "wants")

    def __init__(self, serves: tuple[int, ...], function: Callable[..., Any], wants: tuple[str, ...]):
        self.serves, self.function, self.wants = serves, function, wants


class Op:
    """A differentiable operation. Called on tensors it records; on arrays or symbols it just computes.

    That one sentence is why a rule is written once: inside a rule, `where(mask, g, 0)` is this call, and
    what `g` is decides whether the rule runs eagerly, is recorded (create_graph) or is captured.
    """

    def __init__(self, forward: Callable[..., Any], rules: dict[Any, Callable[..., Any]], **options: Any):
        self.name, self.forward, self.doc = forward.__name__, forward, forward.__doc__
        self.__dict__.update(options)
        code = forward.__code__
        names = code.co_varnames[1 : code.co_argcount]  # the first parameter is xp
        kinds = [str(forward.__annotations__.get(n, "")).rpartition(".")[2] for n in names]
        defaults = dict(zip(reversed(names), reversed(forward.__defaults__ or ()), strict=False))
        self.parameters, self.default = names, defaults
        self.arrays = tuple([n for n, k in zip(names, kinds, strict=True) if k in _ARRAYS])
        self.statics = tuple([n for n, k in zip(names, kinds, strict=True) if k not in _ARRAYS])
        self.promoted = tuple([i for i, n in enumerate(self.arrays) if kinds[names.index(n)] == "Array"])
        self.variadic = "Arrays" in kinds
        self.numbered = frozenset(self._positions(self.numbers))
        self.shortened = () if self.variadic else tuple([i for i in self.promoted if self.arrays[i] not in self.exact])
        self.rules = tuple([self._rule(keys, function) for keys, function in rules.items()])
        wanted = [name for rule in self.rules for name in rule.wants]
        self.saves = tuple([n for n in (*self.arrays, *self.results) if n in wanted])
        served = {i for rule in self.rules for i in rule.serves}
        order = options.get("edges") or self.arrays
        self.edge_places = tuple([i for i in map(self.arrays.index, order) if i in served])
        everything = (*self.arrays, *self.results)
        self.needed_by = {n: {i for r in self.rules if n in r.wants for i in r.serves} for n in self.saves}
        self.picks = tuple([(everything.index(n), tuple(self.needed_by[n])) for n in self.saves])

    # options, declared by `op`
    inplace: Any
    view: Any
    promote: str | None
    samples: tuple[Any, ...]
    outputs: tuple[str, ...] | None
    method: bool
    function: bool
    operator: str | None
    spread: str | None
    grad_fn: Any
    check: Callable[..., None] | None
    aliases: tuple[str, ...]
    casts: bool | str
    whole: bool | str
    refuses: Callable[..., None] | None
    conjugates: bool
    overload: Callable[[Callable[[str], bool]], str] | None
    edges: tuple[str, ...]
    numbers: tuple[str, ...] | None
    out: bool
    mixes: bool
    exact: tuple[str, ...]
    rounds: tuple[str, ...]
    remade: bool
    within: dict[str, Any]
    reads: Callable[[tuple[Any, ...]], tuple[Any, ...]] | None

    def _positions(self, names: tuple[str, ...] | None) -> tuple[int, ...]:
        """Where the inputs of these names stand; None names them all."""
        return tuple([i for i, n in enumerate(self.arrays) if names is None or n in names])

    @property
    def results(self) -> tuple[str, ...]:
        return ("out",) if self.outputs is None else self.outputs

    def grad_name(self, statics: tuple[Any, ...]) -> str:
        """PyTorch's name of this op's node."""
        if callable(self.grad_fn):
            return self.grad_fn(*statics)
        return self.grad_fn or f"{camel(self.name)}Backward0"

    def number(self, node: list[Any]) -> Callable[[str], bool]:
        """Whether an input, saved for a rule that ran or will, was a Python number: those have no version."""

        def test(name: str) -> bool:
            if name not in self.saves or not node[CELLS]:
                return False
            place = self.arrays.index(name)
            needed = any([node[PARENTS][i] is not None for i in self.needed_by[name]])
            return needed and node[PARENTS][place] is None and node[CELLS][self.saves.index(name)] is None

        return test

    def _rule(self, keys: Any, function: Callable[..., Any]) -> Rule:
        keys = keys if isinstance(keys, tuple) else (keys,)
        wants = function.__code__.co_varnames[: function.__code__.co_argcount]
        known = {"g", *self.arrays, *self.statics, *(f"{k}_shape" for k in keys), *self.results}
        for name in (*wants, *keys):
            if name not in known or (name in keys and name not in self.arrays):
                raise TypeError(f"{self.name}: vjp of {keys} names {name!r}, which is none of {sorted(known)}")
        return Rule(tuple([self.arrays.index(k) for k in keys]), function, wants)

    def backward(self, g: Any, saved: tuple[Any, ...], node: list[Any]) -> Any:
        """Gradients of the inputs, by the rules; the generated table replaces this by a straight line."""
        parents, statics = node[PARENTS], node[STATICS]
        if self.outputs == () or self.whole is True:
            g = applying.filled(g, node[SHAPE])
        given = dict(zip(self.statics, statics, strict=False), g=g)
        if self.variadic:
            given[f"{self.arrays[0]}_shape"] = statics[-1]
            return self.rules[0].function(*[given[name] for name in self.rules[0].wants])
        given.update(zip(self.saves, saved, strict=True))
        pieces: list[Any] = [None] * len(parents)
        for rule in self.rules:
            if any([parents[i] is not None for i in rule.serves]):
                for i in rule.serves:
                    given[self.arrays[i] + "_shape"] = parents[i] and parents[i][SHAPE]
                result = rule.function(*[given[name] for name in rule.wants])
                for i, piece in zip(rule.serves, result if len(rule.serves) > 1 else (result,), strict=True):
                    pieces[i] = piece
        return pieces

    def bind(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
        """Sort a call's arguments into arrays and statics."""
        given = {**self.default, **dict(zip(self.parameters, args, strict=False)), **kwargs}
        if len(args) > len(self.parameters) or len(given) != len(self.parameters):
            raise TypeError(
                f"{self.name}() takes {list(self.parameters)}, got {len(args)} arguments and {list(kwargs)}"
            )
        arrays = tuple(given[self.arrays[0]]) if self.variadic else tuple([given[n] for n in self.arrays])
        return arrays, tuple([given[n] for n in self.statics])

    def call(self, *args: Any, **kwargs: Any) -> Any:
        """Run on tensors; the generated table replaces this by the op's fast path."""
        return applying.apply(self, *self.bind(args, kwargs))

    def __call__(self, first: Any, *rest: Any, **kwargs: Any) -> Any:
        namespace = NAMESPACES.get(type(first[0] if self.variadic else first))
        if namespace is not None:
            for other in rest:
                if hasattr(other, "_node"):
                    break
            else:
                return self.forward(namespace, first, *rest, **kwargs)
        return self.call(first, *rest, **kwargs)

    def __repr__(self) -> str:
        return f"<op {self.name}>"


class Composed:
    """A function of tensors made of ops: it is exposed like an op but records only its parts."""

    def __init__(
        self, function: Callable[..., Any], method: bool, top: bool, inplace: bool, operator: Any, aliases: Any,
        out: bool | str, spread: str | None,
    ):  # fmt: skip
        self.name, self.body = function.__name__, function
        notes = unwrap(function).__annotations__
        self.arrays, self.spread = tuple([n for n, kind in notes.items() if str(kind) == "Array"]), spread
        self.method, self.function, self.inplace, self.out = method, top, inplace, out
        self.operator, self.aliases = operator, aliases


def op(
    *,
    vjp: dict[Any, Callable[..., Any]] | None = None,
    inplace: Any = False,
    view: Any = False,
    promote: str | None = None,
    samples: tuple[Any, ...] = (),
    outputs: tuple[str, ...] | None = None,
    method: bool = True,
    function: bool = True,
    operator: str | None = None,
    spread: str | None = None,
    grad_fn: Any = None,
    check: Callable[..., None] | None = None,
    aliases: tuple[str, ...] = (),
    casts: bool | str = False,
    whole: bool | str = False,
    refuses: Callable[..., None] | None = None,
    conjugates: bool = False,
    overload: Callable[[Callable[[str], bool]], str] | None = None,
    edges: tuple[str, ...] = (),
    numbers: tuple[str, ...] | None = None,
    out: bool = False,
    mixes: bool = False,
    exact: tuple[str, ...] = (),
    rounds: tuple[str, ...] = (),
    remade: bool = False,
    within: dict[str, Any] | None = None,
    reads: Callable[[tuple[Any, ...]], tuple[Any, ...]] | None = None,
) -> Callable[[Callable[..., Any]], Op]:
    """Declare an op over `forward(xp, arrays..., statics)`.

    vjp       a rule per input name (a tuple of names: one rule for several)
    promote   how inputs reach one dtype: "common", "float" (integers become the default dtype), "same" (they must
              agree), "sum" (bool and small integers become int64), "truth" (the common one, which no result has), or
              None: dtypes are left alone
    view      True, or "maybe" where NumPy may copy
    inplace   True, "real" where a complex tensor cannot take the result, or a function that writes into its first array
    outputs   names when there are several, of which the first is differentiable; () means a variable number, and `g` is
              the list of their gradients
    whole     all named outputs are differentiable: `g` is the list of their gradients, zeros for an output that nobody
              used, or with "some" None
    method    it is a Tensor method         function  it is a function of the top-level namespace
    operator  the special method it is      spread    a static that also takes its values as separate arguments
    grad_fn   PyTorch's node name, a function of the statics that gives it, or one name per number of dimensions of
              `out`; what the function gives may be a function of the first input's shape
    check     takes what the forward takes, without `xp`, and raises PyTorch's error for wrong dtypes and shapes; the
              fast path calls it only after the forward failed
    refuses   like `check`, but of the inputs as they are given, before promotion
    conjugates  its rules are written for complex numbers too; the others are conjugated by the engine
    numbers   the inputs that may be Python numbers; without it, all of them
    reads     gives the inputs as PyTorch reads them together, where one decides whether another is a number
    out       it takes `out=` although it is no top-level function
    overload  gives PyTorch's node name where that depends on which inputs are Python numbers: `overload(number)`, and
              `number(name)` says so
    edges     the order of its inputs in `next_functions`, where PyTorch has another
    exact     the inputs that a half tensor meets as they are when they are numbers: others are rounded to its dtype
    rounds    the statics that are rounded so
    mixes     a half first input may come with float32 parameters: it computes in float32, `out` is half
    remade    its `out` is computed again where it was overwritten since: PyTorch's node does not keep it
    within    its results that are those of another op on the first input, so that a rule can differentiate them: a
              function of the result gives that op and its statics
    aliases   its other names
    casts     it takes `dtype=` too, to which its input is cast first; "place": after the others, also without its name
    """

    def decorate(forward: Callable[..., Any]) -> Op:
        made = Op(
            forward, vjp or {}, inplace=inplace, view=view, promote=promote, samples=samples, outputs=outputs,
            method=method, function=function, operator=operator, spread=spread, grad_fn=grad_fn, check=check,
            aliases=aliases, casts=casts,
            whole=whole, refuses=refuses, conjugates=conjugates, numbers=numbers, out=out,
            overload=overload, edges=edges, mixes=mixes, exact=exact, rounds=rounds, remade=remade,
            within=within or {}, reads=reads,
        )  # fmt: skip
        if made.name in REGISTRY:
            raise TypeError(f"there are two ops called {made.name!r}")
        REGISTRY[made.name] = made
        return made

    return decorate


def telling(body: Callable[..., Any]) -> Callable[..., Any]:
    """`body`, whose complaints about its arguments are PyTorch's, and not what Python said where they were used.

    The generated tables do the same in line, for the functions that are in them.
    """
    hold: Any = None

    def first(args: tuple[Any, ...], more: dict[str, Any]) -> tuple[tuple[Any, ...], dict[str, Any]]:
        nonlocal hold
        hold = held(body)
        return (args, more) if hold is None else hold(args, more)

    hold = first  # looking at the signatures of all functions would take a tenth of the time of an import

    @wraps(body)
    def call(*args: Any, **more: Any) -> Any:
        if active and overriding.concerned(parts := overriding.loose(args, more)):
            return overriding.handle(call, parts, args, more)
        if hold is not None:
            args, more = hold(args, more)
        try:
            return body(*args, **more)
        except refusals.INNER as error:
            if overriding.found(parts := overriding.loose(args, more)):
                return overriding.handle(call, parts, args, more)
            told = refusals.told(body, args, more, error)
            if told is None:
                raise
            raise told from error

    return call


def composed(
    *, method: bool = True, function: bool = True, inplace: bool = False, operator: str | None = None,
    aliases: tuple[str, ...] = (), out: bool | str = False, spread: str | None = None,
) -> Callable[[Any], Any]:  # fmt: skip
    """Expose a function of tensors as a Tensor method and a top-level function.

    inplace  with an underscore too
    out      the function takes `out=`: "same" one of its dtype, "apart" also in memory that no input has
    spread   the list that the method also takes as separate arguments

    A parameter annotated with Array must be a tensor, which is found out before the body runs.
    """

    def decorate(body: Callable[..., Any]) -> Any:
        body = whole(body)
        COMPOSED[body.__name__] = Composed(body, method, function, inplace, operator, aliases, out, spread)
        return telling(body)

    return decorate
