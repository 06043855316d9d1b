"""The handheld's own screen, whatever its size: rows that always stand in the same place."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from serialhhd.flows.sentences.language import speaking
from serialhhd.screens.hhd.drawing import head_rows, rows
from serialhhd.screens.hhd.drawing.measures import NO_MEASURES, Measures
from serialhhd.screens.hhd.drawing.screen_state import STARTED, ScreenState
from serialhhd.screens.hhd.panels import english as words
from serialhhd.screens.textual_private.sized_widget import SizedWidget
from serialhhd.screens.widgets.fitting import COLUMN_GAP, apart, centre, cut_middle, pad, printable, wrap
from serialhhd.screens.widgets.large_letters import POINT
from serialhhd.screens.widgets.scan_input import REVERSE, ScanInput
from serialhhd.screens.widgets.styled_lines import Line, StyledLines, look_of
from serialhhd.store.words.vocabulary import TRAINING

SEVERITY_CLASSES = ("-info", "-success", "-warning", "-error")
Lines = Sequence[Line]

LEAST_INPUT = 12
"""So many columns the input keeps where it shares its row with the question."""


class DisplayRow(SizedWidget):
    """A part of the screen that is drawn from what is shown now, but only when it looks different then.

    A scan changes few of the rows, and seldom how large they are: laying out and drawing the others would be most of the
    work of a scan.

    Attributes:
        shown: What is shown now.
        measures: The size of the device.
        space: The columns and rows that it has for its lines: asking Textual for them each time takes long.
    """

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.shown, self.measures = STARTED, NO_MEASURES
        self.space = Size(0, 0)
        self._lines: Lines = ()
        self._extent = 0
        self._drawn = StyledLines(self)

    def show(self, shown: ScreenState, measures: Measures) -> bool:
        """Take what is shown now, and the measures of the screen; return whether it looks different where it is."""
        has_other_measures = measures != self.measures
        self.shown, self.measures = shown, measures
        before, extent = self._lines, self.extent()
        self._lines = self.lines()
        if extent != self._extent or has_other_measures:
            self._extent = extent
            self.refresh(layout=True)
            return False
        return list(map(look_of, self._lines)) != list(map(look_of, before))

    def has_new_size(self) -> None:
        """Fit the lines anew."""
        self.space = self.content_size
        with speaking(self.shown.view.language):
            self._lines = self.lines()

    def redraw(self) -> None:
        """Draw the lines though nothing else is shown."""
        with speaking(self.shown.view.language):
            self._lines = self.lines()
        self.refresh()

    def render(self) -> Content:
        """Draw the lines, where Textual does: for a picture."""
        return Content("\n").join(one if isinstance(one, Content) else Content(one) for one in self._lines)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw the lines by a shorter way than Textual's."""
        return self._drawn.draw(self._lines, crop)

    def lines(self) -> Lines:
        """Return the lines as they fit now."""
        raise NotImplementedError

    def extent(self) -> int:
        """Return how many cells it needs, where it is as wide or high as what it says."""
        return 0


def standing_out(text: str, part: str, style: str) -> Line:
    """Return the text with the last `part` of it in a style; as it is where the part is not in it."""
    before, found, after = text.rpartition(part) if part else ("", "", text)
    return Content.assemble(before, (found, style), after) if found else text


class TitleRow(DisplayRow):
    """The flow and the document, in reverse video; on flat screens the product, too."""

    def lines(self) -> Lines:
        """Return the title; a product to be taken stands out of it."""
        text = head_rows.title_row(self.shown.view, self.space.width, has_product=self.measures.is_flat)
        return (standing_out(text, head_rows.sought(self.shown), "not reverse"),)


class FactsRow(DisplayRow):
    """The product, its tracking type, the place and the quantity."""

    def lines(self) -> Lines:
        """Return what is known; the product to be taken now stands out."""
        lines = head_rows.facts_rows(self.shown, *self.space)
        sought = "" if self.measures.is_flat else head_rows.sought(self.shown)
        return [standing_out(lines[0], sought, REVERSE), *lines[1:]] if sought else lines


