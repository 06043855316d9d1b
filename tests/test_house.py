"""The shape of the house: no circle of imports, rooms and modules of a size, and what others keep private in one room each."""

import ast
import inspect
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

from serialhhd.store.words.vocabulary import Language
from tests.private_parts import SOURCES, name_of, touched

MODULES = tuple(sorted(SOURCES.rglob("*.py")))
NAMES = frozenset(name_of(module) for module in MODULES)
MOST_LINES, MOST_LINES_IN_FLOWS = 450, 350
MOST_MODULES = 14
"""About a dozen modules in a folder, `__init__.py` not counted."""
FULL_ROOMS = {
    "flows/steps": "one module a step type: whoever looks for a question knows its word in flows.toml",
    "store/engine/migrations/versions": "one module a version: each stays as it is for ever",
    "store/schema/guards": "one module a subject: whoever looks for what the database refuses knows what of",
    **dict.fromkeys(
        ("store/refusals", *(f"flows/sentences/{language.folder}" for language in Language)),
        "one module a subject: whoever looks for a sentence knows what it speaks of",
    ),
}
ROOMS = {
    "textual": "serialhhd.screens.textual_private",
    "asyncssh": "serialhhd.hosting.door.asyncssh_private",
}
REASON = "circle:"
"""What a comment beside an import begins with that is one of a circle."""


# --- imports ------------------------------------------------------------------------------------------------------------


@cache
def imports(module: Path) -> frozenset[str]:
    """Return the modules of ours that one imports, wherever in it, for types only as well; not those with a reason."""
    text = module.read_text(encoding="utf-8")
    lines = text.splitlines()
    found = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import | ast.ImportFrom) and REASON not in lines[node.lineno - 1]:
            found |= set(_named(node))
    return frozenset(found - {name_of(module)})


def _named(node: ast.Import | ast.ImportFrom) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names if alias.name in NAMES)
        return
    for alias in node.names:
        inner = f"{node.module}.{alias.name}"
        if inner in NAMES:
            yield inner
        elif node.module in NAMES:
            yield node.module


def circles() -> list[list[str]]:
    """Return the modules that import each other, in circles."""
    graph = {name_of(module): set(imports(module)) for module in MODULES}
    while idle := {name for name, others in graph.items() if not others & graph.keys()}:
        graph = {name: others for name, others in graph.items() if name not in idle}
    reached = {name: _reached(graph, name) for name in graph}
    rings = {tuple(sorted(one for one in others if name in reached[one])) for name, others in reached.items()}
    return [list(ring) for ring in sorted(rings) if ring]


def _reached(graph: dict[str, set[str]], start: str) -> set[str]:
    found: set[str] = set()
    ahead = [start]
    while ahead:
        new = (graph.get(ahead.pop(), set()) & graph.keys()) - found
        found |= new
        ahead += new
    return found


def test_no_module_imports_itself_by_way_of_others() -> None:
    assert circles() == []


# --- sizes --------------------------------------------------------------------------------------------------------------


def test_no_module_is_too_long_to_be_read_in_a_sitting() -> None:
    flows = SOURCES / "flows"
    lines = {one: len(one.read_text(encoding="utf-8").splitlines()) for one in MODULES}
    most = {one: MOST_LINES_IN_FLOWS if flows in one.parents else MOST_LINES for one in MODULES}
    too_long = {str(one.relative_to(SOURCES)): count for one, count in lines.items() if count > most[one]}
    assert not too_long, too_long


def test_no_folder_holds_more_than_one_can_see_at_a_glance() -> None:
    folders = Counter(str(one.parent.relative_to(SOURCES)) for one in MODULES if one.name != "__init__.py")
    assert {folder for folder, count in folders.items() if count > MOST_MODULES} == set(FULL_ROOMS)


# --- what others keep private -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("package", ROOMS)
def test_private_parts_of_a_package_are_touched_in_its_room_alone(package: str) -> None:
    outside = {
        name_of(module): names
        for module in MODULES
        if not name_of(module).startswith(ROOMS[package]) and (names := touched(module, package))
    }
    assert outside == {}


@pytest.mark.parametrize("package", ROOMS)
def test_a_room_lists_the_private_parts_that_it_touches_and_all_are_there(package: str) -> None:
    inside = [touched(module, package) for module in MODULES if name_of(module).startswith(ROOMS[package])]
    listed = set(re.findall(r"`(_\w+)`", import_module(ROOMS[package]).__doc__ or ""))
    assert listed == set().union(*inside)


@pytest.mark.parametrize("package", ROOMS)
def test_what_stands_in_place_of_a_private_method_is_called_as_it_is(package: str) -> None:
    checked = 0
    for module in (one for one in MODULES if name_of(one).startswith(ROOMS[package])):
        for name, ours in inspect.getmembers(import_module(name_of(module)), inspect.isclass):
            if ours.__module__ != name_of(module):
                continue
            for method in (one for one in vars(ours) if inspect.isfunction(vars(ours)[one])):
                theirs = next(
                    (base for base in ours.__mro__ if method in vars(base) and _is_of(base, package)), None
                )
                if theirs and method != "__init__":
                    checked += 1
                    expected, found = (
                        list(inspect.signature(getattr(one, method)).parameters) for one in (theirs, ours)
                    )
                    assert found == expected, f"{name}.{method}"
    assert checked


def _is_of(base: type, package: str) -> bool:
    return base.__module__.partition(".")[0] == package


@pytest.mark.parametrize("package", ROOMS)
def test_what_is_touched_in_private_is_pinned_exactly(package: str) -> None:
    project = tomllib.loads((SOURCES.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (pinned,) = [one for one in project["dependencies"] if re.match(rf"{package}\b", one)]
    assert re.fullmatch(rf"{package}==[\d.]+", pinned)
