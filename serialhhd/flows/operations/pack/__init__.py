"""Pack Totes: a container is put into another one, with all that lies in it (R21)."""

from collections.abc import Iterator
from dataclasses import dataclass

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.operations.operation import Field, Operation, Posted
from serialhhd.flows.operations.pack import english as sentences
from serialhhd.flows.operations.shortage import NeverShort
from serialhhd.flows.operations.without_document import WithoutDocument
from serialhhd.flows.seam.view import Label
from serialhhd.flows.sentences import messages
from serialhhd.flows.sentences.english import captions
from serialhhd.flows.words import container
from serialhhd.flows.words.container import CONTAINER, INTO
from serialhhd.flows.words.labels import GOOD_AT_MOST
from serialhhd.store.containers import containers
from serialhhd.store.words.vocabulary import ContainerKind


@dataclass(frozen=True, kw_only=True)
class ContainerInHand(WithoutDocument):
    """The operator packs whatever container is in hand."""

    keeps: frozenset[str] = frozenset()


def _post(work: Work) -> Posted:
    inner, outer = container.in_work(work, CONTAINER), container.in_work(work, INTO)
    if inner is None or outer is None:
        raise messages.not_now(word=CONTAINER, step=work.step.name)
    containers.put(work.conn, inner.code, outer.code, by=work.operator)
    return Posted(sentences.packed(container=inner.code, into=outer.code))


def _fields(work: Work) -> Iterator[Field]:
    inner = container.in_work(work, CONTAINER)
    yield CONTAINER, inner.code if inner else None


def _to_pack(work: Work) -> Iterator[Label]:
    """Yield totes that lie in nothing, and a code that nobody knows."""
    for one in containers.page(work.conn, kind=ContainerKind.TOTE):
        if one.inside_id is None:
            yield Label(one.code, captions.tote(tote=one.code), is_good=True, why=captions.takes_units())
    yield _unknown()


def _to_pack_into(work: Work) -> Iterator[Label]:
    """Yield pallets, and the container that is in hand."""
    for one in containers.page(work.conn, kind=ContainerKind.PALLET, limit=GOOD_AT_MOST):
        yield Label(one.code, captions.pallet(container=one.code), is_good=True, why=captions.takes_units())
    if inner := container.in_work(work, CONTAINER):
        yield Label(
            inner.code, captions.again(serial=inner.code), is_good=False, why=captions.scanned_already()
        )


def _unknown() -> Label:
    return Label("Z-99-99", captions.place(location="Z-99-99"), is_good=False, why=captions.no_such_place())


PACK = Operation(
    name="pack",
    title="Pack Totes",
    rank=130,
    words=frozenset({CONTAINER, INTO}),
    required=(CONTAINER, INTO),
    turns=ContainerInHand(),
    shorts=NeverShort(),
    post=_post,
    fields=_fields,
    large=frozenset({CONTAINER}),
    labels={CONTAINER: _to_pack, INTO: _to_pack_into},
)
