"""What is personal in a text is found and masked, and nothing of it is left."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc.model.du_lieu_ca_nhan import LoaiDuLieu
from cchc.model.feedback.masking import find_personal, hints_at_health, mask

pytestmark = pytest.mark.slow

_L = LoaiDuLieu


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Gọi 0912 345 678 nhé", "Gọi [số điện thoại] nhé"),
        ("ĐT.0912345678", "ĐT.[số điện thoại]"),
        ("+84 912.345.678 hoặc (024) 3846 0001", "[số điện thoại] hoặc [số điện thoại]"),
        ("Thư: ten.mau+a@example.vn.", "Thư: [thư điện tử]."),
        ("ten (at) example.vn", "[thư điện tử]"),
        ("CCCD 001099000001", "CCCD [số giấy tờ]"),
        ("căn cước 001 099 000 001", "căn cước [số giấy tờ]"),
        ("CMND 123456789", "CMND [số giấy tờ]"),
        ("hộ chiếu số B1234567", "hộ chiếu số [số giấy tờ]"),
        ("thẻ DN4790000000001", "thẻ [số thẻ bảo hiểm y tế]"),
        ("thẻ GD 4 79 0000000001", "thẻ [số thẻ bảo hiểm y tế]"),
        ("Số tài khoản: 1234 5678 90", "Số tài khoản: [số tài khoản]"),
        ("stk 123456", "stk [số tài khoản]"),
        ("số ０９１２３４５６７８", "số [số giấy tờ]"),
    ],
)
def test_numbers_and_addresses_are_masked(text: str, masked: str) -> None:
    """Each sort is known in the ways people write it; the words around it stay."""
    assert mask(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "Thủ tục 1.000091 và mã đầy đủ 1.012753.000.00.00.H19",
        "Quyết định số 1234/QĐ-BYT ngày 22/11/2026, hiệu lực 01.02.2026",
        "Lệ phí 1.500.000 đồng, phí 200.000.000 đồng",
        "Điều 15 Nghị định số 20/2008/NĐ-CP",
        "Chuyển khoản tại quầy số 3",
    ],
)
def test_codes_dates_and_amounts_stay(text: str) -> None:
    """What an answer is made of is not taken for personal data."""
    assert mask(text) == text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Tôi là Đỗ Thị Mẫu.", "Tôi là [họ tên]."),
        ("toi la do thi mau", "toi la [họ tên]"),
        ("TÔI LÀ ĐỖ  THỊ\nMẪU", "TÔI LÀ [họ tên]"),
        ("chị Thị Mẫu", "chị [họ tên]"),
        (unicodedata.normalize("NFD", "Đỗ Thị Mẫu"), "[họ tên]"),
        ("đỡ thì mậu", "đỡ thì mậu"),
    ],
)
def test_the_senders_name_is_masked_however_it_is_written(text: str, masked: str) -> None:
    """With diacritics or without any, in any case; other words that only fold alike stay."""
    assert mask(text, ["Đỗ Thị Mẫu"]) == masked


@pytest.mark.parametrize(
    "typed",
    ["Đỗ Thị Mẫu (mẹ cháu)", "Đỗ Thị Mẫu - Công ty Thử", "Đỗ Thị Mẫu / Lê Văn Thử", "(Hộ kinh doanh) Đỗ Thị Mẫu"],
)
def test_what_stands_beside_the_name_does_not_hide_it(typed: str) -> None:
    """Somebody who adds a firm or a role in the box of the name is masked in the text all the same."""
    assert mask("Tôi là Đỗ Thị Mẫu, chị Thị Mẫu", [typed]) == "Tôi là [họ tên], chị [họ tên]"


def test_a_single_word_is_masked_only_as_it_was_written() -> None:
    """A short name is often a common word."""
    assert mask("An hỏi về an toàn thực phẩm", ["An"]) == "[họ tên] hỏi về an toàn thực phẩm"


def test_what_was_confirmed_as_public_stays() -> None:
    """The agency's own number is kept when a person said so, however it is spaced."""
    assert mask("Gọi 0240 3999 999 hoặc 0912345678", keep=["02403999999"]) == "Gọi 0240 3999 999 hoặc [số điện thoại]"


def test_places_are_told() -> None:
    """Sort, place and words are told for the warning beside the form."""
    (found,) = find_personal("Số 0912345678")
    assert (found.loai, found.chu, found.start, found.end) == (_L.DIEN_THOAI, "0912345678", 3, 13)


def test_health_records_are_hinted_at() -> None:
    """Words of a record are noticed with or without diacritics; a question on procedures is not."""
    assert hints_at_health("Tôi gửi kèm bệnh án của mẹ tôi")
    assert hints_at_health("ket qua xet nghiem cua toi")
    assert not hints_at_health("Thủ tục cấp giấy phép hoạt động khám bệnh, chữa bệnh")


_DIGITS = st.text("0123456789 .-+()", min_size=1, max_size=20)
_WORDS = st.sampled_from(
    ["số tài khoản", "stk", "hộ chiếu", "@", "a@b.vn", "DN", "Đỗ Thị Mẫu", "do thi mau", "[họ tên]", "[", "]", " "]
)


@settings(deadline=None, max_examples=400)
@given(
    st.lists(_DIGITS | _WORDS | st.text(max_size=10), max_size=8).map("".join),
    st.lists(st.text(max_size=12) | st.just("Đỗ Thị Mẫu"), max_size=3),
)
def test_after_masking_nothing_is_found(text: str, names: list[str]) -> None:
    """Whatever the text and the names: what was masked once holds nothing that would be masked."""
    assert find_personal(mask(text, names), names) == ()
