"""What the page works with: the file and its draft, who keeps versions of it, and the handhelds that try it."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from serialhhd.flows.config import replacing
from serialhhd.flows.config.model import Flows
from serialhhd.flows.descriptions.differences import differences
from serialhhd.flows.drafts.draft import Draft
from serialhhd.flows.in_force.saving import Keeper, save
from serialhhd.flows.rehearsal import told
from serialhhd.flows.rehearsal.impact import impact_at_once
from serialhhd.flows.sentences import messages
from serialhhd.screens.editor.sample_handheld import SampleHandhelds
from serialhhd.store.engine.store import Store
from serialhhd.toml import reading
from serialhhd.toml.problem import FileInvalid

MINE: Final = ".mine"
"""How the name of a file ends in which changes are kept that could not be saved."""


class Workshop:
    """A flows.toml that is being changed.

    Args:
        path: The file.
        content: What it holds.
        handhelds: Where it is tried.
        keeper: Who keeps versions of it; None where no store goes by it.
    """

    def __init__(self, path: Path, content: bytes, handhelds: SampleHandhelds, keeper: Keeper | None) -> None:
        self.draft = Draft(path, content)
        self.handhelds = handhelds
        self._keeper = keeper if keeper and keeper.keeps(path) else None

    @property
    def path(self) -> Path:
        """The file."""
        return self.draft.path

    @property
    def keeps_versions(self) -> bool:
        """Whether what is saved becomes a version, with a reason."""
        return self._keeper is not None

    def sentences(self) -> list[str]:
        """Return what changes for operators by saving; of a file that was wrong only that it is right again."""
        before, after = self.draft.base.flows, self.draft.now.flows
        if before is None or after is None:
            return [f"{self.path} is right again."]
        return differences(before, after)

    @property
    def impact(self) -> Callable[[], Awaitable[Sequence[str]]] | None:
        """What tells what the last days would have been under the draft; None where no store knows, or nothing was right before."""
        keeper, before, after = self._keeper, self.draft.base.flows, self.draft.now.flows
        if keeper is None or before is None or after is None:
            return None
        return partial(asyncio.to_thread, _impact, keeper.store, before, after)

    async def save(self, why: str) -> None:
        """Put the draft in the place of the file.

        Raises:
            Refused: `file_changed_meanwhile` where the file holds something else than the changes began with; as for `save`.
            StoreUnavailable: The store cannot be used.
        """
        await asyncio.to_thread(save, self.path, self._changed, self._keeper, why)
        self.draft.saved()

    def _changed(self, held: bytes) -> bytes:
        if held != self.draft.base.content:
            raise messages.file_changed_meanwhile(file=str(self.path))
        return self.draft.now.content

    def of_somebody_else(self) -> bytes | None:
        """Return what the file holds where somebody else has changed it; None where it is as it was, or cannot be read."""
        try:
            held = reading.content(self.path)
        except FileInvalid:
            return None
        return None if held == self.draft.base.content else held

    def take_other(self) -> Sequence[str]:
        """Take what the file holds now, make the changes again on that, and return those that could not be made.

        Raises:
            FlowsInvalid: As from `Draft.begin_anew`.
        """
        held = self.of_somebody_else()
        return self.draft.begin_anew(held) if held is not None else ()

    def save_beside(self) -> Path:
        """Write the draft into a new file beside the file, and return its path.

        Raises:
            Refused: `file_exists`, `file_not_changed`.
        """
        path = self.path.with_name(f"{self.path.name}{MINE}")
        replacing.create(path, self.draft.now.content)
        return path


def _impact(store: Store, before: Flows, after: Flows) -> Sequence[str]:
    found = impact_at_once(store, before, after)
    return told.sentences(found) if found else ("Nothing is asked in another way.",)
