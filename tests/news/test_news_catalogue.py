"""News joined into the catalogue: identity, series, tags, pins, expiry, and the rules that editors meet."""

import unicodedata
from datetime import date, timedelta

import pytest

from cchc.model.problem import Problem
from news.news_records import NOW, join, make_don_vi, make_tep, make_tin


def _told(problems: list[Problem], field: str) -> list[str]:
    return [str(problem) for problem in problems if problem.field == field]


def test_an_item_is_known_by_its_own_identity_or_by_its_file() -> None:
    """``dinh_danh`` is what the editor wrote; without it the folder and the file's name."""
    catalogue, _ = join(make_tin("mot", dinh_danh="tin-so-mot", days=1), make_tin("hai", days=2))
    assert [item.dinh_danh for item in catalogue.tin] == ["tin-so-mot", "2026-hai"]


def test_one_identity_for_two_items_names_both_files() -> None:
    """A repeated identity is an error, also where one of the two is derived from a file's name."""
    _, problems = join(make_tin("mot", dinh_danh="2026-hai"), make_tin("hai"))
    assert _told(problems, "dinh_danh") == [
        "posts/2026/hai.md:1: dinh_danh: định danh “2026-hai” đã dùng ở posts/2026/mot.md; "
        "hãy ghi dinh_danh khác cho một trong hai tin"
    ]


def test_one_tag_in_several_ways_of_writing_is_one_tag() -> None:
    """Letter case and decomposed letters make no new tag; the most frequent way of writing is shown."""
    decomposed = unicodedata.normalize("NFD", "Hồ sơ điện tử")
    catalogue, problems = join(
        make_tin("mot", the=("Hồ sơ điện tử",)),
        make_tin("hai", the=("hồ sơ điện tử", decomposed)),
        make_tin("ba", the=(decomposed,)),
    )
    assert {(ma, the.ten, the.so_luong, the.url) for ma, the in catalogue.the.items()} == {
        ("ho-so-dien-tu", "Hồ sơ điện tử", 3, "/tin-tuc/the/ho-so-dien-tu/")
    }
    assert [the.ma for item in catalogue.tin for the in item.the] == ["ho-so-dien-tu"] * 3
    assert _told(problems, "the") == []


def test_tags_that_only_look_alike_in_addresses_are_told() -> None:
    """Two different words with one address are a warning; a tag without letters is an error."""
    _, problems = join(make_tin("mot", the=("Đấu thầu",)), make_tin("hai", the=("dâu thau", "!!")))
    assert [problem.is_error for problem in problems if problem.field == "the"] == [True, False]


def test_tags_of_unpublished_items_stay_away() -> None:
    """A draft, a held back item and an expired one bring no tag to the site."""
    catalogue, _ = join(
        make_tin("nhap", the=("một",), trang_thai="nhap"),
        make_tin("sau", the=("hai",), days=-1),
        make_tin("het", the=("ba",), days=3, het_han=NOW - timedelta(days=1)),
    )
    assert catalogue.the == {}


def test_series_are_taken_from_their_list() -> None:
    """An item knows its series; a code that is not in the list is an error that names the list."""
    catalogue, problems = join(make_tin("mot", chuyen_de="truc-tuyen"), make_tin("hai", chuyen_de="khac"))
    assert catalogue.chuyen_de["truc-tuyen"].url == "/tin-tuc/loat-bai/truc-tuyen/"
    assert [item.chuyen_de.so_luong if item.chuyen_de else None for item in catalogue.tin] == [None, 1]
    assert _told(problems, "chuyen_de") == [
        "posts/2026/hai.md:1: chuyen_de: “khac” không có trong tthc/danh-muc/chuyen-de.yml; "
        "chọn mã có sẵn hoặc bổ sung danh mục"
    ]


