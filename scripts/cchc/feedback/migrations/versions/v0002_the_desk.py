"""Every kind, the desk, mail, surveys and privacy."""

import hashlib

import sqlalchemy as sa
from alembic import op

from cchc.text import fold

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_UNIQUE_STEP = "uq_outbox_reference_event_recipient_step"
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Widen the first tables, fill the new columns of what is stored, add the others."""
    _widen_items()
    _fill_items()
    _widen_the_rest()
    _rebuild_outbox()
    _create_answers()
    _create_attachments_and_surveys()
    _create_accounts()
    _create_spent_and_tombstones()


def _widen_items() -> None:
    # Added one by one, never copied: other tables point at the items.
    op.add_column("item", sa.Column("du_lieu", sa.Text, nullable=False, server_default="{}"))
    op.add_column("item", sa.Column("don_vi", sa.String(80)))
    op.add_column("item", sa.Column("account", sa.String(64)))
    op.add_column("item", sa.Column("han", sa.Date))
    op.add_column("item", sa.Column("tim", sa.Text, nullable=False, server_default=""))
    op.add_column("item", sa.Column("dau_van", sa.String(64), nullable=False, server_default=""))
    op.create_index("ix_item_dau_van", "item", ["dau_van"])
    op.create_index("ix_item_state", "item", ["state"])


def _fill_items() -> None:
    item = sa.table("item", *(sa.column(name) for name in ("reference", "kind", "title", "noi_dung", "tim", "dau_van")))
    connection = op.get_bind()
    rows = connection.execute(sa.select(item.c.reference, item.c.kind, item.c.title, item.c.noi_dung)).all()
    for row in rows:
        words = "".join(char for char in fold(row.noi_dung) if char.isalnum())
        mark = hashlib.sha256(f"{row.kind}:{words}".encode()).hexdigest() if words else ""
        values = {"tim": fold(f"{row.title}\n{row.noi_dung}"), "dau_van": mark}
        connection.execute(item.update().where(item.c.reference == row.reference).values(values))


def _widen_the_rest() -> None:
    op.add_column("sender", sa.Column("dia_chi", sa.Text, nullable=False, server_default=""))
    op.add_column("sender", sa.Column("loai", sa.String(16), nullable=False, server_default=""))
    op.add_column("consent", sa.Column("withdrawn_at", _MOMENT))
    op.add_column("history", sa.Column("action", sa.String(32), nullable=False, server_default="da-nhan"))
    op.add_column("history", sa.Column("note", sa.Text, nullable=False, server_default=""))
    op.add_column("history", sa.Column("message", sa.Text, nullable=False, server_default=""))


def _rebuild_outbox() -> None:
    with op.batch_alter_table("outbox") as batch:
        batch.add_column(sa.Column("recipient", sa.String(16), nullable=False, server_default="ban-xu-ly"))
        batch.add_column(sa.Column("step", sa.Integer, nullable=False, server_default="0"))
        batch.add_column(sa.Column("attempts", sa.Integer, nullable=False, server_default="0"))
        batch.add_column(sa.Column("next_at", _MOMENT))
        batch.add_column(sa.Column("error", sa.Text, nullable=False, server_default=""))
        batch.add_column(sa.Column("dead_at", _MOMENT))
        batch.drop_constraint("uq_outbox_reference_event", type_="unique")
        batch.create_unique_constraint(_UNIQUE_STEP, ["reference", "event", "recipient", "step"])


def _create_answers() -> None:
    op.create_table(
        "answer",
        sa.Column("reference", sa.String(16), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("tra_loi", sa.Text, nullable=False),
        sa.Column("can_cu", sa.Text, nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("submitted_at", _MOMENT),
        sa.Column("approved_by", sa.String(64)),
        sa.Column("approved_at", _MOMENT),
        sa.Column("tieu_de", sa.Text, nullable=False),
        sa.Column("cau_hoi", sa.Text, nullable=False),
        sa.Column("cong_khai", sa.Text, nullable=False),
        sa.Column("prepared_by", sa.String(64)),
        sa.Column("prepared_at", _MOMENT),
        sa.Column("published_by", sa.String(64)),
        sa.Column("published_at", _MOMENT),
        sa.Column("withdrawn_at", _MOMENT),
        sa.PrimaryKeyConstraint("reference", "version", name="pk_answer"),
        sa.ForeignKeyConstraint(["reference"], ["item.reference"], name="fk_answer_reference"),
        sa.CheckConstraint('approved_by IS NULL OR approved_by <> "by"', name="ck_answer_two_persons"),
        sa.CheckConstraint("published_by IS NULL OR published_by <> prepared_by", name="ck_answer_two_publishers"),
        sa.CheckConstraint("published_at IS NULL OR approved_at IS NOT NULL", name="ck_answer_published_approved"),
    )


def _create_attachments_and_surveys() -> None:
    op.create_table(
        "attachment",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("reference", sa.String(16), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("media_type", sa.String(100), nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("stored_name", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_attachment"),
        sa.ForeignKeyConstraint(["reference"], ["item.reference"], name="fk_attachment_reference"),
    )
    op.create_index("ix_attachment_reference", "attachment", ["reference"])
    op.create_table(
        "survey_answer",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("khao_sat", sa.String(80), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("ngay", sa.Date, nullable=False),
        sa.Column("tra_loi", sa.Text, nullable=False),
        sa.Column("ho_so", sa.String(64)),
        sa.PrimaryKeyConstraint("id", name="pk_survey_answer"),
        sa.UniqueConstraint("key", name="uq_survey_answer_key"),
        sa.UniqueConstraint("khao_sat", "ho_so", name="uq_survey_answer_khao_sat_ho_so"),
    )


def _create_accounts() -> None:
    op.create_table(
        "account",
        sa.Column("username", sa.String(64), nullable=False),
        sa.Column("ho_ten", sa.Text, nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("don_vi", sa.String(80), nullable=False),
        sa.Column("email", sa.Text, nullable=False),
        sa.Column("password_hash", sa.Text, nullable=False),
        sa.Column("totp_secret", sa.String(64), nullable=False),
        sa.Column("totp_step", sa.Integer, nullable=False, server_default="0"),
        sa.Column("oidc_subject", sa.Text),
        sa.Column("active", sa.Boolean, nullable=False, server_default=sa.true()),
        sa.Column("failed_count", sa.Integer, nullable=False, server_default="0"),
        sa.Column("locked_until", _MOMENT),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("username", name="pk_account"),
        sa.UniqueConstraint("oidc_subject", name="uq_account_oidc_subject"),
    )
    op.create_table(
        "session",
        sa.Column("id_hash", sa.String(64), nullable=False),
        sa.Column("account", sa.String(64), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("seen_at", _MOMENT, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id_hash", name="pk_session"),
        sa.ForeignKeyConstraint(["account"], ["account.username"], name="fk_session_account"),
    )
    op.create_index("ix_session_account", "session", ["account"])


def _create_spent_and_tombstones() -> None:
    op.create_table(
        "spent",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_spent"),
    )
    op.create_index("ix_spent_expires_at", "spent", ["expires_at"])
    op.create_table(
        "tombstone",
        sa.Column("reference", sa.String(16), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("erased_at", _MOMENT, nullable=False),
        sa.Column("reason", sa.String(32), nullable=False),
        sa.Column("thang", sa.String(7), nullable=False),
        sa.Column("trang", sa.Text),
        sa.Column("muc_ro_rang", sa.SmallInteger),
        sa.PrimaryKeyConstraint("reference", name="pk_tombstone"),
    )
