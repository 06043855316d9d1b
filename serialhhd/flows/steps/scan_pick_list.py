"""The first question of goods out: which pick list."""

from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from serialhhd.flows.operations.operation import PICK_BY_PICK_LIST
from serialhhd.flows.seam.view import Choice, Message
from serialhhd.flows.steps.step import Step
from serialhhd.flows.words.entry import entered

if TYPE_CHECKING:
    from serialhhd.flows.conversation.work import Work

Expired = Literal["refuse", "allow"]


class ScanPickList(Step):
    """Which pick list is to be picked."""

    name: ClassVar[str] = "scan_pick_list"
    operations: ClassVar[frozenset[str]] = frozenset({PICK_BY_PICK_LIST})
    needs: ClassVar[frozenset[str]] = frozenset()
    provides: ClassVar[frozenset[str]] = frozenset({"document"})

    expired: Expired = Field(
        default="refuse",
        description="Goods out: whether a unit leaves whose expiry (17) is before today, the local day. refuse: it is "
        "refused when it is scanned, and when its pick is confirmed. allow: it leaves.",
    )

    def prompt(self, work: "Work") -> str:  # noqa: ARG002 - the question is always the same
        """Ask for the number of the document."""
        return "PICK LIST?"

    def choices(self, work: "Work") -> tuple[Choice, ...]:
        """Offer the open ones."""
        return work.document_choices()

    def words(self, work: "Work") -> tuple[str, ...]:  # noqa: ARG002 - there is nothing before it
        """Offer nothing but what is always there."""
        return ()

    def answer(self, work: "Work", text: str) -> Message:
        """Open the document of that number, or the one chosen from the list."""
        return work.open_document(entered(text, "pick list"))
