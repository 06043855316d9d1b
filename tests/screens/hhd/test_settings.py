import pytest

from serialhhd.flows.config.device import DeviceProfile
from serialhhd.screens.hhd.settings import DeviceSettings, DeviceSize, parse_size, settings_of


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


def test_a_handheld_without_a_profile_is_set_up_as_the_profile_comes() -> None:
    assert settings_of(DeviceProfile()) == DeviceSettings()


def test_all_that_an_admin_sets_reaches_the_handheld() -> None:
    profile = DeviceProfile(
        prefix="*",
        taken_beeps=1,
        look_beeps=2,
        not_taken_beeps=3,
        repeat_seconds=20,
        large_letters=False,
    )
    assert settings_of(profile, DeviceSize(20, 16)) == DeviceSettings(
        DeviceSize(20, 16), "*", 1, 2, 3, 20, draws_large=False
    )
