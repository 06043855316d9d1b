"""The form of a key: what is filled in for it, made from its JSON Schema, so that each key that is declared has one."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import field
from functools import cache
from types import MappingProxyType
from typing import Any, Final, Literal

from pydantic import BaseModel

from serialhhd.store.words.vocabulary import Language
from serialhhd.toml.edits.values import written
from serialhhd.toml.json_schema import in_place
from serialhhd.toml.key import Key
from serialhhd.value_class import value_class

Schema = Mapping[str, Any]
Filled = Mapping[str, str | Sequence[str]]
"""What is filled in, by the names of the blanks: a text or a word, or several words."""
YES_OR_NO: Final[Mapping[str, str]] = MappingProxyType({"true": "yes", "false": "no"})
NO_WORDS: Final[Mapping[str, str]] = MappingProxyType({})
OWN: Final = "own"
"""The name of the blank for a text that is none of the words above it."""
LANGUAGES: Final[Mapping[str, str]] = MappingProxyType(
    {one.value: one.folder.capitalize() for one in Language}
)


class Unset:
    """What is filled in where nothing is: the default holds."""


UNSET: Final = Unset()


@value_class
class Blank:
    """One thing that is filled in.

    Attributes:
        name: Its name in the form.
        kind: A line of text; a word of some; several of some words; or lines, each an entry.
        label: What stands before it; empty where there is one blank alone.
        words: The words to choose from, and what each means.
        schema: What it may hold.
    """

    name: str
    kind: Literal["text", "word", "words", "lines"]
    label: str = ""
    words: Mapping[str, str] = field(default_factory=lambda: NO_WORDS)
    schema: Schema = field(default_factory=lambda: MappingProxyType({}))

    def shown(self, value: Any) -> str | Sequence[str]:
        """Return what is filled in for a value at first."""
        if self.kind in {"words", "lines"}:
            entries = value if isinstance(value, list | tuple) else ()
            return [_as_text(one) for one in entries]
        return _as_text(value)

    def read(self, filled: str | Sequence[str]) -> Any:
        """Return the value that is meant by what is filled in."""
        if not isinstance(filled, str):
            return list(filled)
        if filled == "" and self.kind != "word":
            return UNSET
        return _meant(filled, self.schema)


@value_class
class Form:
    """What is filled in for a key.

    Attributes:
        blanks: What there is to fill in; of a word out of some or a text that is none of them, both.
        shape: Whether the blanks are one value, or the entries of a table, or a text that may be a table of languages.
    """

    blanks: tuple[Blank, ...]
    shape: Literal["value", "table", "texts"] = "value"

    def shown(self, value: Any) -> dict[str, str | Sequence[str]]:
        """Return what is filled in for a value at first."""
        if self.shape == "value":
            return self._shown_alone(value)
        if not isinstance(value, Mapping):
            value = {self.blanks[0].name: value} if self.shape == "texts" else {}
        return {one.name: one.shown(value.get(one.name, "")) for one in self.blanks}

    def _shown_alone(self, value: Any) -> dict[str, str | Sequence[str]]:
        first, *others = self.blanks
        is_a_word = not others or _as_text(value) in first.words
        shown = {first.name: first.shown(value if is_a_word else "")}
        return shown | {one.name: one.shown("" if is_a_word else value) for one in others}

    def read(self, filled: Filled) -> Any:
        """Return the value that is meant; UNSET where nothing is filled in."""
        if self.shape == "value":
            typed = [one for one in self.blanks if one.kind != "word" and filled[one.name]]
            return (typed or self.blanks)[0].read(filled[(typed or self.blanks)[0].name])
        found = {one.name: one.read(filled[one.name]) for one in self.blanks if filled[one.name]}
        said = {name: value for name, value in found.items() if value is not UNSET}
        first = self.blanks[0].name
        if self.shape == "texts" and said.keys() == {first}:
            return said[first]
        return said or UNSET


def form_of(key: Key) -> Form:
    """Return the form of a key."""
    return _form(_schema_of(key), key.choices)


def _form(schema: Schema, words: Mapping[str, str]) -> Form:
    either = schema.get("anyOf", ())
    tables = [one for one in (schema, *either) if one.get("properties")]
    if tables and either:
        names = [name for name in LANGUAGES if name in tables[0]["properties"]]
        return Form(tuple(Blank(name, "text", LANGUAGES[name]) for name in names), "texts")
    if tables:
        blanks = (_blank(name, one, name, _words(one)) for name, one in tables[0]["properties"].items())
        return Form(tuple(blanks), "table")
    if either and words:
        return Form((Blank("word", "word", words=words), Blank(OWN, "text", "or", schema=schema)))
    return Form((_blank("value", schema, "", words or _words(schema)),))


def _blank(name: str, schema: Schema, label: str, words: Mapping[str, str]) -> Blank:
    if schema.get("type") == "array":
        entries = schema.get("items", {})
        chosen = words or _words(entries)
        return Blank(name, "words" if chosen else "lines", label, chosen, schema)
    if schema.get("type") == "boolean":
        return Blank(name, "word", label, YES_OR_NO, schema)
    return Blank(name, "word" if words else "text", label, words, schema)


def _words(schema: Schema) -> Mapping[str, str]:
    words = schema.get("enum", [schema["const"]] if "const" in schema else [])
    return {str(word): "" for word in words}


def _schema_of(key: Key) -> Schema:
    whole = _schema(key.model)
    schema: Schema = in_place(whole["properties"][key.name], whole.get("$defs", {}))
    return schema


@cache
def _schema(model: type[BaseModel]) -> Schema:
    return model.model_json_schema()


def _as_text(value: Any) -> str:
    """Return a value as it is typed: a text as it is, where all of it can be seen; else as TOML writes it."""
    if isinstance(value, str):
        return value if value.isprintable() and value.strip() == value else written(value)
    return written(value)


def _meant(text: str, schema: Schema) -> Any:
    """Return what a text means where it is typed: as TOML writes it, where that is no text or was shown so; else as it is."""
    is_quoted = text[:1] in {'"', "'"}
    if schema.get("type", "string") == "string" and "anyOf" not in schema and not is_quoted:
        return text
    try:
        document = tomllib.loads(f"value = {text}")
    except (ValueError, RecursionError):
        return text
    return document["value"] if document.keys() == {"value"} else text
