"""`store check`: every invariant of the store proven, the broken ones named (R16)."""

# ruff: noqa: S608 - this SQL is put together from the constants of this module alone

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice

from sqlalchemy import Connection, select, text

from serialhhd.store.documents import unfinished
from serialhhd.store.schema import batches
from serialhhd.store.schema import tables as t
from serialhhd.store.schema.guards.guard import one_of
from serialhhd.store.schema.invariants import coming_back, containers, keys, named_lines, noted
from serialhhd.store.schema.invariants.invariant import Invariant
from serialhhd.store.schema.triggers import missing_triggers
from serialhhd.store.words import codes, serial_moves
from serialhhd.store.words.document_moves import LIFECYCLES, Lifecycle, Tally
from serialhhd.store.words.vocabulary import SUPERVISORS, DocumentKind
from serialhhd.value_class import value_class

MOST = 20
"""So many cases of one broken invariant are named at most."""


@value_class
class Broken:
    """An invariant that does not hold: a stable code, and a sentence that says where."""

    code: str
    sentence: str


_NEWEST = (
    "(SELECT serial_id, max(transaction_id) AS transaction_id FROM transaction_serial GROUP BY serial_id)"
)

_ON_ITS_LINE = "n.stock_line_id = t.stock_line_id AND t.quantity > 0"
_FOUNDED = " OR ".join(
    f"n.state = '{state}' AND {one_of('t.kind', *kinds)} AND {_ON_ITS_LINE if state in serial_moves.PLACED else 't.quantity < 0'}"
    for state, kinds in serial_moves.brought_to().items()
)
"""The newest transaction `t` of a serial `n` is one that brings it where it is (R5)."""

_LEDGER = (
    Invariant(
        "quantity_not_sum",
        "stock line {0} has a quantity of {1}, its transactions add up to {2}",
        """SELECT s.id, s.quantity, coalesce(sum(t.quantity), 0) FROM stock_line AS s
 LEFT JOIN stock_transaction AS t ON t.stock_line_id = s.id
 GROUP BY s.id, s.quantity HAVING s.quantity <> coalesce(sum(t.quantity), 0) ORDER BY s.id""",
    ),
    Invariant(
        "balance_broken",
        "transaction {0} says a balance of {1}, the transactions of its stock line add up to {2}",
        """SELECT id, balance, running FROM (SELECT id, balance, sum(quantity) OVER
 (PARTITION BY stock_line_id ORDER BY id) AS running FROM stock_transaction WHERE stock_line_id IS NOT NULL) AS chain
 WHERE balance <> running ORDER BY id""",
    ),
    Invariant(
        "transfer_unbalanced",
        "transaction {0} is a transfer of {1} units that left stock line {2} and never arrived",
        """SELECT f.id, -f.quantity, f.stock_line_id FROM stock_transaction AS f LEFT JOIN stock_transaction AS t
 ON t.from_id = f.id WHERE f.kind = 'transfer' AND f.quantity < 0 AND t.id IS NULL ORDER BY f.id""",
    ),
    Invariant(
        "serials_not_quantity",
        "stock line {0} is under Full Tracking and has a quantity of {1}, but {2} serials",
        """SELECT s.id, s.quantity, coalesce(n.serials, 0) FROM stock_line AS s LEFT JOIN (SELECT stock_line_id,
 count(*) AS serials FROM serial WHERE stock_line_id IS NOT NULL GROUP BY stock_line_id) AS n ON n.stock_line_id = s.id
 WHERE s.tracking_type = 'full_tracking' AND s.quantity <> coalesce(n.serials, 0) ORDER BY s.id""",
    ),
    Invariant(
        "more_serials_than_units",
        "stock line {0} has a quantity of {1}, but {2} serials",
        """SELECT s.id, s.quantity, n.serials FROM stock_line AS s JOIN (SELECT stock_line_id, count(*) AS serials
 FROM serial WHERE stock_line_id IS NOT NULL GROUP BY stock_line_id) AS n ON n.stock_line_id = s.id
 WHERE s.tracking_type <> 'full_tracking' AND s.quantity < n.serials ORDER BY s.id""",
    ),
    Invariant(
        "serial_on_wrong_line",
        "serial {0} is on stock line {1}, which is of another product or under No Tracking",
        """SELECT n.serial, n.stock_line_id FROM serial AS n LEFT JOIN stock_line AS s ON s.id = n.stock_line_id
 WHERE n.stock_line_id IS NOT NULL AND (s.id IS NULL OR s.product_id <> n.product_id
 OR s.tracking_type = 'no_tracking') ORDER BY n.id""",
    ),
    Invariant(
        "serial_count_wrong",
        "transaction {0} says it has {1} serials, it has {2}",
        """SELECT t.id, t.serial_count, coalesce(n.serials, 0) FROM stock_transaction AS t LEFT JOIN (SELECT
 transaction_id, count(*) AS serials FROM transaction_serial GROUP BY transaction_id) AS n ON n.transaction_id = t.id
 WHERE t.serial_count <> coalesce(n.serials, 0) ORDER BY t.id""",
    ),
    Invariant(
        "quantity_without_serials",
        "transaction {0} moved {1} on a stock line under Full Tracking, with {2} serials",
        """SELECT t.id, t.quantity, t.serial_count FROM stock_transaction AS t JOIN stock_line AS s
 ON s.id = t.stock_line_id WHERE s.tracking_type = 'full_tracking' AND abs(t.quantity) <> t.serial_count ORDER BY t.id""",
    ),
    Invariant(
        "serial_of_other_product",
        "serial {0} belongs to transaction {1}, which is of another product or gone",
        """SELECT l.serial_id, l.transaction_id FROM transaction_serial AS l LEFT JOIN serial AS n ON n.id = l.serial_id
 LEFT JOIN stock_transaction AS t ON t.id = l.transaction_id
 WHERE n.product_id IS NULL OR t.product_id IS NULL OR n.product_id <> t.product_id ORDER BY l.serial_id""",
    ),
)

