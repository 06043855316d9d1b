"""A name that is given names nothing else, in whatever order both are made, and is nothing that could not be scanned (R21, R64)."""

from functools import partial
from pathlib import Path
from typing import Protocol

import pytest
from sqlalchemy import Connection

from serialhhd.flows.config.devices.function_keys import ACTION_WORDS
from serialhhd.flows.conversation.actions import ACTIONS
from serialhhd.flows.operations import operations
from serialhhd.flows.sentences import messages
from serialhhd.store.catalogue import places, product_editing, products
from serialhhd.store.catalogue.product_editing import Edit
from serialhhd.store.containers import containers
from serialhhd.store.desk.import_files import Kind
from serialhhd.store.desk.imports import ImportRefused
from serialhhd.store.documents import unfinished
from serialhhd.store.engine.store import Store
from serialhhd.store.inbound import pre_receipts
from serialhhd.store.outbound import pick_lists
from serialhhd.store.outbound.pick_lists import WantedTask
from serialhhd.store.schema import check
from serialhhd.store.schema import tables as t
from serialhhd.store.words import codes
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import LocationKind
from tests.store.desk.importing import load

SSCC = "395000000000000007"


class Add(Protocol):
    """Makes something that is called by a code."""

    def __call__(self, conn: Connection, /, code: str) -> object: ...


@pytest.fixture
def house(store: Store) -> Store:
    """A house with one thing of each kind, each of which has a label."""
    at = store.now()

    def fill(conn: Connection) -> None:
        products.add(conn, "CAM-1", at=at, name="Camera", barcodes=["96385074", "HOUSE-1"], by="office")
        places.add_location(conn, "A-01", by="office")
        places.add_location(conn, "CART-1", kind=LocationKind.CART, by="office")
        containers.add(conn, "T-1", by="office")
        pre_receipts.add(conn, "PR-1", [("CAM-1", 1)], at=at, by="office")
        pick_lists.add(conn, "PL-1", [WantedTask("CAM-1", 1)], at=at, by="office")

    store.write(fill)
    return store


def _product(conn: Connection, sku: str, barcodes: list[str]) -> None:
    at = pre_receipts.show(conn, "PR-1").created_at
    products.add(conn, sku, at=at, name="Lens", barcodes=barcodes, by="office")


def _edited(conn: Connection, /, code: str) -> None:
    at = pre_receipts.show(conn, "PR-1").created_at
    product_editing.edit(conn, "CAM-1", Edit(add=[code]), by="office", at=at)


def _pick_list(conn: Connection, /, code: str) -> None:
    at = pre_receipts.show(conn, "PR-1").created_at
    pick_lists.add(conn, code, [WantedTask("CAM-1", 1)], at=at, by="office")


MADE: dict[str, Add] = {
    "product": lambda conn, code: _product(conn, code, []),
    "barcode of a new product": lambda conn, code: _product(conn, "LENS-1", [code]),
    "barcode": _edited,
    "location": lambda conn, code: places.add_location(conn, code, by="office"),
    "tote": lambda conn, code: containers.add(conn, code, by="office"),
    "document": _pick_list,
}
TAKEN = {
    "a-01": "location",
    "CART-1": "cart",
    "t-1": "tote",
    "PR-1": "pre-receipt",
    "pl-1": "pick list",
}


@pytest.mark.parametrize("code", TAKEN)
@pytest.mark.parametrize("made", MADE)
def test_r64_what_has_a_name_already_is_named_whatever_is_made_after_it(
    house: Store, made: str, code: str
) -> None:
    with pytest.raises(Refused, match="already_there") as refused:
        house.write(partial(MADE[made], code=code))
    assert refused.value.facts == {"what": TAKEN[code], "code": refused.value.facts["code"]}
    assert refused.value.facts["code"].casefold() == code.casefold()
    with house.read() as conn:
        assert [one.sku for one in products.page(conn)] == ["CAM-1"]
        assert products.barcodes(conn, products.show(conn, "CAM-1")) == ("00000096385074", "house-1")


@pytest.mark.parametrize("code", ["cam-1", "96385074", "HOUSE-1"])
@pytest.mark.parametrize("made", ["location", "tote", "document"])
def test_r64_the_name_of_a_product_is_nothing_elses(house: Store, made: str, code: str) -> None:
    with pytest.raises(Refused, match="already_there") as refused:
        house.write(partial(MADE[made], code=code))
    assert refused.value.facts["what"] == "product"


def test_r64_no_product_is_called_as_the_barcode_of_another(house: Store) -> None:
    for code in ("house-1", "96385074"):
        with pytest.raises(Refused, match="barcode_taken"):
            house.write(partial(_product, sku=code, barcodes=[]))
    with pytest.raises(Refused, match="already_there"):
        house.write(lambda conn: _product(conn, "LENS-1", ["CAM-1"]))
    house.write(lambda conn: _product(conn, "LENS-1", ["LENS-1"]))  # its own name is its own


