"""Line mode: one scan a line in, plain text or JSON out. For dumb terminals, screen readers, pipes and programs."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Final, Protocol, TextIO
from uuid import uuid4

from serialhhd.flows.seam.handheld import Conversation, Profile
from serialhhd.flows.seam.view import Scan, Severity, View
from serialhhd.flows.sentences import messages
from serialhhd.flows.sentences.english import fields as words
from serialhhd.flows.sentences.english import prompts
from serialhhd.flows.sentences.language import speaking
from serialhhd.screens import english
from serialhhd.screens.entering.prefixes import as_meant
from serialhhd.store.words.controls import visible
from serialhhd.store.words.encoding import MEANT
from serialhhd.store.words.refusal import StoreUnavailable
from serialhhd.store.words.vocabulary import TRAINING

QUIT: Final = ":quit"
WORDS: Final[dict[Severity, Callable[[], str]]] = {
    "info": english.info,
    "success": english.success,
    "warning": english.warning,
    "error": english.error,
}


class SpokenWith(Conversation, Protocol):
    """What line mode drives: a handheld's session."""

    @property
    def profile(self) -> Profile:
        """How the device is set up that it is on."""


def _hide_nothing(_is_secret: bool) -> None:
    """Leave what is typed as it is."""


def run_lines(
    conversation: SpokenWith,
    lines: Iterable[str],
    out: TextIO,
    *,
    as_json: bool,
    hide: Callable[[bool], None] = _hide_nothing,
) -> None:
    """Answer every line until the end of input or `:quit`; the run stays open.

    Args:
        conversation: The handheld's session.
        lines: One scan a line, bytes that are no UTF-8 as `surrogateescape` reads them; an empty line is Enter.
            A line that came early answers the View that was said before it was taken: scanning ahead goes on.
        out: Where each View goes, flushed: plain text, or one JSON object a line.
        as_json: Which of the two.
        hide: Called before each question with whether its answer is a PIN, which a terminal must not show.

    Raises:
        StoreUnavailable: The store cannot be used at the start. Later the scan is answered as not taken.
    """
    view = conversation.view()
    hide(view.is_secret)
    say(out, _json(view) if as_json else told(view, None))
    for line in lines:
        scan = _scan(line, view, conversation.profile)
        if scan.text.casefold() == QUIT:
            break
        before, view = view, _answer(conversation, scan, view)
        hide(view.is_secret)
        say(out, _json(view) if as_json else told(view, before))


def _scan(line: str, before: View, profile: Profile) -> Scan:
    text = line.removesuffix("\n").removesuffix("\r").translate(MEANT)
    meant = as_meant(text, 0, profile, (action.word for action in before.actions))
    return Scan(meant, uuid4().hex, before.position)


def _answer(conversation: Conversation, scan: Scan, before: View) -> View:
    try:
        return conversation.submit(scan)
    except StoreUnavailable as unavailable:
        with speaking(before.language):
            return replace(before, message=messages.store_unavailable(unavailable), done=False)


def say(out: TextIO, text: str) -> None:
    """Write a text and flush it; what a terminal would take for itself is written as it can be seen."""
    out.write(visible(text) + "\n")
    out.flush()


def _json(view: View) -> str:
    return json.dumps(view.as_json())


# --- plain text -------------------------------------------------------------------------------------------------


def told(view: View, before: View | None) -> str:
    """Return a View as lines of text: what is another than in the one before it."""
    with speaking(view.language):
        return "\n".join(_lines(view, before))


def _lines(view: View, before: View | None) -> Iterator[str]:
    if before is None and view.message and view.is_training:  # it stands above the first heading
        yield f"== {TRAINING}"
    if view.message:
        yield f"{WORDS[view.message.severity]()} {view.message.text}"
    if before is None or (view.title, dict(view.fields)) != (before.title, dict(before.fields)):
        yield from _heading(view)
    if before is None or view.choices != before.choices:
        yield from (f"  {choice.key}  {choice.label}" for choice in view.choices)
    yield _question(view)


def _heading(view: View) -> Iterator[str]:
    yield f"== {TRAINING} {view.title}" if view.is_training else f"== {view.title}"
    for name, value in view.fields.items():
        yield f"   {words.field_name(field=name)}: {_value(name, value)}"


def _value(name: str, value: str | int) -> str | int:
    """Return a value as it is said: what the program, or a flow, says in English, in the operator's language."""
    if name == "tracking_type":
        return words.tracking_type_in_a_line(value=str(value))
    return prompts.reason_label(reason=str(value)) if name in {"condition", "reason"} else value


def _question(view: View) -> str:
    asked = view.prompt
    if view.proposed is not None:
        asked += f" [{view.proposed}]"
    if view.serials:
        expected = "" if view.serials.expected is None else f"/{view.serials.expected}"
        asked += f" {view.serials.captured}{expected}"
    return asked
