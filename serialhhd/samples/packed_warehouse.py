"""The sample warehouse with cameras and a router that came under SSCCs, both of which lie on a pallet."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final

from sqlalchemy import Connection

from serialhhd.samples import warehouse
from serialhhd.samples.warehouse import OFFICE
from serialhhd.store.containers import containers
from serialhhd.store.inbound import desk_receiving, pre_entered, pre_receipts
from serialhhd.store.inbound.desk_receiving import Delivery
from serialhhd.store.words.vocabulary import ContainerKind

DELIVERY: Final = "PR-1010"
PALLET: Final = "PALLET-1"
TOTE: Final = "TOTE-1"
PLACE: Final = "A-02-01"
CAME: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "CAM-200": {"SN0011": "340123450000000017", "SN0012": "340123450000000017"},
        "RTR-10": {"R10-00041": "340123450000000024"},
    }
)
"""In which SSCC each serial came."""


def fill(conn: Connection, at: datetime) -> None:
    """Fill a new store."""
    warehouse.fill(conn, at)
    wanted = [(sku, len(ssccs)) for sku, ssccs in CAME.items()]
    pre_receipts.add(conn, DELIVERY, wanted, at=at, supplier="Lens & Co", by=OFFICE)
    containers.add(conn, PALLET, ContainerKind.PALLET, by=OFFICE)
    containers.add(conn, TOTE, by=OFFICE)
    for sku, ssccs in CAME.items():
        pre_entered.set_serials(conn, DELIVERY, sku, tuple(ssccs), ssccs=ssccs, by=OFFICE)
        desk_receiving.receive(conn, DELIVERY, sku, Delivery(PLACE), by=OFFICE, at=at)
        for sscc in dict.fromkeys(ssccs.values()):
            containers.put(conn, sscc, PALLET, by=OFFICE)
