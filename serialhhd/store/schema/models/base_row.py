"""What all classes of tables share."""

from typing import ClassVar

from sqlalchemy import MetaData
from sqlmodel import SQLModel

NAMES = {
    "pk": "pk_%(table_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}


class BaseRow(SQLModel):
    """What all tables share: the metadata that names every constraint."""

    metadata: ClassVar[MetaData] = MetaData(naming_convention=NAMES)
