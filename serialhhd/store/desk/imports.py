"""Import of products, pre-receipts, pick lists, transfers and returns from CSV: all of a file or nothing, every bad row by its line (R55).

The rules are those of the operations that add one thing; here they are only gathered over a file.
"""

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import partial
from itertools import groupby
from typing import Any, Final, TypeVar

from sqlalchemy import Connection

from serialhhd.store import refusals
from serialhhd.store.catalogue import places, products
from serialhhd.store.catalogue.products import NewProduct
from serialhhd.store.desk import import_files, pieces
from serialhhd.store.desk.csv_table import CsvRow
from serialhhd.store.desk.import_files import REQUIRED, Kind
from serialhhd.store.desk.pieces import Job, Jobs
from serialhhd.store.documents import unfinished
from serialhhd.store.documents.document import Document
from serialhhd.store.documents.lines import WantedLine
from serialhhd.store.engine.store import Store
from serialhhd.store.inbound import pre_entered, pre_receipts
from serialhhd.store.outbound import pick_lists
from serialhhd.store.returns import announcing, returns
from serialhhd.store.serials import new_serials, serials
from serialhhd.store.serials.new_serials import Judged
from serialhhd.store.symbols.spreadsheet import bare
from serialhhd.store.transfers import transfers
from serialhhd.store.words import codes
from serialhhd.store.words.numbers import is_number, quantity
from serialhhd.store.words.refusal import Refused, StoreUnavailable
from serialhhd.value_class import value_class

W = TypeVar("W")
Advance = Callable[[int, int], None]
"""Is told how many rows are done, and of how many."""

AT_ONCE: Final = 50
"""So many products or serials are written in one job."""


@value_class
class BadRow:
    """A row that cannot be imported: its line in the file, and why."""

    line: int
    why: Refused


class ImportRefused(Exception):  # noqa: N818 - it is an answer, not an error of the program
    """A file has bad rows; nothing of it is imported."""

    def __init__(self, bad_rows: Sequence[BadRow]) -> None:
        super().__init__(f"{len(bad_rows)} bad rows")
        self.bad_rows = tuple(sorted(bad_rows, key=lambda bad: bad.line))


def import_rows(
    store: Store, kind: Kind, rows: Sequence[CsvRow], advance: Advance, *, by: str, sure: bool = False
) -> int:
    """Import rows and return how many they were. They are written in pieces, and seen all at once when the last is written.

    Args:
        store: The store.
        kind: What they are.
        rows: The rows of the file.
        advance: Is told how far it is.
        by: Who imports them.
        sure: Somebody has seen what speaks against its serials, and said yes.

    Raises:
        ImportRefused: With every bad row; nothing is imported.
        Refused: `import_under_way`, `import_broken_off`; nothing is imported.
        StoreUnavailable: The store cannot be used. Nothing is imported, unless the last job of all did not come back.
    """
    pieces.take_away_broken_off(store)
    begun = store.write(lambda conn: unfinished.begin(conn, kind, store.now()))
    work = _Import(kind, rows, store.now(), begun.number, by=by, sure=sure)
    try:
        pieces.write(store, begun, work.jobs(), lambda: advance(work.done, len(rows)))
        work.judge()
        store.write(lambda conn: unfinished.finish(conn, begun))
    except BaseException:
        with suppress(StoreUnavailable, Refused):
            pieces.take_away(store, begun)
        raise
    return len(rows)


