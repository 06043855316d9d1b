"""Starts the desk on the terminal."""

from serialhhd.store.store import Store


def run_desk(store: Store, operator: str) -> int:
    """Run the desk until it is left, and return the exit code."""
    from serialhhd.screens.desk.app import DeskApp
    from serialhhd.screens.desk.office import Office

    app = DeskApp(Office(store, operator))
    app.run()
    return app.return_code or 0
