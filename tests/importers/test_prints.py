"""The detail print of the old portal, as text and as Word: the same record from both."""

import gzip
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from cchc.importers import Imported, Refused, read_thu_tuc
from cchc.model.phan_loai import CapThucHien, DoiTuong, DonViThoiGian, Kenh, LoaiPhi, LoaiThuTuc
from cchc.model.thanh_phan import Buoc, CanCu, Phi, TepNguon, ThoiHan
from cchc.model.thu_tuc import ThuTuc
from importers.prints import make_docx, make_text

FORMATS = ["text", "docx"]


def read_one(folder: Path, kind: str, **changes: str) -> Imported | Refused:
    """Return the outcome of the print in one of its two files."""
    file = folder / f"tep-{kind}.doc"
    file.write_bytes(make_text(**changes).encode() if kind == "text" else make_docx(**changes))
    (outcome,) = read_thu_tuc([file])
    assert isinstance(outcome, Imported | Refused)
    return outcome


def record(folder: Path, kind: str, **changes: str) -> ThuTuc:
    """Return the record of the print; it must not be refused."""
    outcome = read_one(folder, kind, **changes)
    assert isinstance(outcome, Imported), outcome
    return outcome.thu_tuc


@pytest.mark.parametrize("kind", FORMATS)
def test_every_label_is_mapped(tmp_path: Path, kind: str) -> None:
    """Code, name, field, kind, level, applicants, agencies, result, keywords; "none" in any wording is empty."""
    thu_tuc = record(tmp_path, kind)
    assert (thu_tuc.ma, thu_tuc.ten, thu_tuc.linh_vuc) == ("1.900009", "Cấp thẻ mượn sách", "thu-vien")
    assert (thu_tuc.loai, thu_tuc.cap_thuc_hien) == (LoaiThuTuc.LUAT_GIAO, (CapThucHien.TINH,))
    assert thu_tuc.doi_tuong == (DoiTuong.CONG_DAN_VIET_NAM, DoiTuong.TO_CHUC)
    assert thu_tuc.doi_tuong_khac == ("Bạn đọc nhí",)
    assert thu_tuc.co_quan.thuc_hien == ("Thư viện tỉnh", "Sở Văn hóa, Thể thao và Du lịch")
    assert (thu_tuc.co_quan.tham_quyen, thu_tuc.co_quan.phoi_hop) == ((), ())
    assert [ket_qua.ten for ket_qua in thu_tuc.ket_qua] == ["Thẻ mượn sách"]
    assert (thu_tuc.yeu_cau_dieu_kien, thu_tuc.mo_ta, thu_tuc.tu_khoa) == ("", "", ("thẻ", "sách"))
    assert [item.so for item in thu_tuc.quyet_dinh] == ["12/QĐ-TV"]


@pytest.mark.parametrize("kind", FORMATS)
def test_steps_are_told_apart(tmp_path: Path, kind: str) -> None:
    """Each "Bước n" begins a step, with a dash or without; the lines below belong to it."""
    assert record(tmp_path, kind).trinh_tu == (
        Buoc(ten="Bước 1", noi_dung="Nộp đơn tại quầy.\n\n+ Có phiếu hẹn."),
        Buoc(ten="Bước 2", noi_dung="Nhận thẻ."),
    )


@pytest.mark.parametrize("kind", FORMATS)
def test_ways_of_filing_keep_time_unit_and_fees(tmp_path: Path, kind: str) -> None:
    """Numbers with their units, sentences as sentences, phí and lệ phí as the old portal printed them."""
    direct, online, postal = record(tmp_path, kind).cach_thuc
    assert direct.thoi_han == ThoiHan(so=Decimal(7), don_vi=DonViThoiGian.NGAY_LAM_VIEC)
    assert direct.phi == (Phi(loai=LoaiPhi.PHI, so_tien=Decimal(20000), mo_ta="một lần mượn"),)
    assert (direct.mo_ta, online.kenh) == ("Tại quầy", Kenh.TRUC_TUYEN)
    assert online.thoi_han == ThoiHan(so=Decimal("7.5"), don_vi=DonViThoiGian.NGAY)
    assert online.phi == (Phi(loai=LoaiPhi.LE_PHI, so_tien=Decimal(10000)),)
    assert (postal.thoi_han, postal.phi) == (ThoiHan(mo_ta="Trong ngày nhận thẻ"), ())


@pytest.mark.parametrize("kind", FORMATS)
def test_papers_come_by_case_with_counts_forms_and_notes(tmp_path: Path, kind: str) -> None:
    """The only case has no name, copies are counted, a line without copies is a note, a form keeps its name."""
    first, second = record(tmp_path, kind).thanh_phan_ho_so
    assert [(item.ten, item.ban_chinh, item.ban_sao, item.la_ghi_chu) for item in first.giay_to] == [
        ("Đơn theo mẫu", 1, 0, False),
        ("Ảnh thẻ", 2, 1, False),
        ("Lưu ý: người nộp mang theo thẻ cũ", 0, 0, True),
    ]
    form = "3fab" if kind == "text" else "1.900009/don.doc"
    assert first.giay_to[0].tep_nguon == (TepNguon(id=form, ten="don.doc"),)
    assert (first.truong_hop, second.truong_hop) == ("", "* Trường hợp cấp lại:")


