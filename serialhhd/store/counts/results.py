"""What a count says so far, for those who decide on it: of each line its last pass, and how many serials it says what of (R39)."""

from collections.abc import Sequence
from types import MappingProxyType

from sqlalchemy import Connection, bindparam, func, select

from serialhhd.store.counts import passes
from serialhhd.store.counts.counts import COUNTS
from serialhhd.store.counts.passes import ByFinding, Pass
from serialhhd.store.documents import noted
from serialhhd.store.documents.documents import Shown
from serialhhd.store.documents.lines import Line
from serialhhd.store.documents.noted import Noted
from serialhhd.store.schema import tables as t
from serialhhd.store.words.vocabulary import Finding
from serialhhd.value_class import value_class


@value_class
class LineResult:
    """A line of a count: a product at a place, its last pass, and how many serials that says what of.

    Attributes:
        line: The line.
        last: Its last pass; None where nobody has begun to count it.
        serials: Of how many serials the pass says what; of none before it has ended, or where it is void.
    """

    line: Line
    last: Pass | None
    serials: ByFinding

    def says(self, *findings: Finding) -> int | None:
        """Return how many serials are any of these; None where the pass has no result."""
        return sum(self.serials[one] for one in findings) if self.has_result else None

    @property
    def has_result(self) -> bool:
        """Whether a pass has ended that is not void."""
        return self.last is not None and self.last.counted is not None

    @property
    def without_serial(self) -> int | None:
        """How many units without a serial were found beyond those expected; below 0: missing; None where there is no result."""
        if self.last is None or not self.has_result:
            return None
        return passes.without_serial(self.last, self.serials)


_NOTHING: ByFinding = MappingProxyType(dict.fromkeys(Finding, 0))
_l, _p, _n, _s = t.document_line.c, t.count_pass.c, t.noted_serial.c, t.serial.c
_NEWEST_NUMBER = select(func.max(_p.pass_no)).where(_p.line_id == _l.id).correlate(t.document_line)
_SAID = (
    select(_n.line_id, _n.finding, func.count())
    .join_from(t.document_line, t.noted_serial, _n.line_id == _l.id)
    .where(
        _l.document_id == bindparam("document_id"),
        _n.pass_no == _NEWEST_NUMBER.scalar_subquery(),
        _n.finding.is_not(None),
    )
    .group_by(_n.line_id, _n.finding)
)


def shown(conn: Connection, ref: str) -> Shown[LineResult, None]:
    """Return the count of that number with what is said of each of its lines so far.

    Raises:
        Refused: `unknown`.
    """
    seen = COUNTS.shown(conn, ref)
    newest = passes.newest_of(conn, seen.document.id)
    said: dict[int, dict[Finding, int]] = {}
    for line_id, finding, number in conn.execute(_SAID, {"document_id": seen.document.id}):
        said.setdefault(line_id, dict(_NOTHING))[finding] = number
    lines = tuple(LineResult(line, newest.get(line.id), said.get(line.id, _NOTHING)) for line in seen.lines)
    return Shown(seen.document, lines, None)


def notes(
    conn: Connection,
    of: LineResult,
    *,
    findings: Sequence[Finding] = (),
    limit: int | None = None,
    after: str | None = None,
) -> tuple[Noted, ...]:
    """Return a page of the serials of a line's last pass, by serial, after the key `after`; only those of some findings where any are named."""
    if of.last is None or not of.has_result:
        return ()
    return noted.page(conn, of.line, of.last.number, findings=findings, limit=limit, after=after)
