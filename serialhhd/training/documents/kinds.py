"""The kinds of documents that a scenario can begin with, a row each. Who plays, judges, cancels or records one looks here.

What documents ask for needs no row: that follows from their lifecycles (`store/documents/open_work.py`), and what a flow does about
it from its operation.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import Connection

from serialhhd.store.batches import batches
from serialhhd.store.desk.import_files import Kind
from serialhhd.store.documents.document import Document
from serialhhd.store.documents.open_work import Asked
from serialhhd.store.inbound import pre_receipts
from serialhhd.store.outbound import pick_lists
from serialhhd.store.transfers import transfers
from serialhhd.store.words.vocabulary import DocumentKind
from serialhhd.training.documents import making
from serialhhd.training.documents.written import (
    NewBatch,
    NewPickList,
    NewPreReceipt,
    NewTransfer,
    Wanted,
    WantedFrom,
)
from serialhhd.value_class import value_class


@value_class(kw_only=True)
class KindAtStart:
    """Documents of a kind at the start of a lesson.

    Attributes:
        key: Where they stand in `[start]`.
        file: What `import` calls a file of them; None where it takes none.
        make: Makes one that is written.
        written: Returns one as it is written: what is still open of it.
        cancel: Cancels one, as the office does.
    """

    key: str
    file: Kind | None = None
    make: Callable[[Connection, Any, datetime], None]
    written: Callable[[Connection, Asked], Any]
    cancel: Callable[..., Document]


def _wanted_from(asked: Asked) -> tuple[WantedFrom, ...]:
    return tuple(
        WantedFrom(sku=line.product, quantity=line.open_quantity, location=line.location or "")
        for line in asked.lines
    )


def _pre_receipt(conn: Connection, asked: Asked) -> NewPreReceipt:  # noqa: ARG001 - others ask the store
    lines = tuple(Wanted(sku=line.product, quantity=line.open_quantity) for line in asked.lines)
    return NewPreReceipt(ref=asked.document.ref, supplier=asked.document.partner or "", lines=lines)


def _pick_list(conn: Connection, asked: Asked) -> NewPickList:  # noqa: ARG001 - likewise
    return NewPickList(
        ref=asked.document.ref, customer=asked.document.partner or "", lines=_wanted_from(asked)
    )


def _batch(conn: Connection, asked: Asked) -> NewBatch:
    lists = tuple(one.ref for one in batches.pick_lists(conn, asked.document.id))
    return NewBatch(ref=asked.document.ref, pick_lists=lists)


def _transfer(conn: Connection, asked: Asked) -> NewTransfer:
    route = transfers.route_of(conn, asked.document.id)
    return NewTransfer(
        ref=asked.document.ref,
        to_warehouse=route.to_warehouse or "",
        from_warehouse=route.from_warehouse or "",
        to_account=route.to_account or "",
        lines=_wanted_from(asked),
    )


KINDS: Final[Mapping[DocumentKind, KindAtStart]] = MappingProxyType(
    {
        DocumentKind.PRE_RECEIPT: KindAtStart(
            key="pre_receipts",
            file="pre-receipts",
            make=making.pre_receipt,
            written=_pre_receipt,
            cancel=pre_receipts.cancel,
        ),
        DocumentKind.PICK_LIST: KindAtStart(
            key="pick_lists",
            file="pick-lists",
            make=making.pick_list,
            written=_pick_list,
            cancel=pick_lists.cancel,
        ),
        DocumentKind.BATCH: KindAtStart(
            key="batches",
            make=making.batch,
            written=_batch,
            cancel=batches.cancel,
        ),
        DocumentKind.TRANSFER: KindAtStart(
            key="transfers",
            file="transfers",
            make=making.transfer,
            written=_transfer,
            cancel=transfers.cancel,
        ),
    }
)
"""By kind; of others a scenario knows nothing."""
