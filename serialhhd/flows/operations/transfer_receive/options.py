"""The rules of receiving a transfer that a flow sets."""

from typing import Annotated, Literal

from pydantic import Field

from serialhhd.flows.operations.operation import Options, WrittenIn
from serialhhd.toml.key import Choices


class ArriveOptions(Options):
    """The rules of receiving a transfer."""

    in_transit: Annotated[
        Literal["verify", "accept"],
        Choices(
            {
                "verify": "each one is scanned; what is missing stays in transit and is named",
                "accept": "no serial is asked for: all that are in transit are received",
            }
        ),
        WrittenIn("enter_serials"),
    ] = Field(
        default="verify",
        description="Transfer in (R25): whether the serials that are in transit are scanned.",
    )
