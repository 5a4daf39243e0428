"""Copies that other people's programs made: what is safe comes in, what is not is told, nothing is glued."""

import json
from pathlib import Path
from typing import Any

import pytest

from cchc.importers import Imported, Outcome, Refused, read_thu_tuc
from cchc.intake import Options, import_thu_tuc, render_report
from cchc.model.phan_loai import CapThucHien
from cchc.model.thanh_phan import KetQua
from importers.formality import SHARED, needs_shared, write_record

PAGE: dict[str, Any] = {
    "ma_thu_tuc": "1.900001",
    "detail_url": "https://cong.example/thu-tuc/019d0000-1111-7222-8333-444455556666",
    "ten_thu_tuc": "Cấp thẻ<br> đọc sách</p>",
    "so_quyet_dinh": "12/QĐ-TV",
    "cap_thuc_hien": "Cấp tỉnh, Cấp xã",
    "loai_thu_tuc": "TTHC được giao luật quy định chi tiết",
    "linh_vuc": "Thư viện",
    "doi_tuong_thuc_hien": "Công dân Việt Nam",
    "co_quan_thuc_hien": "Thư viện tỉnh",
    "trinh_tu_thuc_hien": "Nộp đơn.",
    "cach_thuc_thuc_hien": "Hình thức nộpThời gianPhí, lệ phíMô tảTrực tiếp5 Ngày9,000 Việt Nam Đồng",
    "thanh_phan_ho_so": "--Tên giấy tờMẫu đơn, tờ khaiSố lượngĐơn1 bản chính",
    "can_cu_phap_ly": "Tên văn bản pháp lýMã văn bảnLuật Thư viện46/2019/QH14",
    "yeu_cau_dieu_kien": "Không",
    "ket_qua_xu_ly": "Thẻ đọcMã: KQ.G99.000001GiấyMã: KQ.G99.000002Từ khóaKhông có thông tinNộp hồ sơ",
    "raw_text": "x",
}
WORD: dict[str, Any] = {
    "metadata": {
        "mã_thủ_tục": "1.900002",
        "tên_thủ_tục": "Cấp lại thẻ",
        "số_quyết_định": "Quyết định số 12/QĐ-TV",
        "lĩnh_vực": "Thư viện",
    },
    "content": {
        "trình_tự_thực_hiện": "Bước 1: Nộp đơn. Bước 2: Nhận thẻ theo Bước 1.",
        "yêu_cầu_điều_kiện_thực_hiện": "Đủ 6 tuổi",
        "địa_chỉ_tiếp_nhận_hs": "Không có thông tin",
    },
    "tables": {
        "hinh_thuc_nop": [
            {"hinh_thuc": "Trực tiếp", "thoi_han_giai_quyet": "5 Ngày", "phi_le_phi": "Phí : 0 Đồng", "mo_ta": ""}
        ],
        "thanh_phan_ho_so": [{"ten_giay_to": "Đơn", "so_luong": "a.doc\nb.doc", "ghi_chu": "Bản chính: 1\nBản sao: 2"}],
        "can_cu_phap_ly": [
            {
                "so_ky_hieu": "46",
                "trich_yeu": "Luật số 46/2019/QH14",
                "ngay_ban_hanh": "21-11-2019",
                "co_quan_ban_hanh": "Quốc hội",
            }
        ],
    },
}


def read_value(folder: Path, value: Any) -> Outcome:
    """Read one JSON value."""
    file = folder / "ban-sao.json"
    file.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    (outcome,) = read_thu_tuc([file])
    return outcome


def test_a_scraped_page_gives_its_plain_fields_only(tmp_path: Path) -> None:
    """Tables that have run together are left out and told; furniture of the page and tags do not come in."""
    outcome = read_value(tmp_path, PAGE)
    assert isinstance(outcome, Imported)
    thu_tuc = outcome.thu_tuc
    assert (thu_tuc.ma, thu_tuc.ten) == ("1.900001", "Cấp thẻ đọc sách")
    assert thu_tuc.cap_thuc_hien == (CapThucHien.TINH, CapThucHien.XA)
    assert (thu_tuc.cach_thuc, thu_tuc.thanh_phan_ho_so, thu_tuc.can_cu_phap_ly) == ((), (), ())
    assert thu_tuc.ket_qua == (KetQua(ten="Thẻ đọc", ma="KQ.G99.000001"), KetQua(ten="Giấy", ma="KQ.G99.000002"))
    assert outcome.notes == (
        "bảng “Cách thức thực hiện”, “Thành phần hồ sơ”, “Căn cứ pháp lý” bị dính chữ nên không lấy",
        "đã bỏ thẻ HTML sót lại",
    )
    assert thu_tuc.nguon
    assert "bản sao chép" in thu_tuc.nguon.ten


