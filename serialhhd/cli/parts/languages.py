"""The languages that operators are spoken to in, as they are named on the command line."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from serialhhd.store.words.vocabulary import Language


class LanguageName(StrEnum):
    """A language."""

    ENGLISH = "en"
    GERMAN = "de"
    SPANISH = "es"


class OwnLanguageName(StrEnum):
    """A language, or none of one's own: then it is the device's."""

    ENGLISH = "en"
    GERMAN = "de"
    SPANISH = "es"
    DEVICE = "device"


DeviceLanguage = Annotated[
    LanguageName,
    typer.Option(
        "--language",
        envvar="SERIALHHD_LANGUAGE",
        help="In which handhelds speak; an operator's own goes before it.",
    ),
]
OwnLanguage = Annotated[
    OwnLanguageName,
    typer.Option("--language", help="In which handhelds speak to the operator; device: in the device's."),
]


def spoken_in(named: LanguageName | OwnLanguageName) -> "Language | None":
    """Return the language of a name; None for `device`."""
    from serialhhd.store.words.vocabulary import Language

    return None if named is OwnLanguageName.DEVICE else Language(named.value)
