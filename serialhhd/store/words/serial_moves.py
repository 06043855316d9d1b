"""The moves that a serial may make (R5), each once: what is not in this table, the database refuses.

Made from it: the guards on serials and on what a transaction is linked to, what `store check` finds unfounded, and
`docs/serial-states.md`. A new move is a new row. Python and this module alone: nothing here knows a table.
"""

# ruff: noqa: S608 - this SQL is put together from the names of columns that stand in this table alone

from collections.abc import Mapping, Sequence
from typing import Final

from serialhhd.store.words.condition import Condition
from serialhhd.store.words.vocabulary import LocationKind, SerialState, TransactionKind
from serialhhd.value_class import value_class

_S, _K = SerialState, TransactionKind

BEGINS: Final = (_S.CAPTURED, _S.EXPECTED)
"""The states of what is no serial of the warehouse yet: its text may still be corrected, and it may be given up."""
PLACED: Final = (_S.IN_STOCK, _S.IN_TRANSIT)
"""The states in which a serial is on a stock line."""
IN_CONTAINER: Final = (_S.EXPECTED, *PLACED, _S.PICKED)
"""The states in which a serial may lie in a container (R21)."""


@value_class
class Move:
    """One move of a serial.

    Attributes:
        before: The state that it leaves.
        after: The state that it comes into.
        by: The kinds of transaction that may do it: one of them is the serial's newest.
        only: What else must be true, of OLD and NEW, the serial before and after, and `t`, its newest transaction.
        while_held: Whether a serial on hold may make it, or what must be true if it does (R42, R49).
    """

    before: SerialState
    after: SerialState
    by: tuple[TransactionKind, ...]
    only: Condition | None = None
    while_held: bool | Condition = True

    @property
    def arrives(self) -> bool:
        """Whether the serial comes onto a stock line."""
        return self.after in PLACED

    @property
    def leaves(self) -> bool:
        """Whether the serial is on a stock line before."""
        return self.before in PLACED


TRACKED_AT_PICK: Final = Condition(
    "from a stock line under Track During Pick",
    "EXISTS (SELECT 1 FROM stock_line AS s WHERE s.id = t.stock_line_id AND s.tracking_type = 'track_during_pick')",
)


def at_transit(line: str) -> str:
    """SQL: a stock line is at a transit location."""
    return f"""EXISTS (SELECT 1 FROM stock_line AS s JOIN location AS p ON p.id = s.location_id
 WHERE s.id = {line} AND p.kind = '{LocationKind.TRANSIT}')"""


ONTO_THE_ROAD: Final = Condition(
    "from its stock line to another of the product, at a transit location", at_transit("NEW.stock_line_id")
)
OFF_THE_ROAD: Final = Condition(
    "from its stock line at a transit location to another of the product",
    f"NOT {at_transit('NEW.stock_line_id')}",
)
NOT_ONTO_THE_ROAD: Final = Condition(
    "from its stock line to another of the product, not at a transit location",
    f"NOT {at_transit('NEW.stock_line_id')}",
)


def on_one_site(line: str, other: str) -> str:
    """SQL: two stock lines are in one warehouse and of one account."""
    return f"""EXISTS (SELECT 1 FROM stock_line AS a JOIN location AS la ON la.id = a.location_id
 JOIN stock_line AS b ON b.account_id = a.account_id JOIN location AS lb ON lb.id = b.location_id
 WHERE a.id = {line} AND b.id = {other} AND lb.warehouse_id = la.warehouse_id)"""


def to_supplier(line: str) -> str:
    """SQL: a line of a document is of a supplier return (R37)."""
    return f"""EXISTS (SELECT 1 FROM document_line AS d JOIN document AS o ON o.id = d.document_id
 WHERE d.id = {line} AND o.to_supplier)"""


TO_SUPPLIER: Final = Condition("the pick list is a supplier return", to_supplier("t.document_line_id"))
TO_CUSTOMER: Final = Condition("the pick list is a customer's", f"NOT {to_supplier('t.document_line_id')}")
ON_SUPPLIER_RETURN: Final = Condition(
    "on a supplier return",
    f"""EXISTS (SELECT 1 FROM stock_transaction AS t WHERE t.id = (SELECT max(l.transaction_id)
 FROM transaction_serial AS l WHERE l.serial_id = OLD.id) AND {TO_SUPPLIER.sql})""",
)
OF_CANCELLED: Final = Condition(
    "from a cancelled pick list, onto a stock line of the product",
    """EXISTS (SELECT 1 FROM document_line AS d JOIN document AS o ON o.id = d.document_id
 WHERE d.id = t.document_line_id AND o.kind = 'pick_list' AND o.state = 'cancelled')""",
)