_SERIALS = (
    Invariant(
        "serial_state_unfounded",
        "serial {0} is {1}, but its newest transaction {2} is a {3}",
        f"""SELECT n.serial, n.state, t.id, t.kind FROM {_NEWEST} AS l JOIN serial AS n ON n.id = l.serial_id
 JOIN stock_transaction AS t ON t.id = l.transaction_id WHERE NOT ({_FOUNDED}) ORDER BY n.id""",
    ),
    Invariant(
        "dispatched_on_hold",
        "serial {0} was dispatched, though it is on hold: {1}",
        """SELECT n.serial, h.reason FROM serial_hold AS h JOIN serial AS n ON n.id = h.serial_id
 WHERE h.released_at IS NULL AND n.state = 'dispatched' ORDER BY n.id""",
    ),
    Invariant(
        "left_on_hold",
        "{0} left with transaction {1}, though it was on hold: {2}",
        f"""SELECT p.sku, t.id, h.reason FROM product_hold AS h JOIN product AS p ON p.id = h.product_id
 JOIN stock_transaction AS t ON t.product_id = h.product_id AND t.id > h.held_after
 AND (h.released_after IS NULL OR t.id <= h.released_after) WHERE {one_of("t.kind", *serial_moves.stopped_by_hold())}
 AND NOT {serial_moves.to_supplier("t.document_line_id")}
 AND (h.lot_key = '' OR EXISTS (SELECT 1 FROM transaction_serial AS l JOIN serial AS n ON n.id = l.serial_id
 WHERE l.transaction_id = t.id AND n.lot_key = h.lot_key)) ORDER BY t.id""",
    ),
    Invariant(
        "in_transit_on_hold",
        "serial {0} is in transit, though it is on hold: {1}",
        """SELECT n.serial, h.reason FROM serial_hold AS h JOIN serial AS n ON n.id = h.serial_id
 WHERE h.released_at IS NULL AND n.state = 'in_transit' ORDER BY n.id""",
    ),
    Invariant(
        "moved_on_hold",
        "{0} went to another warehouse or account with transaction {1}, though it was on hold: {2}",
        """SELECT p.sku, t.id, h.reason FROM product_hold AS h JOIN product AS p ON p.id = h.product_id
 JOIN stock_transaction AS t ON t.product_id = h.product_id AND t.id > h.held_after
 AND (h.released_after IS NULL OR t.id <= h.released_after) JOIN stock_transaction AS f ON f.id = t.from_id
 JOIN stock_line AS a ON a.id = f.stock_line_id JOIN location AS pa ON pa.id = a.location_id
 JOIN stock_line AS b ON b.id = t.stock_line_id JOIN location AS pb ON pb.id = b.location_id
 WHERE (a.account_id <> b.account_id OR pa.warehouse_id <> pb.warehouse_id) AND pa.kind <> 'transit'
 AND (h.lot_key = '' OR EXISTS (SELECT 1 FROM transaction_serial AS l JOIN serial AS n ON n.id = l.serial_id
 WHERE l.transaction_id = t.id AND n.lot_key = h.lot_key)) ORDER BY t.id""",
    ),
    Invariant(
        "serial_without_transaction",
        "serial {0} is {1} without any transaction",
        """SELECT n.serial, n.state FROM serial AS n WHERE n.state NOT IN ('captured', 'expected')
 AND NOT EXISTS (SELECT 1 FROM transaction_serial AS l WHERE l.serial_id = n.id) ORDER BY n.id""",
    ),
    Invariant(
        "expected_not_pre_entered",
        "pre-receipt line {0} has {1} pre-entered serials, {2} are expected on it",
        """SELECT d.id, p.pre_entered, coalesce(n.serials, 0) FROM document_line AS d
 JOIN pre_receipt_line AS p ON p.line_id = d.id LEFT JOIN (SELECT document_line_id, count(*) AS serials
 FROM serial WHERE state = 'expected' GROUP BY document_line_id) AS n
 ON n.document_line_id = d.id WHERE d.state = 'open' AND CASE WHEN p.pre_entered > 0
 THEN coalesce(n.serials, 0) <> greatest(p.pre_entered - d.done, 0) ELSE n.serials > 0 END
 AND NOT EXISTS (SELECT 1 FROM document AS o JOIN unfinished_import AS u ON u.number = o.import_number
 WHERE o.id = d.document_id) ORDER BY d.id""",
    ),
    Invariant(
        "expected_on_cancelled",
        "serial {0} is expected on line {1} of a cancelled pre-receipt",
        """SELECT n.serial, d.id FROM serial AS n JOIN document_line AS d ON d.id = n.document_line_id
 WHERE n.state = 'expected' AND d.state = 'cancelled' AND n.run_id IS NULL ORDER BY n.id""",
    ),
)


