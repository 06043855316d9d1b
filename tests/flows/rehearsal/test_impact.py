"""`flows impact`: what the last days would have been under other flows, against conversations that are really held under both."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from serialhhd.flows.config.model import Flows
from serialhhd.flows.rehearsal import told
from serialhhd.flows.rehearsal.impact import Impact, impact, impact_at_once
from serialhhd.store.engine.store import Store
from serialhhd.store.inbound import desk_receiving, pre_receipts
from serialhhd.store.inbound.desk_receiving import Delivery as AtTheDesk
from serialhhd.store.outbound import pick_lists, putting_back
from serialhhd.store.people import credentials, operators
from serialhhd.store.words.vocabulary import Role
from tests.dumps import dump
from tests.flows.rehearsal.deliveries import PLACE, Anna, Delivery, flows_with, pick_list, stock

OVER = {"goods_in.confirm_quantity.over_receipt": "forbid"}
VERIFY = {"goods_in.enter_serials.pre_entered": "verify"}
CLOSES = {"goods_in.confirm_quantity.short": "close"}


def fill(store: Store, deliveries: Mapping[str, Delivery]) -> None:
    store.write(lambda conn: stock(conn, deliveries, store.now()))


def codes(found: Impact) -> list[tuple[str, str, str]]:
    return [(one.document, one.product, one.code) for one in found.refused]


def test_more_than_the_file_takes_is_refused_and_named(store: Store, tmp_path: Path) -> None:
    deliveries = {
        "PR-1": Delivery("CBL-1", 3, 4),
        "PR-2": Delivery("CBL-1", 3, 3),
        "PR-3": Delivery("CAM-1", 2, 3),
    }
    fill(store, deliveries)
    now, then = flows_with(tmp_path), flows_with(tmp_path, OVER)
    anna = Anna(store, now)
    for ref, delivery in deliveries.items():
        anna.receives(ref, delivery)
    found = impact(store, now, then)
    assert (found.lines, found.before) == (3, anna.questions)
    assert codes(found) == [("PR-1", "CBL-1", "over_receipt"), ("PR-3", "CAM-1", "over_receipt")]
    assert not any(one.is_so_now for one in found.refused)
    assert found.as_json()["refused"][0] == {"document": "PR-1", "product": "CBL-1", "code": "over_receipt"}


def test_the_store_is_as_it_was(store: Store, tmp_path: Path) -> None:
    fill(store, {"PR-1": Delivery("CAM-1", 3, 4)})
    Anna(store, flows_with(tmp_path)).receives("PR-1", Delivery("CAM-1", 3, 4))
    with store.read() as conn:
        before = dump(conn)
    impact(store, flows_with(tmp_path), flows_with(tmp_path, OVER))
    with store.read() as conn:
        assert dump(conn) == before


def test_a_line_that_was_kept_open_cannot_be_received_again_where_it_is_closed(
    store: Store, tmp_path: Path
) -> None:
    fill(store, {"PR-1": Delivery("CBL-1", 5, 5)})
    keeps = flows_with(tmp_path, {"goods_in.confirm_quantity.short": "keep_open"})
    anna = Anna(store, keeps)
    for _ in range(2):
        anna.receives("PR-1", Delivery("CBL-1", 5, 2))
    found = impact(store, keeps, flows_with(tmp_path, CLOSES))
    assert (found.lines, codes(found)) == (2, [("PR-1", "CBL-1", "document_not_open")])


def test_serials_that_nobody_kept_are_asked_for_all_the_same(store: Store, tmp_path: Path) -> None:
    fill(store, {"PR-1": Delivery("CAM-1", 3, 3)})
    skips = flows_with(tmp_path, {"goods_in.without_serial_step": "skip"}, without=["goods_in.enter_serials"])
    Anna(store, skips).receives("PR-1", Delivery("CAM-1", 3, 3))
    found = impact(store, skips, flows_with(tmp_path))
    assert (found.before, found.after, found.refused) == (4, 8, ())


def test_without_a_step_for_serials_what_needs_them_is_refused(store: Store, tmp_path: Path) -> None:
    fill(store, {"PR-1": Delivery("CAM-1", 3, 3)})
    Anna(store, flows_with(tmp_path)).receives("PR-1", Delivery("CAM-1", 3, 3))
    found = impact(store, flows_with(tmp_path), flows_with(tmp_path, without=["goods_in.enter_serials"]))
    assert codes(found) == [("PR-1", "CAM-1", "no_serial_step")]


def test_a_flow_that_asks_for_no_quantity_would_post_another_one(store: Store, tmp_path: Path) -> None:
    fill(store, {"PR-1": Delivery("CBL-1", 3, 2)})
    Anna(store, flows_with(tmp_path)).receives("PR-1", Delivery("CBL-1", 3, 2))
    found = impact(store, flows_with(tmp_path), flows_with(tmp_path, without=["goods_in.confirm_quantity"]))
    assert (found.refused, found.otherwise) == ((), 1)


def test_a_line_of_which_nothing_came_has_a_place_where_one_is_asked_for(
    store: Store, tmp_path: Path
) -> None:
    fill(store, {"PR-1": Delivery("CBL-1", 3, 0)})
    Anna(store, flows_with(tmp_path)).receives("PR-1", Delivery("CBL-1", 3, 0))
    steps = '["scan_pre_receipt", "scan_product", "scan_location", "confirm_quantity"]'
    found = impact(store, flows_with(tmp_path), flows_with(tmp_path, {"goods_in.steps": steps}))
    assert (found.lines, found.refused, found.after - found.before) == (1, (), 1)


def test_a_flow_that_the_operator_does_not_see_is_no_flow(store: Store, tmp_path: Path) -> None:
    fill(store, {"PR-1": Delivery("CBL-1", 3, 3), "PR-2": Delivery("CBL-1", 3, 3)})
    for name, role in (("anna", Role.OPERATOR), ("maria", Role.SUPERVISOR)):
        store.write(partial(operators.add, name=name, role=role, at=store.now(), by="office"))
    Anna(store, flows_with(tmp_path)).receives("PR-1", Delivery("CBL-1", 3, 3))
    Anna(store, flows_with(tmp_path), "maria").receives("PR-2", Delivery("CBL-1", 3, 3))
    then = flows_with(tmp_path, {"goods_in.shown_to": '{ roles = ["supervisor"], devices = ["DOCK-*"] }'})
    found = impact(store, flows_with(tmp_path), then)
    assert codes(found) == [("PR-1", "CBL-1", "unknown_flow")]


WANTS_SUPERVISOR = {"goods_in.needs_supervisor": '["over_receipt", "short", "cancel"]'}


def staff(store: Store, *, with_pin: bool) -> None:
    """Let anna be an operator and maria a supervisor."""
    for name, role in (("anna", Role.OPERATOR), ("maria", Role.SUPERVISOR)):
        store.write(partial(operators.add, name=name, role=role, at=store.now(), by="office"))
    if with_pin:
        pin = credentials.hash_of_known("9999")
        store.write(lambda conn: credentials.set_pin(conn, "maria", pin, by="office"))


def receive_unevenly(store: Store, flows: Flows) -> int:
    """Receive more, fewer and as many, the last by a supervisor; return how many questions that was."""
    deliveries = {
        "PR-1": Delivery("CBL-1", 3, 4),
        "PR-2": Delivery("CAM-1", 3, 2),
        "PR-3": Delivery("CBL-1", 3, 3),
        "PR-4": Delivery("CBL-1", 3, 4),
    }
    fill(store, deliveries)
    anna, maria = Anna(store, flows), Anna(store, flows, "maria")
    for ref, delivery in deliveries.items():
        (maria if ref == "PR-4" else anna).receives(ref, delivery)
    return anna.questions + maria.questions


def test_a_supervisor_is_asked_twice_for_what_needs_one(store: Store, tmp_path: Path) -> None:
    staff(store, with_pin=True)
    asked = receive_unevenly(store, flows_with(tmp_path))
    found = impact(store, flows_with(tmp_path), flows_with(tmp_path, WANTS_SUPERVISOR))
    assert (found.refused, found.before, found.after) == ((), asked, asked + 2 * 2)


def test_where_no_supervisor_has_a_pin_nobody_can_say_yes(store: Store, tmp_path: Path) -> None:
    staff(store, with_pin=False)
    receive_unevenly(store, flows_with(tmp_path))
    found = impact(store, flows_with(tmp_path), flows_with(tmp_path, WANTS_SUPERVISOR))
    assert codes(found) == [("PR-1", "CBL-1", "no_supervisor"), ("PR-2", "CAM-1", "no_supervisor")]


def test_without_operators_nobody_is_asked_for(store: Store, tmp_path: Path) -> None:
    asked = receive_unevenly(store, flows_with(tmp_path))
    found = impact(store, flows_with(tmp_path), flows_with(tmp_path, WANTS_SUPERVISOR))
    assert (found.refused, found.after) == ((), asked)


def test_what_the_desk_received_is_counted_and_not_done_again(store: Store, tmp_path: Path) -> None:
    fill(store, {"PR-1": Delivery("CBL-1", 3, 3), "PR-2": Delivery("CBL-1", 3, 3)})
    Anna(store, flows_with(tmp_path)).receives("PR-1", Delivery("CBL-1", 3, 3))
    store.write(
        lambda conn: desk_receiving.receive(
            conn, "PR-2", "CBL-1", AtTheDesk(PLACE), by="anna", at=store.now()
        )
    )
    found = impact(store, flows_with(tmp_path), flows_with(tmp_path))
    assert (found.lines, found.at_the_desk) == (1, 1)


def test_of_more_lines_than_are_wanted_the_newest_are_done_again(store: Store, tmp_path: Path) -> None:
    deliveries = {f"PR-{number}": Delivery("CAM-1", 2, 2) for number in range(4)}
    fill(store, deliveries)
    anna = Anna(store, flows_with(tmp_path))
    for ref, delivery in deliveries.items():
        anna.receives(ref, delivery)
    now = flows_with(tmp_path)
    by_lines, by_serials = impact(store, now, now, most_lines=3), impact(store, now, now, most_serials=4)
    assert [(one.lines, one.is_cut) for one in (by_lines, by_serials)] == [(3, True), (2, True)]
    assert impact(store, now, now, days=0).lines == 0


def test_two_operators_on_one_list_are_sent_as_they_were(store: Store, tmp_path: Path) -> None:
    now = flows_with(tmp_path)
    deliveries = {"PR-1": Delivery("CBL-1", 9, 9), "PR-2": Delivery("BAT-1", 9, 9)}
    fill(store, deliveries)
    for ref, delivery in deliveries.items():
        Anna(store, now).receives(ref, delivery)
    pick_list(store, "PL-1", ("CBL-1", 1), ("CBL-1", 2), ("BAT-1", 2), ("CBL-1", 3))
    anna, ben = Anna(store, now), Anna(store, now, "ben")
    anna.picks("PL-1", Delivery("CBL-1", 1, 1))
    ben.picks("PL-1", Delivery("BAT-1", 2, 2))  # Anna has the second task in work
    anna.picks("PL-1", Delivery("CBL-1", 2, 2))
    ben.picks("PL-1", Delivery("CBL-1", 3, 3))
    then = flows_with(tmp_path, without=["goods_out.enter_serials"])
    found = impact(store, now, then)
    assert (found.lines, codes(found)) == (6, [("PL-1", "BAT-1", "no_serial_step")])
    assert impact(store, now, now).refused == ()


def test_what_was_put_back_of_a_cancelled_list_is_no_pick(store: Store, tmp_path: Path) -> None:
    now = flows_with(tmp_path)
    fill(store, {"PR-1": Delivery("CBL-1", 3, 3)})
    anna = Anna(store, now)
    anna.receives("PR-1", Delivery("CBL-1", 3, 3))
    pick_list(store, "PL-1", ("CBL-1", 2))
    anna.picks("PL-1", Delivery("CBL-1", 2, 2))
    at = store.now()
    store.write(lambda conn: pick_lists.cancel(conn, "PL-1", at, by="anna"))
    store.write(lambda conn: putting_back.put_back(conn, "PL-1", to=PLACE, by="anna", at=at))
    found = impact(store, now, now)
    assert (found.lines, found.at_the_desk, found.refused) == (2, 0, ())


def test_who_waits_is_told_of_what_is_concerned_alone(store: Store, tmp_path: Path) -> None:
    now = flows_with(tmp_path)
    fill(store, {"PR-1": Delivery("CBL-1", 3, 4)})
    anna = Anna(store, now)
    anna.receives("PR-1", Delivery("CBL-1", 3, 4))
    pick_list(store, "PL-1", ("CBL-1", 2))
    anna.picks("PL-1", Delivery("CBL-1", 2, 2))
    found = impact_at_once(store, now, flows_with(tmp_path, OVER))
    assert found
    assert (found.lines, codes(found), found.is_cut) == (1, [("PR-1", "CBL-1", "over_receipt")], False)
    other_device = replace(now, device=now.device.model_copy(update={"repeat_seconds": 9}))
    assert impact_at_once(store, now, other_device) is None
    assert impact(store, now, flows_with(tmp_path, OVER)).before == anna.questions


def test_who_did_nothing_of_what_is_concerned_is_not_told_that_nothing_was_done(
    store: Store, tmp_path: Path
) -> None:
    now = flows_with(tmp_path)
    fill(store, {"PR-1": Delivery("CBL-1", 3, 3)})
    Anna(store, now).receives("PR-1", Delivery("CBL-1", 3, 3))
    found = impact_at_once(store, now, flows_with(tmp_path, {"goods_out.title": "Out"}))
    assert found
    assert told.sentences(found) == [
        "No handheld received or picked anything in the last 7 days in a flow that changes: there is nothing to compare."
    ]


def test_nothing_was_done(store: Store, tmp_path: Path) -> None:
    assert impact(store, flows_with(tmp_path), flows_with(tmp_path)) == Impact(0, (), 0, 0)


def test_a_product_is_the_only_one_where_it_was_then(store: Store, tmp_path: Path) -> None:
    fill(store, {"PR-1": Delivery("CBL-1", 2, 2)})
    two = [("CBL-1", 2), ("BAT-1", 2)]
    store.write(lambda conn: pre_receipts.add(conn, "PR-2", two, at=store.now(), by="office"))
    anna = Anna(store, flows_with(tmp_path))
    for ref in ("PR-1", "PR-2"):
        anna.receives(ref, Delivery("CBL-1", 2, 2))
    then = flows_with(tmp_path, {"goods_in.scan_product.skip_when": "one_answer"})
    found = impact(store, flows_with(tmp_path), then)
    assert (found.before, found.after) == (8, 7)  # BAT-1 of PR-2 waited then, and does so now


# --- any deliveries under any two files -------------------------------------------------------------------------------

FILES: tuple[dict[str, str], ...] = (
    {},
    OVER,
    VERIFY,
    {"goods_in.confirm_quantity.over_receipt": "1", "goods_in.confirm_quantity.short": "close"},
    {"goods_out.confirm_quantity.empty_reason": ""},
    {"goods_in.without_serial_step": "skip"},
    {"goods_in.scan_location.confirm": "scan_again", "goods_in.confirm_quantity.skip_when": "one_answer"},
    {"goods_in.scan_location.skip_when": "one_answer"},
)
WITHOUT = ((), ("goods_in.enter_serials",), ("goods_out.scan_location",), ("goods_out.enter_serials",))


@st.composite
def some_deliveries(draw: st.DrawFn) -> dict[str, Delivery]:
    found = {}
    for number in range(draw(st.integers(1, 4))):
        sku, announced = draw(st.sampled_from(("CAM-1", "BAT-1", "CBL-1"))), draw(st.integers(1, 4))
        came = draw(st.integers(max(0, announced - 2), announced + 2))
        listed = sku == "CAM-1" and came <= announced and draw(st.booleans())
        found[f"PR-{number}"] = Delivery(sku, announced, came, listed)
    return found


@contextmanager
def new_store(template: Path, folder: str, name: str, deliveries: Mapping[str, Delivery]) -> Iterator[Store]:
    path = Path(folder) / name
    shutil.copy(template, path)
    with Store.open(str(path)) as store:
        fill(store, deliveries)
        yield store


@dataclass
class Held:
    """Conversations that were held: what was done, what was asked, and what was refused."""

    received: dict[str, Delivery]
    picked: dict[str, Delivery]
    questions: int
    refused: list[tuple[str, str]]


def receive(store: Store, flows: Flows, deliveries: Mapping[str, Delivery]) -> Held:
    """Receive all that comes."""
    anna = Anna(store, flows)
    done = {ref: one for ref, one in deliveries.items() if anna.receives(ref, one)}
    return Held(done, {}, anna.questions, [(ref, sku) for ref, sku, _ in anna.refused])


def pick(store: Store, flows: Flows, wanted: Mapping[str, Delivery]) -> Held:
    """Pick what came, or less where that is said."""
    anna = Anna(store, flows)
    done = {}
    for ref, one in wanted.items():
        pick_list(store, ref, (one.sku, one.announced))
        if anna.picks(ref, one):
            done[ref] = one
    return Held({}, done, anna.questions, [(ref, sku) for ref, sku, _ in anna.refused])


def wanted_of(received: Mapping[str, Delivery]) -> dict[str, Delivery]:
    """Return pick lists for what came, each second one of which ends short."""
    there = ((ref.replace("PR", "PL"), one) for ref, one in received.items() if one.came)
    return {
        ref: Delivery(one.sku, one.came, one.came - (number % 2 and one.came > 1))
        for number, (ref, one) in enumerate(there)
    }


@pytest.mark.slow
@settings(max_examples=15)
@given(
    deliveries=some_deliveries(),
    options=st.tuples(st.sampled_from(FILES), st.sampled_from(FILES)),
    without=st.tuples(st.sampled_from(WITHOUT), st.sampled_from(WITHOUT)),
)
def test_it_says_what_conversations_under_both_files_would_have_been(
    sqlite_template: Path,
    deliveries: dict[str, Delivery],
    options: tuple[dict[str, str], dict[str, str]],
    without: tuple[tuple[str, ...], tuple[str, ...]],
) -> None:
    with TemporaryDirectory() as folder, ExitStack() as stores:
        now, then = (flows_with(Path(folder), *of_file) for of_file in zip(options, without, strict=True))
        store, other, third = (
            stores.enter_context(new_store(sqlite_template, folder, f"{number}.db", deliveries))
            for number in range(3)
        )
        received = receive(store, now, deliveries)
        picked = pick(store, now, wanted_of(received.received))
        received_then = receive(other, then, received.received)
        receive(third, now, received.received)
        picked_then = pick(third, then, picked.picked)
        found = impact(store, now, then)
    passed = [*received.received.items(), *picked.picked.items()]
    assert found.lines == len(passed)
    assert sorted((one.document, one.product) for one in found.refused) == sorted(
        [*received_then.refused, *picked_then.refused]
    )
    assert found.after == received_then.questions + picked_then.questions
    assert not any(one.is_so_now for one in found.refused)
