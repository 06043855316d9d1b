"""Handhelds on the sample warehouse, each in a throw-away store of its own, with flows that nobody has saved yet."""

import shutil
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Final, Self

from serialhhd.flows.config.model import Flows
from serialhhd.flows.conversation.session import Session
from serialhhd.samples import warehouse as sample
from serialhhd.store.engine.store import Store
from serialhhd.store.words.vocabulary import Language
from serialhhd.toml.key import FrozenTable

OPERATOR: Final = "sample"


@dataclass(frozen=True, slots=True)
class _AsTheyAre:
    """Flows that stay as they are."""

    flows: Flows

    def current(self, operator: str | None = None, device: str | None = None) -> Flows:  # noqa: ARG002 - the same for all
        """Return them."""
        return self.flows


class SampleHandhelds:
    """A folder of throw-away stores, which is taken away at the end. One handheld is open at a time."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="serialhhd-edit-")
        self._filled: Path | None = None
        self._store: Store | None = None
        self._place: tempfile.TemporaryDirectory[str] | None = None

    def open(self, flows: Flows, flow: str, language: Language | None, profile: str = "") -> Session:
        """Open a flow on a warehouse in which nobody has worked yet; whoever it is shown to, here it is seen.

        Args:
            flows: What the file says.
            flow: The flow.
            language: In which the handheld speaks; None: as its device is set up.
            profile: The profile of the file that it has; empty: that of all.
        """
        self._let_go()
        place = tempfile.TemporaryDirectory(dir=self._folder.name)
        path = Path(place.name) / "handheld.db"
        shutil.copyfile(self._sample(), path)
        self._store, self._place = Store.open(str(path)), place
        seen = {name: one.model_copy(update={"shown_to": FrozenTable()}) for name, one in flows.flows.items()}
        device = flows.devices.get(profile, flows.device)
        source = _AsTheyAre(
            replace(flows, flows=MappingProxyType(seen), device=device, devices=MappingProxyType({}))
        )
        return Session(self._store, source, OPERATOR, flow, language=language)

    def _sample(self) -> Path:
        """Return a store with the sample warehouse, which is filled once."""
        if self._filled is None:
            path = Path(self._folder.name) / "sample.db"
            with Store.open(str(path), create=True) as store:
                store.write(lambda conn: sample.fill(conn, store.now()))
            self._filled = path
        return self._filled

    def _let_go(self) -> None:
        if self._store and self._place:
            self._store.close()
            self._place.cleanup()
            self._store = self._place = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._let_go()
        self._folder.cleanup()
