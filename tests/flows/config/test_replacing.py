"""A file is replaced whole: its permissions, its owner and a link to it stay, and nobody's change is lost."""

import fcntl
import os
import resource
import signal
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from serialhhd.flows.config import replacing
from serialhhd.flows.config.replacing import create, rewrite
from serialhhd.store.words.refusal import Refused


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "flows.toml"
    path.write_bytes(b"one")
    return path


def test_permissions_and_a_link_stay(file: Path) -> None:
    file.chmod(0o640)
    link = file.with_name("link.toml")
    link.symlink_to(file.name)
    rewrite(link, lambda content: content + b" two")
    assert link.is_symlink()
    assert (file.read_bytes(), stat.S_IMODE(file.stat().st_mode)) == (b"one two", 0o640)
    assert sorted(one.name for one in file.parent.iterdir()) == ["flows.toml", "link.toml"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_the_owner_stays(file: Path) -> None:
    os.chown(file, 12345, 23456)
    rewrite(file, lambda _: b"two")
    assert (file.stat().st_uid, file.stat().st_gid, file.read_bytes()) == (12345, 23456, b"two")


def test_attributes_stay(file: Path) -> None:
    try:
        os.setxattr(file, "user.why", b"audit")
    except OSError:
        pytest.skip("the file system keeps no attributes")
    rewrite(file, lambda _: b"two")
    assert os.getxattr(file, "user.why") == b"audit"


def test_it_is_as_new_as_the_change(file: Path) -> None:
    os.utime(file, (1, 1))
    rewrite(file, lambda _: b"two")
    assert file.stat().st_mtime > 1


def test_the_same_content_is_not_written(file: Path) -> None:
    before = file.stat()
    rewrite(file, lambda content: content)
    assert file.stat() == before


def test_a_refusal_leaves_the_file_and_its_folder_as_they_are(file: Path) -> None:
    def refuse(_: bytes) -> bytes:
        raise KeyError

    with pytest.raises(KeyError):
        rewrite(file, refuse)
    assert (file.read_bytes(), [*file.parent.iterdir()]) == (b"one", [file])


def test_what_an_editor_wrote_meanwhile_stays(file: Path) -> None:
    def slow(content: bytes) -> bytes:
        file.write_bytes(b"by an editor")
        return content + b" two"

    with pytest.raises(Refused, match="file_changed_meanwhile"):
        rewrite(file, slow)
    assert (file.read_bytes(), [*file.parent.iterdir()]) == (b"by an editor", [file])


def test_two_programs_change_it_one_after_the_other(file: Path) -> None:
    writers = [
        threading.Thread(target=rewrite, args=(file, lambda content, n=n: content + bytes([n])))
        for n in range(8)
    ]
    for one in writers:
        one.start()
    for one in writers:
        one.join()
    assert sorted(file.read_bytes().removeprefix(b"one")) == list(range(8))


def test_a_file_that_another_program_has_locked_is_not_waited_for_without_end(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replacing, "PATIENCE", 0.0)
    with file.open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(Refused, match="file_not_changed"):
            rewrite(file, lambda content: content + b" two")
    rewrite(file, lambda content: content + b" two")
    assert file.read_bytes() == b"one two"


KILLED = """
import os, signal, sys
from pathlib import Path
from serialhhd.flows.config import replacing
replacing._take_over = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
replacing.rewrite(Path(sys.argv[1]), lambda _: b"two")
"""


def test_what_a_killed_change_left_is_taken_away_by_the_next_one_and_nothing_else(file: Path) -> None:
    others = [
        file.with_name(name) for name in (".flows.toml.swp", ".flows.toml.original", ".other.x.serialhhd")
    ]
    for one in others:
        one.write_bytes(b"an editor's")
    killed = subprocess.run([sys.executable, "-c", KILLED, str(file)], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert file.read_bytes() == b"one"
    assert len([*file.parent.iterdir()]) == 5
    rewrite(file, lambda content: content)
    assert sorted(file.parent.iterdir()) == sorted([file, *others])


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to("loop")
    for path in (tmp_path / "missing", tmp_path / "pipe", tmp_path / "loop", tmp_path):
        with pytest.raises(Refused, match="file_not_changed"):
            rewrite(path, lambda content: content + b"x")


def test_a_new_file_overwrites_nothing(file: Path) -> None:
    dangling = file.with_name("dangling")
    dangling.symlink_to("nowhere")
    for path in (file, dangling):
        with pytest.raises(Refused, match="file_exists"):
            create(path, b"two")
    assert file.read_bytes() == b"one"
    create(file.with_name("new"), b"two")
    assert file.with_name("new").read_bytes() == b"two"
    with pytest.raises(Refused, match="file_not_changed"):
        create(file / "below", b"two")


def test_of_a_new_file_that_cannot_be_written_whole_nothing_is_left(tmp_path: Path) -> None:
    path = tmp_path / "flows.toml"
    most, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4, hard))  # the disk is full after so many bytes
    try:
        with pytest.raises(Refused, match="file_not_changed"):
            create(path, b"version = 1\n")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
        signal.signal(signal.SIGXFSZ, before)
    assert list(tmp_path.iterdir()) == []
