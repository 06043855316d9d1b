"""A computer without ssh and systemd runs the tests: what needs them is left out by name, and the last line says so."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.programs import PACKAGES, install, missing

ROOT = Path(__file__).parents[1]
CONCERNED = ("tests/deploy/test_service.py", "tests/hosting/door/test_host_keys.py")


def run(path: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run the tests of two files with nothing on the PATH but what is in a folder."""
    command = [sys.executable, "-m", "pytest", "-n", "0", "-p", "no:cacheprovider", *options, *CONCERNED]
    return subprocess.run(
        [*command, "-k", "openssh or systemd or folders"],
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PATH": str(path)},
    )


def test_what_needs_a_program_that_is_missing_is_skipped_by_name_and_the_last_line_says_so(
    tmp_path: Path,
) -> None:
    done = run(tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (
        "tests/hosting/door/test_host_keys.py::test_openssh_agrees - Skipped: needs ssh-keygen" in done.stdout
    )
    counted, said = done.stdout.rstrip("\n").split("\n")[-2:]
    assert "passed, 4 skipped" in counted
    assert said == (
        "4 tests were skipped, because these programs are missing: ssh-keygen, systemd-analyze. To run them too:"
        f" {install(['ssh', 'systemd-analyze'])} && make test-all"
    )


def test_where_all_are_needed_a_missing_one_is_an_error(tmp_path: Path) -> None:
    done = run(tmp_path, "--need-all")
    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert "ssh-keygen, systemd-analyze must be installed: " in done.stderr


def test_the_command_installs_the_packages_of_the_programs() -> None:
    command = install(["ssh", "ssh-keygen", "systemd-analyze"])
    assert command.endswith("apt-get install --no-install-recommends openssh-client systemd")


def test_nothing_is_missing_where_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    before = missing(PACKAGES)
    assert "plink" in before
    (tmp_path / "plink").touch(mode=0o755)
    assert missing(PACKAGES) == [program for program in before if program != "plink"]
