import csv
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from serialhhd.flows.sentences import messages
from serialhhd.store.symbols.scan import GS, LONGEST, Barcode, Expects, clean, normalise_gtin, parse
from serialhhd.store.words.refusal import Refused

CASES = Path(__file__).parents[2] / "cases" / "gs1.tsv"
KEYS = {"<GS>": GS, "<CR>": "\r", "<TAB>": "\t", "<F8>": "\x1b[19~"}
BARE_GTINS = {"c043", "c045", "c047"}  # read as a GTIN only where a product is asked for

GTIN = "09521234543213"
SSCC = "395212345432100103"
STEPS: tuple[Expects, ...] = ("product", "serial", "other")


def keys(text: str) -> str:
    for token, key in KEYS.items():
        text = text.replace(token, key)
    return text


def cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def refused(text: str, *, expects: Expects = "other", separator: str = GS) -> Refused:
    with pytest.raises(Refused) as caught:
        parse(keys(text), fnc1=(keys(separator),), expects=expects)
    said = messages.refusal(caught.value)
    assert (said.severity, said.code) == ("error", caught.value.code)
    assert said.text.endswith(".")
    return caught.value


def pairs(text: str, *, expects: Expects = "other", separator: str = GS) -> str:
    elements = parse(keys(text), fnc1=(keys(separator),), expects=expects).elements
    return ";".join(f"{ai}={value}" for ai, value in elements)


def answer_to(text: str, expects: Expects) -> str:
    """The plain text of a scan, or the sentence of its refusal."""
    try:
        return parse(text, expects=expects).text
    except Refused as no:
        return messages.refusal(no).text


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["id"])
def test_the_cases_of_the_table_hold(case: dict[str, str]) -> None:
    expects: Expects = "product" if case["id"] in BARE_GTINS else "other"
    if case["expect"] == "error":
        assert refused(case["scan"], separator=case["separator"], expects=expects).code == case["error"]
    elif case["ais"].startswith("="):
        assert parse(keys(case["scan"])) == Barcode(case["ais"][1:])
    else:
        assert pairs(case["scan"], separator=case["separator"], expects=expects) == case["ais"]


@pytest.mark.parametrize("expects", STEPS)
@pytest.mark.parametrize("aim_id", ["]C1", "]e0", "]e1", "]e2", "]d2", "]d5", "]Q3", "]Q4", "]J1", "]J4"])
def test_a_gs1_carrier_is_gs1_at_every_step(aim_id: str, expects: Expects) -> None:
    assert pairs(f"{aim_id}21SN0001<GS>10L1<CR>", expects=expects) == "21=SN0001;10=L1"
    assert pairs(f" {aim_id}<GS>01{GTIN}21SN0001<TAB>", expects=expects) == f"01={GTIN};21=SN0001"


@pytest.mark.parametrize("expects", STEPS)
@pytest.mark.parametrize("aim_id", ["]A0", "]C0", "]C2", "]d1", "]Q1", "]L0", "]z0", "]J0"])
def test_another_carrier_is_never_read_as_gs1(aim_id: str, expects: Expects) -> None:
    for code in ("SN0001", f"01{GTIN}21SN0001", f"(01){GTIN}", "9521234543214", "&àééé"):
        assert parse(f"{aim_id}{code}", expects=expects) == Barcode(code)


@pytest.mark.parametrize("expects", STEPS)
def test_an_ean_symbol_is_a_gtin_at_every_step(expects: Expects) -> None:
    assert parse("]E09521234543213", expects=expects) == Barcode(
        "9521234543213", (("01", GTIN),), has_data=True
    )
    assert parse("]E496385074", expects=expects).gtin == "00000096385074"
    assert parse("]E3952123454321312345", expects=expects).gtin == GTIN
    assert refused("]E09521234543214", expects=expects).facts == {"value": "9521234543214"}
    assert parse("]E0123", expects=expects) == Barcode("123")


