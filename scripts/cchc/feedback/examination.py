"""What an operator asks of a database beside its rows: the revision of its schema, and the clock of its server."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from cchc.feedback.engines import make_reader, parse_url
from cchc.feedback.migrate import find_revision, list_revisions
from cchc.feedback.store import StoreUnavailable


@dataclass(frozen=True)
class DatabaseState:
    """``revision`` is None without a schema of this program; ``clock`` is None where there is no server."""

    revision: str | None
    newest: str
    is_known: bool
    clock: datetime | None


def examine_database(address: str) -> DatabaseState:
    """Return the state of a database without changing it; raise ValueError or StoreUnavailable."""
    engine = make_reader(parse_url(address))
    try:
        with engine.connect() as connection:
            revision, known = find_revision(connection), list_revisions()
            has_server = connection.dialect.name == "postgresql"
            clock = connection.execute(select(func.clock_timestamp())).scalar_one() if has_server else None
    except SQLAlchemyError as error:
        raise StoreUnavailable(type(error).__name__) from error
    finally:
        engine.dispose()
    return DatabaseState(revision, known[0], revision in known, clock and clock.astimezone(UTC))
