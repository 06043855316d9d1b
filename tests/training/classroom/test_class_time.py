"""The time of a class."""

from serialhhd.training.classroom.class_time import ClassTime


def test_time_stands_while_it_is_stopped_and_goes_on_where_it_stood() -> None:
    now = 100.0
    time = ClassTime(lambda: now)
    now = 107.0
    assert time() == 7.0
    time.stop()
    now = 150.0
    time.stop()
    assert (time(), time.is_stopped) == (7.0, True)
    time.go_on()
    now = 153.0
    assert (time(), time.is_stopped) == (10.0, False)
