"""Editing by commands, case by case; that nothing else changes is shown for any of them in test_editing_machine.py."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from serialhhd.flows.config import editing
from serialhhd.flows.config.discovery import PACKAGED
from serialhhd.flows.config.editing import Edit
from serialhhd.flows.config.problems import FlowsInvalid
from serialhhd.store.words.refusal import Refused
from serialhhd.toml.reading import MOST_BYTES

FILE = """\
version = 1

[flows.goods_in]
operation = "pre_receipt_receive"
steps = ["scan_pre_receipt", "scan_product", "enter_serials", "confirm_quantity", "scan_location"]

[flows.goods_in.enter_serials]
pre_entered = "verify"   # since the audit

# Out.
[flows.goods_out]
operation = "pick_by_pick_list"
steps = [
    "scan_pick_list",
    # where
    "scan_location",     # read it aloud
    "scan_product"
]
"""
OF_A_FLOW = Path("flows.toml")


def edited(*edits: Edit, text: str = FILE) -> str:
    return editing.edited(text.encode(), OF_A_FLOW, *edits).decode()


def set_option(option: str, value: str, text: str = FILE) -> str:
    return edited(*editing.set_option(option, value), text=text)


def lines_changed(after: str, before: str = FILE) -> list[str]:
    """The lines that are new, each with the one before it."""
    lines, old = after.splitlines(), set(before.splitlines())
    return [f"{lines[n - 1]} / {line}" for n, line in enumerate(lines) if line not in old]


# --- set and unset ---------------------------------------------------------------------------------------------------------


def test_a_new_key_stands_behind_the_last_of_its_table_and_before_the_comment_of_the_next() -> None:
    assert lines_changed(set_option("goods_in.enter_serials.ranges", "false")) == [
        'pre_entered = "verify"   # since the audit / ranges = false'
    ]


def test_a_value_is_replaced_where_it_stands() -> None:
    after = set_option("goods_in.enter_serials.pre_entered", "accept")
    assert after == FILE.replace('"verify"   # since', '"accept"   # since')


@pytest.mark.parametrize(
    ("option", "value", "written"),
    [
        ("goods_in.over_receipt", "5%", 'over_receipt = "5%"'),
        ("goods_in.over_receipt", "2", "over_receipt = 2"),
        ("goods_in.over_receipt", '"2%"', 'over_receipt = "2%"'),
        ("goods_in.title", "2024", 'title = "2024"'),
        ("goods_in.title", "true", 'title = "true"'),
        ("goods_in.title", 'Say "Ä"', r'title = "Say \"Ä\""'),
        ("goods_in.separator", '"\\u001d"', 'separator = "\\u001d"'),
        ("goods_out.short_reasons", '["Damaged", "Lost"]', 'short_reasons = ["Damaged", "Lost"]'),
    ],
)
def test_what_is_meant_by_a_value_is_what_the_option_may_be(option: str, value: str, written: str) -> None:
    after = set_option("goods_out.empty_reason", '""') if "reasons" in option else FILE
    assert written in set_option(option, value, text=after).splitlines()


def test_the_table_of_a_step_is_made_behind_its_flow_and_goes_with_its_last_key() -> None:
    after = set_option("goods_in.confirm_quantity.short", "ask")
    assert '# since the audit\n\n[flows.goods_in.confirm_quantity]\nshort = "ask"\n\n# Out.' in after
    assert edited(editing.unset_option("goods_in.confirm_quantity.short"), text=after) == FILE


def test_a_comment_stays_where_its_key_goes_and_speaks_of_nothing_else() -> None:
    text = FILE.replace("# since the audit", "# since the audit\nranges = true")
    after = edited(editing.unset_option("goods_in.enter_serials.pre_entered"), text=text)
    assert "[flows.goods_in.enter_serials]\n# since the audit\n\nranges = true\n" in after


def test_a_table_with_comments_stays_when_nothing_else_is_in_it() -> None:
    after = edited(editing.unset_option("goods_in.enter_serials.pre_entered"))
    assert "[flows.goods_in.enter_serials]\n# since the audit\n" in after


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("end", ["", "\n"])
def test_the_mark_and_the_ends_of_lines_stay(mark: str, newline: str, end: str) -> None:
    before = (mark + FILE.rstrip("\n") + end).replace("\n", newline)
    after = set_option("goods_out.title", "Out", text=before)
    assert after == before.replace(f"{newline}]", f'{newline}]{newline}title = "Out"')
    assert edited(editing.unset_option("goods_out.title"), text=after) == before


def test_the_same_value_changes_nothing() -> None:
    assert set_option("goods_in.enter_serials.pre_entered", "verify") == FILE


def test_a_list_keeps_its_lines_and_comments() -> None:
    after = set_option("goods_out.steps", '["scan_pick_list", "scan_product", "enter_serials"]')
    steps = after[after.index("steps = [\n") :]
    assert steps == (
        'steps = [\n    "scan_pick_list",\n    # where\n    # read it aloud\n\n    "scan_product",\n    "enter_serials"\n]\n'
    )


@pytest.mark.parametrize(
    ("table", "left"),
    [
        ("\n[flows.goods_out.enter_serials]\nranges = false   # here\n# and here\n", "\n"),
        ("enter_serials.ranges = false\nenter_serials.separators = ''\n", ""),
        ("enter_serials = { ranges = false }   # beside\n", "# beside\n"),
        ("\n[flows.goods_out.enter_serials]\n[flows.goods_out.enter_serials.prompt]\nde = 'X'\n", "\n"),
    ],
)
def test_a_table_goes_whole_however_it_is_written(table: str, left: str) -> None:
    after = edited(editing.unset_option("goods_out.enter_serials"), text=FILE + table)
    assert after.rstrip("\n") == (FILE + left).rstrip("\n")


def test_texts_in_several_languages_go_as_one_text_does() -> None:
    several = set_option("goods_out.title", '{ en = "Out", de = "Aus" }')
    assert edited(editing.unset_option("goods_out.title"), text=several) == FILE


# --- steps -----------------------------------------------------------------------------------------------------------------


def test_a_step_is_asked_at_the_first_place_where_it_can_be() -> None:
    without = edited(editing.exclude_step("goods_in", "enter_serials", without_serials="skip"))
    assert '"scan_product", "confirm_quantity"' in without
    assert '"scan_product", "enter_serials", "confirm_quantity"' in edited(
        editing.include_step("goods_in", "enter_serials"), text=without
    )


def test_a_step_moves_with_its_comments() -> None:
    after = edited(editing.move_step("goods_out", "scan_location", after="scan_product"))
    assert after.endswith(
        'steps = [\n    "scan_pick_list",\n    "scan_product",\n    # where\n    "scan_location"     # read it aloud\n]\n'
    )
    assert edited(editing.move_step("goods_out", "scan_location", after="scan_pick_list"), text=after) == FILE


def test_what_becomes_of_serials_must_be_said_once() -> None:
    with pytest.raises(Refused, match="serials_undecided"):
        edited(editing.exclude_step("goods_in", "enter_serials"))
    said = set_option("goods_in.without_serial_step", "refuse")
    assert (
        "enter_serials"
        not in edited(editing.exclude_step("goods_in", "enter_serials"), text=said).split("\n")[4]
    )


# --- flows -----------------------------------------------------------------------------------------------------------------


def test_a_copy_stands_behind_all_flows_with_all_that_is_in_it() -> None:
    after = edited(editing.copy_flow("goods_in", "fast"))
    assert after.startswith(FILE)
    assert after.removeprefix(FILE) == (
        "\n[flows.fast]\n" + FILE.split("\n\n", 2)[1].partition("\n")[2] + "\n\n"
        "[flows.fast.enter_serials]\n" + 'pre_entered = "verify"   # since the audit\n'
    )
    assert edited(editing.remove_flow("fast"), text=after) == FILE


def test_a_flow_goes_with_its_comments_and_the_others_stay() -> None:
    after = edited(editing.remove_flow("goods_in"))
    assert after == "version = 1\n\n" + FILE[FILE.index("# Out.") :]
    assert edited(editing.remove_flow("goods_out")) == FILE[: FILE.index("\n# Out.")]


# --- what is refused -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (lambda: editing.set_option("goods_inn.title", "x"), "unknown_flow"),
        (lambda: editing.set_option("goods_in.enter_serials", "x"), "option_is_table"),
        (lambda: editing.set_option("goods_in.steps.de", "x"), "option_is_no_table"),
        (lambda: [editing.unset_option("goods_in.title")], "option_not_set"),
        (lambda: [editing.unset_option("goods_in.scan_location")], "option_not_set"),
        (lambda: [editing.include_step("goods_in", "enter_serials")], "step_asked_already"),
        (
            lambda: [editing.include_step("goods_out", "enter_serials", after="confirm_quantity")],
            "step_not_asked",
        ),
        (lambda: [editing.exclude_step("goods_out", "enter_serials")], "step_not_asked"),
        (lambda: [editing.move_step("goods_out", "enter_serials", after="scan_product")], "step_not_asked"),
        (
            lambda: [editing.exclude_step("goods_out", "scan_location", without_serials="skip")],
            "step_without_serials",
        ),
        (lambda: [editing.copy_flow("goods_in", "goods_out")], "flow_exists"),
        (lambda: [editing.copy_flow("goods_inn", "x")], "unknown_flow"),
        (lambda: [editing.remove_flow("goods_inn")], "unknown_flow"),
    ],
)
def test_what_cannot_be_meant_is_refused(edit: Callable[[], list[Edit]], code: str) -> None:
    with pytest.raises(Refused) as refused:
        edited(*edit())
    assert refused.value.code == code


def test_a_list_whose_comments_would_be_lost_is_left_alone() -> None:
    text = FILE.replace("steps = [\n", "short_reasons = [\n  'a', # x\n 'a'\n]\nsteps = [\n")
    with pytest.raises(Refused, match="list_has_comments"):
        set_option("goods_out.short_reasons", '["b"]', text=text)


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (
            editing.set_option("goods_in.over_receipt", "5.5"),
            r'^flows.toml:6:16: over_receipt cannot be 5.5: it must be "allow"',
        ),
        (
            editing.set_option("goods_in.titel", "x"),
            r'^flows.toml:6:1: unknown key "titel" - did you mean "title"\?',
        ),
        ([editing.exclude_step("goods_out", "scan_product")], 'missing step "scan_product"'),
        ([editing.include_step("goods_out", "scan_pre_receipt")], '"scan_pre_receipt" is a step of'),
        ([editing.move_step("goods_out", "scan_product", before="scan_pick_list")], "it must come after"),
        ([editing.copy_flow("goods_in", "in Ä")], "a flow cannot be named"),
    ],
)
def test_what_would_be_wrong_is_told_as_a_check_of_it_would(edit: list[Edit], told: str) -> None:
    with pytest.raises(FlowsInvalid) as invalid:
        edited(*edit)
    assert re.search(told, str(invalid.value))


def test_a_file_that_is_wrong_can_be_mended() -> None:
    wrong = FILE.replace('"verify"', '"verfy"')
    assert set_option("goods_in.enter_serials.pre_entered", "verify", text=wrong) == FILE
    with pytest.raises(FlowsInvalid, match="verfy"):
        set_option("goods_in.title", "x", text=wrong)


@pytest.mark.parametrize("content", [b"x = ", b"\xff\xfe", b"a = '\xe4'"])
def test_what_is_no_toml_is_told(content: bytes) -> None:
    with pytest.raises(FlowsInvalid):
        editing.edited(content, OF_A_FLOW, editing.remove_flow("x"))


@pytest.mark.parametrize(
    "option", ["title", "", "goods_in.", ".title", "goods_in..title", f"goods_in{16 * '.x'}"]
)
def test_what_names_no_option(option: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(option)}$"):
        editing.names_in(option)


@pytest.mark.parametrize("value", ['{ en = "Fast", xx = "Schnell" }', "{}", '["Fast"]'])
def test_a_table_or_list_that_is_wrong_is_no_title(value: str) -> None:
    with pytest.raises(FlowsInvalid):
        editing.edited(PACKAGED.read_bytes(), OF_A_FLOW, *editing.set_option("goods_in.title", value))
    quoted = editing.set_option("goods_in.title", "'[Rush] Goods in'")
    bare = editing.set_option("goods_in.title", "[Rush] Goods in")
    first, second = (editing.edited(PACKAGED.read_bytes(), OF_A_FLOW, *one) for one in (quoted, bare))
    assert b"[Rush] Goods in" in first
    assert b"[Rush] Goods in" in second


# --- devices -------------------------------------------------------------------------------------------------------------

DEVICES = f"""{FILE}
# All of them.
[device]
prefix = "*"         # since 2026
not_taken_beeps = 3  # loud

