"""Write the generated tables: fast paths, backward lines, Tensor methods, top-level functions.

    python nbtorch/ops/surface.py          # write nbtorch/_methods.py and nbtorch/_functions.py
    python nbtorch/ops/surface.py --check  # fail if a committed file differs
"""

from __future__ import annotations

import inspect
import sys
import types
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
HEAD = '''\
"""Fast paths and methods of every op. Written by `python nbtorch/ops/surface.py` from nbtorch/ops: edit those."""
# ruff: noqa
from __future__ import annotations

import warnings
from typing import Any

from numpy import asarray as as_array, ndarray

from .autograd.apply import apply, attempted, current
from .autograd.arguments import (
    dtype_of, flag_of, int_of, ints_of, list_of, number_of, operand_of, pieces_of, real_of, retold, scalar_of,
    spread_of, text_of,
)  # fmt: skip
from .autograd.calls import into, over, listed, same_dtype, landed, spelled, spread, target
from .autograd.errors import RAISED, explained
from .autograd.inference import check_saved, living
from .autograd.inplace import inplace, mark_view
from .autograd.memory import settled
from .autograd.modes import recording
from .autograd.node import PARENTS, SHAPE, STATICS, clock
from .autograd.observe import ops as observers
from .autograd.overriding import active, call_of, concerned, loose
from .autograd.refusals import INNER
from .autograd.scope import where as whence
from .backend.array import CPU
from .backend.dtype import dtype as Dtype, float32 as _float32
from .backend.silence import NO_FILTER, QUIET
from .ops import {families}

Tensor: Any = None  # set by nbtorch._tensor
float32 = _float32.array
is_recording = recording.get
NUMBERS = frozenset((float, int))
'''
FUNCTIONS = '''\
"""The ops as top-level functions. Written by `python nbtorch/ops/surface.py` from nbtorch/ops: edit those."""
# ruff: noqa

'''


def tuple_of(names: Any) -> str:
    names = list(names)
    return "(" + ", ".join(names) + ("," if len(names) == 1 else "") + ")"


def declared(op: Any) -> str:
    """The op's parameters as source."""
    parts = []
    for name in op.parameters:
        if name == op.spread:
            parts.append(f"*{name}")
        else:
            parts.append(f"{name}={op.default[name]!r}" if name in op.default else name)
    return ", ".join(parts)


def extras(op: Any) -> str:
    """Parameters that every op of a kind takes: `out`, and where there is a `dim` NumPy's names and `dtype`."""
    from nbtorch.ops.stored import NONE

    only = "" if op.spread else "*, "  # `*dims` is one already
    dtype = ", dtype=None" if op.casts == "place" else ""
    out = f", {only}out=None" if (op.function or op.out) and not op.view and op.name not in NONE else ""
    return dtype + out + (", **more" if op.casts or op.spread or {"dim", "keepdim"} & set(op.parameters) else "")


def typed_lines(function: Any, name: str, spread: str | None = None) -> list[str]:
    """What holds the parameters of `function` to the types they are annotated with."""
    from nbtorch.autograd.arguments import guard, typed

    kinds = typed(function)
    places = inspect.signature(function).parameters
    first = 0 if "xp" in places else 1
    lines = []
    for position, (parameter, place) in enumerate(places.items(), first):
        if parameter in kinds and parameter != spread and place.kind is not place.VAR_POSITIONAL:
            lines += guard(name, parameter, kinds[parameter], place, position, first == 0)
    return lines


