"""The rules of goods in that a flow sets."""

import re
from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, Field

from serialhhd.flows.conversation.work import PlayedFlow
from serialhhd.flows.operations.operation import WrittenIn
from serialhhd.flows.operations.serial_step import SerialStepOptions
from serialhhd.flows.operations.shortage import ShortOptions
from serialhhd.flows.operations.supervised import Supervised, nothing_yet
from serialhhd.flows.sentences.texts import list_as_tuple
from serialhhd.flows.words.word import SERIALS
from serialhhd.store.words.numbers import MOST_UNITS
from serialhhd.store.words.vocabulary import Approvable
from serialhhd.toml.key import Choices, Idle, IdleWords, Must

PERCENTAGE: Final = re.compile(r"[0-9]{1,4}%", re.ASCII)


def _is_over_receipt(value: Any) -> bool:
    if isinstance(value, int):
        return not isinstance(value, bool) and 0 <= value <= MOST_UNITS
    return isinstance(value, str) and (value in {"allow", "forbid"} or bool(PERCENTAGE.fullmatch(value)))


OverReceipt = Annotated[
    int | str,
    Must(
        '"allow", "forbid", a number of units (0 or more) or a whole percentage without a blank, such as "10%"',
        _is_over_receipt,
        {
            "anyOf": [
                {"enum": ["allow", "forbid"]},
                {"type": "integer", "minimum": 0, "maximum": MOST_UNITS},
                {"type": "string", "pattern": "^[0-9]{1,4}%$"},
            ]
        },
        is_all=True,
    ),
    Choices(
        {
            "allow": "any quantity; one far above the expected is asked about",
            "forbid": "never more than expected",
        }
    ),
]


def _why_idle(flow: PlayedFlow) -> str | None:
    return None if SERIALS in flow.words.values() else "no step of the flow asks for serials"


SUPERVISED: Final = Supervised(Approvable.OVER_RECEIPT, Approvable.SHORT, Approvable.CANCEL)


def _never_happens(flow: PlayedFlow) -> dict[str, str]:
    options = flow.options
    stays_open = isinstance(options, ReceiveOptions) and options.short == "keep_open"
    return {Approvable.SHORT: 'with short = "keep_open" no line ends short'} if stays_open else {}


class ReceiveOptions(SerialStepOptions, ShortOptions):
    """The rules of goods in."""

    pre_entered: Annotated[
        Literal["accept", "verify"],
        Choices(
            {
                "accept": "no serial is asked for; they are received, and the quantity must equal their number",
                "verify": "each one is scanned against the list; what is missing is told by name",
            }
        ),
        Idle(_why_idle),
        WrittenIn("enter_serials"),
    ] = Field(
        default="accept",
        description="Goods in, a line with pre-entered serials (R9): whether they are scanned.",
    )
    over_receipt: Annotated[OverReceipt, WrittenIn("confirm_quantity")] = Field(
        default="allow",
        description="Goods in (R10): whether more than expected may be received. A number is so many units more (2 takes "
        "12 of 10), a percentage so many more, rounded down to whole units (10% takes 16 of 15).",
    )

    needs_supervisor: Annotated[
        tuple[Annotated[str, SUPERVISED.each], ...],
        BeforeValidator(list_as_tuple),
        SUPERVISED.choices,
        IdleWords(_never_happens),
    ] = nothing_yet()

    @property
    def can_be_more(self) -> bool:
        """Whether a supervisor may let more be received than `most` (R67)."""
        return Approvable.OVER_RECEIPT in self.needs_supervisor

    def most(self, expected: int) -> int | None:
        """Return the most units that may be received where `expected` were announced; None where there is no limit (R10)."""
        if self.over_receipt == "allow":
            return expected if self.can_be_more else None
        if self.over_receipt == "forbid":
            return expected
        if isinstance(self.over_receipt, int):
            return expected + self.over_receipt
        return expected + expected * int(self.over_receipt.rstrip("%")) // 100
