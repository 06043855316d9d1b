"""CONTRIBUTING names the rooms of the house, and where to go to change something: all of it is there."""

import re
from pathlib import Path

import pytest

import serialhhd
from tests.docs.pages import BY_NAME

HOUSE = Path(serialhhd.__file__).parent
PAGE = BY_NAME["CONTRIBUTING.md"].read_text(encoding="utf-8")
ROOMS, CHANGES = (
    PAGE.split(f"\n### {heading}\n")[1].split("\n#")[0] for heading in ("The rooms", "To change X, go to Y")
)
ROWS = re.findall(r"^\| (.+?) \| (.+) \|$", CHANGES, re.MULTILINE)[1:]


def named(text: str) -> list[str]:
    """Return the folders and modules that a text names."""
    return re.findall(r"`([\w/]+/|[\w/]+\.(?:py|tcss))`", text)


@pytest.mark.parametrize(("change", "places"), ROWS, ids=[change for change, _ in ROWS])
def test_where_to_go_is_there(change: str, places: str) -> None:
    assert named(places), change
    assert [place for place in named(places) if not (HOUSE / place).exists()] == []


def test_every_room_is_named_and_no_other() -> None:
    floors = dict(re.findall(r"^\| `(\w+)/` \| (.+) \|$", ROOMS, re.MULTILINE))
    for floor, rooms in floors.items():
        below = {
            path.parent.relative_to(HOUSE / floor).as_posix()
            for path in (HOUSE / floor).glob("*/__init__.py")
        }
        inner = {room for room in named(rooms) if (HOUSE / floor / room).is_dir()}
        assert {room.rstrip("/") for room in inner} == below, floor
    single = {path.parent.name for path in HOUSE.glob("*/__init__.py")} - floors.keys()
    assert [one for one in single if f"{one}/" not in PAGE] == []
