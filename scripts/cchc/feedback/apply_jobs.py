"""The outbox and what expires: taken, sent, given up, spent, swept."""

from sqlalchemy import Connection, delete, func, or_, select, update

from cchc.feedback.changes import Applied, ClaimLetters, Enqueue, MarkFailed, MarkSent, Revive, Spend, Sweep
from cchc.feedback.inserting import insert_new, prepare_insert
from cchc.feedback.rows import RowValues
from cchc.feedback.schema import history, item, outbox, session, spent
from cchc.feedback.store import NoSuchThing

_LONGEST_ERROR = 500
_INSERT_SPENT, _INSERT_LETTER = prepare_insert(spent), prepare_insert(outbox)


def enqueue(connection: Connection, change: Enqueue) -> Applied:
    """Put a message into the outbox, once for each step of its item."""
    if connection.execute(select(item.c.reference).where(item.c.reference == change.reference)).first() is None:
        raise NoSuchThing(change.reference)
    steps = select(func.count()).select_from(history).where(history.c.reference == change.reference)
    own: RowValues = {"reference": change.reference, "event": change.event, "recipient": change.recipient.value}
    own["step"] = connection.execute(steps).scalar_one() - 1
    return Applied(done=insert_new(connection, _INSERT_LETTER, own | {"created_at": change.at}))


def claim_letters(connection: Connection, change: ClaimLetters) -> Applied:
    """Take messages that are due, so that no other process takes them for a while."""
    due = select(outbox.c.id).where(
        outbox.c.sent_at.is_(None),
        outbox.c.dead_at.is_(None),
        or_(outbox.c.next_at.is_(None), outbox.c.next_at <= change.at),
    )
    chosen = due.order_by(outbox.c.id).limit(change.limit).with_for_update(skip_locked=True)
    numbers = tuple(connection.execute(chosen).scalars())
    if numbers:
        connection.execute(update(outbox).where(outbox.c.id.in_(numbers)).values(next_at=change.until))
    return Applied(done=bool(numbers), numbers=numbers)


def mark_sent(connection: Connection, change: MarkSent) -> Applied:
    """Remember that a message was taken over."""
    own = update(outbox).where(outbox.c.id == change.id, outbox.c.sent_at.is_(None))
    values: RowValues = {"sent_at": change.at, "attempts": outbox.c.attempts + 1, "error": "", "dead_at": None}
    return Applied(done=bool(connection.execute(own.values(values)).rowcount))


def mark_failed(connection: Connection, change: MarkFailed) -> Applied:
    """Remember why a message was not taken over, and when to try again."""
    values: RowValues = {"attempts": outbox.c.attempts + 1, "error": change.error[:_LONGEST_ERROR]}
    values |= {"next_at": change.next_at, "dead_at": change.at if change.next_at is None else None}
    own = update(outbox).where(outbox.c.id == change.id, outbox.c.sent_at.is_(None))
    return Applied(done=bool(connection.execute(own.values(values)).rowcount))


def revive(connection: Connection, change: Revive) -> Applied:
    """Let a dead message be tried again."""
    own = update(outbox).where(outbox.c.id == change.id, outbox.c.dead_at.is_not(None))
    return Applied(done=bool(connection.execute(own.values(dead_at=None, next_at=change.at)).rowcount))


def spend(connection: Connection, change: Spend) -> Applied:
    """Use a proof of work up."""
    return Applied(done=insert_new(connection, _INSERT_SPENT, {"id": change.id, "expires_at": change.expires_at}))


def sweep(connection: Connection, change: Sweep) -> Applied:
    """Forget what has expired."""
    done = connection.execute(delete(spent).where(spent.c.expires_at <= change.at)).rowcount
    done += connection.execute(delete(session).where(session.c.expires_at <= change.at)).rowcount
    return Applied(done=bool(done))
