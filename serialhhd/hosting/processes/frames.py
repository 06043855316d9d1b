"""Frames on a unix socket between two processes of a server: the one way in which they are cut and put together.

A frame is the length of its content in four bytes, one byte that says what it is, and the content: JSON, or bytes as they are.
"""

import struct
from collections.abc import Iterator
from typing import Final, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

T = TypeVar("T")

LONGEST: Final = 1 << 20
"""So many bytes a frame holds at most; a thousand serials of 64 characters have a tenth of that."""
HEAD: Final = struct.Struct("!Ic")
RAW, JSON = b"=", b"{"
"""What a frame is."""


class BadFrame(Exception):  # noqa: N818 - what it is, not what went wrong
    """What came, or should go, is no frame that the other side understands."""


def framed(content: bytes, kind: bytes) -> bytes:
    """Return a frame with this content.

    Raises:
        BadFrame: It is too long.
    """
    if len(content) > LONGEST:
        raise BadFrame(f"{len(content)} bytes are too many for a frame")
    return HEAD.pack(len(content), kind) + content


def frames_in(buffer: bytearray) -> Iterator[tuple[bytes, bytes]]:
    """Take the whole frames out of what has come so far: what each is, and its content.

    Raises:
        BadFrame: What comes next is none; the rest cannot be read.
    """
    while len(buffer) >= HEAD.size:
        length, kind = head_of(buffer)
        whole = HEAD.size + length
        if len(buffer) < whole:
            return
        content = bytes(buffer[HEAD.size : whole])
        del buffer[:whole]
        yield kind, content


def head_of(begin: bytes | bytearray) -> tuple[int, bytes]:
    """Return how long a frame is, and what it is, by its first bytes.

    Raises:
        BadFrame: It is none, or too long.
    """
    length, kind = HEAD.unpack_from(begin)
    if length > LONGEST or kind not in {RAW, JSON}:
        raise BadFrame(f"no frame: {length} bytes of {kind!r}")
    return length, kind


def as_json(adapter: TypeAdapter[T], told: T) -> bytes:
    """Return the frame of something that is told as JSON.

    Raises:
        BadFrame: It is too long, or cannot be told as JSON.
    """
    try:
        return framed(adapter.dump_json(told), JSON)
    except PydanticSerializationError as error:
        raise BadFrame(f"cannot be told as JSON: {type(error).__name__}") from None


def understood(adapter: TypeAdapter[T], content: bytes) -> T:
    """Return what JSON tells.

    Raises:
        BadFrame: It tells nothing of that kind.
    """
    try:
        return adapter.validate_json(content)
    except ValidationError as error:
        raise BadFrame(f"{error.error_count()} faults in a frame") from None
