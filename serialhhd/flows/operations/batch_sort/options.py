"""The rules of the sort of a batch that a flow sets."""

from typing import Annotated, Literal

from pydantic import Field

from serialhhd.flows.operations.operation import Options, WrittenIn
from serialhhd.toml.key import Choices


class SortOptions(Options):
    """The rules of the sort of a batch."""

    expired: Annotated[
        Literal["refuse", "allow"],
        Choices({"refuse": "it is refused when it is scanned, and stays on the cart", "allow": "it leaves"}),
        WrittenIn("scan_unit"),
    ] = Field(
        default="refuse",
        description="Batch sort: whether a unit leaves whose expiry (17) is before today, the local day.",
    )
