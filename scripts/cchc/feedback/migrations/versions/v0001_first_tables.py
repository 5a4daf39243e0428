"""Items, senders, consents, history and outbox."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the first five tables."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "item",
        sa.Column("reference", sa.String(16), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("received_at", moment, nullable=False),
        sa.Column("changed_at", moment, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("secret_hash", sa.String(64), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("noi_dung", sa.Text, nullable=False),
        sa.Column("linh_vuc", sa.String(80)),
        sa.Column("thu_tuc", sa.String(40)),
        sa.Column("trang", sa.Text),
        sa.Column("muc_ro_rang", sa.SmallInteger),
        sa.PrimaryKeyConstraint("reference", name="pk_item"),
        sa.UniqueConstraint("key", name="uq_item_key"),
    )
    op.create_index("ix_item_received_at", "item", ["received_at"])
    op.create_table(
        "sender",
        sa.Column("reference", sa.String(16), nullable=False),
        sa.Column("ho_ten", sa.Text, nullable=False),
        sa.Column("email", sa.Text, nullable=False),
        sa.Column("dien_thoai", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("reference", name="pk_sender"),
        sa.ForeignKeyConstraint(["reference"], ["item.reference"], name="fk_sender_reference"),
    )
    op.create_table(
        "consent",
        sa.Column("reference", sa.String(16), nullable=False),
        sa.Column("muc_dich", sa.String(32), nullable=False),
        sa.Column("phien_ban", sa.String(64), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.PrimaryKeyConstraint("reference", "muc_dich", name="pk_consent"),
        sa.ForeignKeyConstraint(["reference"], ["item.reference"], name="fk_consent_reference"),
    )
    _create_history_and_outbox(moment)


def _create_history_and_outbox(moment: sa.DateTime) -> None:
    op.create_table(
        "history",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("reference", sa.String(16), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("actor", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_history"),
        sa.ForeignKeyConstraint(["reference"], ["item.reference"], name="fk_history_reference"),
    )
    op.create_index("ix_history_reference", "history", ["reference"])
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("reference", sa.String(16), nullable=False),
        sa.Column("event", sa.String(32), nullable=False),
        sa.Column("created_at", moment, nullable=False),
        sa.Column("sent_at", moment),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("reference", "event", name="uq_outbox_reference_event"),
        sa.ForeignKeyConstraint(["reference"], ["item.reference"], name="fk_outbox_reference"),
    )
    op.create_index("ix_outbox_sent_at", "outbox", ["sent_at"])
