"""The formats read here: what people call them, and which parts of a record each of them does not carry."""

from dataclasses import dataclass
from datetime import date

# The district level ended on 1 July 2025; a form that still prints it is older, whatever day it was saved.
_LAST_DAY_OF_FOUR_LEVELS = date(2025, 6, 30)

_NOWHERE_PRINTED = frozenset(
    {
        "ma_day_du",
        "phi_dia_gioi",
        "url_dvcqg",
        "nguon",
        "quyet_dinh.ngay_ky",
        "quyet_dinh.ngay_cong_khai",
        "quyet_dinh.co_quan",
        "thanh_phan_ho_so.giay_to.ma",
    }
)


@dataclass(frozen=True)
class Format:
    """A format of procedures. ``lacks`` names fields, down into their parts, that it cannot fill or empty, ``partial``
    lists of names of which it may show only some.

    ``until`` is the last day that it can tell about, where the files themselves say nothing; ``whole`` tells whether
    files of this kind are exports of a catalogue, so that what is not among them has left the source; ``is_copy``
    whether they are not the portal's own, so that they never change a record that stands here.
    """

    ten: str
    nguon: str = "Cổng Dịch vụ công quốc gia"
    lacks: frozenset[str] = frozenset()
    partial: frozenset[str] = frozenset()
    until: date | None = None
    whole: bool = False
    is_copy: bool = False


_OLD_PORTAL = "Cổng Dịch vụ công quốc gia (bản trước ngày 01/7/2025)"
_OLD_LACKS = _NOWHERE_PRINTED | {"ket_qua.ma"}

OWN = Format("dữ liệu mở của trang thủ tục", "Dữ liệu mở")
JSON = Format("JSON của Cổng", whole=True)
VAN_BAN = Format("bản in chi tiết dạng văn bản", _OLD_PORTAL, _OLD_LACKS, until=_LAST_DAY_OF_FOUR_LEVELS, whole=True)
WORD = Format(
    "bản in chi tiết dạng Word",
    _OLD_PORTAL,
    _OLD_LACKS | {"thanh_phan_ho_so.giay_to.tep_nguon.id", "cach_thuc.phi.tep_nguon"},
    until=_LAST_DAY_OF_FOUR_LEVELS,
)

# The PDF prints amounts without their texts and "Miễn phí" for any other fee, no names or borders of steps, no groups
# of agencies, no life events, and the kind of a special procedure like that of any other.
PDF = Format(
    "bản in chi tiết dạng PDF",
    lacks=_NOWHERE_PRINTED
    | {
        "thanh_phan_ho_so.giay_to.tep_nguon.id",
        "loai",
        "trinh_tu.ten",
        "can_cu_phap_ly.ngay",
        "can_cu_phap_ly.co_quan",
        "cach_thuc.phi.mo_ta",
    },
    partial=frozenset({"co_quan.tham_quyen", "co_quan.thuc_hien", "tu_khoa"}),
)

SAO_CHEP = Format("bản sao chép từ trang của Cổng", "Cổng Dịch vụ công quốc gia (bản sao chép)", is_copy=True)
