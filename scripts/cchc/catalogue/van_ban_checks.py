"""Rules about published documents, one small generator each; its docstring is the rule."""

from collections.abc import Iterator
from datetime import date, datetime

from cchc.catalogue import urls
from cchc.catalogue.hieu_luc import LienHe, resolve
from cchc.catalogue.on_time import find_limit
from cchc.catalogue.van_ban import ten_goi
from cchc.model.can_cu import identify
from cchc.model.content import Content, Entry
from cchc.model.danh_muc import Muc
from cchc.model.ngay_nghi import make_lich
from cchc.model.problem import MucDo, Problem
from cchc.model.thoi_han_cong_bo import TruongHopCongBo, ViecCongBo
from cchc.model.van_ban import VanBan
from cchc.text import fold, format_date, so_ky_hieu_key, to_vietnam
from cchc.text.working_days import UnknownYear


def check_addresses(content: Content, now: datetime) -> Iterator[Problem]:
    """Each document has an address, an identity and, within a year and issuer, a number of its own."""
    seen: dict[tuple[str, ...], str] = {}
    for entry in content.van_ban:
        record = entry.record
        keys: list[tuple[tuple[str, ...], str, str]] = [(("url", urls.van_ban_url(entry.path)), "", "tên tệp")]
        if record.dinh_danh:
            keys.append((("id", record.dinh_danh), "dinh_danh", "định danh"))
        if record.so_ky_hieu:
            number = (so_ky_hieu_key(record.so_ky_hieu), fold(record.co_quan), str(record.ngay_ban_hanh.year))
            keys.append((("so", *number), "so_ky_hieu", "số ký hiệu"))
        for key, field, word in keys:
            first = seen.setdefault(key, entry.path)
            if first != entry.path:
                yield Problem(entry.path, 0, field, f"{word} đã dùng ở {first}; mỗi văn bản chỉ ghi một lần")


def check_lists(content: Content, now: datetime) -> Iterator[Problem]:
    """Fields and contents of administrative reform are taken from the controlled lists."""
    for entry in content.van_ban:
        yield from _in_list(entry, "linh_vuc", entry.record.linh_vuc, content.danh_muc.linh_vuc)
        yield from _in_list(entry, "noi_dung_cchc", entry.record.noi_dung_cchc, content.danh_muc.noi_dung_cchc)


def _in_list(entry: Entry[VanBan], field: str, values: tuple[str, ...], known: tuple[Muc, ...]) -> Iterator[Problem]:
    for value in values:
        if all(muc.ma != value for muc in known):
            file = f"tthc/danh-muc/{field.replace('_', '-')}.yml"
            yield Problem(
                entry.path, 0, field, f"“{value}” không có trong {file}; chọn mã có sẵn hoặc bổ sung danh mục"
            )


def check_relations(content: Content, now: datetime) -> Iterator[Problem]:
    """A relation means one other document, and a document does nothing to one that was issued after it."""
    for link in resolve(content.van_ban):
        field = f"quan_he.{link.nguon.record.quan_he.index(link.quan_he)}.den"
        if len(link.dich) > 1:
            years = ", ".join(str(entry.record.ngay_ban_hanh.year) for entry in link.dich)
            message = f"có nhiều văn bản số {link.quan_he.den} (năm {years}); hãy ghi thêm nam hoặc co_quan"
            yield Problem(link.nguon.path, 0, field, message)
        elif not link.dich and _means_itself(link):
            yield Problem(link.nguon.path, 0, field, "văn bản không thể có quan hệ với chính nó; hãy sửa số ký hiệu")
        elif link.dich and link.dich[0].record.ngay_ban_hanh > link.nguon.record.ngay_ban_hanh:
            message = f"văn bản {link.quan_he.den} ban hành sau văn bản này; hãy kiểm tra ngày hoặc chiều quan hệ"
            yield Problem(link.nguon.path, 0, field, message)


def _means_itself(link: LienHe) -> bool:
    record, quan_he = link.nguon.record, link.quan_he
    same = so_ky_hieu_key(record.so_ky_hieu or "") == so_ky_hieu_key(quan_he.den)
    return same and not quan_he.co_quan and quan_he.nam in (None, record.ngay_ban_hanh.year)


def check_ends(content: Content, now: datetime) -> Iterator[Problem]:
    """A document and the list of ended texts do not name different days for one end."""
    listed = {identify(end.so_ky_hieu, end.co_quan): end.het_hieu_luc for end in content.van_ban_het_hieu_luc}
    for entry in content.van_ban:
        told = entry.record.het_hieu_luc
        other = listed.get(identify(entry.record.so_ky_hieu or "", entry.record.co_quan))
        if told and other and told != other:
            message = f"danh mục văn bản hết hiệu lực ghi ngày {format_date(other)}; hãy xem Công báo và ghi một ngày"
            yield Problem(entry.path, 0, "het_hieu_luc", message)