class QuestionRow(DisplayRow):
    """What is asked now, in bold; a place to go to stands out."""

    def lines(self) -> Lines:
        """Return the question."""
        asked, place = head_rows.question_parts(self.shown, self.space.width)
        return (Content.assemble(asked, (place, REVERSE)) if place else asked,)

    def extent(self) -> int:
        """Return how many columns the question needs."""
        return cell_len(head_rows.question(self.shown))

    def get_content_width(self, container: Size, viewport: Size) -> int:  # noqa: ARG002 - Textual's
        """Ask for no more of the row than leaves room for the input."""
        return min(self.extent(), container.width - LEAST_INPUT)


class Counter(DisplayRow):
    """How far the serials are; always in the same place, in reverse video when all are there."""

    def lines(self) -> Lines:
        """Return the counter."""
        serials = self.shown.view.serials
        counter = head_rows.counter(serials)
        before = " " * (self.extent() - len(counter))
        if serials and serials.are_all_there:
            return (Content.assemble(before, (counter, REVERSE)),)
        return (before + counter,)

    def extent(self) -> int:
        """Return how many columns the counter needs."""
        return head_rows.counter_width(self.shown)

    def get_content_width(self, container: Size, viewport: Size) -> int:  # noqa: ARG002 - Textual's
        """Ask for as much as the counter needs."""
        return self.extent()


class Echo(DisplayRow):
    """The last accepted scan, and how many were ignored since; WAIT while the store takes its time."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"echo--word"}

    def lines(self) -> Lines:
        """Return the echo."""
        beside = words.wait() if self.has_class("-waiting") else self._ignored()
        word = words.accepted() if self.shown.echo else ""
        width = max(self.space.width - len(word) - 1, 0)
        room = width - len(beside) - COLUMN_GAP if beside else width
        echo = apart(cut_middle(printable(self.shown.echo), room), beside, width)
        return (Content.assemble((word, self.get_visual_style("echo--word")), " ", echo),)

    def _ignored(self) -> str:
        return words.ignored(count=self.shown.ignored) if self.shown.ignored else ""


class Answer(DisplayRow):
    """The sentence that answers the last scan; in reverse video when it is an error."""

    def show(self, shown: ScreenState, measures: Measures) -> bool:
        """Take the class of the message's severity, too."""
        severity = shown.view.message.severity if shown.view.message else None
        for name in SEVERITY_CLASSES:
            self.set_class(name == f"-{severity}", name)
        return super().show(shown, measures)

    def lines(self) -> Lines:
        """Return the sentence."""
        return rows.answer_rows(self.shown, *self.space)

    def extent(self) -> int:
        """Return how many rows the sentence gets."""
        return rows.answer_height(self.shown, self.measures)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's
        """Ask for as many rows as the sentence gets."""
        with speaking(self.shown.view.language):
            return self.extent()


class ListRows(DisplayRow):
    """What fills the rest: an open panel, the choices, or the newest serials."""

    class HeightChanged(Message):
        """The list has more or fewer rows than before."""

    def on_resize(self) -> None:
        """Say that more rows fit, or fewer."""
        self.post_message(self.HeightChanged())

    def lines(self) -> Lines:
        """Return one page."""
        drawn = rows.list_rows(self.shown, *self.space)
        if not self.measures.is_high:  # there it has a row of its own
            drawn = rows.with_progress(drawn, self.shown, *self.space)
        return drawn if self.shown.has_blocks else [_of_blanks(row) for row in drawn]

    def fits(self, labels: Sequence[str]) -> bool:
        """Return whether a numbered list of these fits on one page."""
        return rows.fits_on_page(labels, *self.space)


def _of_blanks(row: str) -> Line:
    """Return a row with each point of a large letter as a reversed blank."""
    if POINT not in row:
        return row
    return Content.assemble(*((" ", REVERSE) if cell == POINT else cell for cell in row))


class KeyRow(DisplayRow):
    """The keys that are live now."""

    def lines(self) -> Lines:
        """Return the keys."""
        return (rows.key_row(self.shown, self.space.width),)


