"""Decisions made and published in time: limits counted by hand over weekends and holidays."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result

from cchc.catalogue.on_time import find_limit
from cchc.model.thoi_han_cong_bo import DonViHan, MocHan, ThoiHanCongBo, TruongHopCongBo, ViecCongBo
from cchc.text.working_days import LichLamViec, UnknownYear
from roots import replace, write

pytestmark = pytest.mark.slow

Cchc = Callable[..., Result]

# In April and May 2025 Giỗ Tổ fell on a Monday, and Friday 2 May was given free for Saturday 26 April.
LICH = LichLamViec(
    frozenset({2025}),
    {date(2025, 4, 7): "Giỗ Tổ Hùng Vương", date(2025, 4, 30): "", date(2025, 5, 1): "", date(2025, 5, 2): ""},
    {date(2025, 4, 26): ""},
)

CASES = [
    ("sau-ky", "ngay-lam-viec", 5, "2025-04-14", "2025-04-21"),
    ("sau-ky", "ngay-lam-viec", 5, "2025-04-04", "2025-04-14"),
    ("sau-ky", "ngay-lam-viec", 2, "2025-04-25", "2025-04-28"),
    ("sau-ky", "ngay-lam-viec", 2, "2025-04-29", "2025-05-06"),
    ("sau-ky", "ngay", 5, "2025-04-29", "2025-05-04"),
    ("sau-ban-hanh", "ngay", 3, "2025-04-14", "2025-04-17"),
    ("truoc-hieu-luc", "ngay", 5, "2025-05-05", "2025-04-30"),
    ("truoc-hieu-luc", "ngay-lam-viec", 5, "2025-05-05", "2025-04-24"),
    ("truoc-hieu-luc", "ngay-lam-viec", 20, "2025-05-12", "2025-04-10"),
]


def _limit(moc: str, don_vi: str, so: int) -> ThoiHanCongBo:
    return ThoiHanCongBo(
        viec=ViecCongBo.CONG_BO,
        truong_hop=TruongHopCongBo.TINH,
        so=so,
        don_vi=DonViHan(don_vi),
        moc=MocHan(moc),
        can_cu="Điều 15",
    )


@pytest.mark.parametrize(("moc", "don_vi", "so", "start", "last"), CASES)
def test_the_last_day_in_time(moc: str, don_vi: str, so: int, start: str, last: str) -> None:
    """Forwards and backwards, days and working days, over holidays and a swapped Saturday."""
    assert find_limit(date.fromisoformat(start), _limit(moc, don_vi, so), LICH) == date.fromisoformat(last)


def test_a_year_without_calendar_is_not_guessed() -> None:
    """Working days of an unknown year cannot be counted."""
    with pytest.raises(UnknownYear):
        find_limit(date(2025, 12, 31), _limit("sau-ky", "ngay-lam-viec", 2), LICH)


def _report(root: Path, cchc: Cchc, *more: str) -> str:
    result = cchc("report", "quyet-dinh", "--root", root, *more)
    assert result.exit_code == 0, result.stderr
    return result.stdout


def test_the_report_tells_each_decision_and_the_share(root: Path, cchc: Cchc) -> None:
    """In time: signed on Saturday 10/01, published on Monday; late: published a month after."""
    assert "Đúng hạn: 12/QĐ-UBND: Công khai 12/01/2026, hạn 16/01/2026" in _report(root, cchc)
    replace(root, "tthc/quyet-dinh/12-qd-ubnd-2026.md", "cong_khai: 2026-01-12", "cong_khai: 2026-02-12")
    text = _report(root, cchc)
    assert "Chậm hạn: 12/QĐ-UBND: Công khai 12/02/2026" in text
    assert "Công khai: đúng hạn 0/1 (0%)" in text


def test_the_report_counts_from_the_legal_text(root: Path, cchc: Cchc) -> None:
    """Five days before its effect, three days after its issue under the shortened procedure, unknown without dates."""
    replace(
        root,
        "tthc/quyet-dinh/12-qd-ubnd-2026.md",
        "muc:",
        "van_ban_goc:\n  - {so_ky_hieu: 1/2026/NĐ-CP, hieu_luc_tu: 2026-01-15}\n"
        "  - {so_ky_hieu: 2/2026/NĐ-CP, ngay_ban_hanh: 2026-01-06, rut_gon: true}\n"
        "  - {so_ky_hieu: 3/2026/NĐ-CP}\nmuc:",
    )
    text = _report(root, cchc)
    made = "12/QĐ-UBND: Ban hành quyết định 10/01/2026"
    assert f"Đúng hạn: {made}, hạn 10/01/2026 (1/2026/NĐ-CP có hiệu lực ngày 15/01/2026)" in text
    assert f"Chậm hạn: {made}, hạn 09/01/2026 (2/2026/NĐ-CP ban hành ngày 06/01/2026)" in text
    assert f"Chưa tính được: {made}, chưa ghi ngày có hiệu lực của văn bản (3/2026/NĐ-CP)" in text
    assert cchc("report", "quyet-dinh", "--root", root, "--strict").exit_code == 1


def test_limits_are_data(root: Path, cchc: Cchc) -> None:
    """A root with its own limits is judged by them."""
    own = "- {viec: cong-khai, truong_hop: tinh, so: 0, don_vi: ngay, moc: sau-ky, can_cu: Quy chế của tỉnh}\n"
    write(root, "tthc/danh-muc/thoi-han-cong-bo.yml", own)
    assert "Chậm hạn: 12/QĐ-UBND: Công khai 12/01/2026, hạn 10/01/2026" in _report(root, cchc)


def test_the_table_opens_in_a_spreadsheet(root: Path, cchc: Cchc) -> None:
    """CSV with a byte order mark, one line a finding, with the legal source."""
    text = _report(root, cchc, "--csv")
    assert text.startswith("\ufeffQuyết định,Việc,")
    assert "Khoản 2 Điều 24 Nghị định số 63/2010/NĐ-CP" in text
