"""The page of the documents' states is that of the table of moves as it is."""

from pathlib import Path

from serialhhd.store.documents.states_page import page

PAGE = Path(__file__).parents[3] / "docs" / "document-states.md"


def test_the_page_of_the_states_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run make docs"
