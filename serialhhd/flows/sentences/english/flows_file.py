"""What an admin is told who changes a flows.toml by commands."""

from serialhhd.flows.sentences.sentence import error, refuses
from serialhhd.flows.sentences.shown import visible


@refuses
@error
def flows_packaged() -> str:
    return "These flows came with the program, which keeps them. Get a file of your own: serialhhd flows init"


@refuses
@error
def file_exists(*, file: str) -> str:
    return f"{visible(file)} is there already. It stays as it is."


@refuses
@error
def file_not_changed(*, file: str, problem: str) -> str:
    return f"{visible(file)} stays as it is: {problem}."


@refuses
@error
def file_changed_meanwhile(*, file: str) -> str:
    return f"{visible(file)} was changed by somebody else meanwhile, and stays so. Look at it, and try again."


@refuses
@error
def flow_exists(*, flow: str) -> str:
    return f"There is a flow {visible(flow)} already. Take another name."


@refuses
@error
def option_not_set(*, option: str) -> str:
    return f"{visible(option)} is not set, so its default holds."


@refuses
@error
def unknown_option(*, option: str, flow: str) -> str:
    return f"{visible(option)} is no option. What there is: serialhhd flows explain {visible(flow)}"


@refuses
@error
def option_is_table(*, option: str) -> str:
    return f"{visible(option)} is a table. Name one of the keys in it."


@refuses
@error
def option_is_no_table(*, option: str) -> str:
    return f"{visible(option)} is one value and no table: there is nothing in it to name."


@refuses
@error
def list_has_comments(*, option: str) -> str:
    return f"The list {visible(option)} has comments in it, which would be lost. Change it in an editor."


@refuses
@error
def step_asked_already(*, step: str, flow: str) -> str:
    return f"{visible(flow)} asks {visible(step)} already."


@refuses
@error
def step_not_asked(*, step: str, flow: str, steps: tuple[str, ...]) -> str:
    return f"{visible(flow)} does not ask {visible(step)}. It asks {', '.join(map(visible, steps))}."


@refuses
@error
def step_without_serials(*, step: str) -> str:
    return f"{visible(step)} asks for no serials: leave --without-serials out."


@refuses
@error
def serials_undecided() -> str:
    return "What becomes of a product that needs serials? Say --without-serials refuse, or --without-serials skip."


@refuses
@error
def unknown_profile(*, profile: str, profiles: tuple[str, ...]) -> str:
    return f"{visible(profile)}: no such profile of devices. There are {', '.join(profiles) or 'none'}."
