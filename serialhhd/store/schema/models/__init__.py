"""The tables as SQLModel classes, by subject: a new store is made of them.

Times are UTC; keys are integers; every constraint has a name. What plain constraints cannot say (append-only
ledger, the moves of a serial, quantities that follow the ledger) is in `guards/`. Statements use the columns in `tables.py`,
which `make docs` writes from these classes.
"""

from typing import Final

from sqlalchemy import MetaData

from serialhhd.store.schema import printable
from serialhhd.store.schema.models import (
    batches,
    catalogue,
    configuration,
    containers,
    counts,
    desk,
    documents,
    people,
    runs,
    serials,
    site,
    stock,
)
from serialhhd.store.schema.models.base_row import BaseRow

SUBJECTS: Final = (
    batches,
    catalogue,
    configuration,
    containers,
    counts,
    desk,
    documents,
    people,
    runs,
    serials,
    site,
    stock,
)

metadata: Final[MetaData] = BaseRow.metadata

printable.constrain(metadata)
