"""Version 16: what guards ask of a batch and of a return is read by its lines (R32, R34)."""

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Change nothing but the triggers, which are made anew after any upgrade."""
