"""A lesson that somebody has played, as a scenario that others can play: what lay there, what went wrong, and what came of it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import Any, Final

import tomlkit
from sqlalchemy import Connection

from serialhhd.flows.steps import step_types
from serialhhd.store.catalogue import places
from serialhhd.store.documents import open_work
from serialhhd.store.stock import ledger, stock
from serialhhd.store.stock.ledger import TransactionFilter
from serialhhd.store.symbols.scan import parse
from serialhhd.store.words import codes
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import LocationKind, TransactionKind
from serialhhd.training.faults.fault import Right
from serialhhd.training.faults.of_goods import (
    DuplicateSerial,
    NotAnnounced,
    OnHold,
    OverDelivery,
    SerialElsewhere,
    ShortDelivery,
)
from serialhhd.training.faults.of_labels import (
    NoFnc1,
    PalletLabel,
    PartlyReadable,
    ProductForSerial,
    Unreadable,
    WrongCheckDigit,
    WrongProduct,
)
from serialhhd.training.lessons.keeping import Forgetful, Keeper
from serialhhd.training.lessons.lesson import OPERATOR, Lesson
from serialhhd.training.lessons.moments import Acknowledged, Called, Came, Moment, Scanned, SetAside, Undone
from serialhhd.training.scenarios.model import Event, Goods, Scenario, Stock, When
from serialhhd.value_class import value_class

LEAST_PAR: Final = 5.0
"""Seconds a unit: whoever records a lesson knows what lies there, and is quicker than who learns."""
MOST_LINES: Final = 10_000
"""Of the ledger: nobody plays longer."""
_OF_UNITS: Final = (DuplicateSerial, SerialElsewhere, OnHold)
_OF_LABELS: Final = (WrongCheckDigit, PalletLabel, NoFnc1, NotAnnounced)
_REFUSED_UNITS: Final = {code: fault.name for fault in _OF_UNITS for code in fault.codes}
"""The fault of a unit, by the code with which it was refused."""
_REFUSED_LABELS: Final = {code: fault.name for fault in _OF_LABELS for code in fault.codes}
"""The fault of a label, or of what it is on, likewise."""
_PATTERN: Final = PartlyReadable.codes


@value_class
class KnownOfLesson:
    """What is known of a lesson when it has been played.

    Attributes:
        scenario: What it was played on: its start, its flow, and what lay there.
        moments: What happened.
        handled: What was brought in or out, in order.
        stock: What is in stock in the end.
        announced: Units that documents ask for, by product.
        barcodes: What the barcode of each product holds, by SKU.
        serials: The serial of each unit that lay there, by its number, and its product.
    """

    scenario: Scenario
    moments: Sequence[Moment]
    handled: Sequence[Goods]
    stock: Sequence[Stock]
    announced: Mapping[str, int]
    barcodes: Mapping[str, str]
    units: Sequence[tuple[str, str]] = ()


def known_of(lesson: Lesson) -> KnownOfLesson:
    """Return what is known of a lesson that has ended.

    Raises:
        StoreUnavailable: The store cannot be used.
    """
    with lesson.store.read() as conn:
        return KnownOfLesson(
            lesson.scenario,
            lesson.moments,
            tuple(_handled(conn, lesson.operator or OPERATOR)),
            tuple(_stock(conn)),
            _announced(conn),
            lesson.pile.barcodes,
            tuple((unit.sku, unit.serial) for unit in lesson.pile.units),
        )


def _handled(conn: Connection, operator: str) -> Iterator[Goods]:
    on_the_road = {one.code for one in places.locations(conn, LocationKind.TRANSIT)}
    done = ledger.page(conn, TransactionFilter(operator=operator), limit=MOST_LINES)
    for one in reversed(done):
        if one.kind is TransactionKind.TRANSFER and one.quantity > 0:
            continue  # it is what left, once more
        is_taken_from = one.quantity < 0 and one.location not in on_the_road
        location = (one.location or "") if is_taken_from else ""
        serials = ",".join(one.serials)
        quantity = 0 if serials else abs(one.quantity)
        yield Goods(sku=one.product, serials=serials, quantity=quantity, location=location)


def _stock(conn: Connection) -> Iterator[Stock]:
    for line in stock.page(conn):
        serials = ",".join(one.serial for one in stock.serials_on(conn, line.id))
        if line.quantity:
            yield Stock(sku=line.product, location=line.location, quantity=line.quantity, serials=serials)


def _announced(conn: Connection) -> Mapping[str, int]:
    units: Counter[str] = Counter()
    for line in open_work.ever_asked(conn):
        units[codes.key(line.product)] += line.quantity
    return units


# --- what went wrong --------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Wrong:
    """Something that was not in order, and what was done about it.

    Attributes:
        step: Where it was.
        captured: So many serials were captured on the line by then.
        fault: What it was; empty where nobody can tell.
        serial: The unit that was not in order; empty where it was none.
        right: What was done about it; empty as long as nothing was.
    """

    step: str
    captured: int
    fault: str = ""
    serial: str = ""
    right: str = ""


@dataclass(slots=True)
class _Watching:
    """Goes through what happened."""

    played: KnownOfLesson
    captured: list[str] = field(default_factory=list)
    wrong: list[_Wrong] = field(default_factory=list)
    step: str = ""
    _open: _Wrong | None = None

    def see(self, moment: Moment) -> None:
        match moment:
            case Scanned():
                self._see_scan(moment)
            case Undone() if self.captured:
                self.captured.pop()
            case Came():
                self._note(moment.fault, self._serial_of(moment.unit), moment.right)
            case Acknowledged() if self._open and not self._open.right:
                self._open.right = Right.REFUSE_ONLY
            case SetAside():
                self._see_set_aside(moment)
            case Called():
                self._see_call()

    def _see_scan(self, scan: Scanned) -> None:
        self.step = scan.step if scan.step in step_types() else self.step
        if scan.mishap is not None or scan.text.startswith(":"):
            return
        if scan.is_right:
            if self._open and self._open.right in {"", Right.REFUSE_ONLY} and not self._open.serial:
                self._open.right = Right.RESCAN
            self._open = None
            if scan.code.startswith("serial_captured"):
                self.captured.append(_serial(scan.text))
            if scan.posted:
                self.captured.clear()
        elif fault := self._fault_of(scan):
            serial = _serial(scan.text) if fault in _REFUSED_UNITS.values() else ""
            self._note(fault, serial, "")

    def _fault_of(self, scan: Scanned) -> str:
        """Return which fault a refusal shows; empty where it is no fault, but a mistake."""
        if scan.code in _PATTERN:
            skus = {code: sku for sku, code in self.played.barcodes.items()}
            sku = skus.get(scan.text)
            if sku is None:
                return PartlyReadable.name
            handled = {codes.key(one.sku) for one in self.played.handled}
            return (ProductForSerial if codes.key(sku) in handled else WrongProduct).name
        return _REFUSED_UNITS.get(scan.code) or _REFUSED_LABELS.get(scan.code, "")

    def _see_set_aside(self, moment: SetAside) -> None:
        serial = self._serial_of(moment.unit)
        if self._open:
            self._open.right = Right.SET_ASIDE
            self._open.serial = self._open.serial or serial
            self._open = None
        elif serial:
            self._note(OverDelivery.name, serial, Right.SET_ASIDE)
            self._open = None

    def _see_call(self) -> None:
        if self._open:
            self._open.right = Right.CALL
            self._open = None
        else:
            self._note(ShortDelivery.name, "", Right.CALL)
            self._open = None

    def _note(self, fault: str, serial: str, right: str) -> None:
        self._open = _Wrong(self.step, len(self.captured), fault, serial, right)
        self.wrong.append(self._open)

    def _serial_of(self, unit: int | None) -> str:
        return self.played.units[unit][1] if unit is not None and unit < len(self.played.units) else ""


def _serial(text: str) -> str:
    try:
        return parse(text, expects="serial").serial or text
    except Refused:
        return text


# --- the scenario -----------------------------------------------------------------------------------------------------------


def scenario_of(played: KnownOfLesson, title: str) -> Scenario:
    """Return a scenario of a lesson: the same start, the goods that were handled or set aside, what went wrong, and its end.

    Args:
        played: What is known of the lesson.
        title: What the scenario is called.
    """
    watching = _Watching(played)
    for moment in played.moments:
        watching.see(moment)
    goods = _Laid(played, watching.wrong)
    events = tuple(_event(one) for one in watching.wrong if goods.has(one))
    units = sum(abs(one.units) for one in played.handled)
    seconds = played.moments[-1].at if played.moments else 0.0
    return played.scenario.model_copy(
        update={
            "title": title,
            "needs": _needs(played.moments),
            "par": max(LEAST_PAR, round(seconds / units, 1)) if units else played.scenario.par,
            "goods": tuple(goods.all()),
            "events": events,
            "end": played.scenario.end.model_copy(update={"stock": tuple(played.stock)}),
            "covers": (),
            "hints": (),
        }
    )


def _needs(moments: Iterable[Moment]) -> tuple[str, ...]:
    asked = (one.step for one in moments if isinstance(one, Scanned) and one.step in step_types())
    return tuple(dict.fromkeys(asked))


def _event(one: _Wrong) -> Event:
    at = {"when": When(step=one.step, captured=one.captured)} if one.step else {"at": "start"}
    return Event(**at, fault=one.fault, right=one.right or Right.RESCAN)


class _Laid:
    """The goods: what was handled, and what was not in order at its place among it."""

    def __init__(self, played: KnownOfLesson, wrong: Sequence[_Wrong]) -> None:
        self._played = played
        self._serials: defaultdict[str, list[str]] = defaultdict(list)
        self._handled: dict[str, Goods] = {}
        self._quantity: Counter[str] = Counter()
        for one in played.handled:
            key = codes.key(one.sku)
            self._handled.setdefault(key, one)
            self._serials[key] += one.serials.split(",") if one.serials else []
            self._quantity[key] += one.quantity
        for bad in wrong:
            self._lay(bad)

    def _lay(self, one: _Wrong) -> None:
        """Put a unit that was not in order where it came to hand; of what it was, what lies there says more."""
        key = self._key_of(one.serial)
        if one.serial and key:
            self._serials[key].insert(one.captured, one.serial)
        if one.fault == OverDelivery.name and len(self._serials[key]) <= self._played.announced.get(key, 0):
            one.fault = Unreadable.name

    def _key_of(self, serial: str) -> str:
        """Return the product of a unit: its own, or else that which has serials."""
        own = (codes.key(sku) for sku, known in self._played.units if known == serial)
        return next(own, next((key for key, serials in self._serials.items() if serials), ""))

    def has(self, one: _Wrong) -> bool:
        """Return whether something can go wrong with what lies there."""
        short = any(units < self._played.announced.get(key, 0) for key, units in self._units().items())
        return one.fault != ShortDelivery.name or short

    def _units(self) -> Mapping[str, int]:
        return {key: len(self._serials[key]) or self._quantity[key] for key in self._handled}

    def all(self) -> Iterator[Goods]:
        """Yield the goods, in the symbols in which they lay there."""
        as_laid = {codes.key(one.sku): one for one in self._played.scenario.goods}
        for key, one in self._handled.items():
            was = as_laid.get(key)
            yield one.model_copy(
                update={
                    "serials": ",".join(self._serials[key]),
                    "quantity": 0 if self._serials[key] else self._quantity[key],
                    **({"symbol": was.symbol, "lot": was.lot} if was else {}),
                }
            )


def as_toml(scenario: Scenario) -> str:
    """Return a scenario as a file of TOML."""
    said: dict[str, Any] = scenario.model_dump(by_alias=True, exclude_defaults=True)
    return tomlkit.dumps({"version": scenario.version, **said})


class Making(Forgetful):
    """Keeps of a lesson what it is as a scenario.

    Args:
        title: What the scenario is called.

    Attributes:
        made: The scenario; None as long as the lesson has not ended.
    """

    def __init__(self, title: str) -> None:
        self._title = title
        self._lesson: Lesson | None = None
        self.made: Scenario | None = None

    def keep(self, lesson: Lesson) -> AbstractContextManager[Keeper]:
        """Begin to keep a lesson."""
        self._lesson = lesson
        return nullcontext(self)

    def end(self) -> None:
        """Make a scenario of the lesson."""
        if self._lesson:
            self.made = scenario_of(known_of(self._lesson), self._title)
