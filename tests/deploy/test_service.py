"""The unit: systemd understands it, thinks well of it, and the server runs under it."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from serialhhd.hosting.monitoring.control import ask
from tests.deploy.confined import allowed, setting
from tests.hosting.served import Served, prepared
from tests.hosting.server_processes import Operator

DEPLOY = Path(__file__).parents[2] / "deploy"
UNIT = DEPLOY / "serialhhd.service"
TEXT = UNIT.read_text(encoding="utf-8")
INSTALLED = "/opt/serialhhd/bin/serialhhd"
EXPOSED_AT_MOST = 1.5
"""Of 10, as systemd counts; what is left is that it serves a network."""
needs_systemd = pytest.mark.needs("systemd-analyze")


def analyze(*arguments: str | Path) -> str:
    done = subprocess.run(
        ["systemd-analyze", "--no-pager", *arguments],  # noqa: S607 - wherever it is
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture
def store(tmp_path: Path) -> str:
    """The sample warehouse with an operator who has a password."""
    return prepared(tmp_path / "store.db")


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    """The unit with the program where it is here."""
    program = Path(sys.executable).with_name("serialhhd")
    path = tmp_path / UNIT.name
    path.write_text(TEXT.replace(INSTALLED, str(program)), encoding="utf-8")
    return path


@needs_systemd
def test_systemd_understands_every_line(unit: Path) -> None:
    assert analyze("verify", "--man=no", unit) == ""


@needs_systemd
def test_systemd_would_find_a_fault(unit: Path) -> None:
    unit.write_text(
        unit.read_text(encoding="utf-8").replace("ProtectHome=yes", "ProtectHouse=yes"), encoding="utf-8"
    )
    assert "ProtectHouse" in analyze("verify", "--man=no", unit)


@needs_systemd
def test_systemd_thinks_that_it_is_hardened(unit: Path) -> None:
    said = analyze("security", "--offline=yes", f"--threshold={EXPOSED_AT_MOST * 10:.0f}", unit)
    (exposure,) = re.findall(r"Overall exposure level for \S+: ([\d.]+)", said)
    assert float(exposure) <= EXPOSED_AT_MOST


@needs_systemd
def test_its_filter_leaves_what_a_server_needs_and_takes_what_it_does_not() -> None:
    left = allowed(TEXT)
    assert {"read", "fsync", "accept4", "epoll_wait", "clone", "futex"} <= left
    assert not {"mount", "ptrace", "reboot", "chown", "bpf", "setuid"} & left


@needs_systemd
@pytest.mark.parametrize("workers", [1, 2])
async def test_the_server_runs_with_what_the_unit_leaves_it(store: str, tmp_path: Path, workers: int) -> None:
    confined = (sys.executable, str(DEPLOY.parent / "tests" / "deploy" / "confined.py"), str(UNIT))
    with Served(store, tmp_path, "--workers", str(workers), before=confined) as serving:
        operator = await Operator.logs_in(serving.port, "anna")
        await operator.sees("Pre-Receipt")
        for keys, until in (("1\r", "PRE-RECEIPT?"), ("PR-1009\r", "PRODUCT?"), ("LCK-7\r", "SERIAL?")):
            await operator.sends(keys, until)
        await operator.sends("LOCK-1\r", "1/5")
        assert ask(serving.control, "status")["logins"] == 1
        assert serving.stop() == 0
        await operator.is_hung_up()
    assert not [line for line in serving.lines if '"level": "error"' in line]


@needs_systemd
@pytest.mark.parametrize(
    "attempt",
    [
        "mmap.mmap(-1, 4096, prot=mmap.PROT_WRITE | mmap.PROT_EXEC)",
        "socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)",
        "os.chown(os.devnull, 0, 0)",
    ],
)
def test_what_the_unit_takes_is_refused(attempt: str) -> None:
    confined = (sys.executable, str(DEPLOY.parent / "tests" / "deploy" / "confined.py"), str(UNIT))
    program = f"import mmap, os, socket; {attempt}"
    done = subprocess.run(
        [*confined, sys.executable, "-c", program], check=False, capture_output=True, text=True
    )
    assert "PermissionError: [Errno 1] Operation not permitted" in done.stderr


def test_the_server_has_less_time_to_stop_than_systemd_gives() -> None:
    from serialhhd.hosting.handhelds.seats import FINISHING

    (patience,) = setting(TEXT, "TimeoutStopSec")
    assert 2 * FINISHING < 5 < float(patience)


def test_folders_of_the_service_are_its_own() -> None:
    assert setting(TEXT, "StateDirectoryMode") == setting(TEXT, "RuntimeDirectoryMode") == ["0700"]
    assert setting(TEXT, "UMask") == ["0077"]
