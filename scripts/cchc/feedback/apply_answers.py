"""Answers: written, approved by another person, masked, and published by another person again."""

import json

from sqlalchemy import Connection, RowMapping, insert, select, update

from cchc.feedback.apply_steps import open_item, record, write_step
from cchc.feedback.changes import Act, Applied, Approve, Draft, Prepare, Publish, Return, Submit, Unpublish
from cchc.feedback.rows import RowValues
from cchc.feedback.schema import answer, consent
from cchc.feedback.store import NotAllowed, StaleChange
from cchc.model.feedback import HanhDong, MucDichDongY, TrangThaiGopY


def draft(connection: Connection, change: Draft) -> Applied:
    """Write the answer; a version that was approved stays as it is, and a new one begins."""
    opened = open_item(connection, change.act, HanhDong.SOAN)
    newest = _find_newest(connection, change.act.reference)
    words: RowValues = {"tra_loi": change.tra_loi, "can_cu": json.dumps(change.can_cu, ensure_ascii=False)}
    # Whoever changed the words last is their author: he cannot approve them.
    words |= {"by": change.act.actor, "at": change.act.at, "submitted_at": None}
    if newest is None or newest["approved_at"] is not None:
        version = 1 if newest is None else newest["version"] + 1
        own = {"reference": change.act.reference, "version": version}
        empty = {"tieu_de": "", "cau_hoi": "", "cong_khai": ""}
        connection.execute(insert(answer).values(own | words | empty))
    else:
        _change(connection, newest, words)
    values = {"account": change.act.actor} if opened.row["account"] is None else {}
    # Beginning an answer begins the work on the item.
    begun = opened.state is TrangThaiGopY.DA_TIEP_NHAN
    state = TrangThaiGopY.DANG_XU_LY if begun else opened.state
    return write_step(connection, change.act, HanhDong.SOAN, opened.row, (state, None), values)


def submit(connection: Connection, change: Submit) -> Applied:
    """Send the newest answer for approval."""
    opened = open_item(connection, change.act, HanhDong.TRINH)
    newest = _get_newest(connection, change.act)
    if newest["approved_at"] is not None or newest["submitted_at"] is not None:
        raise NotAllowed("nothing-to-submit")
    _change(connection, newest, {"submitted_at": change.act.at})
    return record(connection, change.act, HanhDong.TRINH, opened)


def return_to_author(connection: Connection, change: Return) -> Applied:
    """Take back what waits for approval: the answer, or in a later state the masked texts."""
    opened = open_item(connection, change.act, HanhDong.TRA_LAI)
    newest = _get_newest(connection, change.act)
    if opened.state is TrangThaiGopY.DA_TRA_LOI:
        waits, values = "prepared_at", {"prepared_at": None, "prepared_by": None}
        done = newest["published_at"]
    else:
        waits, values = "submitted_at", {"submitted_at": None}
        done = newest["approved_at"]
    if newest[waits] is None or done is not None:
        raise NotAllowed("nothing-to-return")
    _change(connection, newest, values)
    return record(connection, change.act, HanhDong.TRA_LAI, opened)


def approve(connection: Connection, change: Approve) -> Applied:
    """Let the answer go to the sender."""
    opened = open_item(connection, change.act, HanhDong.DUYET)
    newest = _get_newest(connection, change.act)
    if newest["version"] != change.version:
        raise StaleChange(change.act.reference)
    if newest["submitted_at"] is None or newest["approved_at"] is not None:
        raise NotAllowed("not-submitted")
    if newest["by"] == change.act.actor:
        raise NotAllowed("same-person")
    _change(connection, newest, {"approved_by": change.act.actor, "approved_at": change.act.at})
    return record(connection, change.act, HanhDong.DUYET, opened)


def prepare(connection: Connection, change: Prepare) -> Applied:
    """Send the masked texts for approval to publish."""
    opened = open_item(connection, change.act, HanhDong.TRINH_CONG_KHAI)
    newest = _get_newest(connection, change.act)
    if newest["approved_at"] is None:
        raise NotAllowed("not-approved")
    texts: RowValues = {"tieu_de": change.tieu_de, "cau_hoi": change.cau_hoi, "cong_khai": change.cong_khai}
    texts |= {"prepared_by": change.act.actor, "prepared_at": change.act.at}
    texts |= {"published_by": None, "published_at": None, "withdrawn_at": None}
    _change(connection, newest, texts)
    return record(connection, change.act, HanhDong.TRINH_CONG_KHAI, opened)


def publish(connection: Connection, change: Publish) -> Applied:
    """Let the masked texts out."""
    opened = open_item(connection, change.act, HanhDong.CONG_KHAI)
    newest = _get_newest(connection, change.act)
    if newest["version"] != change.version:
        raise StaleChange(change.act.reference)
    if newest["prepared_at"] is None or newest["published_at"] is not None:
        raise NotAllowed("not-prepared")
    if newest["prepared_by"] == change.act.actor:
        raise NotAllowed("same-person")
    if change.needs_consent and not _is_consented(connection, change.act.reference):
        raise NotAllowed("no-consent")
    _change(connection, newest, {"published_by": change.act.actor, "published_at": change.act.at})
    return record(connection, change.act, HanhDong.CONG_KHAI, opened)


def unpublish(connection: Connection, change: Unpublish) -> Applied:
    """Take the published answer down."""
    opened = open_item(connection, change.act, HanhDong.GO)
    take_down(connection, change.act)
    return record(connection, change.act, HanhDong.GO, opened)


def take_down(connection: Connection, act: Act) -> None:
    """Mark what is public of an item as withdrawn; it must be prepared anew to come back."""
    public = (answer.c.reference == act.reference, answer.c.published_at.is_not(None), answer.c.withdrawn_at.is_(None))
    connection.execute(update(answer).where(*public).values(withdrawn_at=act.at))


def _find_newest(connection: Connection, reference: str) -> RowMapping | None:
    query = select(answer).where(answer.c.reference == reference).order_by(answer.c.version.desc()).limit(1)
    return connection.execute(query).mappings().one_or_none()


def _get_newest(connection: Connection, act: Act) -> RowMapping:
    newest = _find_newest(connection, act.reference)
    if newest is None:
        raise NotAllowed("no-answer")
    return newest


def _change(connection: Connection, row: RowMapping, values: RowValues) -> None:
    own = (answer.c.reference == row["reference"], answer.c.version == row["version"])
    connection.execute(update(answer).where(*own).values(values))


def _is_consented(connection: Connection, reference: str) -> bool:
    given = (consent.c.reference == reference, consent.c.muc_dich == MucDichDongY.CONG_KHAI.value)
    return connection.execute(select(consent).where(*given, consent.c.withdrawn_at.is_(None))).first() is not None
