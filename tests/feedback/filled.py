"""Rows in every table, made from the schema itself: a table that comes later is filled too."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Boolean, Column, Date, Engine, Integer, String, insert

from cchc.feedback.schema import Moment, metadata

Value = str | int | bool | date | datetime | None
_FIRST = datetime(2026, 11, 1, 2, 3, 4, 567890, tzinfo=UTC)
_WORDS = "Đường Ước Lễ, đo\u031b\u0300ng 😀\n\t'\"\\ =1+1"


def fill(engine: Engine, rows: int = 4) -> None:
    """Insert so many rows into each table; in every second one whatever may be missing is missing."""
    with engine.begin() as connection:
        for table in metadata.sorted_tables:
            values = [{part.name: _make(part, number) for part in table.columns} for number in range(1, rows + 1)]
            connection.execute(insert(table), values)


def _make(column: Column[object], number: int) -> Value:
    if column.nullable and number % 2:
        return None
    for key in column.foreign_keys:
        return _make(key.column, number)
    match column.type:
        case Moment():
            return _FIRST + timedelta(days=number, microseconds=number)
        case Date():
            return date(2026, 11, number)
        case Boolean():
            return number % 2 == 0
        case Integer():
            return number
        case String(length=int(longest)):
            return f"{number}-{column.name}"[:longest]
    return f"{number} {column.table.name}.{column.name} {_WORDS}"
