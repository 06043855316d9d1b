"""What is odd in a file that can be used: told with its place, and never told of the packaged file."""

from functools import partial
from pathlib import Path

import pytest

from serialhhd.flows.config.checking.in_store import warnings_in_store
from serialhhd.flows.config.checking.warnings import warnings
from serialhhd.flows.config.discovery import PACKAGED
from serialhhd.flows.config.loader import checked, checked_text
from serialhhd.store.catalogue import products
from serialhhd.store.engine.store import Store
from serialhhd.store.people import credentials, devices, operators
from serialhhd.store.words.vocabulary import Role, TrackingType

RECEIVE = '[flows.goods_in]\noperation = "pre_receipt_receive"\nsteps = ["scan_pre_receipt", "scan_product", "scan_location"]\n'
WITH_SERIALS = RECEIVE.replace('"scan_location"', '"enter_serials", "scan_location"')
PICK = '[flows.goods_out]\noperation = "pick_by_pick_list"\nsteps = ["scan_pick_list", "scan_product"]\n'


def odd(text: str) -> list[str]:
    """What is told of a text: line and column, code and sentence."""
    return [
        f"{one.line}:{one.column}: {one.code}: {one.told}"
        for one in warnings(checked_text(text, Path("flows.toml")))
    ]


def test_nothing_is_odd_in_the_packaged_file() -> None:
    assert warnings(checked(PACKAGED)) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (RECEIVE + "[flows.goods_in.enter_serials]\nranges = false", '4:17: idle_table: "enter_serials" has a table, and is not in steps - it is kept for the day the step returns'),
        (RECEIVE + '[flows.goods_in.confirm_quantity]\nshort = "ask"', '4:17: idle_table: "confirm_quantity" has a table, and is not in steps - short counts all the same'),
        (RECEIVE + "ranges = false", "4:1: idle_option: ranges has no effect: enter_serials is not in steps"),
        (RECEIVE + 'pre_entered = "verify"', "4:1: idle_option: pre_entered has no effect: no step of the flow asks for serials"),
        (WITH_SERIALS + 'without_serial_step = "skip"', '4:1: idle_option: without_serial_step has no effect: "enter_serials" is in steps'),
        (WITH_SERIALS + "ranges = false\n[flows.goods_in.enter_serials]\nranges = true", "4:1: idle_option: ranges has no effect: [flows.goods_in.enter_serials] says it again"),
        (PICK + 'short_reasons = ["Gone"]\nempty_reason = "Empty"', "5:1: idle_option: empty_reason has no effect: short_reasons has no such reason"),
        (WITH_SERIALS + '[flows.goods_in.enter_serials]\naccept = ["several", "gs1"]\nseparators = ""', '5:11: idle_word: "several" in accept has no effect: separators is empty'),
        (PICK + '[flows.goods_out.scan_product]\naccept = ["list"]', '5:11: idle_word: "list" in accept has no effect: here the product is known, and none is listed'),
        (RECEIVE + PICK.replace("goods_out", "Goods_In"), '4:8: same_name: the flows "Goods_In" and "goods_in" differ in letter case only - rename one of them'),
        (RECEIVE.replace("goods_in", "12"), '1:8: name_of_digits: the flow "12" is named like a number of the menu - begin its name with a letter'),
        (RECEIVE + 'title = "Go"\n' + PICK + 'title = "go"', '8:9: same_title: the title "go" is that of "goods_in" as well - in the menu nobody can tell them apart'),
        (RECEIVE + RECEIVE.replace("goods_in", "fast"), '4:8: same_title: the title "Pre-Receipt Receive" is that of "goods_in" as well - in the menu nobody can tell them apart'),
    ],
)  # fmt: skip
def test_what_is_odd(text: str, told: str) -> None:
    assert odd(text) == [told]


@pytest.mark.parametrize(
    "text",
    [
        RECEIVE + 'without_serial_step = "skip"',
        RECEIVE + 'short = "ask"',
        WITH_SERIALS + 'pre_entered = "verify"',
        PICK + 'short_reasons = ["Gone"]\nempty_reason = "gone"',
        PICK + 'short_reasons = ["Gone"]\nempty_reason = ""',
        PICK + 'short_reasons = ["Gone"]',
        WITH_SERIALS + 'without_serial_step = "refuse"',
        RECEIVE + '[flows.goods_in.scan_product]\naccept = ["list"]',
        WITH_SERIALS
        + '[flows.goods_in.enter_serials]\nranges = false\naccept = ["serial", "gs1", "several", "range"]',
    ],
)
def test_what_is_not_odd(text: str) -> None:
    assert odd(text) == []