def _called(alias: str) -> str:
    names = " ".join(f"WHEN '{kind}' THEN '{kind.label}'" for kind in DocumentKind)
    return f"CASE {alias}.kind {names} END"


def _counted_in_ledger(kind: DocumentKind, tally: Tally) -> Invariant:
    """What a line says was done of it is what the transactions under it moved."""
    side = {True: " AND t.quantity > 0", False: " AND t.quantity < 0", None: ""}[tally.arrive]
    only = f" AND {tally.only.sql}" if tally.only else ""
    return Invariant(
        tally.broken,
        f"{kind.line_label} {{0}} says {{1}} were {tally.label}, its {tally.by}s add up to {{2}}",
        f"""SELECT d.id, d.{tally.column}, coalesce(n.units, 0) FROM document_line AS d LEFT JOIN (SELECT
 t.document_line_id, sum(abs(t.quantity)) AS units FROM stock_transaction AS t WHERE t.kind = '{tally.by}'
 AND t.document_line_id IS NOT NULL{side}{only} GROUP BY t.document_line_id) AS n ON n.document_line_id = d.id
 WHERE d.kind = '{kind}' AND d.{tally.column} <> coalesce(n.units, 0) ORDER BY d.id""",
    )


def _stage_of_lines(of: Lifecycle, number: int) -> Invariant:
    """A document is before a stage where one of its lines is, and none is before an earlier one."""
    stage, lines = of.stages[number], of.kind.line_label.rpartition(" ")[2]
    before, *earlier = (
        f"coalesce(sum(CASE l.state WHEN '{one.before}' THEN 1 ELSE 0 END), 0)"
        for one in (stage, *of.stages[:number])
    )
    first = "".join(f" AND {count} = 0" for count in earlier)
    is_before = f"{before} > 0{first}"
    if of.outlives_its_lines:
        is_before = f"(d.state = '{stage.before}' OR {is_before})"
    return Invariant(
        f"{of.kind}_state_wrong",
        f"{of.kind.label} {{0}} is {{1}}, but {{2}} of its {lines}s are {stage.before.label}",
        f"""SELECT d.ref, d.state, {before} FROM document AS d JOIN document_line AS l ON l.document_id = d.id
 WHERE d.kind = '{of.kind}' GROUP BY d.id, d.ref, d.state
 HAVING (d.state = '{stage.before}') <> ({is_before}) ORDER BY d.id""",
    )


