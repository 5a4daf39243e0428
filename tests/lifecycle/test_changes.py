"""What changed between two versions, in sentences that an officer would write."""

from typing import Any

import pytest

from cchc.catalogue.versions import changed_parts
from cchc.model.phan_loai import BoPhan
from cchc.model.thu_tuc import ThuTuc
from cchc.outputs.changes import describe_changes

BASE: dict[str, Any] = {
    "ma": "1.000001",
    "ten": "Đăng ký mở quầy thuốc",
    "linh_vuc": "duoc-pham",
    "doi_tuong": ["cong-dan-viet-nam"],
    "co_quan": {"thuc_hien": "Sở Y tế"},
    "trinh_tu": [{"ten": "Nộp hồ sơ"}, {"ten": "Thẩm định", "noi_dung": "Trong 5 ngày"}],
    "cach_thuc": [
        {
            "kenh": kenh,
            "thoi_han": {"so": 15, "don_vi": "ngay-lam-viec"},
            "phi": [{"loai": "phi", "so_tien": 500000}],
        }
        for kenh in ("truc-tiep", "truc-tuyen")
    ],
    "thanh_phan_ho_so": [{"giay_to": [{"ten": "Đơn đề nghị", "ban_chinh": 2}, {"ten": "Sơ đồ", "ban_sao": 1}]}],
    "so_luong_ho_so": 2,
    "can_cu_phap_ly": [{"so_ky_hieu": "54/2017/NĐ-CP"}],
}


def _channels(**of_online: Any) -> list[dict[str, Any]]:
    direct, online = BASE["cach_thuc"]
    return [direct, {**online, **of_online}]


def _phi(amount: int) -> list[dict[str, Any]]:
    return [{"loai": "phi", "so_tien": amount}]


def _all_channels(**changed: Any) -> list[dict[str, Any]]:
    return [{**cach, **changed} for cach in BASE["cach_thuc"]]


CASES: dict[str, tuple[dict[str, Any], list[str]]] = {
    "nothing": ({}, []),
    "fee of all channels": (
        {"cach_thuc": _all_channels(phi=_phi(300000))},
        ["Phí: từ 500.000 đồng thành 300.000 đồng."],
    ),
    "fee online only": (
        {"cach_thuc": _channels(phi=_phi(250000))},
        ["Phí, trực tuyến: từ 500.000 đồng thành 250.000 đồng."],
    ),
    "fee no longer taken": ({"cach_thuc": _all_channels(phi=[])}, ["Phí: bỏ 500.000 đồng."]),
    "time limit": (
        {"cach_thuc": _all_channels(thoi_han={"so": 10, "don_vi": "ngay-lam-viec"})},
        ["Thời hạn giải quyết: từ 15 ngày làm việc thành 10 ngày làm việc."],
    ),
    "unit of the time limit": (
        {"cach_thuc": _all_channels(thoi_han={"so": 15, "don_vi": "ngay"})},
        ["Thời hạn giải quyết: từ 15 ngày làm việc thành 15 ngày."],
    ),
    "name": ({"ten": "Mở quầy thuốc"}, ["Tên thủ tục: từ “Đăng ký mở quầy thuốc” thành “Mở quầy thuốc”."]),
    "papers": (
        {
            "thanh_phan_ho_so": [
                {"giay_to": [{"ten": "Đơn đề nghị", "ban_chinh": 1}, {"ten": "Ảnh 4x6", "ban_chinh": 2}]}
            ]
        },
        [
            "Thành phần hồ sơ: thêm “Ảnh 4x6”.",
            "Thành phần hồ sơ: bỏ “Sơ đồ”.",
            "Thành phần hồ sơ: “Đơn đề nghị” từ 2 bản chính thành 1 bản chính.",
        ],
    ),
    "sets": ({"so_luong_ho_so": 1}, ["Số lượng hồ sơ: từ 2 bộ thành 1 bộ."]),
    "agency": (
        {"co_quan": {"thuc_hien": "Ủy ban nhân dân cấp xã"}},
        ["Cơ quan thực hiện: từ “Sở Y tế” thành “Ủy ban nhân dân cấp xã”."],
    ),
    "step": (
        {"trinh_tu": [{"ten": "Nộp hồ sơ"}, {"ten": "Thẩm định", "noi_dung": "Trong 3 ngày"}]},
        ["Trình tự thực hiện: sửa bước 2 “Thẩm định”."],
    ),
    "fewer steps": ({"trinh_tu": [{"ten": "Nộp hồ sơ"}]}, ["Trình tự thực hiện: từ 2 bước thành 1 bước."]),
    "channel": (
        {"cach_thuc": [*BASE["cach_thuc"], {"kenh": "buu-chinh"}]},
        ["Hình thức nộp: thêm “Dịch vụ bưu chính”."],
    ),
    "who may file": (
        {"doi_tuong": ["cong-dan-viet-nam", "to-chuc"]},
        ["Đối tượng thực hiện: thêm “Tổ chức (không bao gồm doanh nghiệp, hợp tác xã)”."],
    ),
    "condition": ({"yeu_cau_dieu_kien": "Có kho"}, ["Yêu cầu, điều kiện: thêm nội dung."]),
    "legal base": (
        {"can_cu_phap_ly": [{"so_ky_hieu": "163/2025/NĐ-CP"}]},
        ["Căn cứ pháp lý: từ “54/2017/NĐ-CP” thành “163/2025/NĐ-CP”."],
    ),
    "form": ({"bieu_mau": ["don-moi"]}, ["Biểu mẫu: thêm “Đơn mới”."]),
}


@pytest.mark.parametrize("name", CASES)
def test_a_change_is_told_in_words(name: str) -> None:
    """One sentence a difference, with its official part, and none where nothing changed."""
    changed, sentences = CASES[name]
    old, new = ThuTuc.model_validate(BASE), ThuTuc.model_validate({**BASE, **changed})
    found = describe_changes(old, new, ten_bieu_mau={"don-moi": "Đơn mới"})
    assert [thay_doi.cau for thay_doi in found] == sentences


@pytest.mark.parametrize("name", CASES)
def test_told_parts_are_the_parts_that_differ(name: str) -> None:
    """The sentences and the comparison of parts agree, apart from a new form among the papers."""
    old, new = ThuTuc.model_validate(BASE), ThuTuc.model_validate({**BASE, **CASES[name][0]})
    told = {thay_doi.bo_phan for thay_doi in describe_changes(old, new)}
    assert told <= set(changed_parts(old, new))
    assert bool(told) == bool(changed_parts(old, new))


def test_the_way_back_is_told_the_other_way_round() -> None:
    """Removing what was added is a change as well."""
    old = ThuTuc.model_validate({**BASE, "yeu_cau_dieu_kien": "Có kho", "can_cu_phap_ly": []})
    told = describe_changes(old, ThuTuc.model_validate(BASE))
    assert [(thay_doi.bo_phan, thay_doi.cau) for thay_doi in told] == [
        (BoPhan.YEU_CAU_DIEU_KIEN, "Yêu cầu, điều kiện: bỏ nội dung."),
        (BoPhan.CAN_CU_PHAP_LY, "Căn cứ pháp lý: thêm “54/2017/NĐ-CP”."),
    ]
