"""Version 22: the databases let no tote of a pick list lie in a tote, and no container in it (R30)."""

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    """Change no table; the triggers are made anew after any upgrade. What lies so since before is named by `store check`."""