def check_text(content: Content, now: datetime) -> Iterator[Problem]:
    """A reader finds the text: in a file, at its source or on the page; a PDF has a summary (DOC-07)."""
    for entry in content.van_ban:
        record = entry.record
        if not (record.tep or record.nguon_url or record.noi_dung.strip()):
            message = "chưa có toàn văn; hãy thêm tep, nguon_url hoặc viết nội dung dưới phần khai báo"
            yield Problem(entry.path, 0, "tep", message, MucDo.CANH_BAO)
        elif not record.noi_dung.strip() and any(tep.duong_dan.lower().endswith(".pdf") for tep in record.tep):
            message = "văn bản chỉ có tệp PDF; hãy tóm tắt nội dung dưới phần khai báo cho người không đọc được tệp"
            yield Problem(entry.path, 0, "tep", message, MucDo.CANH_BAO)


def check_dates(content: Content, now: datetime) -> Iterator[Problem]:
    """Nothing is issued or published in the future, or published before it was issued."""
    today = to_vietnam(now).date()
    for entry in content.van_ban:
        record = entry.record
        for field, day in (("ngay_ban_hanh", record.ngay_ban_hanh), ("ngay_cong_khai", record.ngay_cong_khai)):
            if day and day > today:
                yield Problem(entry.path, 0, field, f"ngày {format_date(day)} ở tương lai; hãy kiểm tra lại")
        if record.ngay_cong_khai and record.ngay_cong_khai < record.ngay_ban_hanh:
            yield Problem(entry.path, 0, "ngay_cong_khai", "ngày công khai không được trước ngày ban hành")


def check_drafts(content: Content, now: datetime) -> Iterator[Problem]:
    """A draft that became a document names one of the site; a closed one tells what was received (DOC-06)."""
    numbers = {so_ky_hieu_key(entry.record.so_ky_hieu) for entry in content.van_ban if entry.record.so_ky_hieu}
    today = to_vietnam(now).date()
    for entry in content.van_ban:
        record = entry.record
        if record.ban_hanh_thanh and so_ky_hieu_key(record.ban_hanh_thanh) not in numbers:
            message = f"chưa có văn bản số {record.ban_hanh_thanh} trong docs/van-ban/; hãy bổ sung văn bản đã ban hành"
            yield Problem(entry.path, 0, "ban_hanh_thanh", message, MucDo.CANH_BAO)
        if record.han_gop_y and record.han_gop_y < today and not record.tong_hop_gop_y:
            message = f"đã hết hạn góp ý từ {format_date(record.han_gop_y)}; hãy ghi tổng hợp ý kiến và việc tiếp thu"
            yield Problem(entry.path, 0, "tong_hop_gop_y", message, MucDo.CANH_BAO)


def check_published_in_time(content: Content, now: datetime) -> Iterator[Problem]:
    """The units' own documents are published within the limit that the list of limits sets (DOC-05)."""
    limits = [limit for limit in content.thoi_han_cong_bo if limit.viec is ViecCongBo.DANG_VAN_BAN]
    limit = next((limit for limit in limits if limit.truong_hop is TruongHopCongBo.DON_VI), None)
    if limit is None:
        return
    own = {fold(entry.record.ten) for entry in content.don_vi}
    lich = make_lich(content.ngay_nghi)
    today = to_vietnam(now).date()
    for entry in content.van_ban:
        record = entry.record
        if record.la_du_thao or fold(record.co_quan) not in own:
            continue
        try:
            han = find_limit(record.ngay_ban_hanh, limit, lich)
        except UnknownYear:
            continue
        yield from _late(entry, han, record.ngay_cong_khai, today)


def _late(entry: Entry[VanBan], han: date, published: date | None, today: date) -> Iterator[Problem]:
    name = ten_goi(entry.record)
    if published is None and han < today:
        message = f"chưa ghi ngày công khai của {name}; hạn là {format_date(han)}"
        yield Problem(entry.path, 0, "ngay_cong_khai", message, MucDo.CANH_BAO)
    elif published and published > han:
        message = f"{name} công khai ngày {format_date(published)}, muộn hơn hạn {format_date(han)}"
        yield Problem(entry.path, 0, "ngay_cong_khai", message, MucDo.CANH_BAO)


RULES = (
    check_addresses,
    check_lists,
    check_relations,
    check_ends,
    check_text,
    check_dates,
    check_drafts,
    check_published_in_time,
)