@pytest.mark.parametrize(
    ("ghim_den", "pinned"), [(date(2026, 11, 22), True), (date(2026, 11, 21), False), (None, False)]
)
def test_an_item_is_pinned_to_the_end_of_its_last_day(ghim_den: date | None, pinned: bool) -> None:
    """The last day of a pin belongs to it."""
    catalogue, _ = join(make_tin("mot", ghim_den=ghim_den))
    assert catalogue.tin[0].duoc_ghim is pinned


def test_an_expired_notice_leaves_the_current_lists_and_keeps_its_page() -> None:
    """It stays among all news, in its month and unit, and moves to the archive (NEWS-18)."""
    catalogue, _ = join(
        make_tin("het", chuyen_muc="thong-bao", days=3, het_han=NOW), make_tin("con", chuyen_muc="thong-bao", days=4)
    )
    expired = catalogue.tin[0]
    assert expired.da_het_han
    assert {url for url, items in catalogue.tin_theo_trang.items() if expired in items} == {
        "/tin-tuc/luu-tru/2026/11/",
        "/tin-tuc/luu-tru/thong-bao-het-han/",
        "/tin-tuc/tin-don-vi/so-y-te/",
    }
    assert catalogue.chuyen_muc["thong-bao"].so_luong == 1


def test_a_unit_writes_while_it_exists() -> None:
    """News dated after a unit's last day warn and name its successor; before its first day they warn too."""
    units = (
        make_don_vi("so-y-te", hoat_dong_tu=date(2026, 11, 22)),
        make_don_vi("cu", hoat_dong_den=date(2025, 12, 31), thay_the_boi="so-y-te"),
    )
    _, problems = join(
        make_tin("mot", don_vi="cu"), make_tin("hai"), make_tin("ba", don_vi="cu", days=400), don_vi=units
    )
    assert _told(problems, "don_vi") == [
        "posts/2026/mot.md:1: don_vi: Đơn vị cu đã kết thúc hoạt động ngày 31/12/2025, trước ngày đăng; "
        "hãy ghi đơn vị kế thừa: so-y-te (Đơn vị so-y-te)",
        "posts/2026/hai.md:1: don_vi: Đơn vị so-y-te chỉ hoạt động từ ngày 22/11/2026, sau ngày đăng; "
        "hãy kiểm tra lại đơn vị và ngày đăng",
    ]
    assert not any(problem.is_error for problem in problems if problem.field == "don_vi")


@pytest.mark.parametrize(("announced", "warns"), [("2026-11-16", True), ("2026-11-13", False), ("2026-11-15", False)])
def test_maintenance_is_announced_seven_working_days_before(announced: str, warns: bool) -> None:
    """The day of the announcement is not counted, weekends are passed over (OPS-05)."""
    bao_tri = {"bat_dau": "2026-11-24T22:00", "du_kien_xong": "2026-11-25T05:00"}
    _, problems = join(make_tin("mot", chuyen_muc="thong-bao", bao_tri=bao_tri, ngay_dang=f"{announced}T09:00"))
    assert bool(_told(problems, "bao_tri.bat_dau")) is warns


def test_missing_files_are_told_with_their_place() -> None:
    """Pictures of the gallery and attachments that are not there are errors; those that are there are offered."""
    gallery = ({"tep": "anh/a.png", "alt": "Ảnh"}, {"tep": "anh/b.png", "alt": "Ảnh"})
    tep = ({"tep": "tep/a.pdf", "ten": "Kế hoạch"}, {"tep": "tep/b.pdf", "ten": "Phụ lục"})
    catalogue, problems = join(
        make_tin("mot", thu_vien_anh=gallery, tep=tep), tep=make_tep("posts/anh/a.png", "posts/tep/a.pdf", size=2048)
    )
    assert [problem.field for problem in problems if "không thấy" in problem.message] == [
        "thu_vien_anh.1.tep",
        "tep.1.tep",
    ]
    assert [(tep.ten, tep.url, tep.dinh_dang, tep.kich_thuoc) for tep in catalogue.tin[0].tep] == [
        ("Kế hoạch", "/tin-tuc/tep/a.pdf", "PDF", 2048)
    ]
