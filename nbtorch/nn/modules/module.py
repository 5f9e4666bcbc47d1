"""Module: what owns parameters and runs a forward."""

from __future__ import annotations

import functools
import warnings
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from ... import __future__ as conversion, _tensor
from ..._functions import empty_like
from ...autograd import observe
from ...autograd.hooks import RemovableHandle, add_hook
from ...autograd.modes import no_grad
from ...autograd.scope import Scope, current, enter, located, where
from ...backend import device as devices, dtype as dtypes
from ...ops.facts import typename
from .._lazy_parameter import is_lazy
from ..parameter import Buffer, Parameter
from . import _backward_hooks, _everywhere, _fields, _loading
from ._everywhere import (
    register_module_backward_hook as register_module_backward_hook,
    register_module_buffer_registration_hook as register_module_buffer_registration_hook,
    register_module_forward_hook as register_module_forward_hook,
    register_module_forward_pre_hook as register_module_forward_pre_hook,
    register_module_full_backward_hook as register_module_full_backward_hook,
    register_module_full_backward_pre_hook as register_module_full_backward_pre_hook,
    register_module_module_registration_hook as register_module_module_registration_hook,
    register_module_parameter_registration_hook as register_module_parameter_registration_hook,
)
from ._loading import _IncompatibleKeys as _IncompatibleKeys

T = TypeVar("T", bound="Module")

