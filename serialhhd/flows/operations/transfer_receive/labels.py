"""What lies on the lorry, and where it may be put: the labels of a virtual scanner."""

from collections.abc import Iterator

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.seam.view import Label
from serialhhd.flows.words import document, labels
from serialhhd.store.transfers import transfers


def places(work: Work) -> Iterator[Label]:
    """Yield places for what arrives, those of the warehouse that receives it first."""
    yield from labels.destinations(
        work, transfers.route_of(work.conn, document.in_work(work).id).to_warehouse_id
    )
