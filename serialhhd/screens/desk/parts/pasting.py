"""A program with fields: what is pasted into them commands no terminal."""

from textual import events

from serialhhd.screens.desk.parts.scanned_text import as_shown
from serialhhd.screens.widgets.plain import PlainApp


class FieldApp(PlainApp):
    """A program with fields; who reads one calls `as_scanned`."""

    async def on_event(self, event: events.Event) -> None:
        """Take a paste with a sign for each character that a terminal would obey."""
        if (
            isinstance(event, events.Paste) and not event.is_forwarded
        ):  # or it comes up again from a field that has it
            event = events.Paste(as_shown(event.text))
        await super().on_event(event)
