"""A floor with transfers."""

from collections.abc import Iterator

import pytest

from serialhhd.store.engine.store import Store
from serialhhd.store.schema import check
from serialhhd.store.words.vocabulary import (
    TrackingType,
)
from tests.store.transfers.floor import Floor

TRACKED = {
    "CAM": TrackingType.FULL_TRACKING,
    "BAT": TrackingType.TRACK_DURING_PICK,
    "BOX": TrackingType.NO_TRACKING,
}


@pytest.fixture
def floor(store: Store) -> Iterator[Floor]:
    yield Floor(store)
    with store.read() as conn:
        assert check.check(conn) == ()
