"""Tests that need a program of the system: left out by name where it is missing, and the last line says how to get it.

A test says what it needs by `@pytest.mark.needs("ssh", "plink")`. With `--need-all` a missing program is an error.
"""

import os
import shutil
from collections.abc import Generator, Iterable

import pytest

PACKAGES = {
    "plink": "putty-tools",
    "puttygen": "putty-tools",
    "scp": "openssh-client",
    "sftp": "openssh-client",
    "ssh": "openssh-client",
    "ssh-keygen": "openssh-client",
    "sshd": "openssh-server",
    "systemd-analyze": "systemd",
}
"""Every program that a test may need, and the package of Debian and Ubuntu that has it."""
SYSTEM_FOLDERS = "/usr/sbin:/usr/local/sbin"
"""Where sshd is, which is on no user's PATH."""
NEEDS = "needs"
PREFIX = "needs "


def missing(programs: Iterable[str]) -> list[str]:
    """Return those of the programs that are not installed, in the order of their names."""
    path = f"{os.environ.get('PATH', '')}:{SYSTEM_FOLDERS}"
    return sorted(program for program in programs if shutil.which(program, path=path) is None)


def install(programs: Iterable[str]) -> str:
    """Return the command that installs programs on Debian and Ubuntu."""
    packages = sorted({PACKAGES[program] for program in programs})
    sudo = "sudo " if os.geteuid() else ""
    return f"{sudo}apt-get install --no-install-recommends {' '.join(packages)}"


def pytest_xdist_auto_num_workers() -> int:
    """Return one more than there are cores, as some always wait for another program; a server each is enough from eight on."""
    return min((os.cpu_count() or 1) + 1, 8)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--need-all`."""
    parser.addoption(
        "--need-all", action="store_true", help="fail where a program that a test needs is missing"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Say at once what is missing, where everything is needed."""
    if config.getoption("--need-all") and (lacking := missing(PACKAGES)):
        raise pytest.UsageError(f"{', '.join(lacking)} must be installed: {install(lacking)}")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out the tests that cannot run here."""
    lacking = set(missing(PACKAGES))
    for item in items:
        needed = {program for mark in item.iter_markers(NEEDS) for program in mark.args}
        assert needed <= PACKAGES.keys(), f"{item.nodeid}: tests/programs.py does not know {needed}"
        if absent := sorted(needed & lacking):
            item.add_marker(pytest.mark.skip(reason=PREFIX + ", ".join(absent)))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> Generator[None]:
    """Say last of all how many tests were left out, why, and what to do."""
    yield
    terminal = session.config.pluginmanager.get_plugin("terminalreporter")
    if not isinstance(terminal, pytest.TerminalReporter):  # a worker of xdist
        return
    reasons = [str(report.longrepr[2]) for report in terminal.stats.get("skipped", ())]
    reasons = [reason.partition(PREFIX)[2] for reason in reasons if PREFIX in reason]
    if reasons:
        lacking = sorted({program for reason in reasons for program in reason.split(", ")})
        terminal.write_line(
            f"{len(reasons)} tests were skipped, because these programs are missing: {', '.join(lacking)}."
            f" To run them too: {install(lacking)} && make test-all"
        )