ON_ONE_SITE: Final = Condition(
    "inside its warehouse and account", on_one_site("OLD.stock_line_id", "NEW.stock_line_id")
)

MOVES: Final = (
    Move(_S.CAPTURED, _S.IN_STOCK, (_K.RECEIPT, _K.RETURN, _K.ADJUSTMENT, _K.COUNT)),
    Move(_S.EXPECTED, _S.IN_STOCK, (_K.RECEIPT,)),
    Move(_S.CAPTURED, _S.PICKED, (_K.PICK,), TRACKED_AT_PICK, while_held=ON_SUPPLIER_RETURN),
    Move(_S.EXPECTED, _S.PICKED, (_K.PICK,), TRACKED_AT_PICK, while_held=ON_SUPPLIER_RETURN),
    Move(_S.IN_STOCK, _S.IN_STOCK, (_K.TRANSFER, _K.COUNT), NOT_ONTO_THE_ROAD, while_held=ON_ONE_SITE),
    Move(_S.IN_STOCK, _S.IN_TRANSIT, (_K.TRANSFER,), ONTO_THE_ROAD, while_held=False),
    Move(_S.IN_TRANSIT, _S.IN_STOCK, (_K.TRANSFER,), OFF_THE_ROAD),
    Move(_S.IN_TRANSIT, _S.REMOVED, (_K.ADJUSTMENT,)),
    Move(_S.IN_STOCK, _S.PICKED, (_K.PICK,), while_held=ON_SUPPLIER_RETURN),
    Move(_S.IN_STOCK, _S.REMOVED, (_K.ADJUSTMENT, _K.COUNT)),
    Move(_S.PICKED, _S.DISPATCHED, (_K.DISPATCH,), TO_CUSTOMER, while_held=False),
    Move(_S.PICKED, _S.RETURNED, (_K.DISPATCH,), TO_SUPPLIER, while_held=ON_SUPPLIER_RETURN),
    Move(_S.PICKED, _S.IN_STOCK, (_K.RETURN,), OF_CANCELLED),
    Move(_S.DISPATCHED, _S.IN_STOCK, (_K.RETURN,)),
    Move(_S.RETURNED, _S.IN_STOCK, (_K.RECEIPT, _K.RETURN)),
    Move(_S.REMOVED, _S.IN_STOCK, (_K.RETURN, _K.ADJUSTMENT, _K.COUNT)),
)


def stopped_by_hold() -> tuple[TransactionKind, ...]:
    """Return the kinds of transaction that move nothing that is on hold, wherever it is, but on a supplier return (R42)."""
    leaving = (False, ON_SUPPLIER_RETURN)
    may = {kind for move in MOVES if move.while_held not in leaving for kind in move.by}
    kinds = dict.fromkeys(kind for move in MOVES if move.while_held in leaving for kind in move.by)
    return tuple(kind for kind in kinds if kind not in may)


def between_lines(moves: Sequence[Move] = MOVES) -> tuple[TransactionKind, ...]:
    """Return the kinds of transaction that take serials from one stock line to another, in two rows of the ledger."""
    return tuple(dict.fromkeys(kind for move in moves if move.leaves and move.arrives for kind in move.by))


def made_by() -> tuple[TransactionKind, ...]:
    """Return the kinds of transaction that may take out of stock a serial which they make: it was on no stock line."""
    return tuple(
        dict.fromkeys(
            kind for move in MOVES if move.before in BEGINS and not move.arrives for kind in move.by
        )
    )


def taken_from(kind: TransactionKind, moves: Sequence[Move] = MOVES) -> tuple[SerialState, ...]:
    """Return the states from which a kind of transaction may take a serial, in the order of the table."""
    return tuple(dict.fromkeys(move.before for move in moves if kind in move.by))


def brought_to() -> Mapping[SerialState, tuple[TransactionKind, ...]]:
    """Return for each state that a move leads to the kinds of transaction that may have done it."""
    return {
        state: tuple(dict.fromkeys(kind for move in MOVES if move.after is state for kind in move.by))
        for state in SerialState
        if any(move.after is state for move in MOVES)
    }
