"""Published answers near to a question: twenty pairs of what people type and what it should find."""

import pytest

from cchc.model.dich_vu import CauDaTraLoi
from cchc.web.suggestions import MOST, find_near

QUESTIONS = (
    "Cấp chứng chỉ hành nghề dược mất bao lâu, phí bao nhiêu?",
    "Hồ sơ cấp giấy phép hoạt động phòng khám đa khoa gồm những gì?",
    "Nộp hồ sơ cấp giấy phép hành nghề khám bệnh, chữa bệnh ở đâu?",
    "Có được nộp hồ sơ trực tuyến vào ngày nghỉ không?",
    "Lệ phí cấp giấy chứng nhận cơ sở đủ điều kiện an toàn thực phẩm là bao nhiêu?",
    "Thời hạn hiệu lực của giấy khám sức khỏe lái xe",
    "Đổi giấy phép hành nghề khi thay đổi nơi cư trú",
    "Công bố đủ điều kiện tiêm chủng cần giấy tờ gì?",
    "Tra cứu tình trạng hồ sơ đã nộp tại Bộ phận Một cửa",
    "Giấy chứng sinh bị sai thông tin thì sửa thế nào?",
    "Xin cấp lại giấy chứng sinh bị mất",
    "Điều kiện mở nhà thuốc tại xã",
)
PUBLISHED = tuple(
    CauDaTraLoi(cau_hoi=text, url=f"/hoi-dap/{number}/", tthc=("1.004616",) if number == 0 else ())
    for number, text in enumerate(QUESTIONS)
)


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Chứng chỉ hành nghề dược bao lâu có", 0),
        ("chung chi hanh nghe duoc mat may ngay", 0),
        ("Phòng khám đa khoa cần hồ sơ gì", 1),
        ("giay phep hoat dong phong kham", 1),
        ("Nộp hồ sơ hành nghề khám bệnh, chữa bệnh", 2),
        ("Nộp hồ sơ trực tuyến ngày chủ nhật", 3),
        ("ngày nghỉ có nộp được không", 3),
        ("Phí an toàn thực phẩm", 4),
        ("giấy chứng nhận cơ sở đủ điều kiện an toàn thực phẩm", 4),
        ("Giấy khám sức khỏe lái xe dùng được mấy tháng", 5),
        ("kham suc khoe lai xe", 5),
        ("Tôi thay đổi nơi cư trú thì đổi giấy phép thế nào", 6),
        ("Cơ sở tiêm chủng công bố đủ điều kiện", 7),
        ("tra cuu ho so mot cua", 8),
        ("Tình trạng hồ sơ của tôi", 8),
        ("Sửa giấy chứng sinh sai tên mẹ", 9),
        ("Mất giấy chứng sinh xin cấp lại", 10),
        ("mo nha thuoc o xa can dieu kien gi", 11),
        ("Xin hỏi giờ làm việc của bệnh viện", None),
        ("Bác sĩ tên Mẫu khám thứ mấy", None),
    ],
)
def test_what_people_type_finds_the_answer(title: str, found: int | None) -> None:
    """With or without diacritics the right answer comes first; a question about something else finds none."""
    near = find_near(title, "", PUBLISHED)
    assert (near[0].url if near else None) == (None if found is None else f"/hoi-dap/{found}/")


def test_a_long_text_does_not_drown_the_title() -> None:
    """What is told around a question takes nothing from what its title finds."""
    story = "Hôm qua tôi đến nơi tiếp nhận, chờ rất lâu, trời mưa to, gửi xe khó khăn. " * 30
    assert find_near("Chứng chỉ hành nghề dược bao lâu có", story, PUBLISHED)[0] is PUBLISHED[0]


def test_the_same_procedure_needs_less() -> None:
    """A question on the procedure of an answer finds it with fewer words in common; with none in common, never."""
    assert find_near("bao lâu thì xong", "", PUBLISHED, thu_tuc="1.004616")[:1] == (PUBLISHED[0],)
    assert find_near("giờ làm việc", "", PUBLISHED, thu_tuc="1.004616") == ()


def test_at_most_five_are_shown() -> None:
    """More would be read by nobody; with nothing published nothing is near."""
    many = tuple(CauDaTraLoi(cau_hoi="Cấp giấy phép hành nghề", url=f"/{number}/") for number in range(9))
    assert len(find_near("Cấp giấy phép hành nghề", "", many)) == MOST
    assert find_near("Cấp giấy phép", "", ()) == ()
