"""The log: one JSON object a line whatever anybody calls himself, and nothing in it that a site does not allow."""

import io
import json
import logging
import warnings
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from serialhhd.flows.config.devices.profile import DeviceProfile
from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.conversation.session import Session
from serialhhd.flows.seam.view import Label, Message, Scan, View
from serialhhd.hosting.handhelds.backend import HostedHandheld
from serialhhd.hosting.handhelds.scan_log import LoggedHandheld
from serialhhd.hosting.monitoring import logs
from serialhhd.samples import warehouse as sample
from serialhhd.store.engine.store import Store
from serialhhd.store.people import pins
from serialhhd.store.words.refusal import StoreUnavailable
from tests.flows.supervised import SUES_PIN, staff, supervised_flows
from tests.hosting.served import DEVICE, PIN, prepared

NASTY = [
    "anna\nadmin",
    "a\r\nb",
    "\x1b[2J\x9b31m\x07",
    "line\u2028and\u2029paragraph\x85next",
    "right\u202eleft",
    "lone \udcff surrogate",
    'quote " and \\ backslash',
    "\x00",
]


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """A stream that the log goes to."""
    stream = io.StringIO()
    with logs.logged_to(stream):
        yield stream


def events(log: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.getvalue().split("\n")[:-1]]


# --- its form ---------------------------------------------------------------------------------------------------------


def test_an_event_has_a_time_a_level_and_its_facts(log: io.StringIO) -> None:
    logs.tell("login", name="anna", device=None, tries=0)
    (event,) = events(log)
    assert event.pop("at").endswith("+00:00")
    assert event == {"level": "info", "event": "login", "name": "anna", "tries": 0}


def test_levels_say_what_somebody_should_look_at(log: io.StringIO) -> None:
    logs.tell("one")
    logs.warn("two")
    logs.fault("three", ValueError())
    assert [event["level"] for event in events(log)] == ["info", "warning", "error"]


@pytest.mark.parametrize("name", NASTY)
def test_nobodys_name_begins_another_line_or_moves_a_cursor(log: io.StringIO, name: str) -> None:
    logs.tell("refused", name=name)
    text = log.getvalue()
    assert text.isascii()
    assert text.removesuffix("\n").isprintable()
    assert events(log)[0]["name"] == name


def test_nobodys_name_fills_the_disk(log: io.StringIO) -> None:
    logs.tell("refused", name="x" * 100_000)
    assert events(log)[0]["name"] == "x" * logs.LONGEST + "..."


# --- faults -----------------------------------------------------------------------------------------------------------


SCANNED = "SN-4711"


def fail_over(serial: str) -> None:
    try:
        {"": 0}[serial]
    except KeyError as error:
        raise ValueError(f"{serial} is wrong") from error


def test_a_fault_says_where_but_not_what_was_scanned(log: io.StringIO) -> None:
    try:
        fail_over(SCANNED)
    except ValueError as error:
        logs.fault("handheld failed", error, operator="anna")
    (event,) = events(log)
    assert SCANNED not in log.getvalue()
    assert event["traceback"].endswith("builtins.ValueError")
    assert "builtins.KeyError\nthen\n" in event["traceback"]
    assert "fail_over" in event["traceback"]


def test_what_libraries_warn_of_is_a_line_like_others(log: io.StringIO) -> None:
    try:
        fail_over(SCANNED)
    except ValueError as error:
        what = f"Task exception was never retrieved\nfuture: {error!r}"
        logging.getLogger("asyncio").exception(what)
    (event,) = events(log)
    assert (event["logger"], event["event"]) == ("asyncio", "Task exception was never retrieved")
    assert SCANNED not in log.getvalue()


def test_what_libraries_chat_about_is_left_out(log: io.StringIO) -> None:
    logging.getLogger("asyncssh").info("Accepted SSH client connection")
    assert log.getvalue() == ""


def test_a_warning_of_python_is_a_line_like_others(log: io.StringIO) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=True)
        warnings.warn("something is old", stacklevel=1)
        logging.captureWarnings(capture=False)
    assert events(log)[0]["logger"] == "py.warnings"


# --- scans ------------------------------------------------------------------------------------------------------------

