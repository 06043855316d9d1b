"""Each mistake is told as it is written down, every problem occurs, and the page of the admins has its cure."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from serialhhd.flows.config.checking.in_store import warnings_in_store
from serialhhd.flows.config.checking.step_order import check_order
from serialhhd.flows.config.loader import checked_text
from serialhhd.flows.operations import operations
from serialhhd.store.catalogue import products
from serialhhd.store.engine.store import Store
from serialhhd.store.people import devices, operators
from serialhhd.store.words.vocabulary import Role, TrackingType
from serialhhd.toml.problem import CODES
from serialhhd.toml.reading import MOST_BYTES
from serialhhd.toml.report import Report
from tests.docs.pages import ROOT
from tests.flows.mistakes import page
from tests.flows.mistakes.corpus import FILES, problems, said_of, told

LEAST = 60


def own_codes() -> set[str]:
    """The codes of what may be wrong with a flows.toml: other files have others beside those of any file."""
    return {code for code, module in CODES.items() if not module.startswith("serialhhd.training.")}


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_a_mistake_is_told_as_it_is_written_down(file: Path) -> None:
    assert told(file) == said_of(file).read_text(encoding="utf-8")
    severities = {problem.severity for problem in problems(file)}
    assert severities == {"warning" if file.stem.startswith("odd_") else "error"}


def test_there_are_enough_of_them() -> None:
    assert len(FILES) >= LEAST


def test_every_problem_occurs(tmp_path: Path, store: Store) -> None:
    occurring = {problem.code for file in FILES for problem in problems(file)}
    elsewhere = {*_of_no_file(tmp_path), *_in_a_store(store), *_of_other_operations()}
    assert not elsewhere & occurring
    assert occurring | elsewhere == own_codes()


def _of_no_file(folder: Path) -> Iterator[str]:
    """What is no file, cannot be one of the corpus."""
    large, loop = folder / "large.toml", folder / "loop.toml"
    large.write_bytes(b"#" * (MOST_BYTES + 1))
    loop.symlink_to(loop)
    for path in (folder, folder / "none.toml", large, loop):
        yield from (problem.code for problem in problems(path))


def _in_a_store(store: Store) -> Iterator[str]:
    """What is wrong only with what a store holds."""
    full = TrackingType.FULL_TRACKING
    store.write(
        lambda conn: products.add(conn, "CAM-1", at=store.now(), name="x", tracking_type=full, by="office")
    )
    text = (
        '[flows.x]\noperation = "pick_by_pick_list"\nsteps = ["scan_pick_list", "scan_product"]\n'
        'shown_to = { roles = ["supervisor"], devices = ["DOCK-7"] }\n'
        '[flows.y]\noperation = "pre_receipt_receive"\nsteps = ["scan_pre_receipt", "scan_product", "scan_location"]\n'
        'scan_location.default = "DOCK-9"\nneeds_supervisor = ["cancel"]\n'
    )
    text += '[devices.gate]\nmatch = ["GATE-*"]\n[devices.one]\nmatch = ["*-1"]\n[devices.none]\nmatch = ["NONE"]\n'
    store.write(lambda conn: devices.add(conn, "GATE-1", store.now(), by="office"))
    store.write(lambda conn: operators.add(conn, "anna", Role.OPERATOR, store.now(), by="office"))
    with store.read() as conn:
        yield from (problem.code for problem in warnings_in_store(checked_text(text, Path("f")), conn))


def _of_other_operations() -> Iterator[str]:
    """What only an operation can meet that asks for other words than those there are."""
    first, second, *_ = operations().values()
    report = Report("f", "")
    check_order(report, (), ["enter_serials"], replace(first, required=(), documents=()))
    of_both = replace(first, required=(), documents=(*first.documents, *second.documents))
    check_order(report, (), ["scan_pre_receipt", "scan_pick_list"], of_both)
    yield from (problem.code for problem in report.problems)


def test_the_page_has_every_problem_with_its_cure() -> None:
    cures = [code for codes in page.CURES.values() for code in codes]
    assert sorted(cures) == sorted(own_codes())
    assert page.page().count("```text") == len(own_codes())
    assert (ROOT / "docs" / "flows-mistakes.md").read_text(encoding="utf-8") == page.page()
