"""Accounts and sessions of the desk. Passwords and codes come hashed or checked; this only keeps and counts."""

from dataclasses import asdict

from sqlalchemy import Connection, RowMapping, delete, insert, select, update

from cchc.feedback.changes import (
    Applied,
    ChangeAccount,
    CloseSession,
    CloseSessions,
    CreateAccount,
    GiveAttemptBack,
    OpenSession,
    TakeAttempt,
    TouchSession,
    UseTotp,
)
from cchc.feedback.inserting import insert_new, prepare_insert
from cchc.feedback.rows import RowValues
from cchc.feedback.schema import account, session
from cchc.feedback.store import NoSuchThing, NotAllowed

_MOST_DOUBLINGS = 20
_INSERT_ACCOUNT = prepare_insert(account)


def create_account(connection: Connection, change: CreateAccount) -> Applied:
    """Add a person of the desk."""
    row = asdict(change.account) | {"role": change.account.role.value}
    return Applied(done=insert_new(connection, _INSERT_ACCOUNT, row))


def change_account(connection: Connection, change: ChangeAccount) -> Applied:
    """Change what is given; whoever loses his password, code or account loses his sessions too."""
    _get(connection, change.username)
    values = {name: value for name, value in asdict(change).items() if name != "username" and value is not None}
    if change.password_hash is not None:
        values |= {"failed_count": 0, "locked_until": None, "temporary_until": change.temporary_until}
    if change.totp_secret is not None:
        values["totp_step"] = 0
    if values:
        connection.execute(update(account).where(account.c.username == change.username).values(values))
    if change.active is False or change.password_hash is not None or change.totp_secret is not None:
        connection.execute(delete(session).where(session.c.account == change.username))
    return Applied(done=bool(values))


def use_totp(connection: Connection, change: UseTotp) -> Applied:
    """Use a one-time code up."""
    later = (account.c.username == change.username, account.c.totp_step < change.step)
    return Applied(done=bool(connection.execute(update(account).where(*later).values(totp_step=change.step)).rowcount))


def take_attempt(connection: Connection, change: TakeAttempt) -> Applied:
    """Count an attempt and lengthen the wait, unless the account waits already."""
    row = _get(connection, change.username)
    if row["locked_until"] is not None and change.at < row["locked_until"]:
        return Applied(done=False, changed_at=row["locked_until"])
    count, until = row["failed_count"] + 1, None
    if count >= change.free:
        until = change.at + min(change.first * 2 ** min(count - change.free, _MOST_DOUBLINGS), change.most)
    values: RowValues = {"failed_count": count, "locked_until": until}
    connection.execute(update(account).where(account.c.username == change.username).values(values))
    return Applied(changed_at=until)


def give_attempt_back(connection: Connection, change: GiveAttemptBack) -> Applied:
    """Count an attempt no more; a wait that another attempt began stays."""
    row = _get(connection, change.username)
    values: RowValues = {"failed_count": max(row["failed_count"] - 1, 0)}
    if row["locked_until"] == change.locked_until:
        values["locked_until"] = None
    connection.execute(update(account).where(account.c.username == change.username).values(values))
    return Applied()


def open_session(connection: Connection, change: OpenSession) -> Applied:
    """Begin a session under a new name; too many others end."""
    if not _get(connection, change.session.account)["active"]:
        raise NotAllowed("no-account")
    if change.replaces is not None:
        connection.execute(delete(session).where(session.c.id_hash == change.replaces))
    own = session.c.account == change.session.account
    lately = select(session.c.id_hash).where(own).order_by(session.c.seen_at.desc(), session.c.created_at.desc())
    kept = connection.execute(lately.limit(change.most - 1)).scalars().all()
    connection.execute(delete(session).where(own, session.c.id_hash.not_in(kept)))
    connection.execute(insert(session).values(asdict(change.session)))
    cleared: RowValues = {"failed_count": 0, "locked_until": None}
    connection.execute(update(account).where(account.c.username == change.session.account).values(cleared))
    return Applied()


def touch_session(connection: Connection, change: TouchSession) -> Applied:
    """Note that a session is in use."""
    used = update(session).where(session.c.id_hash == change.id_hash, session.c.seen_at < change.at)
    return Applied(done=bool(connection.execute(used.values(seen_at=change.at)).rowcount))


def close_session(connection: Connection, change: CloseSession) -> Applied:
    """End a session."""
    return Applied(done=bool(connection.execute(delete(session).where(session.c.id_hash == change.id_hash)).rowcount))


def close_sessions(connection: Connection, change: CloseSessions) -> Applied:
    """End all sessions of an account, or all but one."""
    others = delete(session).where(session.c.account == change.username)
    if change.but is not None:
        others = others.where(session.c.id_hash != change.but)
    return Applied(done=bool(connection.execute(others).rowcount))


def _find(connection: Connection, username: str) -> RowMapping | None:
    query = select(account).where(account.c.username == username).with_for_update()
    return connection.execute(query).mappings().one_or_none()


def _get(connection: Connection, username: str) -> RowMapping:
    row = _find(connection, username)
    if row is None:
        raise NoSuchThing(username)
    return row
