"""An officer's browser without JavaScript: logs in, opens pages, sends their forms as they stand."""

from dataclasses import dataclass, field

import httpx
import pyotp
from bs4 import BeautifulSoup, Tag

from cchc.feedback.changes import CreateAccount
from cchc.feedback.records import Account
from cchc.feedback.store import Store
from cchc.model.feedback import Submission, VaiTro
from feedback.fakes import TurnedClock
from feedback.samples import CAU_HOI, make_new

PASSWORD = "trời xanh mây trắng"  # noqa: S105 # opens nothing
DESK = "/gop-y/xu-ly"

SECRET_KEY = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105 # a one-time-code secret of nobody


def add_account(
    store: Store, username: str, role: VaiTro, *, don_vi: str = "", clock: TurnedClock, password_hash: str
) -> Account:
    """Add somebody to the desk; everybody here has the same password and code secret."""
    account = Account(
        username,
        f"Cán bộ Mẫu {username.capitalize()}",
        role,
        clock(),
        don_vi=don_vi,
        password_hash=password_hash,
        totp_secret=SECRET_KEY,
    )
    store.apply(CreateAccount(account)).result(10)
    return account


def receive(store: Store, sent: Submission = CAU_HOI) -> str:
    """Put something into the store as if it had been sent; return its reference."""
    return store.add(make_new(sent)).result(10).item.reference


def code_at(clock: TurnedClock) -> str:
    """Return the one-time code of this moment."""
    code: str = pyotp.TOTP(SECRET_KEY).at(clock())
    return code


@dataclass
class Officer:
    """One browser at the desk."""

    http: httpx.Client
    clock: TurnedClock
    last: httpx.Response = field(init=False)

    def get(self, path: str = "") -> BeautifulSoup:
        """Open a page below the desk and return it."""
        self.last = self.http.get(path if path.startswith("/gop-y") else DESK + path)
        return self.page

    @property
    def page(self) -> BeautifulSoup:
        """Return the page as it stands."""
        return BeautifulSoup(self.last.text, "html.parser")

    def send(self, action: str = "", **changes: str | list[str]) -> httpx.Response:
        """Send the form of the page whose address ends so, with boxes filled in; one step, no redirect."""
        form = next(form for form in self.page.select("form[method=post]") if str(form["action"]).endswith(action))
        self.last = self.http.post(str(form["action"]), data=read_form(form) | changes)
        return self.last

    def follow(self) -> BeautifulSoup:
        """Go where the answer leads."""
        return self.get(self.last.headers["location"])

    def log_in(self, username: str) -> httpx.Response:
        """Go both steps of the log-in; each takes a fresh code."""
        self.get("/dang-nhap")
        self.send("/dang-nhap", ten_dang_nhap=username, mat_khau=PASSWORD)
        self.clock.turn(seconds=60)
        return self.send("/dang-nhap/ma", ma_xac_thuc=code_at(self.clock))

    def step(self, reference: str, action: str, **boxes: str | list[str]) -> httpx.Response:
        """Open the page of a step and send its form."""
        self.get(f"/muc/{reference}/{action}")
        return self.send(f"/{action}", **boxes)

    def take(self, reference: str) -> httpx.Response:
        """Press the one button that stands on the item's own page."""
        self.get(f"/muc/{reference}")
        return self.send("/tiep-nhan")


def read_form(form: Tag) -> dict[str, str | list[str]]:
    """Return what a browser would send with a form nobody has touched, without its buttons."""
    values: dict[str, str | list[str]] = {}
    for box in form.select("input[name]"):
        if box.get("type") not in ("checkbox", "radio") or box.has_attr("checked"):
            values[str(box["name"])] = str(box.get("value", ""))
    for text in form.select("textarea"):
        values[str(text["name"])] = text.text.removeprefix("\n")
    for choice in form.select("select"):
        chosen = choice.select_one("option[selected]") or choice.select_one("option")
        values[str(choice["name"])] = str(chosen["value"]) if chosen else ""
    return values
