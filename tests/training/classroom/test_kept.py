"""What is kept of a class over SSH: a recording of each lesson, which holds when it is done again, and what came of each."""

from collections.abc import Callable
from pathlib import Path

import pytest

from serialhhd.cli.nouns.train.holding import InDataFolder
from serialhhd.flows.config.discovery import PACKAGED
from serialhhd.flows.config.loader import parse
from serialhhd.flows.in_force.source import AsTheyAre
from serialhhd.flows.in_force.text import numbered
from serialhhd.store.words.vocabulary import Language
from serialhhd.training import data_folder
from serialhhd.training.classroom import english as words
from serialhhd.training.classroom.classroom import Course
from serialhhd.training.history.history import History
from serialhhd.training.recordings import folder
from serialhhd.training.recordings.cast import Cast, read
from serialhhd.training.recordings.verifying import first_difference
from tests.training.classroom.conftest import PIN, Hold
from tests.training.classroom.test_class import LABEL, POSTED, SERIALS, comes_true, waits_for
from tests.training.recordings.test_recordings import PIN as SECRET
from tests.training.recordings.test_recordings import with_a_supervisor

OWN = """
[devices.dock]
match = ["dock*", "xterm*"]
language = "de"
strip_prefix = "%"
"""
FLOWS = PACKAGED.read_text(encoding="utf-8") + OWN
SOURCE = AsTheyAre(numbered(parse(FLOWS, PACKAGED), None))


@pytest.fixture(autouse=True)
def _own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


def keeping(told: list[str], *, is_anonymous: bool = False) -> Callable[[Course], InDataFolder]:
    return lambda course: InDataFolder(course, FLOWS, told.append, is_anonymous=is_anonymous)


def casts() -> list[Path]:
    return sorted(folder.default_folder().iterdir(), key=lambda file: file.stat().st_ino)


def cast_of(name: str) -> Cast:
    (found,) = [one for one in map(read, casts()) if one.about.trainee == name]
    return found


async def test_each_lesson_is_recorded_as_it_came_over_ssh_and_holds_with_all_that_the_trainer_did(
    hold: Hold,
) -> None:
    told: list[str] = []
    async with hold(keeping=keeping(told), flows=SOURCE) as held:
        anna, ben = await held.begins("anna"), await held.begins("ben")
        await anna.enters(*SERIALS[:1])
        for fault in ("unreadable", "partly_readable"):
            assert await held.board.inject(fault, "ben") == 1
            ben.sends(f"{LABEL}SN01\r")
            await waits_for(held, "ben", fault)
        await ben.sees("1/3")  # what the scanner read of half a label
        await ben.enters((":undo\r", "0/3"), (f"{LABEL}SN01\r", "1/3"))
        held.board.pause()
        await anna.sees("WAIT")
        held.board.say("Look at the board.")
        held.board.go_on()
        await anna.enters(*SERIALS[1:2])
        assert await held.board.inject("line_taken", "ben") == 1
        await ben.enters(("..c\r", words.supervisor_called()))
        assert await held.board.inject("dropped_link", "anna") == 1
        await anna.connection.wait_closed()
        again = await held.comes("anna", term="xterm")
        await again.sees("SERIENNR")
        await again.enters(("%SN03\r", "3/3"))
        await held.board.end()
        await ben.channel.wait_closed()
    assert told == []
    files = casts()
    assert len(files) == 2
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    assert PIN not in "".join(file.read_text(encoding="utf-8") for file in files)
    for name in ("anna", "ben"):
        assert first_difference(cast_of(name)) is None
    marks = [mark["kind"] for mark in cast_of("anna").marks]
    assert {"paused", "went_on", "said", "injected", "signed_on", "on_device", "rows", "result"} <= set(marks)
    events = cast_of("anna").events
    assert "%SN03\r" in [one.data for one in events if one.kind == "i"]
    assert "26x16" in [one.data for one in events if one.kind == "r"]
    shown = "".join(one.data for one in events if one.kind == "o")
    assert "SERIENNR" in shown
    kept = History(data_folder.default_folder()).entries()
    assert [(one.trainee, one.scenario) for one in kept] == [
        ("anna", "one-too-many"),
        ("ben", "one-too-many"),
    ]
    assert kept[1].mishaps[0].fault == "unreadable"


async def test_a_lesson_holds_in_the_language_of_its_class(hold: Hold) -> None:
    async with hold(keeping=keeping([]), flows=SOURCE, language=Language.SPANISH) as held:
        anna = await held.comes("anna")
        await anna.enters(("PR-1\r", "PRODUCTO"), ("9521234543213\r", "SERIE"))
        await anna.enters(*SERIALS, ("SN04\r", "4/3"), (":undo\r", "3/3"), ("..a\r", "Apartado"))
        anna.sends("..c\r")
        await comes_true(lambda: held.row("anna").caught == 1)
        (score,) = await held.board.end()
    cast = cast_of("anna")
    assert first_difference(cast) is None
    (entry,) = History(data_folder.default_folder()).entries("anna")
    assert entry.score == score.score


async def test_where_no_name_is_kept_none_is(hold: Hold, tmp_path: Path) -> None:
    async with hold(keeping=keeping([], is_anonymous=True), flows=SOURCE) as held:
        anna = await held.begins("annabella")
        await anna.enters(*SERIALS, *POSTED)
        (score,) = await held.board.end()
        assert (score.name, score.is_as_expected) == ("annabella", True)
        held.board.write(str(tmp_path / "scores.json"))
    data = [file.read_text(encoding="utf-8") for file in (tmp_path / "data").rglob("*") if file.is_file()]
    assert len(data) == 3  # a recording, the history, and its lock
    assert not any("annabella" in one.casefold() for one in (*data, (tmp_path / "scores.json").read_text()))
    (file,) = casts()
    assert first_difference(read(file)) is None
    (entry,) = History(data_folder.default_folder()).entries()
    assert entry.trainee is None


async def test_of_a_supervisors_pin_nothing_is_kept(hold: Hold) -> None:
    flows = FLOWS.replace("[flows.goods_in]", '[flows.goods_in]\nneeds_supervisor = ["short"]')
    async with hold(
        keeping=lambda course: InDataFolder(course, flows, print, is_anonymous=False),
        flows=AsTheyAre(numbered(parse(flows, PACKAGED), None)),
    ) as held:
        anna = await held.begins("anna")
        trainee = held.classroom.trainee("anna")
        assert trainee
        with_a_supervisor(trainee.lesson)
        await anna.enters(("SN01\r", "1/3"), (":short\r", "QUANTITY"), ("\r", "yes"), (":yes\r", "LOCATION"))
        await anna.enters(("GOODS-IN\r", "SUPERVISOR"), ("maria\r", "PIN"))
        await anna.enters((SECRET.decode(), "*" * len(SECRET)))
        await anna.enters(("\r", "PRE-RECEIPT?"))
        await held.board.end()
    (file,) = casts()
    events = read(file).events
    assert SECRET not in file.read_bytes()
    assert "*" not in "".join(one.data for one in events if one.kind in "io")
    assert "PRE-RECEIPT?" in [one.data for one in events if one.kind == "o"][-1]  # drawn whole


async def test_where_nothing_can_be_kept_the_class_goes_on(hold: Hold, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("no folder", encoding="utf-8")
    told: list[str] = []
    async with hold(keeping=keeping(told), flows=SOURCE) as held:
        anna = await held.begins("anna")
        await anna.enters(*SERIALS)
        (score,) = await held.board.end()
    assert score.name == "anna"
    assert [one.split(":")[0] for one in told] == ["Nothing is recorded", "What came of it is not kept"]
