"""What a scenario says of the office: what is `given`, and what somebody at a desk does."""

import re
from typing import Any

from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.conversation.runner import Runner
from serialhhd.flows.seam.view import Scan
from serialhhd.flows.sentences import messages
from serialhhd.store.adjustments import deciding
from serialhhd.store.batches import batches
from serialhhd.store.catalogue import places, products, settings
from serialhhd.store.containers import containers
from serialhhd.store.counts import counts
from serialhhd.store.counts import posting as counted
from serialhhd.store.documents.lines import WantedLine
from serialhhd.store.inbound import pre_entered, pre_receipts
from serialhhd.store.outbound import pick_lists, putting_back
from serialhhd.store.people import credentials, operators
from serialhhd.store.returns import announcing, returns
from serialhhd.store.stock import holds, product_holds, runs, stock
from serialhhd.store.transfers import giving_up, transfers
from serialhhd.store.words.vocabulary import ContainerKind, LocationKind, Role
from tests.flows.stage import Stage, phrase, tracking


def items(text: str) -> list[tuple[str, int, str | None]]:
    """Return SKU, quantity and location of each line: `CAM-1 x 3 at A-01, BAT-1 x 2`."""
    found = [re.fullmatch(r"(\S+) x (\d+)(?: at (\S+))?", item) for item in text.split(", ")]
    return [(item[1], int(item[2]), item[3]) for item in found if item]


