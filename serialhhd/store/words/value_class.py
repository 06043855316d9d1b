"""Values that every scan makes by the dozen."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

__all__ = ["value_class"]

if TYPE_CHECKING:
    from dataclasses import dataclass as value_class
else:

    def value_class(*, frozen: bool, slots: bool):  # noqa: ANN201 - the type checker takes it for `dataclass`
        """Make a dataclass that is frozen to the type checker; to make one that is frozen to Python, too, takes five times as long."""
        return dataclass(slots=slots, unsafe_hash=frozen)
