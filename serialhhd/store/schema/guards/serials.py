"""What the database refuses of a serial: every move that is not in the table of moves, and to become another one (R4, R5, R8, R15)."""

# ruff: noqa: S608 - this SQL is put together from the constants of this module and of the moves alone

from collections.abc import Sequence

from serialhhd.store.schema.guards.guard import Guard, changed, one_of
from serialhhd.store.words.condition import Condition
from serialhhd.store.words.serial_moves import BEGINS, MOVES, PLACED, Move

_ON_LINE = "t.stock_line_id = NEW.stock_line_id AND t.quantity > 0"
_OFF_LINE = "t.stock_line_id = OLD.stock_line_id AND t.quantity < 0"
_FROM_LINE = """EXISTS (SELECT 1 FROM stock_transaction AS f WHERE f.id = t.from_id
 AND f.stock_line_id = OLD.stock_line_id)"""


def _is(move: Move) -> str:
    return f"NEW.state = '{move.after}' AND OLD.state = '{move.before}'"


def _is_stopped(moves: Sequence[Move]) -> str:
    """SQL: a serial makes one of the moves that a hold stops; by where they lead: most that are made lead into stock, which one of these does."""
    before: dict[str, list[str]] = {}
    for move in moves:
        if move.while_held is not True:
            before.setdefault(move.after, []).append(move.before)
    return " OR ".join(
        f"(NEW.state = '{after}' AND {one_of('OLD.state', *those)})" for after, those in before.items()
    )


def _although_held(moves: Sequence[Move]) -> str:
    """SQL: what lets a serial on hold make a move all the same; looked at last, since hardly any is on hold."""
    allowed: dict[str, list[str]] = {}
    for move in moves:
        if isinstance(move.while_held, Condition):
            allowed.setdefault(move.while_held.sql, []).append(f"({_is(move)})")
    return " OR ".join(f"({' OR '.join(moved)}) AND {sql}" for sql, moved in allowed.items()) or "FALSE"


def _needs(move: Move) -> str:
    """SQL: what a move demands of `t`, the newest transaction of the serial."""
    places = {
        (True, True): (_ON_LINE, _FROM_LINE),
        (False, True): (_ON_LINE,),
        (True, False): (_OFF_LINE,),
        (False, False): (),
    }[move.leaves, move.arrives]
    only = (move.only.sql,) if move.only else ()
    return " AND ".join((one_of("t.kind", *move.by), *places, *only))


def _is_no_move(moves: Sequence[Move]) -> str:
    fits = " ".join(f"WHEN {_is(move)} THEN {_needs(move)}" for move in moves)
    return f"""NOT EXISTS (SELECT 1 FROM stock_transaction AS t WHERE t.id = (SELECT max(l.transaction_id)
 FROM transaction_serial AS l WHERE l.serial_id = OLD.id) AND CASE {fits} ELSE FALSE END)"""


_IS_PLACED = one_of("NEW.state", *PLACED)
_WAS_NEW, _IS_NEW = one_of("OLD.state", *BEGINS), one_of("NEW.state", *BEGINS)


def _line_where(line_id: str, condition: str) -> str:
    return f"""EXISTS (SELECT 1 FROM document_line AS d JOIN pre_receipt_line AS p ON p.line_id = d.id
 WHERE d.id = {line_id} AND {condition})"""


_TAKES_SERIALS = "d.state = 'open' AND (d.done = 0 OR (p.pre_entered = 0 AND NEW.run_id IS NOT NULL))"
_LETS_SERIALS_GO = "(d.state = 'cancelled' OR p.pre_entered = 0 OR (d.state = 'open' AND d.done = 0))"
_KEEPS_SERIALS = "d.state = 'open' AND d.done > 0 AND p.pre_entered > 0"

_ACTIVE_HOLD = "(SELECT 1 FROM serial_hold AS h WHERE h.serial_id = NEW.id AND h.released_at IS NULL)"
_HELD_WITH_PRODUCT = """(SELECT 1 FROM product_hold AS h WHERE h.product_id = NEW.product_id AND h.released_at IS NULL
 AND (h.lot_key = '' OR h.lot_key = NEW.lot_key))"""


def moves_guard(moves: Sequence[Move]) -> Guard:
    """Return the guard that lets a serial make these moves alone."""
    return Guard(
        "serial_move",
        "serial",
        "BEFORE UPDATE",
        (
            (_is_no_move(moves), "R5: a serial moves only as it may, and through the ledger"),
            (
                f"""{_IS_PLACED} AND NOT EXISTS (SELECT 1 FROM stock_line AS s WHERE s.id = NEW.stock_line_id
 AND s.product_id = NEW.product_id AND s.tracking_type <> 'no_tracking')""",
                "R3: a serial cannot be on this stock line",
            ),
            (
                f"""{_IS_PLACED} AND EXISTS (SELECT 1 FROM stock_line AS s WHERE s.id = NEW.stock_line_id
 AND s.tracking_type = 'track_during_pick'
 AND s.quantity <= (SELECT count(*) FROM serial AS n WHERE n.stock_line_id = s.id))""",
                "R16: a stock line never holds more serials than units",
            ),
            (
                f"({_is_stopped(moves)}) AND (EXISTS {_ACTIVE_HOLD} OR EXISTS {_HELD_WITH_PRODUCT}) AND NOT ({_although_held(moves)})",
                "R42, R49: a serial on hold does not leave",
            ),
        ),
        only=changed("state", "stock_line_id"),
    )


GUARDS = (
    Guard(
        "serial_insert",
        "serial",
        "BEFORE INSERT",
        (
            (f"NOT {_IS_NEW}", "R5: a serial begins as captured or expected"),
            (
                f"NEW.state = 'expected' AND NOT {_line_where('NEW.document_line_id', _TAKES_SERIALS)}",
                "R8: pre-entered serials of a received line cannot be changed",
            ),
        ),
    ),
    Guard(
        "serial_identity",
        "serial",
        "BEFORE UPDATE",
        (
            (changed("id", "product_id", "serial_key"), "R4: a serial stays what it is"),
            (
                f"({changed('serial')}) AND NOT {_WAS_NEW}",
                "R4: a serial stays what it is",
            ),
            (
                f"({changed('lot', 'lot_key', 'expiry')}) AND NOT {_WAS_NEW}",
                "R5: lot and expiry of a serial stay as they arrived",
            ),
            ("NEW.run_id <> OLD.run_id", "R15: a capture holds its serial against every other run"),
        ),
    ),
    moves_guard(MOVES),
    Guard(
        "serial_document_line",
        "serial",
        "BEFORE UPDATE OF document_line_id",
        (
            (
                f"NEW.state <> 'expected' AND NOT {_WAS_NEW} OR NEW.state = 'expected' AND ({_line_where('OLD.document_line_id', _KEEPS_SERIALS)} OR NOT {_line_where('NEW.document_line_id', _TAKES_SERIALS)})",
                "R8: pre-entered serials of a received line cannot be changed",
            ),
        ),
        only=changed("document_line_id"),
    ),
    Guard(
        "serial_delete",
        "serial",
        "BEFORE DELETE",
        (
            (
                f"NOT {_WAS_NEW} OR EXISTS (SELECT 1 FROM transaction_serial AS l WHERE l.serial_id = OLD.id)",
                "R16: a serial of the ledger cannot be deleted",
            ),
            (
                f"OLD.state = 'expected' AND NOT {_line_where('OLD.document_line_id', _LETS_SERIALS_GO)}",
                "R8: pre-entered serials of a received line cannot be changed",
            ),
        ),
    ),
)
