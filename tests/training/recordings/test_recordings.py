"""Lessons that are recorded: what is in the file, that it holds when it is done again, and what is told where it does not."""

import json
import resource
from contextlib import suppress
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from serialhhd.flows.config.discovery import PACKAGED
from serialhhd.flows.config.loader import parse
from serialhhd.store.people import credentials, operators
from serialhhd.store.schema import tables as t
from serialhhd.store.words.refusal import Refused, StoreUnavailable
from serialhhd.store.words.vocabulary import Role
from serialhhd.training.faults import faults
from serialhhd.training.lessons.lesson import OPERATOR, Lesson
from serialhhd.training.playing.player import play
from serialhhd.training.recordings.cast import Event, as_bytes, as_text, read
from serialhhd.training.recordings.recording import recorded_in, what_is_played
from serialhhd.training.recordings.verifying import changed_since, first_difference, score_of
from serialhhd.training.scenarios import shipped
from serialhhd.training.scenarios.loader import checked
from tests.training.recordings.playing import FLOWS, TRAINEE, Hand, recorded

CAMERA = b"9521234543213\r"
PIN = b"27182818"


def played(hand: Hand) -> None:
    """What one-too-many asks for, with a wrong scan, a hint, and an action that was typed in two parts."""
    hand.types(b"PR-1\r")
    hand.types(CAMERA)
    for unit in hand.lesson.lying()[:3]:
        hand.scans(unit.label)
    hand.lesson.hint()
    hand.types(b":do")
    hand.types(b"ne\r", after=0.4)
    hand.types(b"\x1b[24~")
    hand.types(b"K\xc3\xa4se\xff\r")
    hand.lesson.acknowledge()
    hand.lesson.set_aside(hand.lesson.lying()[0])
    hand.types(b"\r\n")
    hand.types(b"GOODS-IN\r")
    hand.ends()


def lines(file: Path) -> list[Any]:
    return [json.loads(line) for line in file.read_bytes().splitlines()]


def rewritten(file: Path, old: str, new: str) -> Path:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return file


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "lesson.cast"
    with recorded(file, "one-too-many") as hand:
        played(hand)
    return file


def test_the_header_says_what_was_played_and_each_line_what_happened(file: Path) -> None:
    head, *events = lines(file)
    assert (head["version"], head["width"], head["height"]) == (2, 80, 24)
    assert head["title"] == "own: One camera too many"
    assert (head["serialhhd"]["flows"], head["serialhhd"]["trainee"]) == (FLOWS, TRAINEE)
    assert all(before[0] <= after[0] for before, after in pairwise(events))
    scans = [data for _, kind, data in events if kind == "i"]
    assert scans[:2] == ["PR-1\r", "9521234543213\r"]
    assert scans[-4:] == [":done\r", "\x1b[24~Käse\uefff\r", "\r\n", "GOODS-IN\r"]
    marks = [json.loads(data) for _, kind, data in events if kind == "m"]
    assert {mark["kind"] for mark in marks} >= {"aimed", "scanned", "came", "hinted", "set_aside", "ended"}
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_recording_holds_when_it_is_done_again(file: Path) -> None:
    cast = read(file)
    assert first_difference(cast) is None
    assert list(changed_since(cast.about, parse(f"# a comment\n{FLOWS}", PACKAGED))) == []
    (kept,) = [mark["result"] for mark in cast.marks if mark["kind"] == "result"]
    assert json.loads(json.dumps(score_of(cast).as_json())) == kept
    assert kept["mishaps"] == [{"fault": "over_delivery", "caught": True, "seconds": 3.4}]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"GOODS-IN\\r"', '"DOCK-9\\r"', "at 10.400 s: text of scanned is 'DOCK-9', not 'GOODS-IN'"),
        ('\\"code\\": \\"serial_captured\\"', '\\"code\\": \\"x\\"', "code of scanned is 'serial_captured', not 'x'"),
        ('\\"serial\\": \\"SN02\\"', '\\"serial\\": \\"SN99\\"', "row 2 of serial: serial is 'SN02', not 'SN99'"),
        ('\\"wrong_scans\\": 1', '\\"wrong_scans\\": 0', "wrong_scans of the result is 1, not 0"),
        ("9521234543213", "9521234543237", "at 2.000 s: code of scanned is 'unknown', not 'product_chosen'"),
    ],
)  # fmt: skip
def test_the_first_difference_is_told(file: Path, old: str, new: str, said: str) -> None:
    assert said in str(first_difference(read(rewritten(file, old, new))))


