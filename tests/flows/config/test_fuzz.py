"""Whatever is in a file, it is checked: flows, or problems with places, within a second, and no traceback."""

import random
import time
import tomllib
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any, Final

import pytest
import tomlkit

from serialhhd.flows.config.discovery import PACKAGED
from serialhhd.flows.config.loader import checked_text
from serialhhd.toml.problem import FileInvalid, Problem
from serialhhd.toml.reading import decoded

PATH = Path("flows.toml")
Mutation = Callable[[random.Random], bytes]
NOTHING = Problem(str(PATH), "nothing", "a file without a flow is right")
RICH = (
    PACKAGED.read_bytes()
    + b"""
[flows.goods_in_fast]
operation = "pre_receipt_receive"
title = "Schnell"
short = 'keep_open'
steps = [
    "scan_pre_receipt", "scan_product", # a comment
    "scan_location",
]
enter_serials = { ranges = false, separators = ";", accept = ["gs1"], carriers = ["datamatrix", "qr"] }

[device]
prefix = "*"
[devices.DOCK-1]
repeat_seconds = 20
"""
)
PIECES: Final = [
    b"", b"\n", b"\r", b"\r\n", b"[", b"]", b"[[", b"{", b"}", b'"', b"'", b'"""', b"'''", b"=", b".", b",", b"#", b"\\", b"\\u", b"\x00",
    b"\xff", b"\xef\xbb\xbf", b"\xe2\x80\x9c", b"\xc2\xa0", b"3", b"-", b"1e9", b"0x", b"true", b"True", b"inf", b"1979-05-27",
    b"[flows.x]\n", b"[[flows.goods_in]]\n", b"flows = 3\n", b"\x1b[31m", b"operation", b'"scan_product"', b"version = 2\n",
]  # fmt: skip
VALUES: Final[list[Any]] = [
    0, -1, 3, 10**30, 1.5, float("nan"), True, False, "", "x", "\x1b", "a" * 500, "skip", "10%", "scan_product", [], [1], ["a", "A"], [[]], ["gs1"],
    {}, {"a": 1}, {"operation": "x"}, [{}],
]  # fmt: skip
KEYS: Final = [
    "", "x", "title", "Title", "steps", "operation", "version", "flows", "enter_serials", "short", "expired", "accept", "carriers", "a.b", "ä",
]  # fmt: skip


def by_bytes(seed: random.Random) -> bytes:
    """The rich file with pieces put in, taken out and doubled at any place."""
    content = RICH
    for _ in range(seed.randint(1, 6)):
        at, length = seed.randrange(len(content) + 1), seed.choice([0, 0, 1, 1, 2, 12, 60])
        taken = content[at : at + length]
        content = content[:at] + seed.choice([seed.choice(PIECES), taken * 2, b""]) + content[at + length :]
    return content


def by_values(seed: random.Random) -> bytes:
    """The rich file with other keys and values."""
    document: Any = tomllib.loads(RICH.decode())
    for _ in range(seed.randint(1, 4)):
        tables = list(_tables(document))
        table = seed.choice(tables)
        key = seed.choice([*table, *KEYS])
        if seed.random() < 0.2:
            table.pop(key, None)
        elif seed.random() < 0.3 and key in table:
            table[seed.choice(KEYS)] = table.pop(key)
        else:
            table[key] = deepcopy(seed.choice(VALUES))
    return tomlkit.dumps(document).encode()


def _tables(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for below in value.values():
            yield from _tables(below)


def problems(content: bytes) -> tuple[Problem, ...]:
    """Whatever is wrong with a file; nothing where it says flows."""
    try:
        return () if checked_text(decoded(str(PATH), content), PATH).flows.flows else (NOTHING,)
    except FileInvalid as invalid:
        return invalid.problems


def assert_placed(content: bytes, found: tuple[Problem, ...]) -> None:
    """Every problem has its place in the file, and steers no terminal."""
    lines = content.decode("utf-8-sig", errors="replace").replace("\r\n", "\n").split("\n")
    assert NOTHING not in found
    for problem in found:
        assert "\x1b" not in str(problem)
        if problem.line:
            assert problem.line <= len(lines)
            assert 1 <= (problem.column or 0) <= len(lines[problem.line - 1]) + 1
            assert (problem.end_column or 0) > (problem.column or 0)


@pytest.mark.parametrize("mutated", [by_bytes, by_values], ids=["bytes", "values"])
def test_a_mutated_file_is_checked(mutated: Mutation) -> None:
    for seed in range(150):
        content = mutated(random.Random(seed))
        assert_placed(content, problems(content))


@pytest.mark.soak
@pytest.mark.parametrize("mutated", [by_bytes, by_values], ids=["bytes", "values"])
def test_none_of_very_many_mutated_files_takes_a_second(mutated: Mutation) -> None:
    longest = 0.0
    for seed in range(10_000):
        content = mutated(random.Random(seed))
        began = time.process_time()
        found = problems(content)
        longest = max(longest, time.process_time() - began)
        assert_placed(content, found)
    assert longest < 1
