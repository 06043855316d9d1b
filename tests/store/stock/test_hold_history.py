"""Every time that a serial was on hold, whatever was held."""

from serialhhd.samples import warehouse as sample
from serialhhd.store.engine.store import Store
from serialhhd.store.serials import traces
from serialhhd.store.stock import hold_history, holds, product_holds


def test_its_own_holds_and_those_of_its_product_are_told_in_their_order(store: Store) -> None:
    store.write(lambda conn: sample.fill(conn, store.now()))

    def held(serial: str) -> list[tuple[str, str, str, bool]]:
        with store.read() as conn:
            past = hold_history.of_trace(conn, traces.show(conn, serial, None))
        return [(one.of, one.reason, one.held_by, one.released_at is not None) for one in past]

    def hold(serial: str, reason: str, by: str) -> None:
        store.write(lambda conn: holds.hold(conn, serial, sku=None, reason=reason, by=by, at=store.now()))

    hold("SN0002", "dented", "maria")
    store.write(
        lambda conn: product_holds.hold(
            conn, "CAM-200", lot=None, reason="water gets in", by="ben", at=store.now()
        )
    )
    store.write(lambda conn: product_holds.release(conn, "CAM-200", lot=None, by="ben", at=store.now()))
    store.write(lambda conn: holds.release(conn, "SN0002", sku=None, by="maria", at=store.now()))
    hold("SN0002", "dented again", "maria")
    with_product = ("product", "water gets in", "ben", True)
    assert held("SN0003") == [with_product]
    assert held("SN0002") == [
        ("serial", "dented", "maria", True),
        with_product,
        ("serial", "dented again", "maria", False),
    ]