def body_head(op: Any) -> list[str]:
    """What normalises the arguments, before anything else."""
    from nbtorch.ops.stored import COMPUTED, FIRST, rule

    lines = []
    names, extra = ", ".join(op.parameters), extras(op)
    if op.casts == "place":
        told = f"{op.name}(): argument 'dtype' (position {len(op.parameters) + 1})"
        lines += ["    if dtype is not None:", f"        more['dtype'] = dtype_of({told!r}, dtype)"]
    if "out" in extra:
        given = f"{names}, **more" if "more" in extra else names
        apart = f", *{op.arrays[0]}" if op.variadic else ""
        lines.append("    if out is not None:")
        if op.name in FIRST:
            lines.append(f"        {op.parameters[0]} = operand_of({op.name!r}, {op.parameters[0]})")
        if op.name in COMPUTED:
            lines.append("        more.setdefault('dtype', getattr(out, 'dtype', None))")
        call = f"{op.name.upper()}.call" if op.name in op.parameters else op.name
        lines.append(f"        return into({op.name!r}, out, {call}({given}){apart}{rule(op.name, op.parameters)})")
    if op.spread:
        lines += ["    if more:", f"        {op.spread} = spread({op.name.upper()}, more)"]
    elif "more" in extra:
        given = f"{op.name.upper()}, {tuple_of(op.parameters)}, more"
        call = f"{op.name}(**spelled({given}))"
        call = f"landed({call}, more)" if op.casts else call
        lines += ["    if more:", f"        return {call}"]
    return lines + spread_head(op) + typed_lines(op.forward, op.name, op.spread)


def spread_head(op: Any) -> list[str]:
    """What reads sizes or dimensions, given as so many arguments or as one sequence; usually as so many integers."""
    lines = []
    if op.spread:
        name = op.spread
        lines.append(f"    if {name} and type({name}[0]) is not int:")
        lines.append(f"        {name} = spread_of({f'{op.name}(): argument {name!r} (position 1)'!r}, {name})")
    return lines


def listed_source(op: Any) -> str:
    """The function of an op whose method takes sizes or dimensions as so many arguments: it takes a sequence."""
    name, first = op.spread, op.arrays[0]
    out = "" if op.view else ", *, out=None"
    given = f"({first}, {name}), {{}}"
    call = f"{op.name}({first}, {name}{'' if op.view else ', out=out'})"
    alike = f"active or not hasattr({first}, '_node')"
    return "\n".join([
        f"def {op.name}_function({first}, {name}{out}):", f'    """{op.doc}"""',
        f"    if ({alike}){'' if op.view else ' and out is None'} and concerned(loose({given})):",
        f"        return call_of({op.name}_function, {given})",
        f"    {name} = list_of({f'{op.name}(): argument {name!r} (position 2)'!r}, {name})",
        f"    return {call}", "\n", f"{op.name}_function.__name__ = {op.name!r}",
    ])  # fmt: skip


def fast(op: Any) -> bool:
    """Whether a specialised path exists; the rest goes through `apply`."""
    usual = op.outputs is None or (op.outputs and not op.whole and op.rules and op.promote)
    return bool(usual) and not op.variadic and not (len(op.promoted) > 1 and op.promote is None)


def guards(op: Any) -> list[str]:
    """Tests that send a call to the general path."""
    first = op.arrays[0]
    found = [f"observers or type({first}_data) is not ndarray"]
    if not op.view:  # which computes nothing that NumPy could warn of
        found.append("(warnings.filters or NO_FILTER)[0] is not QUIET")
    for position, name in enumerate(op.arrays):
        data = f"{name}_data"
        if position not in op.promoted:
            if name != first:
                optional = f" and {data} is not None" if name in op.default else ""
                found.append(f"type({data}) is not ndarray{optional}")
        elif name == first:
            if op.promote:
                found.append(f"{data}.dtype is not float32")
        elif name in op.default and op.promote == "same":
            found.append(f"not ({data} is None or type({data}) is ndarray and {data}.dtype is float32)")
        elif op.promote == "same" or position == op.promoted[0] or position not in op.numbered:
            found.append(f"type({data}) is not ndarray or {data}.dtype is not float32")
        else:
            absent = f" or {data} is None" if name in op.default else ""
            number = f"type({data}) in NUMBERS{absent}"
            found.append(f"not ({data}.dtype is float32 if type({data}) is ndarray else {number})")
    return found


def has_operator(op: Any) -> bool:
    """Whether the op is an operator of two operands, which takes no options and may decline."""
    return bool(op.operator) and hasattr(op, "forward") and len(op.arrays) == 2


def operator_source(op: Any) -> str:
    """The op as an operator: without options, and what is no operand gets NotImplemented."""
    lines = [f"def {op.name}_operator({', '.join(op.arrays)}):", f'    """`{op.name}` between operands."""']
    lines += [f"    {name} = {op.default[name]!r}" for name in op.statics]
    general = f"attempted({op.name.upper()}, {tuple_of(op.arrays)}, {tuple_of(op.statics)})"
    return "\n".join(lines + fast_source(op, general, "return NotImplemented" if op.name == "rsub" else ""))


