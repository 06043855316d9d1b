"""What is typed, saved, printed and written at a desk or a command line."""

from serialhhd.flows.sentences.sentence import error, refuses, warning
from serialhhd.flows.sentences.shown import visible


@error
def view_of_another(*, name: str, operator: str | None) -> str:
    return f"View {name} was saved by {operator}. Take another name."


@error
def recall_of_nothing() -> str:
    return "Say what the recall is about: a product, serials, a pre-receipt, a supplier or a lot."


@warning
def flows_file_broken(*, problem: str) -> str:
    return f"flows.toml is broken. Handhelds go on as before. {problem}"


@refuses
@error
def file_not_named() -> str:
    return "Say which file."


@refuses
@error
def file_not_written(*, file: str, problem: str) -> str:
    return f"{file} cannot be written: {problem}."


@refuses
@error
def pdf_needs_extra() -> str:
    return "A PDF needs the extra pdf: pip install '.[pdf]' in the folder of serialhhd."


@error
def line_unclear(*, text: str) -> str:
    return f"{text!r} is no line. Type SKU:QUANTITY, such as CAM-200:12."


@error
def period_unclear(*, text: str) -> str:
    return f"{text!r} is no period. Type a day, or first and last day: 2026-03-01..2026-03-31."


@error
def line_names_location(*, text: str, without: str) -> str:
    return f"{visible(text)} names a location. Where goods are put is said when they come: type {visible(without)}."
