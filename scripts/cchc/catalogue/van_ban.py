"""Published documents joined: their status on a day and every relation as both of its documents show it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from cchc.catalogue import urls
from cchc.catalogue.hieu_luc import LienHe, end_by_path, issuer_meant, resolve, urls_by_identity
from cchc.catalogue.items import CanCuPhapLy, TepItem
from cchc.catalogue.muc import join_muc
from cchc.catalogue.published import QuanHeItem, VanBanCongBoItem
from cchc.catalogue.tep import find_tep
from cchc.model.can_cu import identify
from cchc.model.content import Content
from cchc.model.nhan import nhan
from cchc.model.van_ban import ENDING, KieuQuanHe, TinhTrang, VanBan

FOLDER = "docs/van-ban/"

_PARTIAL = ENDING | {KieuQuanHe.SUA_DOI}
"""Relations after which only a part of the other document stands: an amended text has ended in its old wording."""

Links = Mapping[str, Sequence[LienHe]]


def join_van_ban(content: Content, can_cu: CanCuPhapLy, today: date) -> tuple[VanBanCongBoItem, ...]:
    """Join the published documents, newest first."""
    outgoing, incoming = _by_document(resolve(content.van_ban))
    ends, published = end_by_path(content), urls_by_identity(content)
    lists = content.danh_muc
    linh_vuc = join_muc(lists.linh_vuc, urls.van_ban_linh_vuc_url, _count(e.record.linh_vuc for e in content.van_ban))
    noi_dung = join_muc(
        lists.noi_dung_cchc, urls.van_ban_noi_dung_url, _count(e.record.noi_dung_cchc for e in content.van_ban)
    )
    items = [
        VanBanCongBoItem(
            record=entry.record,
            url=urls.van_ban_url(entry.path),
            path=entry.path,
            tinh_trang=find_tinh_trang(entry.record, ends.get(entry.path), incoming[entry.path], today),
            het_hieu_luc=ends.get(entry.path),
            linh_vuc=tuple(linh_vuc[ma] for ma in entry.record.linh_vuc if ma in linh_vuc),
            noi_dung_cchc=tuple(noi_dung[ma] for ma in entry.record.noi_dung_cchc if ma in noi_dung),
            tep=tuple(_files(content, entry.record)),
            quan_he=(
                *(_stated(link, can_cu) for link in outgoing[entry.path]),
                *(_received(link) for link in incoming[entry.path]),
            ),
            can_cu_url=_can_cu_url(entry.record, can_cu),
            ban_hanh_url=published.get(identify(entry.record.ban_hanh_thanh or "", entry.record.co_quan), ""),
        )
        for entry in content.van_ban
    ]
    return tuple(sorted(items, key=lambda item: (-item.record.ngay_ban_hanh.toordinal(), item.path)))


def ten_goi(record: VanBan) -> str:
    """Return what a document is called: "Kế hoạch số 12/KH-SYT"; of a draft its summary, since it has no number."""
    if record.la_du_thao or not record.so_ky_hieu:
        return record.trich_yeu
    return f"{nhan(record.loai)} số {record.so_ky_hieu}"


def find_tinh_trang(record: VanBan, end: date | None, incoming: Iterable[LienHe], today: date) -> TinhTrang:
    """Derive where a document stands on a day from its dates and from what other documents do to it (DOC-03)."""
    if record.la_du_thao:
        return _draft(record, today)
    if end and end <= today:
        return TinhTrang.HET_HIEU_LUC
    if record.tu_ngay is None:
        return TinhTrang.KHONG_XAC_DINH
    if record.tu_ngay > today:
        return TinhTrang.CHUA_HIEU_LUC
    partly = any(
        link.quan_he.kieu in _PARTIAL and not link.ket_thuc and _applies(link.nguon.record, today) for link in incoming
    )
    return TinhTrang.HET_MOT_PHAN if partly else TinhTrang.CON_HIEU_LUC


def _draft(record: VanBan, today: date) -> TinhTrang:
    """A draft closes by itself after its last day (DOC-06)."""
    if record.ban_hanh_thanh:
        return TinhTrang.DA_BAN_HANH
    return TinhTrang.DANG_LAY_Y_KIEN if record.han_gop_y and today <= record.han_gop_y else TinhTrang.DA_DONG


def _applies(record: VanBan, today: date) -> bool:
    return not record.la_du_thao and record.tu_ngay is not None and record.tu_ngay <= today


def _by_document(links: Iterable[LienHe]) -> tuple[Links, Links]:
    outgoing: defaultdict[str, list[LienHe]] = defaultdict(list)
    incoming: defaultdict[str, list[LienHe]] = defaultdict(list)
    for link in links:
        outgoing[link.nguon.path].append(link)
        if link.dich_duy_nhat:
            incoming[link.dich_duy_nhat.path].append(link)
    return outgoing, incoming


def _stated(link: LienHe, can_cu: CanCuPhapLy) -> QuanHeItem:
    """Describe a relation for the document that states it; the other one may be cited here without being published."""
    other, quan_he = link.dich_duy_nhat, link.quan_he
    cited = can_cu.find(quan_he.den, issuer_meant(link.nguon.record, quan_he))
    return QuanHeItem(
        kieu=quan_he.kieu,
        chu_dong=True,
        ten=ten_goi(other.record) if other else quan_he.den,
        url=urls.van_ban_url(other.path) if other else cited.url if cited else "",
        trich_yeu=other.record.trich_yeu if other else "".join(cited.trich_yeu[:1]) if cited else "",
        tu=link.nguon.record.tu_ngay,
        mot_phan=quan_he.mot_phan,
        ghi_chu=quan_he.ghi_chu,
        du_kien=link.nguon.record.la_du_thao,
    )


def _received(link: LienHe) -> QuanHeItem:
    """Describe a relation for the document that another one names."""
    record = link.nguon.record
    return QuanHeItem(
        kieu=link.quan_he.kieu,
        chu_dong=False,
        ten=ten_goi(record),
        url=urls.van_ban_url(link.nguon.path),
        trich_yeu="" if record.la_du_thao else record.trich_yeu,
        tu=record.tu_ngay,
        mot_phan=link.quan_he.mot_phan,
        ghi_chu=link.quan_he.ghi_chu,
        du_kien=record.la_du_thao,
    )


def _files(content: Content, record: VanBan) -> Iterator[TepItem]:
    for tep in record.tep:
        ten = tep.ten or f"{record.so_ky_hieu or ''} {record.trich_yeu}"
        found = find_tep(content, FOLDER + tep.duong_dan, urls.VAN_BAN, ten)
        if found:
            yield found


def _can_cu_url(record: VanBan, can_cu: CanCuPhapLy) -> str:
    cited = can_cu.find(record.so_ky_hieu, record.co_quan) if record.so_ky_hieu else None
    return cited.url if cited else ""


def _count(values: Iterable[tuple[str, ...]]) -> Counter[str]:
    return Counter(ma for each in values for ma in each)