@pytest.mark.parametrize("code", ["96385074", "036000291452", "9521234543213", "19521234543210"])
@pytest.mark.parametrize("aim_id", ["", "]I1"])
def test_a_bare_gtin_is_one_only_where_a_product_is_asked_for(code: str, aim_id: str) -> None:
    assert parse(aim_id + code, expects="product").elements == (("01", normalise_gtin(code)),)
    assert parse(aim_id + code, expects="serial") == Barcode(code)
    assert parse(aim_id + code, expects="other") == Barcode(code)


@pytest.mark.parametrize("code", ["96385075", "036000291453", "9521234543214", "19521234543211"])
def test_a_product_with_a_wrong_check_digit_is_refused(code: str) -> None:
    assert refused(code, expects="product").code == "check_digit"
    assert parse(code, expects="other") == Barcode(code)


@pytest.mark.parametrize(
    "code",
    [
        "2112345678",
        "10ABC",
        "3712",
        "0512345",
        "17270230",
        "9521234543213",
        "9521234543214",
        "010952123454321421SN1",
        "(21SN",
        "(1)SN",
        "(05)SN",
        "01)123456",
        "https://example.com/x",
        "¿1?",
        "²12345",
    ],
)
def test_a_serial_is_not_refused_because_it_looks_a_little_like_gs1(code: str) -> None:
    assert parse(keys(code), expects="serial").elements == ()
    assert parse(keys(code), expects="serial").text == keys(code)


def test_at_a_serial_step_a_whole_symbol_is_gs1() -> None:
    assert pairs(f"01{GTIN}21SN0001", expects="serial") == f"01={GTIN};21=SN0001"
    assert pairs(f"01{GTIN}", expects="serial") == f"01={GTIN}"
    assert pairs("21SN0001<GS>10L1", expects="serial") == "21=SN0001;10=L1"
    assert pairs("21SN0001|10L1", separator="|", expects="serial") == "21=SN0001;10=L1"
    assert pairs("<GS>21SN0001", expects="serial") == "21=SN0001"
    assert pairs("(21)SN0001", expects="serial") == "21=SN0001"
    assert pairs(f"https://id.gs1.org/01/{GTIN}/21/SN1", expects="serial") == f"01={GTIN};21=SN1"


def test_at_a_serial_step_a_broken_gs1_symbol_is_refused() -> None:
    assert refused("]C12100000<GS>10", expects="serial").code == "empty_value"
    assert refused("]C1SN0001", expects="serial").facts == {"value": "SN0001"}
    assert refused(f"01{GTIN}17270230<GS>21SN1", expects="serial").code == "bad_date"
    assert refused("(21)AB#1", expects="serial").code == "bad_character"


@pytest.mark.parametrize(
    ("code", "why"),
    [
        (f"01{GTIN} 17271331", "unknown_ai"),
        (f"01{GTIN}17271331", "bad_date"),
        (f"01{GTIN}21AB CD", "bad_character"),
        (f"01{GTIN}21AB#1", "bad_character"),
        (f"01{GTIN}10ABC|21SN0001", "bad_character"),
        (f"01{GTIN}X", "unknown_ai"),
        ("SN1<GS>SN2", "separator_inside"),
        ("1001<GS>1002", "separator_inside"),
        ("12345<GS>678", "separator_inside"),
    ],
)
def test_at_a_serial_step_what_begins_with_a_gtin_or_holds_a_separator_is_gs1_data_or_wrong(
    code: str, why: str
) -> None:
    assert refused(code, expects="serial").code == why
    assert parse("]C0" + keys(code), expects="serial") == Barcode(keys(code))


@pytest.mark.parametrize("code", [f"00{SSCC}", f"]C100{SSCC}", f"02{GTIN}3712", f"00{SSCC}02{GTIN}3712"])
def test_at_a_serial_step_a_pallet_label_is_one(code: str) -> None:
    assert parse(code, expects="serial").is_pallet_label


@pytest.mark.parametrize("code", [f"00{SSCC[:-1]}4", f"00{SSCC}1", f"02{GTIN}", f"02{GTIN}XYZ", SSCC])
def test_at_a_serial_step_digits_like_those_of_a_pallet_are_a_plain_code(code: str) -> None:
    assert parse(code, expects="serial") == Barcode(code)


