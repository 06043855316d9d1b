"""What trainees of a class read on their handhelds beside what the flow says."""

from serialhhd.flows.sentences.language import said


@said
def paused() -> str:
    return "The trainer has stopped the class. Wait: nothing is taken."


@said
def set_aside() -> str:
    return "Set aside."


@said
def supervisor_called() -> str:
    return "The supervisor is called."


@said
def result(*, score: int, passed: bool, caught: int, slipped: int, wrong: int, seconds: int) -> str:
    """Say what a lesson was worth."""
    verdict = "passed" if passed else "not passed"
    return (
        f"The class is over. {score} points: {verdict}. Mishaps: {caught} caught, {slipped} slipped. "
        f"Wrong scans: {wrong}. Time: {seconds} s."
    )
