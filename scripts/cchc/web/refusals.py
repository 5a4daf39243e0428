"""Why a form comes back, and in which words. Nothing typed is ever lost by it."""

from dataclasses import dataclass, replace
from datetime import timedelta
from http import HTTPStatus
from math import ceil

from cchc.feedback.guard import TokenFault, TokenRefused
from cchc.feedback.service import AlreadySent
from cchc.feedback.store import StoreBusy, StoreUnavailable
from cchc.web.forms import FieldError, FormMistakes
from cchc.web.probes import Probe

_UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY


@dataclass(frozen=True)
class Refusal:
    """Why a form comes back: status, mistakes at boxes, a word above the form, and whether its token stays good."""

    status: HTTPStatus
    notice: str = ""
    errors: tuple[FieldError, ...] = ()
    keeps_token: bool = False
    retry_after: timedelta | None = None
    counts: bool = False
    """Whether the sending stays counted against the sender's address."""

    @property
    def headers(self) -> dict[str, str]:
        """Return the header that tells a client when to come back."""
        return {"Retry-After": str(ceil(self.retry_after.total_seconds()))} if self.retry_after else {}


class HoneypotFilled(Exception):
    """The box that people never see was filled in."""


class TooMany(Exception):
    """The sender's network, or whoever has this contact, has sent too much."""

    def __init__(self, wait: timedelta, *, by_contact: bool = False) -> None:
        super().__init__(f"wait {wait}")
        self.wait = wait
        self.by_contact = by_contact


REFUSED = (TooMany, HoneypotFilled, TokenRefused, FormMistakes, AlreadySent, StoreUnavailable)
"""What ``explain`` has words for."""

_TOKEN_FAULTS = {
    TokenFault.FORGED: Refusal(
        _UNPROCESSABLE,
        "Biểu mẫu không còn hợp lệ. Nội dung bạn viết vẫn còn bên dưới; bạn kiểm tra rồi bấm gửi lại.",
        counts=True,
    ),
    TokenFault.TOO_FAST: Refusal(
        _UNPROCESSABLE,
        "Biểu mẫu được gửi quá nhanh. Bạn chờ vài giây rồi bấm gửi lại.",
        keeps_token=True,
    ),
    TokenFault.TOO_OLD: Refusal(
        _UNPROCESSABLE,
        "Biểu mẫu đã mở quá lâu. Nếu đã nhận được mã tiếp nhận, bạn không cần gửi lại. "
        "Nếu chưa, bạn kiểm tra nội dung bên dưới rồi bấm gửi lại.",
    ),
}
PROBE_OF_TOKEN = {
    TokenFault.FORGED: Probe.FORGED_TOKEN,
    TokenFault.TOO_FAST: Probe.TOO_FAST,
    TokenFault.TOO_OLD: Probe.EXPIRED_TOKEN,
}
_HONEYPOT = Refusal(
    _UNPROCESSABLE,
    "Một ô ẩn của biểu mẫu đã được điền tự động. Chúng tôi đã xóa ô đó; bạn kiểm tra nội dung rồi bấm gửi lại.",
    counts=True,
    keeps_token=True,
)
_NOT_STORED = Refusal(
    HTTPStatus.SERVICE_UNAVAILABLE,
    "Chưa gửi được vì hệ thống tạm thời không ghi nhận được. Nội dung bạn viết vẫn còn bên dưới. "
    "Bạn chờ khoảng một phút rồi bấm gửi lại; bấm nhiều lần cũng chỉ ghi nhận một lần.",
    keeps_token=True,
    retry_after=timedelta(seconds=60),
)


def explain(error: Exception) -> Refusal:
    """Return what the sender should read about one of REFUSED."""
    match error:
        case TooMany(wait=wait, by_contact=by_contact):
            who = "Thư điện tử hoặc số điện thoại này" if by_contact else "Mạng của bạn"
            notice = (
                f"{who} đã gửi nhiều lần trong thời gian ngắn. Bạn chờ {ceil(wait / timedelta(minutes=1))} phút rồi "
                "bấm gửi lại; nội dung bạn viết vẫn còn bên dưới."
            )
            return Refusal(HTTPStatus.TOO_MANY_REQUESTS, notice, keeps_token=True, retry_after=wait, counts=True)
        case TokenRefused(fault=fault):
            return _TOKEN_FAULTS[fault]
        case FormMistakes(errors=errors):
            return Refusal(_UNPROCESSABLE, errors=errors, keeps_token=True)
        case AlreadySent(reference=reference):
            notice = (
                f"Biểu mẫu này đã được gửi trước đó, mã tiếp nhận {reference}. Nội dung bên dưới khác với nội dung "
                "đã gửi và chưa được ghi nhận. Nếu muốn gửi thêm nội dung này, bạn bấm gửi."
            )
            return Refusal(HTTPStatus.CONFLICT, notice)
        case StoreBusy():
            return replace(_NOT_STORED, retry_after=timedelta(seconds=10))
        case StoreUnavailable():
            return _NOT_STORED
    return _HONEYPOT


def probe_of(error: Exception) -> Probe | None:
    """Return what an attempt on the doors this was; None for people's own mistakes and troubles of ours."""
    match error:
        case TooMany(by_contact=by_contact):
            return Probe.CONTACT_RATE if by_contact else Probe.RATE
        case TokenRefused(fault=fault):
            return PROBE_OF_TOKEN[fault]
        case HoneypotFilled():
            return Probe.TRAP
    return None
