"""Version 21: the databases let what was picked come back in the warehouse that it left alone (R36)."""

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    """Change no table; the triggers are made anew after any upgrade. What was put back elsewhere before stays there."""
