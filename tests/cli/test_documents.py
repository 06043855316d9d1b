"""What the commands of documents have in common."""

import csv
from pathlib import Path

import pytest

from serialhhd.store.words.document_moves import lifecycle_of
from serialhhd.store.words.vocabulary import DocumentKind, DocumentState
from tests.cli.conftest import Shell

NOUNS = {kind: kind.value.replace("_", "-") for kind in DocumentKind}


@pytest.mark.parametrize("kind", DocumentKind)
def test_a_list_can_be_narrowed_to_every_state_of_its_documents_and_to_no_other(
    stocked: Shell, kind: DocumentKind
) -> None:
    noun, own = NOUNS[kind], lifecycle_of(kind).states
    for state in own:
        assert {one["state"] for one in stocked.json(noun, "list", "--state", state.value)} <= {state}
    for state in set(DocumentState).difference(own):
        assert f"Invalid value for '--state': '{state}'" in stocked.refused(
            noun, "list", "--state", state.value, code=2
        )


ADD = {
    "pre-receipt": ("--line", "CAM-1:1"),
    "pick-list": ("--line", "CAM-1:1"),
    "transfer": ("--line", "CAM-1:1", "--to-account", "ACME"),
    "batch": ("--pick-list", "PL-1"),
    "return": ("--customer", "Hotel", "--line", "CAM-1:1"),
    "count": ("--location", "GOODS-IN"),
}


@pytest.mark.parametrize("noun", ADD)
def test_the_number_of_a_new_document_names_nothing_else(stocked: Shell, noun: str) -> None:
    stocked.run("account", "add", "ACME")
    stocked.run("location", "add", "CART-1", "--kind", "cart")
    stocked.run("container", "add", "T-1")
    taken = {
        "cart-1": "Cart",
        "GOODS-IN": "Location",
        "CAM-1": "Product",
        "9521234543213": "Product",
        "T-1": "Tote",
        "SN1": "Serial",
        "PR-1": "Pre-receipt",
        "PL-1": "Pick list",
    }
    before = stocked.json(noun, "list")
    for code, known_as in taken.items():
        refused = stocked.refused(noun, "add", code, *ADD[noun])
        assert refused == f"error: already_there: {known_as} {code} is already there.\n"
    assert stocked.json(noun, "list") == before
    stocked.run(noun, "add", "NEW-1", *ADD[noun])


@pytest.mark.parametrize("noun", ["location", "account", "warehouse", "operator", "device"])
def test_what_a_site_is_made_of_is_listed_as_csv_too(stocked: Shell, noun: str, tmp_path: Path) -> None:
    stocked.run("operator", "add", "anna")
    stocked.run("device", "add", "dock-1")
    heads, *rows = csv.reader(stocked.run(noun, "list", "--csv", "-").splitlines())
    assert [row[0] for row in rows] == [one[heads[0]] for one in stocked.json(noun, "list")] != []
    file = tmp_path / "list.csv"
    assert stocked.told(noun, "list", "--csv", str(file)) == [f"Wrote {len(rows)} rows into {file}."]
    assert file.read_text(encoding="utf-8-sig").splitlines()[0] == ",".join(heads)
