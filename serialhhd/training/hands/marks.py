"""Which of the labels that lie there answer the question: what a trainee is told who is not in an exam."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from serialhhd.flows.seam.view import Label, View
from serialhhd.flows.words.word import PRODUCT, SERIALS
from serialhhd.store.words import codes
from serialhhd.training.hands import english as words
from serialhhd.training.lessons.goods import Unit


def marked(labels: Iterable[Label], good: Iterable[Label], bad: Iterable[Label]) -> Iterator[Label]:
    """Yield labels, each good where it is among those that are, and said not to be in order where it is among those."""
    known, wrong = {one.text for one in good}, {one.text for one in bad}
    for one in labels:
        is_wrong = one.text in wrong
        why = words.not_in_order() if is_wrong else ""
        yield replace(one, is_good=one.text in known and not is_wrong, why=why)


def good_units(view: View, units: Iterable[Unit], offered: Iterable[Label]) -> Iterator[Label]:
    """Yield the labels of the units that can be scanned now: in order, and of a product that is asked for.

    Args:
        view: What is asked.
        units: What lies there.
        offered: What the flow itself would have scanned, as it is printed on boxes.
    """
    has_room = view.serials is None or not view.serials.are_all_there
    asked = codes.key(str(view.fields.get("product", "")))
    boxes = {one.text for one in offered if one.is_good}
    for unit in units:
        is_asked = view.asks == SERIALS and codes.key(unit.sku) == asked and has_room
        says_product = view.asks == PRODUCT and unit.label.symbology.is_gs1 and bool(boxes)
        if unit.mishap is None and (is_asked or says_product):
            yield unit.label
