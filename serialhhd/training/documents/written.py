"""How documents are written in the start of a scenario, each kind with its keys."""

from typing import Annotated

from pydantic import Field

from serialhhd.training.documents.values import AS_LIST, AS_TYPED, Serials, Table, Text, TextOrNone, Units


class WrittenLine(Table):
    """A line of a document: so many units of a product."""

    sku: Text = Field(description="The product.")
    quantity: Units = Field(description="Units.")

    @property
    def named(self) -> str:
        """The serials that it names, as they are typed; empty where it names none."""
        return ""


class WrittenDocument(Table):
    """A document."""

    ref: Text = Field(description="Its number.")

    @property
    def rows(self) -> tuple[WrittenLine, ...]:
        """Its lines; none where they follow from something else."""
        return ()


class Wanted(WrittenLine):
    """A line of a pre-receipt."""

    quantity: Units = Field(description="Units that are announced.")
    serials: Serials = Field(default="", description=f"Pre-entered serials, {AS_TYPED}")

    @property
    def named(self) -> str:
        """The serials that are pre-entered."""
        return self.serials


class NewPreReceipt(WrittenDocument):
    """A delivery that is announced."""

    supplier: TextOrNone = Field(default="", description="Who sends it.")
    lines: Annotated[tuple[Wanted, ...], AS_LIST] = Field(min_length=1, description="What it should hold.")

    @property
    def rows(self) -> tuple[Wanted, ...]:
        """Its lines."""
        return self.lines


class WantedFrom(WrittenLine):
    """A task of a pick list, or a line of a transfer."""

    quantity: Units = Field(description="Units that are to leave.")
    location: TextOrNone = Field(default="", description="From where, if that is fixed.")


class NewPickList(WrittenDocument):
    """What must leave."""

    customer: TextOrNone = Field(default="", description="For whom it is.")
    lines: Annotated[tuple[WantedFrom, ...], AS_LIST] = Field(min_length=1, description="Its tasks.")

    @property
    def rows(self) -> tuple[WantedFrom, ...]:
        """Its tasks."""
        return self.lines


class NewBatch(WrittenDocument):
    """Pick lists whose goods are fetched together."""

    pick_lists: Annotated[tuple[Text, ...], AS_LIST] = Field(
        min_length=1, description="The numbers of its pick lists; units go to them in this order."
    )


class NewTransfer(WrittenDocument):
    """What goes to another warehouse or account."""

    to_warehouse: TextOrNone = Field(default="", description="The warehouse that receives it.")
    from_warehouse: TextOrNone = Field(default="", description="The warehouse that sends it. Empty: MAIN.")
    to_account: TextOrNone = Field(
        default="", description="The account that the goods come to, which is there then."
    )
    is_shipped: bool = Field(
        default=False,
        alias="shipped",
        description="Whether all of it is on the road at the start, the oldest stock first.",
    )
    lines: Annotated[tuple[WantedFrom, ...], AS_LIST] = Field(min_length=1, description="What is to go.")

    @property
    def rows(self) -> tuple[WantedFrom, ...]:
        """Its lines."""
        return self.lines
