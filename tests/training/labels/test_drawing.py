"""Labels of every format are read as what they are: by zxing-cpp, from pictures of what is drawn. ZPL is golden."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from PIL import Image

from serialhhd.store.symbols.composing import ordered
from serialhhd.store.symbols.scan import parse
from serialhhd.store.symbols.symbology import Symbology, printed_in
from serialhhd.store.words.refusal import Refused
from serialhhd.training.labels.label import PrintedLabel, gs1, plain, torn
from serialhhd.training.labels.paper import Sheet, parse_sheet
from serialhhd.training.labels.pdf import as_pdf
from serialhhd.training.labels.png import as_png
from serialhhd.training.labels.svg import as_svg
from serialhhd.training.labels.symbols import symbol_of
from serialhhd.training.labels.text import as_text
from serialhhd.training.labels.zpl import as_zpl
from tests.training.labels.scanned import (
    Found,
    pages_of_pdf,
    picture_of_png,
    picture_of_screen,
    picture_of_svg,
    shown,
    symbols_in,
    texts_of_pdf,
)

GTIN, GS = "09521234543213", "\x1d"
REDRAW = "SERIALHHD_REDRAW"
GOLDEN = Path(__file__).parent / "golden" / "labels.zpl"
MOST_COLUMNS = 400

Draws = Callable[[Sequence[PrintedLabel]], list[Image.Image]]


def unit(
    serial: str, lot: str = "", expiry: str = "", symbology: Symbology = Symbology.GS1_DATA_MATRIX
) -> PrintedLabel:
    pairs = (("01", GTIN), ("21", serial), ("10", lot), ("17", expiry))
    return gs1(
        symbology, ordered(pair for pair in pairs if pair[1]), (serial, "CAM-200", "Käse & <Kamera> 4K")
    )


def in_pdf(labels: Sequence[PrintedLabel]) -> list[Image.Image]:
    return pages_of_pdf(as_pdf(labels, Sheet(2, 4)))


def in_png(labels: Sequence[PrintedLabel]) -> list[Image.Image]:
    return [picture_of_png(as_png(labels, Sheet(2, 4)))]


def in_svg(labels: Sequence[PrintedLabel]) -> list[Image.Image]:
    return [picture_of_svg(as_svg(labels, Sheet(2, 4)))]


def in_text(labels: Sequence[PrintedLabel]) -> list[Image.Image]:
    return [picture_of_screen(shown(as_text([label]), MOST_COLUMNS, 40)) for label in labels]


FORMATS: dict[str, Draws] = {"pdf": in_pdf, "png": in_png, "svg": in_svg, "text": in_text}
LABELS: dict[str, tuple[PrintedLabel, Found]] = {
    "a unit": (unit("SN0001"), ("]d2", f"01{GTIN}21SN0001")),
    "with its lot": (unit("SN0001", "2406"), ("]d2", f"01{GTIN}21SN0001{GS}102406")),
    "with its expiry": (unit("SN0001", "L1", "270131"), ("]d2", f"01{GTIN}1727013121SN0001{GS}10L1")),
    "the longest": (unit("S" * 20, "L" * 20), ("]d2", f"01{GTIN}21{'S' * 20}{GS}10{'L' * 20}")),
    "all that GS1 allows": (
        unit("!\"%&'()*+,-./:;<=>?", "A(01)_z"),
        ("]d2", f"01{GTIN}21!\"%&'()*+,-./:;<=>?{GS}10A(01)_z"),
    ),
    "bars of a unit": (
        unit("SN0001", "2406", symbology=Symbology.GS1_128),
        ("]C1", f"01{GTIN}21SN0001{GS}102406"),
    ),
    "a unit in QR": (
        unit("SN0001", "2406", symbology=Symbology.GS1_QR),
        ("]Q3", f"01{GTIN}21SN0001{GS}102406"),
    ),
    "a place": (plain(Symbology.GS1_DATA_MATRIX, "A-01-02", "A-01-02"), ("]d1", "A-01-02")),
    "an action": (plain(Symbology.CODE_128, ":done", "Done"), ("]C0", ":done")),
    "bars without FNC1": (plain(Symbology.GS1_128, "PR-1007", "PR-1007"), ("]C0", "PR-1007")),
    "a badge": (plain(Symbology.QR, "Żaneta 日本", "Żaneta 日本"), ("]Q1", "Żaneta 日本")),
    "a long serial": (plain(Symbology.QR, "X" * 64, "X" * 64), ("]Q1", "X" * 64)),
    "an EAN": (plain(printed_in("9521234543213"), "9521234543213"), ("]E0", "9521234543213")),
    "a short EAN": (plain(printed_in("96385074"), "96385074"), ("]E4", "96385074")),
    "an EAN with a wrong check digit": (
        plain(printed_in("9521234543214"), "9521234543214"),
        ("]C0", "9521234543214"),
    ),
}


@pytest.mark.parametrize("named", FORMATS)
@pytest.mark.parametrize("what", LABELS)
def test_a_label_is_read_as_what_it_is(what: str, named: str) -> None:
    label, found = LABELS[what]
    (picture,) = FORMATS[named]([label])
    assert symbols_in(picture) == [found]


@pytest.mark.parametrize("named", FORMATS)
@pytest.mark.parametrize("what", LABELS)
def test_of_a_torn_label_nothing_is_read(what: str, named: str) -> None:
    (picture,) = FORMATS[named]([torn(LABELS[what][0])])
    assert symbols_in(picture) == []


def test_what_is_read_is_what_was_meant() -> None:
    label, (aim_id, data) = LABELS["with its expiry"]
    barcode = parse(aim_id + data, expects="serial")
    assert (barcode.gtin, barcode.serial, barcode.lot, barcode.expiry) == (GTIN, "SN0001", "L1", "2027-01-31")
    assert label.lines[3:] == (f"(01){GTIN}", "(17)270131", "(21)SN0001", "(10)L1")


# --- sheets -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("named", ["pdf", "png", "svg"])
def test_a_sheet_has_its_labels_in_order_and_more_go_on(named: str) -> None:
    labels = [unit(f"SN{number:04}") for number in range(1, 12)]
    pages = FORMATS[named](labels)
    assert len(pages) == (2 if named == "pdf" else 1)
    assert [data[-6:] for page in pages for _, data in symbols_in(page)] == [
        label.lines[0] for label in labels
    ]


@pytest.mark.parametrize(
    ("label", "sheet"),
    [
        (unit("SN0001", symbology=Symbology.GS1_128), Sheet(6, 8)),
        (unit("SN0001"), Sheet(20, 8)),
        (unit("SN0001"), Sheet(3, 50)),
        (plain(Symbology.CODE_128, "X" * 40), Sheet()),
    ],
)
@pytest.mark.parametrize("draw", [as_pdf, as_png, as_svg])
def test_a_symbol_that_has_no_room_is_refused_not_squeezed(
    label: PrintedLabel, sheet: Sheet, draw: Callable[[Sequence[PrintedLabel], Sheet], object]
) -> None:
    with pytest.raises(Refused) as refused:
        draw([label], sheet)
    assert refused.value.code == "label_too_small"


def test_bars_that_a_printer_would_cut_off_are_refused_in_zpl_too() -> None:
    label = unit("SN0001", symbology=Symbology.GS1_128)
    assert as_zpl([label], Sheet(3, 8))
    with pytest.raises(Refused, match="label_too_small"):
        as_zpl([label], Sheet(4, 8))


@pytest.mark.parametrize("form", ["", "3", "0x1", "3x51", "21x1", "3 x 8", "-1x2", "3x8x1"])
def test_what_is_no_sheet_is_told(form: str) -> None:
    with pytest.raises(ValueError, match="COLUMNSxROWS"):
        parse_sheet(form)


def test_a_character_that_no_bars_hold_is_refused() -> None:
    with pytest.raises(Refused, match="label_not_drawn"):
        symbol_of(plain(Symbology.CODE_128, "日本"))
    with pytest.raises(Refused, match="label_not_drawn"):
        as_zpl([plain(Symbology.CODE_128, "Käse")], Sheet())


def test_fnc1_in_a_qr_code_is_no_command_of_a_label_printer() -> None:
    with pytest.raises(Refused, match="label_not_drawn"):
        as_zpl([unit("SN0001", symbology=Symbology.GS1_QR)], Sheet())


def test_a_picture_that_no_computer_holds_is_refused() -> None:
    with pytest.raises(Refused, match="label_too_many"):
        as_png([unit("SN0001")] * 241, Sheet())


# --- a text behind them -------------------------------------------------------------------------------------------

KEY = ("What is wrong", "", *(f"#{number} <Käse>" for number in range(1, 100)))


def test_a_text_behind_labels_stands_on_pages_of_its_own() -> None:
    pages = pages_of_pdf(as_pdf([unit("SN0001")] * 25, Sheet(), KEY))
    assert [len(symbols_in(page)) for page in pages] == [24, 1, 0, 0]
    texts = texts_of_pdf(as_pdf([unit("SN0001")] * 25, Sheet(), KEY))
    assert [("SN0001" in text, "#1 <K" in text, "#99" in text) for text in texts] == [
        (True, False, False),
        (True, False, False),
        (False, True, False),
        (False, False, True),
    ]


def test_in_one_picture_a_text_begins_where_the_next_page_does() -> None:
    picture = picture_of_png(as_png([unit("SN0001")], Sheet(), KEY[:3]))
    page = picture.height // 2
    assert symbols_in(picture.crop((0, page, picture.width, 2 * page))) == []
    assert symbols_in(picture) == [LABELS["a unit"][1]]
    svg = as_svg([unit("SN0001")], Sheet(), KEY[:3])
    assert 'height="594mm"' in svg
    assert "#1 &lt;Käse&gt;" in svg
    assert as_text([unit("SN0001")], text=KEY[:3]).endswith("\nWhat is wrong\n\n#1 <Käse>\n")


# --- on a terminal ------------------------------------------------------------------------------------------------


def test_gtin_serial_and_lot_fit_in_20x10_cells_quiet_zone_included() -> None:
    symbol = symbol_of(unit("SN0001", "2406"))
    screen = shown("\n".join(as_text([unit("SN0001", "2406")]).split("\n")[:10]), 20, 10)
    assert (symbol.width, symbol.height) == (20, 20)
    assert symbols_in(picture_of_screen(screen)) == [LABELS["with its lot"][1]]
    edges = {(row, column) for row in range(10) for column in (0, 19)}
    assert {screen.buffer[row][column].bg for row, column in edges} == {"white"}


def test_each_cell_of_a_symbol_has_both_colours_and_none_is_left_behind() -> None:
    for label in (unit("SN0001"), plain(Symbology.CODE_128, ":done", "Done")):
        screen = shown(as_text([label]), 120, 24)
        symbol = symbol_of(label)
        for row in range(5 if symbol.is_bars else symbol.height // 2):
            cells = [screen.buffer[row][column] for column in range(symbol.width)]
            assert {cell.fg for cell in cells} <= {"black", "white"}
            assert {cell.bg for cell in cells} <= {"black", "white"}
            assert screen.buffer[row][symbol.width].bg == "default"
        assert label.lines[0] in screen.display[5 if symbol.is_bars else symbol.height // 2]


def test_a_symbol_that_is_not_seen_whole_is_refused_with_the_size_it_needs() -> None:
    with pytest.raises(Refused) as refused:
        as_text([plain(Symbology.QR, "X" * 64)], (80, 10))
    assert refused.value.facts == {"columns": 37, "rows": 19}
    assert as_text([unit("SN0001")], (20, 10))


# --- a label printer ----------------------------------------------------------------------------------------------


def test_zpl_is_as_it_was() -> None:
    odd = (
        plain(Symbology.CODE_128, "A>B~C^D\\E_F", "A>B~C^D\\E_F", "Käse"),
        plain(Symbology.CODE_128, "12345A"),
        plain(Symbology.CODE_128, "123456"),
        plain(Symbology.DATA_MATRIX, "A_1^~\\"),
        unit("A_1", "L"),
        torn(unit("SN0001")),
        torn(plain(printed_in("9521234543213"), "9521234543213")),
    )
    printed = (label for label, _ in LABELS.values() if label.data != "X" * 64)
    zpl = as_zpl(
        [*(label for label in printed if label.symbology is not Symbology.GS1_QR), *odd], Sheet(2, 8)
    )
    if os.environ.get(REDRAW):
        GOLDEN.write_text(zpl, encoding="utf-8")
    assert zpl == GOLDEN.read_text(encoding="utf-8")
