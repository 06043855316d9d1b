"""Documents, their lines, and runs."""

from serialhhd.store.words.refusal import refusal


@refusal
def document_not_open(*, what: str, document: str, state: str) -> None: ...


@refusal
def no_lines(*, document: str) -> None: ...


@refusal
def product_repeated(*, sku: str, document: str) -> None: ...


@refusal
def not_on_document(*, sku: str, document: str) -> None: ...


@refusal
def changed_meanwhile(*, what: str, document: str) -> None: ...


@refusal
def run_not_open(*, run_id: int) -> None: ...


@refusal
def run_begun_elsewhere() -> None: ...


@refusal
def no_serial_step(*, flow: str, sku: str) -> None: ...


@refusal
def reason_missing() -> None: ...
