"""What the system's errors say: where and what, in words, without numbers and without Python."""

import asyncio
import socket
from pathlib import Path

import pytest

from serialhhd.hosting.system_errors import said


async def test_an_address_that_is_taken_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(OSError, match="in use") as by_asyncio:
            await asyncio.get_running_loop().create_server(asyncio.Protocol, "127.0.0.1", port)
        with pytest.raises(OSError, match="in use") as by_hand:
            socket.create_server(("127.0.0.1", port))
    wanted = f"127.0.0.1:{port}: Address already in use"
    assert [said(by_asyncio.value), said(by_hand.value)] == [wanted, wanted]


def test_a_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such") as caught:
        (tmp_path / "none").read_text(encoding="utf-8")
    assert said(caught.value) == f"{tmp_path / 'none'}: No such file or directory"


def test_a_name_that_has_no_address_is_no_number() -> None:
    assert said(socket.gaierror(-2, "Name or service not known")) == "Name or service not known"


def test_what_we_say_ourselves_stays() -> None:
    assert said(OSError("another server answers")) == "another server answers"
