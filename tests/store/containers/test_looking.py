"""R21 Containers as lists show them: where each is, and what lies in it, page by page."""

from serialhhd.store.containers import looking
from serialhhd.store.engine.store import Store
from tests.store.containers.floor import PALLET, Floor, announced


def test_where_a_container_is_follows_from_what_lies_in_it_however_deep(store: Store) -> None:
    floor = Floor(store)
    floor.receive("A-01", CAM=announced("S1", "S2"), BOX=3)
    floor.put(PALLET, "P-1")
    with store.read() as conn:
        page = looking.page(conn, kind=None, search="", limit=9, after="")
        assert [(one.container.code, one.container.inside, one.location) for one in page] == [
            (PALLET, "P-1", "A-01"),
            ("P-1", None, "A-01"),
            *((f"T-{number}", None, None) for number in range(1, 5)),
        ]
        assert looking.page(conn, kind=None, search="", limit=2, after=PALLET) == page[1:3]
        assert looking.page(conn, kind=None, search="t-", limit=1, after="T-1") == (page[3],)
        assert looking.show(conn, "P-1") == page[1]
        assert looking.inside(conn, "P-1") == page[:1]
        (packed,) = looking.packed(conn, "P-1")
        assert (packed.product, packed.quantity, packed.serial_count) == ("CAM", 2, 2)
        serials = looking.serials(conn, "P-1")
        assert [(one.serial, one.product, one.state, one.container) for one in serials] == [
            ("S1", "CAM", "in_stock", PALLET),
            ("S2", "CAM", "in_stock", PALLET),
        ]
        assert looking.serials(conn, "P-1", limit=1) == serials[:1]
        assert looking.serials(conn, "P-1", after=serials[0].id) == serials[1:]
        assert looking.serials(conn, "T-1") == ()
