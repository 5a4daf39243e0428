"""What mail, log-in, surveys and reports read."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Row, RowMapping, select

from cchc.feedback.records import (
    Account,
    Attachment,
    Count,
    Course,
    CourseStep,
    Letter,
    Rating,
    RegisterRow,
    Session,
    SurveyRow,
    Tombstone,
)
from cchc.feedback.schema import account, attachment, history, item, outbox, session, survey_answer, tombstone
from cchc.model.feedback import HanhDong, LoaiGopY, LyDoGopY, MucRoRang, NguoiNhan, TrangThaiGopY, VaiTro
from cchc.text import to_vietnam


def read_letters(connection: Connection, *chosen: ColumnElement[bool]) -> Sequence[Letter]:
    """Return messages, oldest first."""
    rows = connection.execute(select(outbox).where(*chosen).order_by(outbox.c.id)).mappings()
    return tuple(Letter(**(dict(row) | {"recipient": NguoiNhan(row["recipient"])})) for row in rows)


def read_account(connection: Connection, chosen: ColumnElement[bool]) -> Account | None:
    """Return an account, or None."""
    row = connection.execute(select(account).where(chosen)).mappings().one_or_none()
    return None if row is None else _parse_account(row)


def read_accounts(connection: Connection) -> Sequence[Account]:
    """Return all accounts by name."""
    return tuple(map(_parse_account, connection.execute(select(account).order_by(account.c.username)).mappings()))


def _parse_account(row: RowMapping) -> Account:
    return Account(**(dict(row) | {"role": VaiTro(row["role"])}))


def read_session(connection: Connection, id_hash: str, now: datetime) -> tuple[Session, Account] | None:
    """Return a session that has not expired, with its active account, or None."""
    alive = (session.c.id_hash == id_hash, session.c.expires_at > now)
    row = connection.execute(select(session).where(*alive)).mappings().one_or_none()
    person = None if row is None else read_account(connection, account.c.username == row["account"])
    return None if row is None or person is None or not person.active else (Session(**row), person)


def read_sessions(connection: Connection, username: str, now: datetime) -> Sequence[Session]:
    """Return the sessions of an account that have not expired, the newest first."""
    alive = (session.c.account == username, session.c.expires_at > now)
    rows = connection.execute(select(session).where(*alive).order_by(session.c.created_at.desc(), session.c.id_hash))
    return tuple(Session(**row) for row in rows.mappings())


def read_counts(connection: Connection, since: datetime | None, until: datetime | None) -> Sequence[Count]:
    """Return figures by kind, state, month and unit."""
    query = select(item.c.kind, item.c.state, item.c.received_at, item.c.don_vi).where(*_between(since, until))
    counted = Counter((row.kind, row.state, _month(row.received_at), row.don_vi) for row in connection.execute(query))
    graves = connection.execute(select(tombstone.c.kind, tombstone.c.thang))
    counted.update((row.kind, None, row.thang, None) for row in graves if _is_month_in(row.thang, since, until))
    return tuple(
        Count(LoaiGopY(kind), state and TrangThaiGopY(state), month, unit, number)
        for (kind, state, month, unit), number in sorted(counted.items(), key=lambda entry: tuple(map(str, entry[0])))
    )


def read_ratings(connection: Connection, since: datetime | None, until: datetime | None) -> Sequence[Rating]:
    """Return the ratings of pages, of erased items too."""
    query = select(item).where(item.c.muc_ro_rang.is_not(None), *_between(since, until)).order_by(item.c.received_at)
    return tuple(_parse_ratings(connection.execute(query).all())) + tuple(
        Rating(row.trang, row.thang, MucRoRang(row.muc_ro_rang))
        for row in connection.execute(select(tombstone).where(tombstone.c.muc_ro_rang.is_not(None)))
        if _is_month_in(row.thang, since, until)
    )


def _parse_ratings(rows: Sequence[Row[tuple[object, ...]]]) -> Iterator[Rating]:
    for row in rows:
        reasons = tuple(LyDoGopY(reason) for reason in json.loads(row.du_lieu).get("ly_do", ()))
        yield Rating(row.trang, _month(row.received_at), MucRoRang(row.muc_ro_rang), reasons)


def read_survey(connection: Connection, khao_sat: str) -> Sequence[SurveyRow]:
    """Return all answers to a survey, in no order that tells who came first."""
    own = select(survey_answer).where(survey_answer.c.khao_sat == khao_sat)
    rows = connection.execute(own.order_by(survey_answer.c.ngay, survey_answer.c.key))
    return tuple(
        SurveyRow(row.ngay, {name: tuple(values) for name, values in json.loads(row.tra_loi).items()}) for row in rows
    )


def read_tombstones(connection: Connection, since: datetime | None) -> Sequence[Tombstone]:
    """Return what was erased since a moment, oldest first."""
    query = select(tombstone).order_by(tombstone.c.erased_at, tombstone.c.reference)
    if since is not None:
        query = query.where(tombstone.c.erased_at >= since)
    return tuple(
        Tombstone(row.reference, LoaiGopY(row.kind), row.erased_at, row.reason, row.thang, row.actor)
        for row in connection.execute(query)
    )


def read_register(connection: Connection, since: datetime, until: datetime) -> Sequence[RegisterRow]:
    """Return the items received from a moment up to another, in no order that tells who came first."""
    query = select(item.c.secret_hash, item.c.kind, item.c.state, item.c.received_at).where(*_between(since, until))
    return tuple(
        RegisterRow(row.secret_hash, LoaiGopY(row.kind), TrangThaiGopY(row.state), row.received_at)
        for row in connection.execute(query.order_by(item.c.secret_hash))
    )


def read_courses(connection: Connection, until: datetime) -> Sequence[Course]:
    """Return the courses of all items received before a moment, as they are today."""
    steps: defaultdict[str, list[CourseStep]] = defaultdict(list)
    made = select(history.c.reference, history.c.at, history.c.action, history.c.state).order_by(history.c.id)
    for row in connection.execute(made):
        steps[row.reference].append(CourseStep(row.at, HanhDong(row.action), TrangThaiGopY(row.state)))
    query = select(item.c.reference, item.c.kind, item.c.don_vi, item.c.received_at).where(item.c.received_at < until)
    return tuple(
        Course(LoaiGopY(row.kind), row.don_vi, row.received_at, tuple(steps[row.reference]))
        for row in connection.execute(query.order_by(item.c.received_at, item.c.reference))
    )


def read_files(connection: Connection) -> Sequence[Attachment]:
    """Return all files that some item has."""
    rows = connection.execute(select(attachment).order_by(attachment.c.stored_name))
    return tuple(Attachment(row.id, row.name, row.media_type, row.size, row.sha256, row.stored_name) for row in rows)


def _between(since: datetime | None, until: datetime | None) -> Iterator[ColumnElement[bool]]:
    if since is not None:
        yield item.c.received_at >= since
    if until is not None:
        yield item.c.received_at < until


def _month(moment: datetime) -> str:
    return f"{to_vietnam(moment):%Y-%m}"


def _is_month_in(month: str, since: datetime | None, until: datetime | None) -> bool:
    return (since is None or month >= _month(since)) and (until is None or month < _month(until))
