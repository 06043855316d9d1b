"""The text of a file, read within bounds: what is no file of a person's size waits for nobody and fills no memory."""

import os
import stat
import sys
from pathlib import Path
from typing import Final

from serialhhd.toml.positions import Span
from serialhhd.toml.problem import FileInvalid, Finding, Said, error
from serialhhd.toml.report import problem_at, problem_of

MOST_BYTES: Final = 1024 * 1024
STANDARD_INPUT: Final = "-"
"""What stands for a file's name where the text comes from standard input."""
KINDS: Final = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}
UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")


@error
def no_such_file() -> Said:
    """Return that there is none."""
    return Said("there is no such file")


@error
def unreadable(*, why: str) -> Said:
    """Return what the system says."""
    return Said(f"the file cannot be read: {why}")


@error
def no_regular_file(*, kind: str) -> Said:
    """Return that something else is there, which might never end."""
    hint = "what another program writes is read from -" if kind == KINDS[stat.S_IFIFO] else ""
    return Said(f"it is {kind}, not a regular file", hint)


@error
def too_large() -> Said:
    """Return that no person wrote that much."""
    return Said(f"the file is larger than {MOST_BYTES // 1024 // 1024} MiB")


@error
def not_utf_8(*, byte: int, value: int) -> Said:
    """Return the first byte that is no text."""
    return Said(f"not UTF-8: byte {byte} of the file is 0x{value:02X}", "save it in your editor as UTF-8")


@error
def utf_16() -> Said:
    """Return that the file has two bytes a character, as some editors of Windows write it."""
    return Said("the file is UTF-16, and TOML is UTF-8", "save it in your editor as UTF-8")


def read(path: Path) -> str:
    """Return the text of a regular file. Lines end with LF alone, without a mark before them.

    Raises:
        FileInvalid: It is missing, no regular file, unreadable, larger than 1 MiB or not UTF-8.
    """
    return _text(str(path), content(path))


def content(path: Path) -> bytes:
    """Return the bytes of a regular file.

    Raises:
        FileInvalid: It is missing, no regular file, unreadable or larger than 1 MiB.
    """
    return _limited(str(path), _content(str(path)))


def read_input() -> str:
    """Return the text of standard input, as that of a file.

    Raises:
        FileInvalid: It is longer than 1 MiB or not UTF-8.
    """
    return _text(STANDARD_INPUT, input_content())


def input_content() -> bytes:
    """Return the bytes of standard input, as those of a file.

    Raises:
        FileInvalid: They are more than 1 MiB.
    """
    return _limited(STANDARD_INPUT, sys.stdin.buffer.read(MOST_BYTES + 1))


def _limited(name: str, read_bytes: bytes) -> bytes:
    if len(read_bytes) > MOST_BYTES:
        raise FileInvalid([problem_of(name, too_large())])
    return read_bytes


def _text(name: str, read_bytes: bytes) -> str:
    return decoded(name, read_bytes).replace("\r\n", "\n")


def decoded(name: str, content: bytes) -> str:
    """Return what bytes say; `name` is that of their file.

    Raises:
        FileInvalid: They are more than 1 MiB, or no UTF-8.
    """
    _limited(name, content)
    if content.startswith(UTF_16) or b"\0" in (content[0:1], content[1:2]):
        raise FileInvalid([problem_of(name, utf_16())])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        # errors="replace" puts one character for the bad byte, at the place that the good text before it leads to
        offset = len(content[: wrong.start].decode("utf-8-sig"))
        text = content.decode("utf-8-sig", errors="replace")
        finding = not_utf_8(byte=wrong.start + 1, value=content[wrong.start])
        raise FileInvalid([problem_at(name, text, Span(offset, offset + 1), finding)]) from wrong


def _content(name: str) -> bytes:
    try:
        # without waiting: opening a pipe would wait for whoever writes into it
        opened = os.open(name, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(opened, "rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            if not stat.S_ISREG(mode):
                raise FileInvalid([problem_of(name, _no_file(mode))])
            return file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise FileInvalid([problem_of(name, no_such_file())]) from None
    except OSError as wrong:
        raise FileInvalid([problem_of(name, _unopened(name, wrong))]) from wrong


def _no_file(mode: int) -> Finding:
    return no_regular_file(kind=KINDS.get(stat.S_IFMT(mode), "something else"))


def _unopened(name: str, wrong: OSError) -> Finding:
    """Return why a file cannot be opened: a socket, for one, says only that there is no such device."""
    try:
        mode = Path(name).stat().st_mode
    except OSError:
        mode = stat.S_IFREG
    return unreadable(why=wrong.strerror or str(wrong)) if stat.S_ISREG(mode) else _no_file(mode)
