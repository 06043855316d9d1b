"""Whatever is edited, in whatever order: no comment is lost or moved, no other value changes, and what is undone was never done."""

import copy
import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from serialhhd.flows.config import editing
from serialhhd.flows.config.editing import Edit, WithoutSerials
from serialhhd.store.words.refusal import Refused
from serialhhd.toml.edits.text import TomlText
from tests.flows.config.odd_files import ODD_FILES

FLOWS = ("goods_in", "goods_out", "copy")
STEPS = (
    "scan_pre_receipt",
    "scan_product",
    "enter_serials",
    "confirm_quantity",
    "scan_location",
    "scan_seal",
)
OPTIONS = (
    "title",
    "over_receipt",
    "enter_serials.ranges",
    "enter_serials.pre_entered",
    "confirm_quantity.short_reasons",
)
VALUES = ("5%", "7", "true", "Ware 'ein'", '["Damaged", "Lost", "Not found"]', "")

REASONS = ('"Damaged"', '"Lost"', '"Not found"', "]")
"""What a comment in the list of reasons may speak of."""

Document = dict[str, Any]
SEVERAL_A_LINE = re.compile(r"""["'][ \t]*,[ \t]*["']|\[[ \t]*["']|["'][ \t]*,?[ \t]*\]""")
"""Entries that share a line with each other or with a bracket."""
ADDED = ("", "", "", "above", "blank", "above, blank", "beside", "tab", "above, tab, beside")
"""What may be added at a line."""
SEVERAL = "several entries"
"""A comment beside a line of them speaks of none in particular, and stays where it is."""


# --- what an edit should do, said of the document alone ------------------------------------------------------------------


@dataclass(frozen=True)
class Step:
    """One edit, as an admin would give it."""

    command: str
    flow: str
    words: tuple[str, ...] = ()

    def edit(self) -> Edit:  # noqa: PLR0911 - one for each command
        match self.command, self.words:
            case "set", (option, value):
                return editing.set_option(f"{self.flow}.{option}", value)[0]
            case "unset", (option,):
                return editing.unset_option(f"{self.flow}.{option}")
            case "include", (step, after):
                return editing.include_step(self.flow, step, after=after)
            case "include_before", (step, before):
                return editing.include_step(self.flow, step, before=before)
            case "exclude", (step,):
                decided: WithoutSerials | None = "skip" if step == "enter_serials" else None
                return editing.exclude_step(self.flow, step, without_serials=decided)
            case "move", (step, after):
                return editing.move_step(self.flow, step, after=after)
            case "move_before", (step, before):
                return editing.move_step(self.flow, step, before=before)
            case "copy", (new,):
                return editing.copy_flow(self.flow, new)
            case _:
                return editing.remove_flow(self.flow)

    def expected(self, document: Document) -> Document:
        document = copy.deepcopy(document)
        flow = document["flows"][self.flow]
        steps = flow.get("steps")
        match self.command, self.words:
            case "set", (option, value):
                *tables, key = option.split(".")
                table = flow
                for name in tables:
                    table = table.setdefault(name, {})
                table[key] = meant(value)
            case "unset", (option,):
                *tables, key = option.split(".")
                table = flow
                for name in tables:
                    table = table[name]
                del table[key]
            case (("include" | "move"), (step, after)):
                flow["steps"] = [one for one in steps if one != step]
                flow["steps"].insert(flow["steps"].index(after) + 1, step)
            case (("include_before" | "move_before"), (step, before)):
                flow["steps"] = [one for one in steps if one != step]
                flow["steps"].insert(flow["steps"].index(before), step)
            case "exclude", (step,):
                steps.remove(step)
                flow |= {editing.WITHOUT_SERIAL_STEP: "skip"} if step == "enter_serials" else {}
            case "copy", (new,):
                document["flows"][new] = copy.deepcopy(flow)
            case _:
                del document["flows"][self.flow]
        return document

    def undone(self, before: Document) -> list[Edit]:  # noqa: PLR0911 - one for each command
        """Return the edits that take this one back; none where it left comments behind, or changed how something is written."""
        flow = before["flows"][self.flow]
        undecided = editing.WITHOUT_SERIAL_STEP not in flow
        match self.command, self.words:
            case "set", (option, _) if isinstance(value := value_of(flow, option), bool | str):
                return [editing.set_option(f"{self.flow}.{option}", json.dumps(value))[0]]
            case "set", (option, _) if value_of(flow, option) is None:
                return [editing.unset_option(f"{self.flow}.{option}")]
            case "exclude", (step,) if len(flow["steps"]) > 1:
                decided = editing.unset_option(f"{self.flow}.{editing.WITHOUT_SERIAL_STEP}")
                is_new = undecided and step == "enter_serials"
                return [put_back(flow["steps"], self.flow, step), *([decided] if is_new else [])]
            case (("include" | "include_before"), (step, _)) if step != "enter_serials" or not undecided:
                return [editing.exclude_step(self.flow, step)]
            case (("move" | "move_before"), (step, _)):
                return [put_back(flow["steps"], self.flow, step)]
            case "copy", (new,):
                return [editing.remove_flow(new)]
            case _:
                return []


