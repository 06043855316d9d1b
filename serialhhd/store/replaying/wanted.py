"""Goods out to be done again: a task for each pick, and its stock where it was."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection

from serialhhd.store.replaying import copying
from serialhhd.store.replaying.past_lines import PastLine, ToDo
from serialhhd.store.schema import tables as t
from serialhhd.store.serials import lots
from serialhhd.store.serials.serials import SerialEntry
from serialhhd.store.stock import movement, runs
from serialhhd.store.stock.movement import Captures, Movement
from serialhhd.store.stock.stock_lines import Identity
from serialhhd.store.words import codes
from serialhhd.store.words.vocabulary import DocumentState, SerialState, TrackingType, TransactionKind

BY: Final = "replaying"
"""By whom stock is put there; nobody of the store's."""


def write(source: Connection, target: Connection, lines: Sequence[PastLine]) -> tuple[ToDo, ...]:
    """Write a pick list for each operator on a list, in each flow: there the tasks come in the order in which they were picked."""
    copying.products(source, target, {line.product_id for line in lines})
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
            note="for a past line",
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
        **lots.LotAndExpiry(one.lot, one.expiry).as_columns(),
    }
