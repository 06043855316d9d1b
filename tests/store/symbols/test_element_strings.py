import pytest

from serialhhd.flows.sentences import messages
from serialhhd.store.symbols.digital_link import read_link
from serialhhd.store.symbols.element_strings import (
    Elements,
    begins_with_bracketed_ai,
    check_together,
    expiry_date,
    read_brackets,
    read_message,
)
from serialhhd.store.words.refusal import Refused

GTIN = "09521234543213"


def refusal_of_message(message: str) -> tuple[str, dict[str, object]]:
    with pytest.raises(Refused) as refused:
        read_message(message)
    return refused.value.code, refused.value.facts


@pytest.mark.parametrize(
    ("message", "elements"),
    [
        ("", ()),
        ("2012", (("20", "12"),)),
        ("3103001250", (("3103", "001250"),)),
        ("40295212345432100107", None),
        ("7007250101", (("7007", "250101"),)),
        ("7007250101250131", (("7007", "250101250131"),)),
        ("7003991231" + "2359", (("7003", "9912312359"),)),
        ("4330001250-", (("4330", "001250-"),)),
        ("8010952123-AB#1", (("8010", "952123-AB#1"),)),
        ("8030ab_-9", (("8030", "ab_-9"),)),
        ("8043" + "1" * 18, (("8043", "1" * 18),)),
        ("8043" + "1" * 20, (("8043", "1" * 20),)),
        ("421276AB1", (("421", "276AB1"),)),
        ("25395212345432131AB", (("253", "95212345432131AB"),)),
        ("25395212345432141AB", None),
        ("8003" + "0" + "9521234543213" + "A1", (("8003", "09521234543213A1"),)),
        ("4149521234543213", (("414", "9521234543213"),)),
        ("8006" + GTIN + "0102", (("8006", GTIN + "0102"),)),
    ],
)
def test_an_ai_has_its_own_shape(message: str, elements: Elements | None) -> None:
    if elements is None:
        assert refusal_of_message(message)[0] == "check_digit"
    else:
        assert read_message(message) == elements


@pytest.mark.parametrize(
    ("message", "code", "facts"),
    [
        ("0109521234543214", "check_digit", {"value": "09521234543214"}),
        ("0209521234543214", "check_digit", {"value": "09521234543214"}),
        ("00395212345432100104", "check_digit", {"value": "395212345432100104"}),
        ("8006" + "09521234543214" + "0102", "check_digit", {"value": "09521234543214"}),
        ("4149521234543214", "check_digit", {"value": "9521234543214"}),
        ("0109521", "too_short", {"ai": "01", "value": "09521", "expected": 14}),
        ("0109521\x1d21SN", "too_short", {"ai": "01", "value": "09521", "expected": 14}),
        ("421276", "too_short", {"ai": "421", "value": "276", "expected": 4}),
        ("4221", "too_short", {"ai": "422", "value": "1", "expected": 3}),
        ("8043" + "1" * 17, "too_short", {"ai": "8043", "value": "1" * 17, "expected": 18}),
        ("8043" + "1" * 21, "too_long", {"ai": "8043", "value": "1" * 21, "expected": 20}),
        ("10" + "A" * 21, "too_long", {"ai": "10", "value": "A" * 21, "expected": 20}),
        ("3701234567890", "too_long", {"ai": "37", "value": "01234567890", "expected": 8}),
        ("30\x1d", "empty_value", {"ai": "30"}),
        ("21\x1d10A", "empty_value", {"ai": "21"}),
        ("01", "empty_value", {"ai": "01"}),
        ("37A", "not_numeric", {"ai": "37", "value": "A"}),
        ("01\u06609521234543213", "not_numeric", {"ai": "01", "value": "\u06609521234543213"}),
        ("433000125-", "bad_value", {"ai": "4330", "value": "00125-"}),
        ("17271301", "bad_date", {"ai": "17", "value": "271301"}),
        ("17270000", "bad_date", {"ai": "17", "value": "270000"}),
        ("7007250101250231", "bad_date", {"ai": "7007", "value": "250101250231"}),
        ("4326250230", "bad_date", {"ai": "4326", "value": "250230"}),
        ("43217", "bad_value", {"ai": "4321", "value": "7"}),
        ("4307de", "bad_value", {"ai": "4307", "value": "de"}),
        ("05123\x1d10A", "unknown_ai", {"value": "05123"}),
        ("3\x1d", "unknown_ai", {"value": "3"}),
    ],
)
def test_a_value_of_another_shape_is_refused(message: str, code: str, facts: dict[str, object]) -> None:
    assert refusal_of_message(message) == (code, facts)


