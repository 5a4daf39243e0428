"""How complete a procedure is: what counts, what is told with file and line, what the public page shows."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner, Result

from cchc.catalogue.day_du import Diem
from cchc.cli import main
from cchc.model.day_du import TIEU_CHI, NhomTieuChi, TieuChi
from cchc.model.thu_tuc import ThuTuc
from cchc.sources import read
from roots import NOW, make_root, replace, write

pytestmark = pytest.mark.slow

Cchc = Callable[..., Result]

PROCEDURE = "tthc/duoc-pham/1.000001.md"
PAGE = "site/thu-tuc-hanh-chinh/muc-do-day-du"
BY_MA = {tieu_chi.ma: tieu_chi for tieu_chi in TIEU_CHI}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A root whose one procedure meets every criterion that applies to it."""
    root = make_root(tmp_path / "root")
    replace(
        root,
        PROCEDURE,
        "trinh_tu:\n",
        "muc_do_dvc: toan-trinh\nurl_dvcqg: https://dichvucong.gov.vn/thu-tuc/1.000001\ntrinh_tu:\n",
    )
    return root


@pytest.fixture
def cchc(root: Path) -> Cchc:
    """Run a command on the root at the fixed moment."""
    return lambda *arguments: CliRunner().invoke(main, [*arguments, "--root", str(root), "--now", NOW])


def _record(root: Path) -> ThuTuc:
    content, problems = read(root, default_lists=root / "tthc/danh-muc")
    assert not problems
    return content.thu_tuc[0].record


def _main(root: Path, uri: str) -> BeautifulSoup:
    return BeautifulSoup((root / uri).read_text(encoding="utf-8"), "lxml").main


SPOILERS = {
    "phi_le_phi": ("    phi:\n      - {loai: phi, so_tien: 500000}\n", "", "phi_le_phi"),
    "ket_qua": ("ket_qua:\n  - ten: Giấy chứng nhận\n    ma: KQ.G18.000001\n", "", "ket_qua"),
    "bieu_mau": (
        "ten: Đơn đề nghị\n        ban_chinh: 1\n        bieu_mau: [don-de-nghi]",
        "ten: Đơn đề nghị theo mẫu số 1\n        ban_chinh: 1",
        "thanh_phan_ho_so.0.giay_to.0.bieu_mau",
    ),
    "giay_to_so_ban": ("        ban_chinh: 1\n", "", "thanh_phan_ho_so.0.giay_to.0.ban_chinh"),
    "thoi_han_don_vi": ("{so: 15, don_vi: ngay-lam-viec}", "{so: 15}", "cach_thuc.0.thoi_han.don_vi"),
    "thoi_han_kenh": ("    thoi_han: {so: 15, don_vi: ngay-lam-viec}\n", "", "cach_thuc.0"),
    "phi_muc_thu": ("{loai: phi, so_tien: 500000}", "{loai: phi}", "cach_thuc.0.phi.0.so_tien"),
    "can_cu_day_du": (
        "    trich_yeu: Luật sửa đổi, bổ sung một số điều của Luật Dược\n",
        "",
        "can_cu_phap_ly.0.trich_yeu",
    ),
    "cap_thuc_hien": ("cap_thuc_hien: [tinh]\n", "", "cap_thuc_hien"),
    "co_quan_tham_quyen": ("  tham_quyen: Sở Y tế\n", "  thuc_hien: Sở Y tế\n", "co_quan.tham_quyen"),
    "muc_do_dvc": ("muc_do_dvc: toan-trinh\n", "", "muc_do_dvc"),
    "url_dvcqg": ("url_dvcqg: https://dichvucong.gov.vn/thu-tuc/1.000001\n", "", "url_dvcqg"),
}
"""For each criterion: what to change in the procedure, and the field that must then be told."""


def test_a_complete_procedure_fails_nothing(root: Path) -> None:
    """No criterion that applies to the complete procedure finds a fault."""
    record = _record(root)
    assert [tieu_chi.ma for tieu_chi in TIEU_CHI if list(tieu_chi.loi(record))] == []


@pytest.mark.parametrize("ma", SPOILERS)
def test_each_gap_is_found_and_told_with_its_line(root: Path, cchc: Cchc, ma: str) -> None:
    """Taking one thing away fails exactly its criterion; the check names file, line, field and what to write."""
    old, new, field = SPOILERS[ma]
    replace(root, PROCEDURE, old, new)
    record = _record(root)
    assert [tieu_chi.ma for tieu_chi in TIEU_CHI if tieu_chi.ap_dung(record) and list(tieu_chi.loi(record))] == [ma]
    result = cchc("check")
    assert result.exit_code == 0, result.stderr
    [line] = [line for line in result.stderr.splitlines() if BY_MA[ma].sua in line]
    where, number, _ = line.split(":", 2)
    assert where == PROCEDURE
    assert int(number) >= 1
    assert f" {field}: " in line


def test_a_free_procedure_says_so(root: Path) -> None:
    """An explicit "không thu" meets the demand for charges, as the law's "nếu có" wants it."""
    replace(root, PROCEDURE, "{loai: phi, so_tien: 500000}", "{loai: khong-thu}")
    record = _record(root)
    assert not list(BY_MA["phi_le_phi"].loi(record))
    assert not list(BY_MA["phi_muc_thu"].loi(record))


