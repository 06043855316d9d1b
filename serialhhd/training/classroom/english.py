"""What trainees of a class read on their handhelds beside what the flow says."""

from serialhhd.flows.sentences.language import said


@said
def paused() -> str:
    return "The class stands still. Nothing is taken."


@said
def set_aside() -> str:
    return "Set aside."


@said
def supervisor_called() -> str:
    return "The supervisor is called."


@said
def result(*, score: int, passed: bool, caught: int, slipped: int, wrong: int, seconds: int) -> str:
    """Say what a lesson was worth; what matters most comes last, for a small screen keeps the end of it."""
    verdict = "passed" if passed else "not passed"
    return (
        f"The class is over. Mishaps: {caught} caught, {slipped} slipped. Wrong scans: {wrong}. "
        f"Time: {seconds} s. {score} points: {verdict}."
    )
