"""What operators are told: every refusal has its sentence, and every sentence fits a small screen."""

import ast
import inspect
import re
from datetime import UTC, datetime
from importlib import import_module
from typing import TYPE_CHECKING

import pytest

from serialhhd.flows.operations import operations
from serialhhd.flows.operations.receive import english as received
from serialhhd.flows.seam.view import Message
from serialhhd.flows.sentences import messages
from serialhhd.flows.sentences.language import speaking
from serialhhd.flows.sentences.sentence import success
from serialhhd.store import refusals
from serialhhd.store.engine import unavailable
from serialhhd.store.words.refusal import StoreUnavailable
from serialhhd.store.words.vocabulary import Language
from tests.store.refusals.test_refusals import MADE, TREES, taken_from

if TYPE_CHECKING:
    from collections.abc import Callable

operations()
"""Each brings sentences of its own."""
LONGEST = 120
"""So many characters fit on 20x16 below the title, with room for the counter and the keys."""

FACTS: dict[str, object] = {
    "codes": ("340123450000000017", "PALLET-1"),
    "sender": "MAIN",
    "receiver": "EAST",
    "goes_on": "PL-1008",
    "unpacked": ("P-1",),
    "serial": "SN0000123456",
    "account": "ACME",
    "serials": ("SN0001", "SN0002"),
    "container": "T-1",
    "into": "P-1",
    "tote": "T-2",
    "pick_list": "PL-1007",
    "own": "T-1",
    "picked": "CAM-200 12, A-01-02",
    "units": 2,
    "sku": "CAM-200",
    "skus": ("CAM-200", "CAM-300"),
    "wanted": "CAM-300",
    "gtin": "09521234543213",
    "batch": "B-1",
    "cart": "CART-1",
    "warehouses": ("EAST", "MAIN"),
    "document": "PR-1007",
    "left": "GOODS-IN",
    "in_transit": ("SN0001",),
    "in_transit_units": 1,
    "arrived": "A-01-01",
    "partner": "ACME",
    "customer": "ACME",
    "supplier": "ACME",
    "condition": "As new",
    "left_on": "PL-1007",
    "left_at": "2026-03-02",
    "on_hold": ("SN0001",),
    "expired": ("SN0002",),
    "location": "A-01-02",
    "before": "B-02-01",
    "taken": "GOODS-IN",
    "answers": ("GOODS-IN", "12"),
    "warehouse": "NORTH",
    "side": "NORTH",
    "kind": "quarantine",
    "operator": "anna",
    "operators": ("anna", "ben"),
    "owners": ("anna", "DOCK-1"),
    "at": datetime(2026, 3, 2, 14, 2, tzinfo=UTC),
    "state": "cancelled",
    "known_as": "pre-receipt",
    "refused": (refusals.serial_in_stock(serial="SN0001", location="A-01-02"),),
    "missing": ("SN0001", "SN0002"),
    "documents": ("PR-1007", "PR-1008"),
    "lines": ("CAM-200 3", "BAT-1 10"),
    "actions": (":done Done", ":back Back"),
    "about": "",
    "flows": ("goods_in", "goods_out"),
    "profile": "dock-1",
    "profiles": ("dock", "gate"),
    "what": "pre-receipt",
    "code": "PR-1007",
    "value": "9521234543214",
    "ai": "21",
    "other": "10",
    "character": "~",
    "pattern": "SN[0-9]{4}",
    "symbology": "gs1-128",
    "seconds": "0.15",
    "nothing": "None is open.",
    "layout": "german",
    "separator": "|",
    "suffix": "<03>",
    "reason_of": refusals.too_long(ai="21", value="S" * 21, expected=20),
    "problem": "missing )",
    "word": ":done",
    "step": "enter serials",
    "flow": "goods_in",
    "reason": "Location empty",
    "short_reason": "Location empty",
    "tracking_type": "No Tracking",
    "text": "SN1",
    "without": "CAM-200:12",
    "barcode": "9521234543213",
    "first": "SN0001",
    "name": "Open deliveries",
    "last": "SN0050",
    "expected": "9521234543213",
    "file": "products.csv",
    "column": "supplier",
    "nearest": "supplier",
    "lot": "A17-2026",
    "size": "20x16",
    "plot": "▁▅█",
    "par": "18",
    "fault": "over_delivery",
    "right": "set_aside",
    "done": "X",
    "meaning": "X",
    "expiry": "2027-01-31",
    "scanned": "B18-2026",
    "held": ("A17-2026",),
    "received": "PR-1007 is complete. 12 CAM-200 received at A-01-02.",
    "quantity": "3.5",
    "tracking": "full",
    "example": "SN0123",
    "keys": ("SN", "MAC", "P/N"),
    "letters": "àé",
    "doubts": (refusals.number_short(value="1"),),
    "typed": "5",
    "option": "goods_in.title",
    "steps": ("scan product", "enter serials"),
}
JARGON = re.compile(r"\b(null|database|transaction|exception|traceback|invalid|capture[ds]?|SKU_|id)\b|[_{}]")


