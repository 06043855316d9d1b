"""The store in another process: the same answers as from this one, also when that process dies."""

import asyncio
import json
import shutil
import struct
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.conversation.session import Session
from serialhhd.flows.seam.view import Scan, View
from serialhhd.hosting.handhelds.backend import Backend, LocalBackend
from serialhhd.hosting.processes import frames, wire
from serialhhd.hosting.processes.remote import LinkLost, RemoteBackend, StoreFault
from serialhhd.store.engine.store import Store
from serialhhd.store.people import credentials, operators
from serialhhd.store.stock import runs
from serialhhd.store.words.refusal import Refused, StoreUnavailable
from serialhhd.store.words.vocabulary import Language, LoginEvent, LoginMethod, Role
from tests.flows.supervised import SUES_PIN, staff, supervised_flows
from tests.hosting.conftest import ANNA, AT
from tests.hosting.processes.remote_store import (
    BURST,
    answered,
    held_writer,
    opened,
    submitted,
)
from tests.waiting import PATIENCE

# --- the same answers -------------------------------------------------------------------------------------------------

CONVERSATIONS = {
    "goods in": [
        *(
            "goods_in",
            "PR-9999",
            "PR-1007",
            "nothing",
            "CAM-200",
            "SN9001",
            "SN9001",
            "SN9002\x1d",
            "*",
            ":list",
            ":undo",
        ),
        *(
            "SN9003",
            ":remove SN9001",
            ":done",
            "99",
            "",
            ":yes",
            "GOODS-IN",
            ":help",
            ":back",
            ":cancel",
            ":yes",
            ":back",
            ":quit",
        ),
    ],
    "goods out": [
        "2",
        "PL-501",
        "",
        "A-01-01",
        ":short",
        ":back",
        ":cancel",
        ":no",
        "Ä" * 100,
        "\x00",
        ":list",
    ],
    "menu": ["", "0", "3", ":undo", "goods_sideways", "1", ":back"],
}


@pytest.mark.parametrize("name", CONVERSATIONS)
async def test_a_conversation_is_the_same_as_with_the_store_of_this_process(
    name: str, sample_path: Path, tmp_path: Path, socket_path: Path
) -> None:
    copy = tmp_path / "copy.db"
    shutil.copy(sample_path, copy)
    with (
        Store.open(str(sample_path), clock=lambda: AT) as here,
        Store.open(str(copy), clock=lambda: AT) as there,
    ):
        async with answered(there, socket_path) as far:
            backends: list[Backend] = [LocalBackend(here, FlowsFile(PACKAGED)), far]
            local, distant = [await one.open_handheld(ANNA) for one in backends]
            assert await asyncio.to_thread(distant.view) == await asyncio.to_thread(local.view)
            for number, text in enumerate(CONVERSATIONS[name]):
                expected = await submitted(local, text, str(number))
                assert await submitted(distant, text, str(number)) == expected
                for method in ("captured", "labels"):
                    asked = [getattr(one, method) for one in (distant, local)]
                    assert len({await asyncio.to_thread(ask) for ask in asked}) == 1
            assert distant.operator == local.operator == "anna"


