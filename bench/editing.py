"""What it costs to change one option of a flows.toml by a command, against tomlkit, which checks nothing."""

from pathlib import Path

import tomlkit

from bench.figure import Figure, in_turns
from serialhhd.flows.config import editing, replacing
from serialhhd.flows.descriptions.initial import initial_file

SECONDS = ("1500", "2500")
"""The values that are set in turns."""


def one_set(folder: Path, times: int) -> Figure:
    """Measure `flows set` on a complete file, checked and durable, against a round trip of tomlkit that is as durable."""
    ours, theirs = folder / "set.toml", folder / "tomlkit.toml"
    for path in (ours, theirs):
        path.write_text(initial_file(), encoding="utf-8")

    def set_option(number: int) -> None:
        editing.edit(
            ours, *editing.set_option("goods_in.enter_serials.repeat_window_ms", SECONDS[number % 2])
        )

    def round_trip(number: int) -> None:
        replacing.rewrite(theirs, lambda content: _changed(content, int(SECONDS[number % 2])))

    a, b = in_turns(times, set_option, round_trip)
    if ours.read_bytes() != theirs.read_bytes():
        raise ValueError(ours)
    name = "`flows set`, checked / a round trip of tomlkit with the same write"
    return Figure(name, f"{a * 1e3:.1f} ms", f"{b * 1e3:.1f} ms", a / b, 1.5)


def _changed(content: bytes, value: int) -> bytes:
    document = tomlkit.parse(content)
    document["flows"]["goods_in"]["enter_serials"]["repeat_window_ms"] = value
    return tomlkit.dumps(document).encode()
