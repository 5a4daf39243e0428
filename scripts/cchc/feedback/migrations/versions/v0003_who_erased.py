"""Tombstones tell who erased."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_BY_TIME = "het-thoi-han-luu"
_BY_SENDER = "nguoi-gui-yeu-cau"


def upgrade() -> None:
    """Add the column; of older tombstones the reason tells as much as is known."""
    op.add_column("tombstone", sa.Column("actor", sa.String(64), nullable=False, server_default=""))
    stones = sa.table("tombstone", sa.column("reason"), sa.column("actor"))
    for reason, actor in ((_BY_TIME, "he-thong"), (_BY_SENDER, "nguoi-gui")):
        op.get_bind().execute(stones.update().where(stones.c.reason == reason).values(actor=actor))
