"""The screens hold no connection: what they ask the store is typed, and the type checker sees it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from serialhhd import screens

FOLDER = Path(screens.__file__).parent
MODULES = {
    path.relative_to(FOLDER).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
    for path in FOLDER.rglob("*.py")
}
WITH_ANY = {
    "hhd/entry_handler.py": "changes of the fields of a dataclass, handed on to it by name",
    "desk/start.py": "a private name of Textual is set",
    "editor/app.py": "the result of a screen of whatever kind, which is not looked at",
    "editor/lists.py": "a value of a file, whatever its key takes",
    "textual_private/apps.py": "what Textual keeps private has no types",
    "textual_private/unhurried.py": "what Textual keeps private has no types",
    "training/trainer/app.py": "a screen of whatever result, whose help is shown",
    "widgets/plain.py": "the cells of a table of Rich",
}


def names(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.alias(name=name):
                yield from name.split(".")
            case ast.ImportFrom(module=str(module)):
                yield from module.split(".")
            case ast.Constant(value=str(text)) if text.isidentifier():  # an annotation in quotes
                yield text


@pytest.mark.parametrize("module", MODULES)
def test_no_module_names_a_connection(module: str) -> None:
    assert {"Connection", "sqlalchemy", "sqlmodel"}.isdisjoint(names(MODULES[module]))


def test_any_stands_where_a_reason_does() -> None:
    assert {module for module, tree in MODULES.items() if "Any" in set(names(tree))} == WITH_ANY.keys()


@pytest.mark.parametrize("module", MODULES)
def test_no_function_takes_a_connection(module: str) -> None:
    """Only lambdas do, whose types the store gives."""
    functions = (
        one for one in ast.walk(MODULES[module]) if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    assert [one.name for one in functions for argument in one.args.args if argument.arg == "conn"] == []


def test_one_module_of_the_desk_opens_transactions() -> None:
    desk = {module: tree for module, tree in MODULES.items() if module.startswith("desk/")}
    assert {module for module, tree in desk.items() if "_store" in set(names(tree))} == {
        "desk/parts/office.py"
    }