def documents_invariants(lifecycles: Sequence[Lifecycle]) -> Iterator[Invariant]:
    """Yield what must never be of documents that have these lives."""
    for one in lifecycles:
        yield from (_stage_of_lines(one, number) for number in range(len(one.stages)))
        yield from (_counted_in_ledger(one.kind, tally) for stage in one.counting for tally in stage.tallies)


_DOCUMENTS = (
    *documents_invariants(LIFECYCLES),
    Invariant(
        "line_of_other_kind",
        "line {0} is of a {1}, but its document is a {2}",
        f"""SELECT l.id, {_called("l")}, {_called("d")} FROM document_line AS l JOIN document AS d ON d.id = l.document_id
 WHERE l.kind <> d.kind ORDER BY l.id""",
    ),
    Invariant(
        "tracking_type_missing",
        "pre-receipt line {0} has no tracking type",
        """SELECT l.id FROM document_line AS l WHERE l.kind = 'pre_receipt'
 AND NOT EXISTS (SELECT 1 FROM pre_receipt_line AS p WHERE p.line_id = l.id) ORDER BY l.id""",
    ),
)

_ON_THE_ROAD = """(SELECT t.document_line_id, t.stock_line_id, s.tracking_type, sum(t.quantity) AS units
 FROM location AS p JOIN stock_line AS s ON s.location_id = p.id JOIN stock_transaction AS t ON t.stock_line_id = s.id
 WHERE p.kind = 'transit' GROUP BY t.document_line_id, t.stock_line_id, s.tracking_type)"""
"""What the rows of each line of a transfer have left at each stock line of a transit location."""

_TRANSFERS = (
    Invariant(
        "in_transit_wrong",
        "transfer line {0} says {1} are in transit, its transactions have left {2} at transit locations",
        f"""SELECT d.id, d.done - d.received - d.lost, coalesce(n.units, 0) FROM document_line AS d
 LEFT JOIN (SELECT document_line_id, sum(units) AS units FROM {_ON_THE_ROAD} AS r GROUP BY document_line_id) AS n
 ON n.document_line_id = d.id WHERE d.kind = 'transfer' AND d.done - d.received - d.lost <> coalesce(n.units, 0)
 ORDER BY d.id""",
    ),
    Invariant(
        "in_transit_wrong",
        "transfer line {0} has {1} units in transit on stock line {2}, but {3} serials",
        f"""SELECT r.document_line_id, r.units, r.stock_line_id, coalesce(n.serials, 0) FROM {_ON_THE_ROAD} AS r
 LEFT JOIN (SELECT t.document_line_id, n.stock_line_id, count(*) AS serials FROM serial AS n
 JOIN stock_transaction AS t ON t.id = (SELECT max(l.transaction_id) FROM transaction_serial AS l WHERE l.serial_id = n.id)
 WHERE n.state = 'in_transit' GROUP BY t.document_line_id, n.stock_line_id) AS n
 ON n.document_line_id = r.document_line_id AND n.stock_line_id = r.stock_line_id
 WHERE CASE WHEN r.tracking_type = 'full_tracking' THEN r.units <> coalesce(n.serials, 0)
 ELSE r.units < coalesce(n.serials, 0) END ORDER BY r.document_line_id""",
    ),
    Invariant(
        "transfer_state_wrong",
        "transfer {0} does not say where it goes",
        """SELECT d.ref FROM document AS d WHERE d.kind = 'transfer'
 AND NOT EXISTS (SELECT 1 FROM transfer AS r WHERE r.document_id = d.id) ORDER BY d.id""",
    ),
    Invariant(
        "transfer_state_wrong",
        "line {1} of transfer {0} is shipped, but nothing of it is in transit",
        """SELECT d.ref, l.line_no FROM document_line AS l JOIN document AS d ON d.id = l.document_id
 WHERE l.kind = 'transfer' AND l.state = 'shipped' AND l.done = l.received + l.lost ORDER BY l.id""",
    ),
)

