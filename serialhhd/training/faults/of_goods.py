"""What is wrong with the goods that lie there: the scenario lays them so, and an event says when they come to hand."""

from typing import ClassVar

from serialhhd.training.faults.fault import Fault, Group, Laid, Right


class GoodsFault(Fault):
    """Goods that are not as they should be: they come to hand. Their labels, and the scanner, are in order."""

    group: ClassVar[Group] = Group.GOODS
    rights: ClassVar[tuple[Right, ...]] = (Right.SET_ASIDE, Right.CALL, Right.REFUSE_ONLY)


class OverDelivery(GoodsFault):
    """More than announced."""

    name: ClassVar[str] = "over_delivery"
    meaning: ClassVar[str] = "More units lie there than the document asks for."
    codes: ClassVar[tuple[str, ...]] = ("serial_captured",)

    def lacks(self, laid: Laid) -> str:
        """Return that nothing is too much."""
        is_over = any(units > laid.announced.get(sku, units) for sku, units in laid.goods.items())
        return "" if is_over else "more goods of a product than a document asks for"


class ShortDelivery(GoodsFault):
    """Fewer than announced."""

    name: ClassVar[str] = "short_delivery"
    meaning: ClassVar[str] = "Fewer units lie there than the document asks for."
    rights: ClassVar[tuple[Right, ...]] = (Right.CALL, Right.REFUSE_ONLY)
    is_of_unit: ClassVar[bool] = False

    def lacks(self, laid: Laid) -> str:
        """Return that nothing is missing."""
        is_short = any(laid.goods.get(sku, 0) < units for sku, units in laid.announced.items())
        return "" if is_short else "fewer goods of a product than a document asks for"


class DuplicateSerial(GoodsFault):
    """A serial that is there twice."""

    name: ClassVar[str] = "duplicate_serial"
    meaning: ClassVar[str] = "Two units bear the same serial."
    codes: ClassVar[tuple[str, ...]] = ("serial_already_captured",)

    def lacks(self, laid: Laid) -> str:
        """Return that every serial is there once."""
        return "" if laid.has_repeated else "a serial that stands twice in goods"


class SerialElsewhere(GoodsFault):
    """A serial that the house has already."""

    name: ClassVar[str] = "serial_elsewhere"
    meaning: ClassVar[str] = "A unit bears a serial that the house knows at another place."
    codes: ClassVar[tuple[str, ...]] = ("serial_in_stock",)

    def lacks(self, laid: Laid) -> str:
        """Return that no serial of the goods is known elsewhere."""
        return "" if laid.has_known else "a serial of the goods that is in the stock of start as well"


class OnHold(GoodsFault):
    """Goods that must not leave."""

    name: ClassVar[str] = "on_hold"
    meaning: ClassVar[str] = "A unit is on hold: it must not leave before it is released."
    codes: ClassVar[tuple[str, ...]] = ("serial_on_hold",)

    def lacks(self, laid: Laid) -> str:
        """Return that nothing is on hold."""
        return "" if laid.has_held else "goods that are on hold in start"


class NotAnnounced(GoodsFault):
    """Goods that no document asks for."""

    name: ClassVar[str] = "not_announced"
    meaning: ClassVar[str] = "A product lies there that no document asks for."
    codes: ClassVar[tuple[str, ...]] = ("not_on_document",)
    is_of_unit: ClassVar[bool] = False

    def lacks(self, laid: Laid) -> str:
        """Return that every product is on a document."""
        return "" if laid.goods.keys() - laid.announced.keys() else "goods of a product that no document has"
