"""docs/words.md: a word has one meaning, and what it is called in code is there."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

import pytest

from tests.docs.pages import BY_NAME, ROOT

ROW = re.compile(r"^\| (?P<word>[^|]+) \| (?P<meaning>[^|]+) \| ?(?P<names>[^|]*) ?\|$", re.MULTILINE)
ROWS = [
    row for row in ROW.finditer(BY_NAME["docs/words.md"].read_text(encoding="utf-8")) if row["word"] != "word"
]
NAMES = sorted({name for row in ROWS for name in re.findall(r"`(\w+)`", row["names"])})


@cache
def defined() -> frozenset[str]:
    """Every name that the program defines: classes, functions, parameters, constants, fields, columns."""
    return frozenset(
        name
        for path in (ROOT / "serialhhd").rglob("*.py")
        for name in _names(ast.parse(path.read_text(encoding="utf-8")))
    )


def _names(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.ClassDef() | ast.FunctionDef() | ast.AsyncFunctionDef():
                yield node.name
            case ast.arg():
                yield node.arg
            case ast.Name(ctx=ast.Store()):
                yield node.id


def test_a_word_has_one_meaning() -> None:
    words = Counter(word for row in ROWS for word in row["word"].split(", "))
    assert [word for word, times in words.items() if times > 1] == []
    assert len(ROWS) > 50


@pytest.mark.parametrize("name", NAMES)
def test_what_a_word_is_called_in_code_is_there(name: str) -> None:
    assert name in defined()