def test_other_flows_and_another_program_are_told(file: Path) -> None:
    cast = read(rewritten(file, '"program":"0.2.0"', '"program":"0.1.9"'))
    other = parse(FLOWS.replace('short = "ask"', 'short = "close"'), PACKAGED)
    said = list(changed_since(cast.about, other))
    assert ["0.1.9" in said[0], "flows" in said[1], len(said)] == [True, True, 2]


def test_of_a_program_that_was_killed_all_is_there_that_had_happened(tmp_path: Path) -> None:
    file = tmp_path / "killed.cast"
    with recorded(file, "one-too-many") as hand:
        hand.types(b"PR-1\r")
        hand.types(CAMERA)
        file.with_name("copy.cast").write_bytes(file.read_bytes()[:-7])
        cast = read(file)
        assert [mark["text"] for mark in cast.marks] == ["PR-1", "9521234543213"]
    cast = read(file.with_name("copy.cast"))
    assert [mark["text"] for mark in cast.marks] == ["PR-1"]
    for ask in (first_difference, score_of):
        with pytest.raises(Refused) as refused:
            ask(cast)
        assert refused.value.code == "recording_cut_short"


def test_a_full_disk_ends_the_recording_not_the_lesson(tmp_path: Path) -> None:
    told: list[str] = []
    file, limits = tmp_path / "full.cast", resource.getrlimit(resource.RLIMIT_FSIZE)
    with recorded(file, "one-too-many", told=told) as hand:
        hand.types(b"PR-1\r")
        resource.setrlimit(resource.RLIMIT_FSIZE, (file.stat().st_size + 20, limits[1]))
        try:
            hand.lesson.call()
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        hand.types(CAMERA)
        hand.types(b"SN01\r")
        assert hand.lesson.seen.serials is not None
        assert hand.lesson.seen.serials.captured == 1
        hand.ends()
    assert told == ["Nothing more is recorded: File too large. The lesson goes on."]
    assert len(list(read(file).marks)) == 1


def test_where_nothing_can_be_written_the_lesson_begins_all_the_same(tmp_path: Path) -> None:
    told: list[str] = []
    with recorded(tmp_path / "nowhere" / "own.cast", "one-too-many", told=told) as hand:
        hand.types(b"PR-1\r")
        assert hand.lesson.seen.step == "scan_product"
    assert len(told) == 1


@pytest.mark.parametrize(
    "content", [b"", b"no JSON", b"[]", b'{"version": 2, "width": 80}', b'{"version":1,"serialhhd":{}}']
)
def test_what_is_no_recording_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "other.cast").write_bytes(content)
    for name, code in (("other.cast", "no_recording"), ("none.cast", "recording_unreadable")):
        with pytest.raises(Refused) as refused:
            read(tmp_path / name)
        assert refused.value.code == code


