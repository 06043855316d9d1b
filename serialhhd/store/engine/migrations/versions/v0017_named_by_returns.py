"""Version 17: a return may name its serials, which are noted on its lines (R34); what is put back comes under the tracking type that it left (R36)."""

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Change nothing but the triggers, which are made anew after any upgrade."""
