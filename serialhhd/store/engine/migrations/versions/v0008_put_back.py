"""Version 8: a pick list is cancelled also with picks, which come back (R36): other triggers, the same tables."""

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Change no table: the triggers are made anew at the end of every upgrade."""
