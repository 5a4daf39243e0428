"""Rules across records, one small generator each; its docstring is the rule."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from typing import Any

from cchc.catalogue import can_cu_checks, day_du, hoi_dap_checks, lifecycle_checks, tin_checks, urls, van_ban_checks
from cchc.model.content import Content, Entry
from cchc.model.danh_muc import Muc
from cchc.model.nhan import nhan
from cchc.model.post import TrangThaiTin
from cchc.model.problem import MucDo, Problem
from cchc.model.thu_tuc import ThuTuc, find_missing
from cchc.text import format_datetime, to_vietnam

_MAX_FORM_BYTES = 10 * 1024 * 1024
_MACRO_SUFFIXES = {".docm", ".dotm", ".xlsm", ".xltm", ".xlam", ".pptm"}

Rule = Callable[[Content, datetime], Iterator[Problem]]


def check(content: Content, now: datetime) -> Iterator[Problem]:
    """Run every rule over the content."""
    for rule in _RULES:
        yield from rule(content, now)


def check_sample(content: Content) -> Iterator[Problem]:
    """A production site holds no sample data (TTHC-26)."""
    samples = [entry.path for entry in content.thu_tuc if entry.record.du_lieu_mau]
    samples += [entry.path for entry in content.phien_ban if entry.record.du_lieu_mau]
    samples += [entry.path for entry in content.quyet_dinh if entry.record.du_lieu_mau]
    samples += [entry.path for entry in content.bieu_mau if entry.record.du_lieu_mau]
    samples += [entry.path for entry in content.tin if entry.record.du_lieu_mau]
    samples += [entry.path for entry in content.don_vi if entry.record.du_lieu_mau]
    samples += [entry.path for entry in content.van_ban if entry.record.du_lieu_mau]
    samples += [entry.path for entry in content.hoi_dap if entry.record.du_lieu_mau]
    samples += [entry.path for entry in content.khao_sat if entry.record.du_lieu_mau]
    samples += [entry.path for entry in content.ket_qua if entry.record.du_lieu_mau]
    samples += [entry.path for entry in content.danh_gia if entry.record.du_lieu_mau]
    for path in samples:
        yield Problem(path, 0, "du_lieu_mau", "dữ liệu minh họa không được đưa lên trang chính thức; hãy xóa tệp")


def _check_duplicates(content: Content, now: datetime) -> Iterator[Problem]:
    """Codes, form ids, decision numbers, unit codes and news addresses are each used once."""
    yield from _duplicates(content.thu_tuc, "ma", lambda entry: entry.record.ma)
    yield from _duplicates(content.bieu_mau, "id", lambda entry: entry.record.id)
    yield from _duplicates(content.quyet_dinh, "so", lambda entry: entry.record.slug)
    yield from _duplicates(content.don_vi, "ma", lambda entry: entry.record.ma)
    yield from _duplicates(content.tin, "", lambda entry: urls.tin_url(entry.record, entry.path))


def _duplicates(entries: Iterable[Entry[Any]], field: str, key: Callable[[Entry[Any]], str]) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for entry in entries:
        value = key(entry)
        if value in first:
            yield Problem(entry.path, 0, field, f"“{value}” đã dùng ở {first[value]}; mỗi mã chỉ dùng một lần")
        else:
            first[value] = entry.path


def _check_file_names(content: Content, now: datetime) -> Iterator[Problem]:
    """A procedure's file is named by its code and lies in the folder of its field; others are named by their id."""
    for thu_tuc in content.thu_tuc:
        if urls.stem(thu_tuc.path) != thu_tuc.record.ma:
            yield Problem(thu_tuc.path, 0, "ma", f"tên tệp phải trùng mã: đổi tên tệp thành {thu_tuc.record.ma}.md")
        if not thu_tuc.path.startswith(f"tthc/{thu_tuc.record.linh_vuc}/"):
            yield Problem(thu_tuc.path, 0, "linh_vuc", f"tệp phải nằm trong thư mục tthc/{thu_tuc.record.linh_vuc}/")
    for bieu_mau in content.bieu_mau:
        if urls.stem(bieu_mau.path) != bieu_mau.record.id:
            yield Problem(bieu_mau.path, 0, "id", f"tên tệp phải trùng định danh: {bieu_mau.record.id}.md")
    for don_vi in content.don_vi:
        if urls.stem(don_vi.path) != don_vi.record.ma:
            yield Problem(don_vi.path, 0, "ma", f"tên tệp phải trùng mã đơn vị: {don_vi.record.ma}.md")


