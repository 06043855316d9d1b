"""The look of the desk: quiet, with one colour for where one is."""

from textual.theme import Theme

DESK = Theme(
    name="desk",
    primary="#7fb7e8",
    secondary="#9fb4c7",
    foreground="#e6e6e6",
    background="#10151c",
    surface="#171e27",
    panel="#202a36",
    success="#7fd99a",
    warning="#f0c85a",
    error="#ff7b72",
    accent="#f0c85a",
    dark=True,
)