def put_back(steps: list[str], flow: str, step: str) -> Edit:
    place = steps.index(step)
    after, before = (steps[place - 1], None) if place else (None, steps[1])

    def change(toml: TomlText) -> TomlText:
        is_asked = step in toml.value(("flows", flow, "steps"))
        ask = editing.move_step if is_asked else editing.include_step
        return ask(flow, step, after=after, before=before)(toml)

    return change


def meant(value: str) -> Any:
    try:
        return tomllib.loads(f"x = {value}")["x"]
    except tomllib.TOMLDecodeError:
        return value


def value_of(flow: Document, option: str) -> Any:
    held: Any = flow
    for name in option.split("."):
        held = held.get(name) if isinstance(held, dict) else None
    return held


def pruned(held: Any) -> Any:
    """Leave out tables that nothing is in: they mean nothing, and go with their last key."""
    if not isinstance(held, dict):
        return held
    return {key: pruned(value) for key, value in held.items() if pruned(value) != {}}


# --- what stands where, told without the program ---------------------------------------------------------------------------


def comments(text: str) -> list[tuple[str, str]]:
    """Each comment, and what it speaks of: what stands beside it, or else below it; nothing where that is a blank line.

    Of a line that gives a key its value that is the key; of an entry on a line of its own, the entry.
    """
    lines = text.replace("\r\n", "\n").split("\n")
    found = []
    for number, (code, comment) in enumerate(parted(lines)):
        if comment:
            below = next((one for one, _ in parted(lines[number + 1 :]) if one or not _), "")
            found.append((comment, spoken_of(code) if code else spoken_of(below)))
    return found


def parted(lines: list[str]) -> Iterator[tuple[str, str]]:
    """Each line's code and comment. Two of the files have a # in a text."""
    for line in lines:
        code, sign, comment = line.partition("#")
        is_text = line.startswith("A # that")
        yield (line, "") if is_text else (code.strip(), f"#{comment.strip()}" if sign else "")


def spoken_of(code: str) -> str:
    if "=" in code:
        return code.partition("=")[0].strip()
    entries = code.strip(" ,]").split(",")
    return entries[0] if len(entries) == 1 else SEVERAL


# --- any edits --------------------------------------------------------------------------------------------------------------

