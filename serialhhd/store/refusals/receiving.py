"""Goods in."""

from serialhhd.store.words.refusal import refuses, unapproves


@refuses
def line_already_received(*, sku: str, document: str, quantity: int, expected: int) -> None: ...


@refuses
def line_partly_received(*, sku: str, document: str, quantity: int, expected: int) -> None: ...


@refuses
def line_in_work(*, sku: str, operator: str) -> None: ...


@refuses
def line_changed(*, sku: str) -> None: ...


@refuses
def line_has_receipts(*, sku: str, document: str) -> None: ...


@refuses
def last_line(*, document: str) -> None: ...


@refuses
def line_not_full_tracking(*, sku: str, tracking_type: str) -> None: ...


@refuses
def pre_entered_count(*, sku: str, given: int, expected: int) -> None: ...


@refuses
def serials_needed(*, sku: str) -> None: ...


@refuses
def serials_not_taken(*, sku: str) -> None: ...


@refuses
def quantity_is_pre_entered(*, given: int, pre_entered: int) -> None: ...


@refuses
def over_receipt(*, given: int, most: int, expected: int) -> None: ...


@unapproves
def over_receipt_unapproved(*, sku: str, quantity: int, expected: int) -> None: ...
