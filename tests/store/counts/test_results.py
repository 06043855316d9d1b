"""R39 What of a count is shown to those who decide on it."""

from sqlalchemy import Connection

from serialhhd.store.counts import counting, counts, passes, results
from serialhhd.store.serials import serials
from serialhhd.store.words.vocabulary import Finding
from tests.store.counts.floor import Floor


def test_of_each_line_the_last_pass_says_how_many_and_each_serial_says_where_it_is_now(floor: Floor) -> None:
    floor.add("A-01")
    floor.enter("CAM", "SN1", "SN4", "NEW")
    floor.enter("BOX", units=12)
    with floor.store.read() as conn:
        seen = results.shown(conn, "C-1")
        rows = {row.line.product: row for row in seen.lines}
        notes = results.notes(conn, rows["CAM"])
        assert results.notes(conn, rows["CAM"], limit=2) == notes[:2]
        assert results.notes(conn, rows["CAM"], after=notes[1].key) == notes[2:]
        missing = results.notes(conn, rows["CAM"], findings=[Finding.MISSING])
        assert results.notes(conn, rows["BAT"]) == ()
    assert seen.document.ref == "C-1"
    said = {finding: rows["CAM"].says(finding) for finding in Finding}
    assert {finding.value: number for finding, number in said.items() if number} == {
        "found": 1,
        "missing": 2,
        "misplaced": 1,
        "unknown": 1,
    }
    assert (rows["CAM"].without_serial, rows["BOX"].without_serial, rows["BAT"].without_serial) == (
        0,
        2,
        None,
    )
    assert rows["BAT"].says(Finding.FOUND) is None
    assert [(one.serial, one.finding, one.state, one.location) for one in notes] == [
        ("NEW", "unknown", None, None),
        ("SN1", "found", "in_stock", "A-01"),
        ("SN2", "missing", "in_stock", "A-01"),
        ("SN3", "missing", "in_stock", "A-01"),
        ("SN4", "misplaced", "in_stock", "A-02"),
    ]
    assert [one.serial for one in missing] == ["SN2", "SN3"]


def test_a_pass_that_is_void_or_not_over_says_nothing(floor: Floor) -> None:
    floor.add("A-01", skus=["CAM"])

    def begun(conn: Connection) -> None:
        count = counts.COUNTS.lock(conn, "C-1")
        (line,) = counts.lines(conn, count)
        one = counting.begin(conn, count, line, by="Anna", at=floor.store.now())
        counting.note(conn, count, line, one, [serials.entry("SN1")])
        floor.put(conn, "CAM", 1, "SN9")

    floor.store.write(begun)

    def row() -> results.LineResult:
        with floor.store.read() as conn:
            (only,) = results.shown(conn, "C-1").lines
            assert results.notes(conn, only) == ()
            return only

    assert (row().has_result, row().says(Finding.FOUND), row().without_serial) == (False, None, None)

    def ended(conn: Connection) -> None:
        count = counts.COUNTS.lock(conn, "C-1")
        (line,) = counts.lines(conn, count)
        counting.end(conn, count, line, passes.of_line(conn, line.id)[-1], units=None, at=floor.store.now())

    floor.store.write(ended)
    last = row().last
    assert last is not None
    assert last.is_void
    assert row().says(Finding.FOUND) is None
