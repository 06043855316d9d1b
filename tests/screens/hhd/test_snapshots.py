"""Every screen as text at every size. They were looked at as pictures too; `SERIALHHD_REDRAW=1` draws them anew."""

from typing import TYPE_CHECKING

import pytest

from serialhhd.screens.hhd.settings import DeviceSettings, DeviceSize, parse_size
from serialhhd.store.people import credentials, operators
from serialhhd.store.words.vocabulary import Role
from tests.flows.supervised import staff, supervised_flows
from tests.screens.conftest import terminals_on

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection

    from serialhhd.store.engine.store import Store
    from tests.screens.conftest import Golden, OpenTerminal

SIZES = ("20x8", "20x16", "40x8", "26x16", "40x12", "80x24")
SERIALS = ("PR-1007\r", "CAM-200\r", "SN0009\r", "SN0010\r", "SN0011\r")
STORIES: dict[str, tuple[str, ...]] = {
    "documents": (),
    "products": ("PR-1007\r",),
    "serials": (*SERIALS, "SN00"),
    "error": (*SERIALS, "CAM-200\rSN0012\r"),
    "acknowledged": (*SERIALS, "CAM-200\r", ".\r"),
    "actions": (*SERIALS, ".\r"),
    "list": (*SERIALS, ":list\r"),
    "cancel": (*SERIALS, ":cancel\r"),
    "help": (*SERIALS, "\x1bOP"),
    "quantity": (*SERIALS, ":done\r"),
    "short": (*SERIALS, ":done\r", "\r"),
    "received": (*SERIALS, ":done\r", "\r", "1\r", "A-01-02\r"),
    "all": ("PR-1007\r", "CAM-200\r", "SN0001..SN0300\r", ":yes\r"),
}

AT_PLACE = ("PL-501\r", "A-01-01\r")
PICKED = (*AT_PLACE, "CAM-200\r", "SN0002\r", "SN0003\r", "\r")
GOODS_OUT: dict[str, tuple[str, ...]] = {
    "pick-lists": (),
    "go-to": ("PL-501\r",),
    "wrong-place": ("PL-501\r", "B-01-01\r", ".\r"),
    "pick-product": AT_PLACE,
    "pick-serials": (*AT_PLACE, "CAM-200\r", "SN0002\r"),
    "reasons": (*AT_PLACE, "CAM-200\r", "SN0002\r", ":short\r"),
    "next-place": PICKED,
    "pick-quantity": (*PICKED, "B-01-01\r", "CBL-2\r"),
    "picked": (*PICKED, "B-01-01\r", "CBL-2\r", "\r"),
}

PIN = "471102"
AT_DEVICE: dict[str, tuple[str, ...]] = {
    "badge": (),
    "pin": ("anna\r",),
    "pin-typed": ("anna\r", PIN),
    "pin-wrong": ("anna\r", "0000\r"),
    "pin-signed-on": ("anna\r", f"{PIN}\r"),
}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("story", STORIES)
async def test_a_step_looks_right(
    open_terminal: "OpenTerminal", golden: "Golden", story: str, size: str
) -> None:
    columns, rows = parse_size(size)
    async with open_terminal(size=(columns, rows)) as terminal:
        screen = await terminal.sends(*STORIES[story])
    drawn = screen.split("\n")
    assert {len(row) for row in drawn} == {columns}
    assert len(drawn) == rows
    golden(f"{story}-{size}", screen)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("story", GOODS_OUT)
async def test_a_step_of_goods_out_looks_right(
    open_goods_out: "OpenTerminal", golden: "Golden", story: str, size: str
) -> None:
    async with open_goods_out(size=tuple(parse_size(size))) as terminal:
        golden(f"{story}-{size}", await terminal.sends(*GOODS_OUT[story]))


@pytest.fixture(scope="module")
def pin_hash() -> str:
    """What the store keeps of the PIN."""
    return credentials.hash_secret(PIN)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("story", AT_DEVICE)
async def test_badge_and_pin_look_right_and_the_pin_is_not_drawn(
    warehouse: "Store", open_terminal: "OpenTerminal", golden: "Golden", pin_hash: str, story: str, size: str
) -> None:
    def staff(conn: "Connection") -> None:
        operators.add(conn, "Anna", Role.OPERATOR, warehouse.now(), by="office")
        credentials.set_pin(conn, "Anna", pin_hash, by="office")

    warehouse.write(staff)
    dock = {"operator": None, "flow": None, "device": "DOCK-1"}
    async with open_terminal(size=tuple(parse_size(size)), **dock) as terminal:
        screen = await terminal.sends(*AT_DEVICE[story])
    assert not any(digits in screen for digits in (PIN, PIN[:3], PIN[-3:]))
    golden(f"{story}-{size}", screen)


@pytest.mark.parametrize("size", SIZES)
async def test_a_resumed_run_looks_right(open_goods_out: "OpenTerminal", golden: "Golden", size: str) -> None:
    async with open_goods_out() as terminal:
        await terminal.sends(*GOODS_OUT["pick-serials"])
    async with open_goods_out(size=tuple(parse_size(size))) as terminal:
        golden(f"resumed-{size}", terminal.screen)


@pytest.mark.parametrize("size", SIZES)
async def test_the_menu_looks_right(open_terminal: "OpenTerminal", golden: "Golden", size: str) -> None:
    async with open_terminal(size=tuple(parse_size(size)), flow=None) as terminal:
        golden(f"menu-{size}", terminal.screen)


@pytest.mark.parametrize("size", ["80x24", "110x32"])
async def test_the_virtual_scanner_looks_right(
    open_terminal: "OpenTerminal", golden: "Golden", size: str
) -> None:
    settings = DeviceSettings(size=DeviceSize(26, 16))
    async with open_terminal(size=tuple(parse_size(size)), settings=settings) as terminal:
        golden(f"scanner-{size}", await terminal.sends(*SERIALS))


@pytest.mark.parametrize("size", SIZES)
async def test_the_counter_and_the_question_never_move(open_terminal: "OpenTerminal", size: str) -> None:
    async with open_terminal(size=tuple(parse_size(size))) as terminal:
        places = []
        for story in (SERIALS, ("SN0012\r",), (".\r",), (".\r",), (":done\r",)):
            rows = (await terminal.sends(*story)).split("\n")
            places.append(
                [(number, row.rindex("/300") + 4) for number, row in enumerate(rows) if "/300" in row]
            )
    assert all(place == places[0] and len(place) == 1 for place in places)


# --- a supervisor ---------------------------------------------------------------------------------------------------------

AT_CANCELLING = (*SERIALS, ":cancel\r", ":cancel\r")
WITH_SUPERVISOR: dict[str, tuple[str, ...]] = {
    "supervisor": AT_CANCELLING,
    "supervisor-wrong": (*AT_CANCELLING, "anna\r"),
    "supervisor-pin": (*AT_CANCELLING, "Sue\r", "9988"),
    "supervisor-no": (*AT_CANCELLING, "Sue\r", ":no\r"),
}


@pytest.mark.parametrize("size", [(20, 8), (20, 16), (16, 5)], ids=str)
@pytest.mark.parametrize("story", WITH_SUPERVISOR)
async def test_a_supervisor_is_asked(
    warehouse: "Store", tmp_path: "Path", golden: "Golden", story: str, size: tuple[int, int]
) -> None:
    staff(warehouse)
    columns, rows = size
    async with terminals_on(warehouse, "goods_in", supervised_flows(tmp_path))(size) as terminal:
        golden(f"{story}-{columns}x{rows}", await terminal.sends(*WITH_SUPERVISOR[story]))
