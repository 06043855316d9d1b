"""A lesson line by line: what is typed, and what the scanner sends of a label, as text; for pipes, screen readers and dumb terminals."""

from collections.abc import Callable, Iterable, Iterator
from typing import TextIO

from serialhhd.flows.seam.view import Label, View
from serialhhd.flows.sentences import messages
from serialhhd.flows.sentences.language import speaking
from serialhhd.screens.line import QUIT, say, told
from serialhhd.screens.training.trainee import english as beside
from serialhhd.screens.training.trainee.played_lesson import ResultRow
from serialhhd.screens.training.trainee.said_beside import ASIDE, CALL, END, HINT, begins, said_beside
from serialhhd.screens.widgets.fitting import printable
from serialhhd.store.words.encoding import MEANT
from serialhhd.store.words.refusal import StoreUnavailable
from serialhhd.training.hands import english as words
from serialhhd.training.hands.trainee import ByHand
from serialhhd.training.scanner import ENTER
from serialhhd.training.wire import Wire


class Lines:
    """Somebody who plays a lesson by lines.

    Args:
        trainee: The trainee.
        out: Where the answers go, flushed.
        hear: Told of all that is sent, before it is read.
    """

    def __init__(self, trainee: ByHand, out: TextIO, hear: Callable[[bytes], None] | None = None) -> None:
        self._trainee = trainee
        self._out = out
        self._wire = Wire(trainee, hear=hear)
        self._view = trainee.view()
        self._prefix = trainee.profile.action_prefix * 2
        self._is_setting_aside = False
        self._is_ended = False

    def play(self, lines: Iterable[str]) -> None:
        """Take lines until the lesson has ended, or they have; say what came of it.

        Args:
            lines: One a line, bytes that are no UTF-8 as `surrogateescape` reads them.
        """
        with speaking(self._view.language):
            self._say(
                f"== {self._trainee.title}",
                self._trainee.goal,
                words.how(prefix=self._prefix, has_hints=bool(self._trainee.hints_left)),
            )
            self._say(*self._lying(), told(self._view, None))
            for line in lines:
                self._take(line.removesuffix("\n").removesuffix("\r").translate(MEANT))
                if self._is_ended or self._trainee.is_over:
                    break
            self._say(*map(_plain, self._trainee.end()))

    def _say(self, *texts: str) -> None:
        for text in texts:
            say(self._out, text)

    def _take(self, line: str) -> None:
        try:
            self._trainee.look()
            if self._is_setting_aside:
                self._set_aside_named(line)
            elif begins(line, self._trainee.profile.action_prefix):
                self._do(line)
            elif line.casefold() == QUIT:
                self._is_ended = True
            else:
                self._send([(0.0, line.encode() + ENTER)])
        except StoreUnavailable as unavailable:
            self._say(messages.store_unavailable(unavailable).text)
        if self._trainee.is_cut:
            self._say(words.link_lost(prefix=self._prefix))

    def _do(self, line: str) -> None:
        """Do what a line says that is about what lies there."""
        said = said_beside(line, self._trainee.profile.action_prefix)
        named = line.removeprefix(self._prefix)
        if said is None or said.number is not None:
            label = self._named(named if said is None else str(said.number))
            if label is None:
                self._say(beside.which_label(code=named))
            elif said and said.key == ASIDE:
                self._set_aside(label)
            else:
                self._scan(label)
        elif said.key == ASIDE:
            self._is_setting_aside = True
            self._say(words.aside_which())
        elif said.key == CALL:
            self._trainee.call()
            self._say(beside.called())
        elif said.key == HINT:
            hint = self._trainee.hint() if self._trainee.hints_left else None
            self._say(beside.hint_shown(text=hint) if hint else words.no_hint())
        elif said.key == END:
            self._end()
        else:
            self._say(*self._lying())

    def _end(self) -> None:
        if not self._trainee.is_cut:
            self._is_ended = True
            return
        self._trainee.sign_on()
        self._say(words.signed_on())
        self._answer(self._trainee.view())

    def _set_aside_named(self, named: str) -> None:
        self._is_setting_aside = False
        label = self._named(named)
        if label:
            self._set_aside(label)
        else:
            self._say(beside.which_label(code=named) if named else beside.not_set_aside())

    def _set_aside(self, label: Label) -> None:
        self._trainee.set_aside(label)
        self._say(beside.set_aside(what=label.caption))

    def _named(self, named: str) -> Label | None:
        """Return the label of a number, or that which reads so."""
        labels = self._trainee.labels()
        number = named.removeprefix(self._prefix)
        if number.isdecimal() and 1 <= int(number) <= len(labels):
            return labels[int(number) - 1]
        return next((one for one in labels if one.text == named), None)

    def _scan(self, label: Label) -> None:
        self._say(f"> {label.caption}")
        if not self._send(self._trainee.read(label)):
            left = self._wire.unfinished
            self._say(words.unfinished(text=printable(left)) if left else words.silence())

    def _send(self, sent: Iterable[tuple[float, bytes]]) -> bool:
        """Send bytes, and return whether they were answered."""
        views = self._wire.send(sent)
        for view in views:
            self._answer(view)
        return bool(views)

    def _answer(self, view: View) -> None:
        before, self._view = self._view, view
        self._say(told(view, before))

    def _lying(self) -> Iterator[str]:
        yield words.lying_there()
        for number, label in enumerate(self._trainee.labels(), start=1):
            mark = " " if self._trainee.is_exam else _mark(label)
            yield f"  {number:>2} {mark} {printable(label.caption)}"


def _plain(row: ResultRow) -> str:
    return row.text.strip() if row.tone == "title" else row.text


def _mark(label: Label) -> str:
    """Return the mark of a label in ASCII: a dumb terminal has no other."""
    return "+" if label.is_good else ("-" if label.why else " ")