def forward_source(op: Any) -> str:
    upper, first = op.name.upper(), op.arrays[0]
    inputs = f"listed({op.name!r}, {first!r}, {first})" if op.variadic else tuple_of(op.arrays)
    general = f"apply({upper}, {inputs}, {tuple_of(op.statics)})"
    doc = repr(op.doc) if '"""' in op.doc or "\\" in op.doc else f'"""{op.doc}"""'
    lines = [f"def {op.name}({declared(op)}{extras(op)}):", f"    {doc}"]
    lines += body_head(op)
    if not fast(op):
        return "\n".join([*lines, f"    return {general}"])
    number = len(op.promoted) > 1 and 0 in op.numbered
    return "\n".join(lines + fast_source(op, general, f"return {general}" if number else ""))


def fast_source(op: Any, general: str, missing: str) -> list[str]:
    """The body for float32 arrays. Any other call goes to `general`; without a tensor first, to `missing`."""
    upper, first = op.name.upper(), op.arrays[0]
    missing = missing or f"return {general}"  # which refuses it, unless it has a `__torch_function__`
    lines = ["    try:", f"        {first}_data = {first}._data", "    except AttributeError:", f"        {missing}"]
    lines += [f"    {n}_data = getattr({n}, '_data', {n})" for n in op.arrays[1:]]
    if op.view:  # a convolution's result is laid out as PyTorch's before anybody has a view of it
        lines += [f"    if {first}_data.ndim > 3 and not {first}_data.flags.c_contiguous:",
                  f"        {first}_data = settled({first})"]  # fmt: skip
    lines.append("    if (" + "\n            or ".join(guards(op)) + "):")
    lines.append(f"        return {general}")
    call = ", ".join(["CPU", *(f"{n}_data" for n in op.arrays), *op.statics])
    arrays = tuple_of(f"{n}_data" for n in op.arrays)
    if op.outputs and op.check is not None:  # several results: the forward counts on its check
        lines.append(f"    {op.name}_check({call.removeprefix('CPU, ')})")
    lines += ["    try:", f"        data = {op.name}_forward({call})", "    except RAISED as error:",
              f"        raise explained({upper}, error, {arrays}, {tuple_of(op.statics)}) from None"]  # fmt: skip
    if op.outputs is None:
        lines.append("    out = Tensor(data if type(data) is ndarray else as_array(data), None)")
    else:  # the first is differentiable
        names = ", ".join([f"{n}_out" for n in op.outputs])
        lines += ["    outputs = " + names + " = tuple([",
                  "        Tensor(d if type(d) is ndarray else as_array(d), None) for d in data])"]  # fmt: skip
    if op.rules:
        lines += recording_source(op)
    if op.view:
        lines += view_source(op)
    return [*lines, "    return out" if op.outputs is None else "    return outputs"]


def view_source(op: Any) -> list[str]:
    """Mark the result as a view: in line for a view of a tensor that is none itself, since `mark_view` costs 0.3 us."""
    upper, first, statics = op.name.upper(), op.arrays[0], tuple_of(op.statics)
    near = f"{first}._view is None"
    if op.view == "maybe":
        near += f" and (data.base is {first}_data or data.base is not None and data.base is {first}_data.base)"
    return [f"    if {near}:", f"        out._writes = {first}._writes",
            f"        out._view = [{first}, (({upper}, {statics}, None),), next(clock), is_recording(), None]",
            "    else:", f"        mark_view({upper}, {first}, {statics}, out)"]  # fmt: skip


