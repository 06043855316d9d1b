"""Handhelds on the sample warehouse, each in a throw-away store of its own, with flows that nobody has saved yet."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Final, Self

from serialhhd.flows.config.model import Flows
from serialhhd.flows.conversation.session import Session
from serialhhd.flows.in_force.source import AsTheyAre
from serialhhd.samples import warehouse as sample
from serialhhd.store.engine import throw_away
from serialhhd.store.engine.store import Store
from serialhhd.store.words.vocabulary import Language
from serialhhd.toml.key import FrozenTable

OPERATOR: Final = "sample"


class SampleHandhelds:
    """A folder of throw-away stores, which is taken away at the end. One handheld is open at a time."""

    def __init__(self) -> None:
        self._kept = ExitStack()
        self._folder = self._kept.enter_context(throw_away.folder("edit"))
        self._filled: Path | None = None
        self._opened = ExitStack()

    def open(self, flows: Flows, flow: str, language: Language | None, profile: str = "") -> Session:
        """Open a flow on a warehouse in which nobody has worked yet; whoever it is shown to, here it is seen.

        Args:
            flows: What the file says.
            flow: The flow.
            language: In which the handheld speaks; None: as its device is set up.
            profile: The profile of the file that it has; empty: that of all.
        """
        self._opened.close()
        store = self._opened.enter_context(self._copy())
        seen = {name: one.model_copy(update={"shown_to": FrozenTable()}) for name, one in flows.flows.items()}
        device = flows.devices.get(profile, flows.device)
        source = AsTheyAre(
            replace(flows, flows=MappingProxyType(seen), device=device, devices=MappingProxyType({}))
        )
        return Session(store, source, OPERATOR, flow, language=language)

    @contextmanager
    def _copy(self) -> Iterator[Store]:
        """Open a store of the sample warehouse that is gone when it is closed."""
        with tempfile.TemporaryDirectory(dir=self._folder) as place:
            path = Path(place) / "handheld.db"
            shutil.copyfile(self._sample(), path)
            with Store.open(str(path), is_kept=False) as store:
                yield store

    def _sample(self) -> Path:
        """Return a store with the sample warehouse, which is filled once."""
        if self._filled is None:
            path = self._folder / "sample.db"
            with Store.open(str(path), create=True, is_kept=False) as store:
                store.write(lambda conn: sample.fill(conn, store.now()))
            self._filled = path
        return self._filled

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._kept:
            self._opened.close()