@pytest.mark.parametrize(
    ("message", "character", "is_separator"),
    [
        ("21AB#1", "#", False),
        ("21AB 1", " ", False),
        ("21ÄB", "Ä", False),
        ("10ABC|21SN", "|", True),
        ("10ABC||21SN", "|", True),
        ("10ABC|", "|", False),
        ("10ABC\x1e21SN", "\x1e", False),
        ("8010ab123", "a", False),
        ("8030ab/", "/", False),
    ],
)
def test_a_character_outside_the_set_of_the_ai_is_named(
    message: str, character: str, *, is_separator: bool
) -> None:
    code, facts = refusal_of_message(message)
    assert code == "bad_character"
    assert (facts["character"], facts["is_separator"]) == (character, is_separator)


def test_an_unprintable_character_is_told_by_its_number() -> None:
    for character, number in (("\x1e", "U+001E"), (" ", "U+0020")):
        said = messages.bad_character(ai="21", value="A", character=character, is_separator=False)
        assert f"{number} is not allowed" in said.text


@pytest.mark.parametrize(
    ("message", "code", "facts"),
    [
        ("21A\x1d21B", "duplicate_ai", {"ai": "21", "value": "A", "other": "B"}),
        (f"01{GTIN}02{GTIN}", "forbidden_pair", {"ai": "01", "other": "02"}),
        (f"02{GTIN}01{GTIN}", "forbidden_pair", {"ai": "02", "other": "01"}),
        (f"01{GTIN}3712", "forbidden_pair", {"ai": "01", "other": "37"}),
        ("21A\x1d235B", "forbidden_pair", {"ai": "21", "other": "235"}),
        ("31030012503102001250", "forbidden_pair", {"ai": "3103", "other": "3102"}),
        (f"02{GTIN}", "missing_required_ai", {"ai": "02", "expected": "37"}),
        ("00395212345432100103" + "3712", "missing_required_ai", {"ai": "37", "expected": "02"}),
        ("250SN2", "missing_required_ai", {"ai": "250", "expected": "21"}),
    ],
)
def test_elements_that_cannot_stand_together_are_refused(
    message: str, code: str, facts: dict[str, object]
) -> None:
    with pytest.raises(Refused) as refused:
        check_together(read_message(message))
    assert (refused.value.code, refused.value.facts) == (code, facts)
    assert messages.refusal(refused.value).text


def test_an_element_repeated_with_the_same_value_counts_once() -> None:
    assert check_together((("21", "A"), ("10", "L"), ("21", "A"))) == (("21", "A"), ("10", "L"))


def test_elements_that_need_others_are_taken_with_them() -> None:
    elements = read_message(f"8026{GTIN}0102\x1d3724")
    assert check_together(elements) == elements
    measured = read_message(f"01{GTIN}31030012503100001250"[:26] + "3922199\x1d21A\x1d250B")
    assert check_together(measured) == measured
    assert check_together((("21", "A"), ("17", "271231"))) == (("21", "A"), ("17", "271231"))


