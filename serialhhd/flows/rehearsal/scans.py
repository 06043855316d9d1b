"""A file of scans: one a line, as it is scanned or typed."""

from typing import Final

COMMENT: Final = "#"
UNSEEN: Final = {"{GS}": "\x1d", "{RS}": "\x1e", "{EOT}": "\x04"}
"""Characters of a label that no editor shows, as they are written in such a file (as in `separator = "{GS}"`)."""


def scans_in(content: bytes) -> list[str]:
    """Return what is scanned, line by line; an empty line is Enter alone.

    A line that is `#`, or begins with `# `, is a comment. Bytes that are no UTF-8 come as `surrogateescape` reads them, as in
    line mode.
    """
    text = content.decode("utf-8-sig", "surrogateescape")
    lines = (line.removesuffix("\r") for line in text.removesuffix("\n").split("\n")) if text else ()
    return [_scanned(line) for line in lines if line != COMMENT and not line.startswith(f"{COMMENT} ")]


def _scanned(line: str) -> str:
    for written, character in UNSEEN.items():
        line = line.replace(written, character)
    return line
