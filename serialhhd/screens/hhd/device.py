"""The handheld's own screen, whatever its size: rows that always stand in the same place."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from serialhhd.screens.hhd import rows, words
from serialhhd.screens.hhd.shown import STARTED, Shown
from serialhhd.screens.widgets.fitting import apart, centre, cut, pad, printable
from serialhhd.screens.widgets.scan_input import ScanInput

FLAT_BELOW = 10
LOW_BELOW = 14
SEVERITY_CLASSES = ("-info", "-success", "-warning", "-error")


class Row(Widget):
    """A part of the screen that is drawn from what is shown now."""

    shown: reactive[Shown] = reactive(STARTED, layout=True)

    def lines(self, width: int, height: int) -> Iterable[str | Content]:
        """Return the lines to be drawn; each widget says its own."""
        raise NotImplementedError

    def render(self) -> Content:
        """Draw the lines."""
        width, height = self.content_size
        return Content("\n").join(
            line if isinstance(line, Content) else Content(line) for line in self.lines(width, height)
        )

    def on_resize(self) -> None:
        """Fit the lines anew."""
        self.refresh()


class TitleRow(Row):
    """The flow and the document, in reverse video."""

    def lines(self, width: int, height: int) -> Iterable[str]:  # noqa: ARG002 - one row
        """Return the title."""
        return [rows.title_row(self.shown.view, width, has_product=self.parent_device.is_flat)]

    @property
    def parent_device(self) -> "Device":
        """The device whose row this is."""
        return next(node for node in self.ancestors if isinstance(node, Device))


class Facts(Row):
    """The product, its tracking type, the place and the quantity."""

    def lines(self, width: int, height: int) -> Iterable[str]:
        """Return what is known."""
        return rows.facts_rows(self.shown.view.fields, width, height)


class Question(Row):
    """What is asked now, in bold."""

    def lines(self, width: int, height: int) -> Iterable[str]:  # noqa: ARG002 - as wide as the question
        """Return the question."""
        return [cut(rows.question(self.shown), width) if width else rows.question(self.shown)]

    def get_content_width(self, container: Size, viewport: Size) -> int:  # noqa: ARG002 - Textual's
        """Ask for no more than half the row, so that the input keeps the rest."""
        return min(cell_len(rows.question(self.shown)), container.width // 2)


class Counter(Row):
    """How far the serials are; always in the same place."""

    def lines(self, width: int, height: int) -> Iterable[str]:  # noqa: ARG002 - as wide as the counter
        """Return the counter."""
        return [rows.counter(self.shown.view.serials)]


class Echo(Row):
    """The last accepted scan; WAIT while the store takes its time."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"echo--word"}

    def lines(self, width: int, height: int) -> Iterable[Content]:  # noqa: ARG002 - one row
        """Return the echo."""
        bold = self.get_visual_style("echo--word")
        wait = words.WAIT if self.has_class("-waiting") else ""
        word = words.ACCEPTED if self.shown.echo else ""
        rest = apart(printable(self.shown.echo), wait, max(width - len(word) - 1, 0))
        yield Content.assemble((word, bold), " ", rest)


class Answer(Row):
    """The sentence that answers the last scan; in reverse video when it is an error."""

    def watch_shown(self, shown: Shown) -> None:
        """Take the class of the message's severity."""
        severity = shown.view.message.severity if shown.view.message else None
        for name in SEVERITY_CLASSES:
            self.set_class(name == f"-{severity}", name)

    def lines(self, width: int, height: int) -> Iterable[str]:  # noqa: ARG002 - at most two rows
        """Return the sentence."""
        return rows.answer_rows(self.shown, width, 2)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's
        """Return how many rows the sentence needs."""
        return len(rows.answer_rows(self.shown, width, 2))


class Listing(Row):
    """What fills the rest: an open panel, the choices, or the newest serials."""

    class RoomChanged(Message):
        """The list has more or fewer rows than before."""

    def on_resize(self) -> None:
        """Fit the lines anew, and say that the room has changed."""
        self.refresh()
        self.post_message(self.RoomChanged())

    def lines(self, width: int, height: int) -> Iterable[str]:
        """Return one page."""
        return rows.list_rows(self.shown, width, height)

    def fits(self, labels: Sequence[str]) -> bool:
        """Return whether a numbered list of these fits on one page."""
        return rows.fits_on_page(labels, *self.content_size)


class KeyRow(Row):
    """The keys that are live now."""

    def lines(self, width: int, height: int) -> Iterable[str]:  # noqa: ARG002 - one row
        """Return the keys."""
        return [rows.key_row(self.shown, width)]


class ErrorPanel(Row):
    """An error that takes the screen until it is acknowledged."""

    def lines(self, width: int, height: int) -> Iterable[Content]:
        """Return the whole screen, in reverse video; the word ERROR stands out of it."""
        for line in rows.error_rows(self.shown, width, height):
            if line == words.ERROR:
                yield Content.assemble((centre(line, width), "bold not reverse"))
            else:
                yield Content(pad(f" {line}", width))


class Device(Widget):
    """The handheld's screen. Its classes say how much room there is: `-flat`, `-low`, `-framed`."""

    shown: reactive[Shown] = reactive(STARTED)

    def compose(self) -> ComposeResult:
        """Stack the rows; the error panel lies over them."""
        yield TitleRow(id="title")
        yield Facts(id="facts")
        with Container(id="ask"):
            yield Question(id="question")
            yield Counter(id="counter")
            yield ScanInput(id="scan")
        yield Echo(id="echo")
        yield Answer(id="answer")
        yield Listing(id="listing")
        yield KeyRow(id="keys")
        yield ErrorPanel(id="error")

    def on_mount(self) -> None:
        """Hand down what is shown."""
        for row in self.query(Row):
            row.data_bind(Device.shown)

    def on_resize(self, event: events.Resize) -> None:
        """Lay out for the size there is."""
        self.set_class(event.size.height < FLAT_BELOW, "-flat")
        self.set_class(event.size.height < LOW_BELOW, "-low")
        self.set_class(event.size.width < rows.NARROW, "-narrow")

    @property
    def is_flat(self) -> bool:
        """Whether there are so few rows that the product stands in the title."""
        return self.has_class("-flat")

    def watch_shown(self, shown: Shown) -> None:
        """Show or take away the error panel, and the hint in the empty line."""
        self.set_class(shown.error is not None, "-error")
        self.set_class(shown.panel is not None, "-panel")
        proposed = shown.view.proposed
        is_asked = proposed is not None and shown.panel is None
        for scan_input in self.query(ScanInput):
            scan_input.hint = words.enter_takes(proposed) if proposed is not None and is_asked else ""

    def wait(self, *, is_waiting: bool) -> None:
        """Tell the operator that the store takes its time."""
        for echo in self.query(Echo):
            echo.set_class(is_waiting, "-waiting")
            echo.refresh()
