"""A new store in which past lines can be done again: their documents are open as they were, and what is to be picked lies there.

Each kind of document has a store of its own: so a pick does not wait for goods that come in another way now, or not at all.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, select

from serialhhd.store.replaying import copying
from serialhhd.store.replaying.past_lines import PastLine
from serialhhd.store.schema import tables as t
from serialhhd.store.serials import lots
from serialhhd.store.serials.serials import SerialEntry
from serialhhd.store.stock import movement, runs
from serialhhd.store.stock.movement import Captures, Movement
from serialhhd.store.stock.stock_lines import Identity
from serialhhd.store.words import codes
from serialhhd.store.words.vocabulary import (
    DocumentKind,
    DocumentState,
    SerialState,
    TrackingType,
    TransactionKind,
)

BY: Final = "replaying"
"""By whom stock is put there, and lines are taken off; nobody of the store's."""


@dataclass(frozen=True, slots=True)
class ToDo:
    """A past line, and by which number its document is known in the new store.

    Attributes:
        past: What was done.
        document: The number; that of the document itself, unless several had work on a pick list.
        line_id: The line of the document there.
    """

    past: PastLine
    document: str
    line_id: int


def write(source: Connection, target: Connection, lines: Sequence[PastLine]) -> tuple[ToDo, ...]:
    """Write what these lines need into a new store, and return what is to be done there, in their order.

    Args:
        source: A reading connection of the store that they are of, on either engine.
        target: The writing connection of the new store.
        lines: All of one kind of document; at least one.
    """
    copying.places(source, target)
    copying.operators(source, target)
    if lines[0].kind == DocumentKind.PRE_RECEIPT:
        return _announced(source, target, lines)
    copying.products(source, target, {line.product_id for line in lines})
    return _wanted(target, lines)


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
    line = t.document_line.update().where(
        t.document_line.c.id == what.line_id,
        t.document_line.c.kind == DocumentKind.PICK_LIST,
        t.document_line.c.state == DocumentState.OPEN,
    )
    target.execute(line.values(state=DocumentState.CANCELLED))


def done_on(target: Connection) -> Mapping[int, int]:
    """Return how many units are done on each line of the new store by now, by its id."""
    return {row.id: row.done for row in target.execute(select(t.document_line.c.id, t.document_line.c.done))}


# --- goods in: the documents as they were, with what is open still -------------------------------------------------------------------------


def _announced(source: Connection, target: Connection, lines: Sequence[PastLine]) -> tuple[ToDo, ...]:
    first = {line.line_id: line for line in reversed(lines)}
    documents = {line.document_id for line in lines}
    opened = {"state": DocumentState.OPEN, "closed_at": None, "import_number": None}
    copied = copying.rows(source, t.document, t.document.c.id, documents)
    copying.insert(target, t.document, ({**row, **opened} for row in copied))
    copied = copying.rows(source, t.document_line, t.document_line.c.document_id, documents)
    there = [row for row in copied if row["id"] in first or row["state"] == DocumentState.OPEN]
    begun = {"state": DocumentState.OPEN, "done": 0, "short_reason": None, "run_id": None}
    copying.products(source, target, {row["product_id"] for row in there})
    copying.insert(target, t.document_line, ({**row, **begun} for row in there))
    typed_of = {row["id"] for row in there}
    typed = tuple(copying.rows(source, t.pre_receipt_line, t.pre_receipt_line.c.line_id, typed_of))
    copying.insert(target, t.pre_receipt_line, ({**row, "pre_entered": 0} for row in typed))
    pre_entered = {row["line_id"]: row["pre_entered"] for row in typed if row["pre_entered"]}
    copying.insert(target, t.serial, _expected(source, pre_entered, lines))
    for line_id, count in pre_entered.items():
        of_line = t.pre_receipt_line.update().where(t.pre_receipt_line.c.line_id == line_id)
        target.execute(of_line.values(pre_entered=count))
    done_by_then = {row["id"]: row["done"] for row in there} | {
        line_id: line.before for line_id, line in first.items()
    }
    for line_id, done in done_by_then.items():
        if done:
            target.execute(t.document_line.update().where(t.document_line.c.id == line_id).values(done=done))
    return tuple(ToDo(line, line.document, line.line_id) for line in lines)


