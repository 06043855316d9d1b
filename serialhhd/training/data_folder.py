"""Where what is kept of training is: in the user's data folder, and nobody else may look into it."""

from pathlib import Path
from typing import Final

FOR_ITS_OWNER: Final = 0o600
FOLDER_FOR_ITS_OWNER: Final = 0o700


def default_folder() -> Path:
    """Return the folder; it is made when something is written into it."""
    from platformdirs import user_data_path

    return user_data_path("serialhhd", appauthor=False) / "training"


def private_folder(folder: Path) -> None:
    """Make a folder that nobody but its owner may look into.

    Raises:
        OSError: It cannot be made, or is somebody else's.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=FOLDER_FOR_ITS_OWNER)
    folder.chmod(FOLDER_FOR_ITS_OWNER)
