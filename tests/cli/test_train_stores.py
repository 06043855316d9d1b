"""`serialhhd train new` and `train reset`, as they are typed; and what a store is for (R68)."""

from pathlib import Path

import pytest

from tests.cli.conftest import Shell


@pytest.fixture
def training(stocked: Shell, tmp_path: Path) -> Shell:
    """A command line on a training store with the goods and places of the other one."""
    path = str(tmp_path / "training.db")
    stocked.run("train", "new", path)
    return Shell(path)


def test_r68_a_new_store_is_for_work(stocked: Shell) -> None:
    assert stocked.json("store", "info")["purpose"] == "work"


def test_r68_a_training_store_has_the_goods_of_the_site_and_goes_back_to_them(
    stocked: Shell, training: Shell
) -> None:
    first = training.json("store", "info")
    assert (first["purpose"], first["products"], first["serials"]) == ("training", 2, 0)
    assert training.json("product", "list") == [
        {"training": True, **row} for row in stocked.json("product", "list")
    ]
    training.run("pre-receipt", "add", "PR-T", "--line", "CAM-1:1")
    training.converse("goods_in", "PR-T", "CAM-1", "SN1", ":done", "", "GOODS-IN")
    assert training.json("store", "info")["serials"] == 1
    training.run("train", "reset", training.store)
    assert training.json("store", "info") == first


def test_r68_a_store_of_work_is_neither_reset_nor_overwritten(stocked: Shell) -> None:
    before = stocked.json("store", "info")
    said = stocked.refused("train", "reset", stocked.store, code=3)
    assert said.startswith("error: store_not_training: ")
    said = stocked.refused("train", "new", stocked.store, code=3)
    assert said.startswith("error: store_exists: ")
    assert stocked.json("store", "info") == before


def test_the_site_may_be_named(stocked: Shell, tmp_path: Path) -> None:
    path = str(tmp_path / "training.db")
    Shell(str(tmp_path / "nowhere.db")).run("train", "new", path, "--from", stocked.store)
    assert Shell(path).json("store", "info")["products"] == 2


def test_without_a_site_it_begins_empty_and_says_so(tmp_path: Path) -> None:
    path = str(tmp_path / "training.db")
    nowhere = Shell(str(tmp_path / "nowhere.db"))
    assert "no store to take them from" in nowhere.refused("train", "new", path, code=0)
    assert Shell(path).json("store", "info")["products"] == 0
    assert not Path(nowhere.store).exists()


def test_r68_neither_kind_is_restored_in_the_others_place(
    stocked: Shell, training: Shell, tmp_path: Path
) -> None:
    copies = {one: str(tmp_path / f"{number}.db") for number, one in enumerate((stocked, training))}
    for one, copy in copies.items():
        one.run("store", "backup", copy)
    for one, other in ((stocked, training), (training, stocked)):
        before = one.json("store", "info")
        said = one.refused("store", "restore", copies[other], code=3)
        assert said.startswith("error: store_other_purpose: ")
        assert one.json("store", "info") == before
        one.run("store", "restore", copies[one])
        assert one.json("store", "info") == before
