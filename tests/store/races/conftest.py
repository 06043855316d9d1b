"""A store that two programs have open; and each race as often as is asked for."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection

from serialhhd.store.catalogue import products
from serialhhd.store.engine.store import Store
from serialhhd.store.inbound import pre_receipts
from serialhhd.store.schema import check
from serialhhd.store.words.vocabulary import TrackingType
from tests.store.races.two_programs import ROUNDS, Desks


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--races", type=int, default=ROUNDS, help="run each race so often, in new stores")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run each race in as many stores as it takes to run it as often as is asked for."""
    stores = metafunc.config.getoption("--races", ROUNDS) // ROUNDS
    if "store_url" in metafunc.fixturenames and stores > 1:
        metafunc.fixturenames.append("number_of_store")
        metafunc.parametrize("number_of_store", range(stores))


@pytest.fixture
def desks(store_url: str) -> Iterator[Desks]:
    with Store.open(store_url) as one, Store.open(store_url) as other:
        at, full = one.now(), TrackingType.FULL_TRACKING

        def fill(conn: Connection) -> None:
            products.add(conn, "CAM", at=at, name="Camera", tracking_type=full, by="office")
            products.add(
                conn, "BAT", at=at, name="Battery", tracking_type=TrackingType.NO_TRACKING, by="office"
            )
            for ref in ("PR-1", "PR-2"):
                pre_receipts.add(conn, ref, [("CAM", 200), ("BAT", 10)], at=at, by="office")

        one.write(fill)
        yield Desks(one, other)
        assert one.write(check.check) == ()
