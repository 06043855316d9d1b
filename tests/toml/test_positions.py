"""The place of each key and value: what stands there must be what `tomllib` read there."""

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
import tomlkit
from hypothesis import assume, given
from hypothesis import strategies as st

from serialhhd.toml.positions import Where, line_and_column, positions

AWKWARD = r'''
# a comment with [brackets] and "quotes"
version = 1   # behind a value
"quoted key" = "a # that is no comment"
'literal.key' = 'C:\no\escape'
flows . dotted . "a.b" = true
when = 2026-01-02 03:04:05   # a blank inside a value
list = [ 1, "two", # a comment in a list
    [ 3.5, [] ],
    { inline = "x", deep.er = [ 4 ] },   # a trailing comma
]
empty = {}
many = """
[not.a.table]
key = "no key" \""" still ""inside"" """
closing = """two quotes""""" # and a comment
single = \'\'\'it\'s [here]\'\'\'

[ flows . goods_in ]
steps=["a","b"]

[flows.goods_in.enter_serials]
pre_entered = "accept"
[[entries]]
name = "first"
[entries.more]
x = 1
[[entries]]
name = "second"
[[entries.nested]]
y = -0x1f
'''.replace("\\'", "'").replace("-0x1f", "0x1f")


def leaves(value: Any, where: Where = ()) -> Iterator[tuple[Where, Any]]:
    """Every key and entry of a document, with what it holds."""
    below: Any = ()
    if isinstance(value, dict):
        below = value.items()
    elif isinstance(value, list):
        below = enumerate(value)
    for part, held in below:
        yield (*where, part), held
        yield from leaves(held, (*where, part))


def assert_all_found(text: str) -> None:
    """Every key and entry has a span, every pair is a statement, and its text parses to what the parser said."""
    found = positions(text)
    document = dict(leaves(tomllib.loads(text)))
    for one in found.statements:
        said = tomllib.loads(text[one.span.start : one.span.end])
        if not one.is_header:
            assert one.where[: len(one.table)] == one.table
            assert dict(leaves(said))[one.where[len(one.table) :]] == document[one.where]
    assert found.values.keys() == {one.where for one in found.statements if not one.is_header} | {
        where for where in found.values if isinstance(where[-1], int)
    }
    for where, held in document.items():
        assert where in found.keys or where in found.values, where
        if where in found.keys:
            span = found.keys[where]
            name = where[-1] if isinstance(where[-1], str) else where[-2]
            assert list(tomllib.loads(f"{text[span.start : span.end]} = 0")) == [name]
        if where in found.values:
            span = found.values[where]
            assert tomllib.loads(f"x = {text[span.start : span.end]}")["x"] == held


def test_every_key_and_value_of_an_awkward_file_is_found() -> None:
    assert_all_found(AWKWARD)


AWKWARD_TEXT = "ab.-_\"'#=[]{},\\\t\n \x1d\u00e4"
keys = st.text("ab.-_\"' ", min_size=1)
values = st.recursive(
    st.integers(-(2**63), 2**63 - 1) | st.booleans() | st.text(AWKWARD_TEXT),
    lambda below: st.lists(below, max_size=3) | st.dictionaries(keys, below, max_size=3),
    max_leaves=12,
)


def is_accepted(text: str) -> bool:
    """Whether the parser takes the text: the writer of these tests is not always right."""
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return False
    return True


@given(st.dictionaries(keys, values, max_size=4))
def test_every_key_and_value_of_any_file_is_found(document: dict[str, Any]) -> None:
    text = tomlkit.dumps(document)
    assume(is_accepted(text))
    assert_all_found(text)


@pytest.mark.parametrize(
    ("where", "line", "column"),
    [
        (("flows", "dotted", "a.b"), 6, 18),
        (("list", 1), 8, 13),
        (("list", 3, "deep", "er", 0), 10, 33),
        (("flows", "goods_in", "steps", 1), 20, 12),
        (("entries", 1, "nested", 0, "y"), 31, 1),
    ],
)
def test_line_and_column(where: Where, line: int, column: int) -> None:
    found = positions(AWKWARD)
    span = found.values[where] if isinstance(where[-1], int) else found.keys[where]
    assert line_and_column(AWKWARD, span.start) == (line, column)


def test_a_table_is_placed_by_its_own_header_rather_than_by_one_of_a_table_inside_it() -> None:
    text = "[flows.out.enter_serials]\n[flows.out]\n"
    assert line_and_column(text, positions(text).keys["flows", "out"].start) == (2, 8)


def test_statements_tell_under_which_header_a_pair_stands() -> None:
    text = "a.b = 1\n[[t]]\nc.d = { e.f = 2 }\n[t.g]\n"
    told = [(one.where, one.table, text[one.span.start : one.span.end]) for one in positions(text).statements]
    assert told == [
        (("a", "b"), (), "a.b = 1"),
        (("t", 0), ("t", 0), "[[t]]"),
        (("t", 0, "c", "d", "e", "f"), ("t", 0, "c", "d"), "e.f = 2"),
        (("t", 0, "c", "d"), ("t", 0), "c.d = { e.f = 2 }"),
        (("t", 0, "g"), ("t", 0, "g"), "[t.g]"),
    ]