PLACE = "[flows.goods_in.scan_location]\n"
TASK = PICK.replace('"scan_product"', '"scan_location", "scan_product"') + "[flows.goods_out.scan_location]\n"
SAID = "has no effect: what is asked for says the place, and only a scan proves it"
SKIPPED = 'has no effect: skip_when = "default_given" takes the default without asking'
FIRST = '"scan_location", "scan_product"]\n'


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (RECEIVE + PLACE + 'skip_when = "default_given"', ["5:1: idle_option: skip_when has no effect: there is neither default nor keep"]),
        (TASK + 'default = "A"\nkeep = true\nskip_when = "one_answer"', [f"5:1: idle_option: default {SAID}", f"6:1: idle_option: keep {SAID}", f"7:1: idle_option: skip_when {SAID}"]),
        (TASK + 'confirm = "scan_again"', []),
        (TASK + 'default = ""\nkeep = false', []),
        (RECEIVE + PLACE + 'default = "A"\nkeep = true\nconfirm = "yes"\nskip_when = "default_given"', [f"6:1: idle_option: keep {SKIPPED}", f"7:1: idle_option: confirm {SKIPPED}"]),
        (RECEIVE.replace('"scan_product", "scan_location"', '"scan_location", "scan_product"') + PLACE + 'default = "A"\nkeep = true\nskip_when = "default_given"', []),
        (RECEIVE.replace('"scan_location"', '"enter_serials", "scan_location"') + PLACE + 'default = "A"\nkeep = true\nconfirm = "yes"\nskip_when = "default_given"', []),
        (RECEIVE + PLACE + 'default = "A"\nkeep = true\nconfirm = "yes"\nskip_when = "one_answer"', []),
        (RECEIVE + PLACE + 'keep = true\nconfirm = "yes"\nskip_when = "default_given"', []),
        (PICK + '[flows.goods_out.scan_product]\nskip_when = "one_answer"', ["5:1: idle_option: skip_when has no effect: what is asked for says the product, and only a scan proves it"]),
        (RECEIVE.replace('"scan_location"', '"confirm_quantity", "scan_location"') + '[flows.goods_in.confirm_quantity]\nskip_when = "one_answer"', ["5:1: idle_option: skip_when has no effect: no step of the flow asks for serials"]),
    ],
)  # fmt: skip
def test_what_is_odd_of_what_steps_propose_and_skip(text: str, told: list[str]) -> None:
    assert odd(text) == told


def test_default_places_that_a_store_has_not(store: Store) -> None:
    at = store.now()
    store.write(lambda conn: products.add(conn, "CAM-1", at=at, name="A camera", by="office"))
    told = {}
    for default in ("goods-in", "DOCK-9", "CAM-1"):
        text = RECEIVE + PLACE + f'default = "{default}"\n' + TASK + f'default = "{default}"\n'
        with store.read() as conn:
            found = warnings_in_store(checked_text(text, Path("flows.toml")), conn)
        told[default] = [(one.line, one.column, one.code, one.told) for one in found]
    code, there_is_no = "default_is_no_location", "there is no location"
    assert told == {
        "goods-in": [],
        "DOCK-9": [
            (5, 11, code, f'{there_is_no} "DOCK-9" in the store: the handheld proposes nothing - serialhhd location add DOCK-9, or name another one')
        ],
        "CAM-1": [(5, 11, code, f'{there_is_no} "CAM-1" in the store: it is a product - name another one')],
    }  # fmt: skip


@pytest.mark.parametrize(
    "text", [RECEIVE + 'needs_supervisor = ["over_receipt"]', PICK + 'needs_supervisor = ["short", "cancel"]']
)
def test_a_supervisor_is_wanted_and_none_has_a_pin(store: Store, text: str) -> None:
    file = checked_text(text, Path("flows.toml"))

    def found() -> list[str]:
        with store.read() as conn:
            return [one.code for one in warnings_in_store(file, conn)]

    assert found() == []  # nobody is asked while there are no operators
    for name, role in (("anna", Role.OPERATOR), ("Sue", Role.SUPERVISOR)):
        store.write(partial(operators.add, name=name, role=role, at=store.now(), by="office"))
        assert found() == ["no_supervisor_has_a_pin"]
    for name, left in (("anna", ["no_supervisor_has_a_pin"]), ("Sue", [])):
        store.write(partial(credentials.set_pin, name=name, pin_hash="hashed", by="office"))
        assert found() == left
    store.write(lambda conn: operators.disable(conn, "Sue", store.now(), by="office"))
    assert found() == ["no_supervisor_has_a_pin"]


def test_full_tracking_products_that_no_flow_captures(store: Store) -> None:
    file = checked_text(RECEIVE + WITH_SERIALS.replace("goods_in", "second") + PICK, Path("flows.toml"))
    with store.read() as conn:
        assert warnings_in_store(file, conn) == []
    kinds = {"CAB": TrackingType.NO_TRACKING, "CAM": TrackingType.FULL_TRACKING}
    for sku in ("CAM-1", "CAM-2", "CAM-3", "CAM-4", "CAB-1"):
        add = partial(
            products.add, sku=sku, at=store.now(), name="x", tracking_type=kinds[sku[:3]], by="office"
        )
        store.write(add)
    with store.read() as conn:
        (told,) = warnings_in_store(file, conn)
    assert (told.line, told.column, told.code) == (9, 1, "uncaptured_products")
    assert told.sentence == (
        '4 products need serials (CAM-1, CAM-2, CAM-3 and 1 more), and no flow of "pick_by_pick_list" asks for them'
    )


