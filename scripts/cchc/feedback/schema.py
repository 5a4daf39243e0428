"""Tables of the feedback store. Migrations build them; a test compares both."""

from datetime import UTC, datetime

from sqlalchemy import (
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)


class Moment(TypeDecorator[datetime]):
    """A moment with its zone. SQLite has no zones, so the value is UTC in both engines."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Move the moment to UTC; a naive one is a programmer's mistake."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a zone cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the moment its zone back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

item = Table(
    "item",
    metadata,
    Column("reference", String(16), primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("state", String(32), nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("title", Text, nullable=False),
    Column("secret_hash", String(64), nullable=False),
    Column("key", String(64), nullable=False, unique=True),
    Column("noi_dung", Text, nullable=False),
    Column("linh_vuc", String(80)),
    Column("thu_tuc", String(40)),
    Column("trang", Text),
    Column("muc_ro_rang", SmallInteger),
    Index("ix_item_received_at", "received_at"),
)
"""What was sent, without its sender. Columns that a kind does not have are null."""

sender = Table(
    "sender",
    metadata,
    Column("reference", ForeignKey("item.reference"), primary_key=True),
    Column("ho_ten", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("dien_thoai", Text, nullable=False),
)
"""Who sent it, apart from the item: lists never touch this table, and erasure is the removal of one row."""

consent = Table(
    "consent",
    metadata,
    Column("reference", ForeignKey("item.reference"), primary_key=True),
    Column("muc_dich", String(32), primary_key=True),
    Column("phien_ban", String(64), nullable=False),
    Column("at", Moment, nullable=False),
)
"""Proof of each consent given: purpose, version of the text, moment (PDP-02)."""

history = Table(
    "history",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("reference", ForeignKey("item.reference"), nullable=False, index=True),
    Column("state", String(32), nullable=False),
    Column("at", Moment, nullable=False),
    Column("actor", String(64), nullable=False),
)
"""Each step of an item; rows are only ever added."""

outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("reference", ForeignKey("item.reference"), nullable=False),
    Column("event", String(32), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("sent_at", Moment, index=True),
    UniqueConstraint("reference", "event"),
)
"""Messages to send, written in the same transaction as what they tell of: one for each item and event."""
