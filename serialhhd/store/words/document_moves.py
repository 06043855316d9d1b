"""What a document of each kind may become, and its lines, each once: what is not in this table, the database refuses (R8, R10, R12).

Made from it: the constraints and guards of documents and their lines, how a line is taken in work and confirmed, what `store
check` finds wrong, and `docs/document-states.md`. A new kind is a new row. Python and this module alone: nothing here knows a table.
"""

from collections.abc import Sequence
from typing import Final

from serialhhd.store.words.condition import Condition
from serialhhd.store.words.serial_moves import at_transit
from serialhhd.store.words.vocabulary import DocumentKind, DocumentState, TransactionKind
from serialhhd.value_class import value_class

_S, _K, _T = DocumentState, DocumentKind, TransactionKind


@value_class
class Tally:
    """Units that are counted on a line, in a column of `document_line` that only rises.

    Attributes:
        column: The column.
        label: What they are, as a person reads it: `received`.
        by: The kind of transaction that moves them.
        arrive: Whether they arrive at a stock line or leave one; None: either.
        broken: The code by which `store check` names a line of which the ledger says something else.
        only: What else must be true of `t`, such a transaction.
    """

    column: str
    label: str
    by: TransactionKind
    arrive: bool | None
    broken: str
    only: Condition | None = None


@value_class
class Stage:
    """A part of the way of a line; its document is past it once no line is before it.

    Attributes:
        before: The state in which it begins and units are counted.
        after: The state of a line of which all are, or no more will be.
        tallies: What is counted, in this order.
        of: The column that says how many are asked for.
        may_exceed: Whether more may be counted, all tallies together, than are asked for (R10, R12).
        short_has_reason: Whether a line that ends with fewer says why.
        early: The states before it in which units are counted already, of those that are there by then: what is shipped may be received
            while more is still to be shipped.
        goes_on: Whether another stage follows.
        is_shared: Whether several runs count on one line at a time; otherwise one has it in work (R57).
    """

    before: DocumentState
    after: DocumentState
    tallies: tuple[Tally, ...]
    of: str = "quantity"
    may_exceed: bool = False
    short_has_reason: bool = False
    early: tuple[DocumentState, ...] = ()
    goes_on: bool = False
    is_shared: bool = False

    @property
    def counts_in(self) -> tuple[DocumentState, ...]:
        """The states in which units are counted, and in no other."""
        return (*self.early, self.before)


@value_class
class Move:
    """A move of a document or a line beside its stages.

    Attributes:
        before: The state that it leaves.
        after: The state that it comes into.
        only: What else must be true, of OLD and NEW, the row before and after.
    """

    before: DocumentState
    after: DocumentState
    only: Condition | None = None


@value_class
class Lifecycle:
    """The states and moves of the documents of one kind.

    Attributes:
        kind: The kind.
        stages: What a line goes through, and its document with it; both begin before the first.
        document_moves: What else may become of a document.
        line_moves: What else may become of a line.
        from_stock: Whether it asks for what is in stock: then also for a retired product, while there is some (R52).
        one_line_a_product: Whether a product is on one line at most.
        outlives_its_lines: Whether it goes on once all its lines are through: what they brought is still to be sorted.
        afterwards: What is counted once it is cancelled; no state follows.
        of_any_product: Whether it takes a retired product, be there any or not: what left may come back, and what is lost be found (R28, R34, R52).
    """

    kind: DocumentKind
    stages: tuple[Stage, ...]
    document_moves: tuple[Move, ...]
    line_moves: tuple[Move, ...]
    from_stock: bool = False
    one_line_a_product: bool = False
    outlives_its_lines: bool = False
    of_any_product: bool = False
    afterwards: Stage | None = None

    @property
    def counting(self) -> tuple[Stage, ...]:
        """The parts of its way in which units are counted: its stages, and what comes after all of them."""
        return (*self.stages, self.afterwards) if self.afterwards else self.stages

    @property
    def begins(self) -> DocumentState:
        """The state in which a document and its lines begin."""
        return self.stages[0].before

    @property
    def moves(self) -> tuple[Move, ...]:
        """Every move of a document."""
        return (*self._through_stages, *self.document_moves)

    @property
    def moves_of_lines(self) -> tuple[Move, ...]:
        """Every move of a line."""
        return (*self._through_stages, *self.line_moves)

    def may_be_cancelled(self, state: DocumentState) -> bool:
        """Return whether a document in a state can be cancelled."""
        return any(move.before is state and move.after is DocumentState.CANCELLED for move in self.moves)

    @property
    def states(self) -> tuple[DocumentState, ...]:
        """The states that a document may have, in the order in which it has them."""
        return self._reached_by(self.moves)

    @property
    def line_states(self) -> tuple[DocumentState, ...]:
        """The states that a line may have, in that order."""
        return self._reached_by(self.moves_of_lines)

    @property
    def _through_stages(self) -> tuple[Move, ...]:
        return tuple(Move(stage.before, stage.after) for stage in self.stages)

    def _reached_by(self, moves: Sequence[Move]) -> tuple[DocumentState, ...]:
        return tuple(dict.fromkeys((self.begins, *(move.after for move in moves))))


NOTHING_DONE: Final = Condition("with nothing done", "NEW.done = 0")
WITH_ITS_DOCUMENT: Final = Condition(
    "with its document",
    "EXISTS (SELECT 1 FROM document AS d WHERE d.id = NEW.document_id AND d.state = 'cancelled')",
)
NOTHING_SHIPPED: Final = Condition(
    "with nothing shipped",
    "NOT EXISTS (SELECT 1 FROM document_line AS l WHERE l.document_id = NEW.id AND l.done > 0)",
)
NOT_AT_TRANSIT: Final = Condition("at a place of a warehouse", f"NOT {at_transit('t.stock_line_id')}")

