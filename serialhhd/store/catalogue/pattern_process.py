"""A program of its own that matches patterns as Python's `re` does, and is ended by the system where one takes too long.

`re` cannot be interrupted, and while it matches no other thread of its process runs. So what may take too long runs here: the
system ends this process, nobody else's, once a question has used up its time. It reads a question a line and writes an answer
a line, both JSON. It imports nothing of serialhhd, so that it starts in a moment, and ends with the line to whoever asks.
"""

import json
import re
import signal
import sys

COMPILING = 0.2
"""Seconds of processor time to read a pattern; it is kept afterwards, as `re` keeps those used last."""


def main() -> None:
    """Answer questions until there are no more: `[pattern, texts, seconds]` with a list of serials, null where nothing fits."""
    for line in sys.stdin:
        pattern, texts, limit = json.loads(line)
        signal.setitimer(signal.ITIMER_VIRTUAL, COMPILING)
        compiled = re.compile(pattern)
        signal.setitimer(signal.ITIMER_VIRTUAL, limit)
        answer = [serial_in(compiled.fullmatch(text)) for text in texts]
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def serial_in(match: "re.Match[str] | None") -> str | None:
    """Return the serial of a match: its group `serial` where that took part, else all of it."""
    if match is None:
        return None
    named = match.groupdict().get("serial")
    return match[0] if named is None else named


if __name__ == "__main__":
    main()