@pytest.mark.parametrize("expects", STEPS)
@pytest.mark.parametrize("aim_id", ["]c1", "]C1", "]E2", "]D2", "]q3", "]j1"])
def test_caps_lock_changes_no_carrier(aim_id: str, expects: Expects) -> None:
    assert pairs(f"{aim_id}01{GTIN}21sn1", expects=expects) == f"01={GTIN};21=sn1"
    assert pairs(f"]E001{GTIN}21sn1", expects=expects) == f"01={GTIN};21=sn1"  # ]e0 with Caps Lock
    assert pairs("]e09521234543213", expects=expects) == f"01={GTIN}"  # ]E0 with Caps Lock


@pytest.mark.parametrize(
    ("code", "gtin"),
    [("04252614", "00042100005264"), ("]E004252614", "00042100005264")],
)
def test_an_upc_e_is_the_upc_a_that_it_stands_for(code: str, gtin: str) -> None:
    assert parse(code, expects="product").gtin == gtin


@pytest.mark.parametrize(
    "link",
    [
        "https://a.example/gtin/09521234543213/ser/SN1",
        "https://a.example/gtin/9521234543213/ser/SN1",
        "HTTPS://A.EXAMPLE/GTIN/09521234543213/SER/SN1",
        "https://a.example/some/path/01/09521234543213/21/SN1",
    ],
)
@pytest.mark.parametrize("expects", STEPS)
def test_a_digital_link_may_be_in_words(link: str, expects: Expects) -> None:
    assert pairs(link, expects=expects) == f"01={GTIN};21=SN1"


@pytest.mark.parametrize("country", ["423528", "425528", "423528056"])
def test_an_origin_may_be_one_country(country: str) -> None:
    assert (
        pairs(f"01{GTIN}{country}<GS>21SN1", expects="product")
        == f"01={GTIN};{country[:3]}={country[3:]};21=SN1"
    )


def test_a_price_without_a_measure_is_no_reason_to_refuse_a_unit() -> None:
    assert parse(keys(f"01{GTIN}3922199<GS>21SN1"), expects="serial").serial == "SN1"


@pytest.mark.parametrize("expects", ["product", "other"])
@pytest.mark.parametrize(
    "code",
    [
        "PR-1",
        "A-01-02",
        "2024-001",
        "0501",
        "1712",
        "10",
        "CAM-1",
        "-",
        "21 A",
        "PR|1",
        "12345<GS>",
        "",
        " \r\n",
    ],
)
def test_a_house_code_is_plain(code: str, expects: Expects) -> None:
    assert parse(keys(code), expects=expects) == Barcode(clean(keys(code)))


def test_a_bare_element_string_without_a_product_is_read_as_gs1() -> None:
    assert parse("2112345678", expects="product").gtin is None
    assert pairs("2112345678") == "21=12345678"
    assert refused("12345<GS>99", expects="product").code == "too_short"


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        ("0109521234543213|10ABC|21SN1", "|"),
        ("^010952123454321310ABC^21SN1", "^"),
        ("010952123454321310ABC{GS}{GS}21SN1{GS}", "{GS}"),
        ("010952123454321310ABC<F8>21SN1<F8><CR>", "<F8>"),
        ("<GS><GS>010952123454321310ABC<GS><GS>21SN1<GS><GS>", "<GS>"),
        ("010952123454321310ABC<GS>21SN1", "|"),
        ("]C1|010952123454321310ABC|21SN1|<CR><LF>", "|"),
    ],
)
def test_a_separator_may_be_any_key_and_come_several_times(text: str, separator: str) -> None:
    assert pairs(text.replace("<LF>", "\n"), separator=separator) == f"01={GTIN};10=ABC;21=SN1"


def test_the_plain_text_of_a_scan_keeps_what_is_inside() -> None:
    assert clean(" \t]C0 SN 0001 \r\n") == "SN 0001"
    assert clean("\x1dSN1\x1dSN2\x1d\r") == "SN1\x1dSN2"
    assert clean("]x") == "]x"
    assert clean("]C1") == ""
    assert parse("]C1") == Barcode("")
    assert parse("A|B", fnc1=("|",)).text == "A|B"


