"""A flows.toml changed on the page: what is done by keys is in the file, and on the handheld."""

import asyncio
from pathlib import Path

import pytest
from textual.events import Key
from textual.widgets import Input

from serialhhd.flows.config.loader import load
from serialhhd.flows.in_force import applying
from serialhhd.flows.in_force.saving import Keeper
from serialhhd.flows.seam.view import Label
from serialhhd.screens.editor.saving_dialogs import SaveDialog
from serialhhd.screens.widgets.plain import PlainSelect
from serialhhd.store.configuration import versions
from serialhhd.store.engine.store import Store
from serialhhd.store.words.controls import has_control
from serialhhd.training.scanner import Scanner
from tests.screens.editor.conftest import FLOWS, Admin, OpenPage

STEPS = ("scan_pre_receipt", "scan_product", "enter_serials", "confirm_quantity", "scan_location")
LAST = ("down",) * 5
"""To the last step of goods in."""


def steps(file: Path, flow: str = "goods_in") -> tuple[str, ...]:
    return tuple(one.name for one in load(file).flows[flow].steps)


async def save(admin: Admin, why: str = "") -> None:
    await admin.presses("ctrl+s")
    if why:
        await admin.types(why)
    await admin.presses("ctrl+s")


async def test_a_step_is_left_out_and_put_back_where_it_can_be(open_page: OpenPage, file: Path) -> None:
    async with open_page() as admin:
        await admin.presses("down", "down", "down", "space")
        assert "skip: it goes through without serials" in admin.words
        await admin.presses("down", "enter")
        assert "- enter_serials" in admin.words
        await save(admin)
        assert steps(file) == tuple(step for step in STEPS if step != "enter_serials")
        assert load(file).flows["goods_in"].value(None, "without_serial_step") == "skip"
        await admin.presses("space")
        await save(admin)
    assert steps(file) == STEPS


async def test_what_is_taken_back_leaves_the_same_bytes(open_page: OpenPage, file: Path) -> None:
    async with open_page() as admin:
        await admin.presses("down", "down", "down", "d", "d", "u")
        assert "3 changes, not saved" in admin.screen
        await admin.presses("ctrl+z", "ctrl+z", "ctrl+z")
        assert "as saved" in admin.screen
        await admin.presses("ctrl+s")
        assert admin.said == "There is nothing to save."
        await admin.presses("ctrl+y")
        assert admin.said == "Again: goods_in asks enter_serials after confirm_quantity."
    assert file.read_bytes() == FLOWS


async def test_a_wrong_order_is_shown_with_its_cure_and_is_not_saved(open_page: OpenPage, file: Path) -> None:
    async with open_page() as admin:
        await admin.presses("down", "down", "u")
        assert 'line 7: "scan_product" needs the document: it must come after' in admin.words
        assert "as before the problems" in admin.screen
        await admin.presses("ctrl+s")
        assert admin.said == "It is not saved: what stands below must be mended first."
        await admin.presses("enter", "down", "d")  # the problem leads to the flow
        assert "No problems" in admin.screen
    assert file.read_bytes() == FLOWS


@pytest.mark.parametrize("keys", [("down", *"5%"), (*"5%",)], ids=["led by Down", "typed on the words"])
async def test_a_text_that_is_none_of_the_words_is_typed(
    open_page: OpenPage, file: Path, keys: tuple[str, ...]
) -> None:
    async with open_page() as admin:
        await admin.presses(*("down",) * 4)
        await admin.opens("over_receipt")
        assert "type it here" in admin.screen
        await admin.presses("down", *keys, "up", "down", "enter")
        await save(admin)
    assert load(file).flows["goods_in"].value("confirm_quantity", "over_receipt") == "5%"


async def test_the_handheld_asks_at_once_as_the_form_says(open_page: OpenPage, file: Path) -> None:
    async with open_page() as admin:
        assert admin.asked == "PRE-RECEIPT?"
        await admin.presses("p", *"PR-1007", "enter", *"cam-200", "enter")
        assert admin.asked == "SERIAL?"
        await admin.presses("escape", "down", "down", "down")
        await admin.opens("prompt")
        assert "goods_in.enter_serials.prompt" in admin.screen
        await admin.types("NUMBER?")
        await admin.presses("ctrl+s")
        assert admin.asked == "NUMBER?"  # what was scanned is scanned again
        await save(admin)
        await admin.presses("x", "escape", "right")
        assert admin.asked == "SERIAL?"
    assert load(file).flows["goods_in"].value("enter_serials", "prompt") == "NUMBER?"


async def test_a_value_that_cannot_be_is_refused_in_the_form(open_page: OpenPage, file: Path) -> None:
    async with open_page() as admin:
        await admin.presses("down", "down", "down")
        await admin.opens("repeat_window_ms")
        await admin.types("99999999")
        await admin.presses("ctrl+s")
        assert "repeat_window_ms cannot be 99999999: it must be 60000 or less" in admin.words
        await admin.types("500")
        await admin.presses("enter")
        await save(admin)
        assert load(file).flows["goods_in"].value("enter_serials", "repeat_window_ms") == 500
        await admin.presses("enter", "ctrl+d")
        await save(admin)
    assert file.read_bytes() == FLOWS


