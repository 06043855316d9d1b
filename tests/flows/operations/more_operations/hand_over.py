"""Hand Over: a pick list that is picked leaves on a truck, as a whole: no product is asked for, no unit and no serial."""

from collections.abc import Iterator, Sequence
from typing import NoReturn

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.operations.operation import Field, Operation, Posted, Turns
from serialhhd.flows.operations.shortage import NeverShort
from serialhhd.flows.sentences import messages
from serialhhd.flows.sentences.sentence import success
from serialhhd.flows.words import document
from serialhhd.flows.words.word import DOCUMENT
from serialhhd.store.catalogue.products import Product
from serialhhd.store.outbound import pick_lists
from serialhhd.store.outbound.pick_lists import PICK_LISTS
from serialhhd.store.words.vocabulary import DocumentState


@success
def handed_over(*, document: str, truck: str) -> str:
    """It has left."""
    return f"{document} left on {truck}"


class WholeDocument(Turns):
    """There is nothing to choose: the document is done with in one turn."""

    def begin(self, work: Work) -> None:
        """Do nothing: it is taken as a whole."""

    def go_on(self, work: Work) -> None:
        """Do nothing: it was the only turn."""

    def products(self, work: Work) -> Sequence[tuple[int, str]]:  # noqa: ARG002 - other policies look
        """Return nothing."""
        return ()

    def choose(self, work: Work, product: Product, serial: str | None) -> NoReturn:  # noqa: ARG002 - as above
        """Refuse a product."""
        raise messages.not_now(word=product.sku, step=work.step.name)

    def place_to_go(self, work: Work) -> None:
        """Send nobody anywhere."""

    def choose_source(self, work: Work, code: str) -> NoReturn:
        """Refuse a place."""
        raise messages.not_now(word=code, step=work.step.name)

    def to_do(self, work: Work) -> tuple[str, ...]:
        """Return what to show of the lines."""
        return tuple(line.product for line in document.open_lines(work))


def _post(work: Work) -> Posted:
    ref = document.in_work(work).ref
    pick_lists.dispatch(work.conn, ref, at=work.at, by=work.operator)
    return Posted(handed_over(document=ref, truck=work.position.noted["truck"]), is_complete=True)


def _customer(work: Work) -> Iterator[Field]:
    paper = document.chosen(work)
    yield "customer", paper.partner if paper else None


HAND_OVER = Operation(
    name="hand_over",
    title="Hand Over",
    documents=(PICK_LISTS,),
    before=DocumentState.PICKED,
    words=frozenset({DOCUMENT, "truck"}),
    required=(DOCUMENT, "truck"),
    turns=WholeDocument(),
    shorts=NeverShort(),
    post=_post,
    fields=_customer,
)
