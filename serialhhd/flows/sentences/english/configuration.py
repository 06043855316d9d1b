"""Which flows are in force."""

from serialhhd.flows.sentences.sentence import error, refuses
from serialhhd.flows.sentences.shown import visible


@error
def flows_changed_meanwhile(*, version: int, operator: str) -> str:
    if not version:
        return "No version is in force yet: apply without --based-on."
    return f"Version {version} by {visible(operator)} is in force meanwhile. Look at it (flows history), then apply again."


@refuses
@error
def flows_in_force_already(*, version: int) -> str:
    return f"The file says just this already: it is version {version}, which is in force."


@refuses
@error
def flows_not_applied() -> str:
    return "Nothing was changed."


@error
def no_pilot() -> str:
    return "No pilot is on."


@error
def no_reason() -> str:
    return "Say why: it is kept with the version."
