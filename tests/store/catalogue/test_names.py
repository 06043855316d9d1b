"""A name that is given names nothing else, in whatever order both are made, and is nothing that could not be scanned (R21, R64)."""

from functools import partial
from pathlib import Path
from typing import Protocol

import pytest
from sqlalchemy import Connection

from serialhhd.flows.sentences import messages
from serialhhd.store.catalogue import places, product_editing, products
from serialhhd.store.catalogue.product_editing import Edit
from serialhhd.store.containers import containers
from serialhhd.store.desk.import_files import Kind
from serialhhd.store.desk.imports import ImportRefused
from serialhhd.store.engine.store import Store
from serialhhd.store.inbound import pre_receipts
from serialhhd.store.outbound import pick_lists
from serialhhd.store.outbound.pick_lists import WantedTask
from serialhhd.store.schema import check
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
