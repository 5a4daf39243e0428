"""Which procedures are suggested while one types in the header: all of a department's, the likeliest of thousands."""

import re
from collections.abc import Sequence

from cchc.catalogue import ThuTucItem
from cchc.model.phan_loai import CapThucHien, TrangThai
from cchc.text import fold

MOST = 260
"""Names for which words, code and synonyms stay below 40 KB compressed, on every page of a cheap phone."""

_ENDED = {TrangThai.BAI_BO, TrangThai.BI_THAY_THE}
_AGAIN = re.compile(
    r"\b(lai|gia han|dieu chinh|sua doi|bo sung|thay doi|thu hoi|cham dut|tam dung|tam ngung|dinh chi)\b"
)


def choose(items: Sequence[ThuTucItem]) -> list[ThuTucItem]:
    """Return at most ``MOST`` procedures in the order given: in force, near to people, first grants, short names."""
    if len(items) <= MOST:
        return list(items)
    ranked = sorted(range(len(items)), key=lambda row: (_distance(items[row]), row))
    return [items[row] for row in sorted(ranked[:MOST])]


def _distance(item: ThuTucItem) -> tuple[bool, bool, bool, int]:
    levels = item.record.cap_thuc_hien
    near = CapThucHien.XA in levels or CapThucHien.TINH in levels
    name = item.record.ten
    return item.trang_thai in _ENDED, not near, bool(_AGAIN.search(fold(name))), len(name)