BADGE = View("", "sign_on", "Sign on", "BADGE?", is_private=True)
PIN_ASKED = View("", "pin", "Sign on", "PIN?", is_secret=True, is_private=True)
SERIAL = View("goods_in", "enter_serials", "Receive", "SERIAL?")
TAKEN = View(
    "goods_in",
    "enter_serials",
    "Receive",
    "SERIAL?",
    message=Message("success", "serial_captured", "SN1 1/2"),
)


class Shelf:
    """A handheld that answers with the views it was given, one after the other; None is a store that is away."""

    def __init__(self, *views: View | None) -> None:
        self._views = iter(views)
        self.operator: str | None = None
        self.profile = DeviceProfile()

    def use_on(self, names: tuple[str | None, ...]) -> None:
        """Nothing: it is set up in one way everywhere."""

    def view(self) -> View:
        found = next(self._views)
        assert found
        return found

    async def submit_async(self, scan: Scan) -> View:
        del scan
        found = next(self._views)
        if found is None:
            raise StoreUnavailable("store_locked", "The store is locked.")
        self.operator = "anna" if found.flow else None
        return found

    def captured(self, before: int = 0, limit: int = 50) -> tuple[str, ...]:
        return ("SN3", "SN2", "SN1")[before : before + limit]

    def labels(self) -> tuple[Label, ...]:
        return ()


def logged(handheld: HostedHandheld) -> LoggedHandheld:
    """A handheld whose scans are logged, and whose sign-ons are told to nobody."""
    return LoggedHandheld(handheld, lambda *_: None, logs_scans=True)


async def test_a_scan_is_logged_with_who_where_and_its_answer(log: io.StringIO) -> None:
    handheld = logged(Shelf(SERIAL, TAKEN))
    handheld.view()
    assert await handheld.submit_async(Scan("SN1\x1d")) is TAKEN
    (event,) = events(log)
    event.pop("at")
    assert event == {
        "level": "info",
        "event": "scan",
        "operator": "anna",
        "step": "enter_serials",
        "scan": "SN1\x1d",
        "answer": "serial_captured",
    }


async def test_a_pin_is_never_logged_whatever_is_answered(log: io.StringIO) -> None:
    handheld = logged(Shelf(BADGE, PIN_ASKED, None, PIN_ASKED, SERIAL, TAKEN))
    handheld.view()
    await handheld.submit_async(Scan("B-17"))
    with pytest.raises(StoreUnavailable):
        await handheld.submit_async(Scan("1234"))
    for text in ("1235", "1236", "SN1"):
        await handheld.submit_async(Scan(text))
    found = [(event["step"], event.get("scan")) for event in events(log)]
    assert found == [
        ("sign_on", None),  # a PIN may be typed there too early
        ("pin", None),
        ("pin", None),
        ("pin", None),
        ("enter_serials", "SN1"),
    ]
    assert not {"1234", "1235", "1236"} & set(log.getvalue().replace('"', " ").split())


async def test_a_pin_that_the_store_did_not_take_is_not_taken_for_a_badge_afterwards(
    tmp_path: Path, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_: object) -> None:
        raise StoreUnavailable("store_locked", "The store is locked.")

    with Store.open(prepared(tmp_path / "store.db")) as store:
        handheld = logged(Session(store, FlowsFile(PACKAGED), device=DEVICE))
        handheld.view()
        assert (await handheld.submit_async(Scan("anna"))).is_secret
        with monkeypatch.context() as meanwhile:
            meanwhile.setattr(pins, "check", locked)
            with pytest.raises(StoreUnavailable):
                await handheld.submit_async(Scan(PIN))
        assert (await handheld.submit_async(Scan(PIN))).step == "menu"
        assert handheld.operator == "anna"
    assert PIN not in log.getvalue()


