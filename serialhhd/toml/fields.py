"""A table of a file against the model that keeps it: what pydantic refuses becomes a problem with its place."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from serialhhd.toml import findings
from serialhhd.toml.key import TableOf, keys_of
from serialhhd.toml.positions import Where
from serialhhd.toml.problem import nearest
from serialhhd.toml.report import Report, Table

QUOTED: Final = re.compile(r'"([a-z_-]+)"')


def check_fields(
    report: Report, where: Where, model: type[BaseModel], options: Table, *, is_whole: bool = False
) -> None:
    """Check keys and values that stand at `where` against the model that they belong to.

    Args:
        report: Is told what is wrong.
        where: The way to the table.
        model: Whose fields its keys are; the keys of tables in it are those of the models of these fields.
        options: The table.
        is_whole: Whether it is all that is said, so that the keys that the model requires must be there.
    """
    try:
        model.model_validate(options)
    except ValidationError as invalid:
        errors = invalid.errors(include_url=False)
        for wrong in errors:
            if (is_whole or wrong["type"] != "missing") and not _follows(wrong, errors):
                _report(report, where, model, wrong)


def _follows(wrong: ErrorDetails, errors: Sequence[ErrorDetails]) -> bool:
    """Return whether a list is too short only because entries of it are refused."""
    where = wrong["loc"]
    return wrong["type"] == "too_short" and any(
        one["loc"][: len(where)] == where for one in errors if one is not wrong
    )


def _report(report: Report, where: Where, model: type[BaseModel], wrong: ErrorDetails) -> None:
    place = (*where, *wrong["loc"])
    table = _model_at(model, wrong["loc"][:-1])
    if wrong["type"] == "extra_forbidden":
        key = str(wrong["loc"][-1])
        known = [*map(_written, table.model_fields.items())] if table else []
        meant = nearest(key, known) or (_belongs(place[:-1], table, key) if table else "")
        report.at_key(place, findings.unknown_key(key=key, meant=meant))
    elif wrong["type"] == "missing":
        name = str(wrong["loc"][-1])
        report.at_value(place[:-1], findings.missing_key(key=name, must=_is_missed(table, name)))
    else:
        must = _must_be(wrong, _model_at(model, (*wrong["loc"], 0)))
        refuse_value(report, place, wrong["input"], must)


def _belongs(where: Where, model: type[BaseModel], key: str) -> str:
    """Return below which header a key belongs that stands above it; nothing for what is no key of a table below."""
    for name, field in model.model_fields.items():
        if any(key in map(_written, table.model_fields.items()) for table in _tables_of(field)):
            return f"it stands below [{'.'.join(map(str, (*where, name)))}]"
    return ""


def _written(named: tuple[str, FieldInfo]) -> str:
    """Return the name of a key as it is written: a word of Python cannot be the name of a field."""
    name, field = named
    return field.alias or name


def _is_missed(model: type[BaseModel] | None, written: str) -> str:
    """Return what a key is, that must be written."""
    fields = model.model_fields.items() if model else ()
    name = next((one for one, field in fields if _written((one, field)) == written), None)
    return f"it must be {keys_of(model)[name].may_be}" if model and name else ""


def _model_at(model: type[BaseModel], where: tuple[int | str, ...]) -> type[BaseModel] | None:
    """Return the model of the table that is at the end of a way; None where that is no table, or one of any keys."""
    found: type[BaseModel] | None = model
    for part in where:
        if isinstance(part, str) and found:
            field = next((one for one in found.model_fields.items() if _written(one) == part), None)
            found = next(_tables_of(field[1]), None) if field else None
    return found


def _tables_of(field: FieldInfo) -> Iterator[type[BaseModel]]:
    """Yield the models of the tables that a key holds: it is one, or a list of them."""
    yield from (one.model for one in field.metadata if isinstance(one, TableOf))
    yield from _models_in(field.annotation)


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for one in get_args(annotation):
        yield from _models_in(one)


def refuse_value(report: Report, where: Where, value: Any, must: str) -> None:
    """Report that a value must be something else; words in quotes of what it must be are what it may have been."""
    key = [part for part in where if isinstance(part, str)][-1]
    names = QUOTED.findall(must)
    report.at_value(where, findings.wrong_value(key=key, value=value, must=must, names=names))


MUST_BE: Final[Mapping[str, Callable[[Any], str]]] = {
    "model_type": lambda _: "a table",
    "dict_type": lambda _: "a table",
    "list_type": lambda _: findings.A_LIST,
    "bool_type": lambda _: "true or false",
    "int_type": lambda _: "a whole number",
    "float_type": lambda _: "a number",
    "string_type": lambda _: "text in quotes",
    "tuple_type": lambda _: findings.A_LIST,
    "literal_error": lambda context: str(context["expected"]).replace("'", '"'),
    "greater_than_equal": lambda context: f"{context['ge']} or more",
    "less_than_equal": lambda context: f"{context['le']} or less",
    "string_too_short": lambda context: f"text of at least {context['min_length']} character",
    "string_too_long": lambda context: f"text of at most {context['max_length']} characters",
    "too_long": lambda context: f"a list of at most {context['max_length']} entries",
    "too_short": lambda context: f"a list of at least {context['min_length']} entry",
}
"""What a value must be, by pydantic's type of error; the errors of our own say it themselves."""


def _must_be(wrong: ErrorDetails, entries: type[BaseModel] | None) -> str:
    if entries and wrong["type"] in {"list_type", "tuple_type"}:
        return f"a list of tables: [[{wrong['loc'][-1]}]] above each"
    words = MUST_BE.get(wrong["type"])
    return words(wrong.get("ctx", {})) if words else wrong["msg"]
