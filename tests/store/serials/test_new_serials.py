# ruff: noqa: RUF001 - forms of a character that look alike are what is tested
"""What may become a new serial, against the database: what is refused, asked about, taken, and found as it is stored."""

import re
from random import Random

import pytest
from sqlalchemy import Connection, text

from serialhhd.flows.sentences import messages
from serialhhd.store.catalogue import places, products, serial_example, settings
from serialhhd.store.catalogue.label_profile import pattern_of_serial, serials_in
from serialhhd.store.catalogue.settings import SerialLetters
from serialhhd.store.engine.store import Store
from serialhhd.store.inbound import pre_entered, pre_receipts
from serialhhd.store.people import operators
from serialhhd.store.schema import check
from serialhhd.store.schema.triggers import apply_triggers, drop_triggers
from serialhhd.store.serials import new_serials, traces
from serialhhd.store.serials.new_serials import Judged
from serialhhd.store.words.refusal import Doubtful, Refused
from serialhhd.store.words.vocabulary import Role, TrackingType

FULL = TrackingType.FULL_TRACKING
PROFILE = "SN:(?P<serial>[0-9A-Z]{6}),MAC:.*"


@pytest.fixture
def shop(store: Store) -> Store:
    """Products with barcodes, people and places, and a pre-receipt of three cameras."""

    def work(conn: Connection) -> None:
        at = store.now()
        products.add(
            conn, "CAM-1", at=at, name="Camera", tracking_type=FULL, barcodes=["09521234543213"], by="office"
        )
        products.add(
            conn,
            "BAT-5",
            at=at,
            name="Battery",
            barcodes=["96385074", "036000291452", "042100005264"],
            by="office",
        )
        products.add(
            conn, "RTR-1", at=at, name="Router", tracking_type=FULL, serial_pattern=PROFILE, by="office"
        )
        products.add(
            conn, "NUM-1", at=at, name="Number", tracking_type=FULL, serial_pattern="[0-9]{1,20}", by="office"
        )
        operators.add(conn, "anna", Role.OPERATOR, at, by="office")
        places.add_location(conn, "4711", by="office")
        pre_receipts.add(conn, "PR-1", [("CAM-1", 3), ("NUM-1", 1)], at=at, by="office")

    store.write(work)
    return store


def judge(store: Store, scanned: str, sku: str = "CAM-1") -> Judged:
    with store.read() as conn:
        return new_serials.judge(conn, products.show(conn, sku), scanned)


@pytest.mark.parametrize(
    "scanned",
    ["1e3", "1E3", "12E4", "0x1", "0xDEADBEEF", "39500000000000000", "34012345000000001", ".5F"],
)
def test_r46_what_only_looks_odd_is_a_serial_and_nobody_is_asked(shop: Store, scanned: str) -> None:
    judged = judge(shop, scanned)
    assert (judged.entry.serial, judged.doubt) == (scanned, None)


@pytest.mark.parametrize(
    ("scanned", "code"),
    [
        ("0109521234543213 17271331", "unknown_ai"),
        ("010952123454321321AB CD", "bad_character"),
        ("0109521234543213", "no_serial_in_symbol"),
        ("9521234543213-1", "serial_begins_with_barcode"),
        ("036000291452/77", "serial_begins_with_barcode"),
        ("9521234543213", "serial_is_other_code"),
        ("SN1-036000291452", "labels_of_two"),
        ("SN1\x1dSN2", "separator_inside"),
        ("SN0001SN0001", "labels_glued"),
        ("SN1]C121SN1", "scans_glued"),
        ("SN1]C0SN2", "scans_glued"),
        ("+H123ABC450/$$3281231LOT7/SSN0042X", "hibc_unreadable"),
        ("+$$3281231LOT7/SSN0042X", "hibc_unreadable"),
        ("+A123BJC5D6E71X", "hibc_unreadable"),
        ("00373400306809981733", "pallet_label"),
        ("www.example.com/x", "serial_is_link"),
        ("wifi:S:AP;;", "serial_is_other_data"),
        ("mailto:anna@example.com", "serial_is_other_data"),
        ("<xml/>", "serial_is_other_data"),
        ("SN=1&MAC=2", "serial_has_keys"),
        ("S/N: 4711A", "serial_has_keys"),
        ("1.23E+12", "number_shortened"),
        ("#REF!", "cell_error"),
        ("NULL", "cell_error"),
        ("---", "serial_without_letters"),
        (":done", "serial_is_action"),
        ("[)>\x1e06\x1dS:done\x1e\x04", "serial_is_action"),
        ("[)>\x1e06\x1dSSN1\x1dTA\x1cB\x1e\x04", "envelope_unreadable"),
        ("Serial Number SN0063", "serial_has_keys"),
        ("ＷＩＦＩ：S:AP", "serial_is_other_data"),
        ("１.2３E＋11", "number_shortened"),
        ("９５２１２３４５４３２１３", "serial_is_other_code"),
        ("SNàéà&", "keyboard_layout"),
        ("SN'''&", "keyboard_layout"),
        ("Größe1", "keyboard_layout"),
        ("SN日1", "serial_letters"),
        ("S" * 65, "code_too_long"),
        ("SN\x01", "code_unprintable"),
        ("  ", "code_empty"),
    ],
)
def test_r4_what_is_no_serial_is_refused_with_the_true_reason(
    shop: Store, scanned: str, code: str | None
) -> None:
    if code is None:
        assert judge(shop, scanned) == judge(shop, scanned)
        return
    with pytest.raises(Refused) as refused:
        judge(shop, scanned)
    assert (refused.value.code, isinstance(refused.value, Doubtful)) == (code, False)
    assert messages.refusal(refused.value).text


