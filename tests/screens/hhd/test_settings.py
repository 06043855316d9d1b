import pytest

from serialhhd.screens.hhd.settings import DeviceSize, parse_size


@pytest.mark.parametrize(
    ("text", "size"),
    [("20x16", DeviceSize(20, 16)), ("16x8", DeviceSize(16, 8)), ("200x60", DeviceSize(200, 60))],
)
def test_a_size_is_columns_then_rows(text: str, size: DeviceSize) -> None:
    assert parse_size(text) == size
    assert str(size) == text


@pytest.mark.parametrize(
    "text", ["", "20", "20X16", "15x8", "16x7", "201x60", "200x61", "20x16x2", " 20x16", "-20x16"]
)
def test_anything_else_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(ValueError, match="write COLUMNSxROWS, 16x8 to 200x60, such as 26x16"):
        parse_size(text)
