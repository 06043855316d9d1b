"""All faults of the syntax at once: each with its own sentence and place, and nothing that is right is called wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from serialhhd.toml.syntax import MOST_FAULTS, Syntax

RIGHT = """\
version = 1
title = "one"     # a comment
steps = [
    "a",
    "b",
]
inline = { x = 1, y = [2, 3] }
many = \"\"\"
key = 1
[table]
\"\"\"

[flows.x]
title = 'two'

[[entries]]
name = "first"
"""
FAULTS = {
    "title = “Office”": "typographic_quote",
    'title = "open': "open_quote",
    "title = word": "bare_word",
    "title = True": "capital_letters",
    'list = ["a" "b"]': "missing_comma",
    'list = ["a",\n  "b"': "open_bracket",
    "list = [\n  a,\n  b\n]": "bare_word",
    'title: "x"': "colon_for_equals",
    "title": "no_statement",
    "// comment": "wrong_comment",
    'inline = { a = 1\n  "b"': "open_bracket",
    "inline = { a = 1,\n  b = 2\n}": "inline_table_of_lines",
    "inline = { a = 1, }": "comma_at_the_end",
}


def codes(text: str) -> list[tuple[str, int | None]]:
    """The code and the line of each problem of the syntax."""
    return [(one.code, one.line) for one in Syntax("f", text).report.problems]


def test_what_is_right_is_read() -> None:
    read = Syntax("f", RIGHT)
    assert read.report.problems == []
    assert read.document
    assert read.document["flows"] == {"x": {"title": "two"}}


@pytest.mark.parametrize(("fault", "code"), FAULTS.items())
@pytest.mark.parametrize("line", [0, 1, 2, 11, 12, 13, 14, 15, 16])
def test_one_fault_between_right_lines_is_told_alone(fault: str, code: str, line: int) -> None:
    lines = RIGHT.split("\n")
    broken = "\n".join([*lines[:line], fault.replace("title", "k"), *lines[line:]])
    found = codes(broken)
    assert [one for one, _ in found] == [code]
    assert line < (found[0][1] or 0) <= line + 1 + fault.count("\n")


@given(st.lists(st.sampled_from(list(FAULTS)), min_size=2, max_size=6))
def test_several_faults_are_told_at_once(faults: list[str]) -> None:
    text = "".join(
        f"k{number} = 1\n{fault.replace('title', f't{number}')}\n" for number, fault in enumerate(faults)
    )
    found = codes(text.replace("list =", "l =").replace("inline =", "i ="))
    assert [code for code, _ in found if not code.endswith("_twice")] == [FAULTS[fault] for fault in faults]


def test_no_more_than_twenty_are_told() -> None:
    assert len(codes("x = y\n" * 100)) == MOST_FAULTS


def test_what_is_missing_may_only_be_unreadable() -> None:
    read = Syntax("f", "title = word\nother = 1\n")
    assert read.report.is_cut
    assert read.document == {"other": 1}


def test_below_a_faulty_header_nothing_can_be_trusted() -> None:
    read = Syntax("f", "[flows.x\ntitle = 1\n[flows.y]\ntitle = word\n")
    assert [one.code for one in read.report.problems] == ["open_header", "bare_word"]
    assert read.document is None


@pytest.mark.parametrize(
    ("text", "code", "sentence"),
    [
        ("a = 1\nb = 2\na = 3\n", "key_twice", "a is given twice: here, and on line 1"),
        ("[t]\na = 1\n\n[t]\n", "table_twice", "[t] is given twice: here, and on line 1"),
        ("[t]\na.b = 1\na.b = 2\n", "key_twice", "a.b is given twice: here, and on line 2"),
        ("[t]\na = 1\n[t.a]\n", "value_and_table", "t.a has a value already, on line 2: it cannot be a table as well"),
        ("a = 1\n[[a]]\n", "value_and_table", "a has a value already, on line 1: it cannot be a table as well"),
        ("x = { a = 1, a = 2 }\n", "key_twice", "a is given twice: here, and on line 1"),
        ("[[t]]\nn = 1\n[[t]]\nn = 2\nn = 3\n", "key_twice", "n is given twice: here, and on line 4"),
    ],
)  # fmt: skip
def test_what_is_given_twice_is_told_with_both_lines(text: str, code: str, sentence: str) -> None:
    (first,) = Syntax("f", text).report.problems
    assert (first.code, first.sentence) == (code, sentence)


def test_carets_count_the_cells_of_a_terminal() -> None:
    (problem,) = Syntax("f", 'x = "日本\u0301" word\n').report.problems
    source, carets = problem.source.split("\n")
    assert carets == " " * (4 + len('x = ""') + 4 + 1) + "^^^^"
    assert problem.column == source.index("word") + 1 - 4


def test_a_key_of_very_many_parts_is_refused_before_the_parser_tries() -> None:
    read = Syntax("f", f"a{'.a' * 400_000} = 1\n")
    assert [one.code for one in read.report.problems] == ["nested_too_deeply"]
    assert Syntax("f", f"# {'.' * 5000}\na = 1\n").document == {"a": 1}


def test_of_a_large_file_with_faults_at_its_end_some_are_told() -> None:
    text = "".join(f"key_{number} = {number}\n" for number in range(40_000)) + "x = y\n" * 100
    assert 0 < len(codes(text)) < MOST_FAULTS
