"""What an editor marks by the schema, `flows check` refuses; and what that refuses of one key or value, an editor marks.

The editor is taplo, which Even Better TOML and others are made of.
"""

import copy
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
import tomlkit

from serialhhd.flows.config.devices.older_keys import OlderKeys
from serialhhd.flows.config.devices.profile import NamedProfile
from serialhhd.flows.config.discovery import PACKAGED
from serialhhd.flows.config.keys import OPERATION, STEPS, Vocabulary
from serialhhd.flows.config.loader import parse
from serialhhd.flows.config.problems import FlowsInvalid
from serialhhd.flows.operations import operations
from serialhhd.flows.steps import step_types
from tests.flows.mistakes.corpus import FILES, problems

SCHEMA: Final = PACKAGED.with_name("flows.schema.json")
TAPLO: Final = Path(sys.executable).with_name("taplo")
AT_ONCE: Final = 5_000
"""So many files fit on a command line."""
VALUES: Final[list[Any]] = [
    0, 1, -1, 2, 3, 4, 5, 6, 600, 601, 60_000, 60_001, 1_000_000_000, 1.5, True, False, "", " ", "x", "A", "*", ":", "12345678", "1234567890123",
    "x" * 40, "x" * 41, "-" * 8, "-" * 9, "-" * 16, "-" * 17, "a\tb", "a\nb", "\x1d", "\u00e4", "refuse", "skip", "allow", "forbid", "accept", "verify", "close",
    "keep_open", "ask", "Skip", "10%", "%", "-5%", "99999%", [], ["a"], [""], ["a", "a"], ["a", "A"], [1], [["a"]], ["x" * 41], {}, {"a": 1},
    ["code"], ["gs1"], ["gs1", "gs1"], ["gs1", "sku"], ["list", 1], "gs1", ["ean"], ["Ean"],
]  # fmt: skip
SCHEMA_CANNOT: Final = {
    "step_before_its_need": "the order of a list",
    "step_too_early": "the order of a list",
    "word_twice": "that two words of a list ask for the same",
    "device_twice": "that two names are one but for letter case",
    'reasons: ["a", "A"]': "that two texts are one but for letter case",
    'short_reasons: ["a", "A"]': "that two texts are one but for letter case",
    "separators: 'ä'": "letters of other scripts, which not every editor's patterns know",
    "action_prefix: 'ä'": "letters of other scripts, which not every editor's patterns know",
    "strip_prefix: 'ä'": "letters of other scripts, which not every editor's patterns know",
    "prefix: 'ä'": "letters of other scripts, which not every editor's patterns know",
    "separator: 'ä'": "letters of other scripts, which not every editor's patterns know",
}
"""What `check` refuses and the schema does not, by the code of the problem or by key and value, and what a schema would have to know."""


def flow(operation: str) -> dict[str, Any]:
    """A flow of an operation with a step for each word that it may ask for, in an order that is right."""
    of, tables = operations()[operation], Vocabulary().of(operations()[operation]).tables
    ranks = [
        "scan_pre_receipt",
        "scan_pick_list",
        "scan_transfer",
        "scan_return",
        "scan_count",
        "scan_batch",
        "scan_cart",
        "scan_unit",
        "scan_location",
        "scan_product",
        "enter_serials",
        "confirm_quantity",
        "scan_tote",
        "scan_container",
        "scan_into",
        "choose_reason",
        "choose_condition",
        "scan_destination",
    ]
    asking: dict[str, str] = {}
    for step in sorted(tables, key=ranks.index):
        asking.setdefault(of.word(step_types()[step].asks), step)
    return {OPERATION: operation, STEPS: list(asking.values())}


def document(operation: str) -> dict[str, Any]:
    """A file with that flow."""
    return {"version": 1, "device": {}, "devices": {"D": {}}, "flows": {"x": flow(operation)}}


