"""Moments of a lesson as marks of its recording, and back."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, Final

from serialhhd.training.lessons.moments import Moment

KIND: Final = "kind"
_MOMENTS: Final[Mapping[str, type[Moment]]] = {one.kind: one for one in Moment.__subclasses__()}


def as_mark(moment: Moment) -> dict[str, Any]:
    """Return what is written of a moment."""
    return {KIND: moment.kind, **{field.name: getattr(moment, field.name) for field in fields(moment)}}


def moment_of(mark: Mapping[str, Any]) -> Moment | None:
    """Return the moment that a mark tells of; None where it tells of something else, or of nothing that this program knows."""
    kind: Any = _MOMENTS.get(mark.get(KIND, ""))
    if kind is None:
        return None
    known = {field.name: mark[field.name] for field in fields(kind) if field.name in mark}
    try:
        moment: Moment = kind(
            **{name: tuple(value) if isinstance(value, list) else value for name, value in known.items()}
        )
    except TypeError:
        return None
    return moment
