"""What lies on the pallet or the shelf now: the labels of a virtual scanner, good ones and bad ones."""

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Final

from serialhhd.flows.conversation.position import YES_OR_NO
from serialhhd.flows.conversation.work import Work
from serialhhd.flows.operations.pick import Pick
from serialhhd.flows.operations.receive import Receive
from serialhhd.flows.seam.view import Label
from serialhhd.samples import scannable as shelf
from serialhhd.store.catalogue import products
from serialhhd.store.symbols.serial_range import SerialRange, count_up
from serialhhd.store.words import codes

GOOD_AT_MOST: Final = 6
BAD_AT_MOST: Final = 2


def labels(work: Work) -> tuple[Label, ...]:
    """Return the labels that fit the question, good ones first."""
    if work.position.question in YES_OR_NO:
        return (
            Label(":yes", "Yes", is_good=True, why="Takes it"),
            Label(":no", "No", is_good=False, why="Drops it"),
        )
    by_step = _RECEIVING if isinstance(work, Receive) else _PICKING
    there = tuple(by_step.get(work.position.step, _nothing)(work))
    good = islice((label for label in there if label.is_good), GOOD_AT_MOST)
    bad = islice((label for label in there if not label.is_good), BAD_AT_MOST)
    return (*good, *bad)


def _nothing(work: Work) -> Iterator[Label]:  # noqa: ARG001 - the others need it
    yield from ()


# --- goods in ---------------------------------------------------------------------------------------------------


def _documents(work: Work) -> Iterator[Label]:
    for choice in work.document_choices():
        ref = choice.label.split(" ")[0]
        yield Label(ref, f"Paper {choice.label}", is_good=True, why=f"Opens {ref}")
    yield Label("NO-SUCH-1", "Old paper NO-SUCH-1", is_good=False, why="Nobody knows this number")


def _products_to_receive(work: Receive) -> Iterator[Label]:
    for product_id, label in work.products_to_do():
        product = products.by_id(work.conn, product_id)
        code = shelf.barcode(work.conn, product)
        yield Label(code, f"Box {label}", is_good=True, why=f"Takes {product.sku} in work")
        if code.isdigit() and product.tracking_type.needs_serials_in:
            serial = next(_new_serials(work, product_id))
            symbol = f"]C101{products.barcode_key(code)}21{serial}"
            yield Label(
                symbol, f"GS1 {product.sku} {serial}", is_good=True, why="Product and serial in one scan"
            )
    yield from _wrong_product(work, {product_id for product_id, _ in work.products_to_do()})


def _wrong_product(work: Work, wanted: set[int]) -> Iterator[Label]:
    other = shelf.other_product(work.conn, wanted)
    if other:
        code = shelf.barcode(work.conn, other)
        yield Label(code, f"Box {other.sku}", is_good=False, why="Not wanted here")


def _serials_to_receive(work: Receive) -> Iterator[Label]:
    if work.has_all_serials:
        yield from _all_there(work)
    elif work.verifies_serials:
        for serial in shelf.expected_serials(work.conn, work.line.id, GOOD_AT_MOST):
            yield _serial(serial)
    else:
        yield from map(_serial, islice(_new_serials(work, work.product.id), 4))
        yield from _several(work)
    yield from _bad_serials(work)


def _all_there(work: Receive) -> Iterator[Label]:
    """Yield what goes on, and as a bad label one serial more: it would be counted, and is not what was announced."""
    yield Label(":done", "Card Done", is_good=True, why="All are there: goes on")
    if work.is_place_next:
        for code in shelf.locations(work.conn, GOOD_AT_MOST - 1):
            yield Label(code, f"Place {code}", is_good=True, why=f"Confirms the count, puts all at {code}")
    beyond = next(_new_serials(work, work.product.id))
    yield Label(beyond, f"Serial {beyond}", is_good=False, why="One more than expected")


def _several(work: Work) -> Iterator[Label]:
    serials = list(islice(_new_serials(work, work.product.id), 3))
    yield Label(",".join(serials), "2D code: 3 serials", is_good=True, why="Takes all three, or none")


def _places(work: Receive) -> Iterator[Label]:
    for code in shelf.locations(work.conn, GOOD_AT_MOST):
        yield Label(code, f"Place {code}", is_good=True, why=f"Puts the goods at {code}")
    yield Label("Z-99-99", "Place Z-99-99", is_good=False, why="There is no such place")


# --- goods out --------------------------------------------------------------------------------------------------


def _place_to_pick(work: Pick) -> Iterator[Label]:
    wanted = str(work.fields().get("location", ""))
    if wanted not in {"", "-"}:
        yield Label(wanted, f"Shelf {wanted}", is_good=True, why="The place of this task")
    for code in shelf.locations(work.conn, GOOD_AT_MOST):
        if code != wanted:
            yield Label(code, f"Shelf {code}", is_good=False, why="Not the place of this task")


def _product_to_pick(work: Pick) -> Iterator[Label]:
    product = work.product
    code = shelf.barcode(work.conn, product)
    yield Label(code, f"Box {product.sku} {product.name}", is_good=True, why="What this task wants")
    yield from _wrong_product(work, {product.id})


def _serials_to_pick(work: Pick) -> Iterator[Label]:
    if work.stock_line.serial_count:
        for serial in shelf.serials_in_stock(work.conn, work.stock_line.id, GOOD_AT_MOST):
            yield _serial(serial)
    else:
        yield from map(_serial, islice(_new_serials(work, work.product.id), 4))
    yield from _bad_serials(work)


# --- both -------------------------------------------------------------------------------------------------------


def _serial(serial: str) -> Label:
    return Label(serial, f"Serial {serial}", is_good=True, why="Counts one up")


def _bad_serials(work: Work) -> Iterator[Label]:
    counter = work.counter()
    if counter and counter.last:
        yield Label(counter.last, f"Again {counter.last}", is_good=False, why="Scanned already")
    taken = shelf.serial_elsewhere(work.conn, work.product.id, counter.newest if counter else ())
    if taken:
        yield Label(taken, f"Serial {taken}", is_good=False, why="Known already, or elsewhere")
    yield Label(work.product.sku, f"Box {work.product.sku}", is_good=False, why="A product, not a serial")


def _quantity(work: Work) -> Iterator[Label]:
    if work.proposed is not None:
        yield Label("", f"Enter  {work.proposed}", is_good=True, why="Takes the proposed quantity")


def _new_serials(work: Work, product_id: int) -> Iterator[str]:
    """Yield serials that the store does not know, counting up from the product's highest."""
    highest = shelf.highest_serial(work.conn, product_id) or f"SN{product_id:02}-0000"
    counted = count_up(highest, GOOD_AT_MOST + 20) or SerialRange(highest, highest, 1)
    known = shelf.known_serials(work.conn, product_id, [codes.serial_key(serial) for serial in counted])
    return (serial for serial in counted if codes.serial_key(serial) not in known)


_RECEIVING: Final[Mapping[str, Callable[..., Iterator[Label]]]] = {
    "scan_pre_receipt": _documents,
    "scan_product": _products_to_receive,
    "enter_serials": _serials_to_receive,
    "confirm_quantity": _quantity,
    "scan_location": _places,
}
_PICKING: Final[Mapping[str, Callable[..., Iterator[Label]]]] = {
    "scan_pick_list": _documents,
    "scan_location": _place_to_pick,
    "scan_product": _product_to_pick,
    "enter_serials": _serials_to_pick,
    "confirm_quantity": _quantity,
}
