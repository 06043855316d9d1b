"""The file that `serialhhd flows init` writes: the flows that come with the program, with every key and what it means."""

import textwrap
from collections.abc import Iterator
from typing import Final

from serialhhd.flows.config.devices.profile import DeviceProfile
from serialhhd.flows.config.discovery import PACKAGED
from serialhhd.flows.config.loader import Checked, checked
from serialhhd.flows.config.model import Flow
from serialhhd.flows.descriptions.settings import Setting, settings
from serialhhd.flows.sentences.language import in_language
from serialhhd.toml.edits.values import written
from serialhhd.toml.key import Key, keys_of

WIDTH: Final = 100
HEAD: Final = """\
# What the handhelds ask. The order of the flows is the order of the menu; what is changed here holds for what is
# begun afterwards. A line that begins with # says nothing to the program: it is a comment, or a default that holds anyhow.
#
#   serialhhd flows check                               what is wrong, and where
#   serialhhd flows explain goods_in                    what holds, and what else it may be
#   serialhhd flows set goods_in.title "Goods in"       changes this file, and nothing else in it
"""


DEVICE: Final = """
# How handhelds are set up, all of them.
[device]"""
PROFILE: Final = """
# What differs on some devices, by their names: serialhhd flows set devices.dock.language de
# [devices.dock]
# match = ["DOCK-*"]
# language = "de"
"""


def initial_file() -> str:
    """Return the text of the file."""
    packaged = checked(PACKAGED)
    flows = [line for flow in packaged.flows for line in _flow(packaged, flow)]
    device = [line for key in keys_of(DeviceProfile).values() for line in _device_key(key)]
    return "\n".join([HEAD, "version = 1", *flows, DEVICE, *device, PROFILE])


def _flow(packaged: Checked, flow: Flow) -> Iterator[str]:
    """Yield what a flow says and what its steps do; a step that it does not ask has no table, which would be odd (`idle_table`)."""
    table: str | None = ""
    left_out = {step.name for step in flow.left_out}
    for one in settings(packaged, flow):
        if one.step in left_out:
            continue
        if one.step != table:
            table = one.step
            yield from _header(flow, one.step)
        yield from _setting(flow, one)


def _header(flow: Flow, step: str | None) -> Iterator[str]:
    yield ""
    if step is None:
        yield f"# ---- {in_language(flow.title)} ----"
        yield ""
        yield f"[flows.{flow.name}]"
    else:
        yield f"[flows.{flow.name}.{step}]"


def _setting(flow: Flow, one: Setting) -> Iterator[str]:
    yield from _comments(one.key)
    is_left_to_itself = one.line is None and one.key.why_idle(flow)
    yield f"{'# ' if is_left_to_itself else ''}{one.key.name} = {one.written}"


def _device_key(key: Key) -> Iterator[str]:
    yield from _comments(key)
    yield f"{key.name} = {written(key.default)}"


def _comments(key: Key) -> Iterator[str]:
    """Yield what a key means and what it may be."""
    yield ""
    may_be = "" if key.explained else f" ({key.may_be})"
    yield from _wrapped(f"{key.meaning.rstrip('.')}{may_be}.", "# ", "# ")
    for word, meaning in key.explained.items():
        yield from _wrapped(f'"{word}": {meaning}' if meaning else f'"{word}"', "#   ", "#     ")


def _wrapped(text: str, first: str, others: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=others, break_long_words=False)
