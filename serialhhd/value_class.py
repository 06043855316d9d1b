"""Values: what is compared by what it holds, and stays as it was made."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar, dataclass_transform, overload

__all__ = ["value_class"]

T = TypeVar("T")

_METHODS: Final[Mapping[str, Mapping[str, bool]]] = {
    "__init__": {"init": True},
    "__repr__": {"repr": True},
    "__eq__": {"eq": True},
    "__hash__": {"unsafe_hash": True},
}
"""What `dataclass` writes for a value, and what it is told so that it writes that alone."""
_NO_METHOD: Final[Mapping[str, bool]] = {"init": False, "repr": False, "eq": False}


@overload
def value_class(cls: type[T], /) -> type[T]: ...
@overload
def value_class(*, kw_only: bool) -> Callable[[type[T]], type[T]]: ...
@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def value_class(cls: type[T] | None = None, /, *, kw_only: bool = False) -> Any:
    """Make a dataclass with slots, whose methods are written when they are called first.

    The handheld loads two hundred when it starts, and makes values of a few: writing was an eighth of its start. Who assigns to
    what a value holds is refused by the type checker, not by Python: that would make each value five times as slow to make.
    """

    def made(cls: type[T]) -> type[T]:
        value = dataclass(**_NO_METHOD, slots=True, kw_only=kw_only)(cls)
        for name in _METHODS:
            if vars(value).get(name) is None:
                setattr(value, name, _written_when_called(value, name))
        return value

    return made if cls is None else made(cls)


def _written_when_called(cls: type, name: str) -> Callable[..., Any]:
    def first(*given: Any, **named: Any) -> Any:
        if vars(cls)[name] is first:
            setattr(cls, name, _written(cls, name))
        return vars(cls)[name](*given, **named)

    return first


def _written(cls: type, name: str) -> Callable[..., Any]:
    """Return a method as `dataclass` writes it for a class: a subclass without fields of its own is given it."""
    twin: type = dataclass(**{**_NO_METHOD, **_METHODS[name]})(
        type(cls.__name__, (cls,), {"__slots__": (), "__doc__": "-"})
    )
    method: Callable[..., Any] = vars(twin)[name]
    return method
