"""What the database refuses of the ledger: it is append-only, adds up, and is linked to serials that may move (R5, R16, R18)."""

# ruff: noqa: S608 - this SQL is put together from the constants of this module alone

from collections.abc import Mapping, Sequence
from typing import Final

from serialhhd.store.schema.guards import (
    adjustments,
    announced,
    batches,
    coming_back,
    configuration,
    containers,
    counts,
    named_lines,
    people,
    transfers,
)
from serialhhd.store.schema.guards.guard import Guard, one_of
from serialhhd.store.words.serial_moves import (
    MOVES,
    Move,
    at_transit,
    between_lines,
    made_by,
    on_one_site,
    stopped_by_hold,
    taken_from,
    to_supplier,
)
from serialhhd.store.words.vocabulary import SerialState, TransactionKind

_CAPTURED_FOR_IT = """(SELECT count(*) FROM serial AS n JOIN document_line AS d ON d.run_id = n.run_id
 WHERE d.id = NEW.document_line_id AND n.stock_line_id = NEW.stock_line_id)"""
"""The serials of the stock line that leave it with a row which may make serials as well: those that whoever works on its line has captured."""

_LEAVING_SERIALS = (
    f"CASE WHEN {one_of('NEW.kind', *made_by())} THEN {_CAPTURED_FOR_IT} ELSE NEW.serial_count END"
)
"""The serials of the stock line that leave it with this row: all of its serials, where none of them can be made by it."""

_STAYING_SERIALS = f"""(SELECT count(n.id) - {_LEAVING_SERIALS} FROM stock_line AS s LEFT JOIN serial AS n ON n.stock_line_id = s.id
 WHERE s.id = NEW.stock_line_id AND s.tracking_type = 'track_during_pick')"""
"""The serials that stay on a Track During Pick line. On other lines none stays behind: each unit of Full Tracking leaves with its serial."""

_WHOLE_PRODUCT_HELD = """(SELECT 1 FROM product_hold AS h WHERE h.product_id = NEW.product_id AND h.lot_key = ''
 AND h.released_at IS NULL)"""

_STAYS_ON_SITE = on_one_site(
    "(SELECT f.stock_line_id FROM stock_transaction AS f WHERE f.id = NEW.from_id)", "NEW.stock_line_id"
)

_WAS_ON_THE_ROAD = at_transit("(SELECT f.stock_line_id FROM stock_transaction AS f WHERE f.id = NEW.from_id)")
"""What is on the road always arrives, also where it comes back (R25)."""

_LEFT_WITH_IT = """(t.from_id IS NULL OR EXISTS (SELECT 1 FROM transaction_serial AS f
 WHERE f.transaction_id = t.from_id AND f.serial_id = NEW.serial_id))"""


_EXPECTED_HERE = """(s.state <> 'expected' OR s.document_line_id = t.document_line_id
 OR NOT EXISTS (SELECT 1 FROM document_line AS d WHERE d.id = s.document_line_id AND d.state = 'open'))"""
"""A serial that never came where it was expected may come elsewhere, once that is over (R8)."""

_ALSO: Mapping[TransactionKind, Sequence[str]] = {
    TransactionKind.RECEIPT: (_EXPECTED_HERE,),
    TransactionKind.ADJUSTMENT: (
        coming_back.OF_ITS_ACCOUNT,
        adjustments.NOTED_FOR_IT,
        adjustments.WAITS_ON_NO_OTHER,
    ),
    TransactionKind.COUNT: (coming_back.OF_ITS_ACCOUNT, counts.NOTED_FOR_IT),
    TransactionKind.DISPATCH: (coming_back.PICKED_ON_THIS_LIST,),
    TransactionKind.RETURN: (
        coming_back.PICKED_ON_THIS_LIST,
        coming_back.LEFT_ITS_LINE,
        coming_back.LEFT_ON_ITS_RETURN,
        announced.NAMED_ON_ITS_RETURN,
        coming_back.OF_ITS_ACCOUNT,
    ),
}
"""What else must be true of a serial `s` that a row `t` of a kind takes."""