[devices.Dock]       # the gates
match = ["DOCK-*"]
keys = {{ F7 = ":short" }}
"""


@pytest.mark.parametrize(
    ("option", "value", "changed"),
    [
        ("device.theme", "colourless", ['not_taken_beeps = 3  # loud / theme = "colourless"']),
        ("devices.dock.theme", "colourless", ['keys = { F7 = ":short" } / theme = "colourless"']),
        ("devices.dock.keys.F9", ":list", ['match = ["DOCK-*"] / keys = { F7 = ":short", F9 = ":list" }']),
        ("devices.dock.tones.error", "4", ['keys = { F7 = ":short" } / tones = { error = 4 }']),
        ("devices.gate.language", "es", [" / [devices.gate]", '[devices.gate] / language = "es"']),
        ("devices.dock.match", '["GATE-?", "vt220"]', ['[devices.Dock]       # the gates / match = ["GATE-?", "vt220"]']),
    ],
)  # fmt: skip
def test_devices_are_set_up_by_commands(option: str, value: str, changed: list[str]) -> None:
    after = set_option(option, value, DEVICES)
    assert lines_changed(after, DEVICES) == changed
    assert edited(editing.unset_option(option), text=after) != after


def test_a_first_table_of_devices_stands_behind_all_flows() -> None:
    after = set_option("device.theme", "colourless")
    assert after == f'{FILE}\n[device]\ntheme = "colourless"\n'
    assert edited(editing.unset_option("device.theme"), text=after) == FILE


def test_the_name_of_today_takes_the_older_one_out_of_the_file_and_not_its_comment() -> None:
    after = set_option("device.action_prefix", "!", DEVICES)
    assert 'prefix = "*"' not in after.replace("action_prefix", "")
    assert "# since 2026" in after
    after = set_option("device.tones.error", "4", after)
    assert "not_taken_beeps" not in after
    assert "tones = { error = 4 }" in after
    assert "not_taken_beeps" not in edited(editing.unset_option("device.tones.error"), text=DEVICES)


def test_a_flow_that_is_called_device_is_meant_by_its_name() -> None:
    text = DEVICES.replace("flows.goods_in", "flows.device")
    assert 'title = "In"' in set_option("device.title", "In", text)


@pytest.mark.parametrize(
    ("option", "value", "code"),
    [
        ("devices.dock", "x", "option_is_table"),
        ("device.tones", "x", None),
        ("device.title", "x", None),
        ("device.match", '["x"]', None),
        ("devices.dock.match.x", "1", "option_is_no_table"),
        ("devices.dock.keys.F2", ":list", None),
    ],
)
def test_what_devices_cannot_be_is_refused(option: str, value: str, code: str | None) -> None:
    with pytest.raises((Refused, FlowsInvalid)) as refused:
        set_option(option, value, DEVICES)
    assert getattr(refused.value, "code", None) == code


def test_what_nobody_would_read_afterwards_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "flows.toml"
    comment = b"#" * (MOST_BYTES - len(PACKAGED.read_bytes()) - 1)
    for content in (PACKAGED.read_bytes() + comment, PACKAGED.read_bytes() + 2 * comment):
        path.write_bytes(content)
        with pytest.raises(FlowsInvalid, match="larger than 1 MiB"):
            editing.edit(path, *editing.set_option("goods_in.title", 99 * "long"))
        assert path.read_bytes() == content


def test_a_link_that_leads_to_itself_is_refused(tmp_path: Path) -> None:
    loop = tmp_path / "flows.toml"
    loop.symlink_to(loop)
    with pytest.raises(Refused, match="file_not_changed"):
        editing.edit(loop, editing.remove_flow("goods_in"))


def test_the_packaged_file_is_never_edited(tmp_path: Path) -> None:
    link = tmp_path / "flows.toml"
    link.symlink_to(PACKAGED)
    for path in (PACKAGED, link):
        with pytest.raises(Refused, match="flows_packaged"):
            editing.edit(path, editing.remove_flow("goods_in"))
