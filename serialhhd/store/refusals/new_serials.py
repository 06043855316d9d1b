"""What speaks against a new serial: a refusal, or a doubt where a person may say yes."""

from serialhhd.store.words.refusal import Refused, doubts, refuses


@refuses
def serial_pattern_mismatch(*, serial: str, sku: str, example: str | None) -> None: ...


@refuses
def serial_is_action(*, serial: str) -> None: ...


@refuses
def serial_without_letters(*, value: str) -> None: ...


@refuses
def serial_is_link(*, value: str) -> None: ...


@refuses
def serial_is_other_data(*, what: str) -> None: ...


@refuses
def serial_has_keys(*, value: str, keys: tuple[str, ...]) -> None: ...


@refuses
def number_shortened(*, value: str) -> None: ...


@refuses
def cell_error(*, value: str) -> None: ...


@refuses
def labels_glued(*, value: str, first: str) -> None: ...


@refuses
def scans_glued(*, value: str) -> None: ...


@refuses
def labels_of_two(*, value: str, sku: str) -> None: ...


@refuses
def serial_begins_with_barcode(*, value: str, sku: str) -> None: ...


@refuses
def serial_letters(*, value: str, letters: str) -> None: ...


@doubts
def like_gs1(*, value: str) -> None: ...


@doubts
def like_date(*, value: str) -> None: ...


@doubts
def range_unfinished(*, value: str) -> None: ...


@doubts
def number_short(*, value: str) -> None: ...


@doubts
def own_barcode_inside(*, value: str, sku: str) -> None: ...


@doubts
def own_barcode_nearly(*, value: str, sku: str) -> None: ...


@doubts
def short_barcode_begins(*, value: str, barcode: str, sku: str) -> None: ...


@doubts
def pallet_label_nearly(*, value: str) -> None: ...


@doubts
def serials_joined(*, value: str, first: str, last: str) -> None: ...


@doubts
def range_written(*, first: str, last: str, count: int) -> None: ...


@doubts
def serials_doubtful(*, doubts: tuple[Refused, ...], count: int) -> None: ...


@refuses
def serial_is_other_code(*, serial: str, known_as: str, is_like_a_serial: bool) -> None: ...


@refuses
def other_product(*, gtin: str, sku: str | None, wanted: str) -> None: ...


@refuses
def no_serial_in_symbol(*, sku: str) -> None: ...
