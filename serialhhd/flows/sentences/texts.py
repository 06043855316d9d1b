"""Texts that a flow sets, and an operator reads."""

from dataclasses import dataclass, field
from typing import Annotated, Any, Final

from pydantic import ConfigDict, Field, GetJsonSchemaHandler, TypeAdapter
from pydantic_core import CoreSchema, PydanticCustomError

from serialhhd.store.words.vocabulary import Language
from serialhhd.toml.key import FrozenTable, Must, either

Texts = str | dict[str, str]
"""What a site has written: one text, or one for each language by its code; `in_language` returns the one that is read."""


def list_as_tuple(value: Any) -> Any:
    """Return a list of TOML or JSON as the tuple that a frozen step keeps; leave everything else to be refused."""
    return tuple(value) if isinstance(value, list) else value


def is_one_line(text: str) -> bool:
    """Return whether a handheld can show a text on one line: it is not blank, and all of it can be printed."""
    return bool(text.strip()) and text.isprintable()


_LINE: Final = r"[^\u0000-\u001f\u007f]*[^\u0000-\u0020\u007f][^\u0000-\u001f\u007f]*"

ONE_LINE: Final = Must("text on one line", is_one_line, {"pattern": f"^{_LINE}$"})
ONE_LINE_OR_NONE: Final = Must(
    "text on one line", lambda text: not text or is_one_line(text), {"pattern": f"^({_LINE})?$"}
)


# --- in one language or in several --------------------------------------------------------------------------------

_STRICT: Final = ConfigDict(strict=True, defer_build=True)


@dataclass(frozen=True)
class InLanguages(Must):
    """What one text must be, or one for each language.

    Attributes:
        alone: What one text must be.
        each: What each of several must be.
    """

    alone: TypeAdapter[str] = field(kw_only=True)
    each: TypeAdapter[dict[str, str]] = field(kw_only=True)

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Say it in the JSON Schema."""
        by_language = self.each.json_schema()
        each = by_language.pop("additionalProperties")
        properties = dict.fromkeys(Language, each)
        texts = {**by_language, "properties": properties, "additionalProperties": False, "minProperties": 1}
        return {"anyOf": [self.alone.json_schema(), texts]}

    def _checked(self, value: Any) -> Any:
        if not isinstance(value, dict):
            return self.alone.validate_python(value)
        if not value or value.keys() - set(Language):
            raise PydanticCustomError("must", _A_LANGUAGE)
        return FrozenTable(self.each.validate_python(value))


_A_LANGUAGE: Final = f"text, or one for each language: {either(Language)}"


def in_languages(longest: int, *, none: bool = False) -> InLanguages:
    """Return what a text on one line must be that may be written in several languages.

    Args:
        longest: So many characters it may have, in each.
        none: Whether it may be empty, where it is one text.
    """
    long = Field(max_length=longest)
    alone = TypeAdapter(Annotated[str, long, ONE_LINE_OR_NONE if none else ONE_LINE], config=_STRICT)
    each = TypeAdapter(dict[str, Annotated[str, long, ONE_LINE]], config=_STRICT)
    words = (
        f"text on one line, up to {longest} characters, or one for each language: {{ en = ..., de = ... }}"
    )
    return InLanguages(words, bool, is_all=True, alone=alone, each=each)