class Office(Stage):
    """Lines that begin with `given`, `office`, `supervisor` or `refused`."""

    @phrase(r"(?:given|office changes the) default (?:to )?(?P<word>\S+)")
    def given_default(self, word: str) -> None:
        self._desk(lambda conn: settings.set_default_tracking_type(conn, tracking(word), by="office"))

    @phrase(
        r"given product (?P<sku>\S+)(?: (?P<word>\S+-tracking|track-\S+))?(?: barcode (?P<barcode>\S+))?(?: pattern (?P<pattern>\S+))?"
    )
    def given_product(self, sku: str, word: str | None, barcode: str | None, pattern: str | None) -> None:
        kind = tracking(word) if word else None
        codes = [barcode] if barcode else []
        self._desk(
            lambda conn: products.add(
                conn,
                sku,
                at=self.now,
                name=sku,
                tracking_type=kind,
                barcodes=codes,
                serial_pattern=pattern,
                by="office",
            )
        )

    @phrase(r"given (?:(?P<kind>quarantine|cart) )?location (?P<code>\S+)")
    def given_location(self, kind: str | None, code: str) -> None:
        of_kind = LocationKind(kind or "storage")
        self._desk(lambda conn: places.add_location(conn, code, kind=of_kind, by="office"))

    @phrase(r"given warehouse (?P<warehouse>\S+) with location (?P<code>\S+)")
    def given_warehouse(self, warehouse: str, code: str) -> None:
        self._desk(lambda conn: places.add_warehouse(conn, warehouse, by="office"))
        self._desk(lambda conn: places.add_location(conn, code, warehouse, by="office"))

    @phrase(r"given account (?P<code>\S+)")
    def given_account(self, code: str) -> None:
        self._desk(lambda conn: places.add_account(conn, code, by="office"))

    @phrase(r"given (?P<role>operator|supervisor|trainer|admin) (?P<name>\S+)(?: with PIN (?P<pin>\d+))?")
    def given_operator(self, role: str, name: str, pin: str | None) -> None:
        self._desk(lambda conn: operators.add(conn, name, Role(role), self.now, by="office"))
        if pin:
            hashed = credentials.hash_secret(pin)
            self._desk(lambda conn: credentials.set_pin(conn, name, hashed, by="office"))

    @phrase(r"office disables (?P<name>\S+)")
    def office_disables(self, name: str) -> None:
        self._desk(lambda conn: operators.disable(conn, name, self.now, by="office"))

    @phrase(
        r"given pre-receipt (?P<ref>\S+) with (?P<lines>.+?)(?: from (?P<supplier>\S+))?(?: for (?P<account>\S+))?"
    )
    def given_pre_receipt(self, ref: str, lines: str, supplier: str | None, account: str | None) -> None:
        wanted = [(sku, quantity) for sku, quantity, _ in items(lines)]
        whose = account or places.MAIN
        self._desk(
            lambda conn: pre_receipts.add(
                conn, ref, wanted, at=self.now, supplier=supplier, account=whose, by="office"
            )
        )

    @phrase(r"given pick list (?P<ref>\S+) with (?P<lines>.+?)(?: to (?P<customer>\S+))?")
    def given_pick_list(self, ref: str, lines: str, customer: str | None) -> None:
        wanted = [pick_lists.WantedTask(*item) for item in items(lines)]
        self._desk(
            lambda conn: pick_lists.add(conn, ref, wanted, at=self.now, customer=customer, by="office")
        )

    @phrase(r"given supplier return (?P<ref>\S+) to (?P<supplier>\S+) with (?P<lines>.+)")
    def given_supplier_return(self, ref: str, supplier: str, lines: str) -> None:
        wanted = [pick_lists.WantedTask(*item) for item in items(lines)]
        self._desk(
            lambda conn: pick_lists.add(conn, ref, wanted, at=self.now, supplier=supplier, by="office")
        )

    @phrase(r"given return (?P<ref>\S+) (?:from (?P<customer>\S+)|of (?P<pick_list>\S+)) with (?P<lines>.+)")
    def given_return(self, ref: str, customer: str | None, pick_list: str | None, lines: str) -> None:
        wanted = [(sku, quantity) for sku, quantity, _ in items(lines)]
        named: dict[str, Any] = {"customer": customer, "pick_list": pick_list}
        self._desk(lambda conn: returns.add(conn, ref, wanted, at=self.now, **named, by="office"))

    @phrase(r"office cancels return (?P<ref>\S+)")
    def office_cancels_return(self, ref: str) -> None:
        self._desk(lambda conn: returns.cancel(conn, ref, self.now, by="office"))

    @phrase(
        r"given transfer (?P<ref>\S+) to (?P<to>account )?(?P<whither>\S+) with (?P<lines>.+?)(?: shipped (?P<texts>.+))?"
    )
    def given_transfer(self, ref: str, to: str | None, whither: str, lines: str, texts: str | None) -> None:
        """Add it; what is shipped of it, of one product, the keeper ships from where it lies."""
        wanted = [WantedLine(*item) for item in items(lines)]
        side: dict[str, Any] = {"to_account" if to else "to_warehouse": whither}
        self._desk(lambda conn: transfers.add(conn, ref, wanted, at=self.now, **side, by="office"))
        if texts is None:
            return
        runner = Runner(self.store, lambda: FlowsFile(PACKAGED).current().flows["transfer_out"], "keeper")
        place = runner.submit(Scan(ref)).fields["location"]
        for text in (str(place), wanted[0].sku, *texts.split(" "), ""):
            answer = runner.submit(Scan(text)).message
            assert answer, text
            assert answer.severity != "error", answer

    @phrase(r"given count (?P<ref>\S+) of (?P<places>[^,]+?)(?: for (?P<skus>.+))?")
    def given_count(self, ref: str, places: str, skus: str | None) -> None:
        said: dict[str, Any] = {"skus": (skus or "").split(), "at": self.now, "by": "office"}
        self._desk(lambda conn: counts.add(conn, ref, places.split(" "), **said))

    @phrase(r"office (?P<what>approves|rejects|cancels) count (?P<ref>\S+)")
    def office_decides_count(self, what: str, ref: str) -> None:
        decide = {"approves": counted.approve, "rejects": counted.reject, "cancels": counted.cancel}[what]
        self._desk(lambda conn: decide(conn, ref, by="office", at=self.now))

    @phrase(r"office wants count (?P<ref>\S+) counted again")
    def office_recounts(self, ref: str) -> None:
        self._desk(lambda conn: counted.recount(conn, ref, by="office"))

    @phrase(r"(?P<by>\S+) gives up (?P<ref>\S+) because (?P<reason>.+)")
    def office_gives_up(self, by: str, ref: str, reason: str) -> None:
        self._desk(lambda conn: giving_up.give_up(conn, ref, reason=reason, by=by, at=self.now))

    @phrase(r"given batch (?P<ref>\S+) of (?P<lists>.+)")
    def given_batch(self, ref: str, lists: str) -> None:
        self._desk(lambda conn: batches.add(conn, ref, lists.split(", "), at=self.now, by="office"))

    @phrase(r"office cancels batch (?P<ref>\S+)")
    def office_cancels_batch(self, ref: str) -> None:
        self._desk(lambda conn: batches.cancel(conn, ref, self.now, by="office"))

    @phrase(r"office cancels transfer (?P<ref>\S+)")
    def office_cancels_transfer(self, ref: str) -> None:
        self._desk(lambda conn: transfers.cancel(conn, ref, self.now, by="office"))

    @phrase(
        r"(?:given|office enters) serials of (?P<sku>\S+) on (?P<ref>[^\s:,]+)(?P<sure>, looked at)?: (?P<texts>.+)"
    )
    def given_serials(self, sku: str, ref: str, sure: str | None, texts: str) -> None:
        """Enter them; one that comes in an SSCC is written `SN1,SSCC`."""
        said = [text.partition(",") for text in texts.split(" ")]
        listed, is_sure = [serial for serial, _, _ in said], sure is not None
        ssccs = {serial: sscc for serial, _, sscc in said if sscc}
        self._desk(
            lambda conn: pre_entered.set_serials(
                conn, ref, sku, listed, ssccs=ssccs, sure=is_sure, by="office"
            )
        )

    @phrase(r"(?:given|office enters) announced serials of (?P<sku>\S+) on (?P<ref>\S+): (?P<texts>.+)")
    def given_announced_serials(self, sku: str, ref: str, texts: str) -> None:
        self._desk(lambda conn: announcing.set_serials(conn, ref, sku, texts.split(" "), by="office"))

    @phrase(r"office clears announced serials of (?P<sku>\S+) on (?P<ref>\S+)")
    def office_clears_announced(self, sku: str, ref: str) -> None:
        self._desk(lambda conn: announcing.clear_serials(conn, ref, sku, by="office"))

    @phrase(r"given (?P<kind>tote|pallet) (?P<code>\S+)")
    def given_container(self, kind: str, code: str) -> None:
        self._desk(lambda conn: containers.add(conn, code, ContainerKind(kind), by="office"))

    @phrase(r"office puts (?P<code>\S+) into (?P<into>\S+)")
    def office_puts_into(self, code: str, into: str) -> None:
        self._desk(lambda conn: containers.put(conn, code, into, by="office"))

    @phrase(
        r"given stock (?P<sku>\S+) at (?P<location>\S+) (?:quantity (?P<quantity>\d+)|serials (?P<texts>.+))"
    )
    def given_stock(self, sku: str, location: str, quantity: str | None, texts: str | None) -> None:
        """Receive it as an operator would, earlier that day."""
        self.stocked += 1
        ref, entered = f"STOCK-{self.stocked}", texts.split(" ") if texts else []
        units = int(quantity or len(entered))
        self.store.write(lambda conn: pre_receipts.add(conn, ref, [(sku, units)], at=self.now, by="office"))
        runner = Runner(self.store, lambda: FlowsFile(PACKAGED).current().flows["goods_in"], "keeper")
        for text in (ref, sku, *entered, *([":done"] if entered else []), "", location):
            answer = runner.submit(Scan(text)).message
            assert answer, text
            assert answer.severity != "error", answer

    # --- what the office does -----------------------------------------------------------------------------------

    @phrase(r"office changes (?P<sku>\S+) to (?P<word>\S+)")
    def office_changes(self, sku: str, word: str) -> None:
        kind = tracking(word)
        self._desk(lambda conn: products.set_tracking(conn, sku, kind, by="office", at=self.now))

    @phrase(r"office clears the serials of (?P<sku>\S+) on (?P<ref>\S+)")
    def office_clears(self, sku: str, ref: str) -> None:
        self._desk(lambda conn: pre_entered.clear_serials(conn, ref, sku, by="office"))

    @phrase(r"office cancels pre-receipt (?P<ref>\S+)")
    def office_cancels_pre_receipt(self, ref: str) -> None:
        self._desk(lambda conn: pre_receipts.cancel(conn, ref, self.now, by="office"))

    @phrase(r"office cancels pick list (?P<ref>\S+)")
    def office_cancels_pick_list(self, ref: str) -> None:
        self._desk(lambda conn: pick_lists.cancel(conn, ref, self.now, by="office"))

    @phrase(r"office puts back pick list (?P<ref>\S+) at (?P<location>\S+)")
    def office_puts_back(self, ref: str, location: str) -> None:
        said: dict[str, Any] = {"to": location, "by": "office", "at": self.now}
        self._desk(lambda conn: putting_back.put_back(conn, ref, **said))

    @phrase(r"office dispatches (?P<ref>\S+)")
    def office_dispatches(self, ref: str) -> None:
        self._desk(lambda conn: pick_lists.dispatch(conn, ref, by="office", at=self.now))

    @phrase(r"office removes serial (?P<serial>\S+) of (?P<sku>\S+) because (?P<reason>.+)")
    def office_removes(self, serial: str, sku: str, reason: str) -> None:
        said: dict[str, Any] = {"sku": sku, "reason": reason, "by": "office", "at": self.now}
        self._desk(lambda conn: stock.remove(conn, serial, **said))

    @phrase(r"office takes serial (?P<serial>\S+) of (?P<sku>\S+) back to (?P<location>\S+)")
    def office_takes_back(self, serial: str, sku: str, location: str) -> None:
        said: dict[str, Any] = {"sku": sku, "location": location, "by": "office", "at": self.now}
        self._desk(lambda conn: stock.take_back(conn, serial, reason="returned", **said))

    @phrase(r"office puts serial (?P<serial>\S+) of (?P<sku>\S+) on hold because (?P<reason>.+)")
    def office_holds(self, serial: str, sku: str, reason: str) -> None:
        self._desk(lambda conn: holds.hold(conn, serial, sku=sku, reason=reason, by="office", at=self.now))

    @phrase(r"office puts (?P<sku>\S+) on hold because (?P<reason>.+)")
    def office_holds_product(self, sku: str, reason: str) -> None:
        said: dict[str, Any] = {"reason": reason, "by": "office", "at": self.now}
        self._desk(lambda conn: product_holds.hold(conn, sku, lot=None, **said))

    @phrase(r"(?P<by>\w+) approves (?P<ref>ADJ-\d+)")
    def approves(self, by: str, ref: str) -> None:
        self._desk(lambda conn: deciding.approve(conn, ref, by=by, at=self.now))

    @phrase(r"(?P<by>\w+) rejects (?P<ref>ADJ-\d+) because (?P<reason>.+)")
    def rejects(self, by: str, ref: str, reason: str) -> None:
        self._desk(lambda conn: deciding.reject(conn, ref, reason=reason, by=by, at=self.now))

    @phrase(r"supervisor releases (?P<operator>\S+)")
    def supervisor_releases(self, operator: str) -> None:
        (run_id,) = (run.id for run in self._ask(runs.all_open) if run.operator == operator)
        self._desk(lambda conn: runs.release(conn, run_id, self.now, by="office"))

    @phrase(r"refused (?P<code>\w+)(?: (?P<part>.+))?")
    def office_is_refused(self, code: str, part: str | None) -> None:
        assert self.refused is not None, "nothing was refused"
        sentence = messages.refusal(self.refused)
        assert sentence.code == code
        assert (part or "") in sentence.text, sentence.text
        self.refused = None
