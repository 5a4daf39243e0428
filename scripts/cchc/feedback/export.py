"""From an approved answer to a page: published answers become content files, field by field, for a person to read.

A sender has no way into these files: the published record has no field for a name, a contact or a reference.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from pydantic import BaseModel, Field, TypeAdapter, ValidationError

from cchc.feedback.records import Published
from cchc.importers.markdown_text import to_markdown
from cchc.model.can_cu import SoKyHieu
from cchc.model.content import Content
from cchc.model.don_vi import LoaiDonVi
from cchc.model.du_lieu_ca_nhan import find_du_lieu_ca_nhan
from cchc.model.feedback import LoaiGopY
from cchc.model.hoi_dap import HoiDap
from cchc.text import slug, to_vietnam

FOLDER = "docs/hoi-dap"
LEDGER = f"{FOLDER}/.da-xuat.yml"
"""Which answer became which file: so that a renamed question stays one page, and a withdrawn one is taken down."""

_KINDS = frozenset({LoaiGopY.HOI_DAP, LoaiGopY.PHAN_ANH_QUY_DINH})
"""Kinds whose answers are made public; reflections on persons never are, whatever their state (PDP-08)."""

_LONGEST = 60
_REFERENCE = re.compile(r"&(?=#?\w+;)")
_SO_KY_HIEU: TypeAdapter[str] = TypeAdapter(SoKyHieu)


class DaXuat(BaseModel, frozen=True, extra="forbid"):
    """A line of the ledger: the answer, told by a hash, its file, and the text that was written there."""

    ma: str = Field(title="Mã băm của câu trả lời")
    tep: str = Field(title="Tệp")
    ban: str = Field(title="Mã băm của văn bản đã xuất")


class KetQuaXuat(StrEnum):
    """What an export does with one answer."""

    MOI = "mới"
    DOI = "đổi"
    GIU = "giữ nguyên"
    GO = "gỡ"
    TU_CHOI = "không xuất"


@dataclass(frozen=True)
class Xuat:
    """One step of an export: the file, its new record (None: take it down), and why it was refused."""

    ket_qua: KetQuaXuat
    tep: str
    record: HoiDap | None = None
    ly_do: tuple[str, ...] = ()


@dataclass(frozen=True)
class KeHoachXuat:
    """All steps of an export, and the ledger after it."""

    buoc: tuple[Xuat, ...] = ()
    so_cai: tuple[DaXuat, ...] = field(default=())


def plan_export(published: Iterable[Published], ledger: Iterable[DaXuat], content: Content) -> KeHoachXuat:
    """Tell what an export would do. A file that says what it said before is left to its editor, whatever he changed.

    An answer with anything that looks like personal data is refused, though two people approved it.
    """
    known = {line.ma: line for line in ledger}
    records = {entry.path: entry.record for entry in content.hoi_dap}
    steps: list[Xuat] = []
    lines: list[DaXuat] = []
    public: set[str] = set()
    for found in published:
        if found.item.kind not in _KINDS:
            continue
        ma = _hash(f"cong-khai:{found.item.reference}")[:16]
        public.add(ma)
        before = known.get(ma)
        record = make_hoi_dap(found, content, id_=_id_of(found, ma, before))
        tep = before.tep if before else f"{FOLDER}/{record.ngay_tra_loi.year}/{record.id}.md"
        ban = _hash(record.model_dump_json())
        step = _step(record, tep, before if before and before.ban == ban and tep in records else None, records)
        steps.append(step)
        if step.ket_qua is not KetQuaXuat.TU_CHOI:
            lines.append(DaXuat(ma=ma, tep=tep, ban=ban))
        elif before:
            lines.append(before)
    gone = [line for ma, line in known.items() if ma not in public]
    steps += [Xuat(KetQuaXuat.GO, line.tep) for line in gone if line.tep in records]
    return KeHoachXuat(tuple(steps), tuple(sorted(lines, key=lambda line: line.tep)))


def _step(record: HoiDap, tep: str, unchanged: DaXuat | None, records: Mapping[str, HoiDap]) -> Xuat:
    if unchanged:
        return Xuat(KetQuaXuat.GIU, tep)
    found = list(find_du_lieu_ca_nhan(f"{record.cau_hoi}\n{record.chi_tiet}\n{record.tra_loi}"))
    if found:
        return Xuat(KetQuaXuat.TU_CHOI, tep, ly_do=tuple(dict.fromkeys(f"có {piece.loai}" for piece in found)))
    old = records.get(tep)
    if old is None:
        return Xuat(KetQuaXuat.MOI, tep, record)
    kept = {
        "thuong_gap": old.thuong_gap,
        "xem_lai_truoc": old.xem_lai_truoc,
        "hien_thi_nguoi_hoi": old.hien_thi_nguoi_hoi,
    }
    return Xuat(KetQuaXuat.DOI, tep, record.model_copy(update={**kept, "nguoi_hoi": old.nguoi_hoi}))


def make_hoi_dap(published: Published, content: Content, *, id_: str) -> HoiDap:
    """Return the record of a published answer; what the site does not know (unit, field, procedure) is left out."""
    answer, item = published.answer, published.item
    fields = {muc.ma for muc in content.danh_muc.linh_vuc}
    codes = {entry.record.ma for entry in content.thu_tuc}
    moment = answer.approved_at or answer.published_at or answer.at
    return HoiDap(
        id=id_,
        cau_hoi=" ".join(answer.tieu_de.split()),
        chi_tiet=_literal(answer.cau_hoi),
        don_vi_tra_loi=_unit(published, content),
        ngay_hoi=to_vietnam(item.received_at).date(),
        ngay_tra_loi=to_vietnam(moment).date(),
        linh_vuc=published.linh_vuc if published.linh_vuc in fields else None,
        tthc=(published.thu_tuc,) if published.thu_tuc in codes else (),
        can_cu=tuple(_sound(answer.can_cu)),
        tra_loi=_literal(answer.cong_khai),
    )


def _literal(text: str) -> str:
    """Return what was typed into a box, which is plain text, as Markdown that says the same.

    The checks of the build do not look for backslashes: what looks like a link or a list of attributes to them is no
    reason to stop a whole site, so its sign is written as a reference.
    """
    literal = _REFERENCE.sub("&amp;", text).replace("](", "]&#40;").replace("{", "&#123;")
    return to_markdown(literal)


def _sound(can_cu: Iterable[str]) -> Iterator[str]:
    """Yield the numbers of legal texts; an officer may also have cited a text in words, which stays in the answer."""
    for so in can_cu:
        try:
            yield _SO_KY_HIEU.validate_python(so)
        except ValidationError:
            continue


def _unit(published: Published, content: Content) -> str:
    units = {entry.record.ma: entry.record for entry in content.don_vi}
    if published.don_vi in units:
        return published.don_vi or ""
    department = next((ma for ma, unit in units.items() if unit.loai is LoaiDonVi.SO), None)
    return department or next(iter(units), "so-y-te")


def _id_of(published: Published, ma: str, before: DaXuat | None) -> str:
    if before:
        return before.tep.rpartition("/")[2].removesuffix(".md")
    return f"{slug(published.answer.tieu_de)[:_LONGEST].strip('-') or 'cau-hoi'}-{ma[:6]}"


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
