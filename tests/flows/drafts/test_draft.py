"""Changes that are not saved: taken back they leave the same bytes, and they are made again on what somebody else has written."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from serialhhd.flows.config import editing
from serialhhd.flows.config.discovery import PACKAGED
from serialhhd.flows.config.problems import FlowsInvalid
from serialhhd.flows.drafts.draft import Draft
from serialhhd.flows.drafts.outline import parts, settings_in
from serialhhd.store.words.refusal import Refused

PATH = Path("flows.toml")
FLOWS = PACKAGED.read_bytes()
EDITS = (
    editing.set_value("goods_in.title", "Fast"),
    editing.unset_option("goods_in.short_title"),
    editing.move_step("goods_in", "scan_product", before="scan_pre_receipt"),
    editing.exclude_step("goods_in", "scan_location"),
    editing.exclude_step("goods_in", "enter_serials", without_serials="skip"),
    editing.include_step("goods_in", "scan_location"),
    editing.copy_flow("goods_in", "fast"),
    editing.remove_flow("goods_out"),
    editing.set_value("device.repeat_seconds", 5),
)


@settings(max_examples=30)
@given(st.lists(st.sampled_from(range(len(EDITS))), max_size=8))
def test_what_is_changed_and_taken_back_was_never_changed(chosen: list[int]) -> None:
    draft = Draft(PATH, FLOWS)
    states = [draft.now.content]
    for number in chosen:
        try:
            if draft.change(str(number), EDITS[number], may_be_wrong=True):
                states.append(draft.now.content)
        except Refused:
            assert draft.now.content == states[-1]
    for state in reversed(states[:-1]):
        assert draft.undo() is not None
        assert draft.now.content == state
    assert (draft.undo(), draft.is_changed) == (None, False)
    while draft.redo():
        pass
    assert draft.now.content == states[-1]


def test_what_would_be_wrong_that_was_not_before_is_refused() -> None:
    draft = Draft(PATH, FLOWS.replace(b"short_title", b"shrt_title", 1))
    with pytest.raises(FlowsInvalid, match="repeat_window_ms") as refused:
        draft.change("x", editing.set_value("goods_in.enter_serials.repeat_window_ms", -1))
    assert [one.code for one in refused.value.problems] == ["wrong_value"]
    assert draft.change("x", editing.set_value("goods_in.enter_serials.repeat_window_ms", 1))
    assert [one.code for one in draft.now.errors] == ["unknown_key"]


def test_changes_are_made_again_on_what_somebody_else_has_written() -> None:
    draft = Draft(PATH, FLOWS)
    draft.change("title", EDITS[0])
    draft.change("goods_out is gone", EDITS[7])
    assert draft.begin_anew(FLOWS.replace(b"flows.goods_out", b"flows.out") + b"# by hand\n") == [
        "goods_out is gone"
    ]
    assert draft.is_changed
    assert b'"Fast"' in draft.now.content
    assert draft.now.content.endswith(b"# by hand\n")


def test_what_was_taken_back_does_not_come_again_on_what_somebody_else_has_written() -> None:
    draft = Draft(PATH, FLOWS)
    draft.change("title", EDITS[0])
    draft.undo()
    others = FLOWS + b"# by hand\n"
    assert draft.begin_anew(others) == []
    assert (draft.redo(), draft.now.content) == (None, others)


def test_what_was_saved_is_not_made_again_on_what_somebody_else_has_written() -> None:
    draft = Draft(PATH, FLOWS)
    draft.change("title", EDITS[0])
    draft.change("copy", EDITS[6])
    draft.saved()
    draft.change("gone", EDITS[7])
    others = draft.base.content.replace(b'"Fast"', b'"Slow"', 1)
    assert draft.begin_anew(others) == []
    assert b'"Slow"' in draft.now.content
    assert [one.told for one in draft.done] == ["gone"]


@pytest.mark.parametrize(
    "text",
    [
        "flows = 5",
        "[flows]\na = 1",
        "[flows.a]\nsteps = 5",
        '[flows.a]\noperation = []\nsteps = [1, "x", "x"]',
        "devices = 1",
    ],
)
def test_whatever_a_file_says_its_parts_are_there(text: str) -> None:
    reading = Draft(PATH, text.encode()).now
    assert reading.errors
    for part in parts(reading):
        settings_in(reading, part)
    assert [reading.place_of(one) for one in reading.problems]
