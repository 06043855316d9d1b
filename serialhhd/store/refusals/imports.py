"""Files that are imported."""

from serialhhd.store.words.refusal import Refused, refuses


@refuses
def import_range(*, serial: str) -> None: ...


@refuses
def import_under_way() -> None: ...


@refuses
def import_broken_off() -> None: ...


@refuses
def import_unreadable(*, file: str, problem: str) -> None: ...


@refuses
def import_not_utf8(*, line: int) -> None: ...


@refuses
def import_is_workbook(*, file: str) -> None: ...


@refuses
def import_column_unnamed(*, place: int) -> None: ...


@refuses
def import_empty(*, file: str) -> None: ...


@refuses
def import_not_csv(*, line: int, problem: str) -> None: ...


@refuses
def import_column_unknown(*, column: str, nearest: str | None) -> None: ...


@refuses
def import_column_missing(*, column: str) -> None: ...


@refuses
def import_column_repeated(*, column: str) -> None: ...


@refuses
def import_columns(*, refused: tuple[Refused, ...]) -> None: ...


@refuses
def import_too_many_cells(*, line: int, cells: int, columns: int) -> None: ...


@refuses
def import_tracking_unknown(*, tracking: str) -> None: ...


@refuses
def import_line_repeated(*, line: int, sku: str) -> None: ...


@refuses
def import_differs(*, line: int, column: str, first: str, other: str) -> None: ...


@refuses
def import_quantity(*, line: int, quantity: str) -> None: ...