@pytest.mark.parametrize("kind", FORMATS)
def test_legal_bases_have_day_and_issuer(tmp_path: Path, kind: str) -> None:
    """The old portal prints both where it has them."""
    assert record(tmp_path, kind).can_cu_phap_ly == (
        CanCu(so_ky_hieu="46/2019/QH14", trich_yeu="Luật Thư viện", ngay=date(2019, 11, 21), co_quan="Quốc hội"),
        CanCu(so_ky_hieu="93/2020/NĐ-CP", trich_yeu="Nghị định 93/2020/NĐ-CP"),
    )


@pytest.mark.parametrize("kind", FORMATS)
def test_the_district_level_is_told_and_not_taken(tmp_path: Path, kind: str) -> None:
    """It ended on 1 July 2025; another level that nobody knows is told too."""
    outcome = read_one(tmp_path, kind, Cấp_thực_hiện="Cấp Huyện, Cấp Vũ trụ")
    assert isinstance(outcome, Imported)
    assert outcome.thu_tuc.cap_thuc_hien == ()
    assert ["cấp huyện" in note for note in outcome.notes] == [True, False]
    assert "“Cấp Vũ trụ” không có trong danh mục" in outcome.notes[1]


@pytest.mark.parametrize("kind", FORMATS)
def test_a_label_inside_a_text_does_not_cut_it(tmp_path: Path, kind: str) -> None:
    """A sequence that says "Thành phần hồ sơ:" on a line of its own stays whole."""
    steps = "Bước 1: Chuẩn bị.\nThành phần hồ sơ:\nxem dưới."
    assert record(tmp_path, kind, Trình_tự_thực_hiện=steps).trinh_tu[0].noi_dung == (
        "Chuẩn bị.\n\nThành phần hồ sơ:\n\nxem dưới."
    )


@pytest.mark.parametrize(
    ("cell", "fees"),
    [
        ("", ()),
        ("Không có thông tin", ()),
        ("Phí : Đồng", ()),
        ("Phí : 0 Đồng", (Phi(loai=LoaiPhi.KHONG_THU, so_tien=Decimal(0)),)),
        ("Phí : Miễn phí Đồng", (Phi(loai=LoaiPhi.KHONG_THU, so_tien=Decimal(0)),)),
        ("Phí : 0 Đồng Theo thông tư", (Phi(loai=LoaiPhi.PHI, mo_ta="Theo thông tư"),)),
        ("Phí : Miễn phí Đồng (Trẻ em)", (Phi(loai=LoaiPhi.PHI, mo_ta="Miễn phí: Trẻ em"),)),
        (
            "Phí : 1.000.000 Đồng (lần đầu)  Lệ phí : 5000 Đồng",
            (
                Phi(loai=LoaiPhi.PHI, so_tien=Decimal(1000000), mo_ta="lần đầu"),
                Phi(loai=LoaiPhi.LE_PHI, so_tien=Decimal(5000)),
            ),
        ),
        (
            "Phí : 9 Đồng [bieu.pdf](https://cong.example/x.jsp?ma='3f1')",
            (Phi(loai=LoaiPhi.PHI, so_tien=Decimal(9), tep_nguon=(TepNguon(id="3f1", ten="bieu.pdf"),)),),
        ),
    ],
)
def test_fees_are_read_from_their_text(tmp_path: Path, cell: str, fees: tuple[Phi, ...]) -> None:
    """Amount, case and tariff file come apart; free is free, and an amount that only the text names stays a text."""
    table = f"|Hình thức nộp|Thời hạn giải quyết|Phí, lệ phí|Mô tả|\n|--|--|--|-|\n|Trực tiếp|1 Giờ|{cell}||\n"
    assert record(tmp_path, "text", Cách_thức_thực_hiện=table).cach_thuc[0].phi == fees


def test_the_framed_text_is_the_same_record(tmp_path: Path) -> None:
    """The text a line in JSON, packed, gives what the plain file gives."""
    file = tmp_path / "khac.jsonl.gz"
    file.write_bytes(gzip.compress(json.dumps({"ma": "1.900009", "van_ban": make_text()}).encode()))
    (outcome,) = read_thu_tuc([file])
    assert isinstance(outcome, Imported)
    assert outcome.thu_tuc == record(tmp_path, "text")


def test_word_says_when_it_was_exported(tmp_path: Path) -> None:
    """The document property is the moment of the export, in Vietnam's time."""
    nguon = record(tmp_path, "docx").nguon
    assert nguon
    assert nguon.lay_luc
    assert nguon.lay_luc.isoformat() == "2024-02-29T05:21:27+07:00"


@pytest.mark.parametrize("kind", FORMATS)
def test_a_cut_print_is_refused(tmp_path: Path, kind: str) -> None:
    """A print that ends before its last label has lost something; the reason names the label."""
    file = tmp_path / "cut"
    text = make_text().split("Yêu cầu, điều kiện")[0]
    whole = make_docx()
    file.write_bytes(text.encode() if kind == "text" else whole[: len(whole) // 2])
    (outcome,) = read_thu_tuc([file])
    assert isinstance(outcome, Refused)
    assert ("thiếu mục “Yêu cầu, điều kiện thực hiện”" if kind == "text" else "bị cụt") in outcome.reason


def test_another_word_document_is_skipped_in_a_folder_and_refused_when_named(tmp_path: Path) -> None:
    """Forms that lie beside the exports are no mistake."""
    file = tmp_path / "don.docx"
    file.write_bytes(make_docx('<w:document xmlns:w="urn:x"/>'))
    assert [type(outcome).__name__ for outcome in read_thu_tuc([tmp_path])] == ["Skipped"]
    assert [type(outcome).__name__ for outcome in read_thu_tuc([file])] == ["Refused"]
