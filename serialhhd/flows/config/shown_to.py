"""Who sees a flow: by what an operator may do, and by the device that it is on."""

from collections.abc import Collection, Mapping
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field

from serialhhd.flows.config.devices.names import is_named
from serialhhd.flows.sentences.texts import ONE_LINE
from serialhhd.store.words.vocabulary import Role
from serialhhd.toml.key import Must, either, table_of


def _is_role(text: str) -> bool:
    return text in set(Role)


ROLE: Final = Must(either(Role), _is_role, {"enum": list(Role)})


class ShownTo(BaseModel):
    """Who sees a flow; of what is left out, everybody."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    roles: list[Annotated[str, ROLE]] = Field(
        default=[], description="What an operator must be, one of these."
    )
    devices: list[Annotated[str, ONE_LINE]] = Field(
        default=[], description="The names of the devices; * stands for any characters, ? for one."
    )


SHOWN_TO: Final = table_of(
    ShownTo, f"a table of lists, roles ({either(Role)}) and devices (names, * for any characters)"
)


def is_shown(shown_to: Mapping[str, Collection[str]], role: Role | None, device: str | None) -> bool:
    """Return whether a flow is for somebody: both lists must have them, where they are written.

    Args:
        shown_to: What the flow says.
        role: What the operator may do; None while nobody is signed on, who may be anybody.
        device: The name of the device, in whatever letter case; None where it has none, and is on no list.
    """
    roles, devices = shown_to.get("roles"), shown_to.get("devices")
    if roles is not None and role is not None and role not in roles:
        return False
    return devices is None or is_named([device], devices)


def is_for_nobody(shown_to: Mapping[str, Collection[str]]) -> bool:
    """Return whether a list is empty, on which nobody is."""
    return not all(shown_to.values())
