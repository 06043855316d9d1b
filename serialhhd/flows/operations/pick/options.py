"""The rules of goods out that a flow sets."""

from typing import Annotated, Literal

from pydantic import Field

from serialhhd.flows.operations.operation import WrittenIn
from serialhhd.flows.operations.serial_step import SerialStepOptions
from serialhhd.flows.operations.shortage import ReasonOptions
from serialhhd.toml.key import Choices


class PickOptions(SerialStepOptions, ReasonOptions):
    """The rules of goods out."""

    expired: Annotated[
        Literal["refuse", "allow"],
        Choices(
            {
                "refuse": "it is refused when it is scanned, and when its pick is confirmed",
                "allow": "it leaves",
            }
        ),
        WrittenIn("scan_pick_list"),
    ] = Field(
        default="refuse",
        description="Goods out: whether a unit leaves whose expiry (17) is before today, the local day.",
    )