def _expected(
    source: Connection, with_list: Collection[int], lines: Sequence[PastLine]
) -> Iterator[dict[str, Any]]:
    """Yield the serials that were announced on some lines and were still to come."""
    came = {(line.product_id, one.key) for line in lines for one in line.serials}
    for row in copying.rows(source, t.serial, t.serial.c.document_line_id, with_list):
        if row["state"] == SerialState.EXPECTED or (row["product_id"], row["serial_key"]) in came:
            yield {
                "product_id": row["product_id"],
                "serial": row["serial"],
                "serial_key": row["serial_key"],
                "state": SerialState.EXPECTED,
                "document_line_id": row["document_line_id"],
            }


# --- goods out: a task for each pick, and its stock ---------------------------------------------------------------


def _wanted(target: Connection, lines: Sequence[PastLine]) -> tuple[ToDo, ...]:
    """Write a pick list for each operator on a list, in each flow: there the tasks come in the order in which they were picked."""
    _put_there(target, lines)
    lists: dict[tuple[int, str, str | None], tuple[int, str]] = {}
    found: list[ToDo] = []
    numbers: defaultdict[int, int] = defaultdict(int)
    for line in lines:
        key = (line.document_id, codes.key(line.operator), line.flow)
        if key not in lists:
            lists[key] = _pick_list(target, line, len({other for other in lists if other[0] == key[0]}))
        document_id, ref = lists[key]
        numbers[document_id] += 1
        task = {
            "kind": line.kind,
            "document_id": document_id,
            "line_no": numbers[document_id],
            "product_id": line.product_id,
            "location_id": line.location_id,
            "quantity": _units(line),
            "state": DocumentState.OPEN,
        }
        found.append(ToDo(line, ref, t.new_id(target.execute(t.document_line.insert(), task))))
    return tuple(found)


def _pick_list(target: Connection, line: PastLine, others: int) -> tuple[int, str]:
    ref = f"{line.document} ({others + 1})" if others else line.document
    row = {
        "kind": line.kind,
        "ref": ref,
        "ref_key": codes.key(ref),
        "account_id": line.account_id,
        "state": DocumentState.OPEN,
        "created_at": line.at,
    }
    return t.new_id(target.execute(t.document.insert(), row)), ref


def _units(line: PastLine) -> int:
    """Return how many units a task asks for: those that were picked, and where it ended short those that were not found too."""
    return max(line.quantity, line.asked - line.before) if line.reason else line.quantity


def _put_there(target: Connection, lines: Sequence[PastLine]) -> None:
    """Put what is to be picked where it was picked: as much as was thought to be there."""
    there: defaultdict[Identity, list[PastLine]] = defaultdict(list)
    for line in lines:
        if line.location_id is not None:
            on = Identity(line.product_id, line.location_id, line.account_id, line.tracking_type)
            there[on].append(line)
    for identity, picked in there.items():
        _arrive(target, identity, picked)


def _arrive(target: Connection, at: Identity, picked: Sequence[PastLine]) -> None:
    units, when = sum(map(_units, picked)), picked[0].at
    run = runs.begin(target, operator=BY, flow=repr(at), config="{}", position="{}", at=when)
    serials: Mapping[str, SerialEntry] = {}
    if at.tracking_type is TrackingType.FULL_TRACKING:
        serials = {one.key: one for line in picked for one in line.serials}
        serials = serials | _never_found(run.id, units - len(serials))
    copying.insert(
        target, t.serial, (_captured(at.product_id, run.id, when, one) for one in serials.values())
    )
    movement.post(
        target,
        Movement(
            TransactionKind.ADJUSTMENT,
            units,
            run.operator,
            when,
            arrives=at,
            serials=Captures(run.id, len(serials)) if serials else None,
            become=SerialState.IN_STOCK if serials else None,
        ),
    )


def _never_found(run_id: int, count: int) -> dict[str, SerialEntry]:
    """Return serials of units that a short pick did not find; no other product's are the same."""
    made = (f"NOT-FOUND-{run_id}-{number}" for number in range(1, count + 1))
    return {codes.serial_key(serial): SerialEntry(serial, codes.serial_key(serial)) for serial in made}


def _captured(product_id: int, run_id: int, at: datetime, one: SerialEntry) -> dict[str, Any]:
    return {
        "product_id": product_id,
        "serial": one.serial,
        "serial_key": one.key,
        "state": SerialState.CAPTURED,
        "run_id": run_id,
        "captured_at": at,
        **lots.Batch(one.lot, one.expiry).as_columns(),
    }
