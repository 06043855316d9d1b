"""Writes the page of the documents' states from the table of their moves: `python -m serialhhd.store.documents.states_page`."""

import sys
from collections.abc import Iterator, Sequence
from typing import Final

from serialhhd.store.words.document_moves import LIFECYCLES, Lifecycle, Move, Stage

HEAD: Final = """# The states of a document

A document is in one state at a time, and so is each of its lines; they move only as this page says (R8, R10, R12), and the database
refuses every other move. Units of a line are counted only before it is through with that stage; the document is through with it once none of its
lines is before it.

This page is written from the table of moves, `serialhhd/store/words/document_moves.py` (`make docs`).
"""


def page() -> str:
    """Return the page."""
    return "\n".join((HEAD, *(row for one in LIFECYCLES for row in _of_kind(one))))


def _of_kind(one: Lifecycle) -> Iterator[str]:
    yield from (f"## {one.kind.label.capitalize()}", "", "```mermaid", "stateDiagram-v2")
    yield f"    [*] --> {one.begins}"
    yield from (f"    {move.before} --> {move.after}" for move in one.moves)
    yield from ("```", "", "| of | from | to | condition |", "|---|---|---|---|")
    yield from _table("document", one.moves, ())
    yield from _table("line", one.moves_of_lines, one.stages)
    yield ""


def _table(of: str, moves: Sequence[Move], stages: Sequence[Stage]) -> Iterator[str]:
    through = {(stage.before, stage.after): _condition(stage) for stage in stages}
    for move in moves:
        condition = through.get((move.before, move.after)) or (move.only.words if move.only else "")
        yield f"| {of} | {move.before.label} | {move.after.label} | {condition} |"


def _condition(stage: Stage) -> str:
    counted = " and ".join(f"the units {tally.label}" for tally in stage.tallies)
    limit = "may be more than are asked for" if stage.may_exceed else "are never more than are asked for"
    return f"{counted} {limit}" + (", fewer only with a reason" if stage.short_has_reason else "")


if __name__ == "__main__":
    sys.stdout.write(page())
