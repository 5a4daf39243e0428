"""News and units as records, for tests that need no files."""

from datetime import date, datetime, timedelta

from cchc.catalogue import Catalogue, build
from cchc.model.bieu_mau import TepThucTe
from cchc.model.content import Content, Entry
from cchc.model.danh_muc import DanhMuc, Muc
from cchc.model.don_vi import DonVi
from cchc.model.ngay_nghi import NamNghi, NgayNghi
from cchc.model.post import Tin
from cchc.model.problem import Problem
from cchc.text.dates import VIETNAM

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=VIETNAM)

_DANH_MUC = DanhMuc(
    noi_dung_cchc=(Muc(ma="cai-cach-the-che", ten="Cải cách thể chế"),),
    chuyen_muc=(Muc(ma="tin-hoat-dong", ten="Tin hoạt động"), Muc(ma="thong-bao", ten="Thông báo")),
    chuyen_de=(Muc(ma="truc-tuyen", ten="Dịch vụ công trực tuyến", mo_ta="Từ đầu đến cuối trên mạng."),),
)

_NAM_NGHI = NamNghi(nam=2026, can_cu="Thông báo thử", ngay_nghi=(NgayNghi(ngay=date(2026, 9, 2), ten="Quốc khánh"),))


def make_tin(ten: str, *, days: float = 1, **fields: object) -> Entry[Tin]:
    """Make a public item published ``days`` before NOW; ``ten`` names its file."""
    values: dict[str, object] = {
        "tieu_de": f"Tin {ten}",
        "tom_tat": f"Tóm tắt {ten}.",
        "ngay_dang": NOW - timedelta(days=days),
        "don_vi": "so-y-te",
        "noi_dung_cchc": ("cai-cach-the-che",),
        "chuyen_muc": "tin-hoat-dong",
        "trang_thai": "da-dang",
    }
    return Entry(f"posts/2026/{ten}.md", Tin.model_validate({**values, **fields}))


def make_don_vi(ma: str, **fields: object) -> Entry[DonVi]:
    """Make a unit."""
    values: dict[str, object] = {"ma": ma, "ten": f"Đơn vị {ma}", "loai": "trung-tam"}
    return Entry(f"docs/don-vi/{ma}.md", DonVi.model_validate({**values, **fields}))


def join(*tin: Entry[Tin], now: datetime = NOW, **content: object) -> tuple[Catalogue, list[Problem]]:
    """Join news with one unit and small lists; return the catalogue and what is wrong."""
    values: dict[str, object] = {
        "tin": tin,
        "don_vi": (make_don_vi("so-y-te", loai="so"),),
        "danh_muc": _DANH_MUC,
        "ngay_nghi": (_NAM_NGHI,),
    }
    return build(Content(**{**values, **content}), now)


def make_tep(*paths: str, size: int = 1000) -> dict[str, TepThucTe]:
    """Describe files as if they lay below the root."""
    return {path: TepThucTe(duong_dan=path, kich_thuoc=size, sha256="0" * 64) for path in paths}
