"""What speaks against a new serial: a refusal, or a doubt where a person may say yes."""

from serialhhd.store.words.refusal import Refused, doubt, refusal


@refusal
def serial_pattern_mismatch(*, serial: str, sku: str, example: str | None) -> None: ...


@refusal
def serial_is_action(*, serial: str) -> None: ...


@refusal
def serial_without_letters(*, value: str) -> None: ...


@refusal
def serial_is_link(*, value: str) -> None: ...


@refusal
def serial_is_other_data(*, what: str) -> None: ...


@refusal
def serial_has_keys(*, value: str, keys: tuple[str, ...]) -> None: ...


@refusal
def number_shortened(*, value: str) -> None: ...


@refusal
def cell_error(*, value: str) -> None: ...


@refusal
def labels_glued(*, value: str, first: str) -> None: ...


@refusal
def scans_glued(*, value: str) -> None: ...


@refusal
def labels_of_two(*, value: str, sku: str) -> None: ...


@refusal
def serial_begins_with_barcode(*, value: str, sku: str) -> None: ...


@refusal
def serial_letters(*, value: str, letters: str) -> None: ...


@doubt
def like_gs1(*, value: str) -> None: ...


@doubt
def like_date(*, value: str) -> None: ...


@doubt
def range_unfinished(*, value: str) -> None: ...


@doubt
def number_short(*, value: str) -> None: ...


@doubt
def own_barcode_inside(*, value: str, sku: str) -> None: ...


@doubt
def own_barcode_nearly(*, value: str, sku: str) -> None: ...


@doubt
def short_barcode_begins(*, value: str, barcode: str, sku: str) -> None: ...


@doubt
def pallet_label_nearly(*, value: str) -> None: ...


@doubt
def serials_joined(*, value: str, first: str, last: str) -> None: ...


@doubt
def range_written(*, first: str, last: str, count: int) -> None: ...


@doubt
def serials_doubtful(*, doubts: tuple[Refused, ...], count: int) -> None: ...


@refusal
def serial_is_other_code(*, serial: str, known_as: str, is_like_a_serial: bool) -> None: ...


@refusal
def other_product(*, gtin: str, sku: str | None, wanted: str) -> None: ...


@refusal
def no_serial_in_symbol(*, sku: str) -> None: ...
