"""Why a step of the desk was not made, in the words that an officer reads."""

from collections.abc import Mapping
from types import MappingProxyType

from cchc.feedback.store import NoSuchThing, NotAllowed, StaleChange, StoreUnavailable
from cchc.model.feedback.masking import TimThay

REASONS: Mapping[str, str] = MappingProxyType(
    {
        "no-account": "Tài khoản không tồn tại hoặc đã bị khóa.",
        "role": "Tài khoản của bạn không có quyền thực hiện bước này.",
        "other-unit": "Nội dung này không được giao cho đơn vị của bạn.",
        "state": "Bước này không thực hiện được ở trạng thái hiện tại của nội dung.",
        "same-person": "Người duyệt phải là người khác với người soạn. Bạn chuyển cho người duyệt khác.",
        "no-answer": "Chưa có câu trả lời. Bạn soạn câu trả lời trước.",
        "nothing-to-submit": "Câu trả lời mới nhất đã được trình hoặc đã được duyệt.",
        "not-submitted": "Câu trả lời chưa được trình duyệt.",
        "not-approved": "Câu trả lời chưa được duyệt.",
        "not-prepared": "Bản công khai chưa được trình duyệt.",
        "nothing-to-return": "Không có nội dung nào đang chờ duyệt.",
        "no-consent": "Người gửi không đồng ý công khai, hoặc đã rút lại đồng ý.",
        "never-public": "Loại nội dung này không được công khai.",
        "nobody-to-answer": "Người được giao không có, đã bị khóa hoặc chỉ có quyền xem.",
    }
)
"""What an officer reads for each reason of NotAllowed."""


class WordsMissing(Exception):
    """A box of the step is empty, too long, or has a blank nobody filled in; ``message`` is for the officer."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(field)
        self.field = field
        self.message = message


class NotMasked(Exception):
    """Texts for the public still hold personal data, by field; the words themselves are in no log."""

    def __init__(self, found: Mapping[str, tuple[TimThay, ...]]) -> None:
        super().__init__(", ".join(found))
        self.found = found


def explain(error: Exception) -> str:
    """Return what an officer should read about a step that was not made; "" for errors of another sort."""
    match error:
        case NotAllowed(reason=reason):
            return REASONS[reason]
        case StaleChange():
            return "Nội dung vừa được người khác cập nhật. Bạn xem lại rồi thực hiện lại bước này."
        case NoSuchThing():
            return "Không có nội dung nào mang mã này."
        case WordsMissing(message=message):
            return message
        case NotMasked():
            return "Bản công khai còn thông tin cá nhân. Bạn che hoặc bỏ các chỗ được đánh dấu."
        case StoreUnavailable():
            return "Hệ thống tạm thời không ghi được. Bạn thử lại sau ít phút; nội dung vừa nhập vẫn còn."
    return ""
