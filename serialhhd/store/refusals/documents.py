"""Documents, their lines, and runs."""

from serialhhd.store.words.refusal import refuses, unapproves


@refuses
def document_not_open(*, what: str, document: str, state: str) -> None: ...


@refuses
def no_lines(*, document: str) -> None: ...


@refuses
def product_repeated(*, sku: str, document: str) -> None: ...


@refuses
def not_on_document(*, sku: str, document: str) -> None: ...


@refuses
def changed_meanwhile(*, what: str, document: str) -> None: ...


@refuses
def run_not_open(*, run_id: int) -> None: ...


@refuses
def run_begun_elsewhere() -> None: ...


@unapproves
def cancel_unapproved(*, captured: int) -> None: ...


@refuses
def no_serial_step(*, flow: str, sku: str) -> None: ...