def recording_source(op: Any) -> list[str]:
    upper, first = op.name.upper(), op.arrays[0]
    lines = []
    for n in op.arrays:
        node = f"{n}._node if {n}._view is None else current({n})"
        lines.append(f"    {n}_node = {node}" if n == first else f"    {n}_node = None if {n}_data is {n} else {node}")
    some = " or ".join(f"{n}_node is not None" for n in op.arrays)
    some = some if len(op.arrays) == 1 else f"({some})"
    lines.append(f"    if {some} and is_recording():")
    saved, cells = [], []
    first_out = "out" if op.outputs is None else f"{op.outputs[0]}_out"
    for name in op.saves:
        if name in op.results:
            kept = "out" if op.outputs is None else f"{name}_out"
            value, cell = f"{kept}._data", f"{kept}._writes"
        else:
            value = f"{name}_data"
            cell = f"{name}._writes" if name == first else f"{name}_data is not {name} and {name}._writes or None"
        need = sorted(op.needed_by[name])
        if len(op.arrays) > 1 and len(need) < len(op.arrays):
            test = " and ".join(f"{op.arrays[i]}_node is None" for i in need)
            value, cell = f"None if {test} else {value}", f"None if {test} else {cell}"
        saved.append(value)
        cells.append(cell)
    nodes = tuple_of(f"{n}_node" for n in op.arrays)
    fields = ", ".join([upper, nodes, tuple_of(saved), tuple_of(cells), tuple_of(op.statics)])
    shape = f"{first_out}._data.shape"
    lines += [f"        {first_out}._node = [{fields},",
              f"                     {shape}, next(clock), None, False, None, whence[0]()]"]  # fmt: skip
    return lines + ["        if living:", f"            check_saved({first_out}._node)"] * bool(op.saves)


def backward_source(op: Any) -> str:
    """One straight line per rule, instead of `Op.backward`'s loop over names."""
    lines = [f"def {op.name}_backward(g, saved, node):"]
    wants = {w for rule in op.rules for w in rule.wants}
    if op.saves:
        lines.append(f"    {tuple_of(op.saves)[1:-1]} = saved")
    if wants & set(op.statics):
        lines.append(f"    {tuple_of(op.statics)[1:-1]} = node[STATICS]")
    if len(op.arrays) > 1 or any(w.endswith("_shape") for w in wants):
        lines.append(f"    {tuple_of(f'{n}_node' for n in op.arrays)[1:-1]} = node[PARENTS]")
    pieces = {}
    for rule in op.rules:
        served = [op.arrays[i] for i in rule.serves]
        args = ", ".join(
            f"{w[:-6]}_node and {w[:-6]}_node[SHAPE]" if w.endswith("_shape") and w[:-6] in op.arrays else w
            for w in rule.wants
        )
        call = f"{op.name}_vjp_{served[0]}({args})"
        if len(served) > 1:
            if len(served) < len(op.arrays):
                some = " or ".join(f"{n}_node is not None" for n in served)
                call = f"{call} if {some} else ({', '.join('None' for _ in served)})"
            lines.append(f"    {', '.join(f'{n}_g' for n in served)} = {call}")
            pieces.update({i: f"{op.arrays[i]}_g" for i in rule.serves})
        else:
            i = rule.serves[0]
            pieces[i] = f"None if {op.arrays[i]}_node is None else {call}" if len(op.arrays) > 1 else call
    lines.append(f"    return {tuple_of(pieces.get(i, 'None') for i in range(len(op.arrays)))}")
    return "\n".join(lines)


def inplace_source(op: Any) -> str:
    casts = [f"    same_dtype({op.arrays[0]}, dtype)"] if op.casts else []
    return "\n".join([
        f"def {op.name}_({declared(op)}{', dtype=None' if op.casts else ''}):",
        f'    """In-place version of `{op.name}`."""', *spread_head(op), *casts,
        *typed_lines(op.forward, op.name, op.spread),
        f"    return inplace({op.name.upper()}, {tuple_of(op.arrays)}, {tuple_of(op.statics)})",
    ])  # fmt: skip


def composed_inplace_source(op: Any, family: str) -> str:
    place = "" if wrapped(op) else f"{family}_ops."
    return "\n".join([
        f"def {op.name}_(input, *args, **kwargs):", f'    """In-place version of `{op.name}`."""',
        f"    copy = target({op.name!r}, input).clone()",
        f"    return over({op.name!r}, input, {place}{op.name}(copy, *args, **kwargs))",
    ])  # fmt: skip


