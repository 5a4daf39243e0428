"""Public reports: the communication report of each period, and which units take part (REP-06, REP-07, NEWS-11)."""

from collections.abc import Iterator

from cchc.catalogue import Catalogue, urls
from cchc.catalogue.tham_gia import FRESH, find_silent, join_tham_gia, months_until
from cchc.catalogue.tuyen_truyen import BaoCaoTuyenTruyen, join_tuyen_truyen, list_khoang
from cchc.outputs.page import Crumb, Page
from cchc.text import to_vietnam

_MONTHS = 12
_WHOLE = "Báo cáo, số liệu"
_SECTIONS = (
    ("Thông tin, tuyên truyền", "Tin, bài theo kỳ báo cáo, kèm danh sách minh chứng.", urls.TUYEN_TRUYEN),
    ("Đơn vị tham gia", "Số tin, bài của từng đơn vị theo tháng.", urls.THAM_GIA),
    ("Mức độ đầy đủ của thủ tục", "Thủ tục còn thiếu gì, theo từng tiêu chí và lĩnh vực.", urls.DAY_DU),
)
_TITLE = "Thông tin, tuyên truyền"
_ABOVE: tuple[Crumb, ...] = ((_WHOLE, urls.BAO_CAO),)


def make_bao_cao(catalogue: Catalogue) -> Iterator[Page]:
    """Describe the page over all reports, the list of periods, the page of each, and the table of participation."""
    yield _over_all(catalogue)
    reports = [join_tuyen_truyen(catalogue, khoang) for khoang in list_khoang(catalogue)]
    yield Page(
        url=urls.TUYEN_TRUYEN,
        template="danh-sach-tuyen-truyen.html",
        tieu_de="Báo cáo thông tin, tuyên truyền cải cách hành chính",
        mo_ta="Số tin, bài, sự kiện đã đăng và đơn vị tham gia theo quý, 6 tháng, 9 tháng, năm.",
        duong_dan=(*_ABOVE, (_TITLE, "")),
        context={"bao_cao": [(report, url_of(report)) for report in reports]},
    )
    for report in reports:
        yield _report(report)
    yield _participation(catalogue)


def _over_all(catalogue: Catalogue) -> Page:
    intro = catalogue.loi_dan.get(urls.BAO_CAO)
    title = intro.title if intro else _WHOLE
    surveys = [("Khảo sát hài lòng", "Kết quả các khảo sát và đánh giá trang.", urls.KHAO_SAT)]
    return Page(
        url=urls.BAO_CAO,
        template="bao-cao.html",
        tieu_de=title,
        mo_ta=intro.description if intro else "Các báo cáo và số liệu của chuyên mục.",
        duong_dan=((_WHOLE, ""),),
        context={
            "tieu_de": title,
            "loi_dan": intro.noi_dung if intro else "",
            "muc": [*_SECTIONS, *(surveys if catalogue.khao_sat else ())],
        },
    )


def url_of(report: BaoCaoTuyenTruyen) -> str:
    """Return the address of the report of a period."""
    return urls.tuyen_truyen_url(report.khoang.nam, report.khoang.ky.ma)


def _report(report: BaoCaoTuyenTruyen) -> Page:
    ten = report.khoang.ten
    return Page(
        url=url_of(report),
        template="tuyen-truyen.html",
        tieu_de=f"Thông tin, tuyên truyền cải cách hành chính {ten}",
        mo_ta=f"Số tin, bài theo nội dung, chuyên mục, đơn vị và danh sách tin, bài đã đăng {ten}.",
        duong_dan=(*_ABOVE, (_TITLE, urls.TUYEN_TRUYEN), (report.khoang.tieu_de, "")),
        context={"bao_cao": report},
    )


def _participation(catalogue: Catalogue) -> Page:
    today = to_vietnam(catalogue.now).date()
    return Page(
        url=urls.THAM_GIA,
        template="tham-gia.html",
        tieu_de="Đơn vị tham gia chuyên mục",
        mo_ta=f"Số tin, bài của từng đơn vị trong {_MONTHS} tháng gần nhất và đơn vị đã lâu chưa có tin.",
        duong_dan=(("Đơn vị", urls.DON_VI), ("Tham gia chuyên mục", "")),
        context={
            "bang": join_tham_gia(catalogue, months_until(today, _MONTHS)),
            "so_thang": _MONTHS,
            "lau_chua_co": find_silent(catalogue),
            "so_ngay": FRESH,
            "hom_nay": today,
        },
    )
