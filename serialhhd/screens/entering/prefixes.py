"""What stands before what was entered: what a device's scanner is set to send first, and the sign of an action."""

from collections.abc import Iterable

from serialhhd.flows.config.devices.function_keys import ACTION_WORDS
from serialhhd.flows.seam.handheld import Profile
from serialhhd.store.symbols.scan import without_aim_id


def as_meant(text: str, typed: int, profile: Profile, own_words: Iterable[str]) -> str:
    """Return a line without what the scanner sends before each code; an action as its word.

    A printed action is without the AIM identifier that a scanner puts before it, too; any other scan is as it was.

    Args:
        text: What was entered.
        typed: As in `Scan`.
        profile: How the device is set up.
        own_words: The words of the actions that there are beside those of all operations.
    """
    read = _without_prefix(text, typed, profile.strip_prefix)
    code = without_aim_id(read)
    is_action = code.startswith((":", profile.action_prefix))
    return _as_action(code, profile.action_prefix, own_words) if is_action else read


def _without_prefix(text: str, typed: int, prefix: str) -> str:
    """Return a line without what the scanner sends before each code; what was typed by hand before that stays.

    The prefix alone is a scan: no scanner sends nothing behind it, and Enter would answer the question.
    """
    read = text[typed:]
    if not prefix or read == prefix or not read.startswith(prefix):
        return text
    return text[:typed] + read.removeprefix(prefix)


def _as_action(text: str, sign: str, own_words: Iterable[str]) -> str:
    """Return an action with a colon where it was entered with the device's own sign: `!done`. Everything else is as it was.

    Args:
        text: What was entered.
        sign: The sign with which an action begins.
        own_words: The words of the actions that there are beside those of all operations.
    """
    word, blank, argument = text.partition(" ")
    said = f":{word.removeprefix(sign).casefold()}"
    if word.startswith(sign) and (said in ACTION_WORDS or said in set(own_words)):
        return f"{said}{blank}{argument}"
    return text
