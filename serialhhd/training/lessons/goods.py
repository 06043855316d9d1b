"""What lies there in a lesson, as labels: one for who aims a scanner, who plays without hands, and who prints them."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from random import Random

from sqlalchemy import Connection

from serialhhd.flows.seam.view import Label
from serialhhd.flows.sentences.english import captions
from serialhhd.flows.steps import step_types
from serialhhd.flows.words.word import SERIALS
from serialhhd.samples import scannable
from serialhhd.store.catalogue import places, products
from serialhhd.store.documents import open_work
from serialhhd.store.symbols.composing import joined, of_unit
from serialhhd.store.symbols.gtin import gtin14
from serialhhd.store.symbols.symbology import Symbology, printed_in
from serialhhd.store.words import codes
from serialhhd.training.documents.values import serials_of
from serialhhd.training.faults import faults
from serialhhd.training.faults.fault import Group, InHand, Right
from serialhhd.training.faults.incident import Upcoming
from serialhhd.training.faults.of_goods import NotAnnounced
from serialhhd.training.scenarios.model import Event, Goods, Scenario
from serialhhd.value_class import value_class

_AVOIDING = frozenset({Right.SET_ASIDE, Right.CALL})


@value_class(kw_only=True)
class Unit:
    """A unit that lies there, or several of a product without serials.

    Attributes:
        number: Its place among all, from 0; by it a unit is meant, for two may bear the same serial.
        sku: The product.
        serial: Its serial; empty where there is none on the label.
        label: What is printed on it, as it should be read.
        location: Where it lies; empty where the trainee stands.
        quantity: How many they are.
        mishap: The number of the event by which it is not in order; None where it is.
    """

    number: int
    sku: str
    serial: str
    label: Label
    location: str = ""
    quantity: int = 1
    mishap: int | None = None

    @property
    def spellings(self) -> tuple[str, ...]:
        """How it is read: as it is printed; where it must be said, with what kind of symbol it is; and then its serial alone."""
        serial = [self.serial] if self.serial else []
        read = readings(self.label) if self.label.symbology.is_gs1 else (self.label.text,)
        return tuple(dict.fromkeys((*read, *serial)))

    def bears(self, text: str) -> bool:
        """Return whether what was scanned stands on its label."""
        is_serial = bool(self.serial) and codes.serial_key(text) == codes.serial_key(self.serial)
        return is_serial or text in self.spellings


@value_class(kw_only=True)
class Pile:
    """All that lies there.

    Attributes:
        units: The units, in the order in which they come to hand; one that is not in order is among them at its place.
        papers: The documents that are open.
        boxes: What is printed on the boxes of each product of the goods, by SKU.
        places: The places, but for those where goods are on their way.
        barcodes: What the barcode of each product holds, by SKU.
    """

    units: tuple[Unit, ...]
    papers: tuple[Label, ...]
    boxes: tuple[Label, ...]
    places: tuple[Label, ...]
    barcodes: dict[str, str]

    def of_mishap(self, number: int) -> Unit | None:
        """Return the unit that is not in order by a mishap; None where it is none."""
        return next((unit for unit in self.units if unit.mishap == number), None)

    def in_hand(self, label: Label, lying: Sequence[Unit]) -> InHand:
        """Return what is within reach where a label is in hand: its product, another one, another document, the next of what lies there."""
        sku = next((unit.sku for unit in self.units if unit.label == label), "")
        sku = sku or next((unit.sku for unit in self.units), "")
        others = (code for known, code in self.barcodes.items() if codes.key(known) != codes.key(sku))
        document = next((one.text for one in reversed(self.papers) if one.text != label.text), "")
        after = (unit.label for unit in lying if unit.serial and unit.label != label)
        return InHand(
            label=label,
            product=self.barcodes.get(sku, sku),
            other_product=next(others, ""),
            other_document=document,
            next_label=next(after, None),
        )

    def upcoming(self, document: str, lying: Sequence[Unit]) -> Upcoming:
        """Return the document that is worked on, or all that lie there, and the barcode of what comes to hand next."""
        documents = [document] if document else [one.text for one in self.papers]
        return documents, self.barcodes[lying[0].sku] if lying else ""


def lay(conn: Connection, scenario: Scenario, seed: int) -> Pile:
    """Return what lies there in a store that has the start of a scenario.

    Args:
        conn: The store.
        scenario: The scenario.
        seed: The units that are in order lie in an order that follows from it; 0 is that of the file.
    """
    barcodes = {one.sku: scannable.barcode(conn, one) for one in products.page(conn, limit=None)}
    with_label = (one.code for one in places.locations(conn) if not one.is_transit)
    asked = [*open_work.asked(conn)]
    papers = dict.fromkeys(one.document.ref for one in asked)
    wanted = {codes.key(line.product) for one in asked for line in one.lines}
    goods = dict.fromkeys(one.sku for one in scenario.goods)
    units = _in_order(_units(scenario.goods, barcodes), scenario.events, wanted, seed)
    return Pile(
        units=tuple(replace(unit, number=number) for number, unit in enumerate(units)),
        papers=tuple(_label(ref, captions.paper(label=ref)) for ref in papers),
        boxes=tuple(_label(barcodes.get(sku, sku), captions.box(label=sku)) for sku in goods),
        places=tuple(_label(code, captions.place(location=code)) for code in with_label),
        barcodes=barcodes,
    )


def readings(label: Label) -> tuple[str, str]:
    """Return how a scanner says a label: the data alone, or, as it is set, in which kind of symbol they stand before them."""
    return label.text, f"{label.symbology.aim_id}{label.text}"


def _label(text: str, caption: str, symbology: Symbology | None = None) -> Label:
    return Label(text, caption, is_good=True, why="", symbology=symbology or printed_in(text))


def _units(goods: Sequence[Goods], barcodes: dict[str, str]) -> Iterator[Unit]:
    spelled = {codes.key(sku): sku for sku in barcodes}
    for one in goods:
        sku = spelled.get(codes.key(one.sku), one.sku)
        serials = serials_of(one.serials)
        for serial in serials or ("",):
            yield Unit(
                number=0,  # not before they lie in order
                sku=sku,
                serial=serial,
                label=_printed(one, barcodes.get(sku, sku), serial),
                location=one.location,
                quantity=1 if serials else one.units,
            )


def _printed(goods: Goods, barcode: str, serial: str) -> Label:
    """Return the label of a unit: product, lot and serial where it is a GS1 symbol of a product that has a GTIN; else one of them."""
    gtin, symbol = gtin14(barcode), Symbology(goods.symbol)
    if not serial:
        return _label(barcode, captions.box(label=goods.sku))
    caption = captions.serial(serial=serial)
    if not (gtin and symbol.is_gs1):
        return _label(serial, caption, symbol.plain)
    return _label(joined(of_unit(gtin, serial=serial, lot=goods.lot)), caption, symbol)


def _in_order(
    units: Iterator[Unit], events: Sequence[Event], wanted: Collection[str], seed: int
) -> Iterator[Unit]:
    """Yield the units product by product, the good ones shuffled, each that is not in order where its event says."""
    by_product: defaultdict[str, list[Unit]] = defaultdict(list)
    for unit in units:
        by_product[unit.sku].append(unit)
    open_events = sorted(enumerate(events), key=lambda numbered: _captured(numbered[1]))
    for sku, there in by_product.items():
        bad: list[tuple[int, Unit]] = []
        for number, event in tuple(open_events):
            place = _captured(event)
            if place < len(there) and _is_of(event, there[0], is_wanted=codes.key(sku) in wanted):
                bad.append((place, replace(there.pop(place), mishap=number)))
                open_events.remove((number, event))
        if seed:
            Random(f"{seed} {sku}").shuffle(there)  # noqa: S311 - the same seed is the same lesson
        for place, unit in bad:
            there.insert(place, unit)
        yield from there


def _is_of(event: Event, unit: Unit, *, is_wanted: bool) -> bool:
    """Return whether a unit is kept out of what is done by an event: nobody scans it, or it is refused.

    A label is one of a unit where serials are asked for; elsewhere it is that of a document, a place or a box.
    """
    fault = faults()[event.fault]
    if isinstance(fault, NotAnnounced) or not is_wanted:
        return isinstance(fault, NotAnnounced) and not is_wanted
    if not (fault.is_of_unit and unit.serial):
        return False
    is_asked = event.when is not None and SERIALS in step_types()[event.when.step].asks
    return fault.group is Group.GOODS or (event.right in _AVOIDING and is_asked)


def _captured(event: Event) -> int:
    return event.when.captured if event.when else 0
