"""A file that is imported, and what is wrong with one."""

from pathlib import Path

import pytest

from serialhhd.store.desk.import_files import Kind, read_rows
from serialhhd.store.desk.imports import ImportRefused, import_rows
from serialhhd.store.engine.store import Store
from serialhhd.store.words.vocabulary import TrackingType

FULL = TrackingType.FULL_TRACKING
TEMPLATES = Path(__file__).parents[3] / "docs" / "templates"


def load(store: Store, kind: Kind, path: Path) -> int:
    rows = read_rows(path, kind)
    return import_rows(store, kind, rows, lambda _done, _in_all: None, by="office")


def bad_lines(store: Store, kind: Kind, path: Path) -> list[tuple[int, str]]:
    with pytest.raises(ImportRefused) as refused:
        load(store, kind, path)
    return [(bad.line, bad.why.code) for bad in refused.value.bad_rows]
