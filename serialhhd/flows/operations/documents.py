"""The documents of one kind, as the conversation works on them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from sqlalchemy import Connection

from serialhhd.store.catalogue.products import Product
from serialhhd.store.documents.progress import SoFar


class Document(Protocol):
    """What documents of all kinds have in common."""

    @property
    def id(self) -> int:
        """Its key."""

    @property
    def ref(self) -> str:
        """Its number."""

    @property
    def account_id(self) -> int:
        """Whose stock it is about."""

    @property
    def partner(self) -> str | None:
        """Who sends the goods, or gets them."""

    @property
    def is_open(self) -> bool:
        """Whether it can be worked on."""

    @property
    def state(self) -> StrEnum:
        """Its state, a word."""


class Line(Protocol):
    """What their lines have in common. Quantities in units."""

    @property
    def id(self) -> int:
        """Its key."""

    @property
    def product_id(self) -> int:
        """Its product."""

    @property
    def product(self) -> str:
        """The product's SKU."""

    @property
    def name(self) -> str:
        """The product's name."""

    @property
    def open_quantity(self) -> int:
        """How many units are still to come or to go."""

    @property
    def is_open(self) -> bool:
        """Whether it can be worked on."""

    @property
    def location(self) -> str | None:
        """The only place that its units may come from, if there is one."""

    @property
    def run_id(self) -> int | None:
        """The run that has it in work."""

    @property
    def in_work_by(self) -> str | None:
        """Who has it in work."""


class Standing(Protocol):
    """What a run works on."""

    @property
    def document(self) -> Document:
        """The document."""

    @property
    def line(self) -> Line | None:
        """The line in work, once one is."""

    @property
    def product(self) -> Product | None:
        """Its product."""


class ReadStanding(Protocol):
    """Reads a document with one of its lines in one look, locked on demand."""

    def __call__(
        self, conn: Connection, document_id: int, line_id: int | None, /, *, hold: bool = False
    ) -> Standing:
        """Return what stands there."""


@dataclass(frozen=True, slots=True)
class Documents:
    """The documents of one kind.

    Attributes:
        label: What a person calls one (`pre-receipt`).
        field: The key of its number in `View.fields` (`pre_receipt`).
        find: Returns the document of a number, open or not; or None.
        open_ones: Returns so many open ones, oldest first.
        standing: Returns the document of an id with one of its lines.
        lines: Returns a document's lines.
        so_far: Returns how far a document is.
        note: Notes on a run which one it works on.
    """

    label: str
    field: str
    find: Callable[[Connection, str], Document | None]
    open_ones: Callable[[Connection, int], Sequence[Document]]
    standing: ReadStanding
    lines: Callable[[Connection, Any], Sequence[Line]]
    so_far: Callable[[Connection, int, int | None], SoFar]
    note: Callable[[Connection, int, int], None]
