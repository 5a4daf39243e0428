"""One request of somebody who is logged in: who, from which session, with which words. Words are never lost."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import parse_qs, quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from cchc.feedback.accounts import LoggedIn, security
from cchc.feedback.explaining import REASONS, explain
from cchc.feedback.records import Account, Session
from cchc.feedback.store import NoSuchThing, NotAllowed, StoreUnavailable
from cchc.web.context import address_of
from cchc.web.cookies import read_cookie
from cchc.web.probes import Probe
from cchc.web.security import read_form_body
from cchc.web.staff.cookies import SESSION, is_form_token, make_form_token
from cchc.web.staff.office import Office, office_of

TOKEN = "ma_phien"  # noqa: S105 # the name of a box
BODY_LIMIT = 256 * 1024
"""Most bytes of a form of the desk: an answer, or masked texts, of 10,000 letters each in a form body."""

_MOST_FIELDS = 400
_LABELS = {
    "note": "Ghi chú",
    "message": "Nội dung gửi người gửi",
    "tra_loi": "Câu trả lời",
    "can_cu": "Căn cứ",
    "tieu_de": "Tiêu đề công khai",
    "cau_hoi": "Câu hỏi công khai",
    "cong_khai": "Câu trả lời công khai",
}
_SECRET = ("mat_khau", "mat_khau_moi", "mat_khau_nhac_lai", "ma_xac_thuc")
_NEW_PASSWORD = "/tai-khoan/mat-khau"  # noqa: S105 # an address
_WITH_TEMPORARY = (_NEW_PASSWORD, "/dang-xuat")

Typed = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Visit:
    """A request with its session; ``typed`` is what the form brought, empty unless something was sent."""

    office: Office
    request: Request
    token: str
    session: Session
    account: Account
    typed: Typed

    @property
    def must_change(self) -> bool:
        """Tell whether nothing may be done yet but setting a password of one's own."""
        return LoggedIn(self.token, self.session, self.account).must_change

    def first(self, name: str) -> str:
        """Return the first value of a box, or ""."""
        return first_of(self.typed, name)

    def render(
        self,
        template: str,
        *,
        title: str,
        status: int = HTTPStatus.OK,
        context: Mapping[str, object] | None = None,
    ) -> Response:
        """Return a screen with the officer's name and the token of its forms."""
        token = make_form_token(self.office.secret, self.token)
        own = {"nguoi": self.account, "dat_mat_khau": self.must_change, TOKEN: token}
        return self.office.pages.render(template, title=title, status=status, context={**own, **(context or {})})

    def tell(self, title: str, words: str, status: int, *, kept: Typed | None = None) -> Response:
        """Return a screen that says what happened, with what was typed to be copied."""
        if status == HTTPStatus.FORBIDDEN:
            security.warning("Not allowed: %s at %s", self.account.username, self.request.url.path.split("/")[-1][:20])
        context = {"loi_nhan": words, "da_viet": list_words(kept or {})}
        return self.render("thong_bao.html", title=title, status=status, context=context)

    def go(self, path: str) -> Response:
        """Return the way to another screen, after something was done."""
        return see_other(f"{self.office.base}{path}")


Handler = Callable[[Visit], Awaitable[Response]]


def signed_in(handle: Handler) -> Callable[[Request], Awaitable[Response]]:
    """Return an endpoint that only somebody with a session reaches, and no form but his own."""

    async def endpoint(request: Request) -> Response:
        office, token = office_of(request), read_cookie(request, SESSION)
        typed = await read_typed(request) if request.method == "POST" else {}
        try:
            found = await office.keeper.find(token)
            if found is None:
                return _ask_to_log_in(office, request, typed)
            if request.method == "POST" and not is_form_token(office.keys, token, first_of(typed, TOKEN)):
                office.service.probes.note(Probe.DESK_TOKEN, address_of(request))
                return _keep(office, request, typed, "Biểu mẫu này không thuộc phiên đăng nhập hiện tại.", 403)
            visit = _visit(office, request, found, typed)
            if visit.must_change and request.url.path.removeprefix(office.base) not in _WITH_TEMPORARY:
                return visit.go(_NEW_PASSWORD)
            return await _handle(handle, visit)
        except StoreUnavailable as error:
            return _keep(office, request, typed, explain(error), 503)

    return endpoint


async def _handle(handle: Handler, visit: Visit) -> Response:
    try:
        return await handle(visit)
    except NoSuchThing:
        return visit.tell("Không tìm thấy", "Không có nội dung nào ở địa chỉ này.", 404, kept=visit.typed)
    except NotAllowed as refused:
        words = REASONS[refused.reason]
        return visit.tell("Không thực hiện được", words, status_of(refused), kept=visit.typed)


def status_of(refused: NotAllowed) -> int:
    """Return 403 where another person would be needed, 409 where the item is not in the state for it."""
    persons = ("no-account", "role", "other-unit", "same-person", "no-consent", "never-public")
    return HTTPStatus.FORBIDDEN if refused.reason in persons else HTTPStatus.CONFLICT


def see_other(address: str) -> Response:
    """Return the way to another address, which no cache remembers."""
    return RedirectResponse(address, HTTPStatus.SEE_OTHER, headers={"Cache-Control": "no-store"})


async def read_typed(request: Request) -> Typed:
    """Return all values of all boxes; raise HTTPException for what is no form of the desk."""
    body = await read_form_body(request, BODY_LIMIT)
    try:
        return parse_qs(body.decode("ascii", "replace"), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError:
        raise HTTPException(HTTPStatus.BAD_REQUEST) from None


def first_of(typed: Typed, name: str) -> str:
    """Return the first value of a box, or ""; line ends as the desk keeps them."""
    return next(iter(typed.get(name, ())), "").replace("\r\n", "\n")


def list_words(typed: Typed) -> list[tuple[str, str]]:
    """Return the words that somebody has written, with their labels."""
    return [(label, words) for name, label in _LABELS.items() if (words := first_of(typed, name))]


def _visit(office: Office, request: Request, found: LoggedIn, typed: Typed) -> Visit:
    return Visit(office, request, found.token, found.session, found.account, typed)


def _ask_to_log_in(office: Office, request: Request, typed: Typed) -> Response:
    if request.method == "POST":
        return _keep(office, request, typed, "Phiên đăng nhập đã hết.", 401)
    query = f"?{request.url.query}" if request.url.query else ""
    target = quote(request.url.path.removeprefix(office.base) + query)
    return see_other(f"{office.base}/dang-nhap{f'?tiep={target}' if target else ''}")


def _keep(office: Office, request: Request, typed: Typed, words: str, status: int) -> Response:
    """Return the page on which everything typed waits to be sent again, under a token of the present session."""
    sent_again = {name: values for name, values in typed.items() if name != TOKEN and name not in _SECRET}
    context = {
        "loi_nhan": words,
        "dich": request.url.path,
        "gui_lai": request.method == "POST" and bool(sent_again),
        "nhan": _LABELS,
        "da_gui": [(name, value.replace("\r\n", "\n")) for name, values in sent_again.items() for value in values],
        "can_dang_nhap": status == HTTPStatus.UNAUTHORIZED,
        TOKEN: make_form_token(office.secret, read_cookie(request, SESSION)),
    }
    headers = {"Retry-After": "60"} if status == HTTPStatus.SERVICE_UNAVAILABLE else {}
    return office.pages.render(
        "giu_lai.html", title="Chưa thực hiện được", status=status, headers=headers, context=context
    )
