"""The server, and a store that cannot be used."""

from pathlib import Path

from serialhhd.flows.seam.view import Message
from serialhhd.flows.sentences.language import said
from serialhhd.flows.sentences.sentence import error, refuses
from serialhhd.store.words.refusal import UNSURE, StoreUnavailable


@refuses
@error
def no_server(*, file: Path) -> str:
    return f"No server runs here: nobody answers at {file}."


@refuses
@error
def several_servers(*, file: Path) -> str:
    return f"Several servers run here. Say which one, such as --control {file}."


@refuses
@error
def server_of_another_user(*, file: Path) -> str:
    return f"{file} is another user's. Ask as the user that runs the server."


@refuses
@error
def server_silent(*, problem: str) -> str:
    return f"The server does not answer: {problem}."


@refuses
@error
def server_not_started(*, problem: str) -> str:
    return f"The server cannot start: {problem}."


@refuses
@error
def host_key_unusable(*, problem: str) -> str:
    return f"The server's key cannot be used: {problem}."


@refuses
@error
def no_host_key(*, file: Path) -> str:
    return f"No key is in {file}: the server's first start makes it. If it is elsewhere, name its folder: --host-keys."


@refuses
@error
def metrics_need_extra() -> str:
    return "Metrics need the extra metrics: pip install '.[metrics]' in the folder of serialhhd."


@said
def store_problem(*, code: str, sentence: str) -> str:  # noqa: ARG001 - other languages have a sentence for each code
    return sentence


@said
def not_taken(*, why: str) -> str:
    return f"Not taken. {why}"


def store_unavailable(unavailable: StoreUnavailable) -> Message:
    """Return the sentence of a store that cannot be used; the scan was not taken, unless nobody can say that.

    A scan that found its store replaced may be in the copy that was saved.
    """
    is_known = unavailable.code not in {UNSURE, "store_replaced"}
    why = store_problem(code=unavailable.code, sentence=str(unavailable))
    return Message("error", unavailable.code, not_taken(why=why) if is_known else why)
