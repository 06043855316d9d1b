"""Files that are imported."""

from serialhhd.flows.sentences.sentence import error, refusal
from serialhhd.flows.sentences.shown import visible
from serialhhd.store.words.refusal import Refused


@error
def import_range(*, serial: str) -> str:
    return f"{serial} is a range: write one serial a row."


@error
def import_under_way() -> str:
    return "Another import is under way, or was broken off less than a minute ago. Try again in a minute."


@error
def import_broken_off() -> str:
    return "The import stood still for too long and was taken back. Nothing is imported: begin it anew."


@error
def import_unreadable(*, file: str, problem: str) -> str:
    return f"{file} cannot be read: {problem}."


@error
def import_not_utf8(*, line: int) -> str:
    return f"Line {line} is not UTF-8. Save the file as UTF-8 and try again."


@error
def import_is_workbook(*, file: str) -> str:
    return f"{file} is a workbook. Save it as CSV UTF-8 in the spreadsheet, and take that file."


@error
def import_column_unnamed(*, place: int) -> str:
    return f"Column {place} has no name in the first line."


@error
def import_empty(*, file: str) -> str:
    return f"{file} is empty: the first line names the columns."


@error
def import_not_csv(*, line: int, problem: str) -> str:
    return f"Line {line} is not CSV: {problem}."


@error
def import_column_unknown(*, column: str, nearest: str | None) -> str:
    return f"There is no column {visible(column)}." + (f" Did you mean {nearest}?" if nearest else "")


@error
def import_column_missing(*, column: str) -> str:
    return f"The column {column} is missing."


@error
def import_column_repeated(*, column: str) -> str:
    return f"The column {column} comes twice."


@error
def import_columns(*, refused: tuple[Refused, ...]) -> str:
    return " ".join(refusal(one).text for one in refused)


@error
def import_too_many_cells(*, line: int, cells: int, columns: int) -> str:
    return f"Line {line} has {cells} cells for {columns} columns."


@error
def import_tracking_unknown(*, tracking: str) -> str:
    return f"{visible(tracking)} is no tracking type: no-tracking, track-during-pick or full-tracking."


@error
def import_line_repeated(*, line: int, sku: str) -> str:  # noqa: ARG001 - the line is shown beside the sentence
    return f"{sku} comes twice: one row without serials, or one row for each serial."


@error
def import_differs(*, line: int, column: str, first: str, other: str) -> str:  # noqa: ARG001 - as above
    return f"{column.capitalize()} is {first} and {other} in one document."


@error
def import_quantity(*, line: int, quantity: str) -> str:  # noqa: ARG001 - as above
    return f"{visible(quantity) or 'Nothing'} is no quantity: a whole number, 1 or more."
