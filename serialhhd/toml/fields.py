"""A table of a file against the model that keeps it: what pydantic refuses becomes a problem with its place."""

import re
from collections.abc import Callable, Collection, Mapping
from typing import Any, Final

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from serialhhd.toml import findings
from serialhhd.toml.key import TableOf
from serialhhd.toml.positions import Where
from serialhhd.toml.problem import nearest
from serialhhd.toml.report import Report, Table

QUOTED: Final = re.compile(r'"([a-z_-]+)"')


def check_fields(report: Report, where: Where, model: type[BaseModel], options: Table) -> None:
    """Check keys and values that stand at `where` against the model that they belong to; none need be there."""
    try:
        model.model_validate(options)
    except ValidationError as invalid:
        for wrong in (one for one in invalid.errors(include_url=False) if one["type"] != "missing"):
            _report(report, where, model, wrong)


def _report(report: Report, where: Where, model: type[BaseModel], wrong: ErrorDetails) -> None:
    place = (*where, *wrong["loc"])
    if wrong["type"] == "extra_forbidden":
        key = str(wrong["loc"][-1])
        known = _keys_at(model, wrong["loc"][:-1])
        report.at_key(place, findings.unknown_key(key=key, meant=nearest(key, known)))
    else:
        must = _must_be(wrong)
        refuse_value(report, place, wrong["input"], must)


def _keys_at(model: type[BaseModel], where: tuple[int | str, ...]) -> Collection[str]:
    """Return the keys of a model, or of the table that a key of it holds."""
    if not where:
        return model.model_fields
    field = model.model_fields.get(str(where[0]))
    table = next((one for one in field.metadata if isinstance(one, TableOf)), None) if field else None
    return table.model.model_fields if table and len(where) == 1 else ()


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


def _must_be(wrong: ErrorDetails) -> str:
    words = MUST_BE.get(wrong["type"])
    return words(wrong.get("ctx", {})) if words else wrong["msg"]