async def test_a_supervisors_badge_and_pin_are_not_logged_and_a_wrong_pin_is_told(
    sqlite_store: Store, tmp_path: Path, log: io.StringIO
) -> None:
    sqlite_store.write(lambda conn: sample.fill(conn, sqlite_store.now()))
    staff(sqlite_store)
    tried: list[tuple[str | None, str | None]] = []
    session = Session(sqlite_store, FlowsFile(supervised_flows(tmp_path)), "anna", "goods_in")
    handheld = LoggedHandheld(session, lambda *told: tried.append(told), logs_scans=True)
    handheld.view()
    for text in ("PR-1007", ":cancel", SUES_PIN, "anna", "Sue", "4711", f":{SUES_PIN}", SUES_PIN):
        view = await handheld.submit_async(Scan(text))
    assert (view.message and view.message.code, view.step) == ("run_cancelled", "scan_pre_receipt")
    found = [(event.get("scan"), event["answer"]) for event in events(log)]
    assert found == [
        ("PR-1007", "document_opened"),
        (":cancel", "cancel_unapproved"),
        (None, "not_a_supervisor"),  # a PIN that came too early
        (None, "not_a_supervisor"),
        (None, "supervisor_named"),
        (None, "wrong_pin"),
        (None, "no_pin"),
        (None, "run_cancelled"),
    ]
    assert tried == [("Sue", "wrong_pin")]
    assert SUES_PIN not in log.getvalue()


async def test_what_was_entered_before_anything_was_asked_is_not_logged(log: io.StringIO) -> None:
    await logged(Shelf(PIN_ASKED)).submit_async(Scan("1234"))
    assert "1234" not in log.getvalue().partition('"event"')[2]


async def test_a_scan_that_the_store_did_not_take_is_logged_as_such(log: io.StringIO) -> None:
    handheld = logged(Shelf(SERIAL, None))
    handheld.view()
    with pytest.raises(StoreUnavailable):
        await handheld.submit_async(Scan("SN1"))
    assert (events(log)[0]["scan"], events(log)[0]["answer"]) == ("SN1", "store_locked")


async def test_a_pattern_that_takes_too_long_is_logged_with_its_product(log: io.StringIO) -> None:
    refused = replace(
        SERIAL, message=Message("error", "serial_pattern_failed", "No."), fields={"product": "CAM-1"}
    )
    handheld = LoggedHandheld(Shelf(SERIAL, refused), lambda *_: None, logs_scans=False)
    handheld.view()
    await handheld.submit_async(Scan("SN1"))
    not_taken, event = events(log)
    assert (event["event"], event["product"], event["level"]) == (
        "serial pattern too slow",
        "CAM-1",
        "warning",
    )
    not_taken.pop("at")
    assert not_taken == {
        "level": "info",
        "event": "not taken",
        "operator": "anna",
        "step": "enter_serials",
        "answer": "serial_pattern_failed",
    }
    assert "SN1" not in log.getvalue()


def test_everything_else_is_the_handhelds_own() -> None:
    handheld = logged(Shelf(SERIAL))
    assert handheld.captured(1, 1) == ("SN2",)
    assert handheld.labels() == ()


# --- who signs on -----------------------------------------------------------------------------------------------------


def answered(code: str) -> View:
    return replace(PIN_ASKED, message=Message("error", code, "No."))


TRIES = {
    "right": ("anna", SERIAL, [("anna", None)]),
    "wrong": ("anna", answered("wrong_pin"), [("anna", "wrong_pin")]),
    "too often": ("anna", answered("login_too_often"), [("anna", "login_too_often")]),
    "a badge that may be a PIN": ("471102", answered("wrong_pin"), [(None, "wrong_pin")]),
    "no PIN": ("anna", answered("no_pin"), []),
    "nothing": ("anna", answered("nothing_entered"), []),
    "the way back": ("anna", BADGE, []),
    "no answer": ("anna", None, []),
}


@pytest.mark.parametrize("name", TRIES)
async def test_each_pin_is_told_with_its_badge_and_never_itself(name: str, log: io.StringIO) -> None:
    badge, answer, expected = TRIES[name]
    told: list[tuple[str | None, str | None]] = []
    handheld = LoggedHandheld(
        Shelf(BADGE, PIN_ASKED, answer), lambda *tried: told.append(tried), logs_scans=False
    )
    handheld.view()
    await handheld.submit_async(Scan(badge))
    with suppress(StoreUnavailable):
        await handheld.submit_async(Scan("4711"))
    assert told == expected
    assert log.getvalue() == ""
