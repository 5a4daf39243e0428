"""Records to rows and back: which table keeps which part of an item."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, select

from cchc.feedback.schema import attachment, consent, history, item, outbox, sender
from cchc.feedback.store import NewItem
from cchc.model.feedback import (
    AnySubmission,
    CauHoi,
    DongY,
    GopYDuThao,
    GopYTrang,
    HanhDong,
    HistoryEntry,
    ItemDetail,
    LoaiGopY,
    LoaiNguoiGui,
    LyDoGopY,
    MucDichDongY,
    MucRoRang,
    NguoiNhan,
    PhanAnhHanhVi,
    PhanAnhQuyDinh,
    StoredItem,
    Submission,
    TrangThaiGopY,
    title_of,
)
from cchc.text import fold

ARRIVED = HanhDong.GUI.value
"""Event of the message that tells of a new item."""

SENDER = "nguoi-gui"
"""Who acts in the history when it is the sender."""

RowValues = dict[str, Any]  # column name to a value of that column's own type

LISTED = (item.c.reference, item.c.kind, item.c.state, item.c.received_at, item.c.changed_at, item.c.title)
"""The columns of a StoredItem."""

_MODELS: Mapping[LoaiGopY, type[AnySubmission]] = {
    model.model_fields["kind"].default: model
    for model in (CauHoi, GopYTrang, PhanAnhQuyDinh, PhanAnhHanhVi, GopYDuThao)
}
_OWN_COLUMNS = ("noi_dung", "linh_vuc", "thu_tuc", "trang", "muc_ro_rang")
_SENDER_COLUMNS = ("ho_ten", "email", "dien_thoai", "dia_chi")
_CONSENTS = {"dong_y_xu_ly": MucDichDongY.XU_LY, "dong_y_cong_khai": MucDichDongY.CONG_KHAI}
_ELSEWHERE = frozenset({"kind", "loai_nguoi_gui", *_OWN_COLUMNS, *_SENDER_COLUMNS, *_CONSENTS})


def make_item_row(new: NewItem) -> RowValues:
    """Return the row of the item itself."""
    sent = new.submission
    values, folded = sent.model_dump(mode="json"), fold(sent.noi_dung)
    # The title column is a question's own title; other kinds may have none.
    elsewhere = _ELSEWHERE | {"tieu_de"} if isinstance(sent, CauHoi) else _ELSEWHERE
    own = {name: value for name, value in values.items() if name not in elsewhere}
    return {name: values.get(name) for name in _OWN_COLUMNS} | {
        "reference": new.reference,
        "kind": sent.kind.value,
        "state": TrangThaiGopY.MOI.value,
        "received_at": new.received_at,
        "changed_at": new.received_at,
        "title": title_of(sent),
        "secret_hash": new.secret_hash,
        "key": new.key,
        "han": new.han,
        "du_lieu": json.dumps(own, ensure_ascii=False),
        "tim": f"{fold(title_of(sent))}\n{folded}",
        "dau_van": make_mark(sent.kind, folded),
    }


def make_mark(kind: LoaiGopY, folded: str) -> str:
    """Return the fingerprint of folded words: the same for other case, diacritics, spaces and punctuation."""
    bare = "".join(char for char in folded if char.isalnum())
    return hashlib.sha256(f"{kind.value}:{bare}".encode()).hexdigest() if bare else ""


def make_dependent_rows(new: NewItem) -> Iterator[tuple[Table, RowValues]]:
    """Yield the rows that stand and fall with the item: sender, consents, files, first step, message."""
    own: RowValues = {"reference": new.reference}
    who = {name: getattr(new.submission, name, "") for name in _SENDER_COLUMNS}
    if any(value != "" for value in who.values()):
        sort = getattr(new.submission, "loai_nguoi_gui", "")
        yield sender, own | who | {"loai": str(sort)}
    for given in new.dong_y:
        yield consent, own | {"muc_dich": given.muc_dich.value, "phien_ban": given.phien_ban, "at": given.at}
    for file in new.attachments:
        facts = {"id": file.id, "name": file.name, "media_type": file.media_type, "size": file.size}
        yield attachment, own | facts | {"sha256": file.sha256, "stored_name": file.stored_name}
    first = {"state": TrangThaiGopY.MOI.value, "at": new.received_at, "actor": SENDER}
    yield history, own | first | {"action": ARRIVED, "note": new.note, "message": ""}
    told = {"recipient": NguoiNhan.BAN_XU_LY.value, "step": 0}
    yield outbox, own | {"event": ARRIVED, "created_at": new.received_at} | told


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
    who = [sender.c[name] for name in (*_SENDER_COLUMNS, "loai")]
    query = select(item, *who).outerjoin(sender).where(item.c.reference == reference)
    row = connection.execute(query).mappings().one_or_none()
    if row is None:
        return None
    dong_y = _read_consents(connection, reference)
    return ItemDetail(
        item=parse_item(row),
        submission=_parse_submission(row, frozenset(part.muc_dich for part in dong_y if not part.withdrawn_at)),
        dong_y=dong_y,
        history=_read_history(connection, reference),
    )


def _read_consents(connection: Connection, reference: str) -> tuple[DongY, ...]:
    rows = connection.execute(select(consent).where(consent.c.reference == reference).order_by(consent.c.muc_dich))
    return tuple(
        DongY(muc_dich=MucDichDongY(row.muc_dich), phien_ban=row.phien_ban, at=row.at, withdrawn_at=row.withdrawn_at)
        for row in rows
    )


def _read_history(connection: Connection, reference: str) -> tuple[HistoryEntry, ...]:
    rows = connection.execute(select(history).where(history.c.reference == reference).order_by(history.c.id))
    return tuple(
        HistoryEntry(
            state=TrangThaiGopY(row.state),
            at=row.at,
            actor=row.actor,
            action=HanhDong(row.action),
            note=row.note,
            message=row.message,
        )
        for row in rows
    )


def _parse_submission(row: RowMapping, given: frozenset[MucDichDongY]) -> Submission:
    # Constructed, not validated: what was accepted once stays readable when the rules for new items change.
    model = _MODELS[LoaiGopY(row["kind"])]
    values: RowValues = {"tieu_de": row["title"]} | json.loads(row["du_lieu"])
    values |= {name: row[name] or "" for name in (*_OWN_COLUMNS, *_SENDER_COLUMNS)}
    values |= {box: purpose in given for box, purpose in _CONSENTS.items()}
    values["muc_ro_rang"] = None if row["muc_ro_rang"] is None else MucRoRang(row["muc_ro_rang"])
    values["ly_do"] = tuple(LyDoGopY(reason) for reason in values.get("ly_do", ()))
    values["loai_nguoi_gui"] = LoaiNguoiGui(row["loai"] or LoaiNguoiGui.CA_NHAN)
    return model.model_construct(
        **{name: values[name] for name in model.model_fields if name in values and name != "kind"}
    )