# --- what is refused --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", sorted(MADE))
def test_every_refusal_of_the_store_has_a_sentence_of_its_facts_in_the_module_of_its_name(code: str) -> None:
    refused, sentence = MADE[code], messages.SENTENCES[code]
    assert inspect.signature(refused).parameters == inspect.signature(sentence).parameters
    assert refused.__module__.rpartition(".")[2] == sentence.__module__.rpartition(".")[2]


def looked_for() -> set[str]:
    """The codes that the program compares with: `refused.code == "serial_in_stock"`, `why.code in {"unknown"}`."""
    return {
        word.value
        for tree in TREES.values()
        for compared in ast.walk(tree)
        if isinstance(compared, ast.Compare) and ast.unparse(compared.left).endswith(".code")
        for word in (node for side in compared.comparators for node in ast.walk(side))
        if isinstance(word, ast.Constant) and isinstance(word.value, str)
    }


def test_every_code_that_is_looked_for_is_one() -> None:
    import_module("serialhhd.training.labels.english")  # sentences of its own, for which doctor looks
    assert "serial_already_captured" in looked_for()
    assert looked_for() - messages.SENTENCES.keys() - unavailable.SENTENCES.keys() == set()


# --- what is said -----------------------------------------------------------------------------------------------


def test_every_sentence_is_used() -> None:
    said = taken_from("messages") | taken_from("sentences")
    assert set(messages.SENTENCES) - set(MADE) - said == set()


def test_no_room_says_another_sentence_under_a_name_that_there_is() -> None:
    before = messages.SENTENCES["lot_holds"]

    def lot_holds() -> str:
        return "Something else."

    with pytest.raises(ValueError, match="lot_holds"):
        success(lot_holds)
    assert messages.SENTENCES["lot_holds"] is before


def test_every_code_is_the_name_of_its_sentence_or_of_another() -> None:
    for name in messages.SENTENCES:
        assert example(name).code in messages.SENTENCES


def example(name: str) -> Message:
    sentence: Callable[..., Message] = messages.SENTENCES[name]
    parameters = inspect.signature(sentence).parameters.values()
    return sentence(**{one.name: typical(one) for one in parameters})


def typical(parameter: inspect.Parameter) -> object:
    kind = parameter.annotation
    if kind in {int, int | None}:
        return 12
    if kind is bool:
        return True
    return FACTS[parameter.name]


FOR_THE_OFFICE = ("import_", "label_", "cure_")
"""What is said of a file, of labels or of a scanner is read at a desk, where rows and columns are the right words."""


@pytest.mark.parametrize(
    "name", sorted(name for name in messages.SENTENCES if not name.startswith(FOR_THE_OFFICE))
)
def test_a_sentence_is_short_and_in_the_words_of_the_warehouse(name: str) -> None:
    text = example(name).text
    assert 0 < len(text) <= LONGEST, len(text)
    assert not JARGON.search(re.sub(r"goods_(in|out)|SN\[0-9\]\{4\}", "", text)), text


AT_A_HANDHELD_ALONE = {"wrong_pin", "cancel_unapproved", "over_receipt_unapproved", "short_unapproved"}
"""What the store refuses where somebody is asked for a badge: nobody is at a desk."""


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("code", sorted(set(MADE) - AT_A_HANDHELD_ALONE))
def test_what_the_store_refuses_is_said_without_what_can_be_done_at_a_handheld_alone(
    code: str, language: Language
) -> None:
    with speaking(language):
        assert not re.search(r"(?<!\S):[a-z]+|\bEnter,", example(code).text)


@pytest.mark.parametrize("name", sorted(name for name in messages.SENTENCES if name.startswith("serial_")))
def test_a_sentence_about_a_serial_begins_with_it(name: str) -> None:
    if "serial" in inspect.signature(messages.SENTENCES[name]).parameters:
        assert example(name).text.startswith(str(FACTS["serial"]))


