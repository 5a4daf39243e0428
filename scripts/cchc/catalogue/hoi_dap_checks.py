"""Rules about answered questions, one small generator each; its docstring is the rule."""

from collections.abc import Iterator
from datetime import datetime

from cchc.catalogue import urls
from cchc.catalogue.hieu_luc import find_ends
from cchc.catalogue.lifecycle import find_vong_doi, is_ended, lines_by_thu_tuc
from cchc.model.can_cu import identify
from cchc.model.content import Content, Entry
from cchc.model.du_lieu_ca_nhan import DuLieuCaNhan, LoaiDuLieu, find_du_lieu_ca_nhan
from cchc.model.hoi_dap import HoiDap
from cchc.model.nhan import nhan
from cchc.model.problem import MucDo, Problem
from cchc.text import format_date, to_vietnam


def check_names(content: Content, now: datetime) -> Iterator[Problem]:
    """A question is named by its file, and no two have the same name."""
    first: dict[str, str] = {}
    for entry in content.hoi_dap:
        id_ = entry.record.id
        if urls.stem(entry.path) != id_:
            yield Problem(entry.path, 0, "id", f"tên tệp phải trùng định danh: {id_}.md")
        if first.setdefault(id_, entry.path) != entry.path:
            yield Problem(entry.path, 0, "id", f"“{id_}” đã dùng ở {first[id_]}; mỗi định danh chỉ dùng một lần")


def check_references(content: Content, now: datetime) -> Iterator[Problem]:
    """The unit, the field and the procedures that an answer names exist."""
    units = {entry.record.ma for entry in content.don_vi}
    fields = {muc.ma for muc in content.danh_muc.linh_vuc}
    codes = {entry.record.ma for entry in content.thu_tuc}
    for entry in content.hoi_dap:
        record = entry.record
        if record.don_vi_tra_loi not in units:
            message = f"không có đơn vị “{record.don_vi_tra_loi}” trong docs/don-vi/; hãy sửa mã hoặc tạo đơn vị đó"
            yield Problem(entry.path, 0, "don_vi_tra_loi", message)
        if record.linh_vuc and record.linh_vuc not in fields:
            message = f"“{record.linh_vuc}” không có trong tthc/danh-muc/linh-vuc.yml; chọn mã có sẵn"
            yield Problem(entry.path, 0, "linh_vuc", message)
        for ma in record.tthc:
            if ma not in codes:
                yield Problem(entry.path, 0, "tthc", f"không có thủ tục “{ma}”; hãy sửa mã")


def check_ended_procedures(content: Content, now: datetime) -> Iterator[Problem]:
    """An answer about a procedure that was abolished or replaced is looked at again."""
    today = to_vietnam(now).date()
    lines = lines_by_thu_tuc(entry.record for entry in content.quyet_dinh)
    thu_tuc = {entry.record.ma: entry.record for entry in content.thu_tuc}
    for entry in content.hoi_dap:
        for ma in entry.record.tthc:
            if ma in thu_tuc:
                trang_thai = find_vong_doi(thu_tuc[ma], lines.get(ma, ()), today).trang_thai
                if is_ended(trang_thai):
                    message = f"thủ tục {ma}: {nhan(trang_thai).lower()}; hãy xem lại câu trả lời và thủ tục liên quan"
                    yield Problem(entry.path, 0, "tthc", message, MucDo.CANH_BAO)


def check_ended_citations(content: Content, now: datetime) -> Iterator[Problem]:
    """An answer that cites a text out of force is looked at again (QA-06)."""
    today = to_vietnam(now).date()
    ends = {identify(end.so_ky_hieu, end.co_quan): end for end in find_ends(content)}
    for entry in content.hoi_dap:
        for position, so in enumerate(entry.record.can_cu):
            end = ends.get(identify(so))
            if end and end.het_hieu_luc <= today:
                successors = f" ({', '.join(end.thay_the_boi)})" if end.thay_the_boi else ""
                message = (
                    f"văn bản {so} đã hết hiệu lực từ {format_date(end.het_hieu_luc)}; "
                    f"hãy xem lại câu trả lời theo văn bản thay thế{successors} rồi ghi cap_nhat"
                )
                yield Problem(entry.path, 0, f"can_cu.{position}", message, MucDo.CANH_BAO)


def check_dates(content: Content, now: datetime) -> Iterator[Problem]:
    """Nothing is asked or answered in the future; an answer is reviewed when its day has come (QA-06)."""
    today = to_vietnam(now).date()
    for entry in content.hoi_dap:
        record = entry.record
        for field in ("ngay_hoi", "ngay_tra_loi", "cap_nhat"):
            day = getattr(record, field)
            if day and day > today:
                yield Problem(entry.path, 0, field, f"ngày {format_date(day)} ở tương lai; hãy kiểm tra lại")
        if record.han_xem_lai <= today:
            message = (
                f"phải xem lại từ {format_date(record.han_xem_lai)}; xem xong hãy ghi cap_nhat và xem_lai_truoc mới"
            )
            yield Problem(entry.path, 0, "xem_lai_truoc", message, MucDo.CANH_BAO)


def check_personal_data(content: Content, now: datetime) -> Iterator[Problem]:
    """A published question or answer holds nobody's data; contacts of the units are no personal data (QA-03)."""
    known = _contacts(content)
    for entry in content.hoi_dap:
        for field in ("cau_hoi", "chi_tiet", "tra_loi"):
            for found in find_du_lieu_ca_nhan(getattr(entry.record, field)):
                if field != "tra_loi" or not _is_contact(found, known):
                    yield _personal(entry, field, found)


def _personal(entry: Entry[HoiDap], field: str, found: DuLieuCaNhan) -> Problem:
    # What stands below the front matter is placed by its own line, see sources.locate.
    where = f"{field}.{found.dong}" if field == "tra_loi" else field
    message = f"có {found.loai} “{found.chu}”; không công bố dữ liệu cá nhân, hãy xóa hoặc che đi"
    return Problem(entry.path, 0, where, message)


def _is_contact(found: DuLieuCaNhan, known: frozenset[str]) -> bool:
    if found.loai is LoaiDuLieu.DIEN_THOAI:
        return _digits(found.chu) in known
    return found.loai is LoaiDuLieu.THU_DIEN_TU and found.chu.lower() in known


def _contacts(content: Content) -> frozenset[str]:
    units = [entry.record for entry in content.don_vi]
    return frozenset({_digits(unit.dien_thoai) for unit in units} | {unit.email.lower() for unit in units})


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())


RULES = (
    check_names,
    check_references,
    check_ended_procedures,
    check_ended_citations,
    check_dates,
    check_personal_data,
)
