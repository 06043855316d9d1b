"""A store to sign on to, and a flows.toml that may be edited."""

from pathlib import Path

import pytest

from serialhhd.flows.config.discovery import PACKAGED
from serialhhd.store.catalogue import products
from serialhhd.store.engine.store import Store
from serialhhd.store.inbound import pre_receipts
from serialhhd.store.words.vocabulary import TrackingType


@pytest.fixture
def store(sqlite_store: Store) -> Store:
    """A store with one pre-receipt of three cameras."""
    at, full = sqlite_store.now(), TrackingType.FULL_TRACKING
    sqlite_store.write(
        lambda conn: products.add(conn, "CAM-1", at=at, name="Camera", tracking_type=full, by="office")
    )
    sqlite_store.write(lambda conn: pre_receipts.add(conn, "PR-1", [("CAM-1", 3)], at=at, by="office"))
    return sqlite_store


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A flows.toml that may be edited, with goods in and goods out alone."""
    path = tmp_path / "flows.toml"
    path.write_text(PACKAGED.read_text(encoding="utf-8").partition("\n[flows.move]")[0], encoding="utf-8")
    return path