@pytest.mark.parametrize(
    ("scanned", "code"),
    [
        ("1", "number_short"),
        ("123", "number_short"),
        ("SN09521234543213", "own_barcode_inside"),
        ("SN9521234543213X", "own_barcode_inside"),
        ("0109521234543214", "own_barcode_nearly"),
        ("9521234543214", "own_barcode_nearly"),
        ("96385074-1", "short_barcode_begins"),
        ("04252614X", "short_barcode_begins"),
        ("00373400306809981734", "pallet_label_nearly"),
        ("SN0001SN0002", "serials_joined"),
        ("SN0001 SN0002", "serials_joined"),
        ("SN0001-SN0002", "serials_joined"),
        ("SN0001 to SN0002", "serials_joined"),
        ("123456123456", "serials_joined"),
        ("0136000291452712", "like_gs1"),
        ("2026-11-29", "like_date"),
        ("12.05.2026", "like_date"),
        ("SN0300+", "range_unfinished"),
        ("+3", "range_unfinished"),
        ("SN0052*2", "range_unfinished"),
        ("SN0001..SN0050", "range_written"),
        ("SN0001+50", "range_written"),
    ],
)
def test_r4_what_is_doubtful_is_asked_about(shop: Store, scanned: str, code: str) -> None:
    doubt = judge(shop, scanned).doubt
    assert doubt is not None
    assert doubt.code == code
    assert messages.question(doubt).severity == "warning"


@pytest.mark.parametrize(
    "scanned",
    [
        "SN0001", "1234", "12341234", "20260001", "A1A1", "ABAB", "R10-00031", "00:0B:82:AA:BB:CC", "AA-BB-CC",
        "356938035643809", "8901234567890", "2112345678", "(21SN", "5LK-4", "SN 0001", "1E5", "12E10", "C/2024.7_x", "{6F9619FF}", "<ABC>", "2024-0001", "1234 5678", "*X1*", "19.12.87", "A[1]B2",
        "ＳＮ０００１", "SN–0001", "0000000000",
    ],
)  # fmt: skip
def test_r4_against_any_other_code_nothing_speaks(shop: Store, scanned: str) -> None:
    judged = judge(shop, scanned)
    assert (judged.entry.serial, judged.doubt) == (scanned, None)


def said_of(store: Store, code: str) -> tuple[object, ...]:
    try:
        judged = judge(store, code)
    except Refused as why:
        return why.code, why.facts
    return judged.entry, judged.doubt and (judged.doubt.code, judged.doubt.facts)


