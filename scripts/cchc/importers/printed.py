"""A procedure as the national portal prints it, in whatever file: labels with values, tables; turned into its detail.

The detail has the shape of the portal's own JSON, so that each rule about a part of a procedure lives once.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from cchc.importers.json_files import Json
from cchc.importers.plain_text import clean_line, clean_lines
from cchc.text import fold


class Label(StrEnum):
    """The labels of the detail print, in their official order and words."""

    MA = "Mã thủ tục"
    SO_QUYET_DINH = "Số quyết định"
    TEN = "Tên thủ tục"
    CAP = "Cấp thực hiện"
    LOAI = "Loại thủ tục"
    LINH_VUC = "Lĩnh vực"
    TRINH_TU = "Trình tự thực hiện"
    CACH_THUC = "Cách thức thực hiện"
    HO_SO = "Thành phần hồ sơ"
    DOI_TUONG = "Đối tượng thực hiện"
    THUC_HIEN = "Cơ quan thực hiện"
    THAM_QUYEN = "Cơ quan có thẩm quyền"
    TIEP_NHAN = "Địa chỉ tiếp nhận HS"
    UY_QUYEN = "Cơ quan được ủy quyền"
    PHOI_HOP = "Cơ quan phối hợp"
    KET_QUA = "Kết quả thực hiện"
    CAN_CU = "Căn cứ pháp lý"
    YEU_CAU = "Yêu cầu, điều kiện thực hiện"
    TU_KHOA = "Từ khóa"
    MO_TA = "Mô tả"


Part = dict[str, Json]


@dataclass(frozen=True)
class Printed:
    """The values by label, and the tables in the portal's shape of steps, methods, cases, bases and results.

    Where ``steps`` or ``results`` are not given they are read from the values of their labels.
    """

    values: Mapping[Label, str]
    methods: tuple[Part, ...] = ()
    cases: tuple[Part, ...] = ()
    bases: tuple[Part, ...] = ()
    steps: tuple[Part, ...] | None = None
    results: tuple[Part, ...] | None = None
    extra: Mapping[str, Json] = field(default_factory=dict)


_EMPTY = {"", "khong co thong tin"}
# What stands for "none" where a sentence is expected; of the old portal only.
_NONE = _EMPTY | {"khong", "khong co", "khong co.", "khong."}

_SENTENCES = {Label.YEU_CAU, Label.TU_KHOA, Label.MO_TA, Label.TIEP_NHAN, Label.UY_QUYEN, Label.PHOI_HOP}
_LONGEST_EMPTY = 40

_CAP = {
    "bo": "isMinistry",
    "tinh": "isProvince",
    "xa": "isWard",
    "co quan khac": "isOtherAgency",
    "chua xac dinh": "isUndetermined",
}
_HUYEN = "huyen"
_LOAI = (
    ("khong duoc luat giao", "NOT_ASSIGNED_REGULATION"),
    ("duoc luat giao", "ASSIGNED_REGULATION"),
    ("duoc giao luat", "ASSIGNED_REGULATION"),
    ("loai khac", "OTHER"),
)
_STEP = re.compile(r"[-+*•\s]*(Bước\s*\d+(?:\.\d+)?)\s*(?:[:.\-–]|$)\s*", re.IGNORECASE)

# A comma parts two names only where the next one begins like a name: commas stand inside names too.
_NEXT_AGENCY = re.compile(
    r",\s+(?=(?:Bộ|Sở|Cục|Tổng [Cc]ục|Chi [Cc]ục|Vụ|Ủy ban|Uỷ ban|UBND|Hội đồng|Văn phòng|Phòng|Trung tâm|Ban|Công an"
    r"|Cơ quan|Cơ sở|Viện|Trường|Ngân hàng|Kho bạc|Bảo hiểm|Tòa án|Toà án|Bệnh viện|Trạm|Thanh tra|Cảng vụ|Hải quan"
    r"|Thuế|Đại sứ quán|Tổ chức|Đơn vị|Doanh nghiệp|Thủ tướng|Chính phủ|Chủ tịch|Bộ trưởng|Giám đốc|Quân khu|Học viện"
    r"|Nhà xuất bản|Liên đoàn|Hội|Đội|Đồn|Tổng công ty|Công ty|Tập đoàn|Quỹ|Bộ phận|Lãnh đạo|Các)\b)"
)
_NEXT_SUBJECT = re.compile(r",\s+(?=[A-ZĐ])(?![^(]*\))")


def make_detail(printed: Printed, *, none_is_empty: bool) -> tuple[Part, tuple[str, ...]]:
    """Return the detail in the portal's own shape, and notes on what could not be taken over.

    ``none_is_empty``: "Không" alone stands for an empty part, as it does in the old portal's prints.
    """

    def value(label: Label) -> str:
        text = printed.values.get(label, "").strip()
        return "" if _is_empty(text, none_too=none_is_empty and label in _SENTENCES) else text

    levels, notes = _read_levels(value(Label.CAP))
    detail: Part = {
        "code": clean_line(value(Label.MA)),
        "name": value(Label.TEN),
        "formalityType": _find_loai(value(Label.LOAI)),
        "categoriesDetails": _named([clean_line(value(Label.LINH_VUC))]),
        "subjectTypesDetails": _named(_NEXT_SUBJECT.split(clean_line(value(Label.DOI_TUONG)))),
        "departmentsExecuting": split_agencies(value(Label.THUC_HIEN)),
        "departmentsAuthority": split_agencies(value(Label.THAM_QUYEN)),
        "departmentsAuthorized": split_agencies(value(Label.UY_QUYEN)),
        "departmentsCoordinating": split_agencies(value(Label.PHOI_HOP)),
        "dossierReceivingAddresses": value(Label.TIEP_NHAN),
        "procedureProposal": {"proposalNumber": value(Label.SO_QUYET_DINH)},
        "executionSteps": list(split_steps(value(Label.TRINH_TU)) if printed.steps is None else printed.steps),
        "executionMethods": list(printed.methods),
        "executionCases": list(printed.cases),
        "legalBasisesDetails": list(printed.bases),
        "resultsDetails": list(
            _named([clean_line(value(Label.KET_QUA))]) if printed.results is None else printed.results
        ),
        "requirementsAndConditions": value(Label.YEU_CAU),
        "keywords": value(Label.TU_KHOA),
        "note": value(Label.MO_TA),
        **levels,
        **printed.extra,
    }
    return detail, notes


def _is_empty(text: str, *, none_too: bool) -> bool:
    return len(text) <= _LONGEST_EMPTY and fold(clean_line(text)) in (_NONE if none_too else _EMPTY)


def split_steps(text: str) -> tuple[Part, ...]:
    """Return the steps of a running text: one for each line that begins "Bước n", with what stands before it first."""
    steps: list[tuple[str, list[str]]] = []
    for line in clean_lines(text):
        if found := _STEP.match(line):
            rest = line[found.end() :]
            steps.append((clean_line(found[1]), [rest] if rest else []))
        elif steps:
            steps[-1][1].append(line)
        else:
            steps.append(("", [line]))
    return tuple({"name": name, "description": "\n".join(lines)} for name, lines in steps)


def split_agencies(text: str) -> list[Json]:
    """Return the agencies of a joined text, in the portal's shape."""
    return _named(_NEXT_AGENCY.split(clean_line(text)))


def _named(names: Iterable[str]) -> list[Json]:
    return [{"name": name} for name in names if name]


def _read_levels(text: str) -> tuple[Part, tuple[str, ...]]:
    levels: Part = {}
    notes: list[str] = []
    for part in clean_line(text).split(", "):
        folded = fold(part).removeprefix("cap ").strip()
        if folded in _CAP:
            levels[_CAP[folded]] = True
        elif folded == _HUYEN:
            notes.append(
                "nguồn ghi cấp huyện, cấp này không còn từ ngày 01/7/2025 nên không lấy; hãy ghi lại cấp thực hiện"
            )
        elif folded not in _EMPTY:
            notes.append(f"cấp thực hiện “{part}” không có trong danh mục nên không lấy")
    return levels, tuple(notes)


def _find_loai(text: str) -> str:
    folded = fold(clean_line(text))
    return next((kind for words, kind in _LOAI if words in folded), "")
