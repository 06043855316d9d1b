"""A store that answers on a unix socket in this process."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from serialhhd.hosting.processes.remote import RemoteBackend
from serialhhd.store.engine.store import Store
from tests.hosting.processes.remote_store import answered


@pytest.fixture
def socket_path(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
async def backend(warehouse: Store, socket_path: Path) -> AsyncIterator[RemoteBackend]:
    async with answered(warehouse, socket_path) as there:
        yield there
