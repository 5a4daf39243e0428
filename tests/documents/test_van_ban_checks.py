"""What is told to the editor of a document, one case a rule."""

from collections.abc import Callable
from pathlib import Path

import pytest

from cchc.catalogue import Catalogue
from cchc.model.problem import Problem
from documents.library import CU, DU_THAO, LUAT, MOI
from roots import NOW, replace, write

pytestmark = pytest.mark.slow

Read = Callable[..., tuple[Catalogue, list[Problem]]]


def _told(read: Read, path: str, now: str = NOW) -> list[str]:
    return [str(problem) for problem in read(now)[1] if problem.path == path]


def test_valid_documents_are_left_alone(read: Read) -> None:
    """A root in order has no error in its documents."""
    assert not [problem for problem in read()[1] if problem.path.startswith("docs/van-ban") and problem.is_error]


@pytest.mark.parametrize(
    ("path", "old", "new", "told"),
    [
        (
            MOI,
            "so_ky_hieu: 12/KH-SYT",
            "so_ky_hieu: Kế hoạch 12",
            ":2: so_ky_hieu: “Kế hoạch 12” không phải số ký hiệu",
        ),
        (MOI, "so_ky_hieu: 12/KH-SYT\n", "", "văn bản đã ban hành phải có so_ky_hieu"),
        (MOI, "loai: ke-hoach", "loai: ke-hoach\nhan_gop_y: 2026-12-01", "chỉ dành cho dự thảo"),
        (MOI, "loai: ke-hoach", "loai: ke-hoach\nhet_hieu_luc: 2026-01-01", "het_hieu_luc phải sau ngày có hiệu lực"),
        (MOI, "kieu: can-cu", "kieu: bai-bo-mot-it", "không có trong danh sách"),
        (MOI, "den: 10/KH-SYT", "den: 12/KH-SYT", "văn bản không thể có quan hệ với chính nó"),
        (MOI, "2026-02-05", "2027-02-05", "ở tương lai"),
        (MOI, "ngay_cong_khai: 2026-02-06", "ngay_cong_khai: 2026-02-04", "không được trước ngày ban hành"),
        (CU, "ngay_ban_hanh: 2025-01-05", "ngay_ban_hanh: 2026-03-05", ""),
        (CU, "[duoc-pham]", "[khong-co]", "không có trong tthc/danh-muc/linh-vuc.yml"),
        (LUAT, "[cai-cach-the-che]", "[khong-co]", "không có trong tthc/danh-muc/noi-dung-cchc.yml"),
        (DU_THAO, "han_gop_y: 2026-11-30\n", "", "dự thảo phải có han_gop_y"),
        (DU_THAO, "han_gop_y: 2026-11-30", "han_gop_y: 2026-10-01", "han_gop_y không được trước"),
        (DU_THAO, "loai: du-thao", "loai: du-thao\nban_hanh_thanh: 99/KH-SYT", "chưa có văn bản số 99/KH-SYT"),
        (DU_THAO, "Toàn văn dự thảo.", "Toàn văn dự thảo.\n\nMẬT\n", "có dấu mật “MẬT”"),
        (LUAT, "nguon_url: https://vanban.example/104-2016-qh13\n", "", "chưa có toàn văn"),
        (LUAT, "nguon_url: https://vanban.example/104-2016-qh13", "tep: [{duong_dan: tep/x.pdf}]", "không thấy tệp"),
    ],
)
def test_mistakes_are_told_at_their_place(root: Path, read: Read, path: str, old: str, new: str, told: str) -> None:
    """Each mistake is told with its file and what to write."""
    replace(root, path, old, new)
    found = _told(read, path if told else MOI)
    assert any((told or "ban hành sau văn bản này") in line for line in found), found


def test_a_file_is_what_its_name_says(root: Path, read: Read) -> None:
    """A file of a document is looked at by its bytes, as forms are."""
    replace(root, LUAT, "nguon_url:", "tep: [{duong_dan: tep/x.pdf}]\nnguon_url:")
    write(root, "docs/van-ban/tep/x.pdf", "<script>không phải PDF</script>")
    assert any("không phải DOCX, ODT, PDF hay XLSX" in line for line in _told(read, LUAT))


def test_pdf_alone_needs_a_summary(root: Path, read: Read) -> None:
    """Whoever cannot read the PDF finds a summary on the page (DOC-07)."""
    replace(root, LUAT, "nguon_url:", "tep: [{duong_dan: tep/x.pdf}]\nnguon_url:")
    write(root, "docs/van-ban/tep/x.pdf", "%PDF-1.4\n")
    assert any("hãy tóm tắt nội dung" in line for line in _told(read, LUAT))


def test_number_is_used_once_a_year(root: Path, read: Read) -> None:
    """The same number in the same year and of the same issuer is one document."""
    other = write(root, "docs/van-ban/lan-hai.md", (root / CU).read_text(encoding="utf-8"))
    assert any(f"số ký hiệu đã dùng ở {CU}" in line for line in _told(read, other.relative_to(root).as_posix()))


def test_relation_to_one_of_two_is_asked_back(root: Path, read: Read) -> None:
    """Where two documents have the number, the relation says which year it means."""
    text = (root / CU).read_text(encoding="utf-8").replace("2025-01-05", "2024-01-05")
    write(root, "docs/van-ban/ke-hoach-10-kh-syt-2024.md", text)
    assert any("có nhiều văn bản số 10/KH-SYT (năm 2024, 2025)" in line for line in _told(read, MOI))


def test_two_ends_are_not_chosen_from(root: Path, read: Read) -> None:
    """The list of ended texts and the document say the same day."""
    replace(root, LUAT, "hieu_luc_tu:", "het_hieu_luc: 2026-09-01\nhieu_luc_tu:")
    write(root, "tthc/danh-muc/van-ban-het-hieu-luc.yml", "- so_ky_hieu: 104/2016/QH13\n  het_hieu_luc: 2026-07-01\n")
    assert any("ghi ngày 01/07/2026" in line for line in _told(read, LUAT))


def test_closed_draft_tells_what_was_received(read: Read) -> None:
    """After the last day the editor is asked for the summary of comments (DOC-06)."""
    assert not _told(read, DU_THAO)
    assert any("hãy ghi tổng hợp ý kiến" in line for line in _told(read, DU_THAO, "2026-12-01T08:00+07:00"))


def test_own_documents_are_published_in_time(root: Path, read: Read) -> None:
    """A late publication of an own document is told with the limit of the list (DOC-05)."""
    rule = "- {viec: dang-van-ban, truong_hop: don-vi, so: 5, don_vi: ngay, moc: sau-ky, can_cu: Quy chế}\n"
    write(root, "tthc/danh-muc/thoi-han-cong-bo.yml", rule)
    assert any("chưa ghi ngày công khai của Kế hoạch số 10/KH-SYT" in line for line in _told(read, CU))
    assert not _told(read, MOI)
    replace(root, MOI, "ngay_cong_khai: 2026-02-06", "ngay_cong_khai: 2026-02-11")
    assert any("công khai ngày 11/02/2026, muộn hơn hạn 10/02/2026" in line for line in _told(read, MOI))
