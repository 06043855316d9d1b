"""The text of a file that people bring: UTF-8 or UTF-16 as spreadsheets save it, and a workbook is named as one."""

import codecs
from pathlib import Path
from typing import Final

from serialhhd.store import refusals

WORKBOOKS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""What the files of spreadsheets begin with: .xlsx and .ods, and the old .xls."""
_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_BLANKS: Final = str.maketrans(dict.fromkeys("\u00a0\u2007\u202f", " "))
"""Blanks that keep words together: on a screen they look like any other, and two spellings would be two names."""


def read_text(path: Path) -> str:
    """Return the text of a file.

    Raises:
        Refused: `import_unreadable`, or as `decoded`.
    """
    try:
        data = path.read_bytes()
    except OSError as problem:
        raise refusals.import_unreadable(file=str(path), problem=problem.strerror or "") from None
    return decoded(data, path.name)


def decoded(data: bytes, name: str) -> str:
    """Return the text of what a file holds, without a byte-order mark, every kind of blank as a common one.

    Args:
        data: The bytes of the file.
        name: What the file is called.

    Raises:
        Refused: `import_is_workbook` or `import_not_utf8`.
    """
    if data.startswith(WORKBOOKS):
        raise refusals.import_is_workbook(file=name)
    encoding = _encoding(data)
    try:
        return data.decode(encoding).translate(_BLANKS)
    except UnicodeDecodeError as problem:
        line = data[: problem.start].decode(encoding, "replace").count("\n") + 1
        raise refusals.import_not_utf8(line=line) from None


def _encoding(data: bytes) -> str:
    """Return how a file is written; UTF-16 without a mark is known by the zeros between its first characters."""
    if data.startswith(_UTF_16):
        return "utf-16"
    if data[1:2] == b"\0":
        return "utf-16-le"
    return "utf-16-be" if data[:1] == b"\0" else "utf-8-sig"