steps = st.one_of(
    st.builds(
        lambda *words: Step("set", words[0], words[1:]),
        st.sampled_from(FLOWS),
        st.sampled_from(OPTIONS),
        st.sampled_from(VALUES),
    ),
    st.builds(
        lambda flow, option: Step("unset", flow, (option,)), st.sampled_from(FLOWS), st.sampled_from(OPTIONS)
    ),
    st.builds(
        lambda command, flow, step, other: Step(command, flow, (step, other)),
        st.sampled_from(["include", "include_before", "move", "move_before"]),
        st.sampled_from(FLOWS),
        st.sampled_from(STEPS),
        st.sampled_from(STEPS),
    ),
    st.builds(
        lambda flow, step: Step("exclude", flow, (step,)), st.sampled_from(FLOWS), st.sampled_from(STEPS)
    ),
    st.builds(lambda flow: Step("copy", flow, ("copy",)), st.sampled_from(FLOWS)),
    st.builds(lambda flow: Step("remove", flow), st.sampled_from(FLOWS)),
)


@st.composite
def files(draw: st.DrawFn) -> str:
    """One of the odd files, odder still: with more comments, blank lines and tabs."""
    lines, is_text = [], False
    for number, line in enumerate(draw(st.sampled_from(ODD_FILES)).split("\n")):
        was_text, is_text = is_text, is_text != (line.count("'''") % 2 == 1)
        added = "" if was_text or is_text else draw(st.sampled_from(ADDED))
        lines += [f"# above {number}"] if "above" in added else []
        lines += [""] if "blank" in added else []
        has_room = "beside" in added and line.strip() and "#" not in line
        indented = f"\t{line}" if "tab" in added and line.strip() else line
        lines.append(f"{indented}  # beside {number}" if has_room else indented)
    return "\n".join(lines)


@given(files(), st.booleans(), st.booleans(), st.lists(steps, max_size=12))
def test_any_edits(text: str, has_crlf: bool, ends_with_newline: bool, edits: list[Step]) -> None:
    text = text.rstrip("\n") + ("\n" if ends_with_newline else "")
    toml = TomlText(text.replace("\n", "\r\n") if has_crlf else text)
    for one in edits:
        try:
            after = one.edit()(toml)
        except Refused:
            continue
        assert_only_that(one, toml, after)
        assert ("\r\n" in after.raw) == ("\n" in after.text and "\r\n" in toml.raw), one
        if (undo := one.undone(toml.document)) and can_be_undone(one, toml, after):
            undone = after
            for taking_back in undo:
                undone = taking_back(undone)
            assert undone.raw == toml.raw, one
        toml = after
    assert not has_crlf or "\n" not in toml.raw.replace("\r\n", "")


def can_be_undone(one: Step, before: TomlText, after: TomlText) -> bool:
    """Whether the commands have all that it takes: some things come from an editor alone.

    They are an empty table, single quotes, a comment whose line is gone, and comments in a list whose entries share lines.
    """
    where = ("flows", one.flow, *(one.words[0].split(".") if one.command == "set" else ["steps"]))
    span = before.positions.values.get(where)
    text = before.text[span.start : span.end] if span else ""
    if one.command in {"set", "exclude"} and ("'" in text or "\n" in text):
        return False
    if one.command.startswith("move") and "#" in text and SEVERAL_A_LINE.search(text):
        return False
    same_comments = one.command == "copy" or comments(before.text) == comments(after.text)
    return same_comments and pruned(before.document) == before.document


def assert_only_that(one: Step, before: TomlText, after: TomlText) -> None:
    assert pruned(after.document) == pruned(one.expected(before.document)), one
    said, says = Counter(comments(before.text)), Counter(comments(after.text))
    lost, new = said - says, says - said
    if one.command == "copy":
        assert not lost, one
    elif one.command == "remove":
        assert not new or {comment for comment, _ in new} <= {comment for comment, _ in lost}, one
    else:
        assert Counter(comment for comment, _ in lost.elements()) == Counter(
            comment for comment, _ in new.elements()
        ), one
        named = {one.words[0], one.words[0].rpartition(".")[2]} if one.words else set()
        gone = {"'''", *named, *(REASONS if "short_reasons" in named else ())}
        for comment, spoken in lost:
            of_several = SEVERAL in {spoken, *(told for other, told in new if other == comment)}
            assert of_several or any(word in spoken for word in gone), (one, comment, spoken, new)
