"""Catalogues with posts on chosen days, joined as a build joins them."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time

import pytest

from cchc.catalogue import Catalogue, build
from cchc.model.content import Content, Entry
from cchc.model.danh_muc import DanhMuc, Muc
from cchc.model.don_vi import DonVi
from cchc.model.ky_bao_cao import KyBaoCao
from cchc.model.ngay_nghi import NamNghi, NgayNghi
from cchc.model.post import Tin
from cchc.text import VIETNAM

QUY_3 = KyBaoCao.model_validate({"ma": "quy-3", "ten": "Quý III", "tu": "15/6", "den": "14/9"})
QUY_1 = KyBaoCao.model_validate({"ma": "quy-1", "ten": "Quý I", "tu": "15/12", "den": "14/3"})
UNITS = (
    DonVi.model_validate({"ma": "so-y-te", "ten": "Sở Y tế", "loai": "so"}),
    DonVi.model_validate({"ma": "benh-vien-a", "ten": "Bệnh viện Đông A", "loai": "benh-vien"}),
    DonVi.model_validate({"ma": "tram-cu", "ten": "Trạm y tế cũ", "loai": "tram-y-te", "hoat_dong_den": "2026-06-30"}),
)

MakeCatalogue = Callable[..., Catalogue]


@pytest.fixture
def make_catalogue() -> MakeCatalogue:
    """Return a function that joins posts, told as (day, unit), for a day of today."""

    def make(posts: Sequence[tuple[date, str]], today: date = date(2026, 11, 22)) -> Catalogue:
        content = Content(
            tin=tuple(Entry(f"posts/2026/tin-{place}.md", _post(day, unit)) for place, (day, unit) in enumerate(posts)),
            don_vi=tuple(Entry(f"docs/don-vi/{unit.ma}.md", unit) for unit in UNITS),
            danh_muc=DanhMuc(
                noi_dung_cchc=(Muc(ma="cai-cach-the-che", ten="Cải cách thể chế"),),
                chuyen_muc=(Muc(ma="tin-hoat-dong", ten="Tin hoạt động"), Muc(ma="thong-bao", ten="Thông báo")),
            ),
            ngay_nghi=(
                NamNghi(nam=2026, can_cu="Thử nghiệm", ngay_nghi=(NgayNghi(ngay=date(2026, 9, 2), ten="Quốc khánh"),)),
            ),
            ky_bao_cao=(QUY_1, QUY_3),
        )
        catalogue, _ = build(content, datetime.combine(today, time(8), VIETNAM))
        return catalogue

    return make


def _post(day: date, unit: str) -> Tin:
    return Tin.model_validate(
        {
            "tieu_de": f"Tin ngày {day:%d/%m} của {unit} | đường mới",
            "tom_tat": "Tóm tắt.",
            "ngay_dang": datetime.combine(day, time(0, 30), VIETNAM).isoformat(),
            "don_vi": unit,
            "noi_dung_cchc": ["cai-cach-the-che"],
            "chuyen_muc": "tin-hoat-dong",
            "trang_thai": "da-dang",
        }
    )
