"""The keys by which clients know the server: made on the first start, read by nobody else, announced before they change."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

import asyncssh

from serialhhd.flows.sentences import messages

CURRENT, NEXT = "ssh_host_ed25519_key", "ssh_host_ed25519_key.next"
OLD = f"{CURRENT}.old"


def load_host_keys(folder: Path) -> list[asyncssh.SSHKey]:
    """Return the key in use and, if there is one, the next one, which is only announced; a missing one is made.

    Raises:
        OSError: The folder cannot be read or written, or a key file is open to others, or is no key.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not (folder / CURRENT).exists():
        _make(folder / CURRENT)
    return known_host_keys(folder)


def known_host_keys(folder: Path) -> list[asyncssh.SSHKey]:
    """Return the key in use and, if there is one, the next one; none is made.

    Raises:
        OSError: The folder cannot be read, or a key file is open to others, or is no key.
        Refused: `no_host_key`: no server has been started with this folder.
    """
    if not (folder / CURRENT).exists():
        raise messages.no_host_key(file=folder)
    return [_read(folder / name) for name in (CURRENT, NEXT) if (folder / name).exists()]


def prepare_next(folder: Path) -> asyncssh.SSHKey:
    """Make the next key, if there is none, and return it.

    From the server's next start on, clients learn it at their next login (OpenSSH's UpdateHostKeys).

    Raises:
        OSError: As `load_host_keys`.
        Refused: As `known_host_keys`: in a wrong folder nothing is made.
    """
    known_host_keys(folder)
    if not (folder / NEXT).exists():
        _make(folder / NEXT)
    return _read(folder / NEXT)


def rotate(folder: Path) -> asyncssh.SSHKey:
    """Take the next key into use from the next start on; the one before is kept as `.old` until the next rotation.

    Raises:
        OSError, Refused: As `prepare_next`.
    """
    prepare_next(folder)
    with suppress(FileNotFoundError):
        (folder / OLD).unlink()
    os.link(folder / CURRENT, folder / OLD)
    (folder / NEXT).replace(folder / CURRENT)  # in one move: at no moment is there no key
    return _read(folder / CURRENT)


def _make(path: Path) -> None:
    """Write a new key, whole or not at all, readable by its owner only; where one is there by now, it stays."""
    number, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    draft = Path(name)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(asyncssh.generate_private_key("ssh-ed25519", comment="serialhhd").export_private_key())
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):  # another start was faster: its key counts
            os.link(draft, path)
    finally:
        draft.unlink()


def _read(path: Path) -> asyncssh.SSHKey:
    if path.stat().st_mode & 0o077:
        raise PermissionError(f"{path} can be read by others: chmod 600 {path}")
    try:
        return asyncssh.read_private_key(path)
    except asyncssh.KeyImportError as problem:
        raise OSError(f"{path} is no private key: {problem}") from None
