"""A scenario on paper: what lies there as labels to cut out, the bad ones unmarked among the good, and a key for the trainer."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import Final

from sqlalchemy import Connection

from serialhhd.flows.seam.view import Label
from serialhhd.flows.steps import step_types
from serialhhd.flows.words.word import DOCUMENT, PRODUCT, SERIALS
from serialhhd.store.catalogue import products
from serialhhd.store.engine import throw_away
from serialhhd.store.words.vocabulary import StorePurpose
from serialhhd.training.faults import faults
from serialhhd.training.faults.fault import MEANINGS
from serialhhd.training.faults.of_labels import LabelFault
from serialhhd.training.labels.label import PrintedLabel, printed, torn
from serialhhd.training.lessons.goods import Pile, lay
from serialhhd.training.scenarios.loader import CheckedScenario
from serialhhd.training.scenarios.model import Event, Scenario
from serialhhd.training.scenarios.start import fill
from serialhhd.value_class import value_class

GOOD: Final = "good"


@value_class
class OnPaper:
    """A scenario on paper.

    Attributes:
        labels: What is to be cut out, each with a number.
        key: What the trainer keeps, line by line: what each number is, what goes wrong, and what is right then.
    """

    labels: tuple[PrintedLabel, ...]
    key: tuple[str, ...]


@value_class
class _Piece:
    """A label, and the number of the event by which it is not in order; None where it is."""

    label: PrintedLabel
    event: int | None = None


def on_paper(one: CheckedScenario) -> OnPaper:
    """Return a scenario on paper: always the same, so that a class can have it several times and one key.

    Raises:
        StoreUnavailable: No store can be made.
    """
    with throw_away.store("training", purpose=StorePurpose.TRAINING) as store:
        fill(store, one.scenario, one.path.parent)
        with store.read() as conn:
            pieces = _Pieces(conn, one.scenario).all()
    Random(one.scenario.title).shuffle(pieces)  # noqa: S311 - nothing is secret in it
    return OnPaper(
        tuple(_numbered(piece.label, number) for number, piece in enumerate(pieces, start=1)),
        tuple(_key(one.scenario, pieces)),
    )


def _numbered(label: PrintedLabel, number: int) -> PrintedLabel:
    """Return a label on which its number stands behind what people read first."""
    return replace(label, lines=(*label.lines[:1], f"#{number}", *label.lines[1:]))


# --- what lies there --------------------------------------------------------------------------------------------------------


class _Pieces:
    """The labels of a scenario, in the order in which they come to hand."""

    def __init__(self, conn: Connection, scenario: Scenario) -> None:
        self._pile: Pile = lay(conn, scenario, seed=0)
        self._scenario = scenario
        self._names = {sku: products.show(conn, sku).name for sku in self._pile.barcodes}

    def all(self) -> list[_Piece]:
        return [*self._good(), *self._bad()]

    def _good(self) -> Iterator[_Piece]:
        pile = self._pile
        yield from (_Piece(self._printed(one)) for one in (*pile.papers, *pile.boxes, *pile.places))
        for unit in pile.units:
            if unit.serial and not self._has_bad_label(unit.mishap):
                yield _Piece(self._printed(unit.label), unit.mishap)

    def _has_bad_label(self, mishap: int | None) -> bool:
        return mishap is not None and isinstance(faults()[self._scenario.events[mishap].fault], LabelFault)

    def _bad(self) -> Iterator[_Piece]:
        for number, event in enumerate(self._scenario.events):
            fault = faults()[event.fault]
            if isinstance(fault, LabelFault):
                meant = self._meant(number, event)
                good = self._printed(meant)
                found = fault.found(self._pile.in_hand(meant, self._pile.units))
                yield _Piece(torn(good) if found is None else self._wrong(found, good), number)

    def _meant(self, number: int, event: Event) -> Label:
        """Return the label that is in hand when something goes wrong with it: of the unit, or else one that answers the question."""
        pile = self._pile
        unit = pile.of_mishap(number)
        if unit:
            return unit.label
        units = [one.label for one in pile.units if one.serial and one.mishap is None]
        asked = step_types()[event.when.step].asks if event.when else (DOCUMENT,) if event.at else (SERIALS,)
        if SERIALS in asked and units:
            return units[min(event.when.captured if event.when else 0, len(units) - 1)]
        if DOCUMENT in asked and pile.papers:
            return pile.papers[0]
        return pile.boxes[0] if PRODUCT in asked or SERIALS in asked else pile.places[0]

    def _printed(self, label: Label) -> PrintedLabel:
        return printed(label, *self._lines(label))

    def _wrong(self, found: Label, good: PrintedLabel) -> PrintedLabel:
        """Return what is there instead: another label as such, and one that is spoilt as it would be."""
        pile = self._pile
        if found.text in {*pile.barcodes.values(), *(one.text for one in pile.papers)}:
            return self._printed(replace(found, caption=""))
        wrong = printed(found)
        is_of_its_own = bool(wrong.elements)  # it says itself what it is, as the label of a pallet does
        return wrong if is_of_its_own else replace(wrong, lines=good.lines)

    def _lines(self, label: Label) -> tuple[str, ...]:
        """Return what people read on a label."""
        pile = self._pile
        unit = next((one for one in pile.units if one.serial and one.label == label), None)
        if unit:
            return unit.serial, unit.sku, self._names[unit.sku]
        sku = next((sku for sku, code in pile.barcodes.items() if code == label.text), "")
        return (sku, self._names[sku]) if sku else (label.text, label.caption)


# --- the key ------------------------------------------------------------------------------------------------------------------


def _key(scenario: Scenario, pieces: list[_Piece]) -> Iterator[str]:
    yield from (scenario.title, scenario.goal, "", "For the trainer: this page lies before nobody else.", "")
    if scenario.events:
        yield from ("WHAT GOES WRONG", "")
        for number, event in enumerate(scenario.events):
            yield f"{_letter(number)}  {_when(event)}: {event.fault}. {faults()[event.fault].meaning}"
            yield f"   Right: {MEANINGS[event.right]}. {_where(number, pieces)}"
        yield ""
    yield from ("LABELS", "")
    for number, piece in enumerate(pieces, start=1):
        first = piece.label.lines[0] if piece.label.lines else piece.label.data
        yield f"#{number:<4} {first:<24} {GOOD if piece.event is None else _letter(piece.event)}"
    yield from ("", "IN STOCK IN THE END", "")
    for stock in scenario.end.stock:
        serials = f": {stock.serials}" if stock.serials else ""
        yield f"{stock.quantity} {stock.sku} at {stock.location}{serials}"


def _letter(number: int) -> str:
    return f"({number + 1})"


def _when(event: Event) -> str:
    if event.when:
        captured = f", {event.when.captured} captured" if event.when.captured else ""
        return f"at {event.when.step}{captured}"
    return "at the start" if event.at else f"after {event.after}"


def _where(number: int, pieces: list[_Piece]) -> str:
    labels = [f"#{place}" for place, piece in enumerate(pieces, start=1) if piece.event == number]
    return f"Label {', '.join(labels)}." if labels else "No label shows it."
