"""What is said of recordings."""

from serialhhd.flows.sentences.sentence import error, refuses, warning
from serialhhd.flows.sentences.shown import visible


@refuses
@error
def recording_unreadable(*, file: str, problem: str) -> str:
    return f"{visible(file)} cannot be read: {problem}."


@refuses
@error
def no_recording(*, file: str) -> str:
    return f"{visible(file)} is no recording of a lesson."


@refuses
@error
def recording_cut_short(*, at: float) -> str:
    return f"The recording is cut short at {at:.1f} s: it has no end to be compared, and no score."


@refuses
@error
def recording_not_playable(*, problem: str) -> str:
    return f"The recording cannot be played by this program: {problem}"


@warning
def recording_ended(*, problem: str) -> str:
    return f"Nothing more is recorded: {problem}. The lesson goes on."
