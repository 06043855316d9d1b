"""The operations that a flow can be written for."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

PRE_RECEIPT_RECEIVE: Final = "pre_receipt_receive"
PICK_BY_PICK_LIST: Final = "pick_by_pick_list"


@dataclass(frozen=True, slots=True)
class Operation:
    """What a flow does in the warehouse.

    Attributes:
        name: The word in flows.toml (`pre_receipt_receive`).
        title: What an operator reads where the flow has no `title` of its own.
        required: The steps that no flow of the operation can do without.
    """

    name: str
    title: str
    required: tuple[str, ...]


OPERATIONS: Final[Mapping[str, Operation]] = MappingProxyType(
    {
        operation.name: operation
        for operation in (
            Operation(
                PRE_RECEIPT_RECEIVE,
                "Pre-Receipt Receive",
                ("scan_pre_receipt", "scan_product", "scan_location"),
            ),
            Operation(PICK_BY_PICK_LIST, "Pick Tasks by Pick List", ("scan_pick_list", "scan_product")),
        )
    }
)
