"""Goods in."""

from serialhhd.store.words.refusal import doubt, refusal


@refusal
def line_already_received(*, sku: str, document: str, quantity: int, expected: int) -> None: ...


@refusal
def line_partly_received(*, sku: str, document: str, quantity: int, expected: int) -> None: ...


@refusal
def line_in_work(*, sku: str, operator: str) -> None: ...


@refusal
def line_changed(*, sku: str) -> None: ...


@refusal
def line_has_receipts(*, sku: str, document: str) -> None: ...


@refusal
def last_line(*, document: str) -> None: ...


@refusal
def line_not_full_tracking(*, sku: str, tracking_type: str) -> None: ...


@refusal
def pre_entered_count(*, sku: str, given: int, expected: int) -> None: ...


@refusal
def serials_needed(*, sku: str) -> None: ...


@refusal
def serials_not_taken(*, sku: str) -> None: ...


@refusal
def quantity_is_pre_entered(*, given: int, pre_entered: int) -> None: ...


@refusal
def over_receipt(*, given: int, most: int, expected: int) -> None: ...


@doubt
def quantity_far_above(*, quantity: int, expected: int) -> None: ...
