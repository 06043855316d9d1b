"""What must be true of a scenario. Every check reports all that it finds and goes on."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from serialhhd.flows.sentences import messages
from serialhhd.store.desk.imports import ImportRefused
from serialhhd.store.engine import throw_away
from serialhhd.store.symbols.composing import of_unit
from serialhhd.store.symbols.symbology import Symbology
from serialhhd.store.words import codes
from serialhhd.store.words.refusal import Refused
from serialhhd.toml.fields import check_fields, refuse_value
from serialhhd.toml.findings import newer_version
from serialhhd.toml.positions import Where
from serialhhd.toml.report import Report, Table
from serialhhd.training.documents.kinds import KINDS
from serialhhd.training.documents.values import serials_of
from serialhhd.training.documents.written import WrittenLine
from serialhhd.training.faults import faults
from serialhhd.training.scenarios import findings
from serialhhd.training.scenarios.laid import Found, Unit, found_in, laid, unit_of
from serialhhd.training.scenarios.model import VERSION, Event, Goods, Scenario, Stock
from serialhhd.training.scenarios.start import parts

VERSION_KEY: Final = "version"
TIMES: Final = ("when", "after", "at")
NOT_THERE: Final = "unknown"
"""The code of what needs something that is not there."""
ANY_GTIN: Final = "09521234543213"


def check_document(report: Report, document: Table, folder: Path) -> Scenario | None:
    """Check a whole file, and return what it says; None where its keys or values cannot be understood.

    Its start is made in a throw-away store: what the rules of the store refuse is told at its place.

    Args:
        report: Is told what is wrong.
        document: What the file says.
        folder: Where it is, and the files that it names.
    """
    if not document:
        report.at_key((), findings.empty_scenario())
    if not document or not _check_version(report, document):
        return None
    said = {key: value for key, value in document.items() if key != VERSION_KEY}
    check_fields(report, (), Scenario, said, is_whole=True)
    if report.problems:
        return None
    scenario = Scenario.model_validate(document)
    _Checks(report, scenario).check(folder)
    return scenario


def _check_version(report: Report, document: Table) -> bool:
    """Check the version. A file of a newer one is told only that: its other words may well be right."""
    version = document.get(VERSION_KEY, VERSION)
    is_number = isinstance(version, int) and not isinstance(version, bool)
    if is_number and version > VERSION:
        report.at_value((VERSION_KEY,), newer_version(version=version, known=VERSION))
        return False
    if not is_number or version < 1:
        refuse_value(report, (VERSION_KEY,), version, str(VERSION))
    return True


class _Checks:
    """The checks of one scenario whose keys and values are understood."""

    def __init__(self, report: Report, scenario: Scenario) -> None:
        self.report = report
        self.scenario = scenario
        self.wrong_parts: set[Where] = set()

    def check(self, folder: Path) -> None:
        are_readable = self.check_serials()
        for number, event in enumerate(self.scenario.events):
            self.check_event(("events", number), event)
        if are_readable:
            for number, goods in enumerate(self.scenario.goods):
                self.check_symbol(("goods", number), goods)
        if not self.scenario.start.files:
            known = [one.sku for one in self.scenario.start.products]
            for where, sku in self.skus_of_start():
                self.check_sku(where, sku, known)
        if are_readable:
            found = self.tried(folder)
            self.check_against(found)

    # --- serials ----------------------------------------------------------------------------------------------------------

    def check_serials(self) -> bool:
        """Check each text that names serials, and return whether all can be read."""
        are_readable = [self.check_text(where, text, units) for where, text, units in self.texts()]
        return all(are_readable)  # each was looked at

    def texts(self) -> Iterator[tuple[Where, str, int]]:
        """Yield where serials are named, the text, and how many units there are; 0 where nobody says."""
        start = self.scenario.start
        for number, stock in enumerate(start.stock):
            yield ("start", "stock", number), stock.serials, stock.quantity
        for where, line in self.lines_of_documents():
            yield where, line.named, line.quantity
        for number, hold in enumerate(start.holds):
            yield ("start", "holds", number), hold.serials, 0
        for number, goods in enumerate(self.scenario.goods):
            yield ("goods", number), goods.serials, goods.quantity
            if not goods.serials and not goods.quantity:
                self.report.at_value(("goods", number), findings.goods_of_nothing())
                self.wrong_parts.add(("goods", number))
        for number, stock in enumerate(self.scenario.end.stock):
            yield ("end", "stock", number), stock.serials, stock.quantity

    def check_text(self, where: Where, text: str, units: int) -> bool:
        try:
            serials = serials_of(text)
        except Refused as refused:
            why = messages.refusal(refused).text
            self.report.at_value((*where, "serials"), findings.wrong_serials(value=text, why=why))
            self.wrong_parts.add(where[:3])
            return False
        if serials and units and len(serials) != units:
            finding = findings.serials_and_quantity(quantity=units, serials=len(serials))
            self.report.at_value((*where, "quantity"), finding)
            self.wrong_parts.add(where[:3])
        return True

    def check_symbol(self, where: Where, goods: Goods) -> None:
        """Check that the symbol can hold the serials; one that cannot is enough to be told."""
        for serial in serials_of(goods.serials):
            why = _why_not_held(Symbology(goods.symbol), goods.lot, serial)
            if why:
                finding = findings.symbol_cannot_hold(symbol=goods.symbol, serial=serial, why=why)
                self.report.at_value((*where, "symbol"), finding)
                return

    # --- what goes wrong --------------------------------------------------------------------------------------------------

    def check_event(self, where: Where, event: Event) -> None:
        times = [key for key in TIMES if getattr(event, key)]
        if not times:
            self.report.at_value(where, findings.event_without_time())
        elif len(times) > 1:
            self.report.at_key((*where, times[1]), findings.event_of_several_times(keys=times))
        if event.when and event.when.step not in self.scenario.needs:
            finding = findings.step_not_needed(step=event.when.step, needs=self.scenario.needs)
            self.report.at_value((*where, "when", "step"), finding)
        rights = faults()[event.fault].rights
        if event.right not in rights:
            finding = findings.never_right(right=event.right, fault=event.fault, rights=rights)
            self.report.at_value((*where, "right"), finding)

    # --- the start --------------------------------------------------------------------------------------------------------

    def skus_of_start(self) -> Iterator[tuple[Where, str]]:
        start = self.scenario.start
        for number, stock in enumerate(start.stock):
            yield ("start", "stock", number), stock.sku
        yield from ((where, line.sku) for where, line in self.lines_of_documents())
        for number, hold in enumerate(start.holds):
            yield ("start", "holds", number), hold.sku

    def lines_of_documents(self) -> Iterator[tuple[Where, WrittenLine]]:
        for kind, row in KINDS.items():
            for number, document in enumerate(self.scenario.start.documents(kind)):
                for place, line in enumerate(document.rows):
                    yield ("start", row.key, number, "lines", place), line

    def check_sku(self, where: Where, sku: str, known: Sequence[str]) -> None:
        if codes.key(sku) not in map(codes.key, known):
            self.report.at_value((*where, "sku"), findings.unknown_sku(sku=sku, known=known))
            self.wrong_parts.add(where[:3])

    def tried(self, folder: Path) -> Found:
        """Make the start, without the parts that are known to be wrong, and return what there is then."""
        with throw_away.store("scenario") as store:
            for part in parts(self.scenario.start, folder):
                if part.where not in self.wrong_parts:
                    try:
                        part.make(store)
                    except Refused as refused:
                        self.refused(part.where, refused)
                    except ImportRefused as refused:
                        self.refused_rows(part.where, refused)
            return found_in(store)

    def refused(self, where: Where, refused: Refused) -> None:
        if refused.code == NOT_THERE and self.wrong_parts:
            return  # what it misses was refused itself
        why = messages.refusal(refused).text
        self.report.at_value(where, findings.refused_by_the_store(code=refused.code, why=why))
        self.wrong_parts.add(where)

    def refused_rows(self, where: Where, refused: ImportRefused) -> None:
        for bad in refused.bad_rows:
            why = messages.refusal(bad.why).text
            self.report.at_value(where, findings.refused_row(line=bad.line, code=bad.why.code, why=why))
        self.wrong_parts.add(where)

    # --- goods, events and end against it -----------------------------------------------------------------------------------

    def check_against(self, found: Found) -> None:
        skus = [*found.skus.values(), *(one.sku for one in self.scenario.start.products)]
        for number, goods in enumerate(self.scenario.goods):
            self.check_sku(("goods", number), goods.sku, skus)
        for number, stock in enumerate(self.scenario.end.stock):
            self.check_sku(("end", "stock", number), stock.sku, skus)
        if not any(where[0] in {"start", "goods"} for where in self.wrong_parts):
            self.check_end(found)
            self.check_faults(found)

    def check_faults(self, found: Found) -> None:
        lies, goods = laid(self.scenario, found), self.scenario.goods
        units = sum(len(serials_of(one.serials)) for one in goods)
        for number, event in enumerate(self.scenario.events):
            where: Where = ("events", number)
            lacks = faults()[event.fault].lacks(lies)
            if lacks:
                finding = findings.fault_cannot_come(fault=event.fault, lacks=lacks)
                self.report.at_value((*where, "fault"), finding)
            if event.when and event.when.captured > units:
                finding = findings.never_captured(captured=event.when.captured, units=units)
                self.report.at_value((*where, "when", "captured"), finding)

    def check_end(self, found: Found) -> None:
        most, units = Counter(found.stock), set(found.units)
        for goods in self.scenario.goods:
            most[codes.key(goods.sku)] += goods.units
            units |= {unit_of(goods.sku, serial) for serial in serials_of(goods.serials)}
        ending: Counter[str] = Counter()
        seen: set[tuple[str, str]] = set()
        for number, stock in enumerate(self.scenario.end.stock):
            where: Where = ("end", "stock", number)
            if where not in self.wrong_parts:
                self.check_ending(where, stock, units, found.locations)
                identity = codes.key(stock.sku), codes.key(stock.location)
                if identity in seen:
                    finding = findings.stock_twice(sku=stock.sku, location=stock.location)
                    self.report.at_value(where, finding)
                seen.add(identity)
                ending[identity[0]] += stock.quantity
                if ending[identity[0]] > most[identity[0]]:
                    quantity, least = ending[identity[0]], most[identity[0]]
                    finding = findings.more_than_there_is(sku=stock.sku, quantity=quantity, most=least)
                    self.report.at_value((*where, "quantity"), finding)

    def check_ending(
        self, where: Where, stock: Stock, units: Collection[Unit], locations: Mapping[str, str]
    ) -> None:
        if codes.key(stock.location) not in locations:
            finding = findings.unknown_place(location=stock.location, known=locations.values())
            self.report.at_value((*where, "location"), finding)
        for serial in serials_of(stock.serials):
            if unit_of(stock.sku, serial) not in units:
                finding = findings.unknown_serial(sku=stock.sku, serial=serial)
                self.report.at_value((*where, "serials"), finding)


def _why_not_held(symbol: Symbology, lot: str, serial: str) -> str:
    if symbol in {Symbology.EAN_8, Symbology.EAN_13}:
        return "it holds the number of a product, and nothing else"
    if symbol.is_gs1:
        try:
            of_unit(ANY_GTIN, serial=serial, lot=lot)
        except Refused as refused:
            return messages.refusal(refused).text
    return ""
