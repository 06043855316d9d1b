"""What every scan asks the store goes past Core's `execute`: it must be what Core would have done, on both engines."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import pytest
from sqlalchemy import Connection, Table, bindparam, func, literal, select, text, union_all
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError, ProgrammingError

from serialhhd.store.documents.documents import Documents
from serialhhd.store.engine.prepared import Prepared
from serialhhd.store.engine.store import Store
from serialhhd.store.schema import tables as t
from serialhhd.store.transfers import arriving
from tests.flows.scenario import Line, Play, Scenario

CONVERSATION = """
given product CAM-1 full-tracking barcode 4006381333931
given product BAT-1 track-during-pick
given stock BAT-1 at GOODS-IN quantity 2
given pre-receipt PR-1 with CAM-1 x 3
given serials of CAM-1 on PR-1: SN1 SN2 SN3
given pre-receipt PR-2 with CAM-1 x 3
given pick list PL-1 with CAM-1 x 1, BAT-1 x 1 to Hotel
flow goods_in as anna with pre_entered verify
> PR-1
> 1
> SN2
> SN4
error serial_not_on_list
> :done
>
> GOODS-IN
says Missing: SN1, SN3.
> PR-2
> 4006381333931
> SN000000000004
> ]C1010400638133393121SN5
> SN1
>
> GOODS-IN
success line_received
done
flow goods_out as ben
> PL-1
> GOODS-IN
> CAM-1
> SN2
>
> GOODS-IN
> BAT-1
> B1
>
done
then serial SN2 picked
then serial B1 picked
given location A-01
flow move as cleo
> GOODS-IN
> CAM-1
> SN5
> :done
>
> A-01
then serial SN5 in_stock at A-01
given supplier return RMA-1 to ACME with CAM-1 x 1
flow goods_out as dora
> RMA-1
> GOODS-IN
> CAM-1
> SN1
error serial_other_supplier
given count C-1 of GOODS-IN
flow count as eva
> C-1
> GOODS-IN
> CAM-1
> SN1
> :undo
> SN9
> :list
> :close
> :done
office dispatches PL-1
given return RT-1 from hotel with CAM-1 x 1
office enters announced serials of CAM-1 on RT-1: SN2
flow returns as fay
> RT-1
> CAM-1
> SN2
success serial_captured
given tote T-1
given tote T-2
given pallet P-1
flow pack as gus
> T-1
> P-1
given stock CAM-1 at A-01 serials SN11 SN13
given pick list PL-2 with CAM-1 x 1
flow goods_out as ivo
> PL-2
> A-01
> CAM-1
> SN11
>
office cancels pick list PL-2
flow returns as ivo
> PL-2
> CAM-1
> SN11
given warehouse EAST with location E-01
given transfer TR-1 to EAST with CAM-1 x 1 shipped SN000000000004
flow transfer_in as joe
> TR-1
> CAM-1
> SN000000000004
flow adjust_out as kim
> A-01
> CAM-1
> SN13
given cart location CART-1
given stock CAM-1 at A-01 serials SN15
given pick list PL-3 with CAM-1 x 1
given batch B-1 of PL-3
flow batch_walk as lea
> B-1
> CART-1
> A-01
> CAM-1
> SN15
>
flow batch_sort as mo
> B-1
> SN15
> T-2
done
"""
"""It runs every statement; the test says which one it does not."""

Given = Mapping[str, Any]
T = TypeVar("T")


class Held:
    """Every statement that is run, held against Core; which ones were."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.seen: set[int] = set()
        rows, changed = Prepared.rows, Prepared.changed
        monkeypatch.setattr(Prepared, "rows", lambda one, conn, given: self._rows(rows, one, conn, given))
        monkeypatch.setattr(Prepared, "row", lambda one, conn, given: self._row(rows, one, conn, given))
        monkeypatch.setattr(
            Prepared, "changed", lambda one, conn, given: self._changed(changed, one, conn, given)
        )

    def _rows(self, run: Any, one: Prepared, conn: Connection, given: Given) -> Any:
        self.seen.add(id(one))
        by_core = [tuple(row) for row in conn.execute(one.statement, dict(given))]
        ours = run(one, conn, given)
        assert ours == by_core
        assert [[type(value) for value in row] for row in ours] == [
            [type(value) for value in row] for row in by_core
        ]
        return ours

    def _row(self, run: Any, one: Prepared, conn: Connection, given: Given) -> Any:
        found = self._rows(run, one, conn, given)
        assert len(found) <= 1
        return found[0] if found else None

    def _changed(self, run: Any, one: Prepared, conn: Connection, given: Given) -> Any:
        self.seen.add(id(one))
        table: Table = one.statement.table  # type: ignore[union-attr, assignment]
        with conn.begin_nested() as savepoint:
            count_by_core = conn.execute(one.statement, dict(given)).rowcount
            left_by_core = _rows_of(conn, table)
            savepoint.rollback()
        count = run(one, conn, given)
        assert count == count_by_core
        assert _rows_of(conn, table) == left_by_core
        return count


def _rows_of(conn: Connection, table: Table) -> list[Any]:
    """Return all rows without their own key, which PostgreSQL does not give twice."""
    columns = [column for column in table.columns if column.name != "id"]
    return sorted(map(repr, conn.execute(select(*columns))))


