"""What lies beside the handheld in a lesson: the goods as labels, the symbol of one for a real scanner, and what a person does."""

from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from serialhhd.flows.seam.view import Label
from serialhhd.flows.sentences.language import speaking
from serialhhd.screens.hhd.drawing.screen_state import ScreenState
from serialhhd.screens.hhd.virtual_scanner import BAD, GOOD, Sticker, VirtualScanner
from serialhhd.screens.training.trainee import english as words
from serialhhd.screens.training.trainee.played_lesson import Modules, PlayedLesson
from serialhhd.screens.training.trainee.said_beside import ASIDE, CALL, END, HINT
from serialhhd.screens.widgets.fitting import cut, pad, printable, wrap
from serialhhd.screens.widgets.plain import PlainText
from serialhhd.screens.widgets.scan_input import REVERSE

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_ROWS: Final = 40
"""So many labels are shown at most: there is no terminal with more rows for them."""
MOST_OF_GOAL: Final = 3
HALF: Final = "▀"
INK, PAPER = "#000000", "#ffffff"
WIDE: Final = 52
"""Columns from which on all that can be done stands in one row."""
LEAST_OF_LIST: Final = 22
"""Columns that the list of labels keeps beside a symbol."""


class LabelRow(Sticker):
    """One label in one row: its number, whether it answers the question, and what it is on."""

    is_chosen: reactive[bool] = reactive(False)
    is_marked: reactive[bool] = reactive(True)

    def render(self) -> Content:
        """Draw the row."""
        if self.label is None:
            return Content("")
        mark = GOOD if self.label.is_good else (BAD if self.label.why else " ")
        why = f" - {self.label.why}" if self.label.why else ""
        caption = cut(printable(self.label.caption) + why, self.content_size.width - 8)
        return Content.assemble(
            (f" {self.number:>2} ", REVERSE),
            ("►" if self.is_chosen else " "),
            (f"{mark if self.is_marked else ' '} ", self.get_visual_style("sticker--why")),
            (caption, self.get_visual_style("sticker--text") if self.is_chosen else ""),
        )


class LabelList(Vertical):
    """The labels, as many as there are rows for."""

    class Resized(Message):
        """There are more rows, or fewer."""

    def on_resize(self) -> None:
        """Tell it."""
        self.post_message(self.Resized())


class Doing(PlainText):
    """Something that a person does, by a key or a click."""

    def __init__(self, key: str) -> None:
        super().__init__(classes="doing")
        self.key = key

    def say(self, what: str) -> None:
        """Say what it does, its key first."""
        self.update(Content.assemble((f" {self.key.upper()} ", REVERSE), f" {what}"))


class SymbolPicture(Widget):
    """A symbol as half blocks, dark on light whatever the colours round it are."""

    modules: reactive[Modules] = reactive((), layout=True)

    def get_content_width(self, container: object, viewport: object) -> int:  # noqa: ARG002 - Textual's
        """Be as wide as the symbol."""
        return len(self.modules[0]) if self.modules else 0

    def get_content_height(self, container: object, viewport: object, width: int) -> int:  # noqa: ARG002 - Textual's
        """Be half as high as it has rows."""
        return (len(self.modules) + 1) // 2

    def render(self) -> Content:
        """Draw two rows of modules in each row."""
        rows = []
        for number in range(0, len(self.modules), 2):
            upper = self.modules[number]
            lower = self.modules[number + 1] if number + 1 < len(self.modules) else " " * len(upper)
            rows.append(Content.assemble(*(_half(*both) for both in zip(upper, lower, strict=True))))
        return Content("\n").join(rows)


def _half(upper: str, lower: str) -> tuple[str, str]:
    above, below = (INK if one == "#" else PAPER for one in (upper, lower))
    return HALF, f"{above} on {below}"


