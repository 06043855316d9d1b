"""The control socket: who may ask, what is answered, and what becomes of sockets that the dead left."""

import asyncio
import json
import os
import socket
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from serialhhd.hosting.monitoring import control
from serialhhd.hosting.monitoring.control import SERVICE_SOCKET, answering, ask, default_control, find_control
from serialhhd.store.words.refusal import Refused


async def status() -> dict[str, Any]:
    return {"pid": 7}


ANSWERS = {"status": status}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the socket will be; its folder is not there yet."""
    return tmp_path / "run" / "serve.sock"


async def asked(path: Path, question: str = "status") -> dict[str, Any]:
    return await asyncio.to_thread(ask, path, question)


def says(path: Path, data: bytes) -> bytes:
    """Send bytes as they are, and return what comes back until the other side hangs up or answered a line."""
    with socket.socket(socket.AF_UNIX) as caller:
        caller.settimeout(10)
        caller.connect(str(path))
        caller.sendall(data)
        with caller.makefile("rb") as answers:
            return answers.readline()


def bound(path: Path) -> socket.socket:
    path.parent.mkdir(parents=True, exist_ok=True)
    made = socket.socket(socket.AF_UNIX)
    made.bind(str(path))
    return made


def replaced(path: Path) -> socket.socket:
    path.unlink()
    return bound(path)


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


# --- questions --------------------------------------------------------------------------------------------------------


async def test_a_question_is_answered(path: Path) -> None:
    async with answering(path, ANSWERS):
        assert await asked(path) == {"pid": 7}


@pytest.mark.parametrize(
    ("line", "error"),
    [
        (b"hello\n", "no_json"),
        (b"\xff\xfe\n", "no_json"),
        (b"[1]\n", "unknown_question"),
        (b"{}\n", "unknown_question"),
        (b'{"ask": ["status"]}\n', "unknown_question"),
        (b'{"ask": "stop"}\n', "unknown_question"),
    ],
)
async def test_anything_else_is_answered_as_not_understood(path: Path, line: bytes, error: str) -> None:
    async with answering(path, ANSWERS):
        assert json.loads(await asyncio.to_thread(says, path, line)) == {"error": error}
        assert await asked(path) == {"pid": 7}


async def test_several_questions_may_be_asked_at_once(path: Path) -> None:
    async with answering(path, ANSWERS):
        assert await asyncio.gather(*(asked(path) for _ in range(5))) == [{"pid": 7}] * 5


async def test_a_line_without_an_end_is_hung_up_on(path: Path) -> None:
    async with answering(path, ANSWERS):
        assert await asyncio.to_thread(says, path, b"x" * 100_000) == b""


async def test_somebody_who_says_nothing_is_hung_up_on(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(control, "PATIENCE", 0.05)
    async with answering(path, ANSWERS):
        assert await asyncio.to_thread(says, path, b"") == b""


# --- who may ask ------------------------------------------------------------------------------------------------------


async def test_only_the_owner_may_ask(path: Path) -> None:
    before = os.umask(0)
    try:
        async with answering(path, ANSWERS):
            assert (mode(path), mode(path.parent)) == (0o600, 0o700)
    finally:
        os.umask(before)


# --- the dead and the living ------------------------------------------------------------------------------------------


async def test_nothing_is_left_of_it(path: Path) -> None:
    async with answering(path, ANSWERS):
        assert [one.name for one in path.parent.iterdir()] == ["serve.sock"]
    assert list(path.parent.iterdir()) == []


async def test_the_socket_of_a_dead_server_is_replaced(path: Path) -> None:
    bound(path).close()
    async with answering(path, ANSWERS):
        assert await asked(path) == {"pid": 7}


async def test_the_socket_of_a_living_server_is_not(path: Path) -> None:
    async with answering(path, ANSWERS):
        with pytest.raises(FileExistsError, match="--control"):
            async with answering(path, {}):
                pass
        assert await asked(path) == {"pid": 7}


def test_a_file_of_somebody_is_not_replaced(path: Path) -> None:
    async def start() -> None:
        async with answering(path, ANSWERS):
            pass

    path.parent.mkdir()
    path.write_text("mine")
    with pytest.raises(FileExistsError, match="no socket"):
        asyncio.run(start())
    assert path.read_text() == "mine"


async def test_the_socket_of_a_successor_is_left_to_it(path: Path) -> None:
    async with answering(path, ANSWERS):
        successor = replaced(path)
    with closing(successor):
        assert mode(path)


async def test_a_path_that_is_too_long_is_said(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="cannot be the control socket"):
        async with answering(tmp_path / ("x" * 120), ANSWERS):
            pass


# --- nobody there -----------------------------------------------------------------------------------------------------


def refusal(path: Path) -> str:
    with pytest.raises(Refused) as refused:
        ask(path, "status")
    return refused.value.code


def test_where_no_server_is_that_is_said(path: Path) -> None:
    assert refusal(path) == "no_server"
    bound(path).close()
    assert refusal(path) == "no_server"


def test_a_server_that_hangs_up_without_an_answer_is_said(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(control, "PATIENCE", 0.05)
    with closing(bound(path)) as silent:
        silent.listen()
        assert refusal(path) == "server_silent"


# --- where ------------------------------------------------------------------------------------------------------------


def test_under_systemd_it_is_where_systemd_says() -> None:
    where = default_control(2222, {"RUNTIME_DIRECTORY": "/run/serialhhd:/run/other"})
    assert where == Path("/run/serialhhd/serve.sock") == SERVICE_SOCKET


@pytest.fixture
def environment() -> Iterator[Mapping[str, str]]:
    """The variables of a user who has a session; its folder's name is short, as a socket's must be."""
    with TemporaryDirectory() as folder:
        yield {"XDG_RUNTIME_DIR": folder}


def test_each_port_has_its_own(environment: Mapping[str, str]) -> None:
    folder = Path(environment["XDG_RUNTIME_DIR"])
    assert default_control(2222, environment) == folder / "serialhhd" / "serve-2222.sock"


@pytest.mark.parametrize("environment", [{}, {"XDG_RUNTIME_DIR": ""}, {"XDG_RUNTIME_DIR": "/gone"}])
def test_without_a_session_it_is_in_the_users_own_folder(
    environment: Mapping[str, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert default_control(2222, environment) == tmp_path / "serialhhd" / "serve-2222.sock"


async def test_the_only_server_of_a_user_is_found(environment: Mapping[str, str]) -> None:
    bound(default_control(1, environment)).close()
    async with answering(default_control(2222, environment), ANSWERS):
        assert find_control(environment) == default_control(2222, environment)
    assert find_control(environment) == SERVICE_SOCKET


async def test_of_several_servers_one_must_be_named(environment: Mapping[str, str]) -> None:
    one, other = (default_control(port, environment) for port in (2222, 2223))
    async with answering(one, ANSWERS), answering(other, ANSWERS):
        with pytest.raises(Refused) as refused:
            find_control(environment)
    assert (refused.value.code, refused.value.facts) == ("several_servers", {"file": one})
