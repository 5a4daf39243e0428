"""Bodies from templates, put into the frame of the site."""

from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path
from types import MappingProxyType

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from cchc.feedback.guard import HONEYPOT
from cchc.feedback.rules import QuyTac
from cchc.model.dich_vu import ANSWERS
from cchc.model.feedback import LIMITS, MucRoRang
from cchc.text import format_date, format_datetime, format_size
from cchc.web.frame import FrameSource

TEMPLATES = Path(__file__).parent / "templates"

# Pages of the service hold what people typed: no cache and no search engine keeps them.
_HEADERS = MappingProxyType({"Cache-Control": "no-store", "X-Robots-Tag": "noindex"})

_ERRORS: Mapping[int, tuple[str, str]] = MappingProxyType(
    {
        400: (
            "Yêu cầu không đúng dạng",
            "Cổng không đọc được dữ liệu vừa nhận. Bạn mở lại biểu mẫu và thử lại.",
        ),
        403: (
            "Yêu cầu không được chấp nhận",
            "Biểu mẫu chỉ được gửi từ chính trang của cổng. Bạn mở lại biểu mẫu trên cổng rồi gửi lại.",
        ),
        404: (
            "Không tìm thấy trang",
            "Địa chỉ này không có trên cổng. Bạn kiểm tra lại địa chỉ hoặc bắt đầu từ trang chủ.",
        ),
        405: ("Trang này không nhận cách gửi đó", "Bạn mở trang bằng đường dẫn trên cổng rồi thử lại."),
        408: (
            "Đường truyền quá chậm",
            "Cổng chưa nhận đủ nội dung. Bạn quay lại biểu mẫu và gửi lại khi đường truyền ổn định.",
        ),
        413: (
            "Nội dung quá dài",
            "Nội dung gửi vượt quá dung lượng cho phép. Bạn bấm nút Quay lại của trình duyệt để trở về biểu mẫu, "
            "rút ngắn nội dung rồi gửi lại.",
        ),
        415: (
            "Yêu cầu không đúng dạng",
            "Cổng chỉ nhận nội dung từ biểu mẫu của cổng; biểu mẫu này không nhận tệp đính kèm.",
        ),
        421: ("Tên miền không đúng", "Máy chủ này không phục vụ tên miền bạn vừa mở."),
        503: ("Dịch vụ tạm gián đoạn", "Chúng tôi chưa xử lý được yêu cầu này. Bạn thử lại sau ít phút."),
    }
)
_OTHER_ERROR = (
    "Có lỗi xảy ra",
    "Lỗi thuộc về cổng, không phải do bạn. Bạn thử lại sau ít phút hoặc liên hệ với chúng tôi.",
)


class Pages:
    """Renders the service's pages: templates with what they all need, in the newest frame of the site."""

    def __init__(self, frame: FrameSource, rules: QuyTac, base_path: str) -> None:
        self._frame = frame
        self._environment = make_environment(TEMPLATES)
        self._environment.globals.update(
            base=base_path,
            quy_tac=rules,
            limits=LIMITS,
            honeypot=HONEYPOT,
            muc_ro_rang=tuple(MucRoRang),
            cau_da_tra_loi=ANSWERS,
        )

    def render(
        self,
        template: str,
        *,
        title: str,
        status: int = HTTPStatus.OK,
        headers: Mapping[str, str] | None = None,
        context: Mapping[str, object] | None = None,
    ) -> HTMLResponse:
        """Return a page; the template gets ``context`` and the title as ``tieu_de``."""
        body = self._environment.get_template(template).render(tieu_de=title, **(context or {}))
        return HTMLResponse(self._frame.get().fill(title, body), status, {**_HEADERS, **(headers or {})})

    def render_text(self, template: str, context: Mapping[str, object]) -> str:
        """Return a text that is no page: nothing in it is escaped, since nothing reads it as HTML."""
        return self._environment.overlay(autoescape=False).get_template(template).render(**context)

    def render_error(self, status: int, headers: Mapping[str, str] | None = None) -> HTMLResponse:
        """Return the page of an error in plain words, with ways on."""
        title, advice = _ERRORS.get(status, _OTHER_ERROR)
        return self.render("loi.html", title=title, status=status, headers=headers, context={"loi_khuyen": advice})


def make_environment(folder: Path) -> Environment:
    """Return what renders the templates of a folder: everything escaped, an unknown name an error."""
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(ngay=format_date, luc=format_datetime, dung_luong=format_size)
    return environment
