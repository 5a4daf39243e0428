"""Rules of news across records, one small generator each; its docstring is the rule."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from cchc.catalogue import urls
from cchc.catalogue.tin import identify_tin, tags_of
from cchc.model.content import Content
from cchc.model.don_vi import DonVi
from cchc.model.ngay_nghi import make_lich
from cchc.model.post import TrangThaiTin
from cchc.model.problem import MucDo, Problem
from cchc.text import format_date, slug, to_vietnam
from cchc.text.working_days import LichLamViec, UnknownYear, is_working_day

_ANNOUNCED_BEFORE = 7
"""Working days between the announcement of an interruption and its start (OPS-05; Decree 224/2026, article 13)."""

_MAX_ATTACHMENT_BYTES = 20 * 1024 * 1024

_LISTS = (urls.LUU_TRU, urls.LOAT_BAI, urls.THE, urls.TAC_GIA, urls.SU_KIEN)
_TAKEN = {url.removeprefix(urls.TIN_TUC).strip("/") for url in _LISTS}


def check_identity(content: Content, now: datetime) -> Iterator[Problem]:
    """No two items have one identity: feed readers would take the second for the first."""
    first: dict[str, str] = {}
    for entry in content.tin:
        value = identify_tin(entry.record, entry.path)
        if value in first:
            message = f"định danh “{value}” đã dùng ở {first[value]}; hãy ghi dinh_danh khác cho một trong hai tin"
            yield Problem(entry.path, 0, "dinh_danh", message)
        else:
            first[value] = entry.path


def check_rubric_codes(content: Content, now: datetime) -> Iterator[Problem]:
    """No rubric takes the address of another list of news."""
    for position, muc in enumerate(content.danh_muc.chuyen_muc):
        if muc.ma in _TAKEN:
            message = f"“{muc.ma}” trùng địa chỉ của trang có sẵn {urls.chuyen_muc_url(muc.ma)}; hãy đặt mã khác"
            yield Problem("tthc/danh-muc/chuyen-muc.yml", 0, f"{position}.ma", message)


def check_tags(content: Content, now: datetime) -> Iterator[Problem]:
    """A tag has letters or digits, and tags that share a page are the same words."""
    first: dict[str, str] = {}
    for entry in content.tin:
        for the in entry.record.the:
            if not slug(the):
                yield Problem(entry.path, 0, "the", f"thẻ “{the}” không có chữ; hãy viết lại hoặc bỏ")
        for ma, ten in tags_of(entry.record):
            known = first.setdefault(ma, ten)
            if known.casefold() != ten.casefold():
                message = f"thẻ “{ten}” dùng chung trang với thẻ “{known}”; hãy viết thống nhất một cách"
                yield Problem(entry.path, 0, "the", message, MucDo.CANH_BAO)


def check_files(content: Content, now: datetime) -> Iterator[Problem]:
    """Pictures and attachments that an item names exist; attachments are of moderate size and carry no macros."""
    for entry in content.tin:
        pictures = [("anh.tep", entry.record.anh)] if entry.record.anh else []
        pictures += [(f"thu_vien_anh.{position}.tep", anh) for position, anh in enumerate(entry.record.thu_vien_anh)]
        for field, anh in pictures:
            if f"posts/{anh.tep}" not in content.tep:
                yield Problem(entry.path, 0, field, f"không thấy tệp ảnh posts/{anh.tep}")
        for position, named in enumerate(entry.record.tep):
            field, file = f"tep.{position}.tep", f"posts/{named.tep}"
            tep = content.tep.get(file)
            if tep is None:
                message = f"không thấy tệp {file}; hãy chép tệp vào đúng chỗ hoặc sửa đường dẫn"
                yield Problem(entry.path, 0, field, message)
            elif tep.co_macro:
                yield Problem(entry.path, 0, field, f"tệp {file} có macro; hãy lưu lại thành tệp không có macro")
            elif tep.kich_thuoc > _MAX_ATTACHMENT_BYTES:
                yield Problem(entry.path, 0, field, f"tệp {file} lớn hơn 20 MB; hãy giảm kích thước")


def check_active_units(content: Content, now: datetime) -> Iterator[Problem]:
    """A unit writes only while it exists (units merge)."""
    units = {entry.record.ma: entry.record for entry in content.don_vi}
    for entry in content.tin:
        unit = units.get(entry.record.don_vi)
        message = _not_active(unit, to_vietnam(entry.record.ngay_dang).date(), units) if unit else ""
        if message:
            yield Problem(entry.path, 0, "don_vi", message, MucDo.CANH_BAO)


def _not_active(unit: DonVi, day: date, units: dict[str, DonVi]) -> str:
    if unit.hoat_dong_den and unit.hoat_dong_den < day:
        successor = units.get(unit.thay_the_boi or "")
        advice = f"hãy ghi đơn vị kế thừa: {successor.ma} ({successor.ten})" if successor else "hãy kiểm tra lại đơn vị"
        return f"{unit.ten} đã kết thúc hoạt động ngày {format_date(unit.hoat_dong_den)}, trước ngày đăng; {advice}"
    if unit.hoat_dong_tu and unit.hoat_dong_tu > day:
        since = format_date(unit.hoat_dong_tu)
        return f"{unit.ten} chỉ hoạt động từ ngày {since}, sau ngày đăng; hãy kiểm tra lại đơn vị và ngày đăng"
    return ""


def check_maintenance(content: Content, now: datetime) -> Iterator[Problem]:
    """An interruption is announced at least seven working days before (OPS-05; Decree 224/2026, article 13)."""
    lich = make_lich(content.ngay_nghi)
    for entry in content.tin:
        tin = entry.record
        if tin.bao_tri is None or tin.trang_thai is TrangThaiTin.GO_BO:
            continue
        start = to_vietnam(tin.bao_tri.bat_dau).date()
        try:
            earliest = _earliest(to_vietnam(tin.ngay_dang).date(), lich)
        except UnknownYear as unknown:
            message = f"chưa có ngày nghỉ năm {unknown.nam} nên chưa tính được thông báo có đủ sớm không"
            yield Problem(entry.path, 0, "bao_tri.bat_dau", message, MucDo.CANH_BAO)
            continue
        if start < earliest:
            message = (
                f"thông báo chưa đủ {_ANNOUNCED_BEFORE} ngày làm việc trước khi tạm dừng; "
                f"đăng ngày {format_date(tin.ngay_dang)} thì sớm nhất được dừng ngày {format_date(earliest)}"
            )
            yield Problem(entry.path, 0, "bao_tri.bat_dau", message, MucDo.CANH_BAO)


def _earliest(announced: date, lich: LichLamViec) -> date:
    """Return the first day on which an interruption may begin; an announcement on a day off counts from that day."""
    day, left = announced, _ANNOUNCED_BEFORE
    while left:
        day += timedelta(days=1)
        left -= is_working_day(day, lich)
    return day


RULES = (check_identity, check_rubric_codes, check_tags, check_files, check_active_units, check_maintenance)
"""The rules of news in the order in which their problems are told."""
