"""The clock of a lesson."""

import threading

from serialhhd.training.lessons.clock import TICK, Clock


def test_who_looks_on_another_thread_does_not_keep_the_clock_from_ticking() -> None:
    clock, begun, left = Clock(passing=lambda: 0.0), threading.Event(), threading.Event()

    def look() -> None:
        with clock.looked_at():
            begun.set()
            left.wait()

    looking = threading.Thread(target=look)
    with clock.looked_at():
        looking.start()
        begun.wait()
        stood = clock()
        assert clock() == stood
    assert clock() == stood + TICK
    left.set()
    looking.join()
    assert clock() == stood + 2 * TICK
