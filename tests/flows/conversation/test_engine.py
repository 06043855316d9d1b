"""Which actions a question offers, and that each one offered does something."""

import pytest

from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.conversation.actions import ACTIONS
from serialhhd.flows.conversation.runner import Runner
from serialhhd.flows.seam.view import Scan, View
from serialhhd.store.catalogue import products
from serialhhd.store.engine.store import Store
from serialhhd.store.inbound import pre_receipts
from serialhhd.store.outbound import pick_lists
from serialhhd.store.words.vocabulary import TrackingType

GOODS_IN = ("PR-1", "CAM-1", "SN1,SN2,SN3", ":done", "")
GOODS_OUT = ("PL-1", "GOODS-IN", "CAM-1", "SN1")
ALWAYS = [":list", ":cancel", ":help", ":quit"]


@pytest.fixture
def store(sqlite_store: Store) -> Store:
    """Three cameras announced, two in stock and wanted."""
    at, full = sqlite_store.now(), TrackingType.FULL_TRACKING
    sqlite_store.write(
        lambda conn: products.add(conn, "CAM-1", at=at, name="Camera", tracking_type=full, by="office")
    )
    sqlite_store.write(lambda conn: pre_receipts.add(conn, "PR-0", [("CAM-1", 2)], at=at, by="office"))
    tell(sqlite_store, "goods_in", "PR-0", "CAM-1", "SN01,SN02", ":done", "", "GOODS-IN")
    sqlite_store.write(lambda conn: pre_receipts.add(conn, "PR-1", [("CAM-1", 3)], at=at, by="office"))
    wanted = [pick_lists.WantedTask("CAM-1", 2)]
    sqlite_store.write(lambda conn: pick_lists.add(conn, "PL-1", wanted, at=at, by="office"))
    return sqlite_store


def tell(store: Store, flow: str, *texts: str) -> View:
    runner = Runner(store, lambda: FlowsFile(PACKAGED).current().flows[flow], "anna")
    view = runner.view()
    for text in texts:
        view = runner.submit(Scan(text))
    return view


def offered(view: View) -> list[str]:
    return [action.word for action in view.actions]


@pytest.mark.parametrize(
    ("flow", "entered", "words"),
    [
        ("goods_in", 0, [":list", ":help", ":quit"]),
        ("goods_in", 1, [":back", *ALWAYS]),
        ("goods_in", 2, [":done", ":back", ":short", *ALWAYS]),
        ("goods_in", 3, [":done", ":undo", ":back", ":short", ":remove", *ALWAYS]),
        ("goods_in", 4, [":ok", ":back", ":short", ":undo", ":remove", *ALWAYS]),
        ("goods_in", 5, [":back", *ALWAYS]),
        ("goods_out", 1, [":back", ":short", *ALWAYS]),
        ("goods_out", 2, [":back", ":short", *ALWAYS]),
        ("goods_out", 3, [":done", ":back", ":short", *ALWAYS]),
    ],
)
def test_only_what_works_now_is_offered(store: Store, flow: str, entered: int, words: list[str]) -> None:
    texts = GOODS_IN if flow == "goods_in" else GOODS_OUT
    assert offered(tell(store, flow, *texts[:entered])) == words


@pytest.mark.parametrize("flow", ["goods_in", "goods_out"])
@pytest.mark.parametrize("entered", range(6))
def test_every_action_offered_does_something(store: Store, flow: str, entered: int) -> None:
    texts = (GOODS_IN if flow == "goods_in" else GOODS_OUT)[:entered]
    for word in offered(tell(store, flow, *texts)):
        view = tell(store, flow, word)
        assert view.message, word
        assert view.message.code not in {"not_now", "unknown_action"}, word
        tell(store, flow, ":cancel", *texts)


@pytest.mark.parametrize("texts", [("PR-1", "CAM-1", "SN1+2"), ("PR-1", "CAM-1", "SN1..SN3")])
def test_a_question_in_between_offers_its_answers(store: Store, texts: tuple[str, ...]) -> None:
    view = tell(store, "goods_in", *texts)
    assert (view.step, view.prompt) == ("enter_serials", "TAKE THEM?")
    assert offered(view) == [":yes", ":no", ":back", ":cancel", ":help", ":quit"]


def test_a_quantity_as_long_as_a_label_is_a_question_with_the_same_answers(store: Store) -> None:
    store.write(lambda conn: products.add(conn, "BAT-1", at=store.now(), name="Battery", by="office"))
    store.write(lambda conn: pre_receipts.add(conn, "PR-2", [("BAT-1", 3)], at=store.now(), by="office"))
    view = tell(store, "goods_in", "PR-2", "BAT-1", "96385074")
    assert (view.step, view.prompt) == ("confirm_quantity", "TAKE 96385074?")
    assert offered(view) == [":yes", ":no", ":back", ":cancel", ":help", ":quit"]


def test_the_reason_of_a_short_pick_is_asked_for(store: Store) -> None:
    view = tell(store, "goods_out", "PL-1", ":short")
    assert view.prompt == "REASON?"
    assert [(choice.key, choice.label) for choice in view.choices] == [
        ("1", "Not found"),
        ("2", "Damaged"),
        ("3", "Location empty"),
    ]
    assert offered(view) == [":back", ":cancel", ":help", ":quit"]


@pytest.mark.parametrize("word", [":DONE", ":Done", " :done "])
def test_an_action_is_known_whatever_its_letter_case(store: Store, word: str) -> None:
    assert tell(store, "goods_in", "PR-1", "CAM-1", "SN1", word).step == "confirm_quantity"


def test_every_action_has_a_label_that_fits_a_footer() -> None:
    assert all(word.startswith(":") and len(action.label()) <= 6 for word, action in ACTIONS.items())


@pytest.mark.parametrize(
    ("flow", "texts", "sought", "large"),
    [
        ("goods_in", ("PR-1",), "", ""),
        ("goods_in", ("PR-1", "CAM-1"), "", "3"),
        ("goods_in", ("PR-1", "CAM-1", "SN1,SN2,SN3"), "", "ALL"),
        ("goods_in", ("PR-1", "CAM-1", "SN1..SN3"), "", ""),
        ("goods_in", ("PR-1", "CAM-1", "SN1", ":done"), "", ""),
        ("goods_out", (), "", ""),
        ("goods_out", ("PL-1",), "GOODS-IN", "GOODS-IN"),
        ("goods_out", ("PL-1", "GOODS-IN"), "CAM-1", "CAM-1"),
        ("goods_out", ("PL-1", "GOODS-IN", "CAM-1"), "", "2"),
        ("goods_out", ("PL-1", "GOODS-IN", "CAM-1", ":short"), "", ""),
        ("goods_out", ("PL-1", "GOODS-IN", "CAM-1", "SN01", "SN02"), "", "2"),
    ],
)
def test_what_is_to_be_found_and_what_is_drawn_large(
    store: Store, flow: str, texts: tuple[str, ...], sought: str, large: str
) -> None:
    view = tell(store, flow, *texts)
    assert (view.sought, view.large) == (sought, large)


def test_what_is_to_be_taken_is_drawn_large_unless_it_is_nothing(store: Store) -> None:
    store.write(lambda conn: products.add(conn, "BAT-1", at=store.now(), name="Battery", by="office"))
    wanted = [pick_lists.WantedTask("BAT-1", 5)]
    store.write(lambda conn: pick_lists.add(conn, "PL-2", wanted, at=store.now(), by="office"))
    nothing = tell(store, "goods_out", "PL-2", ":short Not found")
    assert (nothing.step, nothing.proposed, nothing.large) == ("confirm_quantity", 0, "")
