"""What a flows.toml says in which there may be faults: as much of it as can be read, and all that is wrong with it."""

import codecs
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from serialhhd.flows.config.checking.warnings import warnings
from serialhhd.flows.config.editing import BOM
from serialhhd.flows.config.loader import Checked, checked_text
from serialhhd.flows.config.problems import FlowsInvalid
from serialhhd.toml import reading
from serialhhd.toml.edits.text import TomlText
from serialhhd.toml.positions import Where
from serialhhd.toml.problem import FileInvalid, Problem
from serialhhd.toml.report import Report, Table

if TYPE_CHECKING:
    from serialhhd.flows.config.model import Flows

ERROR: Final = "error"


class Reading:
    """One state of the bytes of a file.

    Attributes:
        content: The bytes.
        problems: What is wrong, and what is odd in a file that is right.
        toml: The text, where it is TOML: only then it can be changed in places.
        checked: What it says; None where it is not right.
    """

    def __init__(self, content: bytes, path: Path) -> None:
        self.content = content
        self.toml: TomlText | None = None
        self.checked: Checked | None = None
        self.problems: tuple[Problem, ...] = ()
        try:
            text = reading.decoded(str(path), content)
        except FileInvalid as invalid:
            self.problems = invalid.problems
            return
        bom = BOM if content.startswith(codecs.BOM_UTF8) else ""
        with suppress(ValueError, RecursionError):
            self.toml = TomlText(text.removeprefix(bom))
        try:
            checked = checked_text(text, path)
        except FlowsInvalid as invalid:
            self.problems = invalid.problems
        else:
            self._take(checked)

    def _take(self, checked: Checked) -> None:
        self.checked = checked
        self.problems = tuple(warnings(checked))

    @property
    def flows(self) -> "Flows | None":
        """The flows that it says; None where it is not right."""
        return self.checked.flows if self.checked else None

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What is wrong: with it no flow can be in force."""
        return tuple(one for one in self.problems if one.severity == ERROR)

    @property
    def document(self) -> Table:
        """What its tables have; nothing where it is no TOML."""
        return self.toml.document if self.toml else {}

    @cached_property
    def report(self) -> Report:
        """Where its keys and values stand."""
        text = self.toml.text if self.toml else ""
        report = Report("", text)
        report.place(text)
        return report

    def place_of(self, problem: Problem) -> Where:
        """Return the way to what a problem is of; to nothing where that is not known."""
        if self.toml is None or problem.line is None:
            return ()
        line = problem.line - 1
        above = [one for one in self.toml.statements if self.toml.first_line(one) <= line]
        return above[-1].where if above else ()
