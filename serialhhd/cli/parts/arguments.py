"""Arguments that need more than a type: what `typed` reads, and a refusal of it as wrong usage."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from serialhhd.cli.parts.output import LARGEST, say
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import Language, TrackingType, named

if TYPE_CHECKING:
    from serialhhd.screens.hhd.settings import DeviceSize
    from serialhhd.store.containers.named import Named
    from serialhhd.typed.lines import TypedLine
    from serialhhd.typed.serial_texts import SerialList

Account = Annotated[str, typer.Option(help="Whose stock it is.")]


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
    LanguageName | None,
    typer.Option(
        "--language",
        envvar="SERIALHHD_LANGUAGE",
        help="In which the handheld speaks, whatever flows.toml says of the device; an operator's own goes before it.",
    ),
]
UsualLanguage = Annotated[
    LanguageName,
    typer.Option(
        "--language",
        envvar="SERIALHHD_LANGUAGE",
        help="In which handhelds speak for which flows.toml names none; an operator's own goes before it.",
    ),
]
OwnLanguage = Annotated[
    OwnLanguageName,
    typer.Option("--language", help="In which handhelds speak to the operator; device: in the device's."),
]
RequireValid = Annotated[
    bool,
    typer.Option("--require-valid", help="Do not go on with the last good flows where flows.toml is broken."),
]


@contextmanager
def wrong_usage() -> Iterator[None]:
    """Say of what cannot be read that the command is not written so."""
    try:
        yield
    except Refused as refused:
        from serialhhd.flows.sentences import messages

        raise typer.BadParameter(messages.refusal(refused).text) from None


def tracking_type(text: str) -> TrackingType:
    """Return the tracking type of `full-tracking`, `full_tracking` or `Full Tracking`."""
    found = named(TrackingType, text)
    if found is None:
        every = ", ".join(one.value.replace("_", "-") for one in TrackingType)
        raise typer.BadParameter(f"{text!r} is no tracking type: {every}.")
    return found


def expected_line(text: str) -> tuple[str, int]:
    """Return SKU and units of `SKU:QTY`."""
    from serialhhd.typed.lines import parse_expected

    with wrong_usage():
        return parse_expected(text)


def task(text: str) -> "TypedLine":
    """Return SKU, units and location of `SKU:QTY` or `SKU:QTY@LOCATION`."""
    from serialhhd.typed.lines import parse_line

    with wrong_usage():
        return parse_line(text)


Yes = Annotated[
    bool,
    typer.Option("--yes", help="Take what would be asked about: somebody has looked at it, and it is right."),
]


def read_serials(source: str) -> "SerialList":
    """Return the serials of a file or of stdin: one a line or separated, single ones and ranges."""
    from serialhhd.typed.serial_texts import parse_serials

    return parse_serials(_text_of(source))


def read_announced(source: str) -> "SerialList":
    """Return them where a line may be `SERIAL,SSCC` (R21)."""
    from serialhhd.typed.serial_texts import parse_announced

    return parse_announced(_text_of(source))


def _text_of(source: str) -> str:
    from serialhhd.store.desk.text_files import decoded

    if source == "-" and sys.stdin.isatty():
        say("Serials, one a line; Ctrl+D on a line of its own ends.")
    data = sys.stdin.buffer.read() if source == "-" else _bytes_of(source)
    return decoded(data, "stdin" if source == "-" else source)


OnlyUnits = Annotated[
    list[str] | None,
    typer.Option("--line", metavar="SKU:QTY", help="Only so many units without serials. Repeatable."),
]
OnlySerials = Annotated[
    str | None,
    typer.Option(
        "--serials",
        metavar="FILE|-",
        help="Only these serials, or what lies in these containers: a file, or - for stdin.",
    ),
]
OnlyProduct = Annotated[
    str | None,
    typer.Option("--product", metavar="SKU", help="Only what is of this product."),
]


def named_part(
    lines: list[str] | None, serials: str | None
) -> "tuple[list[tuple[str, int]], tuple[str, ...]]":
    """Return what of a document is named by `--line` and `--serials`: units without serials, and serials as they are written; nothing: all of it.

    Raises:
        BadParameter: What is given is no line, or no list of serials.
    """
    return [expected_line(text) for text in lines or ()], named_serials(serials).serials


def named_serials(source: str | None) -> "SerialList":
    """Return the serials that an option names, none where it is not given.

    Raises:
        BadParameter: It is given, and names none: that would be all that there is.
    """
    from serialhhd.typed.serial_texts import SerialList

    if source is None:
        return SerialList(())
    found = read_serials(source)
    if not found.serials:
        raise typer.BadParameter(f"{source} holds no serial.")
    return found


TakenFrom = Annotated[str, typer.Option(help="Where it is taken from.")]
PutAt = Annotated[str, typer.Option(help="Where it is put.")]
Quantity = Annotated[
    int | None,
    typer.Option(
        max=LARGEST, help="So many units; without it, as many as serials, or all that there is to do."
    ),
]
Serials = Annotated[
    str | None, typer.Option("--serials", metavar="FILE|-", help="Their serials: a file, or - for stdin.")
]

Short = Annotated[
    str | None,
    typer.Option("--short", metavar="REASON", help="Why there are fewer: nobody is to wait for the rest."),
]
Tote = Annotated[
    str | None,
    typer.Option("--tote", metavar="T", help="The tote that they go into; the list's, or an empty one."),
]


def check_short(short: str | None, quantity: int | None, serials: str | None) -> None:
    """Check that who says why there are fewer says how many there are.

    Raises:
        BadParameter: It is not said.
    """
    if short is not None and quantity is None and serials is None:
        raise typer.BadParameter("say how many: --quantity N, or --serials FILE. None there: --quantity 0.")


def at_the_desk(source: str | None, *, sure: bool = False) -> "Named":
    """Return the serials that `--serials` names for what is done at the desk; none where it is not given.

    Raises:
        BadParameter: As from `named_serials`.
    """
    from serialhhd.store.containers.named import Named

    found = named_serials(source)
    return Named(found.serials, found.doubts, sure)


def _bytes_of(source: str) -> bytes:
    try:
        return Path(source).read_bytes()
    except OSError as problem:
        raise typer.BadParameter(f"{source} cannot be read: {problem.strerror}.") from None


def spoken_in(named: LanguageName | OwnLanguageName | None) -> Language | None:
    """Return the language of a name; None for `device`, and where none is named."""
    return None if named in {None, OwnLanguageName.DEVICE} else Language(named)


def refuse_beside(ctx: typer.Context, option: str, *others: str) -> None:
    """Refuse options that are typed beside one with which they do nothing; what the environment says is for whom it concerns.

    Args:
        ctx: Of the command.
        option: The one, as it is typed.
        others: The names of the parameters.
    """
    typed = [one.opts[0] for one in ctx.command.params if one.name in others and _is_typed(ctx, one.name)]
    if typed:
        raise typer.BadParameter(f"beside {option} this does nothing: {', '.join(typed)}. Leave it out.")


def _is_typed(ctx: typer.Context, name: str) -> bool:
    source = ctx.get_parameter_source(name)
    return source is not None and source.name == "COMMANDLINE"


# --- the terminal ---------------------------------------------------------------------------------------------------

Plain = Annotated[bool, typer.Option("--plain", help="Lines of text instead of a screen: one scan a line.")]

Size = Annotated[
    str | None,
    typer.Option(
        metavar="COLUMNSxROWS", help="Draw a device of this size, with a virtual scanner beside it."
    ),
]


def parse_device(size: str | None) -> "DeviceSize | None":
    """Return the device's size; None fills the terminal."""
    from serialhhd.screens.hhd.settings import parse_size

    try:
        return parse_size(size) if size is not None else None
    except ValueError as problem:
        raise typer.BadParameter(str(problem), param_hint="--size") from None


def check_terminal(instead: str) -> None:
    """Refuse to draw where there is no terminal, and say what works there."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise typer.BadParameter(f"this is no terminal to draw a handheld on; use: {instead}")


# --- the server ---------------------------------------------------------------------------------------------------

HostKeys = Annotated[
    Path | None,
    typer.Option(metavar="FOLDER", envvar="SERIALHHD_HOST_KEYS", help="Where the server's own keys are."),
]


def default_host_keys() -> Path:
    """Return the folder of the server's keys where none is named."""
    from platformdirs import user_data_path

    return user_data_path("serialhhd", appauthor=False) / "host_keys"
