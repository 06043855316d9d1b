"""The rules of adjust in that a flow sets."""

from typing import Annotated

from pydantic import Field

from serialhhd.flows.operations.given_reasons import MEANING, AdjustOptions, Reasons
from serialhhd.flows.sentences.texts import ONE_LINE_OR_NONE


class InOptions(AdjustOptions):
    """The rules of adjust in."""

    reasons: Reasons = Field(default=("Found", "Not booked in"), description=MEANING)
    account: Annotated[str, ONE_LINE_OR_NONE] = Field(
        default="",
        max_length=64,
        description="Adjust in (R28): whose the units are. Empty: it is asked where there are several accounts.",
    )
