"""A key of a file, declared once: as a field of the model that keeps it. Checks, schema, pages and `explain` follow from that.

A field's type says what it may be, its description what it means. `Choices` say what each word of a closed vocabulary means;
`Must` says what else a value must be; `Idle` when it has no effect.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Any, Final, Literal, get_args, get_origin

from pydantic import BaseModel, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.fields import FieldInfo
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from serialhhd.value_class import value_class

NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})


@dataclass(frozen=True)
class Choices:
    """What each word means that a key may have."""

    meanings: Mapping[str, str]


@dataclass(frozen=True)
class Must:
    """What a value must be beside its type.

    Attributes:
        words: What it must be, as a person is told: `it must be ...`.
        holds: Whether a value is that.
        schema: What the JSON Schema says of it, as near as it can.
        is_all: Whether the words say of what type it is, too.
    """

    words: str
    holds: Callable[[Any], bool]
    schema: Mapping[str, Any] = field(default_factory=lambda: NOTHING)
    is_all: bool = False

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Check a value: once its type is right, or any."""
        if self.is_all:
            return core_schema.no_info_plain_validator_function(self._checked)
        return core_schema.no_info_after_validator_function(self._checked, handler(source))

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Say it in the JSON Schema."""
        return {**({} if self.is_all else handler(core)), **self.schema}

    def _checked(self, value: Any) -> Any:
        if not self.holds(value):
            raise PydanticCustomError("must", self.words)
        return value


class FrozenTable(dict[str, Any]):
    """A table that a frozen model keeps, as a value of its own: nobody changes it, lists in it are tuples."""

    def __init__(self, table: Mapping[str, Any] = NOTHING) -> None:
        super().__init__({k: tuple(v) if isinstance(v, list) else v for k, v in table.items()})

    def __hash__(self) -> int:  # type: ignore[override]
        """Return the same for equal tables."""
        return hash(frozenset(self.items()))


@dataclass(frozen=True)
class TableOf(Must):
    """What a value must be that is a table, by the model of its keys. The value is the table, as it is written.

    Attributes:
        model: The model.
        is_filled: Whether the value has the defaults of what is not written.
    """

    model: type[BaseModel] = field(kw_only=True)
    is_filled: bool = field(default=False, kw_only=True)

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Say it in the JSON Schema."""
        return self.model.model_json_schema()

    def _checked(self, value: Any) -> Any:
        known = self.model.model_validate(value)
        return FrozenTable(known.model_dump() if self.is_filled else value)


def table_of(model: type[BaseModel], words: str, *, is_filled: bool = False) -> TableOf:
    """Return what a value must be that is a table of a model, in words: `it must be ...`; `is_filled` as in `TableOf`."""
    return TableOf(words, bool, is_all=True, model=model, is_filled=is_filled)


@dataclass(frozen=True)
class Idle:
    """When a key has no effect, because of others.

    Attributes:
        because: Returns why, of the whole that the key belongs to; nothing where it has an effect.
    """

    because: Callable[[Any], str | None]


@dataclass(frozen=True)
class IdleIn:
    """When a key has no effect that several models have, in one of them.

    Attributes:
        because: Returns why, of the whole that the key belongs to and of the model whose key it is; nothing where it has an effect.
    """

    because: Callable[[Any, type[BaseModel]], str | None]


@dataclass(frozen=True)
class IdleWords:
    """Which words of a list have no effect, because of other keys.

    Attributes:
        because: Returns why, by word, of the whole that the key belongs to.
    """

    because: Callable[[Any], Mapping[str, str]]


@value_class
class Key:
    """What is declared of a key.

    Attributes:
        name: As it is written.
        meaning: What it decides.
        default: What holds where it is not written; None where it must be.
        is_required: Whether it must be written.
        choices: The words that it may be, and what each means; empty where it is no closed vocabulary.
        may_be: What it may be, in words: `it must be ...`.
        model: Whose field it is.
        field: The field.
    """

    name: str
    meaning: str
    default: Any
    is_required: bool
    choices: Mapping[str, str]
    may_be: str
    model: type[BaseModel]
    field: FieldInfo

    @property
    def explained(self) -> Mapping[str, str]:
        """Its words with their meanings; empty where none of them needs one, as they are told in `may_be`."""
        return self.choices if any(self.choices.values()) else NOTHING

    def why_idle(self, whole: Any) -> str | None:
        """Return why the key has no effect in the whole that it belongs to; None where it has one."""
        reasons = (self._why(one, whole) for one in self.field.metadata)
        return next((why for why in reasons if why), None)

    def _why(self, declared: Any, whole: Any) -> str | None:
        if isinstance(declared, IdleIn):
            return declared.because(whole, self.model)
        return declared.because(whole) if isinstance(declared, Idle) else None

    def idle_words(self, whole: Any) -> Mapping[str, str]:
        """Return the words of a list that have no effect in the whole that the key belongs to, and why."""
        reasons = (one.because(whole) for one in self.field.metadata if isinstance(one, IdleWords))
        return next(reasons, NOTHING)


@cache
def keys_of(model: type[BaseModel]) -> Mapping[str, Key]:
    """Return the keys of a table that a model keeps, in the order in which they are declared."""
    return MappingProxyType({name: _key(name, model, field) for name, field in model.model_fields.items()})


def either(names: Iterable[str]) -> str:
    """Return names as a choice in words: `"a", "b" or "c"`."""
    quoted = [f'"{name}"' for name in names]
    return " or ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)


def _key(name: str, model: type[BaseModel], field: FieldInfo) -> Key:
    choices = _choices(field)
    is_required = field.is_required()
    return Key(
        name=name,
        meaning=field.description or "",
        default=None if is_required else field.get_default(call_default_factory=True),
        is_required=is_required,
        choices=choices,
        may_be=_may_be(field, choices),
        model=model,
        field=field,
    )


def _choices(field: FieldInfo) -> Mapping[str, str]:
    said = next((one.meanings for one in field.metadata if isinstance(one, Choices)), NOTHING)
    words = get_args(field.annotation) if get_origin(field.annotation) is Literal else said
    return MappingProxyType({word: said.get(word, "") for word in words})


TYPES: Final = {
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    str: "text in quotes",
    tuple: "a list",
}


def _may_be(field: FieldInfo, choices: Mapping[str, str]) -> str:
    must = [one.words for one in field.metadata if isinstance(one, Must)]
    if choices and not must:
        return either(choices)
    limits = {
        name: value
        for one in field.metadata
        for name in ("ge", "le", "min_length", "max_length")
        if (value := getattr(one, name, None)) is not None
    }
    kind = get_origin(field.annotation) or field.annotation
    if choices and kind is tuple:
        return ", ".join([f"a list of {either(choices)}", *must])
    counted = "entries" if kind is tuple else "characters"
    said = [TYPES[kind]] if kind in TYPES and (not must or limits) else []
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        said = ["a table"]
    words = [*said, *_limits(limits, counted), *must]
    return ", ".join(words)


def _limits(limits: Mapping[str, Any], counted: str) -> Iterable[str]:
    if "ge" in limits and "le" in limits:
        yield f"{limits['ge']} to {limits['le']}"
    if "max_length" in limits:
        yield f"up to {limits['max_length']} {counted}"
