"""What a scenario says of the store: what is true `then`."""

from sqlalchemy import Connection

from serialhhd.store.adjustments import adjustments
from serialhhd.store.batches import batches
from serialhhd.store.catalogue import products
from serialhhd.store.containers import containers
from serialhhd.store.counts import counts, passes
from serialhhd.store.inbound import pre_receipts
from serialhhd.store.outbound import pick_lists
from serialhhd.store.returns import returns
from serialhhd.store.schema import check
from serialhhd.store.serials import captures, traces
from serialhhd.store.stock import ledger, runs, stock
from serialhhd.store.stock.stock_lines import StockLine
from serialhhd.store.transfers import transfers
from serialhhd.store.words.refusal import Refused
from tests.flows.stage import Stage, phrase, tracking


class Facts(Stage):
    """Lines that begin with `then`."""

    @phrase(r"then product (?P<sku>\S+) is (?P<word>\S+)")
    def then_product(self, sku: str, word: str) -> None:
        assert self._ask(lambda conn: products.show(conn, sku)).tracking_type == tracking(word)

    @phrase(r"then product (?P<sku>\S+) was changed from (?P<old>\S+) to (?P<new>\S+) by (?P<operator>\S+)")
    def then_changed(self, sku: str, old: str, new: str, operator: str) -> None:
        changes = self._ask(lambda conn: products.tracking_changes(conn, products.show(conn, sku)))
        kept = [(change.old, change.new, change.operator, change.at) for change in changes]
        assert (tracking(old), tracking(new), operator, self.now) in kept

    @phrase(r"then (?P<what>pre-receipt|pick list) (?P<ref>\S+) is (?P<state>\w+)")
    def then_document(self, what: str, ref: str, state: str) -> None:
        subject = pre_receipts if what == "pre-receipt" else pick_lists
        assert self._ask(lambda conn: subject.show(conn, ref)).state == state

    @phrase(
        r"then pre-receipt (?P<ref>\S+) line (?P<sku>\S+) confirmed (?P<confirmed>\d+) of (?P<expected>\d+)(?: (?P<state>\w+))?"
    )
    def then_line(self, ref: str, sku: str, confirmed: str, expected: str, state: str | None) -> None:
        line = self._ask(lambda conn: self._line_of(conn, ref, sku))
        assert (line.done, line.quantity) == (int(confirmed), int(expected))
        assert line.state == (state or line.state)

    @phrase(r"then pre-receipt (?P<ref>\S+) line (?P<sku>\S+) is (?P<word>\S+-\S+)")
    def then_line_type(self, ref: str, sku: str, word: str) -> None:
        assert self._ask(lambda conn: self._line_of(conn, ref, sku)).tracking_type == tracking(word)

    @phrase(r"then pre-receipt (?P<ref>\S+) line (?P<sku>\S+) serials (?P<texts>.+)")
    def then_line_serials(self, ref: str, sku: str, texts: str) -> None:
        found = self._ask(lambda conn: pre_receipts.serials_of(conn, self._line_of(conn, ref, sku)))
        assert " ".join(found) == texts.replace("none", "")

    @staticmethod
    def _line_of(conn: Connection, ref: str, sku: str) -> pre_receipts.PreReceiptLine:
        return pre_receipts.line_of(conn, pre_receipts.show(conn, ref), products.show(conn, sku))

    @phrase(
        r"then pick list (?P<ref>\S+) task (?P<number>\d+) picked (?P<picked>\d+) of (?P<wanted>\d+)(?: (?P<state>\w+))?(?: because (?P<reason>.+))?"
    )
    def then_task(
        self, ref: str, number: str, picked: str, wanted: str, state: str | None, reason: str | None
    ) -> None:
        tasks = self._ask(lambda conn: pick_lists.tasks(conn, pick_lists.show(conn, ref)))
        task = tasks[int(number) - 1]
        assert (task.done, task.quantity) == (int(picked), int(wanted))
        assert task.short_reason == reason
        assert task.state == (state or task.state)

    @phrase(
        r"then stock (?P<sku>\S+) at (?P<location>\S+) quantity (?P<quantity>\d+)(?: of (?P<account>\S+))?(?: under (?P<word>\S+))?(?: serials (?P<texts>.+))?"
    )
    def then_stock(
        self, sku: str, location: str, quantity: str, account: str | None, word: str | None, texts: str | None
    ) -> None:
        lines = self._stock(sku, location)
        assert len(lines) == 1
        (line,) = lines
        assert line.quantity == int(quantity)
        assert line.tracking_type == (tracking(word) if word else line.tracking_type)
        assert line.account == (account or line.account)
        if texts:
            assert [
                one.serial for one in self._ask(lambda conn: stock.serials_on(conn, line.id))
            ] == texts.split(" ")

    @phrase(r"then no stock (?P<sku>\S+) at (?P<location>\S+)")
    def then_no_stock(self, sku: str, location: str) -> None:
        assert self._stock(sku, location) == []

    @phrase(r"then (?P<count>\d+) stock lines of (?P<sku>\S+) at (?P<location>\S+)")
    def then_stock_lines(self, count: str, sku: str, location: str) -> None:
        assert len(self._stock(sku, location)) == int(count)

    def _stock(self, sku: str, location: str) -> list[StockLine]:
        product = self._ask(lambda conn: products.show(conn, sku))
        lines = self._ask(lambda conn: stock.page(conn, stock.StockFilter(product.id)))
        return [line for line in lines if line.location == location]

    @phrase(
        r"then serial (?P<serial>\S+)(?: of (?P<sku>\S+))? (?P<state>in_stock|in_transit|expected|picked|dispatched|returned|removed)(?: (?:at|on) (?P<place>\S+))?"
    )
    def then_serial(self, serial: str, sku: str | None, state: str, place: str | None) -> None:
        trace = self._ask(lambda conn: traces.show(conn, serial, sku))
        assert trace.state == state
        assert place in {None, trace.location or trace.expected_on}

    @phrase(
        r"then transfer (?P<ref>\S+) line (?P<sku>\S+) shipped (?P<shipped>\d+) received (?P<received>\d+)(?: lost (?P<lost>\d+))?"
    )
    def then_transfer_line(self, ref: str, sku: str, shipped: str, received: str, lost: str | None) -> None:
        lines = self._ask(lambda conn: transfers.lines(conn, transfers.show(conn, ref)))
        (line,) = [one for one in lines if one.product == sku]
        assert (line.done, line.received, line.lost) == (int(shipped), int(received), int(lost or 0))

    @phrase(
        r"then batch (?P<ref>\S+) line (?P<sku>\S+) wanted (?P<wanted>\d+) walked (?P<walked>\d+) sorted (?P<sorted_>\d+)(?: because (?P<why>.+))?"
    )
    def then_batch_line(
        self, ref: str, sku: str, wanted: str, walked: str, sorted_: str, why: str | None
    ) -> None:
        lines = self._ask(lambda conn: batches.shown(conn, batches.show(conn, ref)))
        (line,) = [one for one in lines if one.product == sku]
        assert (line.wanted, line.walked, line.sorted) == (int(wanted), int(walked), int(sorted_))
        assert line.reason == why

    @phrase(r"then batch (?P<ref>\S+) is (?P<state>\w+)")
    def then_batch_is(self, ref: str, state: str) -> None:
        assert self._ask(lambda conn: batches.show(conn, ref)).state == state

    @phrase(
        r"then return (?P<ref>\S+) line (?P<sku>\S+) returned (?P<returned>\d+) of (?P<expected>\d+)(?: (?P<state>\w+))?"
    )
    def then_return_line(self, ref: str, sku: str, returned: str, expected: str, state: str | None) -> None:
        lines = self._ask(lambda conn: returns.lines(conn, returns.show(conn, ref)))
        (line,) = [one for one in lines if one.product == sku]
        assert (line.done, line.quantity) == (int(returned), int(expected))
        assert line.state == (state or line.state)

    @phrase(r"then return (?P<ref>\S+) is (?P<state>\w+)")
    def then_return_is(self, ref: str, state: str) -> None:
        assert self._ask(lambda conn: returns.show(conn, ref)).state == state

    @phrase(r"then serial (?P<serial>\S+) came back in condition (?P<condition>.+)")
    def then_condition(self, serial: str, condition: str) -> None:
        assert self._ask(lambda conn: traces.show(conn, serial)).condition == condition

    @phrase(
        r"then adjustment (?P<ref>\S+) is (?P<state>\w+)(?: (?P<units>[+-]\d+) of (?P<sku>\S+) by (?P<by>\S+)(?: serials (?P<texts>.+))?)?"
    )
    def then_adjustment(
        self, ref: str, state: str, units: str | None, sku: str | None, by: str | None, texts: str | None
    ) -> None:
        found = self._ask(lambda conn: adjustments.show(conn, ref))
        line = found.line
        assert found.document.state == state
        if units:
            assert (line.units, line.product, line.asked_by) == (int(units), sku, by)
        noted = self._ask(lambda conn: adjustments.serials(conn, line.id))
        assert not texts or " ".join(one.serial for one in noted) == texts

    @phrase(r"then transfer (?P<ref>\S+) is (?P<state>\w+)")
    def then_transfer_is(self, ref: str, state: str) -> None:
        assert self._ask(lambda conn: transfers.show(conn, ref)).state == state

    @phrase(r"then count (?P<ref>\S+) is (?P<state>\w+)")
    def then_count_is(self, ref: str, state: str) -> None:
        assert self._ask(lambda conn: counts.show(conn, ref)).state == state

    @phrase(
        r"then count (?P<ref>\S+) line (?P<sku>\S+) at (?P<location>\S+) is (?P<state>\w+)(?: pass (?P<number>\d+) by (?P<operator>\S+))?(?: (?P<counted>\d+) of (?P<expected>\d+))?(?:: (?P<said>.+))?"
    )
    def then_count_line(
        self,
        ref: str,
        sku: str,
        location: str,
        state: str,
        number: str | None,
        operator: str | None,
        counted: str | None,
        expected: str | None,
        said: str | None,
    ) -> None:
        """`found SN1 SN2, missing SN3` is all that the last pass says of serials."""
        lines = self._ask(lambda conn: counts.lines(conn, counts.show(conn, ref)))
        (line,) = [one for one in lines if (one.product, one.location) == (sku, location)]
        assert line.state == state, line.state
        last = self._ask(lambda conn: passes.newest(conn, line.id))
        if number or counted or said:
            assert last is not None
            assert (last.number, last.counted_by) == (int(number or last.number), operator or last.counted_by)
        if counted and last:
            assert (last.counted, last.expected) == (int(counted), int(expected or 0)), last
        if said and last:
            found = self._ask(lambda conn: passes.notes(conn, last))
            told = [f"{word.value} {' '.join(names)}" for word, names in found.items() if names]
            assert ", ".join(told) == said.replace("nothing", ""), told

    @phrase(r"then serial (?P<serial>\S+)(?: of (?P<sku>\S+))? is in (?P<container>\S+)")
    def then_in_container(self, serial: str, sku: str | None, container: str) -> None:
        trace = self._ask(lambda conn: traces.show(conn, serial, sku))
        assert (trace.container or "nothing") == container

    @phrase(r"then serial (?P<serial>\S+) moved last in (?P<container>\S+)")
    def then_moved_in(self, serial: str, container: str) -> None:
        trace = self._ask(lambda conn: traces.show(conn, serial))
        assert trace.history[-1].container == container

    @phrase(r"then container (?P<code>\S+) lies in (?P<outer>\S+)")
    def then_lies_in(self, code: str, outer: str) -> None:
        inside = self._ask(lambda conn: containers.show(conn, code)).inside
        assert (inside or "nothing") == outer

    @phrase(r"then serial (?P<serial>\S+) is on hold because (?P<reason>.+)")
    def then_held(self, serial: str, reason: str) -> None:
        trace = self._ask(lambda conn: traces.show(conn, serial))
        assert trace.on_hold == reason

    @phrase(r"then serial (?P<serial>\S+) lot (?P<lot>\S+) expiry (?P<expiry>\S+)")
    def then_lot(self, serial: str, lot: str, expiry: str) -> None:
        trace = self._ask(lambda conn: traces.show(conn, serial))
        assert (trace.lot or "none", trace.expiry or "none") == (lot, expiry)

    @phrase(r"then serial (?P<serial>\S+)(?: of (?P<sku>\S+))? was (?P<life>.+)")
    def then_trace(self, serial: str, sku: str | None, life: str) -> None:
        trace = self._ask(lambda conn: traces.show(conn, serial, sku))
        told = [
            f"{one.kind} at {one.location or '-'} on {one.document or '-'} by {one.operator} with {one.partner or '-'}"
            for one in trace.history
        ]
        assert told == life.split(", ")

    @phrase(r"then no serial (?P<serial>\S+)")
    def then_no_serial(self, serial: str) -> None:
        try:
            trace = self._ask(lambda conn: traces.show(conn, serial))
        except Refused as refused:
            assert refused.code in {"unknown", "serial_only_captured"}  # noqa: PT017 - both mean that it is none
        else:
            raise AssertionError(trace)

    @phrase(
        r"then transaction (?P<kind>\w+) (?P<quantity>-?\d+) of (?P<sku>\S+)(?: at (?P<location>\S+))?(?: serials (?P<texts>.+?))?(?: note (?P<note>.+?))?(?: by (?P<operator>\S+) approved by (?P<approved_by>\S+))?"
    )
    def then_transaction(
        self,
        kind: str,
        quantity: str,
        sku: str,
        location: str | None,
        texts: str | None,
        note: str | None,
        operator: str | None,
        approved_by: str | None,
    ) -> None:
        wanted = (kind, int(quantity), sku, location, tuple((texts or "").split()), note)
        found = [
            (one.kind, one.quantity, one.product, one.location, one.serials, one.note)
            for one in self._ask(lambda conn: ledger.page(conn, limit=1000))
        ]
        assert wanted in found, found
        if operator:
            both = [(one.operator, one.approved_by or "nobody") for one in self._ask(ledger.page)]
            assert (operator, approved_by) in both, both

    @phrase(r"then (?P<operator>\S+) cancelled a run approved by (?P<approved_by>\S+)")
    def then_cancelled(self, operator: str, approved_by: str) -> None:
        found = [(one.operator, one.approved_by or "nobody") for one in self._ask(runs.cancelled)]
        assert (operator, approved_by) in found, found

    @phrase(r"then (?P<count>\d+) transactions?")
    def then_transactions(self, count: str) -> None:
        assert len(self._ask(lambda conn: ledger.page(conn, limit=1000))) == int(count)

    @phrase(r"then (?P<operator>\S+) has (?P<count>\d+) captured on (?P<ref>\S+)")
    def then_captured(self, operator: str, count: str, ref: str) -> None:
        open_runs = [(run.operator, run.captured, run.document) for run in self._ask(runs.all_open)]
        assert (operator, int(count), ref) in open_runs, open_runs

    @phrase(r"then (?P<operator>\S+) has captured (?P<texts>.+)")
    def then_captures(self, operator: str, texts: str) -> None:
        (run_id,) = (run.id for run in self._ask(runs.all_open) if run.operator == operator)
        assert " ".join(self._ask(lambda conn: captures.newest(conn, run_id, 99))) == texts

    @phrase(r"then no run is open")
    def then_no_run(self) -> None:
        assert self._ask(runs.all_open) == ()

    @phrase(r"then store check ok")
    def check_is_ok(self) -> None:
        broken = self._ask(check.check)
        assert broken == (), broken
