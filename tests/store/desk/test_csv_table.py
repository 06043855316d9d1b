"""CSV files in every form that spreadsheets save, and the mark that keeps a text from being computed."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from serialhhd.store.desk import csv_table
from serialhhd.store.desk.csv_table import CsvWriter, marked, unmarked, written
from serialhhd.store.words.refusal import Refused

HEADER = ("pre_receipt", "sku", "serial")
ROWS = [("PR-1", "CAM-1", "SN1"), ("PR-1", "CAM-1", "SN2")]
PLAIN = "pre_receipt,sku,serial\r\nPR-1,CAM-1,SN1\r\nPR-1,CAM-1,SN2\r\n"


def read(path: Path) -> list[tuple[str, ...]]:
    return [tuple(row[name] for name in HEADER) for row in csv_table.read(path, HEADER, HEADER)]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "file.csv"


@pytest.mark.parametrize(
    "data",
    [
        PLAIN.encode(),
        PLAIN.encode("utf-8-sig"),
        PLAIN.encode("utf-16"),
        PLAIN.encode("utf-16-le"),
        PLAIN.encode("utf-16-be"),
        PLAIN.replace(",", "\t").encode("utf-16"),
        PLAIN.replace(",", ";").encode(),
        b"sep=;\r\n" + PLAIN.replace(",", ";").encode(),
        b"\xef\xbb\xbfSEP=,\r\n" + PLAIN.encode(),
        b'"sep=;"\n' + PLAIN.replace(",", ";").encode(),
        b"\r\n" + PLAIN.encode(),
        b",,,\r\n \r\n" + PLAIN.encode(),
        PLAIN.replace("\r\n", ",,\r\n").encode(),
        PLAIN.replace("SN1", "SN1,").encode(),
        PLAIN.replace("SN1", "SN1\u00a0").replace("PR-1", "\u202fPR-1").encode(),
        PLAIN.replace("sku", " SKU\u00a0").encode(),
        PLAIN.replace("\r\n", "\r").encode(),
    ],
    ids=[
        "UTF-8",
        "a mark",
        "UTF-16",
        "UTF-16, little end first, no mark",
        "UTF-16, big end first, no mark",
        "UTF-16 with tabs",
        "semicolons",
        "W53 sep=;",
        "sep=, after a mark",
        "sep=; in quotes",
        "blank first line",
        "empty cells above",
        "W55 each row ends with commas",
        "one row ends with a comma",
        "W57 blanks that keep words together",
        "in the header as well",
        "old Macintosh lines",
    ],
)
def test_every_form_that_spreadsheets_save_is_read(file: Path, data: bytes) -> None:
    file.write_bytes(data)
    assert read(file) == ROWS


def test_lines_are_counted_from_the_top_of_the_file(file: Path) -> None:
    file.write_bytes(b"sep=;\r\n\r\n" + PLAIN.replace(",", ";").encode())
    assert [row.line for row in csv_table.read(file, HEADER, HEADER)] == [4, 5]
    file.write_bytes(b"\r\n" + PLAIN.replace("SN2", "SN2,more").encode())
    (problem,) = [row.problem for row in csv_table.read(file, HEADER, HEADER) if row.problem]
    assert (problem.code, problem.facts["line"]) == ("import_too_many_cells", 4)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"PK\x03\x04\x14\x00\x06\x00", "import_is_workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "import_is_workbook"),
        (b"sep=;\r\n", "import_empty"),
        (b",,,\r\n;;\r\n", "import_empty"),
        (b"pre_receipt,,serial\r\nA,B,C\r\n", "import_column_unnamed"),
        (PLAIN.encode("utf-16")[:-1], "import_not_utf8"),
    ],
)
def test_what_is_no_such_file_is_named(file: Path, data: bytes, code: str) -> None:
    file.write_bytes(data)
    with pytest.raises(Refused) as refused:
        read(file)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('="00123"', "00123"),
        ('"=""00123"""', "00123"),
        ('"=""Lens, one"""', "Lens, one"),
        ('"\'=""00123"""', '="00123"'),
        ('="0"&"1"', '="0"&"1"'),
    ],
)
def test_a_formula_that_keeps_a_number_as_text_is_the_text(file: Path, cell: str, text: str) -> None:
    file.write_text(f"pre_receipt,sku,serial\n{cell},CAM-1,SN1\n")
    assert read(file) == [(text, "CAM-1", "SN1")]


@pytest.mark.parametrize("column", range(3))
def test_a_number_that_a_spreadsheet_shortened_is_refused_in_every_column(file: Path, column: int) -> None:
    for shortened in ("4.00638E+12", "1,23E+12", '="1E+05"'):
        cells = ["A", "B", "C"]
        cells[column] = shortened
        file.write_text("pre_receipt;sku;serial\n" + ";".join(cells) + "\n")
        (row,) = csv_table.read(file, HEADER, HEADER)
        assert row.problem
        assert (row.problem.code, row.problem.facts) == ("number_shortened", {"value": row[HEADER[column]]})


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("'00123", "00123"),  # W51
        ("'=1+1", "=1+1"),
        ("''n Boom", "'n Boom"),
        ("'n Boom", "'n Boom"),
        ("'68 Vintage", "'68 Vintage"),
        ("'", "'"),
        ("O'Neill", "O'Neill"),
    ],
)
def test_the_mark_is_taken_off(cell: str, text: str) -> None:
    assert unmarked(cell) == text


@pytest.mark.parametrize("first", list("=+-@\t\r\n'＝＋－＠"))  # noqa: RUF001 - the wide forms compute as well
def test_no_text_is_written_that_computes(first: str) -> None:
    assert marked(f"{first}1+1")[0] == "'"


def test_numbers_are_written_as_numbers_and_texts_may_be_written_as_they_are(file: Path) -> None:
    with written(file) as to:
        CsvWriter(to).write(["=1", -5, None, ("-A", "B")])
        CsvWriter(to, as_is=True).write(["=1", -5, None, ("-A", "B")])
    assert file.read_bytes() == b"\xef\xbb\xbf'=1,-5,,'-A B\r\n=1,-5,,-A B\r\n"


TEXTS = st.text(st.characters(exclude_categories=["C", "Z"]) | st.sampled_from("=+-@'\"0,;"), min_size=1)


@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS), min_size=1))
def test_what_is_written_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, str]]
) -> None:
    file = tmp_path_factory.mktemp("csv") / "file.csv"
    with written(file) as to:
        writer = CsvWriter(to)
        for cells in (HEADER, *rows):
            writer.write(cells)
    assert read(file) == rows
