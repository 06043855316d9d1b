"""What stands in the tables of a scenario: lines of text, units, serials."""

from typing import Annotated, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from serialhhd.flows.sentences.texts import ONE_LINE, ONE_LINE_OR_NONE, list_as_tuple
from serialhhd.store.words.numbers import MOST_UNITS
from serialhhd.typed.serial_texts import parse_serials

LONGEST: Final = 200
AS_TYPED: Final = "as they are typed elsewhere: SN01..SN04, or with commas between them."

Text = Annotated[str, Field(max_length=LONGEST), ONE_LINE]
TextOrNone = Annotated[str, Field(max_length=LONGEST), ONE_LINE_OR_NONE]
Units = Annotated[int, Field(ge=1, le=MOST_UNITS)]
Serials = Annotated[str, Field(max_length=100_000)]
"""Serials as they are typed elsewhere: `SN01..SN04`, `SN01,SN07`; empty where there are none."""
AS_LIST: Final = BeforeValidator(list_as_tuple)


class Table(BaseModel):
    """A table of a scenario, with no other keys than its own."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


def serials_of(text: str) -> tuple[str, ...]:
    """Return the serials of a text, in order.

    Raises:
        Refused: A range is none (`range_differs` and the like).
    """
    return parse_serials(text).serials
