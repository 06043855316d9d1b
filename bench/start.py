"""How long it takes until something is there, against a bare Textual app."""

import os
import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pexpect

from bench.figure import Figure

BARE_APP = """
from textual.app import App
from textual.widgets import Static
class Bare(App):
    def compose(self):
        yield Static("READY?")
Bare().run()
"""


def starts(folder: Path, times: int) -> list[Figure]:
    """Measure `serialhhd --help` to its end, and the handheld to its first question, in turns with a bare app's text.

    Modules are compiled once, as they are where the program is installed: the first turn does not count.
    """
    store = str(folder / "start.db")
    program = ["-m", "serialhhd", "--store", store]
    help_, handheld, bare = [], [], []
    for _ in range(times + 1):
        help_.append(_until([*program, "--help"], None))
        handheld.append(_until([*program, "hhd", "--operator", "anna", "--flow", "goods_in"], "RECEIPT"))
        bare.append(_until(["-c", BARE_APP], "READY"))
    a, b, base = (statistics.median(each[1:]) for each in (help_, handheld, bare))
    return [
        Figure(
            "`serialhhd --help` / first frame of a bare Textual app",
            f"{a:.2f} s",
            f"{base:.2f} s",
            a / base,
            1.5,
        ),
        Figure(
            "first question of the handheld / first frame of a bare app",
            f"{b:.2f} s",
            f"{base:.2f} s",
            b / base,
            3,
        ),
    ]


def _until(arguments: Sequence[str], text: str | None) -> float:
    """Return the seconds until a program has shown a text on a terminal, or ended."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    began = time.perf_counter()
    child = pexpect.spawn(sys.executable, list(arguments), dimensions=(24, 80), timeout=60, env=kept)
    child.expect(text or pexpect.EOF)
    took = time.perf_counter() - began
    child.close(force=True)
    return took