async def test_how_much_was_typed_before_a_burst_is_told_over_there(
    backend: RemoteBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    scans: list[Scan] = []
    submit = Session.submit_async

    async def noting(session: Session, scan: Scan) -> View:
        scans.append(scan)
        return await submit(session, scan)

    monkeypatch.setattr(Session, "submit_async", noting)
    handheld = await opened(backend)
    sent = [Scan("5LK-4", "a", typed=1), Scan("LK-4", "b")]
    for scan in sent:
        await handheld.submit_async(scan)
    assert scans == sent


async def test_a_supervisors_pin_is_checked_over_there_and_holds_nobody_up(
    sample_path: Path, tmp_path: Path, socket_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    goes_on, known = Event(), credentials.is_secret

    def slow(hashed: str | None, secret: str) -> bool:
        goes_on.wait(PATIENCE)
        return known(hashed, secret)

    with Store.open(str(sample_path), clock=lambda: AT) as store:
        staff(store)
        store.write(lambda conn: operators.add(conn, "ben", Role.OPERATOR, AT, by="office"))
        async with answered(store, socket_path, supervised_flows(tmp_path)) as there:
            annas, bens = await opened(there), await opened(there, "ben")
            for text in ("goods_in", "PR-1007", "CAM-200", ":cancel", "Sue"):
                asked = await submitted(annas, text, text)
            assert (asked.asks, asked.is_secret, asked.is_private) == ("supervisor_pin", True, True)
            monkeypatch.setattr(credentials, "is_secret", slow)
            waiting = asyncio.create_task(submitted(annas, SUES_PIN, "pin"))
            assert (await submitted(bens, "goods_in", "1")).step == "scan_pre_receipt"
            assert (await submitted(bens, "PR-1007", "2")).step == "scan_product"
            assert not waiting.done()
            goes_on.set()
            view = await waiting
            assert (view.message and view.message.code, view.is_secret) == ("run_cancelled", False)
            again = await submitted(annas, SUES_PIN, "pin")
            assert (again.message and again.message.code) == "scan_accepted"
        with store.read() as conn:
            assert [(one.operator, one.approved_by) for one in runs.cancelled(conn)] == [("anna", "Sue")]


async def test_what_is_asked_at_the_door_is_answered_from_the_store(
    backend: RemoteBackend, warehouse: Store
) -> None:
    local = LocalBackend(warehouse, FlowsFile(PACKAGED))
    warehouse.write(lambda conn: operators.add(conn, "anna", Role.SUPERVISOR, AT, by="office"))
    for name in ("anna", "nobody-known"):
        assert await backend.principal(name) == await local.principal(name)
    await backend.check_attempts("anna", "192.0.2.7")
    assert not await backend.is_password(None, "guessed")
    assert await backend.is_password(replace(ANNA, password_hash=credentials.hash_secret("right")), "right")


async def test_too_many_wrong_tries_are_refused_with_the_same_facts(
    backend: RemoteBackend, warehouse: Store
) -> None:
    for _ in range(50):
        await backend.note(
            LoginEvent.REFUSED, "anna", "192.0.2.7", method=LoginMethod.PASSWORD, reason="wrong_credential"
        )
    with pytest.raises(Refused) as here:
        await LocalBackend(warehouse, FlowsFile(PACKAGED)).check_attempts("anna", "192.0.2.7")
    with pytest.raises(Refused) as there:
        await backend.check_attempts("anna", "192.0.2.7")
    assert there.value.code == here.value.code == "login_too_often"
    assert there.value.facts.keys() == here.value.facts.keys()


async def test_a_store_that_cannot_be_used_says_so_in_its_own_words(
    backend: RemoteBackend, warehouse: Store
) -> None:
    handheld = await opened(backend)
    await submitted(handheld, "goods_in")
    warehouse.close()
    with pytest.raises(StoreUnavailable, match=r"sample\.db cannot be reached \(it was closed\)") as told:
        await submitted(handheld, "PR-1007")
    assert told.value.code == "store_unreachable"
    assert not isinstance(told.value, LinkLost)


async def test_a_fault_over_there_is_a_fault_of_the_one_handheld_only(backend: RemoteBackend) -> None:
    handheld = await opened(backend)
    backend.close_handheld(handheld)
    with pytest.raises(StoreFault, match="KeyError"):
        await submitted(handheld, "goods_in")
    assert (await asyncio.to_thread((await backend.open_handheld(ANNA)).view)).step == "menu"


async def test_a_quick_question_overtakes_one_that_waits_for_the_writer(
    backend: RemoteBackend, warehouse: Store
) -> None:
    handheld = await opened(backend)
    await submitted(handheld, "goods_in")
    with held_writer(warehouse):
        waiting = asyncio.create_task(submitted(handheld, "PR-1007"))
        async with asyncio.timeout(PATIENCE):
            while not warehouse._writer._unfinished > 1:
                await backend.principal("anna")
        assert not waiting.done()
    assert (await waiting).step == "scan_product"


async def test_scans_of_many_handhelds_that_wait_together_are_all_answered(
    backend: RemoteBackend,
) -> None:
    handhelds = [await opened(backend, f"operator-{number}") for number in range(BURST)]
    views = await asyncio.gather(*(submitted(handheld, "goods_in") for handheld in handhelds))
    assert [view.step for view in views] == ["scan_pre_receipt"] * BURST


# --- what nobody understands ------------------------------------------------------------------------------------------

HEAD = struct.Struct("!Ic")
GARBAGE = {
    "too long": HEAD.pack(frames.LONGEST + 1, b"{"),
    "unknown": HEAD.pack(1, b"?") + b"x",
    "no JSON": frames.framed(b"\xff\x00{[", frames.JSON),
    "no question": frames.framed(b'{"number": 1, "question": {"kind": "drop_table"}}', frames.JSON),
    "no number": frames.framed(b'{"question": {"kind": "find_principal", "name": "anna"}}', frames.JSON),
    "not a name": frames.framed(
        json.dumps({"number": 1, "question": {"kind": "find_principal", "name": []}}).encode(), frames.JSON
    ),
    "nothing": frames.framed(b"", frames.JSON),
    "an answer": wire.answering(1, wire.Ready()),
    "half a head": b"\x00\x00",
    "half a frame": HEAD.pack(100, b"{") + b"{",
}


@pytest.mark.parametrize("name", GARBAGE)
async def test_garbage_ends_its_connection_and_no_other(
    name: str, backend: RemoteBackend, socket_path: Path
) -> None:
    await backend.principal("anna")
    stream, writer = await asyncio.open_unix_connection(socket_path)
    assert await wire.next_answer(stream) == wire.Answered(0, wire.Ready())
    writer.write(GARBAGE[name])
    writer.write_eof()
    assert await stream.read() == b""
    writer.close()
    assert (await asyncio.to_thread((await backend.open_handheld(ANNA)).view)).step == "menu"


async def test_an_answer_that_cannot_be_sent_is_a_fault_and_not_waited_for(
    backend: RemoteBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    handheld = await opened(backend)
    monkeypatch.setattr(frames, "LONGEST", 200)
    with pytest.raises(StoreFault, match="BadFrame"):
        await asyncio.to_thread(handheld.view)


def test_half_a_character_is_no_text() -> None:
    with pytest.raises(frames.BadFrame, match="JSON"):
        wire.asking(1, wire.Submit(1, Scan("\ud800")))


def test_a_frame_is_never_longer_than_the_other_side_reads() -> None:
    with pytest.raises(frames.BadFrame, match="too many"):
        wire.asking(1, wire.Submit(1, Scan("S" * frames.LONGEST)))


async def test_a_handheld_is_set_up_as_flows_toml_says(
    warehouse: Store, socket_path: Path, tmp_path: Path
) -> None:
    flows, packaged = tmp_path / "flows.toml", PACKAGED.read_text(encoding="utf-8")
    flows.write_text(f'{packaged}\n[device]\nprefix = "*"\n[devices.DOCK-1]\nlook_beeps = 3\n')
    dock = replace(ANNA, name="DOCK-1", is_device=True)
    async with answered(warehouse, socket_path, flows) as far:
        for backend in (far, LocalBackend(warehouse, FlowsFile(flows))):
            opened = [
                await backend.open_handheld(ANNA, (None, "vt100")),
                await backend.open_handheld(dock, ("DOCK-1", "vt100")),
            ]
            profiles = [handheld.profile for handheld in opened]
            told = [(one.action_prefix, one.tones["warning"]) for one in profiles]
            assert told == [("*", 1), ("*", 3)]


async def test_a_handheld_is_set_up_anew_when_it_is_elsewhere_or_flows_toml_has_changed(
    warehouse: Store, socket_path: Path, tmp_path: Path
) -> None:
    flows, packaged = tmp_path / "flows.toml", PACKAGED.read_text(encoding="utf-8")
    dock = '[devices.dock]\nmatch = ["DOCK-*"]\nkeys = { F7 = ":short" }\nlanguage = "de"\nfnc1 = ["{GS}"]\n'
    flows.write_text(packaged + dock, encoding="utf-8")
    async with answered(warehouse, socket_path, flows) as far:
        for backend in (far, LocalBackend(warehouse, FlowsFile(flows))):
            handheld = await backend.open_handheld(ANNA, (None, "vt100"))
            view = await submitted(handheld, "1")
            assert (view.language, handheld.profile.keys) == (Language.ENGLISH, {})
            handheld.use_on(("DOCK-3", "vt100"))
            view = await asyncio.to_thread(handheld.view)
            assert (view.language, handheld.profile.keys) == (Language.GERMAN, {"F7": ":short"})
            for text in ("PR-1007", "CAM-200", "21SN7001{GS}10L1"):
                view = await submitted(handheld, text)
            assert view.serials
            assert view.serials.last == "SN7001"
            await submitted(handheld, ":cancel")
            handheld.use_on((None, "vt100"))
            await submitted(handheld, ":menu")
            assert handheld.profile.keys == {}
