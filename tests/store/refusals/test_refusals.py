"""A refusal is made by the function of its code and in no other way, and every one of them is used."""

import ast
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import serialhhd
from serialhhd.store import refusals
from serialhhd.store.words.refusal import Doubtful, Refused, doubtful

ROOT = Path(serialhhd.__file__).parent
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(ROOT.rglob("*.py"))}
MADE: dict[str, Callable[..., Refused]] = {
    name: function
    for name, function in vars(refusals).items()
    if getattr(function, "__module__", "").startswith(f"{refusals.__name__}.")
}
"""The functions that make the store's refusals, by their codes."""
MAKERS = {"store/words/refusal.py", "flows/sentences/sentence.py", "hosting/processes/remote.py"}
"""What makes the functions, and what raises again in its own process what another process sent."""


def taken_from(module: str) -> set[str]:
    """The names that the program takes from a module of this name."""
    return {
        node.attr
        for tree in TREES.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) == module
    }


def test_nobody_else_makes_one_of_a_code_that_he_writes_out() -> None:
    found = {
        path.relative_to(ROOT).as_posix()
        for path, tree in TREES.items()
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and ast.unparse(call.func).split(".")[-1] in {"Refused", "Doubtful"}
    }
    assert found == MAKERS


def test_no_code_is_made_twice() -> None:
    modules = [path for path in TREES if path.parent == ROOT / "store" / "refusals"]
    names = [node.name for path in modules for node in TREES[path].body if isinstance(node, ast.FunctionDef)]
    assert sorted(names) == sorted(MADE)


def test_every_one_is_used() -> None:
    assert set(MADE) - taken_from("refusals") == set()


def test_a_refusal_has_the_name_of_its_function_as_its_code_and_its_arguments_as_facts() -> None:
    refused = refusals.serial_in_stock(serial="SN1", location="A-01")
    assert (type(refused), refused.code) == (Refused, "serial_in_stock")
    assert refused.facts == {"serial": "SN1", "location": "A-01"}


def test_a_doubt_is_one_and_a_refusal_can_become_one() -> None:
    assert type(refusals.like_date(value="2026-03-02")) is Doubtful
    refused = refusals.serial_is_other_code(serial="SN1", known_as="product", is_like_a_serial=True)
    doubt = doubtful(refused)
    assert (type(doubt), doubt.code, doubt.facts) == (Doubtful, refused.code, refused.facts)


@pytest.mark.parametrize(
    "facts", [{}, {"serial": "SN1"}, {"serial": "SN1", "location": "A-01", "sku": "CAM"}]
)
def test_a_fact_that_is_missing_or_is_none_is_found_where_types_are_not_looked_at(
    facts: dict[str, Any],
) -> None:
    with pytest.raises(TypeError):
        MADE["serial_in_stock"](**facts)
