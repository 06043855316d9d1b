"""The file that init writes: complete, with comments, and in effect what comes with the program."""

from pathlib import Path

from serialhhd.flows.config.discovery import PACKAGED
from serialhhd.flows.config.loader import checked_text, load
from serialhhd.flows.descriptions.differences import differences
from serialhhd.flows.descriptions.initial import initial_file
from serialhhd.flows.descriptions.settings import settings

FILE = checked_text(initial_file(), Path("flows.toml"))


def test_it_changes_nothing() -> None:
    assert differences(load(PACKAGED), FILE.flows) == []
    assert dict(FILE.flows.flows) == dict(load(PACKAGED).flows)


def test_every_key_is_there_below_what_it_means() -> None:
    text = initial_file()
    for flow in FILE.flows:
        for one in settings(FILE, flow):
            assert f"{one.key.name} = {one.written}\n" in text
            assert one.key.meaning.split(".")[0].split()[0] in text


def test_its_lines_are_readable_without_scrolling_aside() -> None:
    assert max(len(line) for line in initial_file().splitlines() if line.startswith("#   ")) <= 100
