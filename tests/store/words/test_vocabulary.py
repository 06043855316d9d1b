"""The words of the store, in any spelling."""

import pytest

from serialhhd.store.words.vocabulary import SerialState, TrackingType, named


@pytest.mark.parametrize("word", TrackingType)
def test_a_tracking_type_is_read_as_it_is_kept_shown_and_typed(word: TrackingType) -> None:
    for text in (word.value, word.label, word.value.replace("_", "-"), f" {word.value.upper()} "):
        assert named(TrackingType, text) is word


def test_a_word_of_another_set_is_none() -> None:
    assert named(SerialState, "In Stock") is SerialState.IN_STOCK
    assert named(SerialState, "full_tracking") is None
    assert named(TrackingType, "") is None
