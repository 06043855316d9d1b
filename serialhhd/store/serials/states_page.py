"""Writes the page of a serial's states from the table of moves: `python -m serialhhd.store.serials.states_page`."""

import sys
from collections.abc import Iterator
from typing import Final

from serialhhd.store.words.condition import Condition
from serialhhd.store.words.serial_moves import MOVES, Move
from serialhhd.store.words.vocabulary import SerialState

HEAD: Final = """# The states of a serial

A serial is in one state at a time, and moves only as this page says (R5). Each move is a transaction of the ledger, of one of
the kinds named here; the database refuses every other. *Captured* is what only a run holds: no serial of the warehouse yet.

This page is written from the table of moves, `serialhhd/store/words/serial_moves.py` (`make docs`).
"""


def page() -> str:
    """Return the page."""
    return "\n".join((HEAD, "```mermaid", *_diagram(), "```", "", *_table(), ""))


def _diagram() -> Iterator[str]:
    yield "stateDiagram-v2"
    before = {move.before for move in MOVES}
    after = {move.after for move in MOVES}
    for state in SerialState:
        if state in before - after:
            yield f"    [*] --> {state}"
    for move in MOVES:
        yield f"    {move.before} --> {move.after}: {_kinds(move)}"


def _table() -> Iterator[str]:
    yield "| from | to | by | condition |"
    yield "|---|---|---|---|"
    for move in MOVES:
        yield f"| {move.before.label} | {move.after.label} | {_kinds(move)} | {_condition(move)} |"


def _kinds(move: Move) -> str:
    return ", ".join(move.by)


def _condition(move: Move) -> str:
    place = {
        (True, True): "from its stock line to another of the product",
        (True, False): "off its stock line",
        (False, True): "onto a stock line of the product",
        (False, False): "",
    }[move.leaves, move.arrives]
    return ", ".join(one for one in (move.only.words if move.only else place, _held(move)) if one)


def _held(move: Move) -> str:
    if isinstance(move.while_held, Condition):
        return f"while it is on hold {move.while_held.words}"
    return "" if move.while_held else "not while it is on hold"


if __name__ == "__main__":
    sys.stdout.write(page())
