"""Two looks: strong contrast for a cold store, and one without any colour."""

from textual.theme import Theme

COLD_STORE = Theme(
    name="cold-store",
    primary="#ffffff",
    secondary="#9fb4c7",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#000000",
    success="#5fff87",
    warning="#ffd75f",
    error="#ff5f5f",
    accent="#5fffff",
    dark=True,
)

COLOURLESS = Theme(
    name="colourless",
    primary="ansi_default",
    secondary="ansi_default",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    success="ansi_default",
    warning="ansi_default",
    error="ansi_default",
    accent="ansi_default",
    dark=True,
    ansi=True,
    variables={
        "ansi-background": "ansi_default",
        "ansi-foreground": "ansi_default",
        "screen-selection-background": "ansi_default",
        "screen-selection-foreground": "ansi_default",
    },
)
