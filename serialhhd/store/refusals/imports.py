"""Files that are imported."""

from serialhhd.store.words.refusal import refusal


@refusal
def import_range(*, serial: str) -> None: ...


@refusal
def import_under_way() -> None: ...


@refusal
def import_broken_off() -> None: ...


@refusal
def import_unreadable(*, file: str, problem: str) -> None: ...


@refusal
def import_not_utf8(*, line: int) -> None: ...


@refusal
def import_is_workbook(*, file: str) -> None: ...


@refusal
def import_column_unnamed(*, place: int) -> None: ...


@refusal
def import_empty(*, file: str) -> None: ...


@refusal
def import_not_csv(*, line: int, problem: str) -> None: ...


@refusal
def import_column_unknown(*, column: str, nearest: str | None) -> None: ...


@refusal
def import_column_missing(*, column: str) -> None: ...


@refusal
def import_column_repeated(*, column: str) -> None: ...


@refusal
def import_too_many_cells(*, line: int, cells: int, columns: int) -> None: ...


@refusal
def import_tracking_unknown(*, tracking: str) -> None: ...


@refusal
def import_line_repeated(*, line: int, sku: str) -> None: ...


@refusal
def import_differs(*, line: int, column: str, first: str, other: str) -> None: ...


@refusal
def import_quantity(*, line: int, quantity: str) -> None: ...
