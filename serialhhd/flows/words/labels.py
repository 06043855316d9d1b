"""What lies on the pallet or the shelf, as labels of a virtual scanner: those that fit any operation's questions."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import islice
from types import MappingProxyType
from typing import Final

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.seam.view import Choice, Label
from serialhhd.flows.sentences.english import captions, keys
from serialhhd.flows.words import document, place, product, serials
from serialhhd.flows.words.turn import operation_of
from serialhhd.flows.words.word import (
    CONDITION,
    DESTINATION,
    DOCUMENT,
    PRODUCT,
    QUANTITY,
    REASON,
    SERIALS,
    SOURCE,
)
from serialhhd.samples import scannable
from serialhhd.store.catalogue import places
from serialhhd.store.catalogue import products as catalogue
from serialhhd.store.catalogue.products import Product
from serialhhd.store.symbols.composing import joined, of_unit
from serialhhd.store.symbols.gtin import gtin14
from serialhhd.store.symbols.serial_range import SerialRange, count_up
from serialhhd.store.symbols.symbology import Symbology, printed_in
from serialhhd.store.words import codes
from serialhhd.store.words.refusal import Refused

GOOD_AT_MOST: Final = 6
BAD_AT_MOST: Final = 2
NEW: Final = 4
"""So many serials that nobody knows yet are offered."""


def documents(work: Work) -> Iterator[Label]:
    """Yield the papers of open documents, and one that nobody knows."""
    for choice in document.choices(work) if work.step.takes("code") else ():
        ref = choice.label.split(" ")[0]
        yield Label(ref, captions.paper(label=choice.label), is_good=True, why=captions.opens(document=ref))
    yield Label(
        "NO-SUCH-1", captions.old_paper(code="NO-SUCH-1"), is_good=False, why=captions.unknown_number()
    )


def sources(work: Work) -> Iterator[Label]:
    """Yield places that goods may come from, others, and one that there is not."""
    turns = operation_of(work).turns
    yield from _places(work, captions.takes_from, lambda code: turns.has_stock_at(work, code))


def destinations(work: Work, warehouse_id: int | None = None, also: Collection[str] = ()) -> Iterator[Label]:
    """Yield places for the goods, those of a warehouse first, others, these also, and one that there is not."""
    here = place.source(work) if SOURCE in operation_of(work).words else None
    yield from _places(
        work, captions.puts_at, lambda code: code != here and _may_arrive(work, code), warehouse_id, also
    )


def _may_arrive(work: Work, code: str) -> bool:
    try:
        operation_of(work).check_place(work, places.location(work.conn, code))
    except Refused:
        return False
    return True


def _places(
    work: Work,
    why: Callable[..., str],
    fits: Callable[[str], bool],
    warehouse_id: int | None = None,
    also: Collection[str] = (),
) -> Iterator[Label]:
    yield from proposal(work)
    scanned = work.position.pending if work.position.question else None
    there = scannable.locations(work.conn, GOOD_AT_MOST, warehouse_id)
    for code in dict.fromkeys([*([scanned] if scanned else []), *there, *also]):
        is_good = scanned in {None, code} and fits(code)
        told = why(location=code) if is_good else captions.not_wanted()
        yield Label(code, captions.place(location=code), is_good=is_good, why=told)
    yield Label("Z-99-99", captions.place(location="Z-99-99"), is_good=False, why=captions.no_such_place())


def products(work: Work) -> Iterator[Label]:
    """Yield the boxes of the products to choose from, and one that is not among them."""
    there = operation_of(work).turns.products(work)
    for product_id, label in there:
        made = catalogue.by_id(work.conn, product_id)
        yield from box(work, made, captions.box(label=label), captions.takes_in_work(sku=made.sku))
    yield from other_product(work, {product_id for product_id, _ in there})


def box(work: Work, made: Product, caption: str, why: str) -> Iterator[Label]:
    """Yield the label of a product's box that answers the question: what is printed there, or else what the step accepts."""
    printed = scannable.barcode(work.conn, made)
    gtin = gtin14(printed)
    if work.step.takes("sku" if printed == made.sku else "barcode"):
        yield Label(printed, caption, is_good=True, why=why, symbology=printed_in(printed))
    elif work.step.takes("sku"):
        yield Label(made.sku, caption, is_good=True, why=why)
    elif gtin and work.step.takes("gs1"):
        yield gs1(caption, why, gtin)


def gs1(caption: str, why: str, gtin: str, serial: str = "") -> Label:
    """Return the GS1 label of a product, or of a unit.

    Raises:
        Refused: The serial cannot stand in one.
    """
    data = joined(of_unit(gtin, serial=serial))
    return Label(data, caption, is_good=True, why=why, symbology=Symbology.GS1_DATA_MATRIX)


def any_products(work: Work) -> Iterator[Label]:
    """Yield boxes of products that nothing asks for: any of them may be in hand."""
    for made in scannable.other_products(work.conn, (), GOOD_AT_MOST):
        yield from box(work, made, captions.box(label=made.sku), captions.takes_in_work(sku=made.sku))


def other_product(work: Work, wanted: Collection[int]) -> Iterator[Label]:
    """Yield the box of a product that is none of those wanted."""
    for other in scannable.other_products(work.conn, wanted, 1):
        code, caption = scannable.barcode(work.conn, other), captions.box(label=other.sku)
        yield Label(code, caption, is_good=False, why=captions.not_wanted(), symbology=printed_in(code))


