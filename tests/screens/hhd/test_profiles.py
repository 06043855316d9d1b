"""A device that flows.toml sets up: what its scanner sends, byte for byte, its keys, its sounds, its look and its language."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from serialhhd.flows.config.devices.profile import DeviceProfile
from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.config.model import Flows
from serialhhd.flows.conversation.session import Session
from serialhhd.screens.hhd.settings import DeviceSettings
from serialhhd.screens.hhd.themes import COLD_STORE, COLOURLESS
from serialhhd.store.words.vocabulary import Language
from tests.screens.conftest import ListeningApp, SetUp, Terminal

if TYPE_CHECKING:
    from serialhhd.store.engine.store import Store
    from tests.screens.conftest import Golden, OpenTerminal

DOCK = DeviceProfile.model_validate(
    {
        "language": "de",
        "theme": "colourless",
        "tones": {"error": 3, "success": 1},
        "keys": {"F7": ":short", "f12": ":list"},
        "action_prefix": "!",
        "strip_prefix": "~",
        "fnc1": ["{GS}", "^]"],
    }
)
HOW_MANY = "Tippen, wie viele kamen."
"""What `:short` answers."""
ON_SERIALS = ("~PR-1007\r", "~CAM-200\r")


async def test_what_the_scanner_sends_before_each_code_is_taken_away(open_terminal: "OpenTerminal") -> None:
    async with open_terminal(profile=DOCK) as terminal:
        assert "1/300" in await terminal.sends(*ON_SERIALS, "~SN1\r")
        assert "2/300" in await terminal.sends("SN2\r")  # typed by hand
        assert "OK SN~3" in await terminal.sends("SN~3\r")
        screen = await terminal.sends("~SN1\r")
        assert "ACHTUNG SN1 zweimal gescannt" in " ".join(screen.split())


async def test_the_prefix_alone_answers_nothing(open_terminal: "OpenTerminal") -> None:
    async with open_terminal(profile=DOCK) as terminal:
        await terminal.sends(*ON_SERIALS, "~SN1\r", ":done\r")
        assert "MENGE?" in terminal.screen
        assert "FEHLER" in await terminal.sends("~\r")


@pytest.mark.parametrize("sent", ["~21SN7{GS}10L1\r", "~21SN7^]10L1\r", "~]C121SN7\x1d10L1\r"])
async def test_each_spelling_of_the_separator_is_read(open_terminal: "OpenTerminal", sent: str) -> None:
    async with open_terminal(profile=DOCK) as terminal:
        assert "OK SN7" in await terminal.sends(*ON_SERIALS, sent)


@pytest.mark.parametrize("entered", ["!done\r", "~!done\r", "~]C1!DONE\r", "~:done\r", "!4\r"])
async def test_an_action_begins_with_the_sign_of_the_device(
    open_terminal: "OpenTerminal", entered: str
) -> None:
    async with open_terminal(profile=DOCK) as terminal:
        assert "MENGE?" in await terminal.sends(*ON_SERIALS, "~SN1\r", entered)


async def test_what_is_no_word_of_an_action_is_a_code(open_terminal: "OpenTerminal") -> None:
    async with open_terminal(profile=DOCK) as terminal:
        assert "OK !don" in await terminal.sends(*ON_SERIALS, "!don\r")
        assert "AKTION?" in await terminal.sends("!\r")


async def test_a_key_takes_the_action_that_it_is_given_and_its_label_stands_beside_it(
    open_terminal: "OpenTerminal", golden: "Golden"
) -> None:
    async with open_terminal((40, 16), profile=DOCK) as terminal:
        screen = await terminal.sends("~PR-1007\r", "~BAG-1\r")
        assert "F7 Fehlt" in screen
        golden("profile_40x16", screen)
        assert HOW_MANY not in await terminal.sends("\x1b[17~")  # its usual key takes nothing any more
        assert HOW_MANY in await terminal.sends("\x1b[18~")
        assert "7 Fehlt" in await terminal.sends("!\r")


async def test_whose_key_is_given_away_is_found_by_its_number_and_its_word(
    open_terminal: "OpenTerminal",
) -> None:
    async with open_terminal((40, 16), profile=DOCK) as terminal:
        screen = await terminal.sends(*ON_SERIALS, "~SN1\r", "~SN2\r", "!\r")
        assert "21 Entf." in screen
        await terminal.sends("!\r", ":remove SN1\r")
        assert "1/300" in terminal.screen
        assert "SN2" in await terminal.sends("\x1b[24~")  # F12


async def test_a_device_sounds_as_it_is_set_up(open_terminal: "OpenTerminal") -> None:
    async with open_terminal(profile=DOCK) as terminal:
        await terminal.sends(*ON_SERIALS, "~SN1\r")
        await terminal.app.hears(1)
        await terminal.sends("~CAM-200\r")
        await terminal.app.hears(3)
        assert terminal.app.rung.empty()


async def test_a_device_looks_as_it_is_set_up(open_terminal: "OpenTerminal") -> None:
    async with open_terminal(profile=DOCK) as terminal:
        assert terminal.app.theme == COLOURLESS.name
        terminal.app.use_colours(has_colours=True)
        assert terminal.app.theme == COLOURLESS.name
    async with open_terminal() as terminal:
        assert terminal.app.theme == COLD_STORE.name


@pytest.mark.parametrize("size", ["20x8", "20x16", "16x5"])
async def test_a_profile_at_the_sizes_of_devices(
    open_terminal: "OpenTerminal", golden: "Golden", size: str
) -> None:
    columns, rows = map(int, size.split("x"))
    async with open_terminal((columns, rows), profile=DOCK) as terminal:
        golden(f"profile_{size}", await terminal.sends("~PR-1007\r", "~BAG-1\r"))


@dataclass
class Changing:
    """Flows whose devices are set up in another way from some moment on."""

    flows: FlowsFile
    profile: DeviceProfile

    def current(self, operator: str | None = None, device: str | None = None) -> Flows:
        return SetUp(self.flows, self.profile).current(operator, device)


async def test_a_changed_file_is_in_force_with_the_next_screen(warehouse: "Store") -> None:
    source = Changing(FlowsFile(PACKAGED), DeviceProfile())
    app = ListeningApp(Session(warehouse, source, "anna", "goods_in"), DeviceSettings())
    async with app.run_test(size=(26, 16)) as pilot:
        await app.settled()
        terminal = Terminal(app, pilot.resize_terminal)
        assert ".Menu" in await terminal.sends("PR-1007\r")
        source.profile = DOCK
        screen = await terminal.sends("CAM-200\r")  # read as it was set up when it was scanned
        assert "!Menü" in screen
        assert "SERIENNR?" in screen
        assert app.theme == COLOURLESS.name
        assert "1/300" in await terminal.sends("~SN1\r")


async def test_the_command_line_goes_before_the_profile_and_that_before_what_is_usual(
    warehouse: "Store",
) -> None:
    source = SetUp(FlowsFile(PACKAGED), DOCK)
    said = Session(warehouse, source, "anna", "goods_in", language=Language.SPANISH)
    assert said.view().language is Language.SPANISH
    usual = Session(warehouse, source, "anna", "goods_in", usual_language=Language.SPANISH)
    assert usual.view().language is Language.GERMAN
    none = SetUp(FlowsFile(PACKAGED), None)
    unsaid = Session(warehouse, none, "anna", "goods_in", usual_language=Language.SPANISH)
    assert unsaid.view().language is Language.SPANISH
    assert Session(warehouse, none, "anna", "goods_in").view().language is Language.ENGLISH