def test_what_this_program_cannot_play_is_told(file: Path) -> None:
    with pytest.raises(Refused) as refused:
        first_difference(read(rewritten(file, "[flows.goods_in]", "[flows.other]")))
    assert refused.value.code == "recording_not_playable"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('\\"symbology\\": \\"gs1-datamatrix\\"', '\\"symbology\\": \\"clay\\"', "aimed does not happen"),
        ('\\"at\\": 2.0,', '\\"at\\": \\"x\\",', "at 3.000 s: text of scanned is ''"),
        ('\\"unit\\": 3,', '\\"unit\\": 999,', "unit of set_aside is None, not 999"),
        ('\\"kind\\": \\"set_aside\\"', '\\"kind\\": []', "mishaps of the result"),
        ('"m","{', '"m","' + "[" * 50_000 + "{", "at 2.000 s: text of scanned is ''"),
    ],
)  # fmt: skip
def test_what_nobody_can_have_recorded_is_a_difference(file: Path, old: str, new: str, said: str) -> None:
    cast = read(rewritten(file, old, new))
    assert said in str(first_difference(cast))


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('\\"kind\\": \\"rows\\", \\"rows\\": {', '\\"kind\\": \\"rows\\", \\"x\\": {', "recording_not_playable"),
        ('"language":""', '"language":"xx"', "no_recording"),
        ("[", "[" * 50_000, "recording_cut_short"),
        ("[2.0,", "[1e999,", "recording_cut_short"),
    ],
)  # fmt: skip
def test_what_nobody_can_have_written_is_told(file: Path, old: str, new: str, code: str) -> None:
    head, lines = file.read_text(encoding="utf-8").split("\n", 1)
    at_head = old in head and "language" in old
    text = f"{head.replace(old, new, 1)}\n{lines}" if at_head else f"{head}\n{lines.replace(old, new, 1)}"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Refused) as refused:
        first_difference(read(file))
    assert refused.value.code == code


