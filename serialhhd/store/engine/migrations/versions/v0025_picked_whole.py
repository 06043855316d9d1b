"""Version 25: the databases let a container that is picked whole hold the goods of its list (R30)."""

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    """Change no table; the triggers are made anew after any upgrade."""
