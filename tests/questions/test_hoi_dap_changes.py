"""When an answer is told to have changed, and what the editor of questions is told."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from cchc.catalogue import Catalogue, HoiDapItem
from cchc.model.problem import Problem
from questions.asked import NGAY_LAM_VIEC, QUAY_THUOC
from roots import NOW, replace, write

pytestmark = pytest.mark.slow

Read = Callable[..., tuple[Catalogue, list[Problem]]]
Find = Callable[..., HoiDapItem]

PROCEDURE = "tthc/duoc-pham/1.000001.md"


def _reasons(item: HoiDapItem) -> list[tuple[str, date]]:
    return [(reason.loai, reason.ngay) for reason in item.thay_doi]


def test_newest_answer_first(read: Read) -> None:
    """Questions are ordered by their answers, the newest first."""
    assert [item.path for item in read()[0].hoi_dap] == [NGAY_LAM_VIEC, QUAY_THUOC]


def test_nothing_changed(find: Find) -> None:
    """An answer whose grounds stand bears no mark."""
    assert _reasons(find(QUAY_THUOC)) == []


def test_field_comes_from_the_procedure(find: Find) -> None:
    """A question without a field of its own belongs to that of its procedure, else to none."""
    assert find(QUAY_THUOC).linh_vuc.ma == "duoc-pham"
    assert find(NGAY_LAM_VIEC).linh_vuc.ma == "chung"


@pytest.mark.parametrize(("now", "marked"), [("2027-02-09T23:59+07:00", False), ("2027-02-10T00:00+07:00", True)])
def test_a_year_passes(find: Find, now: str, marked: bool) -> None:
    """An answer without a review date of its own is marked a year after it was given."""
    assert bool(find(QUAY_THUOC, now).thay_doi) is marked


def test_own_review_date(root: Path, find: Find) -> None:
    """The answer's own review date decides, and a review moves the day on."""
    replace(root, QUAY_THUOC, "thuong_gap: true", "xem_lai_truoc: 2026-06-01")
    assert _reasons(find(QUAY_THUOC)) == [("xem-lai", date(2026, 6, 1))]
    replace(root, QUAY_THUOC, "xem_lai_truoc: 2026-06-01", "cap_nhat: 2026-06-02")
    assert _reasons(find(QUAY_THUOC)) == []


def test_cited_text_ends(root: Path, find: Find) -> None:
    """An answer that cites a text out of force is marked from the day on which the text ended."""
    write(root, "tthc/danh-muc/van-ban-het-hieu-luc.yml", "- so_ky_hieu: 44/2024/QH15\n  het_hieu_luc: 2026-11-22\n")
    assert _reasons(find(QUAY_THUOC, "2026-11-21T23:59+07:00")) == []
    assert _reasons(find(QUAY_THUOC)) == [("can-cu", date(2026, 11, 22))]


def test_cited_text_that_nothing_else_cites_ends(root: Path, find: Find) -> None:
    """The list of ended texts counts also for a text on which no procedure rests."""
    replace(root, QUAY_THUOC, "[44/2024/QH15]", "[42/2022/NĐ-CP]")
    write(root, "tthc/danh-muc/van-ban-het-hieu-luc.yml", "- so_ky_hieu: 42/2022/NĐ-CP\n  het_hieu_luc: 2026-07-01\n")
    assert _reasons(find(QUAY_THUOC)) == [("can-cu", date(2026, 7, 1))]


def test_editor_is_told_of_an_ended_text(root: Path, read: Read) -> None:
    """The editor of an answer on an ended text is told what took its place."""
    entry = "- so_ky_hieu: 44/2024/QH15\n  het_hieu_luc: 2026-11-22\n  thay_the_boi: 9/2026/QH16\n"
    write(root, "tthc/danh-muc/van-ban-het-hieu-luc.yml", entry)
    found = [problem.message for problem in read()[1] if problem.path == QUAY_THUOC]
    assert found == [
        "văn bản 44/2024/QH15 đã hết hiệu lực từ 22/11/2026; hãy xem lại câu trả lời theo văn bản thay thế "
        "(9/2026/QH16) rồi ghi cap_nhat"
    ]