def _may_take(kind: TransactionKind, moves: Sequence[Move]) -> str:
    """SQL: a row of this kind may take the serial `s`; one that arrives only what left."""
    taken = taken_from(kind, moves)
    takes = one_of("s.state", *taken)
    if SerialState.IN_TRANSIT in taken:
        takes = f"{takes} AND {transfers.ON_THIS_TRANSFER}"
    conditions = _ALSO.get(kind, ())
    takes = " AND ".join((takes, *conditions))
    return f"{takes} AND {_LEFT_WITH_IT}" if kind in between_lines(moves) else takes


def links_guard(moves: Sequence[Move]) -> Guard:
    """Return the guard that links a row of the ledger to serials which it may move, and to no others."""
    takes = " ".join(f"WHEN '{kind}' THEN {_may_take(kind, moves)}" for kind in TransactionKind)
    return Guard(
        "link_insert",
        "transaction_serial",
        "BEFORE INSERT",
        (
            (
                """EXISTS (SELECT 1 FROM transaction_serial AS l
 WHERE l.serial_id = NEW.serial_id AND l.transaction_id >= NEW.transaction_id)""",
                "R16: a serial is linked to its transactions in order, once each",
            ),
            (
                f"""NOT EXISTS (SELECT 1 FROM stock_transaction AS t JOIN serial AS s ON s.product_id = t.product_id
 WHERE t.id = NEW.transaction_id AND s.id = NEW.serial_id AND t.serial_count > 0 AND CASE t.kind
 {takes} ELSE FALSE END)""",
                "R5: this serial cannot belong to this transaction",
            ),
        ),
    )


def _left_for_this(moves: Sequence[Move]) -> str:
    """SQL: the row that left is what this row arrives with: product, tracking type, quantity and serials; the place or the account differs."""
    return f"""EXISTS (SELECT 1 FROM stock_transaction AS f JOIN stock_line AS a ON a.id = f.stock_line_id
 JOIN stock_line AS b ON b.id = NEW.stock_line_id WHERE f.id = NEW.from_id AND f.quantity < 0
 AND f.quantity = -NEW.quantity AND f.kind = NEW.kind AND {one_of("f.kind", *between_lines(moves))}
 AND f.product_id = NEW.product_id AND f.serial_count = NEW.serial_count AND a.tracking_type = b.tracking_type
 AND (a.location_id = b.location_id) <> (a.account_id = b.account_id))"""


_SIGNS: Final = (
    (
        "NEW.stock_line_id IS NULL AND NEW.kind <> 'dispatch' AND NEW.quantity <> 0",
        "R16: only a dispatch moves a quantity without a stock line",
    ),
    (
        "NEW.kind IN ('receipt', 'return') AND NEW.quantity < 0",
        "R16: a receipt or return cannot take away",
    ),
    ("NEW.kind IN ('pick', 'dispatch') AND NEW.quantity > 0", "R16: a pick or dispatch cannot add"),
    ("NEW.kind = 'dispatch' AND NEW.stock_line_id IS NOT NULL", "R16: a dispatch has no stock line"),
)
"""Which kind adds, which takes away, and which has a stock line."""

_HOLDS: Final = (
    (
        f"{one_of('NEW.kind', *stopped_by_hold())} AND EXISTS {_WHOLE_PRODUCT_HELD} AND NOT {to_supplier('NEW.document_line_id')}",
        "R42, R50: a product on hold does not leave, but to its supplier",
    ),
    (
        f"NEW.from_id IS NOT NULL AND EXISTS {_WHOLE_PRODUCT_HELD} AND NOT {_STAYS_ON_SITE} AND NOT {_WAS_ON_THE_ROAD}",
        "R42, R50: a product on hold stays in its warehouse and account",
    ),
)
"""What a hold on all of a product stops."""

