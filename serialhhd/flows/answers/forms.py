"""The form in which an answer comes, and the carrier that it was scanned from: what a step leaves out is refused, and what is wanted is named.

What is taken back, an action and a question in between are not judged: only what answers a step.
"""

from collections.abc import Collection
from dataclasses import replace
from typing import Annotated, Any, Final, Literal, TypeVar

from pydantic import BeforeValidator, Field

from serialhhd.flows.sentences import messages
from serialhhd.flows.sentences.texts import list_as_tuple
from serialhhd.store.symbols import carriers, scan
from serialhhd.store.symbols.carriers import Carrier
from serialhhd.toml.key import Choices, Must


def _has_each_once(words: tuple[Any, ...]) -> bool:
    return len(set(words)) == len(words)


EACH_ONCE: Final = Must("without a word given twice", _has_each_once, {"uniqueItems": True})

Form = TypeVar("Form")
Forms = Annotated[
    tuple[Form, ...],
    BeforeValidator(list_as_tuple),
    Field(min_length=1),
    replace(EACH_ONCE, schema={"uniqueItems": True, "minItems": 1}),  # of a tuple pydantic does not tell it
]
"""What `accept` of a step may be, of the words for the forms that there are: `Forms[Literal["sku", "barcode"]]`."""


def _has_no_letter(characters: str) -> bool:
    return not any(character.isalnum() for character in characters)


PARTING: Final = Must(
    "without letters and digits, which serials are made of", _has_no_letter, {"pattern": "^[^0-9A-Za-z]*$"}
)
"""What parts several serials of one code."""
LABEL: Final = "a label that says itself what its parts are: GS1, HIBC, ISO/IEC 15434"
DocumentForms = Annotated[
    Forms[Literal["code", "list"]],
    Choices({"code": "the document's own number", "list": "its number in the list of those that are open"}),
]
PlaceForms = Annotated[Forms[Literal["code"]], Choices({"code": "the code of the place"})]
ProductForms = Annotated[
    Forms[Literal["sku", "barcode", "gs1", "list"]],
    Choices(
        {
            "sku": "its SKU, scanned or typed",
            "barcode": "one of its barcodes: an EAN, a UPC or one of the house",
            "gs1": LABEL,
            "list": "its number in the list of those to choose from",
        }
    ),
]
SerialForms = Annotated[
    Forms[Literal["serial", "gs1", "several", "range"]],
    Choices(
        {
            "serial": "one serial as it stands",
            "gs1": LABEL,
            "several": "several serials in one code, parted by one of the separators",
            "range": "a first serial and a count, or a first and a last one",
        }
    ),
]
Carriers = Annotated[
    tuple[Carrier, ...],
    BeforeValidator(list_as_tuple),
    EACH_ONCE,
    Choices(dict.fromkeys(carriers.LABELS, "")),
]


def check_form(accepted: Collection[str], code: str, *forms: str) -> None:
    """Check that an answer comes in a form that is accepted.

    Args:
        accepted: The words of the forms that are.
        code: The answer, as it is shown.
        forms: The forms that it comes in: one, or several where it can be read so and so.

    Raises:
        Refused: `form_not_accepted`.
    """
    if not set(forms) & set(accepted):
        raise messages.form_not_accepted(code=code, wanted=tuple(accepted))


def is_from(wanted: Collection[Carrier], text: str) -> bool:
    """Return whether a scan comes from one of some carriers; where there are none to choose from or it does not say, it does."""
    aim_id = scan.aim_id_of(text) if wanted else ""
    return not aim_id or carriers.carrier(aim_id) in wanted


def check_carrier(wanted: Collection[Carrier], text: str) -> None:
    """Check that a scan comes from one of some carriers, where its AIM identifier says from which.

    Raises:
        Refused: `carrier_not_accepted`.
    """
    if not is_from(wanted, text):
        scanned = carriers.carrier(scan.aim_id_of(text))
        labels = tuple(carriers.LABELS[one] for one in wanted)
        raise messages.carrier_not_accepted(
            scanned=carriers.LABELS[scanned] if scanned else "", wanted=labels
        )
