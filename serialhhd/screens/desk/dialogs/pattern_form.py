"""A form with a serial pattern in it, which can be tried before it is saved."""

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input

from serialhhd.screens.desk.dialogs.forms import Field, FormModal
from serialhhd.screens.desk.parts.scanned_text import as_scanned
from serialhhd.screens.widgets.plain import PlainText
from serialhhd.store.catalogue import label_profile, patterns, serial_example
from serialhhd.store.catalogue.patterns import PatternFailed
from serialhhd.store.catalogue.products import Product

PATTERN_HINT = "such as SN[0-9]{4}, or SN:(?P<serial>[0-9A-Z]{6}),.* for a longer label; empty: any serial"


class PatternForm(FormModal[Product]):
    """A form whose field `pattern` has one below it to try the serial pattern on."""

    def compose_field(self, field: Field) -> ComposeResult:
        """Place the field; below the pattern one to try it on."""
        yield from super().compose_field(field)
        if field.name == "pattern":
            yield Input(placeholder="try a serial here", id="trial", compact=True)
            yield PlainText(id="verdict", classes="note")

    @on(Input.Changed, "#pattern")
    @on(Input.Changed, "#trial")
    def _try_pattern(self) -> None:
        pattern, trial = (as_scanned(self.query_one(name, Input).value) for name in ("#pattern", "#trial"))
        self.query_one("#verdict", PlainText).update(verdict(pattern, trial))


def verdict(pattern: str, trial: str) -> str:
    """Return what to say of a label or serial tried on a pattern: whether it fits, and which serial it is then."""
    problem = patterns.problem(pattern)
    if problem:
        return f"No regular expression: {problem}."
    if not trial:
        example = serial_example.of_pattern(pattern) if pattern else None
        return f"A serial looks like {example}." if example else ""
    try:
        serial = label_profile.serials_in(pattern, [trial])[0] if pattern else trial
    except PatternFailed:
        return f"This pattern takes too long on {trial}: a scan of it would be refused."
    if serial is None:
        return f"{trial} does not fit."
    return f"{trial} fits." if serial == trial else f"The serial is {serial}."
