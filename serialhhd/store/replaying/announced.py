"""Goods in to be done again: the pre-receipts as they were, with what is open still, and the serials that were announced."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection

from serialhhd.store.replaying import copying
from serialhhd.store.replaying.past_lines import PastLine, ToDo
from serialhhd.store.schema import tables as t
from serialhhd.store.words.vocabulary import DocumentState, SerialState


def write(source: Connection, target: Connection, lines: Sequence[PastLine]) -> tuple[ToDo, ...]:
    """Write what these lines of pre-receipts need into a new store, and return what is to be done there, in their order."""
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
