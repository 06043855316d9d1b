"""One parsed stylesheet for all handhelds and desks: what they share is what Textual would have parsed for each."""

from typing import TYPE_CHECKING

import pytest
from textual.css.stylesheet import Stylesheet

from serialhhd.screens.textual_private import shared_stylesheet
from serialhhd.screens.textual_private.shared_stylesheet import SharedStylesheet

if TYPE_CHECKING:
    from tests.screens.conftest import OpenTerminal

LIGHT, DARK = {"paper": "#ffffff"}, {"paper": "#000000"}
RULES = "Screen { background: $paper; } Label { text-style: bold; }"


@pytest.fixture(autouse=True)
def nothing_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    """No handheld of another test has parsed anything."""
    monkeypatch.setattr(shared_stylesheet, "_PARSED", {})


def with_rules(sheet: Stylesheet) -> Stylesheet:
    sheet.add_source(RULES)
    sheet.parse()
    return sheet


@pytest.mark.parametrize("variables", [LIGHT, DARK])
def test_the_rules_are_those_that_textual_parses(variables: dict[str, str]) -> None:
    shared, own = (
        with_rules(SharedStylesheet(variables=variables)),
        with_rules(Stylesheet(variables=variables)),
    )
    assert shared.css == own.css
    assert set(shared.rules_map) == set(own.rules_map)


def test_the_same_rules_are_parsed_once_and_others_are_not_mixed_up_with_them() -> None:
    first, second = (with_rules(SharedStylesheet(variables=LIGHT)) for _ in range(2))
    assert first.rules is second.rules
    other = with_rules(SharedStylesheet(variables=DARK))
    assert other.css != first.css


def test_another_theme_takes_its_own_rules_and_comes_back_to_the_first() -> None:
    sheet = with_rules(SharedStylesheet(variables=LIGHT))
    light = sheet.css
    sheet.set_variables(DARK)
    sheet.reparse()
    assert sheet.css != light
    sheet.set_variables(LIGHT)
    sheet.reparse()
    assert sheet.css == light


async def test_two_handhelds_share_their_rules(open_terminal: "OpenTerminal") -> None:
    async with open_terminal() as anna, open_terminal() as ben:
        assert anna.app.stylesheet.rules is ben.app.stylesheet.rules
        assert len(anna.app.stylesheet.rules) > 10