def composed_source(op: Any, family: str) -> str:
    """The function of a composed one: it holds arguments to their types, and takes `out=`."""
    from nbtorch.ops.stored import FIRST, MADE, NONE, laid, rule

    head: list[str] = []
    given: list[str] = []
    for name, parameter in inspect.signature(op.body).parameters.items():
        star = "*" * ((parameter.kind is parameter.VAR_POSITIONAL) + 2 * (parameter.kind is parameter.VAR_KEYWORD))
        if parameter.kind is parameter.KEYWORD_ONLY and "*" not in "".join(head):
            head.append("*")
        default = "" if parameter.default is parameter.empty else f"={parameter.default!r}"
        head.append(f"{star}{name}{default}")
        given.append(f"{name}={name}" if parameter.kind is parameter.KEYWORD_ONLY else f"{star}{name}")
    body, call = f"{family}_ops.{op.name}", f"{op.name}_body({', '.join(given)})"
    named = ", ".join([n if n.startswith("**") else f"{n.partition('=')[0]!r}: {n.partition('=')[0]}" for n in given
                       if "=" in n or n.startswith("**")])
    told = f"{tuple_of(n for n in given if '=' not in n and not n.startswith('**'))}, {{{named}}}"
    computed: list[str] = []
    if op.name in MADE:
        computed = ["    if out is not None and dtype is None:", "        dtype = getattr(out, 'dtype', None)"]
    if op.name in FIRST:
        first = next(iter(inspect.signature(op.body).parameters))
        computed = ["    if out is not None:", f"        {first} = operand_of({op.name!r}, {first})"]
    if op.out and op.name not in NONE:
        strict = "".join([f", {n}" for n in given if n in ("input", "index", "mask")]) if op.out == "apart" else ""
        parameters = tuple(inspect.signature(op.body).parameters)
        strict += rule(op.name, parameters) if op.out is True else ", same=True" + laid(op.name)
        last = [head.pop()] if head[-1].startswith("**") else []
        head += ["out=None"] if "*" in "".join(head) else ["*", "out=None"]
        tail = [f"        result = {call}"]
        after = [f"    return result if out is None else into({op.name!r}, out, result{strict})"]
    else:
        last, tail, after = [], [f"        return {call}"], []
    if op.arrays:
        places = inspect.signature(op.body).parameters
        tail.insert(0, "        " + "; ".join(
            [f"{n} is None or {n}._node" if places[n].default is None else f"{n}._node" for n in op.arrays]
        ))  # fmt: skip
    if op.spread:
        first = next(iter(inspect.signature(op.body).parameters))
        argument = f"{op.name}(): argument {op.spread!r} (position 1)"
        after += ["\n", f"def {op.name}_method({first}, *sizes, {op.spread}=None):", f'    """{op.body.__doc__}"""',
                  f"    given = spread_of({argument!r}, sizes) if {op.spread} is None else {op.spread}",
                  f"    return {op.name}({first}, given)", "\n",
                  f"{op.name}_method.__name__ = {op.name!r}"]  # fmt: skip
    return "\n".join([
        f"{op.name}_body: Any = getattr({body}, '__wrapped__')", "\n",
        f"def {op.name}({', '.join(head + last)}):", f'    """{op.body.__doc__}"""',
        f"    if active{' and out is None' * bool(op.out and op.name not in NONE)} and concerned(loose({told})):",
        f"        return call_of({op.name}, {told})",
        *computed,
        *typed_lines(op.body, op.name),
        "    try:", *tail, "    except INNER as error:",
        f"        if concerned(loose({told})):", f"            return call_of({op.name}, {told})",
        f"        raise retold({op.name}_body, {told}, error)", *after,
    ])  # fmt: skip


def wrapped(op: Any) -> bool:
    """Whether the tables have a function of their own for a composed one, which may be called like an op."""
    from nbtorch.autograd.arguments import typed
    from nbtorch.autograd.op import REGISTRY

    if not hasattr(op, "body") or op.name in REGISTRY or op.name == "type":  # the tables call that
        return False
    return bool(op.function or op.out or op.arrays or typed(op.body))