async def test_a_flow_is_copied_and_taken_out(open_page: OpenPage, file: Path) -> None:
    async with open_page() as admin:
        await admin.presses("n")
        await admin.types("goods in")
        await admin.presses("enter")
        assert '"goods in"' in admin.screen
        await admin.types("fast")
        await admin.presses("enter")
        assert "fast" in admin.screen
        await save(admin)
        assert steps(file, "fast") == STEPS
        await admin.presses("x")
        await save(admin)
    assert file.read_bytes() == FLOWS


async def test_a_file_that_somebody_else_changed_is_not_overwritten(open_page: OpenPage, file: Path) -> None:
    async with open_page() as admin:
        await admin.presses("x")
        file.write_bytes(FLOWS + b"# by hand\n")
        await admin.presses("ctrl+s")
        assert "was changed by somebody else meanwhile. It is not" in admin.words
        await admin.presses("escape")
        assert file.read_bytes() == FLOWS + b"# by hand\n"
        await admin.presses("ctrl+s", "down", "enter")
        assert Path("flows.toml.mine").read_bytes() != FLOWS
        await admin.presses("ctrl+s", "enter")
        assert admin.said == "The file was read again, with your changes on top."
        await save(admin)
    assert file.read_bytes().endswith(b"# by hand\n")
    assert list(load(file).flows) == ["goods_out"]


async def test_changes_stay_where_the_file_of_somebody_else_is_no_toml(
    open_page: OpenPage, file: Path
) -> None:
    async with open_page() as admin:
        await admin.presses("x")
        file.write_bytes(b"[flows\n")
        await admin.presses("ctrl+s", "enter")
        assert "It is no TOML now. Your changes stay here" in admin.said
        assert "1 change, not saved" in admin.screen
        file.write_bytes(FLOWS + b"# by hand\n")
        await admin.presses("ctrl+r")
        await save(admin)
    assert list(load(file).flows) == ["goods_out"]
    assert file.read_bytes().endswith(b"# by hand\n")


async def test_who_saves_while_the_dialog_is_open_is_not_overwritten(open_page: OpenPage, file: Path) -> None:
    async with open_page() as admin:
        await admin.presses("x", "ctrl+s")
        file.write_bytes(FLOWS + b"# by hand\n")
        await admin.presses("ctrl+s")
        assert "was changed by somebody else meanwhile. It is not" in admin.words
    assert file.read_bytes() == FLOWS + b"# by hand\n"


async def test_who_saves_twice_or_escapes_meanwhile_has_saved_once(open_page: OpenPage) -> None:
    begun: list[str] = []
    answered: list[bool | None] = []
    may_end = asyncio.Event()

    async def saves(why: str) -> None:
        begun.append(why)
        await may_end.wait()

    async with open_page() as admin:
        dialog = SaveDialog("flows.toml", (), None, saves, asks_why=False)
        admin.app.push_screen(dialog, answered.append)
        await admin.settles()
        dialog.action_save()
        dialog.action_save()
        dialog.action_cancel()
        may_end.set()
        await admin.settles()
    assert (begun, answered) == ([""], [True])


async def test_what_is_saved_is_a_version_by_whom_and_why(
    open_page: OpenPage, file: Path, sqlite_store: Store
) -> None:
    applying.site(sqlite_store, str(file), "otto")
    async with open_page(keeper=Keeper(sqlite_store, str(file), "maria")) as admin:
        await admin.presses("x", "ctrl+s")
        assert "goods_in (Pre-Receipt Receive) is no longer in the menu." in admin.words
        assert "No handheld received or picked anything in the last 7 days" in admin.words
        await admin.presses("ctrl+s")
        assert "Say why: it is kept with the version." in admin.words
        assert file.read_bytes() == FLOWS
        await admin.types("Count first")
        await admin.presses("enter")
        assert admin.said == "Saved. It counts for what is begun from now on."
    with sqlite_store.read() as conn:
        last = versions.history(conn)[0]
    assert (last.made_by, last.why, last.content) == ("maria", "Count first", file.read_bytes())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[flows.goods_in\nsteps = ["scan', "Mend it in a text editor; ^R reads it again."),
        ("", "empty"),
        ('version = "x"\n[flows]\ngoods_in = 5\n', "goods_in"),
    ],
)
async def test_a_file_that_cannot_be_read_is_shown_with_what_is_wrong(
    open_page: OpenPage, file: Path, text: str, said: str
) -> None:
    file.write_text(text, encoding="utf-8")
    async with open_page() as admin:
        assert said in admin.words
        await admin.presses("space", "d", "n", "x", "right", "enter", "p", "a", "escape", "ctrl+s")
        file.write_bytes(FLOWS)
        await admin.presses("ctrl+r")
        assert "confirm_quantity" in admin.screen
    assert file.read_bytes() == FLOWS


