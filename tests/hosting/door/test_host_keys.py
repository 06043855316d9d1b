"""The server's keys: made once, whole, for its owner only; OpenSSH's own program agrees on what they are."""

import os
import subprocess
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import asyncssh
import pytest

from serialhhd.hosting.door.host_keys import (
    CURRENT,
    NEXT,
    OLD,
    known_host_keys,
    load_host_keys,
    prepare_next,
    rotate,
)
from serialhhd.store.words.refusal import Refused


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where keys will be."""
    return tmp_path / "data" / "host_keys"


def fingerprints(folder: Path) -> list[str]:
    return [key.get_fingerprint() for key in load_host_keys(folder)]


def test_a_first_start_makes_a_key_that_the_next_start_has(folder: Path) -> None:
    assert len(fingerprints(folder)) == 1
    assert fingerprints(folder) == fingerprints(folder)


def test_only_the_owner_can_read_them(folder: Path) -> None:
    before = os.umask(0)
    try:
        load_host_keys(folder)
        prepare_next(folder)
    finally:
        os.umask(before)
    modes = {path.name: path.stat().st_mode & 0o777 for path in folder.iterdir()}
    assert modes == {CURRENT: 0o600, NEXT: 0o600}
    assert folder.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_a_key_that_others_can_read_is_refused_and_says_what_to_do(folder: Path, mode: int) -> None:
    load_host_keys(folder)
    (folder / CURRENT).chmod(mode)
    with pytest.raises(PermissionError, match=f"chmod 600 {folder / CURRENT}"):
        load_host_keys(folder)


@pytest.mark.needs("ssh-keygen")
def test_openssh_agrees(folder: Path) -> None:
    load_host_keys(folder)
    key = prepare_next(folder)
    listed = subprocess.run(
        ["ssh-keygen", "-lf", folder / NEXT],  # noqa: S607 - wherever it is
        check=True,
        capture_output=True,
        text=True,
    )
    assert listed.stdout == f"256 {key.get_fingerprint()} serialhhd (ED25519)\n"


def test_a_key_that_was_half_written_by_somebody_else_is_refused_and_not_replaced(folder: Path) -> None:
    load_host_keys(folder)
    half = (folder / CURRENT).read_bytes()[:100]
    (folder / CURRENT).write_bytes(half)
    with pytest.raises(OSError, match="is no private key"):
        load_host_keys(folder)
    assert (folder / CURRENT).read_bytes() == half


def test_a_start_that_was_killed_while_it_made_a_key_leaves_no_key_and_stops_nobody(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / f".{CURRENT}.{os.getpid()}").write_bytes(b"-----BEGIN")
    assert len(fingerprints(folder)) == 1


def test_two_starts_at_once_have_the_same_key(folder: Path) -> None:
    with ProcessPoolExecutor(4, get_context("spawn")) as starts:
        for number in range(5):
            found = list(starts.map(fingerprints, [folder / str(number)] * 4))
            assert found == [fingerprints(folder / str(number))] * 4


# --- another key ------------------------------------------------------------------------------------------------------


def test_the_next_key_is_announced_after_the_one_in_use(folder: Path) -> None:
    (now,) = fingerprints(folder)
    following = prepare_next(folder).get_fingerprint()
    assert fingerprints(folder) == [now, following]
    assert prepare_next(folder).get_fingerprint() == following


@pytest.mark.parametrize("change", [known_host_keys, prepare_next, rotate])
def test_where_no_server_has_been_started_no_key_is_made(
    folder: Path, change: Callable[[Path], object]
) -> None:
    with pytest.raises(Refused) as refused:
        change(folder)
    assert (refused.value.code, refused.value.facts) == ("no_host_key", {"file": folder})
    assert not folder.parent.exists()


def test_rotating_takes_the_next_key_and_keeps_the_one_before(folder: Path) -> None:
    (now,) = fingerprints(folder)
    following = prepare_next(folder).get_fingerprint()
    assert rotate(folder).get_fingerprint() == following
    assert fingerprints(folder) == [following]
    assert asyncssh.read_private_key(folder / OLD).get_fingerprint() == now
    assert (folder / OLD).stat().st_mode & 0o777 == 0o600


def test_rotating_at_once_makes_a_new_key_and_can_be_repeated(folder: Path) -> None:
    seen = [*fingerprints(folder), *(rotate(folder).get_fingerprint() for _ in range(2))]
    assert len(set(seen)) == 3
    assert asyncssh.read_private_key(folder / OLD).get_fingerprint() == seen[1]


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError, match="file"):
        load_host_keys(tmp_path / "file" / "keys")