def test_a_refusal_becomes_its_sentence() -> None:
    refused = refusals.serial_in_stock(serial="SN123", location="A-01-02")
    assert messages.refusal(refused) == Message("error", "serial_in_stock", "SN123 is in stock at A-01-02.")


@pytest.mark.parametrize(
    ("quantity", "open_quantity", "said_of_it"),
    [
        (4, 0, "4 LCK-7 received at A-01-01."),
        (5, 0, "5 LCK-7 received at A-01-01."),
        (2, 0, "Closed with 2 of 4 LCK-7 at A-01-01."),
        (2, 2, "2 of 4 LCK-7 received at A-01-01. 2 still to come."),
    ],
)
def test_a_short_line_is_said_to_be_closed_or_open(
    quantity: int, open_quantity: int, said_of_it: str
) -> None:
    message = received.line_received(
        sku="LCK-7",
        quantity=quantity,
        expected=4,
        open_quantity=open_quantity,
        location="A-01-01",
        document="PR-1",
        is_complete=False,
        without_serials=False,
        missing=(),
        missing_count=0,
    )
    assert message == Message("success", "line_received", said_of_it)


@pytest.mark.parametrize(
    ("captured", "expected", "said_of_it"),
    [
        (3, 3, "SN3  3/3"),
        (3, None, "SN3  3"),
    ],
)
def test_a_serial_is_counted(captured: int, expected: int | None, said_of_it: str) -> None:
    message = messages.serial_captured(serial="SN3", captured=captured, expected=expected)
    assert message == Message("success", "serial_captured", said_of_it)


def test_a_serial_beyond_the_expected_number_says_so_and_is_to_be_looked_at() -> None:
    message = messages.serial_captured_beyond(serial="SN3", captured=9, expected=3)
    said_of_it = "SN3 is 6 more than expected: 9/3"
    assert message == Message("success", "serial_captured", said_of_it, is_unusual=True)


def test_a_store_that_cannot_be_used_is_said_with_its_own_code() -> None:
    said_of_it = messages.store_unavailable(StoreUnavailable("store_full", "The disk is full."))
    assert said_of_it == Message("error", "store_full", "Not taken. The disk is full.")


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("A\x1dB", "A<GS>B: no such product."),
        ("A\x1bB\x00", "A<ESC>B<00>: no such product."),
        ("A" * 100, "A" * 80 + "...: no such product."),
    ],
)
def test_what_cannot_be_printed_is_shown_all_the_same(code: str, shown: str) -> None:
    assert messages.refusal(refusals.unknown(what="product", code=code)).text == shown


def test_of_many_refused_serials_the_first_are_explained_and_the_others_named() -> None:
    refused = tuple(refusals.serial_in_stock(serial=f"SN{n}", location="A-01") for n in range(1, 23))
    text = messages.refusal(refusals.serials_refused(refused=refused, count=30)).text
    assert text.startswith("22 of 30 refused, none taken. SN1 is in stock at A-01. ")
    assert "SN20 is in stock at A-01." in text
    assert text.endswith("Also SN21, SN22.")


def test_of_very_many_refused_serials_the_last_are_counted() -> None:
    refused = tuple(refusals.serial_in_stock(serial=f"SN{n}", location="A-01") for n in range(1, 31))
    text = messages.refusal(refusals.serials_refused(refused=refused, count=30)).text
    assert text.endswith("Also SN21, SN22, SN23 and 7 more.")


@pytest.mark.parametrize(
    ("serials", "text"),
    [
        (("SN1",), "None taken: SN1 comes more than once."),
        (("SN1", "SN2", "SN3"), "None taken: SN1, SN2, SN3 come more than once."),
        (("SN1", "SN2", "SN3", "SN4"), "None taken: SN1, SN2, SN3 and 1 more come more than once."),
    ],
)
def test_of_repeated_serials_the_first_are_named(serials: tuple[str, ...], text: str) -> None:
    assert messages.refusal(refusals.serials_repeated(serials=serials)).text == text


@pytest.mark.parametrize(("count", "said_so"), [(0, "0 serials"), (1, "1 serial "), (2, "2 serials")])
def test_one_is_not_several(count: int, said_so: str) -> None:
    text = messages.refusal(messages.document_has_captures(document="PR-1", captured=count)).text
    assert text.startswith(said_so)


def test_where_there_is_no_flow_none_is_named() -> None:
    refused = messages.unknown_flow(flow="goods_in", flows=())
    assert messages.refusal(refused).text == "goods_in: no such flow. There are none."
