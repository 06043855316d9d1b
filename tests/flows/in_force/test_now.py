"""The flows in force, for whoever only looks."""

from pathlib import Path

import pytest

from serialhhd.flows.config.discovery import PACKAGED
from serialhhd.flows.config.problems import FlowsInvalid
from serialhhd.flows.in_force.in_force import FlowsInForce
from serialhhd.flows.in_force.now import flows_now
from serialhhd.store.configuration import versions
from serialhhd.store.configuration.versions import New
from serialhhd.store.engine.store import Store
from tests.dumps import dump

TEXT = PACKAGED.read_text(encoding="utf-8")


def titled(title: str) -> str:
    return TEXT.replace("Pre-Receipt Receive", title)


@pytest.fixture
def file(tmp_path: Path, store: Store) -> Path:
    """A file that was in force."""
    file = tmp_path / "flows.toml"
    file.write_text(titled("First"), encoding="utf-8")
    FlowsInForce(store, str(file))
    return file


def title_now(store: Store, file: Path) -> object:
    with store.read() as conn:
        before = dump(conn)
    title = flows_now(store, str(file)).flows["goods_in"].title
    with store.read() as conn:
        assert dump(conn) == before
    return title


def test_an_edited_file_counts_and_nothing_is_noted(store: Store, file: Path) -> None:
    assert title_now(store, file) == "First"
    file.write_text(titled("Edited"), encoding="utf-8")
    assert title_now(store, file) == "Edited"


@pytest.mark.parametrize("text", ["[flows.broken]\n", None])
def test_of_a_broken_or_missing_file_the_last_version_counts(
    store: Store, file: Path, text: str | None
) -> None:
    file.unlink() if text is None else file.write_text(text, encoding="utf-8")
    assert title_now(store, file) == "First"


def test_what_another_host_has_put_in_force_counts_until_the_file_is_edited(store: Store, file: Path) -> None:
    new = New(titled("Other").encode(), "Elsewhere", "serialhhd")
    store.write(lambda conn: versions.put_in_force(conn, str(file), new, store.now(), by="maria"))
    assert title_now(store, file) == "Other"
    file.write_text(titled("Edited"), encoding="utf-8")
    assert title_now(store, file) == "Edited"


def test_a_broken_file_that_never_counted_is_told(store: Store, tmp_path: Path) -> None:
    with pytest.raises(FlowsInvalid):
        flows_now(store, str(tmp_path / "none.toml"))
