"""The server of one process: its chores."""

import asyncio
import logging

import pytest

from serialhhd.hosting import server


async def test_a_chore_that_fails_is_logged_and_begun_anew(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(server, "AGAIN", 0.0)
    goes_on = asyncio.Event()
    tries = 0

    async def chore() -> None:
        nonlocal tries
        tries += 1
        if tries == 1:
            raise RuntimeError("a fault of the program")
        goes_on.set()
        await asyncio.Event().wait()

    with caplog.at_level(logging.ERROR):
        doing = asyncio.create_task(server._for_ever(chore))
        await asyncio.wait_for(goes_on.wait(), 20)
        doing.cancel()
    assert [record.getMessage() for record in caplog.records] == ["chore failed"]
    assert tries == 2
