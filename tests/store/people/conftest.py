"""Somebody at the door of a store."""

import pytest

from serialhhd.store.engine.store import Store
from tests.store.people.door import Door


@pytest.fixture
def door(store: Store) -> Door:
    return Door(store)
