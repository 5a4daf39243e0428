"""The page of each step as data: its words, what follows from it, the box it needs, whether it can be taken back."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from cchc.feedback import desk as steps
from cchc.feedback.changes import Applied
from cchc.feedback.desk import Desk, Step
from cchc.model.feedback import HanhDong

Run = Callable[[Desk, Step], Awaitable[Applied]]


@dataclass(frozen=True)
class StepPage:
    """One step: button, consequence, box (``note`` for the desk, ``message`` for the sender) with label and hint.

    ``run`` is None for steps with a form of their own. A ``final`` one asks for a tick before it is made; a ``direct``
    one is made from the item's page.
    """

    button: str
    consequence: str
    run: Run | None = None
    box: str = ""
    label: str = ""
    hint: str = ""
    final: bool = False
    direct: bool = False
    main: bool = False
    template: str = "buoc.html"


_H = HanhDong
STEP_PAGES: Mapping[HanhDong, StepPage] = MappingProxyType(
    {
        _H.TIEP_NHAN: StepPage(
            "Tiếp nhận",
            "Người gửi được báo là nội dung đã được tiếp nhận. Bạn trở thành người xử lý nếu chưa có ai.",
            steps.take,
            direct=True,
            main=True,
        ),
        _H.PHAN_CONG: StepPage(
            "Phân công", "Đơn vị, người được giao thấy nội dung này trong hộp việc.", template="phan_cong.html"
        ),
        _H.SOAN: StepPage(
            "Soạn câu trả lời",
            "Người sửa sau cùng là người soạn. Người soạn không tự duyệt được.",
            main=True,
            template="soan.html",
        ),
        _H.TRINH: StepPage("Trình duyệt", "Câu trả lời được chuyển đến người duyệt.", steps.submit_answer, main=True),
        _H.DUYET: StepPage(
            "Duyệt câu trả lời",
            "Câu trả lời được gửi cho người gửi ngay. Sau bước này không sửa được câu đã gửi.",
            final=True,
            main=True,
            template="duyet.html",
        ),
        _H.TRA_LAI: StepPage(
            "Trả lại người soạn",
            "Người soạn sửa rồi trình lại. Người gửi không được báo.",
            steps.return_to_author,
            "note",
            "Lý do trả lại",
            "Nêu rõ chỗ cần sửa.",
        ),
        _H.TRINH_CONG_KHAI: StepPage(
            "Trình duyệt công khai",
            "Bản công khai được chuyển đến người khác duyệt. Chưa có gì được đăng.",
            main=True,
            template="trinh_cong_khai.html",
        ),
        _H.CONG_KHAI: StepPage(
            "Duyệt công khai",
            "Câu hỏi và câu trả lời đã che thông tin cá nhân được đăng ở lần xuất và dựng trang tiếp theo.",
            final=True,
            main=True,
            template="cong_khai.html",
        ),
        _H.YEU_CAU_BO_SUNG: StepPage(
            "Yêu cầu bổ sung",
            "Người gửi nhận yêu cầu này. Thời hạn trả lời dừng đến khi có nội dung bổ sung.",
            steps.ask_back,
            "message",
            "Nội dung cần người gửi bổ sung",
            "Viết đầy đủ, lịch sự; người gửi đọc nguyên văn.",
        ),
        _H.BO_SUNG: StepPage(
            "Ghi nhận bổ sung",
            "Thời hạn trả lời được tính lại từ hôm nay.",
            steps.supplement,
            "note",
            "Nội dung người gửi đã bổ sung",
        ),
        _H.CHUYEN: StepPage(
            "Chuyển cơ quan có thẩm quyền",
            "Người gửi được báo nơi tiếp nhận. Bước này không hoàn tác được.",
            steps.forward,
            "message",
            "Cơ quan tiếp nhận",
            "Ghi tên đầy đủ của cơ quan; người gửi đọc nguyên văn.",
            final=True,
        ),
        _H.TU_CHOI: StepPage(
            "Từ chối tiếp nhận",
            "Người gửi được báo lý do. Việc xử lý kết thúc và không mở lại được.",
            steps.reject,
            "message",
            "Lý do từ chối",
            "Nêu căn cứ và nơi người gửi có thể liên hệ; người gửi đọc nguyên văn.",
            final=True,
        ),
        _H.RUT: StepPage(
            "Ghi nhận người gửi rút lại",
            "Việc xử lý kết thúc và không mở lại được. Chỉ dùng khi người gửi đã yêu cầu.",
            steps.withdraw,
            "note",
            "Người gửi yêu cầu khi nào, bằng cách nào",
            final=True,
        ),
        _H.MO_LAI: StepPage("Mở lại", "Nội dung trở về trạng thái đang xử lý.", steps.reopen, "note", "Lý do mở lại"),
        _H.GO: StepPage(
            "Gỡ công khai",
            "Câu trả lời được gỡ khỏi trang ở lần xuất tiếp theo. Muốn đăng lại thì trình duyệt công khai lại.",
            steps.unpublish,
            "note",
            "Lý do gỡ",
        ),
        _H.GHI_CHU: StepPage("Ghi chú nội bộ", "Chỉ cán bộ xử lý đọc được.", steps.add_note, "note", "Ghi chú"),
    }
)
"""In the order of the buttons: what carries the work on first, what ends it later."""