def test_whatever_a_scan_runs_does_what_core_would_do(
    store_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Held(monkeypatch)
    lines = [Line(f"line {number}", line) for number, line in enumerate(CONVERSATION.strip().splitlines())]
    with Play(store_url, tmp_path) as play:
        play.run(Scenario("prepared", "all", tuple(lines)))
        for lock in (False, True):  # the desk's lines are read in other ways
            for of_kind in tuple(held_by_the_program(Documents)):
                play.store.write(
                    lambda conn, of=of_kind, lock=lock: of.lines.standing(conn, 1, 1, lock=lock)  # type: ignore[misc]
                )
                play.store.write(lambda conn, of=of_kind: _line(conn, of))  # type: ignore[misc]
                play.store.write(lambda conn, of=of_kind: of.so_far(conn, 1, 1))  # type: ignore[misc]
                play.store.write(lambda conn, of=of_kind: Documents.so_far(of, conn, 1, 1))  # type: ignore[misc]
        play.store.write(lambda conn: arriving.loads(conn, 1))
    assert [str(one.statement) for one in held_by_the_program(Prepared) if id(one) not in held.seen] == []


def _line(conn: Connection, of: Documents[Any]) -> None:
    """Read a line as one of a kind, where it is one."""
    with suppress(ValueError):
        of.lines.by_id(conn, 1)


def held_by_the_program(kind: type[T]) -> Iterator[T]:
    """Yield what of a kind the modules of the program hold, in whatever stands there; not what other tests have made."""
    ahead: list[Any] = [vars(module) for name, module in sys.modules.items() if name.startswith("serialhhd.")]
    known: dict[int, Any] = {}  # each is kept, or its number would be another's
    while ahead:
        one = ahead.pop()
        if id(one) in known:
            continue
        known[id(one)] = one
        if isinstance(one, kind):
            yield one
        if isinstance(one, Mapping):
            ahead += one.values()
        elif isinstance(one, tuple | list | set | frozenset):
            ahead += one
        elif type(one).__module__.startswith("serialhhd."):
            slots = (name for base in type(one).__mro__ for name in getattr(base, "__slots__", ()))
            ahead += [getattr(one, name, None) for name in ("__dict__", *slots)]


@pytest.fixture
def count() -> Prepared:
    """A change of how many serials a run holds."""
    return Prepared(
        t.run.update().where(t.run.c.id == bindparam("run_id")).values(captured=bindparam("held"))
    )


WRONG: Given = {"run_id": 1, "held": -1}


def test_what_the_database_refuses_is_told_as_core_tells_it(warehouse: Store, count: Prepared) -> None:
    told: list[DBAPIError] = []
    for run in (count.changed, lambda conn, given: conn.execute(count.statement, given)):
        with pytest.raises(IntegrityError) as raised:
            warehouse.write(lambda conn, run=run: run(conn, WRONG))  # type: ignore[misc]
        told.append(raised.value)
    ours, by_core = told
    assert (type(ours.orig), str(ours.orig)) == (type(by_core.orig), str(by_core.orig))
    assert ours.statement == by_core.statement
    assert not ours.connection_invalidated


def test_a_row_that_cannot_be_read_is_told_as_core_tells_it(sqlite_store: Store) -> None:
    """SQLite reads a row when it is fetched: a disk that fails then, or a damaged page, is the driver's error as well."""
    fails = union_all(select(literal(1).label("n")), select(func.abs(literal(-(2**63), t.Id)))).subquery()
    with sqlite_store.read() as conn, pytest.raises(OperationalError, match="integer overflow"):
        Prepared(select(fails.c.n)).rows(conn, {})


def test_it_runs_in_the_transaction_of_the_connection(warehouse: Store, count: Prepared) -> None:
    one = {"run_id": 1, "held": 7}
    with pytest.raises(ZeroDivisionError):
        warehouse.write(lambda conn: count.changed(conn, one) / 0)
    with warehouse.read() as conn:
        assert conn.scalar(select(t.run.c.captured).where(t.run.c.id == 1)) == 1
    with warehouse.engine.connect() as conn:
        assert Prepared(select(t.run.c.id)).rows(conn, {}) == [(1,), (2,)]
        assert conn.in_transaction()


def test_a_connection_that_is_lost_is_not_used_again(warehouse: Store) -> None:
    ids = Prepared(select(t.run.c.id))
    with warehouse.engine.connect() as conn:
        if conn.dialect.name == "sqlite":
            conn.connection.dbapi_connection.close()  # type: ignore[union-attr]
            lost: type[DBAPIError] = ProgrammingError
        else:
            with warehouse.engine.connect() as other:
                backend = conn.scalar(text("SELECT pg_backend_pid()"))
                other.execute(text("SELECT pg_terminate_backend(:backend)"), {"backend": backend})
            lost = OperationalError
        with pytest.raises(lost) as raised:
            ids.rows(conn, {})
        assert raised.value.connection_invalidated
        assert conn.invalidated
    with warehouse.engine.connect() as conn:
        assert ids.rows(conn, {}) == [(1,), (2,)]


def test_a_statement_with_a_list_or_one_that_finds_more_is_a_mistake(
    warehouse: Store, count: Prepared
) -> None:
    some = Prepared(select(t.run.c.id).where(t.run.c.id.in_(bindparam("ids", expanding=True))))
    with warehouse.read() as conn:
        with pytest.raises(ValueError, match=r"run\.id IN"):
            some.rows(conn, {"ids": [1, 2]})
        with pytest.raises(ValueError, match="too many"):
            Prepared(select(t.run.c.id)).row(conn, {})
        with pytest.raises(KeyError, match="held"):
            count.changed(conn, {"run_id": 1})
