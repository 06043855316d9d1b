"""In what state a unit came back, and where it may be put then (R35)."""

from collections.abc import Collection
from typing import Final

from serialhhd.store import refusals
from serialhhd.store.catalogue.places import Location
from serialhhd.store.words import codes
from serialhhd.store.words.vocabulary import LocationKind

NOT_STATED: Final = "not stated"
"""What is kept where nobody says in what state a unit came back."""


def cleaned(condition: str) -> str:
    """Return a condition without outer blanks.

    Raises:
        Refused: `condition_missing`, `code_unprintable`.
    """
    said = codes.words(condition, "condition")
    if not said:
        raise refusals.condition_missing()
    return said


def check_place(to: Location, condition: str, restock: Collection[str]) -> None:
    """Check that a unit in this state may be put at a place: in quarantine, or in storage where it is as good as new.

    Args:
        to: The place.
        condition: In what state it is.
        restock: The conditions of what may be put in storage.

    Raises:
        Refused: `wrong_location_kind`.
    """
    is_good = codes.key(condition) in {codes.key(one) for one in restock}
    if to.kind is LocationKind.QUARANTINE or (is_good and to.kind is LocationKind.STORAGE):
        return
    wanted = LocationKind.STORAGE if is_good else LocationKind.QUARANTINE
    raise refusals.wrong_location_kind(location=to.code, kind=to.kind, wanted=wanted)


def check_takes_goods_back(to: Location) -> None:
    """Check that a place takes what comes back at all: storage or quarantine.

    Raises:
        Refused: `wrong_location_kind`.
    """
    if to.kind not in (LocationKind.STORAGE, LocationKind.QUARANTINE):
        raise refusals.wrong_location_kind(location=to.code, kind=to.kind, wanted=LocationKind.STORAGE)
