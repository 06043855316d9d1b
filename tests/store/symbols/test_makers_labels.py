"""Labels of makers (ISO/IEC 15434) and of medical products (HIBC)."""

import pytest

from serialhhd.store.symbols.data_identifiers import Envelope, read_envelope
from serialhhd.store.symbols.hibc import Hibc, check_character, read_hibc
from serialhhd.store.words.refusal import Refused

RS, GS, EOT = "\x1e", "\x1d", "\x04"


def shown(text: str) -> str:
    return text.replace("<RS>", RS).replace("<GS>", GS).replace("<EOT>", EOT)


@pytest.mark.parametrize(
    ("text", "envelope"),
    [
        ("[)><RS>06<GS>1P3AB<GS>SNK2149<RS><EOT>", Envelope((("21", "NK2149"),), ("3AB",))),
        ("[)>06<GS>1P3AB<GS>SNK2149<GS>D260101", Envelope((("21", "NK2149"),), ("3AB",))),
        ("[)▲06↔1P3AB↔SNK2149↔Q1↔▲", Envelope((("21", "NK2149"),), ("3AB",))),
        ("[)>06<GS>25SUN1234567X<GS>1TL7<GS>14D20281231", Envelope((("21", "UN1234567X"), ("10", "L7"), ("17", "281231")))),
        ("[)>06<GS>SA1<GS>25SUN123A1", Envelope((("21", "A1"),))),
        ("[)>06<GS>PC1<GS>1PM1<GS>Q5", Envelope((), ("C1", "M1"))),
        ("[)><RS>05<GS>0109521234543213<GS>21SN1<RS><EOT>", Envelope((("01", "09521234543213"), ("21", "SN1")))),
        ("[)><RS>12<GS>MFR 12345<GS>SER A77<GS>PNO 42-1<RS><EOT>", Envelope((("21", "A77"),), ("42-1",))),
    ],
)  # fmt: skip
def test_an_envelope_says_what_its_fields_are(text: str, envelope: Envelope) -> None:
    assert read_envelope(shown(text)) == envelope


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[)>06<GS>SA1<GS>SB2", "two_serials"),
        ("[)>06<GS>lower", "envelope_unreadable"),
        ("[)>06", "envelope_unreadable"),
        ("[)>07<GS>SA1", "envelope_unreadable"),
        ("[)>06<GS>SA1<GS>14D20281331", "bad_date"),
        ("[)>05<GS>0109521234543214", "check_digit"),
    ],
)
def test_an_envelope_that_cannot_be_read_is_refused(text: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        read_envelope(shown(text))
    assert refused.value.code == code


@pytest.mark.parametrize("text", ["", "SN1", "[)SN1", "[)>SN1", "()06", "[06]"])
def test_any_other_text_is_no_envelope(text: str) -> None:
    assert read_envelope(text) is None


def hibc(body: str) -> str:
    return body + check_character(body)


@pytest.mark.parametrize(
    ("body", "elements"),
    [
        ("+H123ABC450", ()),
        ("+H123ABC450/$$3281231LOT7/SSN0042", (("17", "281231"), ("10", "LOT7"), ("21", "SN0042"))),
        ("+H123ABC450/$$+3281231SN1", (("17", "281231"), ("21", "SN1"))),
        ("+H123ABC450/$$1228LOT7", (("17", "281231"), ("10", "LOT7"))),
        ("+H123ABC450/$$0228", (("17", "280229"),)),
        ("+H123ABC450/$$2123128LOT7", (("17", "281231"), ("10", "LOT7"))),
        ("+H123ABC450/$$528366LOT7", (("17", "281231"), ("10", "LOT7"))),
        ("+H123ABC450/$$7LOT7", (("10", "LOT7"),)),
        ("+H123ABC450/$$810" + "3281231LOT7", (("17", "281231"), ("10", "LOT7"))),
        ("+H123ABC450/$LOT7", (("10", "LOT7"),)),
        ("+H123ABC450/$+SN1", (("21", "SN1"),)),
        ("+H123ABC450/$LOT7/14D20281231/16D20260101/Q5", (("10", "LOT7"), ("17", "281231"))),
    ],
)
def test_a_supplier_label_names_product_and_unit(body: str, elements: tuple[tuple[str, str], ...]) -> None:
    assert read_hibc(hibc(body)) == Hibc(elements, ("+H123ABC450K", "+H123ABC450"))


def test_a_secondary_label_alone_names_the_unit() -> None:
    assert read_hibc(hibc("+$$3281231LOT7/SSN1K")) == Hibc((("17", "281231"), ("10", "LOT7"), ("21", "SN1")))


@pytest.mark.parametrize("text", ["+H123ABC450A", "+1", "SN1", "+ABC", "+H123abc450?", hibc("+123ABC450")])
def test_without_a_right_check_character_nothing_is_hibc(text: str) -> None:
    assert read_hibc(text) is None


def test_a_supplier_label_with_an_impossible_date_is_refused() -> None:
    with pytest.raises(Refused, match="bad_date"):
        read_hibc(hibc("+H123ABC450/$$3281331LOT7"))
