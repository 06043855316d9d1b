"""What it costs to take a training store back to its first day."""

import os
import shutil
import statistics
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from bench.figure import Figure, seconds
from bench.warehouse import FULL, fill
from serialhhd.store.catalogue import products
from serialhhd.store.engine.store import Store
from serialhhd.store.training import stores

PRODUCTS: Final = 1_000


def one_reset(folder: Path, serials: int, times: int) -> Figure:
    """Measure `train reset` of a store in which so many serials were received, against copying its file as durably."""
    site, path, kept, copy = (folder / f"{name}.db" for name in ("site", "training", "kept", "copy"))
    with Store.open(str(site), create=True) as store:
        store.write(partial(_sell, at=store.now()))
        stores.new(str(path), store)
    with Store.open(str(path)) as training:
        fill(training, serials)
    shutil.copyfile(path, kept)
    ours, base = [], []
    for _ in range(times):
        _copy(kept, path)
        ours.append(seconds(partial(stores.reset, str(path))))
        base.append(seconds(partial(_copy, kept, copy)))
    a, b = statistics.median(ours), statistics.median(base)
    name = f"`train reset` after {serials} serials, {PRODUCTS} products / copying the file"
    return Figure(name, f"{a * 1e3:.1f} ms", f"{b * 1e3:.1f} ms", a / b, 3)


def _sell(conn: Connection, at: datetime) -> None:
    for number in range(PRODUCTS):
        sku = f"SKU-{number}"
        products.add(conn, sku, at=at, name=f"Product {number}", tracking_type=FULL, by="bench")


def _copy(source: Path, target: Path) -> None:
    shutil.copyfile(source, target)
    with target.open("rb+") as written:
        os.fsync(written.fileno())