async def test_what_nobody_knows_is_shown_where_it_stands_and_taken_out(
    open_page: OpenPage, file: Path
) -> None:
    wrong = FLOWS.replace(b'"scan_product"', b'"scan_prodct"', 1).replace(b"short_title", b"shrt_title", 1)
    file.write_bytes(wrong)
    async with open_page() as admin:
        assert "There is no such step." in admin.screen
        assert "! shrt_title" in admin.screen
        await admin.presses("right", "x", "escape", "down", "down", "space", "ctrl+s")
        assert "missing step" in admin.words
        assert "shrt_title" not in admin.screen
        await admin.presses("escape", "home", *LAST, "space")
        assert "No problems" in admin.screen
        await save(admin)
    assert steps(file) == STEPS


@pytest.mark.parametrize("size", [(79, 24), (80, 23), (20, 8)])
async def test_too_small_a_terminal_says_what_it_takes(open_page: OpenPage, size: tuple[int, int]) -> None:
    async with open_page(size=size) as admin:
        assert f"takes 80 columns and 24 rows; this terminal has {size[0]} and {size[1]}" in admin.words
        await admin.resizes(120, 40)
        assert "VIRTUAL SCANNER" in admin.screen


async def test_changes_that_are_not_saved_are_not_dropped_unasked(open_page: OpenPage, file: Path) -> None:
    async with open_page() as admin:
        await admin.presses("x", "ctrl+q")
        assert "1 change not saved yet. Leave all the same?" in admin.words
        await admin.presses("n")
        assert "1 change, not saved" in admin.screen
    assert file.read_bytes() == FLOWS


async def test_the_device_is_chosen(open_page: OpenPage) -> None:
    async with open_page() as admin:
        await admin.presses("v")
        admin.app.screen.query_one("#language", PlainSelect).value = "de"
        admin.app.screen.query_one("#size", PlainSelect).value = "20x16"
        await admin.presses("ctrl+s")
        assert admin.asked == "AVIS?"
        assert "20x16 German" in admin.screen


async def test_a_text_in_languages_is_filled_in_for_each(open_page: OpenPage, file: Path) -> None:
    async with open_page() as admin:
        await admin.opens("title")
        fields = list(admin.app.screen.query(Input))
        fields[0].value, fields[1].value = "Goods in", "Wareneingang"
        await admin.presses("ctrl+s")
        await save(admin)
    assert load(file).flows["goods_in"].title == {"en": "Goods in", "de": "Wareneingang"}


async def test_devices_are_set_up_for_all_and_by_profiles(open_page: OpenPage, file: Path) -> None:
    file.write_bytes(FLOWS + b'\n[devices.dock]\nmatch = ["DOCK-*"]\n')
    async with open_page() as admin:
        await admin.presses("end", "up")
        await admin.opens("repeat_seconds")
        await admin.types("5")
        await admin.presses("ctrl+s", "escape", "down", "right")
        assert "devices.dock" in admin.screen
        admin.at("repeat_seconds")
        await admin.presses("x")
        assert admin.said == "It stands in [device], for all handhelds."
        await save(admin)
    flows = load(file)
    assert (flows.device.repeat_seconds, flows.devices["dock"].repeat_seconds) == (5, 5)


async def test_words_of_a_list_are_marked_and_chosen(open_page: OpenPage, file: Path) -> None:
    async with open_page() as admin:
        await admin.presses("down", "down", "down")
        await admin.opens("accept")
        assert "[x] range" in admin.screen
        await admin.presses("space", "down", "enter", "ctrl+s")
        await save(admin)
    assert load(file).flows["goods_in"].value("enter_serials", "accept") == ("several", "range")


async def test_a_scanner_is_read_as_on_the_device(open_page: OpenPage) -> None:
    """A virtual one sends bytes, as it is set; of a real one what cannot be seen is kept too."""
    async with open_page() as admin:
        handheld = admin.app.editor.trial.handheld
        handheld._scanner = Scanner(has_caps_lock=True)
        handheld.aim(Label("Unknown", "", is_good=False, why=""))
        await admin.settles()
        assert handheld.shown.error
        assert "uNKNOWN" in handheld.shown.error.text
        await admin.presses("f2")
        for key, character in (("0", "0"), ("ctrl+right_square_bracket", "\x1d"), ("1", "1")):
            handheld.on_key(Key(key, character))
        assert handheld.display_rows.scan_input.text == "0\x1d1"


async def test_what_is_pasted_commands_no_terminal_and_comes_into_no_file(
    open_page: OpenPage, file: Path
) -> None:
    async with open_page() as admin:
        await admin.opens("title")
        field = admin.app.screen.query(Input).first()
        field.clear()
        field.focus()
        screen = await admin.pastes("A\x1b[31mB\x9b2J\u202e")
        assert "A␛[31mB" in screen
        assert not has_control(screen.replace("\n", ""))
        screen = await admin.presses("ctrl+s")
        assert not has_control(screen.replace("\n", ""))
        assert "title cannot be" in admin.words
        await admin.presses("escape")
    assert file.read_bytes() == FLOWS
