"""A new store in which past lines can be done again: their documents are open as they were, and what is to be picked lies there.

Each kind of document has a store of its own: so a pick does not wait for goods that come in another way now, or not at all.
"""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from sqlalchemy import Connection, select

from serialhhd.store.replaying import announced, copying, wanted
from serialhhd.store.replaying.past_lines import PastLine, ToDo
from serialhhd.store.schema import tables as t
from serialhhd.store.stock import runs
from serialhhd.store.words.vocabulary import DocumentKind, DocumentState
from serialhhd.value_class import value_class

BY: Final = "replaying"
"""By whom lines are taken off; nobody of the store's."""


@value_class
class Layout:
    """How what was done under documents of a kind can be done again.

    Attributes:
        write: Writes what lines of such documents need into a new store, and returns what is to be done there, in their order.
        sends: Whether the operator is sent from line to line: one that could not be done is taken off, or nobody gets past it.
    """

    write: Callable[[Connection, Connection, Sequence[PastLine]], tuple[ToDo, ...]]
    sends: bool = False


LAYOUTS: Final[Mapping[DocumentKind, Layout]] = MappingProxyType(
    {
        DocumentKind.PRE_RECEIPT: Layout(announced.write),
        DocumentKind.PICK_LIST: Layout(wanted.write, sends=True),
    }
)
"""By the kind of document; what is done under others is counted as not done again."""


def write(source: Connection, target: Connection, lines: Sequence[PastLine]) -> tuple[ToDo, ...]:
    """Write what these lines need into a new store, and return what is to be done there, in their order.

    Args:
        source: A reading connection of the store that they are of, on either engine.
        target: The writing connection of the new store.
        lines: All of one kind of document; at least one.
    """
    copying.places(source, target)
    copying.operators(source, target)
    return LAYOUTS[lines[0].kind].write(source, target, lines)


def drop(target: Connection, what: ToDo, flow: str) -> None:
    """Leave what could not be done: the run is released, and whoever is sent by a list is sent to the next task.

    Args:
        target: The writing connection of the new store.
        what: What could not be done.
        flow: The flow in which its operator tried it.
    """
    run = runs.peek_open(target, what.past.operator, flow)
    if run:
        runs.release(target, run.id, what.past.at, by=BY)
    if LAYOUTS[what.past.kind].sends:
        line = t.document_line.update().where(
            t.document_line.c.id == what.line_id, t.document_line.c.state == DocumentState.OPEN
        )
        target.execute(line.values(state=DocumentState.CANCELLED))


def done_on(target: Connection) -> Mapping[int, int]:
    """Return how many units are done on each line of the new store by now, by its id."""
    return {row.id: row.done for row in target.execute(select(t.document_line.c.id, t.document_line.c.done))}
