"""The labels of what a store knows: what is on each, and that it answers the question that it is for."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection

from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.conversation.session import Session
from serialhhd.flows.seam.view import Label, Scan
from serialhhd.flows.sentences.language import speaking
from serialhhd.samples import warehouse as sample
from serialhhd.store.catalogue import products
from serialhhd.store.engine.store import Store
from serialhhd.store.people import credentials, operators
from serialhhd.store.symbols.symbology import Symbology
from serialhhd.store.words.refusal import Doubtful, Refused
from serialhhd.store.words.vocabulary import Language, Role, TrackingType
from serialhhd.training.labels import making
from serialhhd.training.labels.label import PrintedLabel
from serialhhd.training.scanner import Scanner

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
MATRIX, BARS, PLAIN = Symbology.GS1_DATA_MATRIX, Symbology.GS1_128, Symbology.CODE_128
GS = "\x1d"

Makes = Callable[[Connection], Iterator[PrintedLabel]]


@pytest.fixture
def site(sqlite_store: Store) -> Store:
    """The sample warehouse."""
    sqlite_store.write(lambda conn: sample.fill(conn, AT))
    return sqlite_store


def made(store: Store, makes: Makes) -> list[PrintedLabel]:
    with store.read() as conn:
        return list(makes(conn))


def scanned(session: Session, label: PrintedLabel) -> str:
    """Scan a printed label with a scanner that names its symbols, and return the code of the answer, or the next step."""
    lying = Label(label.data, "", is_good=True, why="", symbology=label.symbology)
    ((_, data),) = Scanner(has_aim_id=True).read(lying)
    view = session.submit(Scan(data.decode().rstrip("\r")))
    assert view.message is None or view.message.severity != "error", view.message
    return view.step


def test_a_product_has_its_gtin_in_gs1_symbols_and_its_barcode_in_others(site: Store) -> None:
    (gs1,) = made(site, lambda conn: making.of_products(conn, ["cam-200"], MATRIX))
    assert (gs1.symbology, gs1.data) == (MATRIX, "0109521234543213")
    assert gs1.lines == ("CAM-200", "Camera 4K outdoor", "(01)09521234543213")
    (bare,) = made(site, lambda conn: making.of_products(conn, ["CAM-200"], PLAIN))
    assert (bare.symbology, bare.data, bare.elements) == (PLAIN, "9521234543213", ())


def test_a_product_without_a_gtin_has_its_barcode_or_its_sku_without_fnc1(site: Store) -> None:
    def add(conn: Connection, sku: str, *barcodes: str) -> None:
        none = TrackingType.NO_TRACKING
        products.add(conn, sku, at=AT, name="Thing", tracking_type=none, barcodes=barcodes, by="office")

    site.write(lambda conn: add(conn, "OURS", "HOUSE-1"))
    site.write(lambda conn: add(conn, "NONE"))
    labels = made(site, lambda conn: making.of_products(conn, ["OURS", "NONE"], BARS))
    assert [(one.symbology, one.data) for one in labels] == [(PLAIN, "house-1"), (PLAIN, "NONE")]


def test_a_unit_has_gtin_and_serial_and_what_is_kept_of_its_lot(site: Store) -> None:
    session = Session(site, FlowsFile(PACKAGED), "anna", "goods_in")
    for text in (
        "PR-1007",
        "CAM-200",
        f"]d2010952123454321310L-5{GS}1727013121SN0007",
        ":done",
        "",
        ":yes",
        "A-01-01",
    ):
        session.submit(Scan(text))
    labels = made(site, lambda conn: making.of_serials(conn, "CAM-200", ["SN0007", "SN0099"], MATRIX))
    assert [one.data for one in labels] == [
        f"01095212345432131727013110L-5{GS}21SN0007",
        "010952123454321321SN0099",
    ]
    assert labels[1].lines == (
        "SN0099", "CAM-200", "Camera 4K outdoor", "(01)09521234543213", "(21)SN0099",
    )  # fmt: skip


@pytest.mark.parametrize("symbology", [PLAIN, Symbology.QR])
def test_in_a_plain_symbol_a_serial_is_alone_and_may_be_any(site: Store, symbology: Symbology) -> None:
    long = "R10/" + "x" * 60
    labels = made(site, lambda conn: making.of_serials(conn, "RTR-10", [long, "R 10#"], symbology))
    assert [(one.symbology, one.data) for one in labels] == [(symbology, long), (symbology, "R 10#")]


@pytest.mark.parametrize("serial", ["R10-" + "0" * 17, "R 10", "R#10", "R~10"])
def test_a_serial_that_gs1_does_not_hold_is_refused_and_what_holds_it_is_named(
    site: Store, serial: str
) -> None:
    with pytest.raises(Refused) as refused:
        made(site, lambda conn: making.of_serials(conn, "RTR-10", [serial], MATRIX))
    assert refused.value.code == "label_not_in_gs1"


def test_what_could_not_be_scanned_is_not_printed(site: Store) -> None:
    with pytest.raises(Refused, match="serials_refused"):
        made(site, lambda conn: making.of_serials(conn, "CAM-200", ["SN0001", "XX1"], MATRIX))
    with pytest.raises(Doubtful):
        made(site, lambda conn: making.of_serials(conn, "RTR-10", ["2026-03-02"], PLAIN))
    assert made(site, lambda conn: making.of_serials(conn, "RTR-10", ["2026-03-02"], PLAIN, sure=True))


@pytest.mark.parametrize(
    "makes",
    [
        lambda conn: making.of_products(conn, ["NO-SUCH"], MATRIX),
        lambda conn: making.of_serials(conn, "NO-SUCH", ["SN1"], MATRIX),
        lambda conn: making.of_locations(conn, ["A-01-01", "NO-SUCH"], MATRIX),
        lambda conn: making.of_documents(conn, ["NO-SUCH"], MATRIX),
    ],
)
def test_what_the_store_does_not_know_is_refused(site: Store, makes: Makes) -> None:
    with pytest.raises(Refused, match="unknown"):
        made(site, makes)


def test_a_receipt_goes_by_printed_labels_alone(site: Store) -> None:
    session = Session(site, FlowsFile(PACKAGED), "anna", "goods_in")
    with site.read() as conn:
        (paper,) = making.of_documents(conn, ["pr-1007"], MATRIX)
        (box,) = making.of_products(conn, ["CAM-200"], MATRIX)
        units = list(making.of_serials(conn, "CAM-200", ["SN0007", "SN0008", "SN0009"], MATRIX))
        (place,) = making.of_locations(conn, ["a-01-02"], MATRIX)
    cards = {card.data: card for card in making.of_commands(PLAIN)}
    steps = [scanned(session, label) for label in (paper, box, *units, cards[":done"], cards[":ok"], place)]
    assert steps == [
        "scan_product",
        *["enter_serials"] * 4,
        "confirm_quantity",
        "scan_location",
        "scan_pre_receipt",
    ]


def test_papers_of_every_kind_have_labels(site: Store) -> None:
    labels = made(site, lambda conn: making.of_documents(conn, ["PR-1007", "PL-501"], BARS))
    assert [one.lines for one in labels] == [("PR-1007", "pre-receipt"), ("PL-501", "pick list")]


def test_the_cards_are_those_of_the_actions_in_the_language_that_is_spoken() -> None:
    cards = {card.data: card.lines for card in making.of_commands(PLAIN)}
    assert {":done", ":back", ":undo", ":short", ":yes", ":no", ":quit"} <= cards.keys()
    assert cards[":done"] == ("Done", ":done")
    with speaking(Language.GERMAN):
        assert {card.data: card.lines for card in making.of_commands(PLAIN)}[":done"] == ("Fertig", ":done")


def test_a_badge_is_the_name_and_never_holds_a_pin(site: Store) -> None:
    hashed = credentials.hash_secret("271828")
    site.write(lambda conn: operators.add(conn, "Anna", Role.OPERATOR, AT, by="office"))
    site.write(lambda conn: credentials.set_pin(conn, "Anna", hashed, by="office"))
    (badge,) = made(site, lambda conn: making.of_badges(conn, ["anna"], Symbology.QR))
    assert badge == PrintedLabel(Symbology.QR, "Anna", ("Anna",))
    for not_one in ("ben", "anna 271828", "271828"):
        with site.read() as conn, pytest.raises(Refused, match="unknown"):
            list(making.of_badges(conn, [not_one], Symbology.QR))
