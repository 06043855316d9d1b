"""The lists of the page: the parts of the file, the settings of one part, and what is wrong."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, Final, Generic, TypeVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets.option_list import Option

from serialhhd.flows.descriptions.settings import Setting
from serialhhd.flows.drafts.outline import Part, Stray
from serialhhd.screens.widgets.plain import PlainOptions
from serialhhd.toml.edits.values import written
from serialhhd.toml.problem import Problem

T = TypeVar("T")
NAME_WIDTH: Final = 20
"""Columns of the name of a setting, or a step."""
YES_AND_NO: Final = {True: "yes", False: "no"}


class RowList(PlainOptions, Generic[T]):
    """A list of rows, each with what it is of.

    Args:
        moved: Called at once when the cursor goes to another row: the next key may come before any message does.
        id: The widget's id.
    """

    def __init__(self, moved: Callable[[], None] | None = None, *, id: str) -> None:  # noqa: A002 - Textual says id
        super().__init__(id=id)
        self._moved = moved
        self._held: Sequence[T] = ()
        self._is_filled_in = True

    def put(self, held: Sequence[T], at: int | None) -> None:
        """Show rows, with the cursor on one of them."""
        self._is_filled_in = True
        self._held = held
        self.clear_options()
        self.add_options([Option(self.row(one)) for one in held])
        self.highlighted = None if at is None or not held else min(at, len(held) - 1)
        self._is_filled_in = False
        self.call_after_refresh(self.scroll_to_highlight)

    @property
    def current(self) -> T | None:
        """What the row under the cursor is of."""
        at = self.highlighted
        return self._held[at] if at is not None and at < len(self._held) else None

    def watch_highlighted(self, highlighted: int | None) -> None:
        """Tell that the cursor is on another row."""
        super().watch_highlighted(highlighted)
        if self._moved and not self._is_filled_in:
            self._moved()

    def row(self, one: T) -> Content:
        """Return what is shown of one."""
        raise NotImplementedError


class Outline(RowList[Part]):
    """The flows, and under each the steps: those that it asks by their numbers, then those that it could ask."""

    def row(self, one: Part) -> Content:
        """Return a flow in bold; a step with its number, or dim."""
        if one.step is None:
            return Content.assemble((f"{one.name:{NAME_WIDTH}}", "bold underline"), ("    ", ""), one.about)
        if one.number is None:
            return Content.assemble((f"  - {one.name:{NAME_WIDTH}} not asked", "dim"))
        return Content.assemble(f"{one.number:>3} {one.name:{NAME_WIDTH}}", (f" {one.about}", "dim"))


class SettingList(RowList[Setting | Stray]):
    """The settings of a part: what holds, and whether the file says it."""

    def row(self, one: Setting | Stray) -> Content:
        """Return the name and the value; a dot before what the file says."""
        if isinstance(one, Stray):
            name = one.option.rpartition(".")[2]
            return Content.assemble(("! ", "$error"), (f"{name:{NAME_WIDTH}} {written(one.value)}", "$error"))
        said = shown(one.value)
        if one.where is None:
            return Content.assemble(f"  {one.key.name:{NAME_WIDTH}} ", (said, "dim"))
        return Content.assemble(("● ", "$accent"), f"{one.key.name:{NAME_WIDTH}} ", (said, "bold"))


class ProblemList(RowList[Problem]):
    """What is wrong with the file, or odd: each with its line and its cure.

    Attributes:
        shows_source: Whether the line itself is shown, with carets: there is nothing else to look at.
    """

    shows_source = False

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "screen.to_outline", "Steps", tooltip="Back to the steps"),
    ]

    def row(self, one: Problem) -> Content:
        """Return the line, the sentence and the cure."""
        mark, style = ("x", "$error") if one.severity == "error" else ("!", "$warning")
        line = f"line {one.line}: " if one.line else ""
        cure = (f" - {one.hint}", "") if one.hint else ("", "")
        source = f"\n{one.source}" if self.shows_source and one.source else ""
        return Content.assemble((f"{mark} ", f"bold {style}"), (line, style), one.sentence, cure, source)


def shown(value: Any) -> str:
    """Return a value as people read it."""
    if value in ("", (), [], {}):
        return "(empty)"
    match value:
        case bool():
            return YES_AND_NO[value]
        case str() if value.isprintable():
            return value
        case dict() if all(isinstance(one, str) for one in value.values()):
            return ", ".join(f"{name}: {one}" for name, one in value.items())
        case list() | tuple() if all(isinstance(one, str) for one in value):
            return ", ".join(value)
    return written(value)
