"""Reading flows.toml: complete and right, or refused whole with every problem and its place."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from serialhhd.flows.config.discovery import PACKAGED
from serialhhd.flows.config.loader import load, parse
from serialhhd.flows.config.model import Flow
from serialhhd.flows.config.problems import FlowsInvalid
from serialhhd.flows.operations import operations
from serialhhd.flows.operations.desk_rules import PickOptions
from serialhhd.flows.operations.receive.options import ReceiveOptions
from serialhhd.flows.steps.confirm_quantity import ConfirmQuantity
from serialhhd.flows.steps.enter_serials import EnterSerials
from serialhhd.toml.carets import LONGEST_LINE
from serialhhd.toml.key import either
from serialhhd.toml.report import MOST_PROBLEMS
from tests.flows.config.reading import (
    PATH,
    PICK,
    RECEIVE,
    ROOT,
    goods_in,
    option_problems,
    outcome,
    problems,
    steps_problems,
)


def test_the_packaged_default_is_right() -> None:
    flows = load(PACKAGED)
    assert list(flows.flows)[:4] == ["goods_in", "goods_out", "move", "put_away"]
    assert {flow.operation for flow in flows} == set(operations())
    assert flows.path == PACKAGED
    assert flows.version == 1
    assert flows.flow("goods_in") is flows.flows["goods_in"]
    assert flows.flow("goods_inn") is None


def test_the_file_at_the_root_is_the_packaged_default() -> None:
    assert (ROOT / "flows.toml").read_bytes() == PACKAGED.read_bytes()


def test_flows_keep_the_order_of_the_file() -> None:
    text = "".join(f"[flows.{name}]\n{RECEIVE}" for name in ("c", "a", "b"))
    assert list(parse(text, PATH).flows) == ["c", "a", "b"]


def test_defaults() -> None:
    flow = goods_in("")
    assert flow.title == "Pre-Receipt Receive"
    assert flow.separator == "\x1d"
    assert flow.options == ReceiveOptions(without_serial_step="refuse")
    assert flow.options_of(EnterSerials) == EnterSerials()
    assert flow.options_of(ConfirmQuantity) == ConfirmQuantity()


def test_an_option_on_the_flow_holds_for_its_steps_and_the_own_table_wins() -> None:
    flow = goods_in(
        'over_receipt = "forbid"\nshort = "ask"\npre_entered = "verify"\n'
        '[flows.goods_in.confirm_quantity]\nshort = "keep_open"\n'
    )
    assert flow.options == ReceiveOptions(over_receipt="forbid", short="keep_open", pre_entered="verify")


def test_an_option_of_a_step_on_the_flow_gives_way_to_the_steps_own_table() -> None:
    flow = goods_in('separators = "/"\nranges = false\n[flows.goods_in.enter_serials]\nseparators = ";"\n')
    assert flow.options_of(EnterSerials) == EnterSerials(separators=";", ranges=False)


@pytest.mark.parametrize("said", ["", "scan_batch.", "scan_pick_list."])
def test_an_option_of_either_of_two_steps_stands_in_the_table_of_the_one_that_is_asked(said: str) -> None:
    steps = 'operation = "pick_by_pick_list"\nsteps = ["scan_batch", "scan_product", "confirm_quantity"]\n'
    flow = parse(f'[flows.out]\n{steps}{said}expired = "allow"\n', PATH).flows["out"]
    assert flow.options == PickOptions(expired="allow")
    assert flow.value("scan_batch", "expired") == "allow"


def test_where_both_have_it_the_table_of_the_step_that_is_asked_says_it() -> None:
    both = 'scan_pick_list.expired = "allow"\nscan_batch.expired = "refuse"\n'
    for asked, expired in (("scan_pick_list", "allow"), ("scan_batch", "refuse")):
        steps = f'operation = "pick_by_pick_list"\nsteps = ["{asked}", "scan_product", "confirm_quantity"]\n'
        options = parse(f"[flows.out]\n{steps}{both}", PATH).flows["out"].options
        assert isinstance(options, PickOptions)
        assert options.expired == expired


def test_windows_line_ends_and_a_byte_order_mark_are_right(tmp_path: Path) -> None:
    file = tmp_path / "flows.toml"
    file.write_bytes(b"\xef\xbb\xbf" + f"[flows.goods_in]\n{RECEIVE}".replace("\n", "\r\n").encode())
    assert load(file).flows["goods_in"].has("scan_product")


def test_the_sentence_of_the_design_with_its_caret() -> None:
    text = (ROOT / "flows.toml").read_text().replace("pre_entered = ", "pre_entred = ")
    with pytest.raises(FlowsInvalid) as invalid:
        parse(text, PATH)
    assert str(invalid.value) == (
        'flows.toml:11:1: unknown key "pre_entred" - did you mean "pre_entered"?\n'
        '    pre_entred = "accept"\n'
        "    ^^^^^^^^^^"
    )


def test_every_problem_at_once_in_the_order_of_the_file() -> None:
    text = """\
