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


# --- what is printed and written of it --------------------------------------------------------------------------------


@pytest.fixture
def worked(training: Shell) -> Shell:
    """A training store in which two cameras were received."""
    training.run("pre-receipt", "add", "PR-T", "--line", "CAM-1:2")
    training.converse("goods_in", "PR-T", "CAM-1", "SN1", "SN2", ":done", "", "GOODS-IN")
    return training


def test_r68_every_json_document_says_it_first(worked: Shell) -> None:
    for command in (("stock", "list"), ("serial", "list"), ("transaction", "list"), ("pre-receipt", "list")):
        rows = worked.json(*command)
        assert rows
        assert [next(iter(row.items())) for row in rows] == [("training", True)] * len(rows)
    for noun, name in (("serial", "SN1"), ("product", "CAM-1"), ("pre-receipt", "PR-T")):
        assert next(iter(worked.json(noun, "show", name).items())) == ("training", True)


def test_r68_every_table_says_it_first(worked: Shell) -> None:
    for command in (("stock", "list"), ("serial", "show", "SN1"), ("store", "info")):
        assert worked.run(*command).startswith("TRAINING\n")
    assert "TRAINING: nothing in this store is real." in worked.refused("operator", "add", "anna", code=0)


def test_r68_a_csv_file_has_a_column_that_says_it_and_no_import_takes_it(
    worked: Shell, stocked: Shell, tmp_path: Path
) -> None:
    file = str(tmp_path / "products.csv")
    for command in (
        ("stock", "list"),
        ("transaction", "list"),
        ("serial", "recall", "--product", "CAM-1"),
        ("product", "list"),
    ):
        worked.run(*command, "--csv", file)
        head, *rows = Path(file).read_text(encoding="utf-8-sig").splitlines()
        assert head.startswith("training,")
        assert rows
        assert all(row.startswith("TRAINING,") for row in rows)
    assert "import_column_unknown" in stocked.refused("product", "import", file)


def test_r68_a_recall_says_it_on_every_page(worked: Shell, stocked: Shell, tmp_path: Path) -> None:
    import pypdfium2

    for shell, is_said in ((worked, True), (stocked, False)):
        file = tmp_path / "recall.pdf"
        shell.run("serial", "recall", "--product", "CAM-1", "--pdf", str(file))
        pdf = pypdfium2.PdfDocument(file)
        pages = [page.get_textpage().get_text_bounded() for page in pdf]
        pdf.close()
        assert [page.startswith("TRAINING") for page in pages] == [is_said] * len(pages)


@pytest.mark.parametrize("form", ["zpl", "svg", "text"])
def test_r68_every_label_says_it(worked: Shell, stocked: Shell, form: str) -> None:
    for shell, count in ((worked, 2), (stocked, 0)):
        said = shell.run("labels", "--serials", "SN1..SN2", "--product", "CAM-1", "--format", form)
        assert said.count("TRAINING") == count


def test_the_first_line_of_a_conversation_says_it(worked: Shell) -> None:
    said = worked.run("hhd", "--plain", "--operator", "anna", "--flow", "goods_in")
    assert said.startswith("== TRAINING\n")