class _Import:
    """The jobs of an import, and what they find wrong with its rows."""

    def __init__(
        self, kind: Kind, rows: Sequence[CsvRow], at: datetime, number: int, *, by: str, sure: bool
    ) -> None:
        self.bad_rows: list[BadRow] = []
        self.done = 0
        self._kind = kind
        self._rows = rows
        self._at = at
        self._number = number
        self._by = by
        self._sure = sure

    def jobs(self) -> Jobs:
        """Yield all jobs."""
        if self._kind == "products":
            for start in range(0, len(self._rows), AT_ONCE):
                yield from self._some_products(self._rows[start : start + AT_ONCE])
            return
        column = REQUIRED[self._kind][0]
        jobs_of = {
            "pre-receipts": self._pre_receipt,
            "pick-lists": self._pick_list,
            "transfers": self._transfer,
            "returns": self._return,
        }[self._kind]
        for document in _by(self._rows, column):
            yield from self._judged(document, jobs_of(document))

    def judge(self) -> None:
        """Check that nothing is wrong with any row.

        Raises:
            ImportRefused: With every bad row; of one that does not fit its columns only that is said.
        """
        unfit = {row.line: BadRow(row.line, row.problem) for row in self._rows if row.problem}
        bad_rows = [*unfit.values(), *(bad for bad in self.bad_rows if bad.line not in unfit)]
        if bad_rows:
            raise ImportRefused(bad_rows)

    def _judged(self, group: Sequence[CsvRow], jobs: Jobs) -> Jobs:
        """Yield the jobs that add what belongs together, as far as nothing is wrong with it."""
        with self._noting(group):
            yield from jobs
        self.done += len(group)

    @contextmanager
    def _noting(self, group: Sequence[CsvRow]) -> Iterator[None]:
        """Note what is wrong with some rows, and go on."""
        try:
            yield
        except Refused as why:
            self.bad_rows.extend(_bad_rows(group, why))

    def _some_products(self, rows: Sequence[CsvRow]) -> Jobs:
        """Yield one job for all of them where nothing is wrong with any, which is far less to do than one for each."""
        try:
            wanted = [import_files.new_product(row) for row in rows]
            yield lambda conn: _add_all(conn, wanted, self._at, self._number)
        except Refused:
            for row in rows:
                yield from self._judged([row], self._product(row))
        else:
            self.done += len(rows)

    def _product(self, row: CsvRow) -> Jobs:
        tracking_type, warranty_days = import_files.tracking_type(row), import_files.warranty_days(row)
        yield lambda conn: products.add(
            conn,
            row["sku"],
            at=self._at,
            name=row["name"],
            tracking_type=tracking_type,
            barcodes=products.parse_barcodes(row["barcodes"]),
            serial_pattern=row["serial_pattern"] or None,
            warranty_days=warranty_days,
            is_retired=bool(row["retired_at"]),
            import_number=self._number,
            by=self._by,
        )

    def _pre_receipt(self, rows: Sequence[CsvRow]) -> Jobs:
        ref, supplier = rows[0]["pre_receipt"], self._same(rows, "supplier")
        add = self._adding(partial(pre_receipts.add, supplier=supplier, by=self._by), ref, rows)
        enter = partial(_serials, ref, sure=self._sure, by=self._by)
        yield from self._what_comes(rows, add, partial(_add_line, ref=ref), enter)

    def _pick_list(self, rows: Sequence[CsvRow]) -> Jobs:
        ref, customer = rows[0]["pick_list"], self._same(rows, "customer")
        add = self._adding(partial(pick_lists.add, customer=customer, by=self._by), ref, rows)
        yield from self._what_leaves(rows, add, partial(_add_task, ref=ref))

    def _transfer(self, rows: Sequence[CsvRow]) -> Jobs:
        ref = rows[0]["transfer"]
        add: Callable[..., Document] = partial(transfers.add, by=self._by)
        for way in ("from_warehouse", "to_warehouse", "to_account"):
            add = partial(add, **{way: self._same(rows, way)})
        yield from self._what_leaves(rows, self._adding(add, ref, rows), partial(_add_transfer_line, ref=ref))

    def _return(self, rows: Sequence[CsvRow]) -> Jobs:
        ref = rows[0]["return"]
        customer, pick_list = self._same(rows, "customer"), self._same(rows, "pick_list")
        add = partial(returns.add, customer=customer, pick_list=pick_list, by=self._by)
        enter = partial(_announced, ref, by=self._by)
        yield from self._what_comes(
            rows, self._adding(add, ref, rows), partial(_add_return_line, ref=ref), enter
        )

    def _what_comes(
        self,
        rows: Sequence[CsvRow],
        add: Callable[[tuple[str, int]], Job],
        add_line: Callable[..., None],
        enter: Callable[[str, Sequence[str]], Jobs],
    ) -> Jobs:
        """Yield the jobs that add a document of what comes, a line for each product, and then enter the serials of those that have some."""

        def first(line: Sequence[CsvRow]) -> Job:
            return add((line[0]["sku"], _expected(line)))

        def further(line: Sequence[CsvRow], number: int) -> Job:
            return partial(add_line, number=number, sku=line[0]["sku"], quantity=_expected(line))

        added = yield from self._lines([list(line) for line in _by(rows, "sku")], first, further)
        for line in added:
            texts = [bare(row["serial"]) for row in line if row["serial"]]
            if texts:
                with self._noting(line):
                    yield from enter(line[0]["sku"], texts)

    def _what_leaves(
        self, rows: Sequence[CsvRow], add: Callable[[WantedLine], Job], add_line: Callable[..., None]
    ) -> Jobs:
        """Yield the jobs that add a document of what leaves stock, a line for each row."""

        def first(line: Sequence[CsvRow]) -> Job:
            return add(_wanted(line[0]))

        def further(line: Sequence[CsvRow], number: int) -> Job:
            return partial(add_line, number=number, wanted=_wanted(line[0]))

        yield from self._lines([[row] for row in rows], first, further)

    def _adding(self, add: Callable[..., Document], ref: str, rows: Sequence[CsvRow]) -> Callable[[W], Job]:
        """Return what makes the job that adds a document with the first of what it wants."""
        account = self._account(rows)

        def first(wanted: W) -> Job:
            return lambda conn: add(
                conn, ref, [wanted], at=self._at, account=account, import_number=self._number
            )

        return first

    def _lines(
        self,
        lines: Sequence[Sequence[CsvRow]],
        first: Callable[[Sequence[CsvRow]], Job],
        further: Callable[[Sequence[CsvRow], int], Job],
    ) -> Generator[Job, Any, Sequence[Sequence[CsvRow]]]:
        """Yield the jobs that add the lines of a document, and return those with which nothing is wrong.

        Args:
            lines: The rows of each.
            first: Returns what adds the document with its first good line.
            further: Returns what adds a further one, of that number.
        """
        added: list[Sequence[CsvRow]] = []
        before: tuple[str, Refused] | None = None
        for line in lines:
            sku = codes.key(line[0]["sku"])
            try:
                yield further(line, len(added) + 1) if added else first(line)
                added.append(line)
            except Refused as why:
                if not added and before and before[0] != sku and _are_same(before[1], why):
                    return added  # it is wrong with the document, which was said at its first line
                before = sku, why
                self.bad_rows.extend(_bad_rows(line, why))
        return added

    def _same(self, rows: Sequence[CsvRow], column: str) -> str | None:
        """Return what the rows of a document say in a column: the first of it where they do not say the same, which is noted."""
        try:
            return _same(rows, column)
        except Refused as why:
            self.bad_rows.extend(_bad_rows(rows, why))
            return next(row[column] for row in rows if row[column])

    def _account(self, rows: Sequence[CsvRow]) -> str:
        return self._same(rows, "account") or places.MAIN