def test_the_files_of_a_recording_are_written_nowhere_else(file: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    names = {"..": "", ".": "", "": "", "a\0b": "", "x" * 300: "", str(outside): "x", "../outside": "x"}
    cast = read(rewritten(file, '"files":{}', f'"files":{json.dumps(names)}'))
    assert first_difference(cast) is None
    assert not outside.exists()


@pytest.mark.parametrize("name", shipped.names())
def test_whatever_goes_wrong_without_hands_its_recording_holds(tmp_path: Path, name: str) -> None:
    file, one, told = tmp_path / "auto.cast", checked(shipped.find(name)), list[str]()
    about = what_is_played(one, FLOWS, name=name, seed=2)
    keep = recorded_in(file, about, told.append, draws=True)
    done = play(name, one, parse(FLOWS, PACKAGED), 2, keep=keep)
    cast = read(file)
    assert (told, first_difference(cast)) == ([], None)
    assert score_of(cast) == done.result
    assert one.scenario.title in json.loads(file.read_bytes().splitlines()[0])["title"]
    shown = [event.data for event in cast.events if event.kind == "o"]
    assert sum(not one.startswith("* ") for one in shown) == done.scans + 1
    assert [f"* {one.fault}\r\n" for one in done.result.mishaps] == [
        one for one in shown if one[2:].strip() in faults()
    ]


@pytest.mark.parametrize("name", ["weak-link", "not-alone"])
def test_what_happens_around_happens_again(tmp_path: Path, name: str) -> None:
    with recorded(tmp_path / "around.cast", name, seed=3) as hand:
        lesson = hand.lesson
        for number in range(24):
            if lesson.around.is_cut:
                lesson.sign_on()
            if number % 6 == 5:
                hand.elapsed.now += 9.0
                lesson.look()
            labels = [*lesson.pile.papers[:1], *lesson.pile.boxes[:1], *(one.label for one in lesson.lying())]
            with suppress(StoreUnavailable):
                hand.scans(labels[min(number, 2) % len(labels)])
        lesson.call()
        hand.ends()
    cast = read(tmp_path / "around.cast")
    kinds = {mark["kind"] for mark in cast.marks}
    assert {"came", "called", "ended"} <= kinds
    assert {"passed", "signed_on"} & kinds
    assert first_difference(cast) is None


def test_a_line_that_cannot_be_taken_yet_leaves_nothing_of_the_tries(tmp_path: Path) -> None:
    with recorded(tmp_path / "taken.cast", "one-too-many") as hand:
        for data in (b"PR-1\r", CAMERA, b"SN01\r"):
            hand.types(data)
        hand.lesson.inject("line_taken")
        hand.types(b"\r")
        with hand.lesson.store.read() as conn:
            assert set(conn.scalars(select(t.run.c.operator))) == {OPERATOR}
        hand.ends()
    assert first_difference(read(tmp_path / "taken.cast")) is None


# --- what nobody may read -----------------------------------------------------------------------------------------------


def with_a_supervisor(lesson: Lesson) -> None:
    hashed, at = credentials.hash_of_known(PIN.decode()), datetime(2026, 1, 1, tzinfo=UTC)
    lesson.store.write(lambda conn: operators.add(conn, "maria", Role.SUPERVISOR, by="office", at=at))
    lesson.store.write(lambda conn: credentials.set_pin(conn, "maria", hashed, by="office"))


def test_of_a_pin_nothing_is_kept_nor_how_long_it_is(tmp_path: Path) -> None:
    flows = FLOWS.replace(
        "[flows.goods_in]", '[flows.goods_in]\nneeds_supervisor = ["over_receipt", "short"]'
    )
    kept: list[list[Event]] = []
    for pin in (PIN, PIN * 2):
        file = tmp_path / "secret.cast"
        with recorded(file, "one-too-many", flows=flows) as hand:
            with_a_supervisor(hand.lesson)
            for data in (b"PR-1\r", CAMERA, b"SN01\r", b":short\r", b"\r", b":yes\r"):
                hand.types(data)
            hand.types(b"GOODS-IN\r" + pin + b"\r" + pin)
            assert hand.lesson.seen.is_private
            hand.types(b"\rmaria\r")
            assert hand.lesson.seen.is_secret
            hand.types(pin[:3] + b"\x1b[24~" + pin[:2] + b"\r")
            hand.types(b":back\r")
            hand.types(b"maria\r")
            hand.types(b"1" + pin + b"\r")
            hand.ends()
        cast = read(file)
        assert PIN[:3] not in file.read_bytes()
        assert [mark["text"] for mark in cast.marks if "hidden" in mark] == [""] * 6
        assert [event.data for event in cast.events if event.kind == "i"][-2:] == ["GOODS-IN\r", ":back\r"]
        kept.append([one for one in cast.events if one.kind == "i" or "hidden" in one.data])
    assert kept[0] == kept[1]


# --- whatever is sent -----------------------------------------------------------------------------------------------------


@given(st.binary(max_size=60))
def test_bytes_are_text_and_back(data: bytes) -> None:
    for one in (data, data.decode("latin-1").encode(), b"\xee\xbe\x80" + data):
        assert as_bytes(json.loads(json.dumps(as_text(one)))) == one


SENT = st.one_of(
    st.binary(min_size=1, max_size=12),
    st.sampled_from([b"PR-1\r", CAMERA, b"SN01\r", b"SN02\rSN03\r", b":done\r", b":undo\r", b"\r", b"\r\n", b"GOODS-IN\r"]),
    st.sampled_from([b"\x1b[200~SN01\nSN02\n\x1b[201~", b"\x1b", b"\x15", b"\x7f", b"..a\r", b".1\r", b"?\r", b":back\r", b":cancel\r"]),
)  # fmt: skip


@given(st.lists(st.tuples(st.sampled_from([0.0, 0.02, 0.2, 3.0]), SENT), max_size=25))
@settings(max_examples=8)
def test_whatever_is_sent_in_whatever_order_its_recording_holds(sent: list[tuple[float, bytes]]) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "any.cast"
        with recorded(file, "one-too-many") as hand:
            for after, data in sent:
                hand.types(data, after)
                for unit in hand.lesson.lying()[:1] if data == b"?\r" else ():
                    hand.scans(unit.label)
            hand.ends()
        assert first_difference(read(file)) is None
