"""Tables of the feedback store. Migrations build them; a test compares both."""

from datetime import UTC, datetime

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
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
    false,
    true,
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
    Column("du_lieu", Text, nullable=False, server_default="{}"),
    Column("don_vi", String(80)),
    Column("account", String(64)),
    Column("han", Date),
    Column("tim", Text, nullable=False, server_default=""),
    Column("dau_van", String(64), nullable=False, server_default=""),
    Index("ix_item_received_at", "received_at"),
    Index("ix_item_dau_van", "dau_van"),
    Index("ix_item_state", "state"),
)
"""What was sent, without its sender. Columns that a kind does not have are null; ``du_lieu`` is JSON with the rest.

``don_vi``, ``account`` and ``han`` are the desk's: unit, person and deadline. ``tim`` is the text without diacritics
that searches read, ``dau_van`` the fingerprint by which the same words sent again are found.
"""

sender = Table(
    "sender",
    metadata,
    Column("reference", ForeignKey("item.reference"), primary_key=True),
    Column("ho_ten", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("dien_thoai", Text, nullable=False),
    Column("dia_chi", Text, nullable=False, server_default=""),
    Column("loai", String(16), nullable=False, server_default=""),
)
"""Who sent it, apart from the item: lists never touch this table, and erasure is the removal of one row."""

consent = Table(
    "consent",
    metadata,
    Column("reference", ForeignKey("item.reference"), primary_key=True),
    Column("muc_dich", String(32), primary_key=True),
    Column("phien_ban", String(64), nullable=False),
    Column("at", Moment, nullable=False),
    Column("withdrawn_at", Moment),
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
    Column("action", String(32), nullable=False, server_default="da-nhan"),
    Column("note", Text, nullable=False, server_default=""),
    Column("message", Text, nullable=False, server_default=""),
)
"""Each step of an item; rows are only ever added. ``note`` is for the desk only, ``message`` for the sender."""

outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("reference", ForeignKey("item.reference"), nullable=False),
    Column("event", String(32), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("sent_at", Moment, index=True),
    Column("recipient", String(16), nullable=False, server_default="ban-xu-ly"),
    Column("step", Integer, nullable=False, server_default="0"),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("next_at", Moment),
    Column("error", Text, nullable=False, server_default=""),
    Column("dead_at", Moment),
    UniqueConstraint("reference", "event", "recipient", "step"),
)
"""Messages to send, written in the same transaction as what they tell of: one for each step that tells somebody.

``step`` counts the steps of the item from 0, its arrival. A message waits until ``sent_at`` or ``dead_at`` is set.
"""

answer = Table(
    "answer",
    metadata,
    Column("reference", ForeignKey("item.reference"), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("tra_loi", Text, nullable=False),
    Column("can_cu", Text, nullable=False),
    Column("by", String(64), nullable=False),
    Column("at", Moment, nullable=False),
    Column("submitted_at", Moment),
    Column("approved_by", String(64)),
    Column("approved_at", Moment),
    Column("tieu_de", Text, nullable=False),
    Column("cau_hoi", Text, nullable=False),
    Column("cong_khai", Text, nullable=False),
    Column("prepared_by", String(64)),
    Column("prepared_at", Moment),
    Column("published_by", String(64)),
    Column("published_at", Moment),
    Column("withdrawn_at", Moment),
    # The last line of defence: whatever the program does, nothing is public that two persons did not let out.
    CheckConstraint('approved_by IS NULL OR approved_by <> "by"', name="ck_answer_two_persons"),
    CheckConstraint("published_by IS NULL OR published_by <> prepared_by", name="ck_answer_two_publishers"),
    CheckConstraint("published_at IS NULL OR approved_at IS NOT NULL", name="ck_answer_published_approved"),
)
"""Versions of the answer to an item: the words for the sender and, apart, the masked ones for the public."""

attachment = Table(
    "attachment",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("reference", ForeignKey("item.reference"), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("media_type", String(100), nullable=False),
    Column("size", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("stored_name", String(64), nullable=False),
)
"""Files sent with an item; they lie in a folder of their own under ``stored_name`` and are never served."""

survey_answer = Table(
    "survey_answer",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("khao_sat", String(80), nullable=False),
    Column("key", String(64), nullable=False, unique=True),
    Column("ngay", Date, nullable=False),
    Column("tra_loi", Text, nullable=False),
    Column("ho_so", String(64)),
    UniqueConstraint("khao_sat", "ho_so"),
)
"""Answers to surveys: no sender, no reference, no hour. One for each dossier whose hashed code is given (SUR-09)."""

account = Table(
    "account",
    metadata,
    Column("username", String(64), primary_key=True),
    Column("ho_ten", Text, nullable=False),
    Column("role", String(16), nullable=False),
    Column("don_vi", String(80), nullable=False),
    Column("email", Text, nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("totp_secret", String(64), nullable=False),
    Column("totp_step", Integer, nullable=False, server_default="0"),
    Column("oidc_subject", Text, unique=True),
    Column("active", Boolean, nullable=False, server_default=true()),
    Column("failed_count", Integer, nullable=False, server_default="0"),
    Column("locked_until", Moment),
    Column("temporary_until", Moment),
    Column("created_at", Moment, nullable=False),
)
"""People of the desk. ``totp_step`` is the last one-time code that was used, so that none opens twice.

``failed_count`` counts attempts before they are compared. ``temporary_until`` is null for a password of one's own.
"""

session = Table(
    "session",
    metadata,
    Column("id_hash", String(64), primary_key=True),
    Column("account", ForeignKey("account.username"), nullable=False, index=True),
    Column("created_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("proved_at", Moment),
    Column("by_provider", Boolean, nullable=False, server_default=false()),
)
"""Sessions of the desk; the browser holds the token, this table only its hash."""

spent = Table(
    "spent",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("expires_at", Moment, nullable=False, index=True),
)
"""Proofs of work that were used; each counts once until it expires."""

tombstone = Table(
    "tombstone",
    metadata,
    Column("reference", String(16), primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("erased_at", Moment, nullable=False),
    Column("reason", String(32), nullable=False),
    Column("actor", String(64), nullable=False, server_default=""),
    Column("thang", String(7), nullable=False),
    Column("trang", Text),
    Column("muc_ro_rang", SmallInteger),
)
"""What stays of an erased item: that it was, who erased it, and what public figures count (month, page, rating)."""