SHOWN_TO = PICK + 'shown_to = { roles = ["supervisor"], devices = ["DOCK-*"] }\n'


def in_store(store: Store, text: str) -> list[str]:
    """What is told of a text with what is in a store."""
    with store.read() as conn:
        return [one.told for one in warnings_in_store(checked_text(text, Path("flows.toml")), conn)]


def test_a_flow_that_is_for_nobody_of_the_store(store: Store) -> None:
    nobody = (
        'nobody sees the flow "goods_out": no operator of the store is "supervisor" - '
        "serialhhd operator add NAME --role supervisor"
    )
    no_device = (
        'nobody sees the flow "goods_out": there is no device "DOCK-*" - '
        "serialhhd device add NAME, or a table [devices.NAME] in this file"
    )
    assert in_store(store, SHOWN_TO) == [
        nobody,
        no_device,
    ]  # without operators anybody signs on, as an operator
    assert in_store(store, SHOWN_TO.replace("supervisor", "operator")) == [no_device]
    assert in_store(store, SHOWN_TO + "[devices.dock-1]\n") == [nobody]
    assert in_store(store, SHOWN_TO + '[devices.all]\nmatch = ["DOCK*"]\n') == [nobody]
    assert in_store(store, SHOWN_TO.replace("-*", "-1") + '[devices.all]\nmatch = ["DOCK*"]\n') == [nobody]

    store.write(lambda conn: operators.add(conn, "sue", Role.SUPERVISOR, store.now(), by="office"))
    store.write(lambda conn: devices.add(conn, "Dock-7", store.now(), by="office"))
    assert in_store(store, SHOWN_TO) == []
    store.write(lambda conn: operators.disable(conn, "sue", store.now(), by="office"))
    assert in_store(store, SHOWN_TO) == [nobody]


def test_a_flow_that_is_for_nobody_anywhere_is_told_once(store: Store) -> None:
    assert in_store(store, PICK + "shown_to = { roles = [] }") == []


NARROW = 'title = "Goods in at the dock"\n[devices.dock]\nmatch = ["DOCK-*"]\nsize = "16x8"\n'


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (RECEIVE + NARROW, ["text_cut"]),
        (RECEIVE + 'short_title = "In"\n' + NARROW, []),
        (RECEIVE + 'shown_to = { devices = ["DOCK-1"] }\n' + NARROW, ["text_cut"]),
        (RECEIVE + 'shown_to = { devices = ["*-1"] }\n' + NARROW, []),  # nobody knows whether one has both
        (RECEIVE + 'shown_to = { devices = ["GATE-*"] }\n' + NARROW, []),
        (RECEIVE + 'shown_to = { devices = ["GATE-*"] }\n' + NARROW + '[device]\nsize = "16x8"', ["text_cut"]),
        (RECEIVE + 'shown_to = { devices = ["DOCK-1"] }\n' + NARROW.replace("16x8", "40x16") + '[device]\nsize = "16x8"', []),
        (RECEIVE + NARROW.replace("16x8", "20x16"), []),
        (RECEIVE + 'scan_location.prompt = { en = "WHERE?", de = "WOHIN DAMIT, JETZT?" }\ntitle = "x"\n[device]\nsize = "16x8"', ["text_cut"]),
        (RECEIVE + '[device]\nprefix = "*"\ntones = { error = 3 }\nnot_taken_beeps = 4', ["older_key", "idle_option"]),
        (RECEIVE + '[devices.a]\nmatch = ["DOCK-1"]\n[devices.b]\nmatch = ["DOCK-*"]', []),
        (RECEIVE + '[devices.a]\nmatch = ["DOCK-*"]\n[devices.dock-1]', ["profile_too_late"]),
    ],
)  # fmt: skip
def test_devices_that_are_odd(text: str, codes: list[str]) -> None:
    assert [one.code for one in warnings(checked_text(text, Path("f")))] == codes


def test_profiles_are_held_against_the_devices_of_a_store(store: Store) -> None:
    text = '[devices.one]\nmatch = ["*-1"]\n[devices.dock]\nmatch = ["DOCK-*"]\n[devices.gate]\nmatch = ["GATE"]\n'
    file = checked_text(RECEIVE + text, Path("flows.toml"))

    def told() -> list[tuple[str, int | None]]:
        with store.read() as conn:
            return [(one.code, one.line) for one in warnings_in_store(file, conn)]

    assert told() == []
    for name in ("DOCK-1", "DOCK-2"):
        store.write(partial(devices.add, name=name, at=store.now(), by="office"))
    assert told() == [("device_of_two_profiles", 6), ("profile_unmatched", 8)]