RECEIVING: Final = Stage(
    _S.OPEN,
    _S.RECEIVED,
    (Tally("done", "received", _T.RECEIPT, True, "confirmed_not_received"),),
    may_exceed=True,
)
PICKING: Final = Stage(
    _S.OPEN,
    _S.PICKED,
    (Tally("done", "picked", _T.PICK, False, "picked_not_picked"),),
    short_has_reason=True,
)
SHIPPING: Final = Stage(
    _S.OPEN,
    _S.SHIPPED,
    (Tally("done", "shipped", _T.TRANSFER, False, "in_transit_wrong", NOT_AT_TRANSIT),),
    short_has_reason=True,
    goes_on=True,
)
ARRIVING: Final = Stage(
    _S.SHIPPED,
    _S.RECEIVED,
    (
        Tally("received", "received", _T.TRANSFER, True, "in_transit_wrong", NOT_AT_TRANSIT),
        Tally("lost", "lost", _T.ADJUSTMENT, False, "in_transit_wrong"),
    ),
    of="done",
    early=(_S.OPEN,),
    is_shared=True,
)
WALKING: Final = Stage(
    _S.OPEN,
    _S.DONE,
    (Tally("done", "walked", _T.TRANSFER, False, "batch_state_wrong"),),
)
COMING_BACK: Final = Stage(
    _S.OPEN,
    _S.RECEIVED,
    (Tally("done", "returned", _T.RETURN, True, "returned_wrong"),),
    is_shared=True,
)
COUNTING: Final = Stage(_S.OPEN, _S.COUNTED, ())
PUTTING_BACK: Final = Stage(
    _S.CANCELLED,
    _S.CANCELLED,
    (Tally("received", "put back", _T.RETURN, True, "put_back_wrong"),),
    of="done",
    is_shared=True,
)
"""What was picked for a list that is cancelled waits (R36): no state follows."""
AFTER_COUNTING: Final = (
    Move(_S.OPEN, _S.CANCELLED),
    Move(_S.COUNTED, _S.OPEN),
    Move(_S.COUNTED, _S.POSTED),
    Move(_S.COUNTED, _S.REJECTED),
    Move(_S.COUNTED, _S.CANCELLED),
)
"""What becomes of what was counted: counted again, posted, rejected (R40, R41); a line with its document."""
ADJUSTING: Final = Stage(
    _S.WAITING,
    _S.POSTED,
    (Tally("done", "adjusted", _T.ADJUSTMENT, None, "adjusted_wrong"),),
)
UNLESS_REJECTED: Final = (Move(_S.WAITING, _S.REJECTED),)
"""What becomes of an adjustment that waits, where it is not approved (R29); a line with its document."""

LIFECYCLES: Final = (
    Lifecycle(
        _K.PRE_RECEIPT,
        (RECEIVING,),
        document_moves=(Move(_S.OPEN, _S.CANCELLED),),
        line_moves=(Move(_S.OPEN, _S.CANCELLED),),
        one_line_a_product=True,
    ),
    Lifecycle(
        _K.PICK_LIST,
        (PICKING,),
        document_moves=(
            Move(_S.PICKED, _S.DISPATCHED),
            Move(_S.OPEN, _S.CANCELLED),
            Move(_S.PICKED, _S.CANCELLED),
        ),
        line_moves=(Move(_S.OPEN, _S.CANCELLED), Move(_S.PICKED, _S.CANCELLED, WITH_ITS_DOCUMENT)),
        from_stock=True,
        afterwards=PUTTING_BACK,
    ),
    Lifecycle(
        _K.TRANSFER,
        (SHIPPING, ARRIVING),
        document_moves=(Move(_S.OPEN, _S.CANCELLED, NOTHING_SHIPPED),),
        line_moves=(Move(_S.OPEN, _S.CANCELLED, NOTHING_DONE),),
        from_stock=True,
    ),
    Lifecycle(
        _K.COUNT, (COUNTING,), document_moves=AFTER_COUNTING, line_moves=AFTER_COUNTING, from_stock=True
    ),
    Lifecycle(
        _K.BATCH,
        (WALKING,),
        document_moves=(Move(_S.OPEN, _S.CANCELLED),),
        line_moves=(Move(_S.OPEN, _S.CANCELLED),),
        from_stock=True,
        outlives_its_lines=True,
    ),
    Lifecycle(
        _K.RETURN,
        (COMING_BACK,),
        document_moves=(Move(_S.OPEN, _S.CANCELLED),),
        line_moves=(Move(_S.OPEN, _S.CANCELLED),),
        one_line_a_product=True,
        of_any_product=True,
    ),
    Lifecycle(
        _K.ADJUSTMENT,
        (ADJUSTING,),
        document_moves=UNLESS_REJECTED,
        line_moves=UNLESS_REJECTED,
        of_any_product=True,
    ),
)
_OF_KIND: Final = {lifecycle.kind: lifecycle for lifecycle in LIFECYCLES}


def lifecycle_of(kind: DocumentKind) -> Lifecycle:
    """Return the states and moves of the documents of a kind."""
    return _OF_KIND[kind]


def tallies(lifecycles: Sequence[Lifecycle] = LIFECYCLES) -> tuple[str, ...]:
    """Return the columns in which units are counted on lines of some kind."""
    found = (tally.column for one in lifecycles for stage in one.counting for tally in stage.tallies)
    return tuple(dict.fromkeys(found))
