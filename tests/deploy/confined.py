"""Runs a program under the restrictions of a unit that the kernel enforces by system call, as systemd would.

    python confined.py UNIT PROGRAM ARGUMENT...

Read from the unit: `SystemCallFilter`, `MemoryDenyWriteExecute` and `RestrictAddressFamilies`.
"""

import ctypes
import errno
import mmap
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ALLOW, REFUSE = 0x7FFF0000, 0x00050000 | errno.EPERM
MASKED_EQUAL = 7
WRITE_AND_EXECUTE = mmap.PROT_WRITE | mmap.PROT_EXEC
SHM_EXEC = 0o100000
NETLINK, PACKET = 16, 17
WHOLE = 2**64 - 1


class Comparison(ctypes.Structure):
    """`scmp_arg_cmp`: an argument of a call, masked by `a`, equals `b`."""

    _fields_ = (
        ("arg", ctypes.c_uint),
        ("op", ctypes.c_int),
        ("a", ctypes.c_uint64),
        ("b", ctypes.c_uint64),
    )


class Filter:
    """A filter of system calls; libseccomp makes the kernel's program of it."""

    def __init__(self, otherwise: int) -> None:
        self._library = ctypes.CDLL("libseccomp.so.2")
        self._library.seccomp_init.restype = ctypes.c_void_p
        self._context = ctypes.c_void_p(self._library.seccomp_init(ctypes.c_uint32(otherwise)))

    def add(self, action: int, call: str, *comparisons: Comparison) -> None:
        """Add a rule; calls that this kind of computer does not have are left out."""
        number = self._library.seccomp_syscall_resolve_name(call.encode())
        if number < 0:
            return
        array = (Comparison * len(comparisons))(*comparisons)
        added = self._library.seccomp_rule_add_array(
            self._context, ctypes.c_uint32(action), number, len(comparisons), array
        )
        assert added == 0, call

    def load(self) -> None:
        """Put it into force, for good, and for all that is started from here."""
        assert self._library.seccomp_load(self._context) == 0


def setting(unit: str, name: str) -> list[str]:
    """Return the values of a setting, in the order of its lines."""
    return re.findall(rf"^{name}=(.*)$", unit, re.MULTILINE)


def calls(group: str) -> set[str]:
    """Return the calls of a group such as `@system-service`, the groups in it resolved."""
    if not group.startswith("@"):
        return {group}
    listed = subprocess.run(
        ["systemd-analyze", "syscall-filter", "--no-pager", group],  # noqa: S607 - wherever it is
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split("\n")[1:]
    named = [line.strip() for line in listed if line.strip() and not line.strip().startswith("#")]
    return set().union(*(calls(one) for one in named))


def allowed(unit: str) -> set[str]:
    """Return the calls that the unit's filter leaves."""
    found: set[str] = set()
    for line in setting(unit, "SystemCallFilter"):
        named: set[str] = set().union(*(calls(one) for one in line.removeprefix("~").split()))
        found = found - named if line.startswith("~") else found | named
    return found


def _confine(unit: str) -> None:
    permitted = Filter(otherwise=REFUSE)
    for call in sorted(allowed(unit)):
        permitted.add(ALLOW, call)
    forbidden = Filter(otherwise=ALLOW)
    for call, comparison in _forbidden(unit):
        forbidden.add(REFUSE, call, comparison)
    forbidden.load()
    permitted.load()


def _forbidden(unit: str) -> Iterator[tuple[str, Comparison]]:
    if setting(unit, "MemoryDenyWriteExecute") == ["yes"]:
        yield "mmap", Comparison(2, MASKED_EQUAL, WRITE_AND_EXECUTE, WRITE_AND_EXECUTE)
        yield "mprotect", Comparison(2, MASKED_EQUAL, mmap.PROT_EXEC, mmap.PROT_EXEC)
        yield "pkey_mprotect", Comparison(2, MASKED_EQUAL, mmap.PROT_EXEC, mmap.PROT_EXEC)
        yield "shmat", Comparison(2, MASKED_EQUAL, SHM_EXEC, SHM_EXEC)
    families = " ".join(setting(unit, "RestrictAddressFamilies")).split()
    for family, number in (("AF_NETLINK", NETLINK), ("AF_PACKET", PACKET)):
        if families and family not in families:
            yield "socket", Comparison(0, MASKED_EQUAL, WHOLE, number)


if __name__ == "__main__":
    _confine(Path(sys.argv[1]).read_text(encoding="utf-8"))
    os.execv(sys.argv[2], sys.argv[2:])  # noqa: S606 - that is what it is for
