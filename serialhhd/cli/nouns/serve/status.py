"""`serialhhd serve status`: who is on the server, and how it is."""

from datetime import datetime
from typing import Any

from serialhhd.cli.parts.output import Json, Row, document, facts, say, table
from serialhhd.cli.parts.serving import Control

SHOWN = ("operator", "device", "where", "terminal", "flow", "step", "last_scan", "link")
FIGURES = (
    "up since",
    "process",
    "handhelds",
    "waits",
    "logins",
    "refusals",
    "take-overs",
    "drops",
    "loop blocks",
)
MEGABYTE = 1_000_000


def status(*, control: Control = None, as_json: Json = False) -> None:
    """Say who is on the server, where and at which step, how long operators wait, and whether the store can be written."""
    from serialhhd.hosting.monitoring.control import ask, find_control

    answer = ask(control or find_control(), "status")
    if as_json:
        document(answer)
    else:
        _show(answer)
    if answer["store_problem"]:
        from serialhhd.store.words.refusal import StoreUnavailable

        raise StoreUnavailable("store_unreachable", answer["store_problem"])


def _show(answer: Row) -> None:
    if answer["sessions"]:
        table([_row(one) for one in answer["sessions"]], SHOWN)
        print()
    else:
        say("Nobody is there.")
    figures = _figures(answer)
    facts(figures, tuple(figures))


def _row(session: Row) -> Row:
    down = session["detached"]
    last = session["last_scan"]
    return {
        "operator": _printable(session["operator"]),
        "device": _printable(session["device"]),
        "where": session["address"],
        "terminal": _printable(session["terminal"]),
        "flow": session["flow"] or None,
        "step": session["step"],
        "last_scan": None if last is None else f"{_span(last)} ago",
        "link": "up" if down is None else f"down {_span(down)}",
    }


def _figures(answer: Row) -> dict[str, Any]:
    sessions = answer["sessions"]
    down = sum(one["detached"] is not None for one in sessions)
    memory = answer["memory"]
    return {
        "up since": datetime.fromisoformat(answer["started_at"]),
        "process": f"{answer['pid']}, {answer['workers']} serving",
        "handhelds": f"{len(sessions)}, {down} with their link down",
        "waits": _waits(answer["latency"]),
        "logins": f"{answer['logins']}, {answer['refusals']} refused",
        "links": f"{answer['drops']} dropped, {answer['take_overs']} taken over",
        "loop blocks": answer["loop_blocks"],
        "memory": None if memory is None else f"{memory / MEGABYTE:.0f} MB",
        **_flows(answer["flows"]),
    }


def _flows(flows: Row) -> dict[str, Any]:
    """Return what is in force, and in a line of its own what is wrong with the file."""
    broken = {"flows broken": _printable(flows["problem"])} if flows["problem"] else {}
    in_force = f"{flows['file']}, version {flows['version']} by {flows['by']}"
    return {"flows": _printable(in_force), **broken}


def _waits(latency: Row) -> str:
    known = [f"{name} {latency[name]} ms" for name in ("p50", "p95", "p99") if name in latency]
    return ", ".join([f"{latency['count']} scans", *known])


def _span(seconds: float) -> str:
    """Return a time as people say it: `12 s`, `3 min`, `2 h`."""
    for unit, length in (("h", 3600), ("min", 60)):
        if seconds >= length:
            return f"{seconds // length:.0f} {unit}"
    return f"{seconds:.0f} s"


def _printable(text: str | None) -> str | None:
    """Return what a client says of itself without what would move the cursor of whoever reads it."""
    return text and "".join(character if character.isprintable() else "?" for character in text)
