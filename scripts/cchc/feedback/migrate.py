"""Bring the database to the newest schema, from whatever older one it has."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

_SCRIPTS = Path(__file__).parent / "migrations"
_LOCK = 0x43434843


def migrate(engine: Engine) -> None:
    """Run the missing migrations in one transaction; several processes may start at once."""
    with engine.begin() as connection:
        keep_services_out(connection)
        command.upgrade(make_config(connection), "head")


def keep_services_out(connection: Connection) -> None:
    """Let no service start on this database until the transaction ends; SQLite has a door of its own (``alone``)."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})


def make_config(connection: Connection | None = None) -> Config:
    """Return what Alembic's commands need to work on this connection."""
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def find_revision(connection: Connection) -> str | None:
    """Return the revision of the schema that a database has, None if it has no schema of this program."""
    return MigrationContext.configure(connection).get_current_revision()


def list_revisions() -> tuple[str, ...]:
    """Return every revision that this program knows, the newest first."""
    return tuple(script.revision for script in ScriptDirectory.from_config(make_config()).walk_revisions())
