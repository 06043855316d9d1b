"""What the virtual scanner sends, as it arrives: its bytes go through the decoder of keys and the lexer of scans."""

import pytest

from serialhhd.flows.seam.view import Label, Scan
from serialhhd.screens.entering.keys import KeyDecoder, Text
from serialhhd.screens.entering.scan_lexer import ScanLexer
from serialhhd.store.symbols import keyboard
from serialhhd.store.symbols.composing import joined, of_unit
from serialhhd.store.symbols.scan import parse
from serialhhd.store.symbols.symbology import Symbology
from serialhhd.training.scanner import Scanner

GTIN, GS = "09521234543213", "\x1d"
UNIT = joined(of_unit(GTIN, serial="SN0001", lot="L1"))


def label(text: str, symbology: Symbology = Symbology.CODE_128) -> Label:
    return Label(text, "", is_good=True, why="", symbology=symbology)


def arrives(scanner: Scanner, *labels: Label) -> list[Scan]:
    """Return the scans that a handheld takes when labels are read one after the other, a second apart."""
    decoder, lexer, now = KeyDecoder(has_labels=True), ScanLexer(), 0.0
    scans: list[Scan] = []
    for one in labels:
        now += 1.0
        for pause, data in scanner.read(one):
            now += pause
            for entered in decoder.feed(data):
                assert isinstance(entered, Text)
                scans += lexer.feed(entered.text, now)
    assert not decoder.is_pending
    return scans


@pytest.mark.parametrize(
    ("scanner", "texts"),
    [
        (Scanner(), ["SN0001"]),
        (Scanner(suffix="\t"), ["SN0001"]),
        (Scanner(suffix="\r\n"), ["SN0001"]),
        (Scanner(suffix=""), []),
        (Scanner(prefix="~"), ["~SN0001"]),
        (Scanner(has_aim_id=True), ["]C0SN0001"]),
        (Scanner(has_aim_id=True, prefix="~"), ["~]C0SN0001"]),
        (Scanner(gap=0.02), ["SN0001"]),
        (Scanner(reads=2), ["SN0001", "SN0001"]),
        (Scanner(keeps=4), ["SN00"]),
        (Scanner(has_caps_lock=True), ["sn0001"]),
        (Scanner(layout="french"), ["SNààà&"]),
        (Scanner(layout="german", has_aim_id=True), ["+C0SN0001"]),
        (Scanner(layout="greek"), ["\u03a3\u039d0001"]),
    ],
    ids=repr,
)
def test_a_label_arrives_as_the_scanner_is_set(scanner: Scanner, texts: list[str]) -> None:
    assert [scan.text for scan in arrives(scanner, label("SN0001"))] == texts


@pytest.mark.parametrize("gap", [0.0, 0.001, 0.02])
def test_what_it_sends_is_a_burst_whatever_its_gap(gap: float) -> None:
    now, lexer = 1.0, ScanLexer()
    lexer.feed("x", 0.0)
    scans = []
    for pause, data in Scanner(gap=gap).read(label("SN0001")):
        now += pause
        scans += lexer.feed(data.decode(), now)
    assert scans == [Scan("xSN0001", typed=1)]


def test_without_a_suffix_two_labels_are_one_scan() -> None:
    assert arrives(Scanner(suffix=""), label("SN1"), label("SN2")) == []
    sent = [data for one in ("SN1", "SN2") for _, data in Scanner(suffix="").read(label(one))]
    assert b"".join(sent) == b"SN1SN2"


def test_a_label_on_which_nothing_stands_is_the_key() -> None:
    for scanner in (Scanner(), Scanner(suffix="\t", prefix="~", has_aim_id=True, reads=2)):
        assert arrives(scanner, label("")) == [Scan("")]


def test_what_stands_for_a_number_that_is_typed_is_sent_as_such() -> None:
    choice = Label("1", "", is_good=True, why="", is_key=True)
    assert [scan.text for scan in arrives(Scanner(has_aim_id=True), choice)] == ["1"]


@pytest.mark.parametrize("symbology", Symbology)
def test_the_aim_identifier_names_the_kind_of_symbol(symbology: Symbology) -> None:
    data = UNIT if symbology.is_gs1 else "9521234543213"
    (scan,) = arrives(Scanner(has_aim_id=True), label(data, symbology))
    assert scan.text == symbology.aim_id + data
    assert (parse(scan.text).serial == "SN0001") == symbology.is_gs1


def test_fnc1_is_sent_as_the_scanner_is_set_and_only_that_of_gs1_data() -> None:
    assert f"01{GTIN}10L1{GS}21SN0001" == UNIT
    unit = label(UNIT, Symbology.GS1_DATA_MATRIX)
    for separator in (GS, "|", "{GS}"):
        (scan,) = arrives(Scanner(separator=separator), unit)
        assert scan.text == f"01{GTIN}10L1{separator}21SN0001"
        assert parse(scan.text, fnc1=(separator,), expects="serial").serial == "SN0001"
    (scan,) = arrives(Scanner(separator=""), unit)
    assert parse(scan.text, expects="serial").lot == "L121SN0001"
    assert arrives(Scanner(separator="|"), label(f"A{GS}B"))[0].text == f"A{GS}B"


@pytest.mark.parametrize("layout", keyboard.LAYOUTS)
def test_what_another_layout_made_of_a_code_is_read_back(layout: str) -> None:
    (scan,) = arrives(Scanner(layout=layout), label("SN-0042/7"))
    assert (
        scan.text == "SN-0042/7"
        or keyboard.meant(scan.text)
        or keyboard.digits_meant(scan.text)
        or (
            layout in {"german", "hebrew"}  # other signs, and no letter that shows it
        )
    )


def test_letters_may_stand_outside_ascii() -> None:
    assert arrives(Scanner(gap=0.01), label("Käse-1"))[0].text == "Käse-1"
