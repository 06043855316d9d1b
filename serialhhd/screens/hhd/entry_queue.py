"""What was entered at one handheld and waits to be answered: first in, first out, one consumer."""

import asyncio
from collections.abc import Sequence

from serialhhd.screens.entering.entries import EnteredLine, Entry, TimedEntry


class EntryQueue:
    """Holds entries in the order in which they were made."""

    def __init__(self) -> None:
        self._entries: asyncio.Queue[TimedEntry] = asyncio.Queue()

    def __len__(self) -> int:
        return self._entries.qsize()

    def put(self, entries: Sequence[Entry], at: float) -> int:
        """Put entries that were made at a time behind the others, and return how many they are."""
        for entry in entries:
            self._entries.put_nowait(TimedEntry(entry, at))
        return len(entries)

    async def get(self) -> TimedEntry:
        """Wait for the next entry; `answered` is to be called for it."""
        return await self._entries.get()

    def answered(self) -> None:
        """Note that an entry is answered, or dropped."""
        self._entries.task_done()

    async def until_answered(self) -> None:
        """Return when no entry waits to be answered."""
        await self._entries.join()

    def drop(self) -> list[str]:
        """Drop what waits, and return the lines that were among it."""
        dropped = [self._drop_one() for _ in range(len(self))]
        return [entry.text for entry in dropped if isinstance(entry, EnteredLine)]

    def _drop_one(self) -> Entry:
        entered = self._entries.get_nowait()
        self.answered()
        return entered.entry