class Module:
    """A part of a network: it holds parameters, buffers and other modules, and calling it runs `forward`."""

    training: bool
    dump_patches = False
    _called = True  # False for what only holds modules: its owner calls them

    call_super_init = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if not self.call_super_init and (args or kwargs):
            name = f"{type(self).__name__}.__init__()"
            if kwargs:
                raise TypeError(f"{name} got an unexpected keyword argument '{next(iter(kwargs))}'")
            raise TypeError(f"{name} takes 1 positional argument but {len(args) + 1} were given")
        _fields.fresh(self.__dict__)
        if self.call_super_init:
            super().__init__(*args, **kwargs)

    def forward(self, *inputs: Any) -> Any:
        """What the module computes; every subclass writes its own."""
        raise NotImplementedError(f'Module [{type(self).__name__}] is missing the required "forward" function')

    # ---- calling
    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        parent = current.get()
        scope = self._scope
        if scope is None or scope.parent is not parent:
            scope = self.__dict__["_scope"] = self._new_scope(parent)
        if where[0] is located:
            enter(scope, type(self).forward)
        token = current.set(scope)
        try:
            if self._hooked or _everywhere.any_calls():
                return _backward_hooks.call(self, args, kwargs)
            return self.forward(*args, **kwargs)
        except Exception as error:
            __tracebackhide__ = True  # IPython leaves such a frame out: what is of interest are the forward methods
            if observe.errors:
                observe.tell(observe.errors, error, scope, args)
            raise
        finally:
            current.reset(token)

    def _new_scope(self, parent: Scope | None) -> Scope:
        if parent is None:
            return Scope("", type(self).__name__, None, self)
        caller = None if parent.module is None else parent.module()
        name = self._name if caller is None else caller._name_of_called(self)
        return Scope(f"{parent.path}.{name}" if parent.path else name, type(self).__name__, parent, self)

    def _name_of_called(self, module: Module) -> str:
        """The dotted name below this module of one that it calls: a layer of its Sequential is "blocks.0", not "0"."""
        found: Any = self
        for part in module._name.split("."):
            found = None if found is None else found._modules.get(part)
        if found is module:
            return module._name
        return next((name for name, below in self.named_modules() if below is module), module._name)

    # ---- attributes
    def __setattr__(self, name: str, value: Any) -> None:
        fields = self.__dict__
        if "_modules" not in fields:
            if isinstance(value, (Parameter, Module)):
                kind = "parameters" if isinstance(value, Parameter) else "module"
                raise AttributeError(f"cannot assign {kind} before Module.__init__() call")
            object.__setattr__(self, name, value)
        elif isinstance(value, Parameter):
            self._forget(name, "_parameters")
            self.register_parameter(name, value)
        elif name in fields["_parameters"]:
            if value is not None:
                raise TypeError(
                    f"cannot assign '{typename(value)}' as parameter '{name}' (torch.nn.Parameter or None expected)"
                )
            fields["_parameters"][name] = None
        elif isinstance(value, Module):
            self._forget(name, "_modules")
            self._own(name, value)
        elif isinstance(value, Buffer):
            self._forget(name, "_buffers")
            self.register_buffer(name, value, value.persistent)
        elif name in fields["_modules"]:
            if value is not None:
                raise TypeError(
                    f"cannot assign '{typename(value)}' as child module '{name}' (torch.nn.Module or None expected)"
                )
            fields["_modules"][name] = None
        elif name in fields["_buffers"]:
            if value is not None and not isinstance(value, _tensor.Tensor):
                raise TypeError(
                    f"cannot assign '{typename(value)}' as buffer '{name}' "
                    "(torch.nn.Buffer, torch.Tensor or None expected)"
                )
            fields["_buffers"][name] = value
        else:
            object.__setattr__(self, name, value)

    def __getattr__(self, name: str) -> Any:
        fields = self.__dict__
        for table in _fields.TABLES:
            if table in fields and name in fields[table]:
                return fields[table][name]
        raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")

    def __delattr__(self, name: str) -> None:
        if not self._forget(name):
            object.__delattr__(self, name)

    def _forget(self, name: str, but: str = "") -> bool:
        """Take a name out of every table but one, where its place in the order is kept."""
        tables = [self.__dict__[table] for table in _fields.TABLES if table != but]
        known = any([table.pop(name, self) is not self for table in tables])
        self._non_persistent_buffers_set.discard(name)
        return self.__dict__.pop(name, self) is not self or known

    def __dir__(self) -> list[str]:
        names = {*super().__dir__(), *self._parameters, *self._buffers, *self._modules}
        return sorted([name for name in names if not name[:1].isdigit()])

    # ---- registration
    def register_parameter(self, name: str, param: Parameter | None) -> None:
        """Own `param` under `name`; None reserves the name."""
        if "_parameters" not in self.__dict__:
            raise AttributeError("cannot assign parameter before Module.__init__() call")
        self._check_name(name, "parameter", self._parameters)
        if param is not None and not isinstance(param, Parameter):
            raise TypeError(
                f"cannot assign '{typename(param)}' object to parameter '{name}' (torch.nn.Parameter or None required)"
            )
        if param is not None and param.grad_fn is not None:
            raise ValueError(
                f"Cannot assign non-leaf Tensor to parameter '{name}'. Model parameters must be created explicitly. To "
                f"express '{name}' as a function of another Tensor, compute the value in the forward() method."
            )
        self._parameters[name] = _everywhere.registered("parameter", self, name, param)

    def register_buffer(self, name: str, tensor: Any, persistent: bool = True) -> None:
        """Carry `tensor` under `name`: moved and saved with the module, not learned."""
        if "_buffers" not in self.__dict__:
            raise AttributeError("cannot assign buffer before Module.__init__() call")
        self._check_name(name, "buffer", self._buffers)
        if tensor is not None and not isinstance(tensor, _tensor.Tensor):
            raise TypeError(
                f"cannot assign '{typename(tensor)}' object to buffer '{name}' (torch Tensor or None required)"
            )
        self._buffers[name] = _everywhere.registered("buffer", self, name, tensor)
        (self._non_persistent_buffers_set.discard if persistent else self._non_persistent_buffers_set.add)(name)

    def register_module(self, name: str, module: Module | None) -> None:
        """Own `module` under `name`."""
        if module is not None and not isinstance(module, Module):
            raise TypeError(f"{typename(module)} is not a Module subclass")
        self._check_name(name, "module", self._modules)
        self._own(name, module)

    def _own(self, name: str, module: Module | None) -> None:
        self._modules[name] = module = _everywhere.registered("module", self, name, module)
        if module is not None:
            module._called_as(name if self._called or not self._name else f"{self._name}.{name}")

    def _called_as(self, name: str) -> None:
        """Take the name that calls are recorded under; what a list holds is called by the list's owner."""
        fields = self.__dict__
        fields["_name"], fields["_scope"] = name, None
        for key, module in () if self._called else self._modules.items():
            if module is not None:
                module._called_as(f"{name}.{key}")

    add_module = register_module

    def _check_name(self, name: Any, kind: str, table: dict[str, Any]) -> None:
        if not isinstance(name, str):
            raise TypeError(f"{kind} name should be a string. Got {typename(name)}")
        if hasattr(self, name) and name not in table:
            raise KeyError(f"attribute '{name}' already exists")
        if "." in name:
            raise KeyError(f'{kind} name can\'t contain "."' + (f", got: {name}" if kind == "module" else ""))
        if name == "":
            raise KeyError(f'{kind} name can\'t be empty string ""')

    # ---- looking inside
    def named_modules(
        self, memo: set[Any] | None = None, prefix: str = "", remove_duplicate: bool = True
    ) -> Iterator[Any]:
        """Every module from here down, with its dotted path."""
        memo = set() if memo is None else memo
        if self not in memo:
            if remove_duplicate:
                memo.add(self)
            yield prefix, self
            for name, module in self._modules.items():
                if module is not None:
                    path = f"{prefix}.{name}" if prefix else name
                    yield from module.named_modules(memo, path, remove_duplicate)

    def modules(self, remove_duplicate: bool = True) -> Iterator[Module]:
        """Every module from here down, each once."""
        for _, module in self.named_modules(remove_duplicate=remove_duplicate):
            yield module

    def named_children(self) -> Iterator[tuple[str, Module]]:
        """The modules directly below, with their names."""
        seen: set[Any] = set()
        for name, module in self._modules.items():
            if module is not None and module not in seen:
                seen.add(module)
                yield name, module

    def children(self) -> Iterator[Module]:
        """The modules directly below."""
        for _, module in self.named_children():
            yield module

    def _named(self, table: str, prefix: str, recurse: bool, remove_duplicate: bool) -> Iterator[tuple[str, Any]]:
        seen: set[int] = set()
        owners = self.named_modules(prefix=prefix, remove_duplicate=remove_duplicate) if recurse else [(prefix, self)]
        for path, module in owners:
            for name, value in getattr(module, table).items():
                if value is None or id(value) in seen:
                    continue
                if remove_duplicate:
                    seen.add(id(value))
                yield (f"{path}.{name}" if path else name), value

    def named_parameters(
        self, prefix: str = "", recurse: bool = True, remove_duplicate: bool = True
    ) -> Iterator[tuple[str, Parameter]]:
        """Every parameter from here down, with its dotted path."""
        return self._named("_parameters", prefix, recurse, remove_duplicate)

    def parameters(self, recurse: bool = True) -> Iterator[Parameter]:
        """Every parameter from here down, each once."""
        for _, parameter in self.named_parameters(recurse=recurse):
            yield parameter

    def named_buffers(
        self, prefix: str = "", recurse: bool = True, remove_duplicate: bool = True
    ) -> Iterator[tuple[str, Any]]:
        """Every buffer from here down, with its dotted path."""
        return self._named("_buffers", prefix, recurse, remove_duplicate)

    def buffers(self, recurse: bool = True) -> Iterator[Any]:
        """Every buffer from here down, each once."""
        for _, buffer in self.named_buffers(recurse=recurse):
            yield buffer

    def get_submodule(self, target: str) -> Module:
        """The module at a dotted path."""
        module: Any = self
        for part in target.split(".") if target else ():
            if not hasattr(module, part):
                raise AttributeError(f"{type(module).__name__} has no attribute `{part}`")
            module = getattr(module, part)
            if not isinstance(module, Module):
                raise AttributeError(f"`{part}` is not an nn.Module")
        return module

    def set_submodule(self, target: str, module: Module, strict: bool = False) -> None:
        """Put `module` at a dotted path; with `strict`, only where there is one."""
        if target == "":
            raise ValueError("Cannot set the submodule without a target name!")
        if not isinstance(module, Module):
            raise ValueError(f"`module` is not an nn.Module, found {type(module)}")
        path, _, name = target.rpartition(".")
        owner = self.get_submodule(path)
        if strict or hasattr(owner, name):
            owner.get_submodule(name)
        setattr(owner, name, module)

    def _found(self, target: str) -> tuple[Module, str, Any]:
        """The owner of the attribute at a dotted path, its name there, and the attribute."""
        path, _, name = target.rpartition(".")
        owner = self.get_submodule(path)
        if not hasattr(owner, name):
            raise AttributeError(f"{owner._get_name()} has no attribute `{name}`")
        return owner, name, getattr(owner, name)

    def get_parameter(self, target: str) -> Parameter:
        """The parameter at a dotted path."""
        _, name, found = self._found(target)
        if not isinstance(found, Parameter):
            raise AttributeError(f"`{name}` is not an nn.Parameter")
        return found

    def get_buffer(self, target: str) -> Any:
        """The buffer at a dotted path."""
        owner, name, found = self._found(target)
        if name not in owner._buffers:
            raise AttributeError(f"`{name}` is not a buffer")
        return found

    # ---- changing everything below
    def apply(self: T, fn: Callable[[Module], Any]) -> T:
        """Call `fn` on every module, children first."""
        for module in self.children():
            module.apply(fn)
        fn(self)
        return self

    def _apply(self: T, change: Callable[[Any], Any], recurse: bool = True) -> T:
        for module in self.children() if recurse else ():
            module._apply(change)
        anew = conversion.get_overwrite_module_params_on_conversion()
        anew = anew and not conversion.get_swap_module_params_on_conversion()
        for name, parameter in self._parameters.items():
            if parameter is not None and anew and not is_lazy(parameter):
                with no_grad():
                    made = Parameter(change(parameter.data), parameter.requires_grad)
                    made.grad = None if parameter.grad is None else change(parameter.grad)
                self._parameters[name] = made
            elif parameter is not None:
                with no_grad():
                    parameter.data = change(parameter.data)
                    if parameter.grad is not None:
                        parameter.grad.data = change(parameter.grad.data)
        for name, buffer in self._buffers.items():
            if buffer is not None and is_lazy(buffer):
                buffer.data = change(buffer.data)
            elif buffer is not None:
                self._buffers[name] = change(buffer)
        return self

    def to(self: T, *args: Any, **kwargs: Any) -> T:
        """Move parameters and buffers to a device and/or, the floating ones, to a dtype; in place."""
        device, dtype, order = None, kwargs.get("dtype"), kwargs.get("memory_format")
        for arg in (*args, kwargs.get("device")):
            if isinstance(arg, dtypes.dtype):
                dtype = arg
            elif hasattr(arg, "_node"):
                device, dtype = arg.device, arg.dtype
            elif isinstance(arg, (str, devices.device)) or (isinstance(arg, int) and not isinstance(arg, bool)):
                device = devices.device(arg)
            elif not (arg is None or isinstance(arg, bool)):
                raise TypeError(
                    f"to() received an invalid combination of arguments - got ({type(arg).__name__}), but expected a "
                    "device, a dtype or a tensor, and bools (non_blocking, copy)"
                )
        if dtype is not None and not (dtype.is_floating_point or dtype.is_complex):
            raise TypeError(
                f"nn.Module.to only accepts floating point or complex dtypes, but got desired dtype={dtype}"
            )
        return self._apply(
            lambda t: t.to(
                device,
                dtype if t.is_floating_point() or t.is_complex() else None,
                memory_format=order if order is not None and t.ndim in (4, 5) else None,
            )
        )

    def to_empty(self: T, *, device: Any, recurse: bool = True) -> T:
        """Move parameters and buffers to a device without what is in them."""
        return self._apply(lambda t: empty_like(t, device=device), recurse)

    def cpu(self: T) -> T:
        """Move everything to the CPU."""
        return self.to("cpu")

    def cuda(self: T, device: Any = None) -> T:
        """Move everything to a GPU."""
        return self.to(devices.device("cuda" if device is None else device))

    def _cast(self: T, dtype: dtypes.dtype) -> T:
        return self._apply(lambda t: t.to(dtype) if t.is_floating_point() else t)

    def float(self: T) -> T:
        """Make floating parameters and buffers float32."""
        return self._cast(dtypes.float32)

    def double(self: T) -> T:
        """Make floating parameters and buffers float64."""
        return self._cast(dtypes.float64)

    def half(self: T) -> T:
        """Make floating parameters and buffers float16."""
        return self._cast(dtypes.float16)

    def bfloat16(self: T) -> T:
        """Make floating parameters and buffers bfloat16."""
        return self._cast(dtypes.bfloat16)

    def type(self: T, dst_type: dtypes.dtype) -> T:
        """Make all parameters and buffers `dst_type`."""
        return self._apply(lambda t: t.to(dst_type))

    def train(self: T, mode: bool = True) -> T:
        """Behave as in training (dropout drops, batch norm uses the batch), or not; here and below."""
        if not isinstance(mode, bool):
            raise ValueError("training mode is expected to be boolean")
        self.training = mode
        for module in self.children():
            module.train(mode)
        return self

    def eval(self: T) -> T:
        """Behave as in evaluation."""
        return self.train(False)

    def requires_grad_(self: T, requires_grad: bool = True) -> T:
        """Let every parameter be learned, or freeze it."""
        for parameter in self.parameters():
            parameter.requires_grad_(requires_grad)
        return self

    def zero_grad(self, set_to_none: bool = True) -> None:
        """Forget the gradients of all parameters, or fill them with zeros."""
        for parameter in self.parameters():
            if parameter.grad is not None:
                if set_to_none:
                    parameter.grad = None
                else:
                    parameter.grad = parameter.grad.detach().zero_()

    def share_memory(self: T) -> T:
        """Nothing to do: arrays are sent to worker processes when they need them."""
        return self

    def compile(self, *args: Any, **kwargs: Any) -> None:
        """Nothing to do: modules run eagerly."""

    # ---- saving
    def state_dict(self, *args: Any, destination: Any = None, prefix: str = "", keep_vars: bool = False) -> Any:
        """Parameters and persistent buffers by dotted path."""
        if args:
            warnings.warn(
                "Positional args are being deprecated, use kwargs instead. Refer to "
                "https://pytorch.org/docs/main/generated/torch.nn.Module.html#torch.nn.Module.state_dict for details.",
                FutureWarning,
                stacklevel=2,
            )
            older = dict(zip(("destination", "prefix", "keep_vars"), args, strict=False))
            destination = older["destination"] if destination is None else destination
            prefix, keep_vars = prefix or older.get("prefix", ""), keep_vars or older.get("keep_vars", False)
        return _loading.state_dict(self, destination, prefix, keep_vars)

    def load_state_dict(self, state_dict: Any, strict: bool = True, assign: bool = False) -> Any:
        """Copy what `state_dict` gave back; `strict`: every name must match."""
        return _loading.load_state_dict(self, state_dict, strict, assign)

    _version: int | None = 1

    def _load_from_state_dict(
        self, state_dict: Any, prefix: str, local_metadata: Any, strict: bool, missing_keys: list[str],
        unexpected_keys: list[str], error_msgs: list[str],
    ) -> None:  # fmt: skip
        _loading.load_own(self, state_dict, prefix, local_metadata, strict, missing_keys, unexpected_keys, error_msgs)

    def _save_to_state_dict(self, destination: Any, prefix: str, keep_vars: bool) -> None:
        _loading.save_own(self, destination, prefix, keep_vars)

    def get_extra_state(self) -> Any:
        """What else to save; a subclass that writes this writes `set_extra_state` too."""
        raise RuntimeError("Reached a code path in Module.get_extra_state() that should never be called.")

    def set_extra_state(self, state: Any) -> None:
        """Take back what `get_extra_state` gave."""
        raise RuntimeError("Reached a code path in Module.set_extra_state() that should never be called.")

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(_fields.from_pytorch(state))
        for name, module in self._modules.items():
            if module is not None:
                module._called_as(name if self._called or not self._name else f"{self._name}.{name}")

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_scope": None}

    # ---- hooks
    def _hook(self, table: str, hook: Any, first: bool = False, **about: bool) -> RemovableHandle:
        """Add to a table of hooks that calls look at; `about` are words of the tables that say more of the hook."""
        self.__dict__["_hooked"] = True
        more = [getattr(self, f"{table}_{word}") for word, true in about.items() if true]
        return add_hook(getattr(self, table), hook, *more, first=first)

    def register_forward_pre_hook(
        self, hook: Any, *, prepend: bool = False, with_kwargs: bool = False
    ) -> RemovableHandle:
        """Call `hook(module, args)` before the forward; what it returns replaces the arguments."""
        return self._hook("_forward_pre_hooks", hook, prepend, with_kwargs=with_kwargs)

    def register_forward_hook(
        self, hook: Any, *, prepend: bool = False, with_kwargs: bool = False, always_call: bool = False
    ) -> RemovableHandle:
        """Call `hook(module, args, output)` after the forward; what it returns replaces the output."""
        return self._hook("_forward_hooks", hook, prepend, with_kwargs=with_kwargs, always_called=always_call)

    def register_full_backward_pre_hook(self, hook: Any, prepend: bool = False) -> RemovableHandle:
        """Call `hook(module, grad_output)` when the gradient of the output is known."""
        return self._hook("_backward_pre_hooks", hook, prepend)

    def register_full_backward_hook(self, hook: Any, prepend: bool = False) -> RemovableHandle:
        """Call `hook(module, grad_input, grad_output)` when the gradients of the inputs are known."""
        self._backward_kind(True)
        return self._hook("_backward_hooks", hook, prepend)

    def register_backward_hook(self, hook: Any) -> RemovableHandle:
        """Call `hook(module, grad_input, grad_output)` with the gradients that the last node of the forward has."""
        self._backward_kind(False)
        return self._hook("_backward_hooks", hook)

    def _backward_kind(self, full: bool) -> None:
        if self._is_full_backward_hook is not None and self._is_full_backward_hook != full:
            raise RuntimeError(_everywhere.MIXED.format(where="on a single Module"))
        self.__dict__["_is_full_backward_hook"] = full

    def register_state_dict_post_hook(self, hook: Any) -> RemovableHandle:
        """Call `hook(module, state_dict, prefix, local_metadata)` when a state dict was made."""
        hook._from_public_api = True
        return add_hook(self._state_dict_hooks, hook)

    def _register_state_dict_hook(self, hook: Any) -> RemovableHandle:
        """The same, but what the hook returns replaces the state dict."""
        if getattr(hook, "_from_public_api", False):
            raise RuntimeError(
                "Cannot register the same function as the state dict post hook that was previously registered via "
                "register_state_dict_post_hook"
            )
        return add_hook(self._state_dict_hooks, hook)

    def register_state_dict_pre_hook(self, hook: Any) -> RemovableHandle:
        """Call `hook(module, prefix, keep_vars)` before a state dict is made."""
        return add_hook(self._state_dict_pre_hooks, hook)

    def _register_load_state_dict_pre_hook(self, hook: Any, with_module: bool = False) -> RemovableHandle:
        """Call `hook(state_dict, prefix, metadata, strict, missing, unexpected, errors)` before loading."""
        return add_hook(self._load_state_dict_pre_hooks, functools.partial(hook, self) if with_module else hook)

    def register_load_state_dict_pre_hook(self, hook: Any) -> RemovableHandle:
        """Call `hook(module, state_dict, prefix, metadata, strict, missing, unexpected, errors)` before loading."""
        return add_hook(self._load_state_dict_pre_hooks, functools.partial(hook, self))

    def register_load_state_dict_post_hook(self, hook: Any) -> RemovableHandle:
        """Call `hook(module, incompatible_keys)` after loading."""
        return add_hook(self._load_state_dict_post_hooks, hook)

    # ---- printing
    def extra_repr(self) -> str:
        """What stands between the parentheses of a layer's repr."""
        return ""

    def _get_name(self) -> str:
        return type(self).__name__

    def __repr__(self) -> str:
        extra = self.extra_repr()
        own = extra.split("\n") if extra else []
        below = [f"({name}): " + repr(module).replace("\n", "\n  ") for name, module in self._modules.items()]
        if not below and len(own) < 2:
            return f"{self._get_name()}({extra})"
        return f"{self._get_name()}(\n  " + "\n  ".join(own + below) + "\n)"
