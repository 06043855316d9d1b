"""The words of the store that have a fixed set of values: tracking types, states, kinds and roles.

Their values are what `--json` prints and what the database holds.
"""

from enum import StrEnum
from typing import Final, Self, TypeVar

W = TypeVar("W", bound=StrEnum)


def named(words: type[W], text: str) -> W | None:
    """Return the word of a set that a text names in any spelling: `full_tracking`, `full-tracking`, `Full Tracking`."""
    spelled = text.strip(" ").casefold().replace("-", "_").replace(" ", "_")
    return next((word for word in words if word.value.replace("-", "_") == spelled), None)


class TrackingType(StrEnum):
    """A product's Serial Number Tracking Setting (R1)."""

    NO_TRACKING = "no_tracking"
    TRACK_DURING_PICK = "track_during_pick"
    FULL_TRACKING = "full_tracking"

    @property
    def label(self) -> str:
        """The setting as a person reads it: `Full Tracking`."""
        return self.value.replace("_", " ").title()

    @property
    def needs_serials_in(self) -> bool:
        """Whether goods in asks for serials (R3)."""
        return self is TrackingType.FULL_TRACKING

    @property
    def needs_serials_out(self) -> bool:
        """Whether goods out asks for serials (R3)."""
        return self is not TrackingType.NO_TRACKING


class LocationKind(StrEnum):
    """What a place is for (R19)."""

    STORAGE = "storage"
    QUARANTINE = "quarantine"
    CART = "cart"
    TRANSIT = "transit"

    @property
    def label(self) -> str:
        """The kind as a person reads it."""
        return self.value


class ContainerKind(StrEnum):
    """What a container is (R21)."""

    TOTE = "tote"
    PALLET = "pallet"
    SSCC = "sscc"
    """A logistic unit that somebody else has labelled: its code is an SSCC."""

    @property
    def label(self) -> str:
        """The kind as a person reads it."""
        return self.value.upper() if self is ContainerKind.SSCC else self.value


MOST_DEEP: Final = 4
"""So many containers lie in each other at most (R21)."""


class ProductFact(StrEnum):
    """What of a product can be changed, beside its tracking type."""

    NAME = "name"
    SERIAL_PATTERN = "serial_pattern"
    BARCODE = "barcode"
    WARRANTY = "warranty_days"
    RETIRED = "retired"

    @property
    def label(self) -> str:
        """The fact as a person reads it: `serial pattern`."""
        return self.value.replace("_", " ")


class SerialState(StrEnum):
    """The life of a serial (R5).

    `captured` is the state of a serial that exists only as somebody's capture: it is durable and held against
    every other run, but it is no serial of the warehouse until the receipt or pick is confirmed.
    """

    CAPTURED = "captured"
    EXPECTED = "expected"
    IN_STOCK = "in_stock"
    IN_TRANSIT = "in_transit"
    PICKED = "picked"
    DISPATCHED = "dispatched"
    RETURNED = "returned"
    """Sent back to its supplier (R37)."""
    REMOVED = "removed"

    @property
    def label(self) -> str:
        """The state as a person reads it: `in stock`."""
        return self.value.replace("_", " ")


class DocumentState(StrEnum):
    """State of a document and of each of its lines; which of them a document of a kind may have, and when, is in `document_moves.py`."""

    OPEN = "open"
    RECEIVED = "received"
    PICKED = "picked"
    SHIPPED = "shipped"
    DISPATCHED = "dispatched"
    COUNTED = "counted"
    WAITING = "waiting"
    POSTED = "posted"
    REJECTED = "rejected"
    DONE = "done"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        """The state as a person reads it."""
        return self.value


class Finding(StrEnum):
    """What a count says of a serial (R39)."""

    FOUND = "found"
    MISSING = "missing"
    MISPLACED = "misplaced"
    REMOVED = "removed"
    """Unexpected, and the only such that a count brings back: it was removed from this account's stock."""
    UNEXPECTED = "unexpected"
    UNKNOWN = "unknown"


class DocumentKind(StrEnum):
    """What sort of work a document asks for; what may become of it is in `document_moves.py`.

    Attributes:
        label: The kind as a person reads it.
        line_label: A line of it, likewise.
        partner: What whoever sends the goods, or gets them, is called.
    """

    label: str
    line_label: str
    partner: str

    PRE_RECEIPT = "pre_receipt", "pre-receipt", "pre-receipt line", "supplier"
    PICK_LIST = "pick_list", "pick list", "pick task", "customer"
    TRANSFER = "transfer", "transfer", "transfer line", "partner"
    COUNT = "count", "count", "count line", "partner"
    BATCH = "batch", "batch", "batch line", "partner"
    RETURN = "return", "return", "return line", "customer"
    ADJUSTMENT = "adjustment", "adjustment", "adjustment line", "partner"

    def __new__(cls, value: str, label: str, line_label: str, partner: str) -> Self:
        """Make a kind of what it is called."""
        kind = str.__new__(cls, value)
        kind._value_ = value
        kind.label, kind.line_label, kind.partner = label, line_label, partner
        return kind

    @property
    def plural(self) -> str:
        """Several of the kind, as a person reads it."""
        return f"{self.label}es" if self.label.endswith("ch") else f"{self.label}s"


class RunState(StrEnum):
    """State of a run: only an open one can be resumed."""

    OPEN = "open"
    DONE = "done"
    CANCELLED = "cancelled"
    RELEASED = "released"


class TransactionKind(StrEnum):
    """What a transaction of the ledger did."""

    RECEIPT = "receipt"
    PICK = "pick"
    DISPATCH = "dispatch"
    TRANSFER = "transfer"
    ADJUSTMENT = "adjustment"
    RETURN = "return"
    COUNT = "count"


class Role(StrEnum):
    """What an operator may do."""

    OPERATOR = "operator"
    SUPERVISOR = "supervisor"
    TRAINER = "trainer"
    ADMIN = "admin"


SUPERVISORS = (Role.SUPERVISOR, Role.ADMIN)
"""Those who say yes to what others may not do alone (R67)."""


class Approvable(StrEnum):
    """What at a handheld may need a supervisor (R67)."""

    OVER_RECEIPT = "over_receipt"
    SHORT = "short"
    CANCEL = "cancel"


class Language(StrEnum):
    """A language that operators are spoken to in, by its ISO 639 code."""

    ENGLISH = "en"
    GERMAN = "de"
    SPANISH = "es"

    @property
    def folder(self) -> str:
        """The name of the folder, or the module, with its texts: `german`."""
        return self.name.casefold()


class StorePurpose(StrEnum):
    """What a store is for, said when it is made and never changed (R68)."""

    WORK = "work"
    TRAINING = "training"


TRAINING: Final = "TRAINING"
"""What stands first wherever anything of a training store is shown, printed or written, in every language (R68)."""


class LoginEvent(StrEnum):
    """What happened at the door."""

    LOGIN = "login"
    REFUSED = "refused"
    TAKE_OVER = "take_over"
    LOGOUT = "logout"
    DROPPED = "dropped"


class LoginMethod(StrEnum):
    """How somebody showed who they are."""

    PUBLIC_KEY = "public_key"
    PASSWORD = "password"  # noqa: S105 - a word, not a password
    PIN = "pin"


TOO_OFTEN = "login_too_often"
"""Why a try is refused that has to wait."""
WRONG_KEY = "wrong_key"
"""Why somebody is refused who has none of the keys."""
