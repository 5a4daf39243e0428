"""What senders may ask for by law, and what time does: correction, withdrawal of consent, erasure."""

from collections.abc import Sequence

from sqlalchemy import Connection, RowMapping, delete, insert, select, update

from cchc.feedback.apply_answers import take_down
from cchc.feedback.apply_steps import read_item, write_step
from cchc.feedback.changes import Applied, Correct, Erase, MoveBySender, Purge, PurgeSurveys, WithdrawConsent
from cchc.feedback.rows import RowValues
from cchc.feedback.schema import (
    answer,
    attachment,
    consent,
    history,
    item,
    outbox,
    sender,
    survey_answer,
    tombstone,
)
from cchc.feedback.store import NoSuchThing, NotAllowed
from cchc.model.feedback import ACTIONS, HanhDong, MucDichDongY, NguoiNhan, TrangThaiGopY
from cchc.text import to_vietnam

FINISHED = (TrangThaiGopY.DA_TRA_LOI, TrangThaiGopY.TU_CHOI, TrangThaiGopY.RUT_LAI)
"""States in which nothing waits any more and nothing is public."""
_OF_SENDERS = (HanhDong.RUT, HanhDong.BO_SUNG)
_SERVICE = "he-thong"
"""Who erases when time has come."""
_BELONGING = (sender, consent, history, outbox, answer, attachment)


def correct(connection: Connection, change: Correct) -> Applied:
    """Correct the sender's name and contacts; the history tells that it was done, not what was there."""
    row = read_item(connection, change.act)
    values: RowValues = {"ho_ten": change.ho_ten, "email": change.email, "dien_thoai": change.dien_thoai}
    values |= {"dia_chi": change.dia_chi}
    done = connection.execute(update(sender).where(sender.c.reference == change.act.reference).values(values))
    if not done.rowcount:
        raise NoSuchThing(f"{change.act.reference} has no sender")
    outcome = (TrangThaiGopY(row["state"]), NguoiNhan.BAN_XU_LY)
    return write_step(connection, change.act, HanhDong.SUA, row, outcome)


def move_by_sender(connection: Connection, change: MoveBySender) -> Applied:
    """Let the sender take his item back or add to it, in the states in which the desk could note the same."""
    row = read_item(connection, change.act)
    rule = ACTIONS[change.action]
    if change.action not in _OF_SENDERS or rule.den is None or TrangThaiGopY(row["state"]) not in rule.tu:
        raise NotAllowed("state")
    return write_step(connection, change.act, change.action, row, (rule.den, rule.bao))


def withdraw_consent(connection: Connection, change: WithdrawConsent) -> Applied:
    """Take a consent back; what was published by it is taken down."""
    row = read_item(connection, change.act)
    given = (consent.c.reference == change.act.reference, consent.c.muc_dich == change.muc_dich.value)
    standing = update(consent).where(*given, consent.c.withdrawn_at.is_(None))
    if not connection.execute(standing.values(withdrawn_at=change.act.at)).rowcount:
        return Applied(done=False, changed_at=row["changed_at"])
    state = TrangThaiGopY(row["state"])
    if change.muc_dich is MucDichDongY.CONG_KHAI and state is TrangThaiGopY.DA_CONG_KHAI:
        take_down(connection, change.act)
        state = TrangThaiGopY.DA_TRA_LOI
    return write_step(connection, change.act, HanhDong.RUT_DONG_Y, row, (state, NguoiNhan.BAN_XU_LY))


def erase(connection: Connection, change: Erase) -> Applied:
    """Erase an item with all that belongs to it."""
    row = connection.execute(select(item).where(item.c.reference == change.reference)).mappings().one_or_none()
    if row is None:
        raise NoSuchThing(change.reference)
    return _erase(connection, [row], change)


def purge(connection: Connection, change: Purge) -> Applied:
    """Erase what has been kept for its time. Kinds that get no answer are finished as they come."""
    query = select(item).where(item.c.kind == change.kind.value, item.c.received_at < change.before)
    if change.finished_only:
        query = query.where(item.c.state.in_([state.value for state in FINISHED]))
    rows = connection.execute(query.order_by(item.c.received_at).limit(change.limit)).mappings().all()
    return _erase(connection, rows, Erase("", change.at, "het-thoi-han-luu", _SERVICE))


def purge_surveys(connection: Connection, change: PurgeSurveys) -> Applied:
    """Erase answers to surveys of days before this one."""
    done = connection.execute(delete(survey_answer).where(survey_answer.c.ngay < change.before))
    return Applied(done=bool(done.rowcount))


def _erase(connection: Connection, rows: Sequence[RowMapping], change: Erase) -> Applied:
    references = [row["reference"] for row in rows]
    if not references:
        return Applied(done=False)
    names = select(attachment.c.stored_name).where(attachment.c.reference.in_(references))
    files = tuple(connection.execute(names).scalars())
    connection.execute(insert(tombstone), [_make_tombstone(row, change) for row in rows])
    for table in _BELONGING:
        connection.execute(delete(table).where(table.c.reference.in_(references)))
    connection.execute(delete(item).where(item.c.reference.in_(references)))
    return Applied(references=tuple(references), files=files)


def _make_tombstone(row: RowMapping, change: Erase) -> RowValues:
    return {
        "reference": row["reference"],
        "kind": row["kind"],
        "erased_at": change.at,
        "reason": change.reason,
        "actor": change.actor,
        "thang": f"{to_vietnam(row['received_at']):%Y-%m}",
        "trang": row["trang"],
        "muc_ro_rang": row["muc_ro_rang"],
    }
