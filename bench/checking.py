"""What it costs to check a flows.toml, against reading its TOML alone, and against the start of the program."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Final

from bench.figure import Figure, in_turns
from serialhhd.flows.config.checking.warnings import warnings
from serialhhd.flows.config.discovery import PACKAGED
from serialhhd.flows.config.loader import checked_text

FLOWS: Final = 50


def checks(folder: Path, times: int) -> list[Figure]:
    """Measure a check of 50 flows, warnings included, in turns with the parser; and the process in turns with `--help`."""
    text, path = many_flows(FLOWS), Path("flows.toml")
    ours, base = in_turns(times, lambda _: warnings(checked_text(text, path)), lambda _: tomllib.loads(text))
    program = [sys.executable, "-m", "serialhhd", "--store", str(folder / "none.db")]
    check, start = in_turns(
        max(3, times // 50),
        lambda _: _run([*program, "flows", "check", str(PACKAGED)]),
        lambda _: _run([*program, "--help"]),
    )
    name = f"check of {FLOWS} flows / `tomllib.loads` of the same text"
    return [
        Figure(name, f"{ours * 1e3:.1f} ms", f"{base * 1e3:.1f} ms", ours / base, 12),
        Figure(
            "`serialhhd flows check` / `serialhhd --help`",
            f"{check:.2f} s",
            f"{start:.2f} s",
            check / start,
            3,
        ),
    ]


def many_flows(number: int) -> str:
    """Return a file with so many flows, each as in the packaged file."""
    head, *flows = PACKAGED.read_text(encoding="utf-8").split("\n[flows.goods_")
    text = "".join(f"\n[flows.goods_{flow}" for flow in flows)
    copies = (text.replace("flows.goods_", f"flows.goods_{copy}_") for copy in range(number // 2))
    titled = (copy.replace('title = "', f'title = "{place} ') for place, copy in enumerate(copies))
    return head + "".join(titled)


def _run(command: list[str]) -> None:
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(command, check=True, capture_output=True, env=kept)
