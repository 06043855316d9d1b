"""What it costs to check a flows.toml, against reading its TOML alone, and against the start of the program."""

import os
import re
import subprocess
import sys
import tomllib
from itertools import cycle, islice
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
    head, *tables = re.split(r"^(?=\[flows\.)", PACKAGED.read_text(encoding="utf-8"), flags=re.MULTILINE)
    flows: dict[str, str] = {}
    for table in tables:
        name = re.split(r"[].]", table, maxsplit=2)[1]
        flows[name] = flows.get(name, "") + table
    copies = islice(cycle(flows.items()), number)
    return head + "".join(
        text.replace(f"[flows.{name}", f"[flows.{name}_{place}").replace(
            '\ntitle = "', f'\ntitle = "{place} '
        )
        for place, (name, text) in enumerate(copies)
    )


def _run(command: list[str]) -> None:
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(command, check=True, capture_output=True, env=kept)