@pytest.mark.parametrize("made", MADE)
def test_r64_what_is_said_to_a_handheld_names_nothing(house: Store, made: str) -> None:
    for code in (":done", "\uff1adone", ".", "..", ".3", ".123", "..3", ".done", ".short 2", "\uff0e3"):
        with pytest.raises(Refused, match="code_is_action"):
            house.write(partial(MADE[made], code=code))


@pytest.mark.parametrize(
    ("made", "code"),
    [
        ("product", ".223-REM"),
        ("product", ".NET-5"),
        ("product", ".NET"),
        ("barcode", ".a b"),
        ("location", ".nowhere"),
        ("barcode", ".1234"),
        ("location", "A.3"),
        ("tote", "3."),
        ("document", ".3-7"),
    ],
)
def test_what_only_begins_alike_is_a_name(house: Store, made: str, code: str) -> None:
    house.write(partial(MADE[made], code=code))


@pytest.mark.parametrize("made", sorted(set(MADE) - {"tote"}))
def test_r21_an_sscc_names_a_container_alone(house: Store, made: str) -> None:
    for code in (SSCC, f"00{SSCC}", f"(00){SSCC}", f"]C100{SSCC}"):
        with pytest.raises(Refused, match="code_is_sscc") as refused:
            house.write(partial(MADE[made], code=code))
        assert code in messages.refusal(refused.value).text
    assert house.write(lambda conn: containers.of_sscc(conn, SSCC)).code == SSCC


@pytest.mark.parametrize("code", ["395000000000000008", "39500000000000000"])
def test_what_is_nearly_an_sscc_may_be_a_number(house: Store, code: str) -> None:
    house.write(lambda conn: _pick_list(conn, code))


def test_the_words_that_name_nothing_are_those_of_all_actions() -> None:
    of_single_ones = {word for one in operations().values() for word in one.actions}
    assert {f":{word}" for word in codes.ACTION_WORDS.split("|")} == {
        *ACTIONS,
        *ACTION_WORDS,
        *of_single_ones,
    }


def test_numbers_that_another_system_fills_up_to_18_digits_are_no_ssccs(house: Store, tmp_path: Path) -> None:
    numbers = [f"{number:018}" for number in range(10_023_450, 10_023_470)]
    file = tmp_path / "products.csv"
    file.write_text("sku,name\n" + "".join(f"{number},Thing\n" for number in numbers))
    assert load(house, "products", file) == len(numbers)
    for number in numbers:
        house.write(partial(MADE["location"], code=f"{int(number) + 100:018}"))


GTINS = [
    ("012345678905", "0012345678905"),
    ("00012345678905", "012345678905"),
    ("40170725", "00000040170725"),
    ("0000096385081", "96385081"),
    ("01234565", "012345000065"),
]
"""Two spellings of one GTIN."""


@pytest.mark.parametrize(("one", "other"), [pair[::step] for pair in GTINS for step in (1, -1)])
@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("product", "barcode"),
        ("barcode", "product"),
        ("product", "product"),
        ("location", "barcode"),
        ("barcode", "location"),
        ("product", "document"),
        ("tote", "product"),
    ],
)
def test_r64_a_gtin_is_one_name_however_it_is_written(
    store: Store, first: str, then: str, one: str, other: str
) -> None:
    at = store.now()

    def fill(conn: Connection) -> None:
        products.add(conn, "CAM-1", at=at, name="Camera", by="office")
        pre_receipts.add(conn, "PR-1", [("CAM-1", 1)], at=at, by="office")

    store.write(fill)
    store.write(partial(MADE[first], code=one))
    with pytest.raises(Refused, match=r"already_there|barcode_taken"):
        store.write(partial(MADE[then], code=other))


@pytest.mark.parametrize(("one", "other"), GTINS)
def test_r64_two_products_of_one_file_share_no_gtin(
    house: Store, tmp_path: Path, one: str, other: str
) -> None:
    head = "sku,name,barcodes"
    for rows in ([f"{one},x,", f"{other},x,"], [f"{one},x,", f"Y,x,{other}"], [f"X,x,{other}", f"{one},x,"]):
        assert len(_refused(house, "products", tmp_path / "x.csv", "\n".join([head, *rows]))) == 1


def test_a_gtin_of_its_own_is_a_products_in_every_spelling(house: Store) -> None:
    house.write(lambda conn: _product(conn, "012345678905", ["0012345678905", "012345678905"]))
    house.write(partial(MADE["location"], code="40170725"))
    house.write(partial(MADE["document"], code="00000040170725"))  # neither is read as a GTIN


