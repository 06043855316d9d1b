"""Serials: what one may look like (R4), and what is said of several that were entered at once."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from serialhhd.store import refusals
from serialhhd.store.serials.lots import LotAndExpiry
from serialhhd.store.words import codes
from serialhhd.store.words.refusal import Doubtful, Refused
from serialhhd.value_class import value_class

NO_LIMIT = 2**31 - 1
"""As many serials as there are."""


@value_class
class SerialEntry:
    """A serial as it was scanned, cleaned and checked, with the lot and expiry that came with it.

    Attributes:
        serial: As scanned, outer blanks removed; 1-64 printable characters.
        key: What it is unique and looked up by: letter case does not count.
        lot: AI 10, if it came with the serial.
        expiry: AI 17 as `YYYY-MM-DD`, if it came with the serial.
        is_bare: Nothing but the place where it was scanned says that it is a serial: it may be any label's code.
        fits: The product's pattern matches it.
    """

    serial: str
    key: str
    lot: str | None = None
    expiry: str | None = None
    is_bare: bool = False
    fits: bool = False

    @property
    def lot_and_expiry(self) -> LotAndExpiry:
        """The lot and expiry that came with it."""
        return LotAndExpiry(self.lot, self.expiry)

    def arriving(self, held: LotAndExpiry) -> "SerialEntry":
        """Return it with what its own label does not say of lot and expiry taken from what came with the product."""
        if not held:
            return self
        known = self.lot_and_expiry.completed(held)
        return replace(self, lot=known.lot, expiry=known.expiry)


def entry(
    text: str, *, lot: str | None = None, expiry: str | None = None, is_bare: bool = False, fits: bool = False
) -> SerialEntry:
    """Return a text as a serial (R4); whether it may become one is for `new_serials` to judge.

    Raises:
        Refused: `code_empty`, `code_too_long`, `code_unprintable`, or `serial_is_action`: what begins with a colon is
            said to the handheld, and could never be scanned.
    """
    serial = codes.clean(text, "serial")
    if codes.fold(serial).startswith(codes.ACTION):
        raise refusals.serial_is_action(serial=serial)
    return SerialEntry(serial, codes.serial_key(serial), lot, expiry, is_bare, fits)


def distinct(entries: Sequence[SerialEntry]) -> None:
    """Check that no serial stands twice in what was entered at once.

    Raises:
        Refused: `serials_repeated`, naming them.
    """
    if len(entries) == 1:
        return
    times = Counter(given.key for given in entries)
    repeated = sorted({given.key: given.serial for given in entries if times[given.key] > 1}.values())
    if repeated:
        raise refusals.serials_repeated(serials=tuple(repeated))


def of_one_product(entries: Sequence[SerialEntry], there: Iterable[tuple[str, str]]) -> None:
    """Check that each serial, of which nobody has said the product, is there of one product alone (R4).

    Args:
        entries: They, as they were entered.
        there: The SKU and the key of each serial that is meant.

    Raises:
        Refused: `serial_of_several_products`, naming them.
    """
    skus: dict[str, list[str]] = {one.key: [] for one in entries}
    for sku, key in there:
        if key in skus:
            skus[key].append(sku)
    for one in entries:
        if len(skus[one.key]) > 1:
            raise refusals.serial_of_several_products(serial=one.serial, skus=tuple(skus[one.key]))


def refusal_of(refused: Sequence[Refused], count: int) -> Refused:
    """Return the refusal of some of `count` serials; where somebody may say yes to all that speaks against them, a doubt."""
    if all(isinstance(why, Doubtful) for why in refused):
        return refusals.serials_doubtful(doubts=tuple(refused), count=count)
    return refusals.serials_refused(refused=tuple(refused), count=count)