def test_notes_among_the_papers_need_no_copies(root: Path) -> None:
    """What is only a note, or is looked up in a database, is not asked for copies."""
    replace(
        root,
        PROCEDURE,
        "so_luong_ho_so: 1",
        "      - {ten: Lưu ý, la_ghi_chu: true}\n"
        "      - {ten: Căn cước, thay_the_bang_du_lieu: true, csdl: dân cư}\nso_luong_ho_so: 1",
    )
    assert not list(BY_MA["giay_to_so_ban"].loi(_record(root)))


def test_criteria_that_do_not_apply_do_not_count(root: Path) -> None:
    """A procedure that is not online is not asked for an online channel or link."""
    replace(root, PROCEDURE, "muc_do_dvc: toan-trinh", "muc_do_dvc: cung-cap-thong-tin")
    record = _record(root)
    assert not BY_MA["kenh_truc_tuyen"].ap_dung(record)
    assert not BY_MA["url_dvcqg"].ap_dung(record)


def test_obligatory_parts_are_told_once(root: Path, cchc: Cchc) -> None:
    """A missing obligatory part is the error that it always was, without a second line from the score."""
    replace(root, PROCEDURE, "doi_tuong: [cong-dan-viet-nam]\n", "")
    result = cchc("check")
    assert result.exit_code == 1
    assert len([line for line in result.stderr.splitlines() if "doi_tuong:" in line]) == 1


def test_criteria_have_names_of_their_own() -> None:
    """No two criteria share a key or a name, and each says what to write."""
    assert len({tieu_chi.ma for tieu_chi in TIEU_CHI}) == len(TIEU_CHI) == len({tieu.ten for tieu in TIEU_CHI})
    assert all(isinstance(tieu_chi, TieuChi) and tieu_chi.sua for tieu_chi in TIEU_CHI)
    assert {tieu_chi.nhom for tieu_chi in TIEU_CHI} == set(NhomTieuChi)


@pytest.mark.parametrize(
    ("dat", "ap_dung", "expected"),
    [(31, 31, "100"), (9999, 10000, "99.9"), (2, 3, "66.6"), (0, 7, "0"), (0, 0, "100")],
)
def test_only_what_is_whole_is_a_hundred(dat: int, ap_dung: int, expected: str) -> None:
    """Shares are cut, never rounded up."""
    assert Diem(dat, ap_dung).phan_tram == Decimal(expected)


@pytest.mark.slow
def test_the_page_tells_whole_criterion_field_and_procedure(root: Path, cchc: Cchc) -> None:
    """One of two procedures with a gap: half of them whole, the gap named at its procedure, which comes first."""
    text = (root / PROCEDURE).read_text(encoding="utf-8")
    write(
        root, "tthc/duoc-pham/1.000002.md", text.replace("1.000001", "1.000002").replace("muc_do_dvc: toan-trinh\n", "")
    )
    replace(
        root,
        "tthc/quyet-dinh/12-qd-ubnd-2026.md",
        "muc:\n",
        'muc:\n  - ma: "1.000002"\n    hanh_dong: moi-ban-hanh\n',
    )
    assert cchc("build").exit_code == 0
    whole = _main(root, f"{PAGE}/index.html")
    assert [figure.get_text(strip=True) for figure in whole.select(".ba-so dd")][:2] == ["100%", "50%"]
    rows = {row.th.get_text(strip=True): row.get_text(" ", strip=True) for row in whole.select("tbody tr")}
    assert "1/2" in rows["Nêu mức độ dịch vụ công trực tuyến"]
    assert "2/2" in rows["Có căn cứ pháp lý"]
    field = [row.get_text(" ", strip=True) for row in _main(root, f"{PAGE}/duoc-pham/index.html").select("tbody tr")]
    assert "1.000002" in field[0]
    assert "Nêu mức độ dịch vụ công trực tuyến" in field[0]
    assert "Đạt tất cả" in field[1]


@pytest.mark.slow
def test_a_base_out_of_force_counts(root: Path, cchc: Cchc) -> None:
    """A procedure that rests on a text out of force does not meet everything."""
    write(root, "tthc/danh-muc/van-ban-het-hieu-luc.yml", "- so_ky_hieu: 44/2024/QH15\n  het_hieu_luc: 2026-01-01\n")
    assert cchc("build").exit_code == 0
    rows = {row.th.get_text(strip=True): row.get_text(" ") for row in _main(root, f"{PAGE}/index.html").select("tr")}
    assert "0/1" in rows["Căn cứ pháp lý còn hiệu lực"]


@pytest.mark.slow
def test_ended_procedures_are_left_as_they_were(root: Path, cchc: Cchc) -> None:
    """A procedure out of force neither counts nor is complained of."""
    replace(root, PROCEDURE, "muc_do_dvc: toan-trinh\n", "hieu_luc_den: 2026-06-30\n")
    assert "mức độ dịch vụ công" not in cchc("check").stderr
    assert cchc("build").exit_code == 0
    assert not _main(root, f"{PAGE}/index.html").select("tbody tr")
