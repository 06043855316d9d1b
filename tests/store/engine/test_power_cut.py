"""The promise of the beep (R14) under power cuts: what was acknowledged is on the disk.

`kill -9` cannot show the difference between synchronous=FULL and NORMAL, since the system still writes what a dead
process left. So SQLite runs here on a disk of our own making, which forgets at a power cut whatever was not synced.
"""

# ruff: noqa: ARG002, N802 - apsw names a disk's methods and what they are given

import random
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import apsw
import pytest
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

from serialhhd.store.engine.sqlite import PRAGMAS
from serialhhd.store.schema import tables as t

SCANS = 40


@dataclass
class Content:
    """One file: what the running system sees, what the disk holds for certain, and the writes in between."""

    seen: bytearray
    kept: bytearray
    loose: list[tuple[int, bytes]] = field(default_factory=list)


class Disk(apsw.VFS):
    """A disk that loses unsynced writes: all of them, or the ones that chance picks."""

    def __init__(self, name: str, cut_at: int, chance: random.Random | None) -> None:
        self.name = name
        self.files: dict[str, Content] = {}
        self.left: dict[str, bytes] | None = None
        self.operations = 0
        self._cut_at = cut_at
        self._chance = chance
        super().__init__(name, "")

    def operate(self) -> None:
        """Count an operation; at the cut, note what is left. What the program does afterwards never happened."""
        self.operations += 1
        if self.operations == self._cut_at:
            self.left = {path: self._image(content) for path, content in self.files.items()}

    def _image(self, content: Content) -> bytes:
        image = bytearray(content.kept)
        for offset, data in content.loose:
            if self._chance is not None and self._chance.random() < 0.5:
                _place(image, offset, data)
        return bytes(image)

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:
        path = name.filename() if isinstance(name, apsw.URIFilename) else str(name)
        content = self.files.setdefault(path, Content(bytearray(), bytearray()))
        flags[1] = flags[0]
        return OpenFile(self, content)  # type: ignore[return-value]

    def xAccess(self, pathname: str, flags: int) -> bool:
        return pathname in self.files

    def xDelete(self, filename: str, syncdir: bool) -> None:
        self.operate()
        self.files.pop(filename, None)

    def xFullPathname(self, name: str) -> str:
        return name

    def after_the_cut(self, folder: Path) -> Path:
        """Write what is left into a folder and return the store's file."""
        assert self.left is not None
        folder.mkdir()
        for path, image in self.left.items():
            (folder / Path(path).name).write_bytes(image)
        return folder / "store.db"


class OpenFile:
    """An open file of the disk; one connection has it alone, so locks are always granted."""

    def __init__(self, disk: Disk, content: Content) -> None:
        self._disk, self._content = disk, content

    def xRead(self, amount: int, offset: int) -> bytes:
        return bytes(self._content.seen[offset : offset + amount])

    def xWrite(self, data: bytes, offset: int) -> None:
        self._disk.operate()
        _place(self._content.seen, offset, data)
        self._content.loose.append((offset, bytes(data)))

    def xTruncate(self, size: int) -> None:
        self._disk.operate()
        del self._content.seen[size:]

    def xSync(self, flags: int) -> None:
        self._disk.operate()
        self._content.kept[:] = self._content.seen
        self._content.loose.clear()

    def xFileSize(self) -> int:
        return len(self._content.seen)

    def xLock(self, level: int) -> None:
        pass

    def xUnlock(self, level: int) -> None:
        pass

    def xCheckReservedLock(self) -> bool:
        return False

    def xFileControl(self, op: int, pointer: int) -> bool:
        return False

    def xSectorSize(self) -> int:
        return 512

    def xDeviceCharacteristics(self) -> int:
        return 0

    def xClose(self) -> None:
        pass


def _place(image: bytearray, offset: int, data: bytes) -> None:
    if len(image) < offset:
        image.extend(b"\x00" * (offset - len(image)))
    image[offset : offset + len(data)] = data


def scan(number: int) -> dict[str, Any]:
    return {
        "product_id": 1,
        "serial": f"SN{number}",
        "serial_key": f"sn{number}",
        "state": "captured",
        "stock_line_id": None,
        "document_line_id": None,
        "run_id": 1,
        "captured_at": number,
        "lot": None,
        "expiry": None,
    }


SCAN = str(
    t.insert_if_new(t.serial).compile(
        dialect=SQLiteDialect_pysqlite(paramstyle="named"), column_keys=list(scan(0))
    )
)


def scan_until_the_cut(template: bytes, disk: Disk, pragmas: tuple[str, ...]) -> int:
    """Scan as the store does until the power goes; returns how many scans were acknowledged before."""
    disk.files["/store.db"] = Content(bytearray(template), bytearray(template))
    connection = apsw.Connection("/store.db", vfs=disk.name)
    connection.execute("PRAGMA locking_mode=EXCLUSIVE")  # so that WAL needs no shared memory of the disk
    for pragma in pragmas:
        connection.execute(pragma)
    connection.execute("PRAGMA wal_autocheckpoint=8")  # so that cuts fall into checkpoints too
    for number in range(SCANS):
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(SCAN, scan(number))
        connection.execute("COMMIT")
        if disk.left is not None:
            return number
    raise AssertionError("the power was never cut")


@pytest.fixture(scope="module")
def template(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A store with a product and an open run, in one file."""
    path = tmp_path_factory.mktemp("cut") / "store.db"
    path.write_bytes(sqlite_template.read_bytes())
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(
            "INSERT INTO product (sku, sku_key, name, tracking_type, created_at) VALUES ('C', 'c', 'C', 'full_tracking', 0)"
        )
        connection.execute(
            "INSERT INTO run (operator, operator_key, flow, config, position, state, captured, started_at, updated_at)"
            " VALUES ('A', 'a', 'goods_in', '{}', '{}', 'open', 0, 0, 0)"
        )
        connection.commit()
    return path.read_bytes()


def lost(
    template: bytes, folder: Path, cut_at: int, pragmas: tuple[str, ...], chance: random.Random | None
) -> int:
    """How many acknowledged scans a power cut at one operation of the disk lost. The file must be whole either way."""
    disk = Disk(f"disk-{cut_at}", cut_at, chance)
    acknowledged = scan_until_the_cut(template, disk, pragmas)
    with closing(sqlite3.connect(disk.after_the_cut(folder))) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        found = [key for (key,) in connection.execute("SELECT serial_key FROM serial ORDER BY id")]
    assert found == [f"sn{number}" for number in range(len(found))]
    return max(0, acknowledged - len(found))


@pytest.mark.parametrize("loses", ["all", "some"])
def test_no_power_cut_loses_an_acknowledged_scan(template: bytes, tmp_path: Path, loses: str) -> None:
    losses = [
        lost(template, tmp_path / str(cut), cut, PRAGMAS, random.Random(cut) if loses == "some" else None)
        for cut in range(1, 400, 5)
    ]
    assert losses == [0] * len(losses)


def test_without_full_sync_scans_are_lost(template: bytes, tmp_path: Path) -> None:
    """What the test above would see if the promise were broken."""
    weaker = tuple(pragma.replace("FULL", "NORMAL") for pragma in PRAGMAS)
    assert weaker != PRAGMAS
    losses = [lost(template, tmp_path / str(cut), cut, weaker, None) for cut in range(100, 400, 20)]
    assert any(losses)