@pytest.mark.parametrize(
    ("text", "elements"),
    [
        (f"(01){GTIN}(21)SN0001", (("01", GTIN), ("21", "SN0001"))),
        (f"(01) {GTIN} (21) SN0001 ", (("01", GTIN), ("21", "SN0001"))),
        ("(21)AB\x1d(10)L", (("21", "AB"), ("10", "L"))),
        ("(21)AB(C)(1)(10)L", (("21", "AB(C)(1)"), ("10", "L"))),
        ("(3103)001250", (("3103", "001250"),)),
    ],
)
def test_brackets_are_read_as_a_person_types_them(text: str, elements: Elements) -> None:
    assert read_brackets(text) == elements


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (f"(01){GTIN}(21SN0001", "bad_brackets"),
        (f"(01{GTIN}", "bad_brackets"),
        (f"01){GTIN}(21)SN", "bad_brackets"),
        (f"X(01){GTIN}", "bad_brackets"),
        ("(21)A)B(", "bad_brackets"),
        ("(21)", "empty_value"),
        ("(21)(10)A", "empty_value"),
        ("(05)A", "unknown_ai"),
        ("(010)A", "unknown_ai"),
        ("(310)001250", "unknown_ai"),
        ("(01)9521234543213", "too_short"),
        (f"(01){GTIN}0", "too_long"),
        ("(21)A B", "bad_character"),
    ],
)
def test_wrong_brackets_are_refused(text: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        read_brackets(text)
    assert refused.value.code == code
    assert messages.refusal(refused.value).text


def test_only_an_assigned_ai_in_brackets_begins_a_label() -> None:
    assert begins_with_bracketed_ai("(21)A")
    assert not any(map(begins_with_bracketed_ai, ("(05)A", "(21A", "21", "A(21)B")))


@pytest.mark.parametrize(
    ("path", "elements"),
    [
        (f"/01/{GTIN}", (("01", GTIN),)),
        (f"/01/{GTIN}/", (("01", GTIN),)),
        ("/01/9521234543213", (("01", GTIN),)),
        (f"/shop/de/01/{GTIN}/21/01", (("01", GTIN), ("21", "01"))),
        (f"/01/{GTIN}/21/a%2fb%2Bc", (("01", GTIN), ("21", "a/b+c"))),
        (f"/01/{GTIN}/21/A%ZZ", (("01", GTIN), ("21", "A%ZZ"))),
        (f"/01/{GTIN}/21/B/10/A", (("01", GTIN), ("21", "B"), ("10", "A"))),
        (f"/01/{GTIN}?17=271231&x=1&05=2&flag;10=A+B#top", (("01", GTIN), ("17", "271231"), ("10", "A+B"))),
        (
            "/00/395212345432100103?02=9521234543213&37=2",
            (("00", "395212345432100103"), ("02", GTIN), ("37", "2")),
        ),
        ("/8004/9521234543AS1", (("8004", "9521234543AS1"),)),
    ],
)
def test_a_digital_link_is_path_and_query(path: str, elements: Elements) -> None:
    assert read_link(f"https://id.gs1.org{path}") == elements
    assert read_link(f"HTTP://EXAMPLE.COM:8080{path}") == elements


@pytest.mark.parametrize(
    "text",
    [
        "",
        "SN1",
        "https://",
        "https://example.com",
        "https://example.com/2024/01/15",
        f"ftp://x/01/{GTIN}",
        f"x/01/{GTIN}",
        f"https://h?u=/01/{GTIN}",
    ],
)
def test_another_address_is_no_digital_link(text: str) -> None:
    assert read_link(text) is None


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/01/09521234543214", "check_digit"),
        ("/01/9521234543214", "check_digit"),
        ("/01/095212345", "too_short"),
        (f"/01/{GTIN}/21", "empty_value"),
        (f"/01/{GTIN}/21/", "empty_value"),
        (f"/01/{GTIN}?17=", "empty_value"),
        (f"/01/{GTIN}/info", "unknown_ai"),
        (f"/01/{GTIN}//", "unknown_ai"),
        (f"/01/{GTIN}/21/A%1DB", "bad_character"),
        (f"/01/{GTIN}/21/A%FFB", "bad_character"),
        (f"/01/{GTIN}/21/A%20B", "bad_character"),
    ],
)
def test_a_wrong_digital_link_is_refused(path: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        read_link(f"https://id.gs1.org{path}")
    assert refused.value.code == code


def test_a_day_of_nought_is_the_last_of_the_month() -> None:
    assert expiry_date("270200") == "2027-02-28"
    assert expiry_date("271231") == "2027-12-31"