def test_a_barcode_names_what_the_steps_need() -> None:
    barcode = parse(f"01{GTIN}17280200" + "10L-7\x1d21SN0001")
    assert (barcode.gtin, barcode.serial, barcode.lot, barcode.expiry) == (
        GTIN,
        "SN0001",
        "L-7",
        "2028-02-29",
    )
    assert barcode.has_data
    assert barcode.value("17") == "280200"
    assert barcode.value("11") is None


def test_a_plain_barcode_names_nothing() -> None:
    barcode = parse("SN0001")
    assert not barcode.has_data
    assert (barcode.gtin, barcode.serial, barcode.lot, barcode.expiry) == (None, None, None, None)


def test_what_a_pallet_holds_is_not_the_product_scanned() -> None:
    barcode = parse(f"00{SSCC}02{GTIN}3724")
    assert barcode.gtin is None
    assert barcode.value("00") == SSCC


@pytest.mark.parametrize("expects", STEPS)
@pytest.mark.parametrize(
    ("code", "meant"),
    [
        ("&àééé", "10222"),
        ('à&àç(é&é"\'(\'"é&"é&SNààà&', "010952123454321321SN0001"),
        ("§èèé", None),
        ('!"§$%&/()=', "1234567890"),
        ("!@#$%^&*()", "1234567890"),
        ("ěščřžýáíé+", "2345678901"),
        ("SNààà&", "SN0001"),
        ("àà'HB\"NRDBVD", "004HB3NRDBVD"),
        ("SNééé+", "SN0001"),
        ("SNàààé", "SN0002"),
        ("SN)))!", "SN0001"),
    ],
)
def test_digits_of_another_keyboard_are_named(code: str, meant: str | None, expects: Expects) -> None:
    facts = refused(code, expects=expects).facts
    assert facts == {"value": code, "expected": meant or "6772"}


@pytest.mark.parametrize("code", ["CAFÉ-1", "été", "-----", "Größe", "!!!", "ééàà1", "éàéà--¿¿", "&&&&&&A"])
def test_other_words_and_signs_are_no_wrong_keyboard(code: str) -> None:
    assert parse(code) == Barcode(code)


@given(st.text(st.characters(min_codepoint=0, max_codepoint=255)), st.sampled_from(STEPS))
def test_any_scan_is_read_or_refused_with_a_sentence(text: str, expects: Expects) -> None:
    answer = answer_to(text, expects)
    assert answer == clean(text) or answer.endswith(".")


characters_82 = st.text("AZaz09!\"%&'()*+,-./:;<=>?_", min_size=1, max_size=20)


@given(characters_82, characters_82)
def test_what_is_written_is_read(serial: str, lot: str) -> None:
    elements = (("01", GTIN), ("21", serial), ("10", lot))
    assert parse(f"]d201{GTIN}21{serial}\x1d10{lot}").elements == elements
    assert parse(f"01{GTIN}21{serial}|10{lot}", fnc1=("|",), expects="serial").elements == elements


def test_a_plain_serial_needs_no_parser() -> None:
    code = (
        "import sys; from serialhhd.store.symbols.scan import parse; parse('SN0001', expects='serial');"
        " parse('2112345678', expects='serial'); parse('9521234543213', expects='product'); print('biip' in sys.modules)"
    )
    answer = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert answer.stdout == "False\n"


def test_a_scan_that_is_longer_than_any_barcode_is_refused_at_every_step() -> None:
    assert clean("x" * LONGEST) == "x" * LONGEST
    for read in (clean, parse):
        with pytest.raises(Refused) as refused:
            read("x" * (LONGEST + 1))
        assert (refused.value.code, refused.value.facts) == ("scan_too_long", {"longest": LONGEST})


@pytest.mark.parametrize("spelling", ["<GS>", "{GS}", "{G", "^]"])
def test_a_scanner_may_have_several_spellings_of_the_separator(spelling: str) -> None:
    """The longest that begins alike is meant, in whatever order they are given."""
    spellings = ("{G", "{GS}", "^]")
    sent = keys(f"01{GTIN}10ABC{spelling}21SN1")
    assert parse(sent, fnc1=spellings, expects="serial").serial == "SN1"
    assert parse(sent, fnc1=tuple(reversed(spellings)), expects="serial").lot == "ABC"
