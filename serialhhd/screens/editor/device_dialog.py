"""Which handheld is drawn beside the file: its size, its language, and what profile of the file it has."""

from collections.abc import Sequence
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import ModalScreen

from serialhhd.screens.hhd.settings import DeviceSize
from serialhhd.screens.widgets.plain import PlainButton, PlainSelect, PlainText, entitle
from serialhhd.store.words.vocabulary import Language
from serialhhd.value_class import value_class

SIZES: Final = tuple(DeviceSize(*size) for size in ((20, 8), (20, 16), (26, 16), (30, 20), (40, 8), (40, 16)))
USUAL: Final = DeviceSize(26, 16)
ALL: Final = ""
"""What stands for the handhelds that have no profile of their own."""


@value_class
class Drawn:
    """The handheld that is drawn.

    Attributes:
        size: Of its screen.
        language: In which it speaks; None: as its device is set up.
        profile: Which profile of the file it has; empty: that of all.
    """

    size: DeviceSize
    language: Language | None = None
    profile: str = ALL

    def __str__(self) -> str:
        spoken = self.language.folder.capitalize() if self.language else ""
        return " ".join(filter(None, [str(self.size), self.profile, spoken]))


class DeviceDialog(ModalScreen[Drawn]):
    """Asks for the size, the language and the profile.

    Args:
        drawn: What is drawn now.
        sizes: The sizes for which there is room.
        profiles: The names of the profiles that the file has.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "take", "Take", tooltip="Draw this one"),
        Binding("escape", "cancel", "Cancel", priority=True, tooltip="Leave it as it is"),
    ]

    def __init__(self, drawn: Drawn, sizes: Sequence[DeviceSize], profiles: Sequence[str]) -> None:
        super().__init__()
        self._drawn = drawn
        self._sizes = tuple(dict.fromkeys([*sizes, drawn.size]))
        self._named = profiles

    def compose(self) -> ComposeResult:
        """Place the three fields."""
        languages = [("", "the device's"), *((one.value, one.folder.capitalize()) for one in Language)]
        spoken = self._drawn.language.value if self._drawn.language else ""
        with VerticalScroll(classes="dialog", can_focus=False) as dialog:
            entitle(dialog, "The handheld")
            for label, field in (
                (
                    "Screen",
                    PlainSelect(
                        [(str(one), str(one)) for one in self._sizes], str(self._drawn.size), id="size"
                    ),
                ),
                ("Language", PlainSelect(languages, spoken, id="language")),
                ("Profile", self._profiles()),
            ):
                with Horizontal(classes="field"):
                    yield PlainText(label, classes="label")
                    yield field
            yield PlainText("A larger terminal has room for larger screens.", classes="note")
            with Horizontal(classes="buttons"):
                yield PlainButton("Take ^S", id="take", is_primary=True)
                yield PlainButton("Cancel Esc", id="cancel")

    def _profiles(self) -> PlainSelect:
        names = [(ALL, "that of all"), *((name, name) for name in self._named)]
        known = self._drawn.profile if self._drawn.profile in self._named else ALL
        return PlainSelect(names, known, id="profile")

    @on(PlainButton.Pressed, "#take")
    def action_take(self) -> None:
        """Draw this one."""
        size = next(one for one in self._sizes if str(one) == self.query_one("#size", PlainSelect).value)
        spoken = str(self.query_one("#language", PlainSelect).value)
        language = Language(spoken) if spoken else None
        self.dismiss(Drawn(size, language, str(self.query_one("#profile", PlainSelect).value)))

    @on(PlainButton.Pressed, "#cancel")
    def action_cancel(self) -> None:
        """Leave it as it is."""
        self.dismiss(self._drawn)