def test_a_parsed_word_export_is_put_right(tmp_path: Path) -> None:
    """Keys with diacritics, "Quyết định số" before the number, slipped columns, steps in one line."""
    outcome = read_value(tmp_path, WORD)
    assert isinstance(outcome, Imported)
    thu_tuc = outcome.thu_tuc
    assert [item.so for item in thu_tuc.quyet_dinh] == ["12/QĐ-TV"]
    assert [(buoc.ten, buoc.noi_dung) for buoc in thu_tuc.trinh_tu] == [
        ("Bước 1", "Nộp đơn."),
        ("Bước 2", "Nhận thẻ theo Bước 1."),
    ]
    (paper,) = thu_tuc.thanh_phan_ho_so[0].giay_to
    assert (paper.ban_chinh, paper.ban_sao, [tep.ten for tep in paper.tep_nguon]) == (1, 2, ["a.doc", "b.doc"])
    assert thu_tuc.can_cu_phap_ly[0].trich_yeu.startswith("Luật số 46/2019/QH14")
    assert thu_tuc.yeu_cau_dieu_kien == "Đủ 6 tuổi"
    assert thu_tuc.co_quan.tiep_nhan == ()


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (
            {"title": "Cấp thẻ", "Trình tự thực hiện": "Nộp.</p>", "Thành phần hồ sơ": []},
            "(tên ghi ở nguồn: “Cấp thẻ”)",
        ),
        (PAGE | {"ma_thu_tuc": ""}, "không có mã thủ tục"),
        (PAGE | {"trinh_tu_thuc_hien": "Thñ tôc thùc hiÖn"}, "TCVN3"),
        (WORD | {"metadata": {}}, "không có mã thủ tục"),
        (WORD | {"tables": None}, "không phải bản ghi thủ tục"),
        (PAGE | {"linh_vuc": ""}, "không có lĩnh vực"),
    ],
)
def test_what_cannot_be_a_procedure_is_refused(tmp_path: Path, value: Any, reason: str) -> None:
    """Without a code nobody can tell which procedure it is."""
    outcome = read_value(tmp_path, value)
    assert isinstance(outcome, Refused)
    assert reason in outcome.reason


def test_a_table_without_names_is_refused_line_by_line(tmp_path: Path) -> None:
    """The code inside a link is told; a line in an old encoding says so; a huge cell ends the table."""
    file = tmp_path / "bang.csv"
    lines = [
        "link,trinhTuThucHien",
        'https://cong.example/?ma_thu_tuc=1.900001,"Nộp\nđơn"',
        "https://cong.example/,x",
        "https://cong.example/?ma_thu_tuc=1.900002,thñ tôc hµnh chÝnh",
        "x," + "a" * 200_000,
    ]
    file.write_text("\n".join(lines), encoding="utf-8-sig")
    outcomes = [outcome for outcome in read_thu_tuc([file]) if isinstance(outcome, Refused)]
    assert [outcome.ma for outcome in outcomes] == ["1.900001", "", "1.900002", ""]
    reasons = ["không có tên và lĩnh vực", "không có mã thủ tục", "TCVN3", "ô dài bất thường"]
    assert all(reason in outcome.reason for reason, outcome in zip(reasons, outcomes, strict=True))


def test_a_copy_never_changes_what_stands_here(tmp_path: Path) -> None:
    """The portal's own record stays, and the report says why."""
    root = tmp_path / "goc"
    write_record(tmp_path / "cong")
    import_thu_tuc(read_thu_tuc([tmp_path / "cong"]), root, Options(root))
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    file = tmp_path / "ban-sao.json"
    file.write_text(json.dumps(PAGE, ensure_ascii=False), encoding="utf-8")
    report = import_thu_tuc(read_thu_tuc([file]), root, Options(root))
    assert [item.ma for item in report.older] == ["1.900001"]
    assert any("chỉ là bản sao chép (không lấy): 1.900001" in line for line in render_report(report))
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


@pytest.mark.slow
@pytest.mark.shared
@needs_shared
def test_the_real_copies_bring_sixty_records_and_no_garbage() -> None:
    """Two shapes give their records, the two without codes or names are refused whole; no tag and no furniture."""
    outcomes = list(read_thu_tuc([SHARED / "nguon-ban"]))
    records = [outcome.thu_tuc for outcome in outcomes if isinstance(outcome, Imported)]
    refused = [outcome for outcome in outcomes if isinstance(outcome, Refused)]
    assert len(records) == 60
    assert len(refused) == 66 + 69
    assert all(item.reason for item in refused)
    for thu_tuc in records:
        text = thu_tuc.model_dump_json()
        assert "</p>" not in text
        assert "Chọn Bộ ngành" not in text
        assert "Hình thức nộp" not in text
