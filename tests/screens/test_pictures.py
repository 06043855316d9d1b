"""The pictures of the documentation are those of the handheld as it is now."""

from pathlib import Path

import pytest

from serialhhd.screens.pictures import (
    DESK_PICTURES,
    EDITOR_PICTURES,
    PICTURES,
    DeskPicture,
    Picture,
    draw,
    draw_desk,
    draw_editor,
)

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
async def test_a_picture_is_up_to_date(picture: Picture) -> None:
    kept = (FOLDER / f"{picture.name}.svg").read_text(encoding="utf-8")
    assert await draw(picture) == kept, "run make docs"
    assert "@font-face" not in kept


@pytest.mark.parametrize("picture", DESK_PICTURES, ids=lambda picture: picture.name)
async def test_a_picture_of_the_desk_is_up_to_date(picture: DeskPicture) -> None:
    assert await draw_desk(picture) == (FOLDER / f"{picture.name}.svg").read_text(encoding="utf-8"), (
        "make docs"
    )


@pytest.mark.parametrize("picture", EDITOR_PICTURES, ids=lambda picture: picture.name)
async def test_a_picture_of_the_page_of_a_file_is_up_to_date(picture: DeskPicture) -> None:
    assert await draw_editor(picture) == (FOLDER / f"{picture.name}.svg").read_text(encoding="utf-8"), (
        "make docs"
    )
