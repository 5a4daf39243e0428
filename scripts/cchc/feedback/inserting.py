"""Insert a row unless it is there: one statement, so that two processes cannot both find it missing."""

from collections.abc import Mapping
from typing import Any, TypeAlias

from sqlalchemy import Connection, Executable, Table
from sqlalchemy.dialects import postgresql, sqlite

InsertNew: TypeAlias = Mapping[str, Executable]
"""The statement in each dialect, made once: building it anew for each row would cost more than running it."""


def prepare_insert(table: Table) -> InsertNew:
    """Return the statement for a table."""
    first = next(iter(table.primary_key.columns))
    # The returned key tells what was inserted; row counts of inserts differ between drivers.
    return {
        "sqlite": sqlite.insert(table).on_conflict_do_nothing().returning(first),
        "postgresql": postgresql.insert(table).on_conflict_do_nothing().returning(first),
    }


def insert_new(connection: Connection, prepared: InsertNew, row: dict[str, Any]) -> bool:
    """Insert a row (column name to a value of its type); return False if a unique value of it is taken."""
    return connection.execute(prepared[connection.dialect.name], row).scalar() is not None
