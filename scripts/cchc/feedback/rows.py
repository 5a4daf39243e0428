"""Records to rows and back: which table keeps which part of an item."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, select

from cchc.feedback.schema import consent, history, item, outbox, sender
from cchc.feedback.store import NewItem
from cchc.model.feedback import (
    CauHoi,
    DongY,
    GopYTrang,
    HistoryEntry,
    ItemDetail,
    LoaiGopY,
    MucDichDongY,
    MucRoRang,
    StoredItem,
    Submission,
    TrangThaiGopY,
    title_of,
)

ARRIVED = "da-nhan"
"""Event of the message that tells of a new item."""

_SENDER = "nguoi-gui"

RowValues = dict[str, Any]  # column name to a value of that column's own type

LISTED = (item.c.reference, item.c.kind, item.c.state, item.c.received_at, item.c.changed_at, item.c.title)
"""The columns of a StoredItem."""


def make_item_row(new: NewItem) -> RowValues:
    """Return the row of the item itself."""
    sent = new.submission
    return {
        "reference": new.reference,
        "kind": sent.kind.value,
        "state": TrangThaiGopY.MOI.value,
        "received_at": new.received_at,
        "changed_at": new.received_at,
        "title": title_of(sent),
        "secret_hash": new.secret_hash,
        "key": new.key,
        "noi_dung": sent.noi_dung,
        "linh_vuc": sent.linh_vuc if isinstance(sent, CauHoi) else None,
        "thu_tuc": sent.thu_tuc if isinstance(sent, CauHoi) else None,
        "trang": sent.trang if isinstance(sent, GopYTrang) else None,
        "muc_ro_rang": int(sent.muc_ro_rang) if isinstance(sent, GopYTrang) and sent.muc_ro_rang else None,
    }


def make_dependent_rows(new: NewItem) -> Iterator[tuple[Table, RowValues]]:
    """Yield the rows that stand and fall with the item: sender, consents, first step, message."""
    own: RowValues = {"reference": new.reference}
    if isinstance(new.submission, CauHoi):
        who = new.submission
        yield sender, own | {"ho_ten": who.ho_ten, "email": who.email, "dien_thoai": who.dien_thoai}
    for given in new.dong_y:
        yield consent, own | {"muc_dich": given.muc_dich.value, "phien_ban": given.phien_ban, "at": given.at}
    yield history, own | {"state": TrangThaiGopY.MOI.value, "at": new.received_at, "actor": _SENDER}
    yield outbox, own | {"event": ARRIVED, "created_at": new.received_at}


def parse_item(row: RowMapping) -> StoredItem:
    """Return the record of a row of the listed columns."""
    return StoredItem(
        reference=row["reference"],
        kind=LoaiGopY(row["kind"]),
        state=TrangThaiGopY(row["state"]),
        received_at=row["received_at"],
        changed_at=row["changed_at"],
        title=row["title"],
    )


def read_detail(connection: Connection, reference: str) -> ItemDetail | None:
    """Return the whole item, or None."""
    row = (
        connection.execute(
            select(item, sender.c.ho_ten, sender.c.email, sender.c.dien_thoai)
            .outerjoin(sender)
            .where(item.c.reference == reference)
        )
        .mappings()
        .one_or_none()
    )
    if row is None:
        return None
    given = connection.execute(select(consent).where(consent.c.reference == reference).order_by(consent.c.muc_dich))
    dong_y = tuple(DongY(muc_dich=MucDichDongY(part.muc_dich), phien_ban=part.phien_ban, at=part.at) for part in given)
    steps = connection.execute(select(history).where(history.c.reference == reference).order_by(history.c.id))
    return ItemDetail(
        item=parse_item(row),
        submission=_parse_submission(row, frozenset(part.muc_dich for part in dong_y)),
        dong_y=dong_y,
        history=tuple(HistoryEntry(state=TrangThaiGopY(step.state), at=step.at, actor=step.actor) for step in steps),
    )


def _parse_submission(row: RowMapping, given: frozenset[MucDichDongY]) -> Submission:
    # Constructed, not validated: what was accepted once stays readable when the rules for new items change.
    if LoaiGopY(row["kind"]) is LoaiGopY.GOP_Y_TRANG:
        return GopYTrang.model_construct(
            trang=row["trang"],
            noi_dung=row["noi_dung"],
            muc_ro_rang=None if row["muc_ro_rang"] is None else MucRoRang(row["muc_ro_rang"]),
        )
    return CauHoi.model_construct(
        ho_ten=row["ho_ten"] or "",
        dien_thoai=row["dien_thoai"] or "",
        email=row["email"] or "",
        linh_vuc=row["linh_vuc"] or "",
        thu_tuc=row["thu_tuc"] or "",
        tieu_de=row["title"],
        noi_dung=row["noi_dung"],
        dong_y_xu_ly=MucDichDongY.XU_LY in given,
        dong_y_cong_khai=MucDichDongY.CONG_KHAI in given,
    )
