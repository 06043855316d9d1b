"""What the workers of a server ask the process that has the store, and what it answers.

Every question has a number, and so has its answer: many are on their way at the same time, and they are answered in any order.
"""

import asyncio
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter

from serialhhd.flows.config.devices.profile import DeviceProfile
from serialhhd.flows.seam.view import Label, Scan, View
from serialhhd.hosting.processes.frames import HEAD, as_json, head_of, understood
from serialhhd.store.people.logins import Principal
from serialhhd.store.words.vocabulary import LoginEvent, LoginMethod
from serialhhd.value_class import value_class

# --- questions to the store -------------------------------------------------------------------------------------------


@value_class
class FindPrincipal:
    """Who may log in by this name?"""

    name: str
    kind: Literal["find_principal"] = "find_principal"


@value_class
class CheckAttempts:
    """Were there too many wrong tries?"""

    name: str
    address: str
    kind: Literal["check_attempts"] = "check_attempts"


@value_class
class Note:
    """Keep what happened at the door."""

    what: LoginEvent
    name: str
    address: str
    device: str | None
    method: LoginMethod | None
    reason: str | None
    kind: Literal["note"] = "note"


@value_class
class Open:
    """Open a handheld under a number of the worker's; for a device with somebody signed on already, `operator` says who."""

    handheld: int
    principal: Principal
    operator: str | None = None
    names: tuple[str | None, ...] = ()
    kind: Literal["open"] = "open"


@value_class
class Look:
    """Where does the operator stand, on a device of these names?"""

    handheld: int
    names: tuple[str | None, ...] = ()
    kind: Literal["look"] = "look"


@value_class
class Submit:
    """Answer a scan, made on a device of these names."""

    handheld: int
    scan: Scan
    names: tuple[str | None, ...] = ()
    kind: Literal["submit"] = "submit"


@value_class
class ListCaptured:
    """Which serials are captured?"""

    handheld: int
    before: int
    limit: int
    kind: Literal["list_captured"] = "list_captured"


@value_class
class ListLabels:
    """Which labels lie there?"""

    handheld: int
    kind: Literal["list_labels"] = "list_labels"


@value_class
class Close:
    """A handheld is not used any more."""

    handheld: int
    kind: Literal["close"] = "close"


Question = FindPrincipal | CheckAttempts | Note | Open | Look | Submit | ListCaptured | ListLabels | Close


@value_class
class Asked:
    """A question with its number."""

    number: int
    question: Annotated[Question, Field(discriminator="kind")]


# --- answers ----------------------------------------------------------------------------------------------------------


@value_class
class Ready:
    """The store is open; said once, when somebody has connected."""

    kind: Literal["ready"] = "ready"


@value_class
class Found:
    """Who it is; None where nobody has that name."""

    principal: Principal | None
    kind: Literal["found"] = "found"


@value_class
class Opened:
    """It is open, who is signed on, and how its device is set up."""

    operator: str | None
    profile: DeviceProfile
    kind: Literal["opened"] = "opened"


@value_class
class Shown:
    """What the operator is shown now, who it is, and how the device is set up; None: as it was said last."""

    view: View
    operator: str | None
    profile: DeviceProfile | None = None
    kind: Literal["shown"] = "shown"


@value_class
class Captured:
    """Serials, newest first."""

    serials: tuple[str, ...]
    kind: Literal["captured"] = "captured"


@value_class
class Labels:
    """What a virtual scanner can read."""

    labels: tuple[Label, ...]
    kind: Literal["labels"] = "labels"


@value_class
class Done:
    """It is done."""

    kind: Literal["done"] = "done"


@value_class
class Denied:
    """A rule says no, as `Refused`."""

    code: str
    facts: dict[str, Any]
    kind: Literal["denied"] = "denied"


@value_class
class Unavailable:
    """The store cannot be used, as `StoreUnavailable`."""

    code: str
    sentence: str
    kind: Literal["unavailable"] = "unavailable"


@value_class
class Failed:
    """The program has a fault; the store's process has logged it."""

    error: str
    kind: Literal["failed"] = "failed"


Answer = Ready | Found | Opened | Shown | Captured | Labels | Done | Denied | Unavailable | Failed


@value_class
class Answered:
    """An answer with the number of its question; 0 where nothing was asked."""

    number: int
    answer: Annotated[Answer, Field(discriminator="kind")]


_ASKED: TypeAdapter[Asked] = TypeAdapter(Asked)
_ANSWERED: TypeAdapter[Answered] = TypeAdapter(Answered)


def asking(number: int, question: Question) -> bytes:
    """Return the frame of a question.

    Raises:
        BadFrame: It is too long, or cannot be told as JSON.
    """
    return as_json(_ASKED, Asked(number, question))


def answering(number: int, answer: Answer) -> bytes:
    """Return the frame of an answer.

    Raises:
        BadFrame: It is too long, or cannot be told as JSON.
    """
    return as_json(_ANSWERED, Answered(number, answer))


async def next_question(stream: asyncio.StreamReader) -> Asked | None:
    """Return the next question; None when nobody asks any more.

    Raises:
        BadFrame: What came is no question.
    """
    content = await _next(stream)
    return None if content is None else understood(_ASKED, content)


async def next_answer(stream: asyncio.StreamReader) -> Answered | None:
    """Return the next answer; None when nobody answers any more.

    Raises:
        BadFrame: What came is no answer.
    """
    content = await _next(stream)
    return None if content is None else understood(_ANSWERED, content)


async def _next(stream: asyncio.StreamReader) -> bytes | None:
    """Return what the next frame holds; None when the other side has gone."""
    try:
        length, _ = head_of(await stream.readexactly(HEAD.size))
        return await stream.readexactly(length)
    except (asyncio.IncompleteReadError, ConnectionError):
        return None
