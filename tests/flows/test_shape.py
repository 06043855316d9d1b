"""What the rooms of `flows/` know of each other: only an operation's own room knows which operation it is."""

import ast
import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest

import serialhhd
from serialhhd.flows.operations import operations

ROOT = Path(serialhhd.__file__).parent
SOURCES = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in ROOT.rglob("*.py")}
OPERATIONS = sorted(path.parent.name for path in ROOT.glob("flows/operations/*/__init__.py"))

WORDS_BESIDE = (
    "store/words/vocabulary.py",
    "flows/sentences/",
    "flows/config/checking/findings.py",
    "hosting/monitoring/",
    "screens/desk/",
)


@pytest.mark.parametrize("operation", operations())
def test_no_module_but_the_operations_own_names_it(operation: str) -> None:
    # a command and a button of the pages for flows.toml are called `move` as well: they move steps
    # the demo's runs and pictures of the pages say which flow was played, which may be called as its operation is
    # how many, and a kind of document, are called `count` as well
    beside = (
        "cli/",
        "screens/editor/",
        "screens/pictures.py",
        "samples/",
        *(WORDS_BESIDE if operation == "count" else ()),
    )
    named = [
        path for path, text in SOURCES.items() if f'"{operation}"' in text and not path.startswith(beside)
    ]
    assert len(named) == 1
    assert named[0].startswith("flows/operations/")


def test_no_two_operations_have_the_same_place_in_lists() -> None:
    ranks = [operation.rank for operation in operations().values()]
    assert ranks == sorted(set(ranks))


@pytest.mark.parametrize("room", OPERATIONS)
def test_no_module_but_those_of_its_room_imports_an_operation(room: str) -> None:
    own = f"flows/operations/{room}/"
    named = re.compile(rf"flows\.operations\.{room}\b")
    importing = [path for path, text in SOURCES.items() if named.search(text)]
    assert importing
    assert all(path.startswith(own) for path in importing)


def test_no_screen_knows_a_step_or_a_kind_of_document() -> None:
    known = re.compile(r'"(scan|enter|confirm|choose)_[a-z_]+"|"pre_receipt"|"pick_list"')
    handhelds = [path for path in SOURCES if path.startswith(("screens/hhd/", "screens/line"))]
    assert handhelds
    assert not [path for path in handhelds if known.search(SOURCES[path])]


def functions(room: str) -> Iterator[str]:
    """The bodies of a room's functions, without docstrings and names of their own."""
    for path, text in SOURCES.items():
        if not path.startswith(f"flows/operations/{room}/"):
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                has_docstring = ast.get_docstring(node) is not None
                yield "".join(ast.dump(line) for line in node.body[has_docstring:])


@pytest.mark.parametrize(("one", "other"), list(combinations(OPERATIONS, 2)))
def test_two_operations_share_no_copied_logic(one: str, other: str) -> None:
    mine, theirs = (set(functions(room)) for room in (one, other))
    assert mine
    assert not mine & theirs
