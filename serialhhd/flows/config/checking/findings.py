"""What can be wrong with a flows.toml in particular, or odd: each by its code. What may be wrong with any file is in `toml`."""

from collections.abc import Iterable, Sequence
from typing import Any

from serialhhd.toml.findings import shown
from serialhhd.toml.key import either
from serialhhd.toml.problem import Said, absence, error, nearest, warning

# --- the file -----------------------------------------------------------------------------------------------------


@absence
def empty_file() -> Said:
    """Return that nothing is in the file."""
    return Said("the file is empty: it needs version = 1 and a [flows.NAME] table for each flow")


@absence
def no_flow() -> Said:
    """Return that the file has no flow."""
    return Said("no flow: the file needs a [flows.NAME] table for each flow")


@error
def key_of_the_file(*, key: str) -> Said:
    """Return that a key of the whole file stands below the header of a table, and so is taken for one of the table's."""
    return Said(
        f"{key} is a key of the whole file: it must stand above the first [table]", f"move {key} to the top"
    )


@error
def device_twice(*, name: str, other: str) -> Said:
    """Return that two tables have one name: upper and lower case are the same in it."""
    return Said(f"{shown(name)} and {shown(other)} are one profile: letter case does not count")


@error
def needed_key(*, key: str, why: str) -> Said:
    """Return that the program needs a key itself."""
    return Said(f"{key} cannot be given another action: {why}", "take another key")


@error
def no_function_key(*, key: str) -> Said:
    """Return which keys there are."""
    return Said(f"{shown(key)} is no function key: there are F1 to F12", "F2, F4 and F8 keep their actions")


@error
def prefixes_alike(*, prefix: str) -> Said:
    """Return that no action could be entered by its sign: it would be taken away as what the scanner sends."""
    return Said(
        f"strip_prefix {shown(prefix)} begins with the action_prefix: no action would come through",
        "set the scanner, or the action_prefix, to another sign",
    )


# --- a flow -------------------------------------------------------------------------------------------------------


@error
def wrong_flow_name(*, name: str) -> Said:
    """Return what a flow may be named."""
    return Said(f"a flow cannot be named {shown(name)}: only letters, digits, _ and - are allowed")


@error
def flow_is_no_table(*, name: str, value: Any) -> Said:
    """Return that a flow is a table."""
    return Said(f"{name} cannot be {shown(value)}: a flow is a table")


# --- its steps ----------------------------------------------------------------------------------------------------


@error
def step_is_no_name(*, value: Any) -> Said:
    """Return that a step is given by its name."""
    return Said(f"a step cannot be {shown(value)}: it must be the name of a step in quotes")


@error
def unknown_step(*, step: str, steps: Iterable[str]) -> Said:
    """Return which steps there are."""
    known = list(steps)
    return Said(f"unknown step {shown(step)}: it must be {either(known)}", nearest(step, known))


@error
def foreign_step(*, step: str, operation: str, operations: Iterable[str]) -> Said:
    """Return of which operations a step is, which this one has not."""
    fitting = either(operations)
    if not fitting:
        return Said(f'"{step}" is no step of "{operation}"')
    return Said(f'"{step}" is a step of {fitting}, not of "{operation}"')


@error
def step_twice(*, step: str) -> Said:
    """Return that each step is asked once."""
    return Said(f'"{step}" is given twice: a flow asks each step once')


@error
def word_twice(*, step: str, word: str, other: str) -> Said:
    """Return that two steps ask for the same."""
    return Said(f'"{step}" asks for the {word}, as "{other}" does: a flow asks for it once')


@absence
def missing_step(*, steps: Iterable[str], operation: str) -> Said:
    """Return that an operation cannot do without a step, or without one of several."""
    return Said(f'missing step {either(steps)}: "{operation}" cannot do without it')


@error
def step_before_its_need(*, step: str, word: str, later: str) -> Said:
    """Return that a step needs what a later one asks for."""
    return Said(f'"{step}" needs the {word}: it must come after "{later}"')


@absence
def step_without_its_need(*, step: str, word: str) -> Said:
    """Return that a step needs what no step asks for."""
    return Said(f'"{step}" needs the {word}, which no step of the flow provides')


@error
def step_too_early(*, step: str, later: str) -> Said:
    """Return that a step comes before one that it must follow where the flow has both."""
    return Said(f'"{step}" must come after "{later}"')


# --- what is odd --------------------------------------------------------------------------------------------------


@warning
def same_name(*, name: str, other: str) -> Said:
    """Return that two flows have names that are hard to tell apart."""
    return Said(
        f"the flows {shown(name)} and {shown(other)} differ in letter case only", "rename one of them"
    )


@warning
def name_of_digits(*, name: str) -> Said:
    """Return that a flow has the name of a number, which in the menu is an entry."""
    return Said(f"the flow {shown(name)} is named like a number of the menu", "begin its name with a letter")