def _check_lists(content: Content, now: datetime) -> Iterator[Problem]:
    """Fields, rubrics, classes, series and indices are taken from the controlled lists."""
    danh_muc = content.danh_muc
    for thu_tuc in content.thu_tuc:
        yield from _in_list(thu_tuc.path, "linh_vuc", (thu_tuc.record.linh_vuc,), danh_muc.linh_vuc)
    for tin in content.tin:
        yield from _in_list(tin.path, "chuyen_muc", (tin.record.chuyen_muc,), danh_muc.chuyen_muc)
        yield from _in_list(tin.path, "noi_dung_cchc", tin.record.noi_dung_cchc, danh_muc.noi_dung_cchc)
        yield from _in_list(tin.path, "chi_so", tin.record.chi_so, danh_muc.chi_so)
        series = (tin.record.chuyen_de,) if tin.record.chuyen_de else ()
        yield from _in_list(tin.path, "chuyen_de", series, danh_muc.chuyen_de)


def _in_list(path: str, field: str, values: Iterable[str], known: Iterable[Muc]) -> Iterator[Problem]:
    codes = {muc.ma for muc in known}
    for value in values:
        if value not in codes:
            file = f"tthc/danh-muc/{field.replace('_', '-')}.yml"
            yield Problem(path, 0, field, f"“{value}” không có trong {file}; chọn mã có sẵn hoặc bổ sung danh mục")


def _check_references(content: Content, now: datetime) -> Iterator[Problem]:
    """Every code, form, unit and decision that a record names exists."""
    ma = {entry.record.ma for entry in content.thu_tuc}
    forms = {entry.record.id for entry in content.bieu_mau}
    units = {entry.record.ma for entry in content.don_vi}
    for tin in content.tin:
        yield from _exist(tin.path, "tthc", tin.record.tthc, ma, "thủ tục")
        yield from _exist(tin.path, "don_vi", (tin.record.don_vi,), units, "đơn vị")
    for bieu_mau in content.bieu_mau:
        yield from _exist(bieu_mau.path, "tthc", bieu_mau.record.tthc, ma, "thủ tục")
        successor = (bieu_mau.record.thay_the_boi,) if bieu_mau.record.thay_the_boi else ()
        yield from _exist(bieu_mau.path, "thay_the_boi", successor, forms, "biểu mẫu")
    for don_vi in content.don_vi:
        if don_vi.record.thay_the_boi:
            yield from _exist(don_vi.path, "thay_the_boi", (don_vi.record.thay_the_boi,), units, "đơn vị")
    for thu_tuc in content.thu_tuc:
        record = thu_tuc.record
        yield from _exist(thu_tuc.path, "bieu_mau", record.bieu_mau, forms, "biểu mẫu")
        yield from _exist(thu_tuc.path, "thanh_phan_ho_so", _paper_forms(record), forms, "biểu mẫu")
        for field in ("tthc_lien_quan", "thay_the_boi", "thay_the_cho"):
            yield from _exist(thu_tuc.path, field, getattr(record, field), ma, "thủ tục")


def _exist(path: str, field: str, values: Iterable[str], known: set[str], kind: str) -> Iterator[Problem]:
    for value in dict.fromkeys(values):
        if value not in known:
            yield Problem(path, 0, field, f"không có {kind} “{value}”; hãy sửa mã hoặc tạo {kind} đó trước")


def _paper_forms(record: ThuTuc) -> Iterator[str]:
    return (id_ for case in record.thanh_phan_ho_so for giay_to in case.giay_to for id_ in giay_to.bieu_mau)