_RUNS = (
    *(
        Invariant(
            "claim_without_run",
            f"{what} {{0}} is held by run {{1}}, which is not open",
            f"""SELECT h.{shown}, h.run_id FROM {table} AS h LEFT JOIN run AS r ON r.id = h.run_id
 WHERE h.run_id IS NOT NULL AND {which} AND (r.id IS NULL OR r.state <> 'open') ORDER BY h.id""",
        )
        for what, table, shown, which in (
            ("serial", "serial", "serial", "TRUE"),
            ("container", "container", "code", "TRUE"),
            *((kind.line_label, "document_line", "id", f"h.kind = '{kind}'") for kind in DocumentKind),
        )
    ),
    Invariant(
        "captured_not_counted",
        "run {0} says it holds {1} serials, it holds {2}",
        """SELECT w.id, w.captured, w.held FROM (SELECT r.id, r.captured, coalesce(n.serials, 0) + coalesce(c.noted, 0) AS held
 FROM run AS r LEFT JOIN (SELECT run_id, count(*) AS serials FROM serial WHERE run_id IS NOT NULL GROUP BY run_id) AS n
 ON n.run_id = r.id LEFT JOIN (SELECT l.run_id, count(*) AS noted FROM count_pass AS p JOIN document_line AS l
 ON l.id = p.line_id JOIN noted_serial AS n ON n.line_id = p.line_id AND n.pass_no = p.pass_no WHERE p.ended_at IS NULL
 AND l.run_id IS NOT NULL GROUP BY l.run_id) AS c ON c.run_id = r.id) AS w WHERE w.captured <> w.held ORDER BY w.id""",
    ),
)


_VERSIONS = (
    Invariant(
        "version_missing",
        "{0} {1} says that it was asked by version {2} of flows.toml, which is not there",
        """SELECT n.what, n.id, n.flow_version_id FROM (SELECT 'run' AS what, id, flow_version_id FROM run
 UNION ALL SELECT 'transaction', id, flow_version_id FROM stock_transaction) AS n
 WHERE n.flow_version_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM flow_version AS v WHERE v.id = n.flow_version_id)
 ORDER BY n.what, n.id""",
    ),
)
"""What flows.toml said is there for ever (R66)."""


_APPROVALS = (
    Invariant(
        "approved_by_nobody",
        "{0} {1} says that {2} approved it, who is no supervisor",
        f"""SELECT n.what, n.id, n.approved_by FROM (SELECT 'run' AS what, id, approved_by FROM run
 UNION ALL SELECT 'transaction', id, approved_by FROM stock_transaction) AS n
 WHERE n.approved_by IS NOT NULL AND NOT EXISTS (SELECT 1 FROM operator AS o WHERE o.name = n.approved_by
 AND {one_of("o.role", *SUPERVISORS)}) ORDER BY n.what, n.id""",
    ),
)
"""Who approved is a supervisor (R67), be it one who has left since."""


_PURPOSE = (
    Invariant(
        "purpose_not_one",
        "the store says {0} times what it is for",
        "SELECT count(*) FROM store_purpose HAVING count(*) <> 1",
    ),
)
"""What the store is for is said once (R68)."""


