"""How many units were received or picked."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Final, Literal

from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from serialhhd.flows.operations.operation import PICK_BY_PICK_LIST, PRE_RECEIPT_RECEIVE
from serialhhd.flows.seam.view import Message
from serialhhd.flows.steps.step import Step, list_as_tuple, one_line
from serialhhd.store.catalogue.recognise import what_is_label
from serialhhd.store.symbols import scan
from serialhhd.store.words.numbers import MOST_UNITS, is_number, quantity
from serialhhd.store.words.refusal import Refused

if TYPE_CHECKING:
    from serialhhd.flows.conversation.work import Work

MOST_DIGITS: Final = 7
"""A code of so many digits is a number, whatever else it names: nobody sticks a barcode as short as that on a box."""
PERCENTAGE: Final = re.compile(r"[0-9]{1,4}%", re.ASCII)
Short = Literal["close", "keep_open", "ask"]


def _over_receipt(value: Any) -> int | str:
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST_UNITS:
        return value
    if isinstance(value, str) and (value in {"allow", "forbid"} or PERCENTAGE.fullmatch(value)):
        return value
    must = '"allow", "forbid", a number of units (0 or more) or a percentage such as "10%"'
    raise PydanticCustomError("over_receipt", must)


def _distinct(reasons: tuple[str, ...]) -> tuple[str, ...]:
    if len({reason.casefold() for reason in reasons}) < len(reasons):
        raise PydanticCustomError("repeated", "without a reason given twice")
    return reasons


OverReceipt = Annotated[
    int | str,
    PlainValidator(_over_receipt),
    WithJsonSchema(
        {
            "anyOf": [
                {"enum": ["allow", "forbid"]},
                {"type": "integer", "minimum": 0, "maximum": MOST_UNITS},
                {"type": "string", "pattern": "^[0-9]{1,4}%$"},
            ]
        }
    ),
]
Reason = Annotated[str, Field(max_length=40), AfterValidator(one_line)]


class ConfirmQuantity(Step):
    """The quantity of the line or task, before it is posted."""

    name: ClassVar[str] = "confirm_quantity"
    operations: ClassVar[frozenset[str]] = frozenset({PRE_RECEIPT_RECEIVE, PICK_BY_PICK_LIST})
    needs: ClassVar[frozenset[str]] = frozenset({"document", "product"})
    provides: ClassVar[frozenset[str]] = frozenset({"quantity"})
    follows: ClassVar[Mapping[str, frozenset[str]]] = MappingProxyType(
        {
            PRE_RECEIPT_RECEIVE: frozenset({"serials"}),
            PICK_BY_PICK_LIST: frozenset({"serials", "location"}),
        }
    )

    over_receipt: OverReceipt = Field(
        default="allow",
        description="Goods in (R10): whether more than expected may be received. allow, forbid, a number of units more "
        "than expected, or a percentage of the expected quantity (rounded down to whole units).",
    )
    short: Short = Field(
        default="close",
        description="Goods in (R10): what becomes of a line received with fewer than expected. close: it is closed. "
        "keep_open: the rest can be received later. ask: the operator is asked.",
    )
    short_reasons: Annotated[
        tuple[Reason, ...], BeforeValidator(list_as_tuple), Field(min_length=1), AfterValidator(_distinct)
    ] = Field(
        default=("Not found", "Damaged", "Location empty"),
        description="Goods out (R12): the reasons that a short pick can be given, as a numbered list.",
    )

    empty_reason: str = Field(
        default="Location empty",
        max_length=40,
        description="Goods out (R12): the reason that says that the place is empty. Where there is stock elsewhere, the "
        "operator is sent there before the task ends short. Empty: never.",
    )

    def most(self, expected: int) -> int | None:
        """Return the most units that may be received where `expected` were announced; None where there is no limit (R10)."""
        if self.over_receipt == "allow":
            return None
        if self.over_receipt == "forbid":
            return expected
        if isinstance(self.over_receipt, int):
            return expected + self.over_receipt
        return expected + expected * int(self.over_receipt.rstrip("%")) // 100

    def prompt(self, work: "Work") -> str:  # noqa: ARG002 - the question is always the same
        """Ask for the quantity."""
        return "QUANTITY?"

    def words(self, work: "Work") -> tuple[str, ...]:
        """Offer to take what is proposed, to go back, to be short, and to take the last serial or another one back."""
        confirms = (":ok",) if work.proposed is not None else ()
        takes_back = (":undo", ":remove") if work.scans_serials else ()
        return (*confirms, ":back", ":short", *takes_back)

    def answer(self, work: "Work", text: str) -> Message:
        """Take the proposed quantity (Enter) or the one entered."""
        entered = scan.clean(text)
        if not entered:
            if work.proposed is None:
                raise Refused("quantity_needed")
            return work.confirm(work.proposed)
        if not is_number(entered) or self._is_label(work, entered):
            raise Refused("quantity_is_no_number", text=entered)
        return work.confirm(quantity(entered))

    def _is_label(self, work: "Work", digits: str) -> bool:
        """Whether the digits were read from a label: they name something, and are too many for a number of units."""
        return len(digits) > MOST_DIGITS and what_is_label(work.conn, digits) is not None
