"""A server whose database loses the answer to a commit: over SSH, with and without workers (R14, R15)."""

from pathlib import Path

import pytest
from sqlalchemy import text

from serialhhd.store.engine.store import Store
from tests.hosting.served import Served, prepared
from tests.hosting.server_processes import Operator
from tests.losing_line import LosingLine
from tests.postgresql import PostgreSQL

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("workers", ["1", "2"])
async def test_a_scan_whose_answer_was_lost_is_taken_once(
    postgresql: PostgreSQL, tmp_path: Path, workers: str
) -> None:
    url = prepared(postgresql.empty_database())
    with LosingLine(url) as line, Served(line.url, tmp_path, "--workers", workers) as served:
        operator = await Operator.logs_in(served.port, "anna")
        await operator.sees("Pre-Receipt")
        for keys, until in (("1\r", "PRE-RECEIPT?"), ("PR-1009\r", "PRODUCT?"), ("LCK-7\r", "SERIAL?")):
            await operator.sends(keys, until)
        line.losing = 1
        await operator.sends("LOCK-4711\r", "1/5")
        await operator.sees("Already taken.")
        await operator.sends("LOCK-4712\r", "2/5")
        await operator.goes()
        assert served.stop() == 0
    assert line.lost == 1
    with Store.open(url) as store, store.read() as conn:
        taken = conn.execute(text("SELECT serial FROM serial WHERE serial LIKE 'LOCK-%' ORDER BY serial"))
        assert list(taken.scalars()) == ["LOCK-4711", "LOCK-4712"]
