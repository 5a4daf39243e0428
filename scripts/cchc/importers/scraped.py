"""Procedures as other people's programs took them from the portal's pages: what is safe is taken, the rest is told.

Such a copy never changes a record that stands here; a table whose cells have run together is never taken apart.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from io import StringIO

from cchc.importers.dvcqg_json import import_detail
from cchc.importers.encoding import WrongEncodingError, check_encoding
from cchc.importers.formats import SAO_CHEP
from cchc.importers.imported import Imported, Refused
from cchc.importers.json_files import Json
from cchc.importers.plain_text import clean_line
from cchc.importers.printed import Label, Part, Printed, make_detail
from cchc.importers.printed_tables import make_basis, make_method, make_paper, split_fees
from cchc.importers.so_ky_hieu import find_so_ky_hieu
from cchc.text import fold

_PAGE_KEYS = {
    "ma_thu_tuc": Label.MA,
    "so_quyet_dinh": Label.SO_QUYET_DINH,
    "ten_thu_tuc": Label.TEN,
    "cap_thuc_hien": Label.CAP,
    "loai_thu_tuc": Label.LOAI,
    "linh_vuc": Label.LINH_VUC,
    "trinh_tu_thuc_hien": Label.TRINH_TU,
    "doi_tuong_thuc_hien": Label.DOI_TUONG,
    "co_quan_thuc_hien": Label.THUC_HIEN,
    "co_quan_co_tham_quyen": Label.THAM_QUYEN,
    "dia_chi_tiep_nhan": Label.TIEP_NHAN,
    "co_quan_duoc_uy_quyen": Label.UY_QUYEN,
    "co_quan_phoi_hop": Label.PHOI_HOP,
    "yeu_cau_dieu_kien": Label.YEU_CAU,
}
_PAGE_TABLES = {
    "cach_thuc_thuc_hien": Label.CACH_THUC,
    "thanh_phan_ho_so": Label.HO_SO,
    "can_cu_phap_ly": Label.CAN_CU,
}
_RESULT = re.compile(r"(.+?)Mã:\s*(KQ\.[A-Z]\d{2}\.\d{6})", re.DOTALL)
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_NEXT_STEP = re.compile(r"(?<=[.;:])\s+(?=[-+*•]?\s*Bước\s*\d+\s*[:.])")
_KEY_LABELS = {fold(label).replace(", ", " ").replace(" ", "_"): label for label in Label}
_CSV_HEAD = {"link", "trinhTuThucHien"}
_NO_CODE = "không có mã thủ tục nên không biết là thủ tục nào"
_NO_NAME = "không có tên và lĩnh vực của thủ tục; hãy nhập bản chi tiết của Cổng"


def import_page(value: Json, origin: str) -> Imported | Refused | None:
    """Turn the scraped text of a page of 2026 into a record; None if the value has another shape."""
    if not isinstance(value, dict) or not {"ma_thu_tuc", "ten_thu_tuc", "trinh_tu_thuc_hien"} <= value.keys():
        return None
    values = {label: _text(value, key) for key, label in _PAGE_KEYS.items()}
    results: list[Part] = [
        {"name": clean_line(name), "code": code} for name, code in _RESULT.findall(_text(value, "ket_qua_xu_ly"))
    ]
    found = _UUID.search(_text(value, "detail_url"))
    printed = Printed(values, results=tuple(results), extra={"id": found[0] if found else ""})
    glued = [str(label) for key, label in _PAGE_TABLES.items() if _text(value, key).strip()]
    notes = [f"bảng {', '.join(f'“{label}”' for label in glued)} bị dính chữ nên không lấy"] if glued else []
    return _import(printed, value, origin, notes)


def import_parsed_word(value: Json, origin: str) -> Imported | Refused | None:
    """Turn a Word export that another program has parsed into a record; None if the value has another shape."""
    if not isinstance(value, dict):
        return None
    metadata, content, tables = (value.get(key) for key in ("metadata", "content", "tables"))
    if not (isinstance(metadata, dict) and isinstance(content, dict) and isinstance(tables, dict)):
        return None
    values = {
        label: _clean(text)
        for key, text in (*metadata.items(), *content.items())
        if (label := _KEY_LABELS.get(fold(key))) and isinstance(text, str)
    }
    values[Label.SO_QUYET_DINH] = find_so_ky_hieu(number := values.get(Label.SO_QUYET_DINH, "")) or number
    # The steps have run together in one line.
    values[Label.TRINH_TU] = _NEXT_STEP.sub("\n", values.get(Label.TRINH_TU, ""))
    ma = clean_line(values.get(Label.MA, ""))
    papers: list[Json] = [
        # The columns slipped by one: forms stand under the number of copies, copies under the notes.
        make_paper(row["ten_giay_to"], [("", file) for file in row["so_luong"].split("\n")], row["ghi_chu"], ma=ma)
        for row in _rows(tables, "thanh_phan_ho_so", ("ten_giay_to", "so_luong", "ghi_chu"))
    ]
    printed = Printed(
        values,
        methods=tuple(
            make_method(row["hinh_thuc"], row["thoi_han_giai_quyet"], split_fees(row["phi_le_phi"]), row["mo_ta"])
            for row in _rows(tables, "hinh_thuc_nop", ("hinh_thuc", "thoi_han_giai_quyet", "phi_le_phi", "mo_ta"))
        ),
        cases=({"name": "", "profileComponents": papers},) if papers else (),
        bases=tuple(
            make_basis(row["so_ky_hieu"], row["trich_yeu"], row["ngay_ban_hanh"], row["co_quan_ban_hanh"])
            for row in _rows(tables, "can_cu_phap_ly", ("so_ky_hieu", "trich_yeu", "ngay_ban_hanh", "co_quan_ban_hanh"))
        ),
    )
    notes = ["nguồn không ghi các trường hợp của hồ sơ; hãy kiểm tra thành phần hồ sơ"] if papers else []
    return _import(printed, value, origin, notes)


def refuse_without_code(value: Json, origin: str) -> Refused | None:
    """Refuse a scraped record that names its parts but not its code; None if the value has another shape."""
    if isinstance(value, dict) and {Label.TRINH_TU, Label.HO_SO} & value.keys():
        name = value.get("title") or value.get(Label.TEN) or ""
        return Refused(origin, "", f"{_NO_CODE} (tên ghi ở nguồn: “{clean_line(str(name))[:100]}”)")
    return None


def looks_like_csv(head: str) -> bool:
    """Tell whether a text begins with the head of the scraped table."""
    return set(head.split("\n", 1)[0].strip().split(",")) >= _CSV_HEAD


def refuse_csv(text: str, origin: str) -> Iterator[Refused]:
    """Refuse each line of the scraped table: it has codes in its links, and neither names nor fields."""
    reader = csv.DictReader(StringIO(text, newline=""))
    try:
        for row in reader:
            found = re.search(r"ma_thu_tuc=([\w.]+)", row.get("link") or "")
            ma, reason = (found[1], _NO_NAME) if found else ("", _NO_CODE)
            yield Refused(f"{origin}, dòng {reader.line_num}", ma, _find_wrong_encoding(str(row)) or reason)
    except csv.Error:
        yield Refused(f"{origin}, dòng {reader.line_num}", "", "ô dài bất thường hoặc bảng CSV hỏng")


def _find_wrong_encoding(text: str) -> str:
    try:
        check_encoding(text)
    except WrongEncodingError as error:
        return str(error)
    return ""


def _import(printed: Printed, value: Mapping[str, Json], origin: str, notes: list[str]) -> Imported | Refused:
    detail, more = make_detail(printed, none_is_empty=True)
    if not detail["code"]:
        return Refused(origin, "", _NO_CODE)
    if _TAG.search(str(value)):
        notes = [*notes, "đã bỏ thẻ HTML sót lại"]
    return import_detail(detail, origin, dang=SAO_CHEP, notes=(*more, *notes))


def _rows(tables: Mapping[str, Json], name: str, columns: tuple[str, ...]) -> Iterator[dict[str, str]]:
    rows = tables.get(name)
    for row in rows if isinstance(rows, list) else []:
        if isinstance(row, dict):
            yield {column: _text(row, column) for column in columns}


def _text(value: Mapping[str, Json], key: str) -> str:
    text = value.get(key)
    return _clean(text) if isinstance(text, str) else ""


def _clean(text: str) -> str:
    return _TAG.sub(" ", text)
