"""Answers: written, approved by another person, masked, and published by another person again."""

import json
from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, insert, select, update

from cchc.feedback.apply_steps import open_item, record, write_step
from cchc.feedback.changes import Act, Applied, Approve, Draft, Prepare, Publish, Return, Submit, Unpublish
from cchc.feedback.rows import RowValues
from cchc.feedback.schema import answer, consent
from cchc.feedback.store import NotAllowed, StaleChange
from cchc.model.feedback import HanhDong, MucDichDongY, TrangThaiGopY


@dataclass(frozen=True)
class _Stage:
    """One of the two times that words go before a second person, told by the columns of the answer."""

    sent: str
    author: str
    done: str
    undone: tuple[str, ...]
    refusal: str

    def waits(self, row: RowMapping) -> bool:
        """Tell whether the words were brought and nobody has let them go."""
        return row[self.sent] is not None and row[self.done] is None


# An answer has an author even before it is brought; who masked the texts is nobody once they are returned.
_ANSWER = _Stage("submitted_at", "by", "approved_at", ("submitted_at",), "not-submitted")
_PUBLIC_TEXTS = _Stage("prepared_at", "prepared_by", "published_at", ("prepared_at", "prepared_by"), "not-prepared")


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
    stage = _PUBLIC_TEXTS if opened.state is TrangThaiGopY.DA_TRA_LOI else _ANSWER
    if not stage.waits(newest):
        raise NotAllowed("nothing-to-return")
    _change(connection, newest, dict.fromkeys(stage.undone))
    return record(connection, change.act, HanhDong.TRA_LAI, opened)


def approve(connection: Connection, change: Approve) -> Applied:
    """Let the answer go to the sender."""
    opened = open_item(connection, change.act, HanhDong.DUYET)
    newest = _get_newest(connection, change.act)
    _check_second_person(newest, change, _ANSWER)
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
    _check_second_person(newest, change, _PUBLIC_TEXTS)
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


def _check_second_person(row: RowMapping, change: Approve | Publish, stage: _Stage) -> None:
    """Raise unless the version that was read waits, and somebody else than its author lets it go."""
    if row["version"] != change.version:
        raise StaleChange(change.act.reference)
    if not stage.waits(row):
        raise NotAllowed(stage.refusal)
    if row[stage.author] == change.act.actor:
        raise NotAllowed("same-person")


def _change(connection: Connection, row: RowMapping, values: RowValues) -> None:
    own = (answer.c.reference == row["reference"], answer.c.version == row["version"])
    connection.execute(update(answer).where(*own).values(values))


def _is_consented(connection: Connection, reference: str) -> bool:
    given = (consent.c.reference == reference, consent.c.muc_dich == MucDichDongY.CONG_KHAI.value)
    return connection.execute(select(consent).where(*given, consent.c.withdrawn_at.is_(None))).first() is not None