class Beside(VirtualScanner):
    """The virtual scanner of a lesson.

    Args:
        trainee: Whose lesson it is.
    """

    DOINGS: ClassVar[tuple[str, ...]] = (ASIDE, CALL, HINT, END)

    chosen: reactive[int] = reactive(0)
    """The place of the label in hand among those that are shown."""

    told: reactive[str] = reactive("")
    """What was said last of what the trainee did beside the handheld."""

    is_setting_aside: reactive[bool] = reactive(False)
    """Whether the next label is set aside."""

    def __init__(self, trainee: PlayedLesson) -> None:
        super().__init__()
        self._trainee = trainee
        self._labels: Sequence[Label] = ()
        self._needs: tuple[int, int] | None = None

    def compose(self) -> ComposeResult:
        """Place the goal, the labels with the symbol beside them, what was said, and what can be done."""
        yield PlainText(classes="caption")
        yield PlainText(classes="goal")
        with Horizontal(classes="pile"):
            with LabelList(classes="labels"):
                for number in range(1, MOST_ROWS + 1):
                    yield LabelRow(number)
                yield PlainText(classes="more")
            yield SymbolPicture()
        yield PlainText(classes="told")
        with Horizontal(classes="doings"):
            for key in self.DOINGS:
                if key != HINT or self._trainee.hints_left:
                    yield Doing(key)
        yield PlainText(classes="hint")

    # --- what is shown ------------------------------------------------------------------------------------------------

    def watch_shown(self, shown: ScreenState) -> None:
        """Put up what lies there now; in hand is what fits the question, where that is known."""
        self._labels = shown.labels
        self.chosen = self._fitting(shown)
        self.show_all()

    def watch_chosen(self) -> None:
        """Mark the label in hand, and draw its symbol."""
        self.show_all()

    def watch_told(self) -> None:
        """Say it."""
        self.show_all()

    def watch_is_setting_aside(self) -> None:
        """Ask which."""
        self.show_all()

    @on(LabelList.Resized)
    def _refit(self) -> None:
        self.show_all()

    def on_resize(self) -> None:
        """Put all that can be done into one row, or two."""
        self.set_class(self.size.width < WIDE, "-narrow")
        self.call_after_refresh(self.show_all)

    def _fitting(self, shown: ScreenState) -> int:
        place = min(self.chosen, max(len(shown.labels) - 1, 0))
        if self._trainee.is_exam:
            return place
        return next((number for number, one in enumerate(shown.labels) if one.is_good), place)

    @property
    def in_hand(self) -> Label | None:
        """The label in hand."""
        return self._labels[self.chosen] if self.chosen < len(self._labels) else None

    def move(self, places: int) -> None:
        """Take another label in hand."""
        if self._labels:
            self.chosen = (self.chosen + places) % len(self._labels)

    def show_all(self) -> None:
        """Draw everything as it is now."""
        if not self.is_mounted:
            return
        with speaking(self.shown.view.language):
            self._show_head()
            self._show_labels()
            self._show_symbol()
            self._show_foot()

    def _text(self, name: str, text: str | Content) -> None:
        self.query_one(f".{name}", PlainText).update(text)

    def _show_head(self) -> None:
        width = self.content_size.width
        self._text("caption", pad(f" {self._trainee.title}", width))
        self._text("goal", "\n".join(wrap(self._trainee.goal, width, MOST_OF_GOAL)))

    def _show_labels(self) -> None:
        room = self.query_one(".labels").size.height
        count = len(self._labels)
        shown = count if count <= room else max(room - 1, 0)
        self._text("more", words.more(count=count - shown) if shown < count else "")
        for row in self.query(LabelRow):
            row.is_marked = not self._trainee.is_exam
            row.is_chosen = row.number == self.chosen + 1
        self.put_up(self._labels[:shown])

    def _show_symbol(self) -> None:
        picture, pile = self.query_one(SymbolPicture), self.query_one(".pile")
        modules = self._trainee.symbol(self.in_hand) if self.in_hand and self.shown.has_blocks else ()
        columns, rows = (len(modules[0]), (len(modules) + 1) // 2) if modules else (0, 0)
        missing = max(0, columns + LEAST_OF_LIST - pile.size.width), max(0, rows - pile.size.height)
        has_room = missing == (0, 0)
        picture.modules = modules if has_room else ()
        if not has_room:
            screen = self.screen.size
            self._needs = (screen.width + missing[0], screen.height + missing[1])
        else:
            self._needs = None

    def _show_foot(self) -> None:
        prefix = self.shown.prefix
        self._text("told", words.aside_which() if self.is_setting_aside else self.told)
        self.set_class(self.is_setting_aside, "-setting-aside")
        says = {
            ASIDE: words.aside(),
            CALL: words.call(),
            HINT: words.hint(cost=self._trainee.hint_costs),
            END: words.end(),
        }
        for doing in self.query(Doing):
            doing.say(says[doing.key])
            doing.set_class(doing.key == HINT and not self._trainee.hints_left, "-none")
        hints = [
            words.error_waits(prefix=prefix) if self.shown.error else words.scan_how(prefix=prefix),
            words.do_how(prefix=prefix),
            self._about_symbol(),
        ]
        self._text("hint", "\n".join(hints))

    def _about_symbol(self) -> str:
        if self._trainee.no_symbols:
            return self._trainee.no_symbols
        if self._needs:
            return words.no_room_for_symbol(columns=self._needs[0], rows=self._needs[1])
        return words.scan_drawn()