@warning
def same_title(*, title: str, other: str) -> Said:
    """Return that two entries of the menu read the same."""
    return Said(
        f'the title {shown(title)} is that of "{other}" as well', "in the menu nobody can tell them apart"
    )


@warning
def nobody_sees(*, flow: str) -> Said:
    """Return that a flow is shown to nobody: a list is empty of who sees it."""
    return Said(
        f"nobody sees the flow {shown(flow)}: a list of shown_to is empty", "leave the list out: then all do"
    )


@warning
def no_such_operator(*, flow: str, roles: Sequence[str]) -> Said:
    """Return that a flow is for roles that no operator of the store has."""
    return Said(
        f"nobody sees the flow {shown(flow)}: no operator of the store is {either(roles)}",
        f"serialhhd operator add NAME --role {roles[0]}",
    )


@warning
def no_such_device(*, flow: str, names: Sequence[str]) -> Said:
    """Return that a flow is for devices that neither the store nor the file knows."""
    return Said(
        f"nobody sees the flow {shown(flow)}: there is no device {either(names)}",
        "serialhhd device add NAME, or a table [devices.NAME] in this file",
    )


@warning
def idle_table(*, step: str, counts: Sequence[str] = ()) -> Said:
    """Return that a step is not asked whose options are written; those that are rules of the operation count all the same."""
    verb = "counts" if len(counts) == 1 else "count"
    kept = (
        f"{' and '.join(counts)} {verb} all the same" if counts else "it is kept for the day the step returns"
    )
    return Said(f'"{step}" has a table, and is not in steps', kept)


@warning
def idle_option(*, key: str, why: str) -> Said:
    """Return that another option, or the steps, leave an option without effect."""
    return Said(f"{key} has no effect: {why}")


@warning
def idle_word(*, key: str, word: str, why: str) -> Said:
    """Return that another option leaves a word of a list without effect."""
    return Said(f'"{word}" in {key} has no effect: {why}')


@warning
def uncaptured_products(*, skus: Sequence[str], count: int, operation: str) -> Said:
    """Return that products need serials, which no flow asks for."""
    named = ", ".join(skus) + (f" and {count - len(skus)} more" if count > len(skus) else "")
    noun = "product needs" if count == 1 else "products need"
    return Said(
        f'{count} {noun} serials ({named}), and no flow of "{operation}" asks for them',
        'add "enter_serials" to the steps of one',
    )


@warning
def default_is_no_location(*, code: str, known_as: str | None) -> Said:
    """Return that a default names no location of the store: the handheld proposes nothing."""
    what = f"it is a {known_as}" if known_as else "the handheld proposes nothing"
    return Said(
        f"there is no location {shown(code)} in the store: {what}",
        "name another one" if known_as else f"serialhhd location add {code}, or name another one",
    )


@warning
def older_key(*, key: str, now: str) -> Said:
    """Return that a key has another name now."""
    return Said(f"{key} is called {now} now", "it goes on to mean the same")


@warning
def key_given_twice(*, key: str, other: str) -> Said:
    """Return that one function key is given two actions."""
    return Said(f"{key} and {other} are one key", "the last in the file counts")


@warning
def profile_too_late(*, pattern: str, profile: str) -> Said:
    """Return that another profile, which stands before, is for the same devices."""
    return Said(
        f"{shown(pattern)} is for no device: [devices.{profile}] is for the same, and stands before",
        "of two profiles the first counts: put that of fewer devices first",
    )


@warning
def profile_of_nobody(*, profile: str) -> Said:
    """Return that a list is empty of the devices that a profile is for."""
    return Said(f"[devices.{profile}] is for no device: match is empty", "leave match out, or name a device")


@warning
def text_cut(*, key: str, text: str, where: str, columns: int, hint: str = "") -> Said:
    """Return that a text does not fit on a device that it is shown on."""
    return Said(f"{key} {shown(text)} is cut on {where}, which has {columns} columns", hint)


@warning
def profile_unmatched(*, profile: str) -> Said:
    """Return that no device that is known has a profile."""
    return Said(
        f"no device of the store has the profile [devices.{profile}]",
        "it counts for handhelds that are opened with --device, or on a terminal of that type",
    )


@warning
def device_of_two_profiles(*, device: str, profile: str, other: str) -> Said:
    """Return that two profiles are for one device."""
    return Said(
        f"{shown(device)} has the profile [devices.{other}]: that stands before [devices.{profile}]",
        "of two profiles the first counts",
    )


@warning
def no_supervisor_has_a_pin() -> Said:
    """Return that a supervisor is wanted, and none could answer."""
    return Said(
        "nobody can answer: no supervisor has a PIN",
        "serialhhd operator pin NAME gives a supervisor one",
    )
