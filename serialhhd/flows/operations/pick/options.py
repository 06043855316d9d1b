"""The rules of goods out that a flow sets."""

from typing import Annotated, Final, Literal

from pydantic import BeforeValidator, Field

from serialhhd.flows.operations.operation import WrittenIn
from serialhhd.flows.operations.serial_step import SerialStepOptions
from serialhhd.flows.operations.shortage import ReasonOptions
from serialhhd.flows.operations.supervised import Supervised, nothing_yet
from serialhhd.flows.sentences.texts import list_as_tuple
from serialhhd.store.words.vocabulary import Approvable
from serialhhd.toml.key import Choices

SUPERVISED: Final = Supervised(Approvable.SHORT, Approvable.CANCEL)


class PickOptions(SerialStepOptions, ReasonOptions):
    """The rules of goods out."""

    needs_supervisor: Annotated[
        tuple[Annotated[str, SUPERVISED.each], ...],
        BeforeValidator(list_as_tuple),
        SUPERVISED.choices,
    ] = nothing_yet()
    origin: Annotated[
        Literal["verify", "any"],
        Choices(
            {
                "verify": "only serials that this supplier sent go back",
                "any": "any serial does",
            }
        ),
        WrittenIn("enter_serials"),
    ] = Field(
        default="verify",
        description="Goods out, a supplier return (R37): whose serials it takes, by the receipt that they came with last.",
    )
    expired: Annotated[
        Literal["refuse", "allow"],
        Choices(
            {
                "refuse": "it is refused when it is scanned, and when its pick is confirmed",
                "allow": "it leaves",
            }
        ),
        WrittenIn("scan_pick_list", "scan_batch"),
    ] = Field(
        default="refuse",
        description="Goods out: whether a unit leaves whose expiry (17) is before today, the local day. A supplier return takes it "
        "all the same.",
    )