def test_procedure_is_amended_after_the_answer(root: Path, find: Find) -> None:
    """An answer about a procedure whose version began after it is marked; one given later is not."""
    versions = "phien_ban:\n  - {so: '1', tu: 2026-01-15, den: 2026-08-31}\n  - {so: '2', tu: 2026-09-01}\n"
    replace(root, PROCEDURE, "du_lieu_mau: true\n", f"{versions}du_lieu_mau: true\n")
    assert _reasons(find(QUAY_THUOC, "2026-08-31T12:00+07:00")) == []
    assert _reasons(find(QUAY_THUOC)) == [("thu-tuc-sua-doi", date(2026, 9, 1))]
    replace(root, QUAY_THUOC, "2026-02-10", "2026-09-01")
    assert _reasons(find(QUAY_THUOC)) == []


def test_procedure_ends(root: Path, read: Read) -> None:
    """An answer about an abolished procedure is marked, and its editor is told."""
    replace(root, PROCEDURE, "du_lieu_mau: true\n", "hieu_luc_den: 2026-06-30\ndu_lieu_mau: true\n")
    catalogue, problems = read()
    item = next(item for item in catalogue.hoi_dap if item.path == QUAY_THUOC)
    assert _reasons(item) == [("thu-tuc-bai-bo", date(2026, 6, 30))]
    assert any("thủ tục 1.000001: đã bãi bỏ" in str(problem) for problem in problems)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("id: mo-quay-thuoc-o-xa", "id: ten-khac", ":2: id: tên tệp phải trùng định danh: ten-khac.md"),
        ("don_vi_tra_loi: so-y-te", "don_vi_tra_loi: khong-co", ":5: don_vi_tra_loi: không có đơn vị “khong-co”"),
        ('["1.000001"]', '["1.999999"]', ":8: tthc: không có thủ tục “1.999999”"),
        ("ngay_tra_loi: 2026-02-10", "ngay_tra_loi: 2026-12-10", ":7: ngay_tra_loi: ngày 10/12/2026 ở tương lai"),
        ("ngay_tra_loi: 2026-02-10", "ngay_tra_loi: 2026-01-10", "ngay_tra_loi không được trước ngay_hoi"),
        ("nguoi_hoi: N.V.A.", "nguoi_hoi: Nguyễn Văn A", ":12: nguoi_hoi: “Nguyễn Văn A” sai dạng"),
        ("nguoi_hoi: N.V.A.\n", "", "ghi nguoi_hoi (chữ cái đầu) cùng với"),
        ("xin hỏi hồ sơ.", "gọi tôi 0912345678.", ":4: chi_tiet: có số điện thoại “0912345678”"),
        ("15 ngày làm việc.", "gửi a.b@mail.example.", ":17: tra_loi: có địa chỉ thư điện tử “a.b@mail.example”"),
        ("15 ngày làm việc.", "số CCCD 001099012345.", ":17: tra_loi: có số định danh cá nhân, căn cước"),
        ("Ông/Bà chuẩn bị **01 bộ** hồ sơ.\n\nThời hạn là 15 ngày làm việc.\n", "", "tra_loi: không được để trống"),
    ],
)
def test_mistakes_are_told_at_their_line(root: Path, read: Read, old: str, new: str, told: str) -> None:
    """Each mistake is told with file, line and what to write."""
    replace(root, QUAY_THUOC, old, new)
    found = [str(problem) for problem in read()[1] if problem.path == QUAY_THUOC and problem.is_error]
    assert any(told in line for line in found), found


def test_contacts_of_units_are_no_personal_data(root: Path, read: Read) -> None:
    """An answer may tell the phone and mail of a unit of the register, a question may not."""
    replace(root, "docs/don-vi/so-y-te.md", "loai: so\n", "loai: so\ndien_thoai: 0912 000 111\nemail: a@so.example\n")
    replace(root, QUAY_THUOC, "15 ngày làm việc.", "15 ngày. Hỏi 0912000111, A@so.example.")
    assert not [str(problem) for problem in read(NOW)[1] if problem.path == QUAY_THUOC and problem.is_error]
    replace(root, QUAY_THUOC, "xin hỏi hồ sơ.", "đã gọi 0912000111.")
    assert [problem.field for problem in read(NOW)[1] if problem.path == QUAY_THUOC and problem.is_error] == [
        "chi_tiet"
    ]