def _check_decisions(content: Content, now: datetime) -> Iterator[Problem]:
    """A decision and the procedures that it names agree, both ways (QD-09; Decree 63/2010, article 26)."""
    cited = {entry.record.ma: {quyet_dinh.so for quyet_dinh in entry.record.quyet_dinh} for entry in content.thu_tuc}
    named: defaultdict[str, set[str]] = defaultdict(set)
    for decision in content.quyet_dinh:
        for position, muc in enumerate(decision.record.muc):
            named[decision.record.so].add(muc.ma)
            field = f"muc.{position}.ma"
            if muc.ma not in cited:
                yield Problem(
                    decision.path, 0, field, f"không có thủ tục “{muc.ma}” trong tthc/; hãy bổ sung hoặc sửa mã"
                )
            elif decision.record.so not in cited[muc.ma]:
                yield Problem(
                    decision.path,
                    0,
                    field,
                    f"thủ tục {muc.ma} chưa ghi quyết định {decision.record.so} ở trường quyet_dinh",
                )
    for entry in content.thu_tuc:
        for position, quyet_dinh in enumerate(entry.record.quyet_dinh):
            if quyet_dinh.so in named and entry.record.ma not in named[quyet_dinh.so]:
                message = f"quyết định {quyet_dinh.so} không có dòng nào về thủ tục {entry.record.ma}"
                yield Problem(entry.path, 0, f"quyet_dinh.{position}.so", message)


def _check_missing_parts(content: Content, now: datetime) -> Iterator[Problem]:
    """A procedure has all obligatory parts (TTHC-02, TTHC-03); what the national source lacks is a warning."""
    for entry in content.thu_tuc:
        muc_do = _severity(entry.record)
        for part in find_missing(entry.record):
            yield Problem(
                entry.path,
                0,
                part.value,
                f"thiếu bộ phận bắt buộc “{nhan(part)}”; hãy bổ sung theo quyết định công bố",
                muc_do,
            )


def _check_replacements(content: Content, now: datetime) -> Iterator[Problem]:
    """Replacement never runs in a circle: a successor is not replaced by its own predecessor."""
    successors = {entry.record.ma: entry.record.thay_the_boi for entry in content.thu_tuc}
    for entry in content.thu_tuc:
        seen: set[str] = set()
        queue = list(entry.record.thay_the_boi)
        while queue:
            ma = queue.pop()
            if ma == entry.record.ma:
                yield Problem(
                    entry.path, 0, "thay_the_boi", "các thủ tục thay thế lẫn nhau thành vòng; hãy bỏ một chiều"
                )
                break
            if ma not in seen:
                seen.add(ma)
                queue.extend(successors.get(ma, ()))


def _check_form_files(content: Content, now: datetime) -> Iterator[Problem]:
    """Files of forms, decisions, documents exist, are what their names say, not too large, without macros (FORM-03)."""
    for entry in content.bieu_mau:
        for position, named in enumerate(entry.record.moi_tep):
            field = f"tep.{position}.duong_dan" if position < len(entry.record.tep) else "mau_dien.duong_dan"
            yield from _check_file(content, entry.path, field, f"tthc/bieu-mau/{named.duong_dan}")
    for decision in content.quyet_dinh:
        if decision.record.tep:
            yield from _check_file(content, decision.path, "tep", f"tthc/quyet-dinh/{decision.record.tep}")
    for document in content.van_ban:
        for position, tep in enumerate(document.record.tep):
            field = f"tep.{position}.duong_dan"
            yield from _check_file(content, document.path, field, f"docs/van-ban/{tep.duong_dan}")


def _check_file(content: Content, path: str, field: str, file: str) -> Iterator[Problem]:
    suffix = "." + file.rpartition(".")[2].lower()
    tep = content.tep.get(file)
    if suffix in _MACRO_SUFFIXES or (tep and tep.co_macro):
        yield Problem(path, 0, field, f"tệp {file} có macro; hãy lưu lại thành DOCX, ODT hoặc PDF không có macro")
    elif tep is None:
        yield Problem(path, 0, field, f"không thấy tệp {file}; hãy chép tệp vào đúng chỗ hoặc sửa đường dẫn")
    elif tep.dinh_dang is None:
        yield Problem(path, 0, field, f"tệp {file} không phải DOCX, ODT, PDF hay XLSX; hãy lưu lại đúng định dạng")
    elif f".{tep.dinh_dang.value}" != suffix:
        yield Problem(path, 0, field, f"tệp {file} thực ra là {nhan(tep.dinh_dang)}; hãy đổi phần mở rộng hoặc lưu lại")
    elif tep.kich_thuoc > _MAX_FORM_BYTES:
        yield Problem(path, 0, field, f"tệp {file} lớn hơn 10 MB; hãy giảm kích thước")


