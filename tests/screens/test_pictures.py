"""The pictures of the documentation are those of the handheld as it is now."""

from pathlib import Path

import pytest

from serialhhd.screens.pictures import PICTURES, Picture, draw

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
async def test_a_picture_is_up_to_date(picture: Picture) -> None:
    kept = (FOLDER / f"{picture.name}.svg").read_text(encoding="utf-8")
    assert await draw(picture) == kept, "run make docs"
    assert "@font-face" not in kept
