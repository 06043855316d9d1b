"""What docs/flows.md says of keys, steps and flows, from where they are declared: `python -m ... docs/flows.md` writes it anew.

The rest of the page is written by hand: it stands outside of the pairs of comments that these parts stand between.
"""

import re
import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from serialhhd.flows.config.devices.profile import DeviceProfile, NamedProfile
from serialhhd.flows.config.discovery import PACKAGED
from serialhhd.flows.config.keys import OF_EACH_STEP, OPERATION, STEPS, Conversation, Vocabulary
from serialhhd.flows.config.loader import load
from serialhhd.flows.descriptions import diagram
from serialhhd.flows.operations import operations
from serialhhd.flows.operations.operation import Operation
from serialhhd.flows.steps import step_types, step_types_of
from serialhhd.flows.steps.step import Step
from serialhhd.flows.words.word import DESTINATION, DOCUMENT, PRODUCT, QUANTITY, REASON, SERIALS, SOURCE
from serialhhd.toml.edits.values import written
from serialhhd.toml.key import Key, either, keys_of

PART: Final = re.compile(r"(<!-- written by make docs: (.+?) -->\n).*?(<!-- end -->)", re.DOTALL)


def page(text: str, parts: Mapping[str, Callable[[], str]]) -> str:
    """Return a page with the parts that are written by the program, by their names, as they are now.

    Raises:
        KeyError: There is no part of a name that is marked.
    """
    return PART.sub(lambda found: f"{found[1]}\n{parts[found[2]]()}\n{found[3]}", text)


def _keys_of_a_device() -> str:
    return "\n".join(_sections(keys_of(NamedProfile)))


def _keys_of_a_flow() -> str:
    own = Vocabulary().of_any.own
    any_steps = replace(
        own[STEPS], meaning=keys_of(Conversation)[STEPS].meaning
    )  # which are needed is in the table
    return "\n".join(_sections({**own, STEPS: any_steps}))


def _options_of_steps() -> str:
    of_each = {name: key for name, key in keys_of(Step).items() if name in OF_EACH_STEP}
    lines = ["## Options of every step", "", "They stand in the table of the step, never on the flow.", ""]
    lines += _sections(of_each)
    for step, table in Vocabulary().of_any.tables.items():
        own = {name: key for name, key in table.items() if name not in of_each}
        if own:
            lines += [f"## Options of `{step}`", "", *_sections(own)]
    return "\n".join(lines)


def _diagrams() -> str:
    drawn = (f"```text\n{diagram.text(flow)}\n```\n" for flow in load(PACKAGED))
    return "\n".join(drawn)


PARTS: Final[Mapping[str, Callable[[], str]]] = {
    "the packaged flows": _diagrams,
    "keys of a device": _keys_of_a_device,
    "keys of a flow": _keys_of_a_flow,
    "options of steps": _options_of_steps,
}


# --- keys -----------------------------------------------------------------------------------------------------------------


def _sections(keys: Mapping[str, Key]) -> Iterator[str]:
    for key in keys.values():
        yield f"### `{key.name}`"
        yield ""
        yield f"{key.meaning} {_default(key)}{_may_be(key)}"
        yield ""
        yield from TABLES.get(key.name, partial(_choices, key))()


def _default(key: Key) -> str:
    if key.is_required:
        return "Required."
    if key.name == "title":
        titles = " or ".join(f"`{written(one.title)}`" for one in operations().values())
        return f"Default: what the operation is called, {titles}."
    if key.model is NamedProfile and key.name not in DeviceProfile.model_fields:
        return "It stands in `devices` alone."
    defaults = _defaults_of_operations(key) or {written(key.default): ""}
    return f"Default: {' or '.join(f'`{default}`{whose}' for default, whose in defaults.items())}."


def _defaults_of_operations(key: Key) -> Mapping[str, str]:
    """Return what several operations have for an option where a flow says nothing, and which of them; nothing where they have the same."""
    found: dict[str, str] = {}
    for one in operations().values():
        option = one.options.model_fields.get(key.name)
        if option is not None and None not in one.tables_of(key.name):
            default = written(option.get_default(call_default_factory=True))
            found[default] = f"{found[default]}, `{one.name}`" if default in found else f" in `{one.name}`"
    return found if len(found) > 1 else {}


def _may_be(key: Key) -> str:
    return (
        ""
        if key.may_be == either(key.explained) or key.name in {OPERATION, STEPS}
        else f" It must be {key.may_be}."
    )


def _choices(key: Key) -> Iterator[str]:
    for word, meaning in key.explained.items():
        yield f'- `"{word}"`: {meaning}'
    if key.explained:
        yield ""


# --- operations -----------------------------------------------------------------------------------------------------------

IN_ORDER: Final = (DOCUMENT, SOURCE, PRODUCT, SERIALS, QUANTITY, REASON, DESTINATION)


def _table_of_operations() -> Iterator[str]:
    """Yield what each operation is, as it is declared: the documents that ask for it, and what a flow of it may ask for."""
    yield "What stands in bold every flow of the operation asks for; the other words it may leave out."
    yield ""
    yield "| operation | called | asked for by | knows | own actions | holds from turn to turn |"
    yield "|---|---|---|---|---|---|"
    for one in operations().values():
        papers = " or ".join(dict.fromkeys(of_kind.kind.label for of_kind in one.documents))
        knows = ", ".join(_known(word, one) for word in _in_order(one.words))
        held = ", ".join(word for word in _in_order(one.words) if one.turns.holds(word))
        own = ", ".join(f"`{word}`" for word in one.actions)
        yield f"| `{one.name}` | {one.title} | {papers or 'nobody'} | {knows} | {own or '-'} | {held or '-'} |"
    yield ""


def _in_order(words: Collection[str]) -> Iterator[str]:
    yield from (word for word in IN_ORDER if word in words)
    yield from sorted(set(words).difference(IN_ORDER))


def _known(word: str, operation: Operation) -> str:
    return f"**{word}**" if word in operation.required else word


# --- steps ----------------------------------------------------------------------------------------------------------------


def _table_of_steps() -> Iterator[str]:
    every = operations().values()
    yield f"| step | asks | {' | '.join(f'`{one.name}`' for one in every)} |"
    yield f"|---|---|{'---|' * len(every)}"
    for name, kind in step_types().items():
        question = (kind.__doc__ or "").strip().partition("\n")[0]
        yield f"| `{name}` | {question} | {' | '.join(_place(kind, one) for one in every)} |"
    yield ""


def _place(step_type: type[Step], operation: Operation) -> str:
    """Return whether a flow of an operation may have a step, and behind which others."""
    steps = step_types_of(operation)
    if step_type.name not in steps:
        return "-"
    word = operation.word(step_type.asks)
    needed = step_type.needs | step_type.follows | operation.needs.get(word, frozenset())
    behind = [
        f"`{name}`"
        for name, one in steps.items()
        if operation.word(one.asks) in needed - {DOCUMENT, word} and one is not step_type
    ]
    needs = "required" if word in operation.required else "optional"
    if word == DOCUMENT:
        return f"{needs}, first"
    return f"{needs}, after {', '.join(behind)}" if behind else needs


TABLES: Final[Mapping[str, Callable[[], Iterator[str]]]] = {
    OPERATION: _table_of_operations,
    STEPS: _table_of_steps,
}
"""What stands below a key in place of its choices."""


if __name__ == "__main__":
    path = Path(sys.argv[1])
    path.write_text(page(path.read_text(encoding="utf-8"), PARTS), encoding="utf-8")
