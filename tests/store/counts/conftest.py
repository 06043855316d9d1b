"""What tests of counts stand on."""

from collections.abc import Iterator

import pytest

from serialhhd.store.engine.store import Store
from serialhhd.store.schema.check import check
from tests.store.counts.floor import Floor


@pytest.fixture
def floor(store: Store) -> Iterator[Floor]:
    made = Floor(store)
    yield made
    with store.read() as conn:
        assert check(conn) == ()