class ErrorPanel(DisplayRow):
    """An error that takes the screen until it is acknowledged."""

    def lines(self) -> Lines:
        """Return the whole screen, in reverse video; the word ERROR stands out of it."""
        width, height = self.space
        return [self._line(line, width) for line in rows.error_rows(self.shown, width, height)]

    def _line(self, line: str, width: int) -> Line:
        if line == words.error():
            mark = f" {TRAINING} " if self.shown.view.is_training else ""
            return Content.assemble(mark, (centre(line, width - len(mark)), "bold not reverse"))
        return pad(f" {line}", width)


class TooSmall(DisplayRow):
    """What takes the screen where nothing else can be drawn on it."""

    def lines(self) -> Lines:
        """Return the sentence."""
        width, height = self.space
        return [pad(line, width) for line in wrap(words.too_small(), width, height)]


class Display(Widget):
    """The handheld's screen. Its classes say how much room there is: `-flat`, `-low`, `-in-one-row`, `-too-small`.

    Args:
        draw_soon: Called with the rows that look different where they are.
        id: Its name among the widgets.
        draws_cursor: Whether a cursor is drawn in the line for input.
    """

    shown: reactive[ScreenState] = reactive(STARTED, repaint=False)
    measures: reactive[Measures] = reactive(NO_MEASURES)

    def __init__(
        self,
        draw_soon: Callable[[set[Widget]], None],
        *,
        id: str,  # noqa: A002 - Textual's name
        draws_cursor: bool = True,
    ) -> None:
        super().__init__(id=id)
        self._draw_soon = draw_soon
        self.scan_input = ScanInput(id="scan", draws_cursor=draws_cursor)
        self.list_rows = ListRows(id="listing")
        self._echo = Echo(id="echo")
        self._asking = (QuestionRow(id="question"), Counter(id="counter"))
        self._above = (TitleRow(id="title"), FactsRow(id="facts"))
        self._below = (
            self._echo,
            Answer(id="answer"),
            self.list_rows,
            KeyRow(id="keys"),
            ErrorPanel(id="error"),
            TooSmall(id="too-small"),
        )

    def compose(self) -> ComposeResult:
        """Stack the rows; an error, or that there is no room for them, lies over them."""
        yield from self._above
        with Container(id="ask"):
            yield from self._asking
            yield self.scan_input
        yield from self._below

    def _show_rows(self) -> None:
        every = (*self._above, *self._asking, *self._below)
        with speaking(self.shown.view.language):
            self._draw_soon({row for row in every if row.show(self.shown, self.measures)})

    def on_resize(self, event: events.Resize) -> None:
        """Lay out for the size there is."""
        self.measures = Measures(*event.size)

    def watch_measures(self, measures: Measures) -> None:
        """Take the classes of the size, once it is known."""
        if measures == NO_MEASURES:
            return
        self.set_class(measures.is_flat, "-flat")
        self.set_class(measures.is_low, "-low")
        self.set_class(not measures.is_high, "-not-high")
        self.set_class(measures.asks_in_one_row, "-in-one-row")
        self.set_class(measures.is_too_small, "-too-small")
        self._fit_rows()
        self._show_rows()

    def watch_shown(self, shown: ScreenState) -> None:
        """Show or take away the error panel, and the hint in the empty line."""
        self.set_class(shown.error is not None, "-error")
        self._fit_rows()
        self._show_rows()
        self.scan_input.is_secret = shown.view.is_secret
        with speaking(shown.view.language):
            self.scan_input.hint = rows.on_enter(shown.view) if shown.panel is None else ""
        self.scan_input.short_hint = rows.on_enter_in_short(shown.view)

    def _fit_rows(self) -> None:
        self.set_class(rows.hides_echo(self.shown, self.measures), "-without-echo")
        self.set_class(rows.hides_title(self.shown, self.measures), "-without-title")
        self.set_class(rows.hides_facts(self.shown, self.measures), "-without-facts")

    def wait(self, *, is_waiting: bool) -> None:
        """Tell the operator that the store takes its time."""
        if self._echo.has_class("-waiting") != is_waiting:
            self._echo.set_class(is_waiting, "-waiting")
            self._echo.redraw()
