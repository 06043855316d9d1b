"""Counts: passes that begin, note and end while everything else goes on; counted again, approved, rejected, cancelled."""

from collections.abc import Callable

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule
from sqlalchemy import Connection

from serialhhd.store.counts import counting, counts, passes, posting
from serialhhd.store.counts.counts import COUNTS
from serialhhd.store.documents.document import Document
from serialhhd.store.documents.lines import Line
from serialhhd.store.serials import serials
from serialhhd.store.stock import runs
from serialhhd.store.stock.runs import Run
from serialhhd.store.words.vocabulary import RunState
from tests.store.machine.known import Count, Pass
from tests.store.machine.office import (
    AT,
    MOST_OPEN,
    PEOPLE,
    TEXTS,
    Job,
    Office,
    begin_run,
    people,
    some_of,
    some_texts,
    somewhere,
)

POSTED = {"missing", "misplaced", "removed", "unknown"}
"""What an approval posts; the others are named."""


class Counted(Office):
    """Counts of cameras at one place."""

    def _counts(self, *states: str) -> list[str]:
        return [ref for ref, one in self.known.counts.items() if one.state in states]

    def _with_a_pass(self) -> list[str]:
        return [
            ref
            for ref in self._counts("open")
            if (last := self.known.counts[ref].last) is not None and last.is_open
        ]

    def _decidable(self) -> list[str]:
        """Return the counts of which something has been counted."""
        return [ref for ref, one in self.known.counts.items() if one.passes]

    @precondition(lambda self: len(self._counts("open", "counted")) < MOST_OPEN)
    @rule(data=st.data())
    def ask_for_a_count(self, data: st.DataObject) -> None:
        place, account = somewhere(data, self.known.filled())
        ref = self.next_ref("C")
        assert self.attempt(
            lambda conn: counts.add(conn, ref, [place], skus=["CAM"], account=account, at=AT, by="office"),
            set(),
        )
        self.known.counts[ref] = Count(place, account)

    def _to_be_begun(self) -> list[str]:
        return [
            ref
            for ref in self._counts("open")
            if (last := self.known.counts[ref].last) is None or not last.is_open
        ]

    @rule(data=st.data(), by=people)
    def begin_a_pass(self, data: st.DataObject, by: str) -> None:
        ref = self.one_of(data, self._to_be_begun, lambda: self.ask_for_a_count(data), self.known.counts)
        assert ref
        of = self.known.counts[ref]
        last, wanted = of.last, set[str]()
        if last and last.is_open:
            wanted = {"line_in_work"}
        elif last and last.by == by and not last.is_void:
            wanted = {"recount_by_other"}
        if of.state != "open":
            wanted = {"document_not_open"}
        begun: list[Run] = []

        def work(conn: Connection, count: Document, line: Line) -> None:
            run = begin_run(conn, by, self.next_ref("count"))
            begun.append(run)
            counting.begin(conn, count, line, run=run, by=by, at=AT)

        if self.attempt(self._in_count(ref, work), wanted):
            self._begun(of, by, begun[-1])

    def _begun(self, of: Count, by: str, run: Run | None) -> Pass:
        of.passes.append(Pass(by, run, self.known.stirred[of.place, of.account]))
        return of.passes[-1]

    @precondition(lambda self: self._left_open())
    @rule(data=st.data(), chance=st.integers(0, 2))
    def leave_a_pass(self, data: st.DataObject, chance: int) -> None:
        """Cancel the run that counts: what it has noted goes with it, whatever has become of the count."""
        if chance:
            return
        of = self.known.counts[data.draw(st.sampled_from(self._left_open()))]
        run = of.passes[-1].run
        assert run is not None
        assert self.attempt(lambda conn: runs.end(conn, run.id, RunState.CANCELLED, AT), set())
        of.passes.pop()

    def _left_open(self) -> list[str]:
        return [ref for ref, one in self.known.counts.items() if one.last and one.last.is_open]

    def _some_pass(self, data: st.DataObject) -> str | None:
        by = data.draw(people)
        return self.one_of(data, self._with_a_pass, lambda: self.begin_a_pass(data, by))

    @rule(data=st.data(), given=some_texts)
    def note(self, data: st.DataObject, given: list[str]) -> None:
        ref = self._some_pass(data)
        if ref is None:
            return
        of = self.known.counts[ref]
        last = of.passes[-1]
        given = some_of(data, self.known.at(of.place, of.account), given)
        again = set(given) & set(last.noted)
        wanted = {"serials_refused" if len(given) > 1 else "serial_counted_already"} if again else set()
        entries, run = [serials.entry(text) for text in given], last.run
        assert run is not None

        def work(conn: Connection, count: Document, line: Line) -> None:
            begun = passes.newest(conn, line.id)
            assert begun
            counting.note(conn, count, line, begun, entries)
            runs.save(conn, run.holding(len(last.noted) + len(given)), "{}", AT)

        if self.attempt(self._in_count(ref, work), wanted):
            last.noted += given

    @rule(data=st.data(), given=some_texts, notes=st.booleans())
    def end_a_pass(self, data: st.DataObject, given: list[str], *, notes: bool) -> None:
        if notes:
            self.note(data, given)
        ref = self._some_pass(data)
        if ref is None:
            return
        of = self.known.counts[ref]
        run = of.passes[-1].run
        assert run is not None

        def work(conn: Connection, count: Document, line: Line) -> None:
            begun = passes.newest(conn, line.id)
            assert begun
            counting.end(conn, count, line, begun, units=None, at=AT)
            runs.end(conn, run.id, RunState.DONE, AT)

        assert self.attempt(self._in_count(ref, work), set())
        self._ended(of)

    def _ended(self, of: Count) -> None:
        last = of.passes[-1]
        last.is_void = self.known.stirred[of.place, of.account] != last.begun
        missing = [text for text in self.known.at(of.place, of.account) if text not in last.noted]
        says = {text: self._says(of, text) for text in last.noted} | dict.fromkeys(missing, "missing")
        last.says = {
            text: (finding, self.known.serials[text].moves if text in self.known.serials else 0)
            for text, finding in says.items()
        }

    def _says(self, of: Count, text: str) -> str:
        if text not in self.known.serials:
            return "unknown"
        where = self.known.serials[text]
        is_here, is_theirs = where.place == of.place, where.account == of.account
        if where.state == "in_stock" and is_theirs:
            return "found" if is_here else "misplaced"
        return "removed" if where.state == "removed" and is_theirs else "unexpected"

    @precondition(lambda self: self.known.counts)
    @rule(data=st.data(), by=people)
    def say_that_the_place_is_done(self, data: st.DataObject, by: str) -> None:
        ref = data.draw(st.sampled_from(self._counts("open") or sorted(self.known.counts)))
        of = self.known.counts[ref]
        last = of.last
        wanted = {"line_in_work"} if last and last.is_open else set()
        if of.state != "open":
            wanted = {"document_not_open"}
        if not self.attempt(
            lambda conn: counting.place_done(conn, ref, location=of.place, by=by, at=AT), wanted
        ):
            return
        if last is None or last.place_done:
            if last and last.by == by and not last.is_void:
                return
            last = self._begun(of, by, None)
            self._ended(of)
        last.place_done = True
        of.state = "open" if self._wants_another(of) else "counted"

    @staticmethod
    def _wants_another(of: Count) -> bool:
        last = of.passes[-1]
        if last.is_void or not last.differs:
            return last.is_void
        before = of.passes[-2] if len(of.passes) > 1 else None
        return before is None or before.is_void or set(before.noted) != set(last.noted)

    @rule(data=st.data(), given=some_texts, by=people)
    def count_a_place(self, data: st.DataObject, given: list[str], by: str) -> None:
        """Enter a whole pass at a desk, and say that the place is done."""
        ref = self.one_of(data, lambda: self._counts("open"), lambda: self.ask_for_a_count(data))
        assert ref
        of = self.known.counts[ref]
        self._count_a_place(ref, some_of(data, self.known.at(of.place, of.account), given), by)

    def _count_a_place(self, ref: str, given: list[str], by: str) -> None:
        of = self.known.counts[ref]
        last = of.last
        wanted: set[str] = set()
        if last and not last.is_open and last.by == by and not last.is_void:
            wanted = {"recount_by_other"}
        if last and last.is_open:
            wanted = {"line_in_work"}

        def work(conn: Connection) -> None:
            counting.enter(conn, ref, location=of.place, sku="CAM", texts=given, sure=True, by=by, at=AT)
            counting.place_done(conn, ref, location=of.place, by=by, at=AT)

        if self.attempt(work, wanted):
            counted = self._begun(of, by, None)
            counted.noted += given
            self._ended(of)
            counted.place_done = True
            of.state = "open" if self._wants_another(of) else "counted"

    def _some_counted(self, data: st.DataObject) -> str | None:
        return self.one_of(
            data, lambda: self._counts("counted"), lambda: self._count_twice(data), self._decidable()
        )

    def _count_twice(self, data: st.DataObject) -> None:
        """Let two count alike at a place, where nobody counts."""
        ref = self.one_of(data, self._to_be_begun, lambda: self.ask_for_a_count(data))
        if ref is None:
            return
        of = self.known.counts[ref]
        given = some_of(data, self.known.at(of.place, of.account), TEXTS[-1:])
        for by in PEOPLE if of.last is None or of.last.by == PEOPLE[1] else PEOPLE[::-1]:
            if of.state == "open":
                self._count_a_place(ref, given, by)

    @precondition(lambda self: self._decidable())
    @rule(data=st.data())
    def count_again(self, data: st.DataObject) -> None:
        ref = data.draw(st.sampled_from(self._counts("counted") or self._decidable()))
        of = self.known.counts[ref]
        wanted = {"open": {"nothing_to_decide"}, "counted": set[str]()}.get(of.state, {"document_not_open"})
        if self.attempt(lambda conn: posting.recount(conn, ref, by="office"), wanted):
            of.state = "open"

    @rule(data=st.data())
    def approve_a_count(self, data: st.DataObject) -> None:
        ref = self._some_counted(data)
        if ref is None:
            return
        of = self.known.counts[ref]
        wanted = set() if of.state == "counted" else {"nothing_to_decide"}
        posted = self._posted(of) if not wanted else {}
        if any(self._may_not_come(of, text) for text, finding in posted.items() if finding == "misplaced"):
            wanted = {"serials_on_hold"}
        if self.attempt(lambda conn: posting.approve(conn, ref, by="office", at=AT), wanted):
            of.state = "posted"
            for text, finding in posted.items():
                if finding == "missing":
                    self.known.move([text], state="removed")
                else:
                    self.known.move([text], state="in_stock", place=of.place, account=of.account)

    def _posted(self, of: Count) -> dict[str, str]:
        """What is as the last pass saw it, and comes or goes by a count."""
        says = of.passes[-1].says
        assert says is not None
        known = self.known.serials
        return {
            text: finding
            for text, (finding, moves) in says.items()
            if finding in POSTED and (known[text].moves == moves if text in known else finding == "unknown")
        }

    def _may_not_come(self, of: Count, text: str) -> bool:
        """A serial on hold stays in its warehouse."""
        return text in self.known.held and (of.place == "E-01") is not (
            self.known.serials[text].place == "E-01"
        )

    @precondition(lambda self: self._decidable())
    @rule(data=st.data(), rejects=st.booleans(), chance=st.integers(0, 2))
    def reject_or_cancel_a_count(self, data: st.DataObject, rejects: bool, chance: int) -> None:
        if chance:
            return
        ref = data.draw(st.sampled_from(self._decidable()))
        of = self.known.counts[ref]
        if rejects:
            wanted = set() if of.state == "counted" else {"nothing_to_decide"}
        else:
            wanted = set() if of.state in {"open", "counted"} else {"document_not_open"}
        decide = posting.reject if rejects else posting.cancel
        if self.attempt(lambda conn: decide(conn, ref, by="office", at=AT), wanted):
            of.state = "rejected" if rejects else "cancelled"

    @staticmethod
    def _in_count(ref: str, work: Callable[[Connection, Document, Line], object]) -> Job:
        """A job in the only line of a count, which it locks."""

        def job(conn: Connection) -> None:
            count = COUNTS.lock(conn, ref)
            (line,) = counts.lines(conn, count)
            work(conn, count, line)

        return job