def _serials(ref: str, sku: str, texts: Sequence[str], *, sure: bool, by: str) -> Jobs:
    """Yield the jobs that enter the serials of a line, some of them at a time; all that are refused are told together."""
    count = len(texts)
    product: products.Product = yield lambda conn: pre_entered.begin_parts(conn, ref, sku, count, by=by)
    yield None
    judged: list[Judged | Refused] = []
    for start in range(0, len(texts), AT_ONCE):
        some = texts[start : start + AT_ONCE]
        judged += map(_one_a_row, (yield partial(new_serials.judge_each, product=product, texts=some)))
    entries = new_serials.all_of(judged, sure=sure)
    serials.distinct(entries)
    refused: list[Refused] = []
    for start in range(0, len(entries), AT_ONCE):
        some_entries = entries[start : start + AT_ONCE]
        try:
            yield partial(pre_entered.enter_part, ref=ref, product=product, entries=some_entries)
        except Refused as why:
            refused += why.facts.get("refused") or why.facts["doubts"]
    if refused:
        raise serials.refusal_of(refused, len(entries))
    yield lambda conn: pre_entered.end_parts(conn, ref, product)


def _announced(ref: str, sku: str, texts: Sequence[str], *, by: str) -> Jobs:
    """Yield the jobs that enter which serials come back on a line: they are judged some at a time, and noted at once."""
    count = len(texts)
    product: products.Product = yield lambda conn: announcing.begin_parts(conn, ref, sku, count, by=by)
    entries = [serials.entry(text) for text in texts]
    serials.distinct(entries)
    refused: list[Refused] = []
    for start in range(0, count, AT_ONCE):
        some = entries[start : start + AT_ONCE]
        refused += yield partial(announcing.judge_part, ref=ref, product=product, entries=some)
    if refused:
        raise serials.refusal_of(refused, count)
    yield lambda conn: announcing.end_parts(conn, ref, product, entries)