def op_source(op: Any, family: str, table: list[str]) -> list[str]:
    upper = op.name.upper()
    block = [f"{upper} = {family}.{op.name}", f"{op.name}_forward = {upper}.forward"]
    if fast(op) and op.outputs and op.check is not None:
        block.append(f"{op.name}_check: Any = {upper}.check")
    block += [f"{op.name}_vjp_{op.arrays[r.serves[0]]} = {upper}.rules[{i}].function" for i, r in enumerate(op.rules)]
    parts = ["\n".join(block), forward_source(op), f"{upper}.call = {op.name}"]
    if op.spread and op.function:
        parts.append(listed_source(op))
    if has_operator(op):
        parts.append(operator_source(op))
    if op.rules and op.outputs != () and not op.whole and not op.variadic:
        parts += [backward_source(op), f"{upper}.backward = {op.name}_backward"]
    if op.inplace:
        parts.append(inplace_source(op))
    table += methods(op, "")
    return parts


def methods(op: Any, module: str) -> list[str]:
    """The lines of the table of methods: the op by each of its names."""
    lines = []
    own = f"{op.name}_method" if op.spread and hasattr(op, "body") else op.name
    for name in (op.name, *op.aliases):
        if op.method:
            lines.append(f"    {name} = {module}{own}")
        if op.inplace:
            lines.append(f"    {name}_ = {op.name}_")
    if op.operator:
        lines.append(f"    {op.operator} = {module}{op.name}{'_operator' if has_operator(op) else ''}")
    return lines


def functions_source(top: list[tuple[str, str, str]]) -> str:
    """The lines of the top-level functions, (module, its name there, its name): one statement a module is quick."""
    lines, renamed = [], sorted([(name, own) for source, own, name in top if source == "_methods" and own != name])
    for module in sorted({source for source, _, _ in top}):
        names = sorted([name for source, own, name in top if source == module and (name, own) not in renamed])
        lines += [f"from .{module} import (", *[f"    {name} as {name}," for name in names], ")"]
    return "\n".join([*lines, "from . import _methods", "", *[f"{name} = _methods.{own}" for name, own in renamed], ""])


def generate() -> dict[str, str]:
    from nbtorch import ops  # noqa: F401
    from nbtorch.autograd.op import COMPOSED, REGISTRY

    families: dict[str, list[Any]] = {}
    for op in REGISTRY.values():
        families.setdefault(op.forward.__module__.rsplit(".", 1)[1], []).append(op)
    for made in COMPOSED.values():
        families.setdefault(made.body.__module__.rsplit(".", 1)[1], []).append(made)
    parts = [HEAD.format(families=", ".join(f"{f} as {f}_ops" for f in sorted(families)))]
    table: list[str] = []
    top: list[tuple[str, str, str]] = []
    for family, members in sorted(families.items()):
        for op in members:
            if op.function:
                source = "_methods" if op is REGISTRY.get(op.name) or wrapped(op) else f"ops.{family}"
                own = f"{op.name}_function" if op.spread and hasattr(op, "forward") else op.name
                for name in (op.name, *op.aliases):
                    top.append((source, own, name))
                    if op.inplace:
                        top.append(("_methods", f"{op.name}_", f"{name}_"))
            if op is REGISTRY.get(op.name):  # a composed function may be called like the op it is made of
                parts += op_source(op, f"{family}_ops", table)  # an op may be called like its family
                continue
            table += methods(op, "" if wrapped(op) else f"{family}_ops.")
            if op.inplace:
                parts.append(composed_inplace_source(op, family))
            if wrapped(op):
                parts.append(composed_source(op, family))
    parts.append("class TensorMethods:\n    __slots__ = ()\n" + "\n".join(table))
    return {"_methods.py": "\n\n\n".join(parts) + "\n", "_functions.py": FUNCTIONS + functions_source(top)}


if __name__ == "__main__":
    here = Path(__file__).parent  # not on the path: it holds files named like modules
    sys.path = [p for p in sys.path if Path(p).resolve() != here]
    sys.path.insert(0, str(ROOT.parent))
    package = types.ModuleType("nbtorch")  # not through __init__, which imports the files to be written
    package.__path__ = [str(ROOT)]
    sys.modules["nbtorch"] = package
    for name, text in generate().items():
        path = ROOT / name
        if "--check" in sys.argv:
            if not path.exists() or path.read_text() != text:
                sys.exit(f"{name} is out of date: run python nbtorch/ops/surface.py")
        else:
            path.write_text(text)
