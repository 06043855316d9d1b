"""The time of a class."""

from serialhhd.training.classroom.watch import Watch


def test_time_stands_while_it_is_stopped_and_goes_on_where_it_stood() -> None:
    now = 100.0
    watch = Watch(lambda: now)
    now = 107.0
    assert watch() == 7.0
    watch.stop()
    now = 150.0
    watch.stop()
    assert (watch(), watch.is_stopped) == (7.0, True)
    watch.go_on()
    now = 153.0
    assert (watch(), watch.is_stopped) == (10.0, False)
