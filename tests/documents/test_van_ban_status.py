"""Where documents stand on a day, told by their dates and by what others say of them, and relations both ways."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from cchc.catalogue import Catalogue, VanBanCongBoItem
from cchc.model.van_ban import TinhTrang
from documents.library import CU, DU_THAO, LUAT, MOI, SUA
from roots import replace, write

pytestmark = pytest.mark.slow

Find = Callable[..., VanBanCongBoItem]


def test_newest_first(read: Callable[..., tuple[Catalogue, object]]) -> None:
    """Documents are ordered by their day of issue, the newest first."""
    catalogue, _ = read()
    assert [item.path for item in catalogue.van_ban] == [DU_THAO, SUA, MOI, CU, LUAT]


@pytest.mark.parametrize(
    ("path", "now", "tinh_trang"),
    [
        (CU, "2026-11-14T23:59+07:00", TinhTrang.CON_HIEU_LUC),
        (CU, "2026-11-15T00:00+07:00", TinhTrang.HET_HIEU_LUC),
        (MOI, "2026-11-22T08:00+07:00", TinhTrang.CON_HIEU_LUC),
        (SUA, "2026-11-30T23:59+07:00", TinhTrang.CHUA_HIEU_LUC),
        (SUA, "2026-12-01T00:00+07:00", TinhTrang.CON_HIEU_LUC),
        (LUAT, "2026-11-30T23:59+07:00", TinhTrang.CON_HIEU_LUC),
        (LUAT, "2026-12-01T00:00+07:00", TinhTrang.HET_MOT_PHAN),
        (DU_THAO, "2026-11-30T23:59+07:00", TinhTrang.DANG_LAY_Y_KIEN),
        (DU_THAO, "2026-12-01T00:00+07:00", TinhTrang.DA_DONG),
    ],
)
def test_status_follows_the_day(find: Find, path: str, now: str, tinh_trang: TinhTrang) -> None:
    """A status changes at midnight of Vietnam on the day that the documents say, without anybody's hand."""
    assert find(path, now).tinh_trang is tinh_trang


def test_legal_text_without_its_day_is_not_guessed(root: Path, find: Find) -> None:
    """A legal norm that does not say since when it holds is shown as unknown."""
    replace(root, LUAT, "hieu_luc_tu: 2018-07-01\n", "")
    assert find(LUAT).tinh_trang is TinhTrang.KHONG_XAC_DINH


def test_partial_replacement_leaves_the_rest(root: Path, find: Find) -> None:
    """A replacement of a part does not end the whole."""
    replace(root, MOI, "kieu: thay-the, den: 10/KH-SYT", "kieu: thay-the, den: 10/KH-SYT, mot_phan: true")
    assert find(CU).tinh_trang is TinhTrang.HET_MOT_PHAN


def test_draft_ends_nothing(root: Path, find: Find) -> None:
    """What a draft would replace stays in force."""
    replace(root, DU_THAO, "---\n\nToàn", "quan_he:\n  - {kieu: thay-the, den: 12/KH-SYT}\n---\n\nToàn")
    assert find(MOI).tinh_trang is TinhTrang.CON_HIEU_LUC


def test_list_of_ended_texts_counts_for_documents(root: Path, find: Find) -> None:
    """A document that the list of ended texts names has ended on its own page too."""
    write(root, "tthc/danh-muc/van-ban-het-hieu-luc.yml", "- so_ky_hieu: 104/2016/QH13\n  het_hieu_luc: 2026-07-01\n")
    assert find(LUAT).het_hieu_luc == date(2026, 7, 1)


def test_ended_document_counts_for_procedures(root: Path, read: Callable[..., tuple[Catalogue, object]]) -> None:
    """A basis of a procedure that a published document ends is told as ended, by the same rule."""
    text = "---\nso_ky_hieu: 9/2026/QH16\nloai: luat\ntrich_yeu: Luật mới\nco_quan: Quốc hội\n"
    relation = "quan_he:\n  - {kieu: thay-the, den: 44/2024/QH15}\n---\n"
    write(root, "docs/van-ban/luat-9.md", f"{text}ngay_ban_hanh: 2026-05-01\nhieu_luc_tu: 2026-08-01\n{relation}")
    catalogue, _ = read()
    cited = catalogue.can_cu.find("44/2024/QH15")
    assert cited is not None
    assert cited.da_het
    assert cited.het_hieu_luc is not None
    assert cited.het_hieu_luc.thay_the_boi == ("9/2026/QH16",)


def test_number_of_another_year_is_another_document(root: Path, find: Find) -> None:
    """Where numbers begin anew each year, the year of a relation tells which document it means."""
    text = (root / CU).read_text(encoding="utf-8")
    write(root, "docs/van-ban/ke-hoach-10-kh-syt-2024.md", text.replace("2025-01-05", "2024-01-05"))
    replace(root, MOI, "den: 10/KH-SYT}", "den: 10/KH-SYT, nam: 2024}")
    assert find(CU).tinh_trang is TinhTrang.CON_HIEU_LUC
    assert find("docs/van-ban/ke-hoach-10-kh-syt-2024.md").tinh_trang is TinhTrang.HET_HIEU_LUC


def test_every_relation_is_shown_on_both_sides(read: Callable[..., tuple[Catalogue, object]]) -> None:
    """What one document says of another that the site holds is told on the page of the other one too."""
    catalogue, _ = read()
    by_url = {item.url: item for item in catalogue.van_ban}
    stated = [(item, shown) for item in catalogue.van_ban for shown in item.quan_he if shown.chu_dong]
    assert len(stated) == 3
    for item, shown in stated:
        back = [(other.kieu, other.url) for other in by_url[shown.url].quan_he if not other.chu_dong]
        assert (shown.kieu, item.url) in back