def _one_a_row(judged: Judged | Refused) -> Judged | Refused:
    """Refuse a range: a row is one serial, and a quantity that nobody wrote down would come of it."""
    if isinstance(judged, Judged) and judged.doubt and judged.doubt.code == "range_written":
        return refusals.import_range(serial=judged.entry.serial)
    return judged


def _add_line(conn: Connection, *, ref: str, number: int, sku: str, quantity: int) -> None:
    pre_receipts.insert_line(conn, pre_receipts.show(conn, ref), number, products.show(conn, sku), quantity)


def _add_task(conn: Connection, *, ref: str, number: int, wanted: WantedLine) -> None:
    pick_lists.add_task(conn, pick_lists.show(conn, ref), number, wanted)


def _add_transfer_line(conn: Connection, *, ref: str, number: int, wanted: WantedLine) -> None:
    transfers.add_line(conn, transfers.show(conn, ref), number, wanted)


def _add_return_line(conn: Connection, *, ref: str, number: int, sku: str, quantity: int) -> None:
    returns.add_line(conn, returns.show(conn, ref), number, sku, quantity)


def _by(rows: Iterable[CsvRow], column: str) -> Iterator[list[CsvRow]]:
    """Yield the rows of each document, in the order in which the documents come first."""
    order: dict[str, int] = {}
    keyed = [(order.setdefault(codes.key(row[column]), len(order)), row) for row in rows]
    for _, group in groupby(sorted(keyed, key=lambda one: one[0]), key=lambda one: one[0]):
        yield [row for _, row in group]


def _bad_rows(group: Sequence[CsvRow], why: Refused) -> Iterator[BadRow]:
    """Yield the rows that a refusal is about: those of the serials, the SKU or the code it names, else the first."""
    if several := why.facts.get("refused") or why.facts.get("doubts"):
        for one in several:
            yield from _bad_rows(group, one)
    elif why.code == "serials_repeated":
        for serial in why.facts["serials"]:
            repeated = [
                row for row in group if codes.serial_key(bare(row["serial"])) == codes.serial_key(serial)
            ]
            yield from (BadRow(row.line, why) for row in repeated[1:])
    else:
        yield BadRow(_line_of(group, why), why)


def _line_of(group: Sequence[CsvRow], why: Refused) -> int:
    if "line" in why.facts:
        return int(why.facts["line"])
    for fact, column in (
        ("serial", "serial"),
        ("value", "serial"),
        ("sku", "sku"),
        ("code", "serial"),
        ("code", "sku"),
        ("code", "location"),
    ):
        named = why.facts.get(fact)
        for row in group:
            if named and codes.key(bare(row[column])) == codes.key(str(named)):
                return row.line
    return group[0].line


# --- products ---------------------------------------------------------------------------------------------------


def _add_all(conn: Connection, wanted: Sequence[NewProduct], at: datetime, number: int) -> None:
    if not products.add_many(conn, wanted, at, number):
        raise refusals.already_there(what="product", code=wanted[0].sku)  # each alone says what is wrong


# --- documents --------------------------------------------------------------------------------------------------


def _expected(line: Sequence[CsvRow]) -> int:
    """Return the expected quantity of a line: what its rows say, or the number of its serials where they say nothing."""
    with_serial = sum(bool(row["serial"]) for row in line)
    if len(line) > 1 and with_serial < len(line):
        without = [row for row in line if not row["serial"]]
        raise refusals.import_line_repeated(line=without[-1].line, sku=line[0]["sku"])
    given = _same(line, "quantity")
    return _quantity(line[0], given) if given else with_serial


def _are_same(one: Refused, other: Refused) -> bool:
    return (one.code, one.facts) == (other.code, other.facts)


def _wanted(row: CsvRow) -> WantedLine:
    return WantedLine(row["sku"], _quantity(row, row["quantity"]), row["location"] or None)


def _same(rows: Sequence[CsvRow], column: str) -> str | None:
    """Return what the rows of a document say in a column: once, or the same each time."""
    said = [row for row in rows if row[column]]
    for row in said:
        if row[column] != said[0][column]:
            raise refusals.import_differs(
                line=row.line, column=column, first=said[0][column], other=row[column]
            )
    return said[0][column] if said else None


def _quantity(row: CsvRow, text: str) -> int:
    if not is_number(text):
        raise refusals.import_quantity(line=row.line, quantity=text)
    return quantity(text)
