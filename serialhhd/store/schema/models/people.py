"""The tables of who may come in, and of who came: operators, shared devices, their keys, and the audit of logins."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from serialhhd.store.schema.columns import Id, Text, UtcTime, partial_index, word
from serialhhd.store.schema.conditions import COUNTED
from serialhhd.store.schema.models.base_row import BaseRow
from serialhhd.store.words.vocabulary import Language, LoginEvent, LoginMethod, Role


class Operator(BaseRow, table=True):
    """Somebody who may sign on; from `disabled_at` on no longer. Passwords and PINs are kept as argon2id hashes only.

    Without a `language` it is the device's that is spoken.
    """

    id: int | None = Field(default=None, primary_key=True, sa_type=Id)
    name: str = Field(sa_type=Text)
    name_key: str = Field(sa_type=Text, unique=True)
    role: Role = Field(sa_type=word(Role, "role"))
    created_at: datetime = Field(sa_type=UtcTime)
    disabled_at: datetime | None = Field(default=None, sa_type=UtcTime)
    password_hash: str | None = Field(default=None, sa_type=Text)
    pin_hash: str | None = Field(default=None, sa_type=Text)
    language: Language | None = Field(default=None, sa_type=word(Language, "language"))


class Device(BaseRow, table=True):
    """A terminal that several operators share: it logs in with its own key, and asks who is at it."""

    id: int | None = Field(default=None, primary_key=True, sa_type=Id)
    name: str = Field(sa_type=Text)
    name_key: str = Field(sa_type=Text, unique=True)
    created_at: datetime = Field(sa_type=UtcTime)
    disabled_at: datetime | None = Field(default=None, sa_type=UtcTime)


class PublicKey(BaseRow, table=True):
    """A key that an operator or a device may log in with. The same key may be an operator's and another one's."""

    __tablename__ = "public_key"
    __table_args__ = (
        CheckConstraint("(operator_id IS NULL) <> (device_id IS NULL)", name="owner"),
        UniqueConstraint("operator_id", "fingerprint"),
        UniqueConstraint("device_id", "fingerprint"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Id)
    operator_id: int | None = Field(default=None, foreign_key="operator.id", sa_type=Id)
    device_id: int | None = Field(default=None, foreign_key="device.id", sa_type=Id)
    fingerprint: str = Field(sa_type=Text)
    text: str = Field(sa_type=Text)
    label: str = Field(sa_type=Text)
    added_at: datetime = Field(sa_type=UtcTime)


class LoginEntry(BaseRow, table=True):
    """What happened at the door: append-only, and kept for as long as the site wants.

    `name` is as it was given and may be nobody's; `address` is where from, `device NAME` for a sign-on at a shared device.
    `times` is of refusals of names that nobody has: so many are counted in this row, by its address and minute.
    """

    __tablename__ = "login_entry"
    __table_args__ = (
        partial_index("ix_login_entry_pair", "name_key", "address", "id", where=COUNTED),
        Index("ix_login_entry_name", "name_key", "id"),
        Index("ix_login_entry_kind", "kind", "id"),
        partial_index("ix_login_entry_login", "name_key", "address", where="kind = 'login'"),
        partial_index("ix_login_entry_refused", "name_key", "at", where="kind = 'refused'"),
        partial_index("ix_login_entry_unknown", "address", "at", where="times IS NOT NULL"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Id)
    at: datetime = Field(sa_type=UtcTime)
    kind: LoginEvent = Field(sa_type=word(LoginEvent, "kind"))
    name: str = Field(sa_type=Text)
    name_key: str = Field(sa_type=Text)
    address: str = Field(sa_type=Text)
    device: str | None = Field(default=None, sa_type=Text)
    method: LoginMethod | None = Field(default=None, sa_type=word(LoginMethod, "method"))
    reason: str | None = Field(default=None, sa_type=Text)
    times: int | None = None
