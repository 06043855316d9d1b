"""The pages as a reader sees them: what they say to type, what they name, where they point."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = (*sorted(ROOT.glob("*.md")), *sorted(ROOT.glob("docs/**/*.md")))
BY_NAME = {str(page.relative_to(ROOT)): page for page in PAGES}
WRITTEN_BY_THE_PROGRAM = "docs/commands.md"
TYPED = ("serialhhd", "make", "pip", ".", "cp")

_SHELL_FENCE = re.compile(r"^```(?:sh|console)\n(.*?)^```\n", re.MULTILINE | re.DOTALL)
_FENCE = re.compile(r"^```.*?^```\n", re.MULTILINE | re.DOTALL)
_INDENTED = re.compile(r"^ {4}(.+)$", re.MULTILINE)
_SPAN = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def text(page: Path) -> str:
    """Return what stands on a page, blocks of other languages left out; a block for the shell counts as indented."""
    whole = page.read_text(encoding="utf-8")
    return _FENCE.sub(
        "", _SHELL_FENCE.sub(lambda block: re.sub(r"^", "    ", block[1], flags=re.MULTILINE), whole)
    )


def typed(page: Path) -> list[str]:
    """Return the lines that a reader is to type, in order."""
    return [line for line in _INDENTED.findall(text(page)) if line.split(" ")[0] in TYPED]


def shown(page: Path) -> str:
    """Return what stands on a page as indented lines: what is typed, and what is answered."""
    return "\n".join(_INDENTED.findall(text(page)))


def spans(page: Path) -> list[str]:
    """Return what stands between backticks on a line."""
    return _SPAN.findall(_INDENTED.sub("", text(page)))


def links(page: Path) -> list[str]:
    """Return where the page's links and pictures point."""
    return _LINK.findall(_SPAN.sub("", _INDENTED.sub("", text(page))))


def anchors(page: Path) -> set[str]:
    """Return the anchors that a forge makes of the page's headings."""
    return {_anchor(heading) for heading in _HEADING.findall(text(page))}


def _anchor(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.casefold()).replace(" ", "-")
