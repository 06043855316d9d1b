"""Each key that is declared has a form: what is shown of a value means that value."""

from collections.abc import Iterator
from typing import Any

import pytest

from serialhhd.flows.config.devices.profile import NamedProfile
from serialhhd.flows.config.keys import Vocabulary
from serialhhd.flows.drafts.forms import UNSET, form_of
from serialhhd.flows.drafts.outline import NOT_IN_A_FORM
from serialhhd.toml.key import Key, keys_of


def every() -> Iterator[tuple[str, Key]]:
    keys = Vocabulary().of_any
    for table in (keys.own, *keys.tables.values(), keys_of(NamedProfile)):
        yield from ((f"{key.model.__name__}.{name}", key) for name, key in table.items())


KEYS = {name: key for name, key in every() if key.name not in NOT_IN_A_FORM}


@pytest.mark.parametrize("name", KEYS)
def test_the_form_of_a_key_shows_its_default_and_means_it(name: str) -> None:
    key = KEYS[name]
    form = form_of(key)
    assert len({one.name for one in form.blanks}) == len(form.blanks) > 0
    meant = form.read(form.shown(key.default))
    if meant is UNSET:
        assert key.default in ("", (), {})
    else:
        assert _as_list(meant) == _as_list(key.default)


def _as_list(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("over_receipt", "forbid"),
        ("over_receipt", 5),
        ("over_receipt", "5%"),
        ("title", {"en": "Goods in", "de": "Wareneingang"}),
        ("title", {"de": "Wareneingang"}),
        ("title", "Goods in"),
        ("ranges", False),
        ("repeat_window_ms", 0),
        ("separators", " ;"),
        ("separator", "\x1d"),
        ("shown_to", {"roles": ["supervisor"], "devices": ["DOCK-*", "GATE-?"]}),
        ("accept", ["serial", "gs1"]),
        ("pre_entered", "verify"),
        ("afterwards", ""),
    ],
)
def test_what_is_shown_of_a_value_means_that_value(name: str, value: Any) -> None:
    key = next(key for key in KEYS.values() if key.name == name)
    form = form_of(key)
    assert form.read(form.shown(value)) == value


def test_a_text_beside_the_words_counts_before_them() -> None:
    form = form_of(next(key for key in KEYS.values() if key.name == "over_receipt"))
    assert form.read({"word": "allow", "own": "10%"}) == "10%"
    assert form.read({"word": "allow", "own": ""}) == "allow"