@pytest.mark.parametrize("old", [".3", f"00{SSCC}", "A-01", "a-01", "96385075"])
def test_r64_what_a_product_was_called_before_keeps_its_name(house: Store, old: str) -> None:
    def named_by_another_rule(conn: Connection) -> None:
        product = products.show(conn, "CAM-1")
        row = {"barcode": old.casefold(), "product_id": product.id}
        conn.execute(t.product_barcode.insert(), row)

    house.write(named_by_another_rule)
    house.write(partial(_edited, code=old))
    with pytest.raises(Refused, match="barcode_taken"):
        house.write(lambda conn: _product(conn, "LENS-1", [old]))


@pytest.mark.parametrize("made", sorted(set(MADE) - {"product", "barcode of a new product"}))
@pytest.mark.parametrize("code", ["X-1", "x-1", "BX-1"])
def test_r64_what_an_import_brings_is_named_before_it_is_finished(house: Store, made: str, code: str) -> None:
    begun = house.write(lambda conn: unfinished.begin(conn, "products", house.now()))

    def piece(conn: Connection) -> None:
        one = products.NewProduct.of("X-1", "Thing", None, ["BX-1"], None)
        products.add_many(conn, [one], house.now(), begun.number)

    house.write(lambda conn: unfinished.within(conn, begun, house.now(), lambda: piece(conn)))
    with pytest.raises(Refused, match=r"already_there|barcode_taken"):
        house.write(partial(MADE[made], code=code))
    house.write(lambda conn: unfinished.finish(conn, begun))
    with house.read() as conn:
        assert check.check(conn) == ()


def test_a_warehouse_comes_with_a_place_for_what_is_on_the_road_whatever_is_called_so(house: Store) -> None:
    house.write(partial(MADE["document"], code="TRANSIT-LYON"))
    house.write(partial(MADE["product"], code="transit-lyon-2"))
    house.write(lambda conn: places.add_warehouse(conn, "LYON", by="office"))
    with house.read() as conn:
        lyon = places.transit_of(conn, places.warehouse_id(conn, "LYON"))
    assert lyon.code == "TRANSIT-LYON-3"


def _refused(store: Store, kind: Kind, file: Path, text: str) -> dict[int, tuple[str, str]]:
    """Return why the rows of a file are refused, by line; of what is there already, what it is."""
    file.write_text(text)
    with pytest.raises(ImportRefused) as refused:
        load(store, kind, file)
    return {bad.line: (bad.why.code, bad.why.facts.get("what", "")) for bad in refused.value.bad_rows}


def test_r64_products_of_a_file_are_called_as_nothing_else(house: Store, tmp_path: Path) -> None:
    rows = [
        "sku,name,barcodes",
        "PL-1,Taken,",
        "LENS-1,Taken,A-01",
        ".3,Action,",
        f"{SSCC},Pallet,",
        "LENS-2,Fine,OWN-1",
        "HOUSE-1,Barcode of another,",
        "LENS-3,SKU of another,CAM-1",
    ]
    assert _refused(house, "products", tmp_path / "products.csv", "\n".join(rows)) == {
        2: ("already_there", "pick list"),
        3: ("already_there", "location"),
        4: ("code_is_action", "SKU"),
        5: ("code_is_sscc", "SKU"),
        7: ("barcode_taken", ""),
        8: ("already_there", "product"),
    }


@pytest.mark.parametrize("rows", [["ONE,x,TWO", "TWO,x,"], ["TWO,x,", "ONE,x,TWO"]])
def test_r64_two_products_of_one_file_share_no_name(house: Store, tmp_path: Path, rows: list[str]) -> None:
    assert len(_refused(house, "products", tmp_path / "x.csv", "\n".join(["sku,name,barcodes", *rows]))) == 1


def test_r64_another_system_numbers_its_documents_as_it_likes_but_not_as_a_container(
    house: Store, tmp_path: Path
) -> None:
    file = tmp_path / "file.csv"
    for ref in ("A-01", "CAM-1", "PR-1", "1001"):
        file.write_text(f"pick_list,sku,quantity\n{ref},CAM-1,1\n")
        load(house, "pick-lists", file)
    head = "pick_list,sku,quantity\n"
    assert _refused(house, "pick-lists", file, f"{head}T-1,CAM-1,1") == {2: ("already_there", "tote")}
    assert _refused(house, "pick-lists", file, f"{head}{SSCC},CAM-1,1") == {2: ("code_is_sscc", "pick list")}
    assert _refused(house, "pick-lists", file, f"{head}.3,CAM-1,1") == {2: ("code_is_action", "pick list")}
    file.write_text("sku,name\n1001,Its article of that number\n")
    assert load(house, "products", file) == 1
    with pytest.raises(Refused, match="already_there"):  # here somebody can choose another name
        house.write(partial(MADE["location"], code="1001"))
    with house.read() as conn:
        assert check.check(conn) == ()
