"""What a training store begins with (R68): a store of its own, kept in it as a SQLite file, whichever database it is in.

So what was there on the first day stays what it was: it is brought up to date as any store is, whatever has become of the tables
since; and it goes into the training store by the one way that a whole store is copied.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Table, select

from serialhhd.store.catalogue import settings
from serialhhd.store.documents import unfinished
from serialhhd.store.engine import throw_away
from serialhhd.store.engine.creation import begin_file
from serialhhd.store.engine.database import SCHEMA_VERSION
from serialhhd.store.engine.store import Store
from serialhhd.store.replaying import copying
from serialhhd.store.schema import tables as t
from serialhhd.store.schema.triggers import triggers
from serialhhd.store.words.vocabulary import StorePurpose

FILE: Final = "first-day.db"


@contextmanager
def made(site: Store | None) -> Iterator[tuple[Store, bytes]]:
    """Make a first day, and yield it open and as a file.

    Args:
        site: Of whose goods and places it is; None: it is as every new store.

    Raises:
        StoreUnavailable: The site's store cannot be used, or there is no room for another one.
    """
    with throw_away.folder("first-day") as folder:
        path = folder / FILE
        with Store.open(str(path), create=True, is_kept=False) as day:
            if site is not None:
                with site.read() as source:
                    day.write(lambda conn: _copy(source, conn))
            yield day, _content(path, folder)


def _copy(site: Connection, day: Connection) -> None:
    """Copy products that are seen, with barcodes and patterns, what the site says of all goods, and the places.

    Nothing of it tells of people, of documents, or of what was done.
    """
    product, barcode, setting = t.product, t.product_barcode, t.setting
    is_seen = unfinished.is_seen(product)
    wanted: dict[Table, t.AnySelect] = {
        t.warehouse: select(t.warehouse),
        t.location: select(t.location),
        product: select(product).where(is_seen),
        barcode: select(barcode).join(product, barcode.c.product_id == product.c.id).where(is_seen),
        setting: select(setting).where(setting.c.key.in_(settings.OF_GOODS)),
    }
    for table in reversed(wanted):
        day.execute(table.delete())
    for table, rows in wanted.items():
        found = site.execution_options(yield_per=copying.STREAMED).execute(rows).mappings()
        for some in found.partitions():
            copying.insert(day, table, ({**row, **_BEGINS.get(table, {})} for row in some))


_BEGINS: Final = {t.product: {"import_number": None, "pattern_failed_at": None}}
"""What is of a row's time at the site alone."""


def _content(path: Path, folder: Path) -> bytes:
    """Return a store as one file, without what lies beside it while it is open."""
    whole = folder / "whole.db"
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(whole)) as target:
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")
    return whole.read_bytes()


def write_training_store(content: bytes, path: Path) -> None:
    """Write a new file that is a training store as it was on its first day, which it keeps; it is not durable yet.

    Raises:
        StoreUnavailable: The first day cannot be brought up to date.
    """
    begin_file(path)
    path.write_bytes(content)
    _bring_up_to_date(path)
    marks = [one for one in triggers("sqlite") if one.table == t.store_purpose.name]
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("PRAGMA journal_mode=OFF")  # nobody has this file yet: what fails is thrown away
        raw.execute("PRAGMA synchronous=OFF")
        raw.execute("BEGIN")
        for trigger in marks:
            raw.execute(f"DROP TRIGGER {trigger.name}")
        raw.execute("UPDATE store_purpose SET purpose = ?, first_day = ?", [StorePurpose.TRAINING, content])
        for trigger in marks:
            raw.execute(trigger.statements[0])
        raw.execute("COMMIT")


@contextmanager
def opened(content: bytes) -> Iterator[Store]:
    """Open a first day that was kept, as a store of today.

    Raises:
        StoreUnavailable: It cannot be brought up to date, or there is no room for it.
    """
    with throw_away.folder("first-day") as folder:
        path = folder / FILE
        path.write_bytes(content)
        _bring_up_to_date(path)
        with Store.open(str(path), is_kept=False) as day:
            yield day


def _bring_up_to_date(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw:
        (version,) = raw.execute("PRAGMA user_version").fetchone()
    if version != SCHEMA_VERSION:
        from serialhhd.store.engine.migrations import upgrade

        upgrade(str(path))
