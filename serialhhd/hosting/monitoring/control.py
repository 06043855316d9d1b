"""A socket by which whoever runs the server asks how it is: one line of JSON, answered by one line of JSON.

    {"ask": "status"}

Only the user that runs the server may ask (and root): the socket's mode says so.
"""

import asyncio
import json
import os
import socket
import stat
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

from serialhhd.flows.sentences import messages

Answers = Mapping[str, Callable[[], Awaitable[Mapping[str, Any]]]]
"""What can be asked, and what finds the answer."""

PATIENCE: Final = 5.0
"""So many seconds either side waits for the other."""
LONGEST_QUESTION: Final = 4096
SERVICE_SOCKET: Final = Path("/run/serialhhd/serve.sock")
"""Where the server's socket is that systemd started (`RuntimeDirectory=serialhhd`)."""


# --- where ------------------------------------------------------------------------------------------------------------


def default_control(port: int, environment: Mapping[str, str] = os.environ) -> Path:
    """Return where the server of a port is asked, where no place is named."""
    under_systemd = environment.get("RUNTIME_DIRECTORY")
    if under_systemd:
        return Path(under_systemd.partition(":")[0]) / SERVICE_SOCKET.name
    return _own_folder(environment) / f"serve-{port}.sock"


def find_control(environment: Mapping[str, str] = os.environ) -> Path:
    """Return the socket of the server that runs here: this user's only one, or else that of the service.

    Raises:
        Refused: `several_servers`: this user must say which.
    """
    own = [path for path in sorted(_own_folder(environment).glob("serve-*.sock")) if _is_alive(path)]
    if len(own) > 1:
        raise messages.several_servers(file=own[0])
    return own[0] if own else SERVICE_SOCKET


def _own_folder(environment: Mapping[str, str]) -> Path:
    """Return this user's folder for sockets: of the session, where there is one that is this user's."""
    from platformdirs import user_state_path

    of_session = environment.get("XDG_RUNTIME_DIR", "")
    if of_session and os.access(of_session, os.W_OK):
        return Path(of_session) / "serialhhd"
    return user_state_path("serialhhd", appauthor=False)


def _is_alive(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as caller:
        caller.settimeout(PATIENCE)
        try:
            caller.connect(str(path))
        except (ConnectionRefusedError, FileNotFoundError):
            return False
        except OSError:  # somebody else's, or one that is too busy: not ours to replace
            return True
    return True


# --- the server's side ------------------------------------------------------------------------------------------------


@asynccontextmanager
async def answering(path: Path, answers: Answers) -> AsyncIterator[None]:
    """Answer questions at a socket; the socket of a dead server is replaced, and this one removed in the end.

    Raises:
        OSError: Another server answers there, or the socket cannot be made.
    """
    listener = _bound(path)
    made = _inode(path)
    server = await asyncio.start_unix_server(
        lambda reader, writer: _answer(reader, writer, answers), sock=listener, limit=LONGEST_QUESTION
    )
    try:
        yield
    finally:
        server.close()
        if _inode(path) == made:
            _remove(path)


def _inode(path: Path) -> int | None:
    return path.stat().st_ino if path.exists() else None


def _remove(path: Path) -> None:
    path.unlink(missing_ok=True)


def _bound(path: Path) -> socket.socket:
    """Return a socket at that path which only its owner may use, from its first moment."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if path.exists():
        if not stat.S_ISSOCK(path.stat().st_mode):
            raise FileExistsError(f"{path} is there and is no socket")
        if _is_alive(path):
            raise FileExistsError(f"another server answers at {path}: name another place with --control")
    listener = socket.socket(socket.AF_UNIX)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    try:
        listener.bind(str(draft))
        draft.chmod(0o600)
        draft.replace(path)
    except OSError as problem:
        listener.close()
        raise OSError(f"{path} cannot be the control socket: {problem.strerror or problem}") from None
    return listener


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, answers: Answers) -> None:
    """Answer the questions of one caller until it hangs up or says nothing for a while."""
    try:
        async with asyncio.timeout(PATIENCE):
            while question := await reader.readline():
                writer.write(json.dumps(await _answer_to(question, answers)).encode() + b"\n")
                await writer.drain()
    except (OSError, TimeoutError, ValueError):  # gone, silent, or a line without an end
        pass
    finally:
        writer.close()


async def _answer_to(question: bytes, answers: Answers) -> Mapping[str, Any]:
    try:
        asked = json.loads(question)
    except ValueError:
        return {"error": "no_json"}
    find = (
        answers.get(asked["ask"]) if isinstance(asked, dict) and isinstance(asked.get("ask"), str) else None
    )
    return await find() if find else {"error": "unknown_question"}


# --- the other side ---------------------------------------------------------------------------------------------------


def ask(path: Path, question: str) -> dict[str, Any]:
    """Ask a server and return its answer.

    Raises:
        Refused: `no_server`, `server_of_another_user`, `server_silent`.
    """
    try:
        with socket.socket(socket.AF_UNIX) as caller:
            caller.settimeout(PATIENCE)
            caller.connect(str(path))
            caller.sendall(json.dumps({"ask": question}).encode() + b"\n")
            with caller.makefile("rb") as answers:
                answer: dict[str, Any] = json.loads(answers.readline())
    except (FileNotFoundError, ConnectionRefusedError, NotADirectoryError):
        raise messages.no_server(file=path) from None
    except PermissionError:
        raise messages.server_of_another_user(file=path) from None
    except (OSError, ValueError) as problem:
        raise messages.server_silent(problem=str(problem)) from None
    return answer