def _check_future_dates(content: Content, now: datetime) -> Iterator[Problem]:
    """Nothing is signed, published or updated in the future; a news item dated ahead waits for its hour (NEWS-19)."""
    today = to_vietnam(now).date()
    for tin in content.tin:
        if tin.record.trang_thai is TrangThaiTin.DA_DANG and tin.record.ngay_dang > now:
            message = f"ngày đăng ở tương lai; tin được giữ lại đến {format_datetime(tin.record.ngay_dang)}"
            yield Problem(tin.path, 0, "ngay_dang", message, MucDo.CANH_BAO)
    for decision in content.quyet_dinh:
        yield from _not_after(decision.path, "ngay_ky", decision.record.ngay_ky, today)
        yield from _not_after(decision.path, "ngay_cong_khai", decision.record.ngay_cong_khai, today)
    for thu_tuc in content.thu_tuc:
        muc_do = _severity(thu_tuc.record)
        if thu_tuc.record.cap_nhat:
            yield from _not_after(thu_tuc.path, "cap_nhat", to_vietnam(thu_tuc.record.cap_nhat).date(), today, muc_do)
        for position, quyet_dinh in enumerate(thu_tuc.record.quyet_dinh):
            if quyet_dinh.ngay_ky:
                field = f"quyet_dinh.{position}.ngay_ky"
                yield from _not_after(thu_tuc.path, field, quyet_dinh.ngay_ky, today, muc_do)


def _check_days_off(content: Content, now: datetime) -> Iterator[Problem]:
    """Each year of days off is listed once, and the current year is known (TECH-12)."""
    path = "tthc/danh-muc/ngay-nghi.yml"
    years = [entry.nam for entry in content.ngay_nghi]
    for position, nam in enumerate(years):
        if nam in years[:position]:
            yield Problem(path, 0, f"{position}.nam", f"năm {nam} được ghi hai lần; hãy gộp thành một mục")
    this_year = to_vietnam(now).year
    if this_year not in years:
        message = (
            f"chưa có ngày nghỉ năm {this_year}, trang chưa tính được ngày trả kết quả; hãy bổ sung theo thông báo"
        )
        yield Problem(path, 0, "", message, MucDo.CANH_BAO)


def _not_after(path: str, field: str, day: date, today: date, muc_do: MucDo = MucDo.LOI) -> Iterator[Problem]:
    if day > today:
        yield Problem(path, 0, field, f"ngày {day:%d/%m/%Y} ở tương lai; hãy kiểm tra lại", muc_do)


def _severity(thu_tuc: ThuTuc) -> MucDo:
    """What the national source itself lacks or gets wrong is told, but does not stop the site of the others."""
    return MucDo.CANH_BAO if thu_tuc.nguon else MucDo.LOI


_RULES: tuple[Rule, ...] = (
    _check_duplicates,
    _check_file_names,
    _check_lists,
    _check_references,
    _check_decisions,
    _check_missing_parts,
    _check_replacements,
    _check_form_files,
    _check_future_dates,
    _check_days_off,
    *tin_checks.RULES,
    *van_ban_checks.RULES,
    *hoi_dap_checks.RULES,
    day_du.check_day_du,
    can_cu_checks.check_ended_list,
    can_cu_checks.check_ended_bases,
    lifecycle_checks.check_decision_terms,
    lifecycle_checks.check_endings,
    lifecycle_checks.check_beginnings,
    lifecycle_checks.check_successors,
    lifecycle_checks.check_versions,
    lifecycle_checks.check_amendments,
)