def changed(every: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Files that are right but for one key or value at most: what was changed, and the file.

    Args:
        every: Of the values only every so many-th for a key, for each key others.
    """
    for name, operation in operations().items():
        keys = Vocabulary().of(operation)
        places: list[tuple[tuple[str, ...], str]] = [
            (("flows", "x"), key) for key in [*keys.on_flow, *keys.tables, "other"]
        ]
        places += [
            (("flows", "x", step), key) for step, table in keys.tables.items() for key in [*table, "other"]
        ]
        if operation is next(iter(operations().values())):
            places += [
                (where, key)
                for where in [("device",), ("devices", "D")]
                for key in [*NamedProfile.model_fields, *OlderKeys.model_fields, "other"]
            ]
            places += [((), key) for key in ("version", "device", "devices", "flows", "other")]
        for number, (where, key) in enumerate(places):
            for value in VALUES[number % every :: every]:
                yield f"{key}: {_shown(value)}", _with(document(name), where, key, value)
        for other in step_types().keys() | {OPERATION, STEPS}:
            whole = document(name)
            if other in whole["flows"]["x"]:
                del whole["flows"]["x"][other]
                yield f"no {other}", whole
        steps = flow(name)[STEPS]
        for entry, step in enumerate(steps):
            for replaced in (
                [],
                [step, step],
                ["other"],
                [3],
                *([other] for other in sorted(step_types().keys() - set(steps))[entry % every :: every]),
            ):
                listed = [*steps[:entry], *replaced, *steps[entry + 1 :]]
                yield f"{step} is {replaced}", _with(document(name), ("flows", "x"), STEPS, listed)
        for first in range(len(steps) - 1):
            listed = [*steps[:first], steps[first + 1], steps[first], *steps[first + 2 :]]
            yield f"{steps[first]} later", _with(document(name), ("flows", "x"), STEPS, listed)
    yield "devices of one name", {**document(next(iter(operations()))), "devices": {"D": {}, "d": {}}}
    yield "no flows", {"version": 1}
    yield "a flow's name", {"flows": {"a b": flow(next(iter(operations())))}}


def _shown(value: Any) -> str:
    return str(value).replace("'", '"') if isinstance(value, list) else repr(value)


def _with(whole: dict[str, Any], where: tuple[str, ...], key: str, value: Any) -> dict[str, Any]:
    table = whole
    for part in where:
        table = table.setdefault(part, {})
    table[key] = copy.deepcopy(value)
    return whole


def marked(files: list[Path], schema: Path = SCHEMA) -> set[Path]:
    """Those of the files that taplo marks."""
    command = [str(TAPLO), "lint", "--no-auto-config", "--schema", schema.as_uri()]
    found: set[Path] = set()
    for start in range(0, len(files), AT_ONCE):
        some = [str(file) for file in files[start : start + AT_ONCE]]
        done = subprocess.run([*command, *some], capture_output=True, text=True, check=False)
        assert "panicked" not in done.stderr, done.stderr
        found |= {Path(path) for path in re.findall(r"┌─ (.+):\d+:\d+$", done.stderr, re.MULTILINE)}
    return found


def codes(text: str) -> set[str]:
    """The problems that `check` has with a file."""
    try:
        parse(text, Path("flows.toml"))
    except FlowsInvalid as invalid:
        return {problem.code for problem in invalid.problems}
    return set()


@pytest.mark.parametrize("every", [32, pytest.param(1, marks=pytest.mark.soak)])
def test_of_one_key_or_value_schema_and_check_say_the_same(tmp_path: Path, every: int) -> None:
    files = {tmp_path / f"{number}.toml": case for number, case in enumerate(changed(every))}
    refused = {}
    for file, (_, whole) in files.items():
        file.write_text(tomlkit.dumps(whole), encoding="utf-8")
        refused[file] = codes(file.read_text(encoding="utf-8"))
    by_schema = marked(list(files))
    assert {files[file][0] for file in by_schema if not refused[file]} == set()
    only_by_check = [file for file, found in refused.items() if found and file not in by_schema]
    exceptions = {next(iter(refused[file] & SCHEMA_CANNOT.keys()), files[file][0]) for file in only_by_check}
    assert exceptions <= SCHEMA_CANNOT.keys()
    if every == 1:
        assert exceptions == SCHEMA_CANNOT.keys()


@pytest.mark.parametrize(
    "file", [PACKAGED, Path(__file__).parents[3] / "flows.toml"], ids=["packaged", "root"]
)
def test_taplo_reads_the_schema(file: Path) -> None:
    assert marked([file]) == set()


def test_of_the_mistakes_no_odd_file_is_marked() -> None:
    odd = {file for file in FILES if all(problem.severity == "warning" for problem in problems(file))}
    assert odd
    assert not marked(FILES) & odd
