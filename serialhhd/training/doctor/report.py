"""What is told of what a scanner sent: what came, what is to be set at the scanner, and what in flows.toml."""

from collections.abc import Iterator
from typing import Final

from pydantic import ValidationError

from serialhhd.flows.config.devices.profile import DeviceProfile
from serialhhd.screens.entering.scan_lexer import PAUSE, TERMINATORS
from serialhhd.store.symbols.element_strings import GS
from serialhhd.store.words.controls import visible
from serialhhd.toml.edits.values import key, written
from serialhhd.training.doctor import english as words
from serialhhd.training.doctor.reading import Letters, SentByScanner
from serialhhd.value_class import value_class

LEAST_GAP: Final = 0.001


@value_class
class Report:
    """What is told.

    Attributes:
        facts: Captions, and what came.
        cures: What is to be set at the scanner, in sentences.
        lines: What is to be set in flows.toml instead, as it is written there; empty where nothing is.
    """

    facts: tuple[tuple[str, str], ...]
    cures: tuple[str, ...]
    lines: tuple[str, ...]

    @property
    def is_well(self) -> bool:
        """Whether nothing need be set."""
        return not (self.cures or self.lines)


def report(reading: SentByScanner, device: str) -> Report:
    """Return what is told of a reading; the lines are for a device of a name."""
    cures = tuple(_cures(reading))
    lines = tuple(_lines(reading))
    return Report(tuple(_facts(reading)), cures, (f"[devices.{key(device)}]", *lines) if lines else ())


def silent(seconds: int) -> Report:
    """Return what is told where nothing came within so many seconds."""
    return Report((), (words.cure_silence(seconds=seconds),), ())


def other(text: str) -> Report:
    """Return what is told of what is not the check symbol."""
    return Report((), (words.cure_other_symbol(text=shown(text)),), ())


def shown(text: str) -> str:
    """Return a text with what cannot be seen as its code, ends of lines too."""
    return visible(text).replace("\n", "<0A>")


# --- what came ----------------------------------------------------------------------------------------------------


def _facts(reading: SentByScanner) -> Iterator[tuple[str, str]]:
    yield words.caption_bytes(), shown(reading.text)
    yield words.caption_prefix(), shown(reading.prefix) or words.nothing()
    yield words.caption_aim_id(), reading.aim_id or words.nothing()
    yield words.caption_separator(), shown(reading.separator or "") or words.nothing()
    yield words.caption_suffix(), shown(reading.suffix) or words.nothing()
    yield words.caption_letters(), _case(reading.letters)
    yield words.caption_layout(), _keyboard(reading.layout)
    yield words.caption_gap(), _gap(reading.gap)
    yield words.caption_reads(), str(reading.reads)


def _case(letters: Letters) -> str:
    said = {
        Letters.AS_PRINTED: words.as_printed,
        Letters.TURNED: words.turned,
        Letters.ALL_LARGE: words.all_large,
        Letters.ALL_SMALL: words.all_small,
    }
    return said[letters]()


def _keyboard(layout: str | None) -> str:
    return words.keyboard_of(layout=layout) if layout else words.as_printed()


def _gap(gap: float | None) -> str:
    if gap is None or gap < LEAST_GAP:
        return words.not_measured()
    return words.seconds_at_most(seconds=f"{gap:.3f}")


# --- what to do ---------------------------------------------------------------------------------------------------


def _cures(reading: SentByScanner) -> Iterator[str]:
    """Yield what is to be set at the scanner; where keys are taken for others, that first and alone."""
    if reading.missing:
        yield words.cure_data_missing(missing=reading.missing)
    if reading.layout:
        yield words.cure_layout_differs(layout=reading.layout)
    if reading.letters is Letters.TURNED:
        yield words.cure_letters_turned()
    elif reading.letters is not Letters.AS_PRINTED:
        yield words.cure_letters_changed()
    if not (reading.layout or reading.missing):
        yield from _cures_around(reading)
    if reading.gap is not None and reading.gap >= PAUSE:
        yield words.cure_gap_too_long(seconds=f"{reading.gap:.2f}")
    if reading.reads > 1:
        yield words.cure_read_again(reads=reading.reads)


def _cures_around(reading: SentByScanner) -> Iterator[str]:
    if reading.prefix and not _can_be_stripped(reading.prefix):
        yield words.cure_prefix_odd(prefix=shown(reading.prefix))
    if reading.separator == "":
        yield words.cure_separator_lost()
    elif reading.separator != GS and not _can_stand_for_fnc1(reading.separator or ""):
        yield words.cure_separator_odd(separator=shown(reading.separator or ""))
    if not reading.suffix:
        yield words.cure_suffix_missing()
    elif not set(reading.suffix) <= TERMINATORS:
        yield words.cure_suffix_odd(suffix=shown(reading.suffix))


def _lines(reading: SentByScanner) -> Iterator[str]:
    """Yield what in flows.toml makes good what the scanner sends."""
    if reading.layout or reading.missing:
        return
    separator = reading.separator or ""
    if separator not in {"", GS} and _can_stand_for_fnc1(separator):
        yield f"fnc1 = {written([separator])}"
    if reading.prefix and _can_be_stripped(reading.prefix):
        yield f"strip_prefix = {written(reading.prefix)}"


def _can_be_stripped(prefix: str) -> bool:
    return _may_be(strip_prefix=prefix)


def _can_stand_for_fnc1(separator: str) -> bool:
    """Whether flows.toml takes it, and it is told from data: no single sign that GS1 data may hold."""
    return separator not in _IN_DATA and _may_be(fnc1=[separator])


def _may_be(**setting: object) -> bool:
    """Whether flows.toml takes a setting of a device."""
    try:
        DeviceProfile.model_validate(setting)
    except ValidationError:
        return False
    return True


_IN_DATA: Final = frozenset("!\"%&'()*+,-./:;<=>?_")
"""The signs that GS1 data may hold."""
