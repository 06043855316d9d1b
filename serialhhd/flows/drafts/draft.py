"""A flows.toml that is being changed: what it says now, and each change, which can be taken back and made again."""

from collections.abc import Sequence
from pathlib import Path

from serialhhd.flows.config import editing
from serialhhd.flows.config.editing import Edit
from serialhhd.flows.config.problems import FlowsInvalid
from serialhhd.flows.drafts.reading import Reading
from serialhhd.store.words.refusal import Refused
from serialhhd.value_class import value_class


@value_class
class Change:
    """One change that somebody made.

    Attributes:
        told: What was done, in words.
        edits: What may have been meant: the first counts after which nothing is wrong that was not before.
        before: What the file said before it.
        after: What it said then.
    """

    told: str
    edits: tuple[Edit, ...]
    before: Reading
    after: Reading


class Draft:
    """The changes of one file that are not saved.

    Args:
        path: The file.
        content: What it holds.

    Attributes:
        path: The file.
        base: What the file holds, as far as is known: what the changes begin with, or what was saved.
        now: What is to be in it.
    """

    def __init__(self, path: Path, content: bytes) -> None:
        self.path = path
        self.base = self.now = Reading(content, path)
        self._done: list[Change] = []
        self._undone: list[Change] = []
        self._saved = 0

    @property
    def is_changed(self) -> bool:
        """Whether something is to be saved."""
        return self.now.content != self.base.content

    @property
    def done(self) -> Sequence[Change]:
        """The changes that can be taken back, the newest last."""
        return self._done

    def change(self, told: str, *edits: Edit, may_be_wrong: bool = False) -> bool:
        """Make a change, and return whether anything is other then.

        Args:
            told: What is done, in words.
            edits: As in `Change`.
            may_be_wrong: Whether it may leave something wrong, which further changes mend: a step is put in after the other.

        Raises:
            Refused: As the edit refuses.
            FlowsInvalid: What would be wrong that was not before; or the file is no TOML.
        """
        after = self._after(edits, may_be_wrong=may_be_wrong)
        if after.content == self.now.content:
            return False
        self._done.append(Change(told, edits, self.now, after))
        self._undone.clear()
        self.now = after
        return True

    def _after(self, edits: Sequence[Edit], *, may_be_wrong: bool) -> Reading:
        known = {(one.code, one.sentence) for one in self.now.errors}
        wrong: list[FlowsInvalid] = []
        for one in edits:
            after = Reading(editing.changed(self.now.content, self.path, one), self.path)
            new = [error for error in after.errors if (error.code, error.sentence) not in known]
            if may_be_wrong or not new:
                return after
            wrong.append(FlowsInvalid(new))
        raise wrong[0]

    def undo(self) -> str | None:
        """Take the last change back, and return what it was; None where there is none."""
        if not self._done:
            return None
        change = self._done.pop()
        self._saved = min(self._saved, len(self._done))
        self._undone.append(change)
        self.now = change.before
        return change.told

    def redo(self) -> str | None:
        """Make the change again that was taken back last, and return what it is; None where there is none."""
        if not self._undone:
            return None
        change = self._undone.pop()
        self._done.append(change)
        self.now = change.after
        return change.told

    def saved(self) -> None:
        """Take what is to be in the file for what is in it; changes can be taken back all the same."""
        self.base = self.now
        self._saved = len(self._done)

    def begin_anew(self, content: bytes) -> list[str]:
        """Take what the file holds now, make the changes again on that, and return those that cannot be made any more.

        What was saved is in the file, or somebody else has changed it since. What was taken back began with another file, which it
        would bring back.

        Raises:
            FlowsInvalid: It is no TOML, on which nothing can be changed: the changes stay as they are.
        """
        read = Reading(content, self.path)
        if read.toml is None and self.is_changed:
            raise FlowsInvalid(read.errors)
        changes, self._done, self._undone, self._saved = self._done[self._saved :], [], [], 0
        self.base = self.now = read
        lost = []
        for one in changes:
            try:
                self.change(one.told, *one.edits, may_be_wrong=True)
            except (Refused, FlowsInvalid):
                lost.append(one.told)
        return lost
