"""Every link and picture of a page leads somewhere, and every page can be found from the README."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docs.pages import BY_NAME, PAGES, ROOT, anchors, links

ELSEWHERE = ("https://", "http://", "mailto:")
POINTING = [(name, link) for name, page in BY_NAME.items() for link in links(page)]


def target(page: Path, link: str) -> tuple[Path, str]:
    """Return the file or folder that a link leads to, and the anchor in it."""
    path, _, anchor = link.partition("#")
    return (page.parent / path).resolve() if path else page, anchor


def found_from(page: Path, seen: set[Path]) -> Iterator[Path]:
    """Yield the page and all that its links lead to; a folder leads to its README."""
    if page in seen:
        return
    seen.add(page)
    yield page
    for link in links(page):
        there, _ = target(page, link)
        if there.is_dir():
            there /= "README.md"
        if there.suffix == ".md":
            yield from found_from(there, seen)


@pytest.mark.parametrize(("name", "link"), POINTING)
def test_a_link_leads_to_what_is_there(name: str, link: str) -> None:
    assert not link.startswith(ELSEWHERE), "a page is read where there is no network"
    there, anchor = target(BY_NAME[name], link)
    assert there.exists()
    assert ROOT in there.parents
    if anchor:
        assert anchor in anchors(there)


def test_every_page_is_found_from_the_readme() -> None:
    assert set(found_from(ROOT / "README.md", set())) == set(PAGES)


def test_every_picture_is_on_a_page() -> None:
    on_pages = {target(BY_NAME[name], link)[0] for name, link in POINTING}
    assert set((ROOT / "docs" / "pictures").iterdir()) <= on_pages