def test_r4_letters_and_a_number_are_judged_as_every_other_code(
    shop: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = Random(46)
    inside = ("09521234543213", "9521234543213", "9521234543214", "96385074", "036000291452", "")
    codes = [
        "".join(chance.choices("ABCDEFWXsnr", k=chance.randint(1, 8)))
        + f"{chance.randrange(10**6):0{chance.randint(1, 20)}}"
        + chance.choice(inside)
        + f"{chance.randrange(1000)}" * chance.randint(0, 2)
        for _ in range(300)
    ]
    quickly = [said_of(shop, code) for code in codes]
    monkeypatch.setattr(new_serials, "_ORDINARY", re.compile("(?!)"))
    assert quickly == [said_of(shop, code) for code in codes]
    assert "labels_of_two" in {said[0] for said in quickly}
    doubts = {said[1][0] for said in quickly if isinstance(said[1], tuple)}
    assert doubts >= {"own_barcode_inside", "own_barcode_nearly"}


def test_r4_labels_that_say_what_they_are_are_read(shop: Store) -> None:
    entry = judge(shop, "+H123ABC450/$$3281231LOT7/SSN0042K").entry
    assert (entry.serial, entry.lot, entry.expiry) == ("SN0042", "LOT7", "2028-12-31")
    padded = judge(shop, "[)>\x1e06\x1dSNK1\x1dTAB  \x1e\x04").entry
    assert (padded.serial, padded.lot) == ("NK1", "AB")
    assert judge(shop, "[)>\x1e06\x1d1PX\x1dSNK2149\x1dT7\x1e\x04").entry.serial == "NK2149"
    assert judge(shop, "]c1010952123454321321sn1").entry.serial == "sn1"
    assert judge(shop, "https://a.example/gtin/09521234543213/ser/SN1").entry.serial == "SN1"
    for other in ("[)>\x1e06\x1d1PBAT-5\x1dSNK2149\x1e\x04", "]C1010003600029145221SN1"):
        with pytest.raises(Refused, match="other_product"):
            judge(shop, other)


def enter(store: Store, texts: list[str], sku: str = "CAM-1", *, sure: bool = False) -> None:
    store.write(lambda conn: pre_entered.set_serials(conn, "PR-1", sku, texts, sure=sure, by="office"))


def test_r4_what_is_stored_is_found_whatever_it_looks_like(shop: Store) -> None:
    odd = ["1", "SN0001SN0002", "0109521234543214"]
    enter(shop, odd, sure=True)
    assert [judge(shop, one).doubt for one in odd] == [None, None, None]
    assert not judge(shop, "1").entry.fits


@pytest.mark.parametrize("scanned", ["CAM-1", "anna", "4711", "MAIN", "GOODS-IN", "PR-1", "ＣＡＭ－１"])
def test_r4_a_code_of_something_else_is_never_entered_without_a_pattern(shop: Store, scanned: str) -> None:
    for sure in (False, True):
        with pytest.raises(Refused, match="serials_refused") as refused:
            enter(shop, ["SN1", "SN2", scanned], sure=sure)
        (one,) = refused.value.facts["refused"]
        assert (one.code, one.facts["serial"]) == ("serial_is_other_code", scanned)
    with shop.read() as conn:
        assert pre_receipts.lines(conn, pre_receipts.show(conn, "PR-1"))[0].pre_entered == 0


def test_r4_a_code_of_something_else_that_the_pattern_matches_is_asked_about(shop: Store) -> None:
    with pytest.raises(Doubtful, match="serials_doubtful") as doubtful:
        enter(shop, ["4711"], "NUM-1")
    assert doubtful.value.facts["doubts"][0].code == "serial_is_other_code"
    enter(shop, ["4711"], "NUM-1", sure=True)
    with shop.read() as conn:
        assert traces.show(conn, "4711").product == "NUM-1"


def test_r4_with_a_pattern_that_matches_nothing_is_asked(shop: Store) -> None:
    for one in ("1", "0109521234543214", "00373400306809981734", "356938035643809"):
        assert judge(shop, one, "NUM-1").doubt is None
    with pytest.raises(Refused, match="serial_pattern_mismatch") as refused:
        judge(shop, "SN1", "NUM-1")
    assert refused.value.facts["example"] == "0"
    assert "[" not in messages.refusal(refused.value).text


def test_r4_a_label_profile_finds_the_serial_of_a_longer_label(shop: Store) -> None:
    assert judge(shop, "SN:20EZX1,MAC:000B82AABBCC", "RTR-1").entry.serial == "20EZX1"
    assert judge(shop, "20EZX1", "RTR-1").entry.serial == "20EZX1"
    with pytest.raises(Refused, match="serial_pattern_mismatch"):
        judge(shop, "20EZX", "RTR-1")
    with pytest.raises(Refused, match="serial_has_keys"):
        judge(shop, "SN:20EZX1", "RTR-1")


def test_r4_a_site_may_allow_letters_of_any_kind(shop: Store) -> None:
    shop.write(lambda conn: settings.set_serial_letters(conn, SerialLetters.ANY, by="office"))
    assert judge(shop, "SN日1").entry.serial == "SN日1"
    shop.write(lambda conn: settings.set_serial_letters(conn, SerialLetters.ASCII, by="office"))
    with pytest.raises(Refused, match="serial_letters"):
        judge(shop, "SN日1")


def test_r4_forms_of_a_character_are_one_serial_and_the_text_stays_as_scanned(shop: Store) -> None:
    enter(shop, ["SN–0001", "ＳＮ２", "Sn3"])
    with shop.read() as conn:
        found = [traces.show(conn, one).serial for one in ("SN-0001", "sn−0001", "sn2", "SN3")]
    assert found == ["SN–0001", "SN–0001", "ＳＮ２", "Sn3"]
    with pytest.raises(Refused, match="serials_repeated"):
        enter(shop, ["SN–1", "SN-1", "SN2"])


def test_the_check_lists_serials_that_fold_together(shop: Store) -> None:
    enter(shop, ["SN-0001", "SN–0002", "SN0003"])

    def as_before(conn: Connection) -> None:
        drop_triggers(conn)
        conn.execute(text("UPDATE serial SET serial_key = 'sn–0002' WHERE serial = 'SN–0002'"))
        conn.execute(
            text("UPDATE serial SET serial = 'SN–0001', serial_key = 'sn–0001' WHERE serial = 'SN0003'")
        )
        apply_triggers(conn)

    shop.write(as_before)
    with shop.read() as conn:
        told = [broken.sentence for broken in check.check(conn) if broken.code == "serials_look_alike"]
    assert [one.partition(":")[0] for one in told] == [
        "serial SN–0002 is found only as it was scanned",
        "serial SN–0001 looks like SN-0001, which is there as well",
    ]


def test_r4_a_yes_to_a_doubt_does_not_let_a_place_become_a_serial(shop: Store) -> None:
    shop.write(lambda conn: places.add_location(conn, "12", by="office"))
    with pytest.raises(Refused, match="serials_refused") as refused:
        enter(shop, ["SN1", "SN2", "12"], sure=True)
    assert refused.value.facts["refused"][0].code == "serial_is_other_code"


@pytest.mark.parametrize("scanned", ['"SN6"', '="SN6"', ' ="SN6" '])
def test_r4_the_quotes_of_a_spreadsheet_are_no_part_of_a_serial(shop: Store, scanned: str) -> None:
    assert judge(shop, scanned).entry.serial == "SN6"


def test_r4_a_profile_whose_serial_cannot_stand_by_itself_is_refused() -> None:
    for bad in ("(?P<m>[A-Z]{2})-(?P<serial>(?P=m)[0-9]+)", "(?P<a>A)|SN:(?P<serial>(?(a)1|2))"):
        with pytest.raises(Refused, match="serial_pattern_invalid"):
            products.clean_pattern(bad)
    assert serials_in("(?i)SN:(?P<serial>[a-z]{3}[0-9]{3})", ["SN:ABC124", "ABC126"]) == ["ABC124", "ABC126"]


# --- patterns as people read them -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pattern", "example"),
    [
        ("SN[0-9]{4}", "SN0123"),
        (r"[A-Z]{2}\d{6}", "AA012345"),
        (r"(AB|CD)-\w+", "AB-A"),
        (r"(?i)lot\s?\d{3,5}", "lot 012"),
        (PROFILE, "012345"),
        ("(?P<a>[ab])(?P=a)x", "aax"),
        ("[^0-9]{3}", "AAA"),
        ("A*", "A"),
        ("(?=B)A", None),
        ("X{100}", None),
        ("(((((a{60}){60}){60}){60}){60})", None),
        ("((((((){60}){60}){60}){60}){60})X", None),
    ],
)
def test_a_pattern_has_an_example_that_it_matches(pattern: str, example: str | None) -> None:
    assert serial_example.of_pattern(pattern) == example
    if example:
        assert serials_in(pattern, [example]) == [example]


@pytest.mark.parametrize(
    ("pattern", "alone"),
    [
        (PROFILE, "[0-9A-Z]{6}"),
        (r"S(?P<serial>(a|b)\)+)X", r"(a|b)\)+"),
        ("(?P<serial>[^]x)]+)Y", "[^]x)]+"),
        ("(?P<serial>[])]+)Y", "[])]+"),
        ("SN[0-9]+", None),
        ("(?P<serials>x)", None),
    ],
)
def test_a_label_profile_names_the_pattern_of_the_serial_alone(pattern: str, alone: str | None) -> None:
    assert pattern_of_serial(pattern) == alone