_SUMS: Final = (
    (
        """NEW.stock_line_id IS NOT NULL AND abs(NEW.quantity) <> NEW.serial_count AND EXISTS (SELECT 1
 FROM stock_line AS s WHERE s.id = NEW.stock_line_id AND s.tracking_type = 'full_tracking')""",
        "R16: on a Full Tracking line each unit has its serial",
    ),
    (
        f"NEW.quantity < 0 AND NEW.balance >= 0 AND {_STAYING_SERIALS} > NEW.balance",
        "R16: a stock line never holds more serials than units",
    ),
    (
        """NEW.stock_line_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM stock_line AS s WHERE s.id = NEW.stock_line_id
 AND s.product_id = NEW.product_id AND s.account_id = NEW.account_id AND s.quantity + NEW.quantity = NEW.balance)""",
        "R16: the balance must be the quantity of the stock line plus the quantity of the transaction",
    ),
    (
        """NEW.stock_line_id IS NOT NULL AND EXISTS (SELECT 1 FROM stock_transaction AS t
 WHERE t.stock_line_id = NEW.stock_line_id AND t.id >= NEW.id AND NEW.id > 0)""",
        "R16: the ledger is append-only",
    ),
)
"""A row adds up with the stock line that it changes."""


def _pairs(moves: Sequence[Move]) -> Sequence[tuple[str, str]]:
    """Return what must not be of two rows of which one leaves and one arrives."""
    return (
        (
            "NEW.kind = 'transfer' AND (NEW.from_id IS NULL) <> (NEW.quantity < 0)",
            "R18: a transfer leaves with one row, and the row that arrives names it",
        ),
        (f"NEW.from_id IS NOT NULL AND NOT {_left_for_this(moves)}", "R18: what arrives is what left"),
        (
            f"{transfers.MOVES_BY_HAND} AND NOT {_STAYS_ON_SITE}",
            "R22: a move stays in one warehouse and one account",
        ),
    )


def entries_guard(moves: Sequence[Move]) -> Guard:
    """Return the guard that takes a row of the ledger only where it adds up and is one that these moves know."""
    rules = (
        *_SIGNS,
        *_HOLDS,
        *_SUMS,
        *_pairs(moves),
        *transfers.OF_LEDGER,
        *batches.OF_LEDGER,
        *announced.OF_LEDGER,
        *coming_back.OF_LEDGER,
        *counts.OF_LEDGER,
        *containers.OF_LEDGER,
        *adjustments.OF_LEDGER,
        (configuration.KNOWN, "R66: there is no such version of flows.toml"),
        (people.APPROVED_BY_NOBODY, people.ONLY_SUPERVISORS),
        *named_lines.OF_LEDGER,
    )
    return Guard("ledger_insert", "stock_transaction", "BEFORE INSERT", rules)


GUARDS = (
    entries_guard(MOVES),
    Guard(
        "ledger_insert_last",
        "stock_transaction",
        "AFTER INSERT",
        (
            (
                "NEW.id < 1 OR NEW.id <> (SELECT max(t.id) FROM stock_transaction AS t)",
                "R16: the ledger is append-only",
            ),
        ),
        engine="sqlite",  # PostgreSQL's sequences give ids out of order to transactions that overlap
    ),
    Guard(
        "ledger_update", "stock_transaction", "BEFORE UPDATE", (("TRUE", "R16: the ledger is append-only"),)
    ),
    Guard(
        "ledger_delete", "stock_transaction", "BEFORE DELETE", (("TRUE", "R16: the ledger is append-only"),)
    ),
    links_guard(MOVES),
    Guard(
        "link_update", "transaction_serial", "BEFORE UPDATE", (("TRUE", "R16: the ledger is append-only"),)
    ),
    Guard(
        "link_delete", "transaction_serial", "BEFORE DELETE", (("TRUE", "R16: the ledger is append-only"),)
    ),
)
"""Guards on the ledger and on its links to serials."""
