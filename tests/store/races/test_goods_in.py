"""R14, R15, R57 Two who receive, or take a line in work, at the same moment."""

from collections.abc import Callable

from sqlalchemy import Connection

from serialhhd.store.catalogue import products
from serialhhd.store.engine.store import Store
from serialhhd.store.inbound import pre_receipts, receiving
from serialhhd.store.inbound.receiving import SerialsIn
from serialhhd.store.serials import captures, serial_list, serials
from serialhhd.store.serials.captures import Capturing
from serialhhd.store.stock import runs
from serialhhd.store.stock.runs import Run
from serialhhd.store.words.refusal import Refused
from tests.store.races.two_programs import (
    ROUNDS,
    Desks,
    cancelling,
    codes,
    held_by,
    runner,
    tell,
    together,
)


def claimed(desks: Desks, ref: str, run: Run) -> pre_receipts.PreReceiptLine:
    """Take the camera's line in work for a run."""

    def work(conn: Connection) -> pre_receipts.PreReceiptLine:
        document = pre_receipts.show(conn, ref)
        runs.set_document(conn, run.id, document.id)
        line = pre_receipts.line_of(conn, document, products.show(conn, "CAM"))
        receiving.claim(conn, line, run, ref)
        return pre_receipts.line(conn, line.id)

    return desks.one.write(work)


def capturing(store: Store, line: pre_receipts.PreReceiptLine, run: Run, text: str) -> Callable[[], None]:
    def work(conn: Connection) -> None:
        product, at = products.show(conn, "CAM"), store.now()
        now = runs.find_open(conn, run.operator, run.flow)
        assert now
        standing = pre_receipts.standing(conn, line.document_id, line.id)
        capture = Capturing(now, product, 1000, at)
        entries = [serials.entry(text)]
        runs.save(conn, receiving.capture(conn, standing, capture, entries, SerialsIn.CAPTURE), "{}", at)

    return lambda: store.write(work)


def test_of_two_that_capture_a_new_serial_one_has_it_and_the_other_is_told(desks: Desks) -> None:
    anna, ben = desks.run("goods_in"), desks.run("goods_in")
    lines = claimed(desks, "PR-1", anna), claimed(desks, "PR-2", ben)
    for number in range(ROUNDS):
        answers = together(
            capturing(desks.one, lines[0], anna, f"SN{number}"),
            capturing(desks.other, lines[1], ben, f"sn{number}"),
        )
        assert codes(answers) == ["done", "serial_captured_elsewhere"]
        (told,) = (answer for answer in answers if isinstance(answer, Refused))
        winner, document = (ben, "PR-2") if isinstance(answers[0], Refused) else (anna, "PR-1")
        assert (told.facts["operator"], told.facts["document"]) == (winner.operator, document)
    held = [*desks.ask(held_by(anna)), *desks.ask(held_by(ben))]
    assert len(held) == ROUNDS


def test_of_two_that_take_a_line_in_work_one_has_it(desks: Desks) -> None:
    for _ in range(ROUNDS):
        anna, ben = desks.run("goods_in"), desks.run("goods_in")
        answers = together(*(claiming(store, run) for store, run in ((desks.one, anna), (desks.other, ben))))
        assert codes(answers) == ["done", "line_in_work"]
        for run in (anna, ben):
            desks.one.write(cancelling(run, desks.one.now()))


def claiming(store: Store, run: Run) -> Callable[[], None]:
    def work(conn: Connection) -> None:
        document = pre_receipts.show(conn, "PR-1")
        line = pre_receipts.line_of(conn, document, products.show(conn, "CAM"))
        receiving.claim(conn, line, run, "PR-1")

    return lambda: store.write(work)


def test_of_two_that_release_a_run_one_does(desks: Desks) -> None:
    for _ in range(ROUNDS):
        run = desks.run("goods_in")
        at = desks.one.now()
        answers = together(
            *(
                lambda store=store: store.write(lambda conn: runs.release(conn, run.id, at, by="office"))  # noqa: B023 - used at once
                for store in (desks.one, desks.other)
            )
        )
        assert codes(answers) == ["done", "run_not_open"]


def test_cancelling_and_capturing_leave_no_capture_on_a_cancelled_pre_receipt(desks: Desks) -> None:
    run = desks.run("goods_in")
    line = claimed(desks, "PR-1", run)
    scans = [capturing(desks.one, line, run, f"SN{number}") for number in range(20)]

    def scan_all() -> None:
        for scan in scans:
            scan()

    at = desks.other.now()
    answers = together(
        scan_all, lambda: desks.other.write(lambda conn: pre_receipts.cancel(conn, "PR-1", at, by="office"))
    )
    assert codes(answers) in (["done", "done"], ["done", "line_changed"])
    if codes(answers) == ["done", "done"]:
        assert desks.ask(lambda conn: pre_receipts.line(conn, line.id)).state == "cancelled"
    assert desks.ask(held_by(run)) == ()


def test_two_devices_of_one_operator_begin_one_run(desks: Desks) -> None:
    for number in range(ROUNDS):
        devices = [runner(store, f"anna-{number}") for store in (desks.one, desks.other)]
        answers = together(*(lambda device=device: tell(device, "PR-1") for device in devices))
        assert ["document_opened"] in answers
        assert (
            {str(answer) for answer in answers}
            <= {
                "['document_opened']",
                "['run_begun_elsewhere']",
                "['other_kind_of_code']",  # the other device was so much faster that the product is asked for already
            }
        )
        open_runs = [run for run in desks.ask(runs.all_open) if run.operator == f"anna-{number}"]
        assert len(open_runs) == 1


def test_no_acknowledged_scan_is_lost_when_another_device_confirms(desks: Desks) -> None:
    scanning, confirming = runner(desks.one, "anna"), runner(desks.other, "anna")
    tell(scanning, "PR-1", "CAM", "SN-FIRST")

    def scan_all() -> list[str]:
        texts = [f"SN{number:03}" for number in range(60)]
        return [text for text in texts if tell(scanning, text) == ["serial_captured"]]

    def confirm() -> list[str]:
        return tell(confirming, *((":done", "", ":yes", "GOODS-IN") * 2))

    acknowledged, _ = together(scan_all, confirm)
    assert not isinstance(acknowledged, Refused)
    in_stock = {trace.serial for trace in desks.ask(lambda conn: serial_list.page(conn, limit=999))}
    with desks.one.read() as conn:
        run = runs.peek_open(conn, "anna", "goods_in")
        held = set(captures.newest(conn, run.id, 999)) if run else set()
    assert set(acknowledged) | {"SN-FIRST"} == in_stock | held
    assert not in_stock & held
