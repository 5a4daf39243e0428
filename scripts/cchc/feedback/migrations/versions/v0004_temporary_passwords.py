"""Passwords that an administrator has set, and when a session's factors were last shown."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add the columns. Passwords from before stay their owners'; who is logged in is asked again where it matters."""
    op.add_column("account", sa.Column("temporary_until", _MOMENT))
    op.add_column("session", sa.Column("proved_at", _MOMENT))
    op.add_column("session", sa.Column("by_provider", sa.Boolean, nullable=False, server_default=sa.false()))
