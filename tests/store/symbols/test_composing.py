"""GS1 data that is written can be read, has the separators that it needs, and no others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from serialhhd.store.symbols.composing import bracketed, joined, of_unit, ordered
from serialhhd.store.symbols.element_strings import read_message
from serialhhd.store.symbols.scan import parse
from serialhhd.store.words.refusal import Refused

GTIN, GS = "09521234543213", "\x1d"
CHARACTERS = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
VALUES = st.text(CHARACTERS, min_size=1, max_size=20)


@pytest.mark.parametrize(
    ("pairs", "message"),
    [
        ((("01", GTIN),), f"01{GTIN}"),
        ((("21", "SN1"),), "21SN1"),
        ((("21", "SN1"), ("01", GTIN)), f"01{GTIN}21SN1"),
        ((("10", "L1"), ("21", "SN1"), ("01", GTIN)), f"01{GTIN}10L1{GS}21SN1"),
        ((("21", "SN1"), ("10", "L1"), ("17", "270131"), ("01", GTIN)), f"1727013101{GTIN}21SN1{GS}10L1"),
        ((("01", GTIN), ("37", "5"), ("02", GTIN)), ""),
        ((("02", GTIN), ("37", "5"), ("10", "L")), f"02{GTIN}375{GS}10L"),
        ((("01", GTIN), ("21", "S" * 20)), f"01{GTIN}21{'S' * 20}"),
    ],
)
def test_it_is_in_the_order_that_needs_the_fewest_separators(
    pairs: tuple[tuple[str, str], ...], message: str
) -> None:
    if not message:
        with pytest.raises(Refused, match="forbidden_pair"):
            joined(ordered(pairs))
        return
    assert joined(ordered(pairs)) == message
    assert sorted(read_message(message)) == sorted(pairs)


@given(serial=VALUES, lot=VALUES, expiry=st.dates().map("{:%y%m%d}".format))
def test_what_is_written_is_read(serial: str, lot: str, expiry: str) -> None:
    pairs = (("21", serial), ("10", lot), ("17", expiry), ("01", GTIN))
    message = joined(ordered(pairs))
    assert sorted(read_message(message)) == sorted(pairs)
    assert message.count(GS) == 1
    barcode = parse(f"]d2{message}", expects="serial")
    assert (barcode.gtin, barcode.serial, barcode.lot) == (GTIN, serial, lot)


@pytest.mark.parametrize(
    ("pair", "code"),
    [
        (("21", "S" * 21), "too_long"),
        (("21", "SN 1"), "bad_character"),
        (("21", "SNÄ"), "bad_character"),
        (("21", "SN#1"), "bad_character"),
        (("21", ""), "empty_value"),
        (("01", "09521234543214"), "check_digit"),
        (("01", "9521234543213"), "too_short"),
        (("17", "271332"), "bad_date"),
        (("05", "1"), "unknown_ai"),
    ],
)
def test_what_cannot_stand_in_a_symbol_is_refused(pair: tuple[str, str], code: str) -> None:
    with pytest.raises(Refused) as refused:
        ordered((pair,))
    assert refused.value.code == code


def test_people_read_brackets() -> None:
    assert bracketed(ordered((("21", "SN1"), ("01", GTIN)))) == f"(01){GTIN}(21)SN1"


def test_a_unit_is_said_with_its_lot_before_its_serial() -> None:
    elements = of_unit(GTIN, serial="SN1", lot="L1", expiry="270131")
    assert joined(elements) == f"01{GTIN}1727013110L1{GS}21SN1"
    assert joined(of_unit(GTIN)) == f"01{GTIN}"
