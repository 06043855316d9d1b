"""A pick list as the desk shows it: its tasks, how much waits to be put back, and in which batch and totes it is."""

from sqlalchemy import Connection

from serialhhd.store.batches import batches
from serialhhd.store.containers import totes
from serialhhd.store.documents.documents import Shown
from serialhhd.store.outbound.pick_lists import PICK_LISTS, Task
from serialhhd.store.outbound.waiting_lists import WAITING_LISTS
from serialhhd.store.words.vocabulary import DocumentState
from serialhhd.value_class import value_class


@value_class
class Beside:
    """What is said of a pick list beside its tasks.

    Attributes:
        waiting: How many units of it wait to be put back (R36).
        batch: The number of the open batch that it is in (R31); None: it is in none.
        totes: The codes of the totes that are its own (R30).
    """

    waiting: int
    batch: str | None
    totes: tuple[str, ...]


def shown(conn: Connection, ref: str) -> Shown[Task, Beside]:
    """Return the pick list of that number with its tasks and what is said beside them.

    Raises:
        Refused: `unknown`.
    """
    seen = PICK_LISTS.shown(conn, ref)
    of, is_cancelled = seen.document, seen.document.state is DocumentState.CANCELLED
    there = WAITING_LISTS.lines.of(conn, of) if is_cancelled else ()
    waiting = sum(task.open_quantity for task in there)
    return Shown(of, seen.lines, Beside(waiting, batches.of_list(conn, of.id), totes.codes(conn, of.id)))