def check(connection: Connection) -> tuple[Broken, ...]:
    """Return what is broken, nothing where all is well.

    The time grows with the store: some seconds for a million serials.
    """
    is_sqlite = connection.dialect.name == "sqlite"
    damaged = tuple(_damage(connection)) if is_sqlite else ()
    if damaged:
        return damaged
    alike = islice(_folding_together(connection), MOST)
    every = (
        *_LEDGER,
        *_SERIALS,
        *_DOCUMENTS,
        *_TRANSFERS,
        *named_lines.NAMED_LINES,
        *coming_back.COMING_BACK,
        *noted.COUNTS,
        *batches.BATCHES,
        *containers.CONTAINERS,
        *noted.ADJUSTMENTS,
        *keys.KEYS_OF_TEXTS,
        *_RUNS,
        *_VERSIONS,
        *_APPROVALS,
        *_PURPOSE,
    )
    broken = look(connection, every)
    altered = islice(_altered(connection), MOST)
    return (*_triggers(connection), *broken, *altered, *_imports(connection), *alike)


def _damage(connection: Connection) -> Iterator[Broken]:
    """What SQLite finds wrong with its own file; the rest can only be asked when there is nothing."""
    for (line,) in connection.exec_driver_sql(f"PRAGMA integrity_check({MOST})").all():
        if line != "ok":
            yield Broken("file_damaged", str(line))
    for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(MOST):
        yield Broken(
            "reference_broken", f"row {row} of {table} refers to a row of {parent} that is not there"
        )


def _triggers(connection: Connection) -> Iterator[Broken]:
    for name in missing_triggers(connection):
        yield Broken("trigger_missing", f"the trigger {name} is missing or changed")


def _altered(connection: Connection) -> Iterator[Broken]:
    """A version of flows.toml that does not say any more what it said (R66)."""
    version = t.flow_version.c
    kept = select(version.id, version.text, version.sha256).order_by(version.id)
    for number, said, sha256 in connection.execute(kept):
        if hashlib.sha256(said.encode()).hexdigest() != sha256:
            yield Broken("version_altered", f"version {number} of flows.toml is not what it was")


def _imports(connection: Connection) -> Iterator[Broken]:
    """An import that was broken off: nobody sees its documents, but its serials and numbers are taken."""
    last = datetime.now(UTC) - unfinished.SILENCE
    written = select(t.unfinished_import).where(t.unfinished_import.c.at < last)
    for row in connection.execute(written):
        yield Broken(
            "import_broken_off",
            f"an import of {row.kind} was broken off at {row.at:%Y-%m-%d %H:%M} UTC: its numbers and serials are taken "
            "until the next import or the start of a server, which take them away first",
        )


def _folding_together(connection: Connection) -> Iterator[Broken]:
    """What looks like one serial and is two (R4): from a time when the forms of a character counted. Nothing merges them."""
    outside_ascii = (
        "serial_key GLOB '*[^ -~]*'" if connection.dialect.name == "sqlite" else "serial_key ~ '[^ -~]'"
    )
    wanted = text(f"SELECT serial, serial_key, product_id FROM serial WHERE {outside_ascii} ORDER BY id")
    for serial, key, product_id in connection.execute(wanted).all():
        folded = codes.serial_key(serial)
        if folded != key:
            yield Broken("serials_look_alike", _looks_like(connection, serial, folded, product_id))


def _looks_like(connection: Connection, serial: str, folded: str, product_id: int) -> str:
    other = connection.scalar(
        text("SELECT serial FROM serial WHERE serial_key = :key AND product_id = :product_id"),
        {"key": folded, "product_id": product_id},
    )
    alike = f"looks like {other}, which is there as well" if other else "is found only as it was scanned"
    return f"serial {serial} {alike}: it was stored when the forms of a character counted"


def look(connection: Connection, invariants: Iterable[Invariant]) -> Iterator[Broken]:
    """Yield what is broken of these invariants."""
    for invariant in invariants:
        is_sqlite = connection.dialect.name == "sqlite"
        query = invariant.query.replace("greatest(", "max(") if is_sqlite else invariant.query
        for row in connection.execute(text(f"{query} LIMIT {MOST}")):
            yield Broken(invariant.code, invariant.sentence.format(*row))