def serials_here(work: Work) -> Iterator[Label]:
    """Yield serials that can be taken: those on the stock line, or new ones where they are made; and some that cannot."""
    line = place.stock_line(work)
    if line and not serials.rule(work).creates:
        there = scannable.serials_in_stock(work.conn, line.id, GOOD_AT_MOST, operation_of(work).day(work))
    else:
        there = tuple(islice(new_serials(work, product.in_work(work).id), NEW))
    yield from those_or_done(work, there)
    yield from bad_serials(work)


def those_or_done(work: Work, there: Iterable[str]) -> Iterator[Label]:
    """Yield serials that are taken, or once no more are wanted what goes on."""
    yield from serials_of(work, there) if room(work) else all_there(work, there)


def room(work: Work) -> int:
    """Return how many serials are wanted still; where no number is to be reached, how many can be taken."""
    most = max(0, operation_of(work).most(work) - work.captured)
    wanted = serials.wanted(work)
    return most if wanted is None else min(most, wanted)


def all_there(work: Work, beyond: Iterable[str]) -> Iterator[Label]:
    """Yield what goes on, and as a bad label one serial more: it is not wanted, and is refused or counted as too many."""
    yield Label(":done", captions.card(label=keys.done()), is_good=True, why=captions.all_there())
    if serials.are_all_there(work) and place.is_next(work):
        for code in scannable.locations(work.conn, GOOD_AT_MOST - 1):
            why = captions.confirms_and_puts(location=code)
            yield Label(code, captions.place(location=code), is_good=True, why=why)
    for text in islice(beyond, 1):
        yield Label(text, captions.serial(serial=text), is_good=False, why=captions.one_more())


def serials_of(work: Work, texts: Iterable[str]) -> Iterator[Label]:
    """Yield the labels of serials that are taken: as they stand, or in GS1 labels where only those are accepted."""
    why = captions.counts_up()
    if work.step.takes("serial"):
        yield from (Label(text, captions.serial(serial=text), is_good=True, why=why) for text in texts)
        return
    gtin = gtin14(scannable.barcode(work.conn, product.in_work(work)))
    if gtin and work.step.takes("gs1"):
        for text in texts:
            with suppress(Refused):
                yield gs1(captions.serial(serial=text), why, gtin, text)


def bad_serials(work: Work) -> Iterator[Label]:
    """Yield a serial that is captured already, one that is elsewhere, and a label that is none."""
    counter, made = serials.counter(work), product.in_work(work)
    yield from _again(work)
    taken = scannable.serial_elsewhere(work.conn, made.id, counter.newest if counter else ())
    if taken:
        yield Label(taken, captions.serial(serial=taken), is_good=False, why=captions.known_or_elsewhere())
    yield _own_box(work)


def no_serials(work: Work) -> Iterator[Label]:
    """Yield what is refused wherever the goods are: a serial that is captured already, and a label that is none."""
    yield from _again(work)
    yield _own_box(work)


def _again(work: Work) -> Iterator[Label]:
    for text in serials.newest(work, 1):
        yield Label(text, captions.again(serial=text), is_good=False, why=captions.scanned_already())


def _own_box(work: Work) -> Label:
    sku = product.in_work(work).sku
    return Label(sku, captions.box(label=sku), is_good=False, why=captions.product_no_serial())


def new_serials(work: Work, product_id: int) -> Iterator[str]:
    """Yield serials that the store does not know, counting up from the product's highest."""
    highest = scannable.highest_serial(work.conn, product_id) or f"SN{product_id:02}-0000"
    counted = count_up(highest, GOOD_AT_MOST + 20) or SerialRange(highest, highest, 1)
    known = scannable.known_serials(work.conn, product_id, [codes.serial_key(text) for text in counted])
    return (text for text in counted if codes.serial_key(text) not in known)


def proposal(work: Work) -> Iterator[Label]:
    """Yield Enter, where it takes what is proposed."""
    proposed = None if work.position.question else work.step.proposed(work)
    if proposed is not None:
        yield Label("", captions.enter(taken=proposed), is_good=True, why=captions.takes_proposed())


def quantities(work: Work) -> Iterator[Label]:
    """Yield Enter, or where nothing is proposed a card that takes all that is there."""
    yield from proposal(work)
    takes_all = operation_of(work).actions.get(":all")
    if takes_all and not work.position.question and work.step.proposed(work) is None:
        yield Label(":all", captions.card(label=takes_all.label()), is_good=True, why=captions.takes_all())


def choices(work: Work) -> Iterator[Label]:
    """Yield the number of each reason or condition of the flow."""
    yield from to_choose(work.step.choices(work))


def to_choose(there: Iterable[Choice]) -> Iterator[Label]:
    """Yield the number of each choice."""
    for one in there:
        yield Label(
            one.key, captions.card(label=one.label), is_good=True, why=captions.takes_it(), is_key=True
        )


FOR_ANY: Final[Mapping[str, Callable[[Work], Iterable[Label]]]] = MappingProxyType(
    {
        DOCUMENT: documents,
        SOURCE: sources,
        PRODUCT: products,
        SERIALS: serials_here,
        QUANTITY: quantities,
        REASON: choices,
        CONDITION: choices,
        DESTINATION: destinations,
    }
)
"""By the word that is asked for; an operation has others where it needs them."""
