"""Moments of a lesson as marks of its recording, and back."""

from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from serialhhd.training.lessons.moments import Moment
from serialhhd.training.recordings.cast import LONGEST

KIND: Final = "kind"
_MOMENTS: Final[Mapping[str, type[Moment]]] = {one.kind: one for one in Moment.__subclasses__()}


def as_mark(moment: Moment) -> dict[str, Any]:
    """Return what is written of a moment."""
    return {KIND: moment.kind, **{field.name: getattr(moment, field.name) for field in fields(moment)}}


def moment_of(mark: Mapping[str, Any]) -> Moment | None:
    """Return the moment that a mark tells of; None where it tells of something else, or of nothing that this program knows."""
    kind = str(mark.get(KIND))
    if kind not in _MOMENTS:
        return None
    try:
        moment = _reader(kind).validate_python(mark)
    except ValidationError:
        return None
    return moment if 0 <= moment.at <= LONGEST else None


@cache
def _reader(kind: str) -> TypeAdapter[Moment]:
    return TypeAdapter(_MOMENTS[kind])
