"""What somebody saves while another flows.toml is being put in force is not lost."""

from pathlib import Path

import pytest

from serialhhd.flows.config.discovery import PACKAGED
from serialhhd.flows.in_force import applying
from serialhhd.store.configuration import versions
from serialhhd.store.engine.store import Store
from serialhhd.store.words.refusal import Refused

OTHER = PACKAGED.read_bytes() + b"# another\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "flows.toml"
    file.write_bytes(PACKAGED.read_bytes())
    return file


def newest(store: Store, file: Path) -> int:
    with store.read() as conn:
        return versions.newest(conn, str(file))


def test_what_was_saved_while_somebody_was_asked_stays(sqlite_store: Store, file: Path) -> None:
    asked = applying.site(sqlite_store, str(file), "maria")
    edited = file.read_bytes() + b"# by hand, meanwhile\n"
    file.write_bytes(edited)
    with pytest.raises(Refused, match="file_changed_meanwhile"):
        applying.apply(asked, OTHER, "Shorter")
    assert (file.read_bytes(), newest(sqlite_store, file)) == (edited, 1)

    applying.apply(applying.site(sqlite_store, str(file), "maria"), OTHER, "Shorter")
    assert (file.read_bytes(), newest(sqlite_store, file)) == (OTHER, 3)


def test_of_two_that_compared_with_the_same_one_is_told(sqlite_store: Store, file: Path) -> None:
    first, second = (applying.site(sqlite_store, str(file), name) for name in ("maria", "otto"))
    applying.apply(first, OTHER, "Shorter")
    with pytest.raises(Refused, match="file_changed_meanwhile"):
        applying.apply(second, PACKAGED.read_bytes() + b"# a third\n", "Longer")
    assert (file.read_bytes(), newest(sqlite_store, file)) == (OTHER, 2)
