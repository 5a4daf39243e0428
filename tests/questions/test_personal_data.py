"""What is found as personal data in a text to be published, and what is not."""

import pytest

from cchc.model.du_lieu_ca_nhan import LoaiDuLieu, find_du_lieu_ca_nhan
from cchc.model.feedback.masking import mask

_FOUND = [
    ("Gọi cho tôi số 0912345678 nhé", LoaiDuLieu.DIEN_THOAI, "0912345678"),
    ("ĐT: 0912.345.678", LoaiDuLieu.DIEN_THOAI, "0912.345.678"),
    ("+84 912 345 678", LoaiDuLieu.DIEN_THOAI, "+84 912 345 678"),
    ("điện thoại nhà 024 3825 1234", LoaiDuLieu.DIEN_THOAI, "024 3825 1234"),
    ("thư gửi nguyen.van-a@mail.example", LoaiDuLieu.THU_DIEN_TU, "nguyen.van-a@mail.example"),
    ("CCCD của tôi 001099012345.", LoaiDuLieu.SO_GIAY_TO, "001099012345"),
    ("số 001 099 012345 cấp năm 2021", LoaiDuLieu.SO_GIAY_TO, "001 099 012345"),
    ("CMND 123456789", LoaiDuLieu.SO_GIAY_TO, "123456789"),
    ("hộ chiếu số B1234567", LoaiDuLieu.SO_GIAY_TO, "B1234567"),
    ("thẻ DN4790123456789", LoaiDuLieu.THE_BAO_HIEM, "DN4790123456789"),
    ("thẻ GD 4 79 01 2345 6789", LoaiDuLieu.THE_BAO_HIEM, "GD 4 79 01 2345 6789"),
    ("chuyển vào tài khoản 0123456789012", LoaiDuLieu.TAI_KHOAN, "0123456789012"),
]


@pytest.mark.parametrize(("text", "loai", "chu"), _FOUND)
def test_found(text: str, loai: LoaiDuLieu, chu: str) -> None:
    """A number or address of a person is found in the ways in which people write it, and once."""
    assert [(found.loai, found.chu) for found in find_du_lieu_ca_nhan(text)] == [(loai, chu)]


@pytest.mark.parametrize("text", [text for text, _, _ in _FOUND])
def test_the_desk_masks_it(text: str) -> None:
    """What would stop a build is masked before, at the desk."""
    assert list(find_du_lieu_ca_nhan(mask(text))) == []


@pytest.mark.parametrize(
    "text",
    [
        "Thông tư 41/2023/TT-BTC ngày 12/06/2023",
        "Phí là 1.450.000 đồng, trong 15 ngày làm việc",
        "mã thủ tục 1.014027.H19 và 000.00.00.G07-KQ002168",
        "đường dây nóng 1900 9095, tổng đài 19001234",
        "Nghị định số 224/2026/NĐ-CP có hiệu lực từ 01/7/2026",
        "dán ảnh vào căn cước của 2 người, 03 bản",
        "đăng nhập bằng tài khoản định danh điện tử mức độ 2",
    ],
)
def test_not_found(text: str) -> None:
    """Numbers of laws, codes, amounts, days and hotlines are nobody's data."""
    assert list(find_du_lieu_ca_nhan(text)) == []


def test_line() -> None:
    """The line is told, so that the author finds the place."""
    assert [found.dong for found in find_du_lieu_ca_nhan("một\nhai\nba 0912345678")] == [3]