version = true
extra = 2
[flow.x]
[flows.goods_in]
operation = "pre_receipt_receive"
titel = "x"
steps = ["scan_pre_receipt", "scan_produkt", # a comment
    "scan_product", 3, "scan_location"]
short = "later"
[flows.goods_in.enter_serials]
ranges = "yes"
short = "ask"
[flows."goods out"]
operation = "pick_by_picklist"
"""
    assert problems(text) == [
        "flows.toml:1:11: version cannot be true: it must be 1",
        'flows.toml:2:1: unknown key "extra"',
        'flows.toml:3:2: unknown table "flow" - did you mean "flows"?',
        'flows.toml:6:1: unknown key "titel" - did you mean "title"?',
        (
            'flows.toml:7:30: unknown step "scan_produkt": it must be "confirm_quantity", "enter_serials", '
            '"scan_location", "scan_pre_receipt" or "scan_product" - did you mean "scan_product"?'
        ),
        "flows.toml:8:21: a step cannot be 3: it must be the name of a step in quotes",
        'flows.toml:9:9: short cannot be "later": it must be "close", "keep_open" or "ask"',
        'flows.toml:11:10: ranges cannot be "yes": it must be true or false',
        'flows.toml:12:1: unknown key "short" - it is an option of "confirm_quantity"',
        'flows.toml:13:8: a flow cannot be named "goods out": only letters, digits, _ and - are allowed',
        'flows.toml:13:8: missing key "steps": the list of the steps in order',
        (
            f'flows.toml:14:13: operation cannot be "pick_by_picklist": it must be {either(operations())}'
            ' - did you mean "pick_by_pick_list"?'
        ),
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('title = ""', '4:9: title cannot be "": it must be text on one line'),
        ('title = "a\\nb"', '4:9: title cannot be "a\\nb": it must be text on one line'),
        ("title = 3", "4:9: title cannot be 3: it must be text in quotes"),
        ('expired = "allow"', '4:1: unknown key "expired" - it is an option of "pick_by_pick_list", "batch_walk" or "batch_sort"'),
        (
            f'title = "{"x" * 41}"',
            f'4:9: title cannot be "{"x" * 39}...: it must be text of at most 40 characters',
        ),
        (
            'without_serial_step = "skipp"',
            '4:23: without_serial_step cannot be "skipp": it must be "refuse" or "skip" - did you mean "skip"?',
        ),
        (
            'separator = "GS"',
            '4:13: separator cannot be "GS": it must be with a character that is no letter, no digit and no end of line',
        ),
        ('separator = ""', '4:13: separator cannot be "": it must be text of at least 1 character'),
        (
            'over_receipt = "alow"',
            ('4:16: over_receipt cannot be "alow": it must be "allow", "forbid", a number of units (0 or more) '
            'or a whole percentage without a blank, such as "10%" - did you mean "allow"?'),
        ),
        (
            'short_reasons = ["Gone"]',
            '4:1: unknown key "short_reasons" - it is an option of "pick_by_pick_list", "transfer_ship", "account_transfer" or "batch_walk"',
        ),
        (
            '[flows.goods_in.enter_serials]\nexpired = "allow"',
            '5:1: unknown key "expired" - it is an option of "pick_by_pick_list", "batch_walk" or "batch_sort"',
        ),
        (
            '[flows.goods_in.scan_product]\npre_entered = "verify"',
            '5:1: unknown key "pre_entered" - it is an option of "enter_serials"',
        ),
        (
            '[flows.goods_in.confirm_quantity]\nover_receipt = "alow"',
            ('5:16: over_receipt cannot be "alow": it must be "allow", "forbid", a number of units (0 or more) '
            'or a whole percentage without a blank, such as "10%" - did you mean "allow"?'),
        ),
        (
            'separators = ",x"',
            '4:14: separators cannot be ",x": it must be without letters and digits, which serials are made of',
        ),
        ("repeat_window_ms = -1", "4:20: repeat_window_ms cannot be -1: it must be 0 or more"),
        ("repeat_window_ms = 60001", "4:20: repeat_window_ms cannot be 60001: it must be 60000 or less"),
        ("repeat_window_ms = 1.5", "4:20: repeat_window_ms cannot be 1.5: it must be a whole number"),
        (f"repeat_window_ms = {'9' * 30}", "4:20: repeat_window_ms cannot be so large a number: it must be 60000 or less"),
        ("ranges = 1", "4:10: ranges cannot be 1: it must be true or false"),
        ("enter_serials = false", "4:17: enter_serials cannot be false: it must be a table of options"),
        ('enter_serials = { pre_entred = "x" }', '4:19: unknown key "pre_entred" - did you mean "pre_entered"?'),
        ('enter_serials.pre_entred = "x"', '4:15: unknown key "pre_entred" - did you mean "pre_entered"?'),
        ('"pre-entered" = "x"', '4:1: unknown key "pre-entered" - did you mean "pre_entered"?'),
        ("[flows.goods_in.enter_serial]", '4:17: unknown table "enter_serial" - did you mean "enter_serials"?'),
        (
            "[flows.goods_in.scan_pick_list]",
            '4:17: "scan_pick_list" is a step of "pick_by_pick_list" or "take_back", not of "pre_receipt_receive"',
        ),
        ("[goods_out]\nsteps = []", '4:2: unknown table "goods_out" - did you mean "flows.goods_out"?'),
    ],
)  # fmt: skip
def test_options(text: str, problem: str) -> None:
    assert option_problems(text) == [problem]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("short_reasons = []", "4:17: short_reasons cannot be an empty list: it must be a list of at least 1 entry"),
        ('short_reasons = "Gone"', '4:17: short_reasons cannot be "Gone": it must be a list - write ["Gone"]'),
        ('short_reasons = ["a", ""]', '4:23: short_reasons cannot be "": it must be text on one line'),
        (
            'short_reasons = ["a", "A"]',
            "4:17: short_reasons cannot be a list: it must be without a reason given twice",
        ),
        ("over_receipt = 2", '4:1: unknown key "over_receipt" - it is an option of "pre_receipt_receive"'),
        (
            '[flows.goods_out.confirm_quantity]\nshort = "ask"',
            '5:1: unknown key "short" - it is an option of "pre_receipt_receive"',
        ),
        (
            '[flows.goods_out.enter_serials]\npre_entered = "verify"',
            '5:1: unknown key "pre_entered" - it is an option of "pre_receipt_receive"',
        ),
    ],
)  # fmt: skip
def test_options_of_goods_out(text: str, problem: str) -> None:
    assert problems(f"[flows.goods_out]\n{PICK}{text}") == [f"flows.toml:{problem}"]


def test_an_option_that_means_nothing_here_has_its_caret() -> None:
    with pytest.raises(FlowsInvalid) as invalid:
        parse(f"[flows.goods_out]\n{PICK}over_receipt = 2", PATH)
    assert str(invalid.value) == (
        'flows.toml:4:1: unknown key "over_receipt" - it is an option of "pre_receipt_receive"\n'
        "    over_receipt = 2\n"
        "    ^^^^^^^^^^^^"
    )


@pytest.mark.parametrize(
    "value", ["-1", "true", "1.0", '"10"', '"ten%"', '"-5%"', '"\u0661%"', "[]", "9999999999"]
)
def test_over_receipt_is_a_word_a_number_or_a_percentage(value: str) -> None:
    (problem,) = option_problems(f"over_receipt = {value}")
    assert problem.startswith("4:16: over_receipt cannot be ")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "1:1: the file is empty: it needs version = 1 and a [flows.NAME] table for each flow"),
        ("# only a comment\n", "1:1: the file is empty: it needs version = 1 and a [flows.NAME] table for each flow"),
        ("version = 1\n", "1:1: no flow: the file needs a [flows.NAME] table for each flow"),
        ("version = 1\n[flows]\n", "2:2: no flow: the file needs a [flows.NAME] table for each flow"),
        ("[flows.x]\nsteps = []\n", f'1:8: missing key "operation": it must be {either(operations())}'),
        ("flows = 3\n", "1:9: flows cannot be 3: it must be a table of flows"),
        ("[flows]\nx = 3\n", "2:5: x cannot be 3: a flow is a table"),
        ("[[flows.x]]\nsteps = []\n", "1:9: x cannot be a list: a flow is a table"),
        ('version = 2\nnew = "thing"\n', "1:11: version 2 is newer than this program, which knows version 1: update serialhhd"),
        ("a = [1,\n 2", "1:5: the [ that opens here is not closed: ] is missing"),
        ('[flows.x]\ntitle = "open\n', '2:9: the text that begins here is not closed: " is missing on this line'),
        ("[flows.x]\nsteps = [scan_product]\n", '2:10: scan_product stands without quotes: a text is written "scan_product"'),
        ("version = 1\nversion = 1\n", "2:1: version is given twice: here, and on line 1"),
    ],
)  # fmt: skip
def test_whole_files(text: str, problem: str) -> None:
    assert problems(text) == [f"flows.toml:{problem}"]


def test_of_a_file_that_is_something_else_no_more_than_two_hundred_problems_are_told() -> None:
    assert len(problems("".join(f"k{number} = 1\n" for number in range(5000)))) == MOST_PROBLEMS


def test_a_file_without_end_is_no_crash() -> None:
    assert problems("a = " + "[" * 100_000) == ["flows.toml: not TOML: nested too deeply"]
    (number,) = problems("version = " + "9" * 5000)
    assert number == "flows.toml:1:11: not TOML: a number of too many digits"


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        (
            ["scan_product", "scan_pre_receipt", "scan_location"],
            ['scan_product: "scan_product" needs the document: it must come after "scan_pre_receipt"'],
        ),
        (
            ["scan_pre_receipt", "enter_serials", "scan_product", "scan_location"],
            ['enter_serials: "enter_serials" needs the product: it must come after "scan_product"'],
        ),
        (
            ["scan_pre_receipt", "scan_product", "confirm_quantity", "enter_serials", "scan_location"],
            ['confirm_quantity: "confirm_quantity" must come after "enter_serials"'],
        ),
        (
            ["scan_pre_receipt", "scan_product", "scan_location", "scan_product"],
            ['scan_product: "scan_product" is given twice: a flow asks each step once'],
        ),
        (
            ["scan_pre_receipt", "scan_product"],
            ['steps = [: missing step "scan_location": "pre_receipt_receive" cannot do without it'],
        ),
        (
            ["scan_pre_receipt", "enter_serials"],
            [
                'steps = [: missing step "scan_product": "pre_receipt_receive" cannot do without it',
                'steps = [: missing step "scan_location": "pre_receipt_receive" cannot do without it',
            ],
        ),
    ],
)
def test_order_of_goods_in(steps: list[str], expected: list[str]) -> None:
    assert steps_problems("pre_receipt_receive", *steps) == expected


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        (
            ["scan_pick_list", "scan_product", "enter_serials", "scan_location"],
            ['enter_serials: "enter_serials" must come after "scan_location"'],
        ),
        (
            ["scan_pick_list", "scan_product", "confirm_quantity", "scan_location"],
            ['confirm_quantity: "confirm_quantity" must come after "scan_location"'],
        ),
        (
            ["scan_pick_list", "scan_product", "scan_pre_receipt"],
            ['scan_pre_receipt: "scan_pre_receipt" is a step of "pre_receipt_receive", not of "pick_by_pick_list"'],
        ),
    ],
)  # fmt: skip
def test_order_of_goods_out(steps: list[str], expected: list[str]) -> None:
    assert steps_problems("pick_by_pick_list", *steps) == expected


@pytest.mark.parametrize(
    ("operation", "steps"),
    [
        ("pre_receipt_receive", "scan_pre_receipt scan_location scan_product enter_serials confirm_quantity"),
        ("pre_receipt_receive", "scan_pre_receipt scan_product scan_location enter_serials"),
        ("pre_receipt_receive", "scan_pre_receipt scan_product confirm_quantity scan_location"),
        ("pick_by_pick_list", "scan_pick_list scan_product"),
        ("pick_by_pick_list", "scan_pick_list scan_product scan_location enter_serials"),
        ("pick_by_pick_list", "scan_pick_list scan_product enter_serials confirm_quantity"),
    ],
)
def test_right_orders(operation: str, steps: str) -> None:
    listed = ", ".join(f'"{step}"' for step in steps.split(" "))
    flows = parse(f'[flows.x]\noperation = "{operation}"\nsteps = [{listed}]\n', PATH)
    assert [step.name for step in flows.flows["x"].steps] == steps.split(" ")


def test_the_caret_stands_under_the_fault_behind_a_tab_and_in_a_long_line() -> None:
    long = f'[flows.goods_out]\n{PICK}short_reasons = ["{"a" * 400}",\t7, "{"b" * 400}"]'
    with pytest.raises(FlowsInvalid) as invalid:
        parse(long, PATH)
    _, seven, _ = invalid.value.problems
    source, carets = seven.source.split("\n")
    assert len(source) <= LONGEST_LINE + 4
    assert source[carets.index("^")] == "7"
    assert "\t" in carets


def test_a_source_line_cannot_steer_the_terminal() -> None:
    with pytest.raises(FlowsInvalid) as invalid:
        parse("a = \x1b[31mred", PATH)
    assert "\x1b" not in str(invalid.value)
    with pytest.raises(FlowsInvalid) as invalid:
        parse('"\\u001b[31m\\u009b" = 1', PATH)
    assert not re.search("[\x1b\x9b]", str(invalid.value))


DEFAULT = PACKAGED.read_text(encoding="utf-8")
WORDS = [
    "",
    "\n",
    "[",
    "]",
    "{",
    "}",
    '"',
    "'",
    ".",
    "=",
    ",",
    "#",
    "3",
    "true",
    "flows",
    "goods_in",
    '"scan_product"',
    "\x00",
]


@given(
    st.lists(st.tuples(st.integers(0, len(DEFAULT)), st.integers(0, 12), st.sampled_from(WORDS)), max_size=3)
)
def test_any_edit_gives_flows_or_problems_with_a_place(edits: list[tuple[int, int, str]]) -> None:
    text = DEFAULT
    for start, length, word in edits:
        text = text[:start] + word + text[start + length :]
    flows, problems = outcome(text)
    assert bool(flows) != bool(problems)
    for problem in problems:
        assert 1 <= (problem.line or 0) <= text.count("\n") + 1
        assert str(problem).startswith(f"flows.toml:{problem.line}:{problem.column}: {problem.told}\n")
    for flow in flows:
        assert Flow.from_json(flow.model_dump_json()) == flow


def test_not_utf_8(tmp_path: Path) -> None:
    file = tmp_path / "flows.toml"
    file.write_bytes("# Gerät é\n".encode() + b'title = "Ger\xe4t"\n')
    with pytest.raises(FlowsInvalid) as invalid:
        load(file)
    assert str(invalid.value) == (
        f'{file}:2:13: not UTF-8: byte 25 of the file is 0xE4 - save it in your editor as UTF-8\n    title = "Ger\ufffdt"\n                ^'
    )


def test_no_file_a_folder_and_a_loop(tmp_path: Path) -> None:
    loop = tmp_path / "loop.toml"
    loop.symlink_to(loop)
    for path, told in [
        (tmp_path / "none.toml", "there is no such file"),
        (tmp_path, "it is a folder, not a regular file"),
        (loop, "the file cannot be read: Too many levels of symbolic links"),
    ]:
        with pytest.raises(FlowsInvalid) as invalid:
            load(path)
        assert str(invalid.value) == f"{path}: {told}"
