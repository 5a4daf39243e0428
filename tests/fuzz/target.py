"""The whole service on a real SQLite file, with all that a site tells it: what the hostile requests are sent to."""

import logging
import re
from collections import Counter
from collections.abc import Callable, Coroutine, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from pydantic import SecretStr
from starlette.applications import Starlette

from cchc.feedback import desk as steps
from cchc.feedback.accounts import Doorkeeper
from cchc.feedback.changes import Applied, CreateAccount
from cchc.feedback.deadlines import read_calendar
from cchc.feedback.desk import Desk, PublicTexts, Step
from cchc.feedback.guard import TokenPolicy, issue_token
from cchc.feedback.one_time_codes import make_totp_secret
from cchc.feedback.records import Account
from cchc.feedback.rules import read_rules
from cchc.feedback.sql_store import SqlStore, open_store
from cchc.feedback.store import NewItem
from cchc.model.dich_vu import SERVICE_DATA, CauDaTraLoi, DuLieuDichVu, DuThaoMo, TenGoi, VanBanDan
from cchc.model.feedback import LoaiGopY, Submission, VaiTro
from cchc.web.app import create_app
from cchc.web.settings import OidcSettings
from cchc.web.staff.cookies import SESSION, make_form_token
from desk.provider import CLIENT, Provider
from desk.provider import SECRET as PROVIDER_SECRET
from feedback.apart import run_apart
from feedback.fakes import TurnedClock
from feedback.samples import CAU_HOI, DU_THAO, GOP_Y, HANH_VI, QUY_DINH, make_new
from surveys.test_survey_answers import SURVEY
from web.serving import SECRET, make_settings, run_server

DRAFT = "quyet-dinh-mau-2026"
MARK = "<x-lot '\">"
"""Woven into generated words: wherever it stands in a page as it was sent, something was not escaped."""

_SITE = DuLieuDichVu(
    don_vi=(TenGoi(ma="benh-vien-mau", ten="Bệnh viện Mẫu"),),
    linh_vuc=(TenGoi(ma="duoc-pham", ten="Dược phẩm"),),
    thu_tuc=(TenGoi(ma="1.000091", ten="Thủ tục mẫu"),),
    du_thao=(DuThaoMo(ma=DRAFT, ten="Dự thảo mẫu", url="/van-ban/du-thao/", han=date(2026, 12, 31)),),
    khao_sat=(SURVEY,),
    hoi_dap=(CauDaTraLoi(cau_hoi="Hỏi về lệ phí cấp giấy phép", url="/hoi-dap/a/", tthc=("1.000091",)),),
    van_ban=(VanBanDan(so_ky_hieu="44/2024/QH15"), VanBanDan(so_ky_hieu="01/2001/QH10", da_het=True)),
)
_TEXTS = PublicTexts("Hỏi về lệ phí", "Nộp lệ phí ở đâu?", "Nộp tại bộ phận một cửa.")
_ROLES = {"xem": VaiTro.XEM, "an": VaiTro.TRA_LOI, "binh": VaiTro.DUYET, "quan.tri": VaiTro.QUAN_TRI}


class Failures(logging.Handler):
    """Keeps what the service says of requests that failed."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.told: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the words and the last error."""
        self.told.append(f"{record.getMessage()}: {record.exc_info[1]!r}" if record.exc_info else record.getMessage())


@dataclass
class Target:
    """A running service and the machine room behind it."""

    address: str
    app: Starlette
    store: SqlStore
    clock: TurnedClock
    references: list[str] = field(default_factory=list)
    failures: Failures = field(default_factory=Failures)
    answered: Counter[int] = field(default_factory=Counter)
    """How many answers were held against the promises, by status."""

    def token(self, kind: LoaiGopY) -> str:
        """Return a good token of a form."""
        return issue_token(TokenPolicy((SECRET,)), kind, self.clock())

    def session(self, username: str) -> tuple[dict[str, str], str]:
        """Return the cookie of a new session of this person, and the token of its forms."""
        account = self.store.find_account(username)
        assert account is not None
        opened = run_apart(Doorkeeper(self.store, self.clock).open_session(account))
        return {"Cookie": f"{SESSION.plain}={opened.token}"}, make_form_token(SECRET, opened.token)

    def receive(self, sent: Submission = CAU_HOI) -> str:
        """Let an item come in, and return its reference."""
        new: NewItem = make_new(sent, received_at=self.clock())
        self.store.add(new).result(10)
        self.references.append(new.reference)
        return new.reference

    def check(self, place: str, status: int, page: str, sent: Iterable[str] = ()) -> None:
        """Hold an answer against what every answer promises: no failure, and nothing sent stands in it unescaped."""
        self.answered[status] += 1
        assert status < 500, (place, status, self.failures.told[-1:])
        raw = [text for text in (MARK, *sent) if _is_telling(text) and text in page]
        assert raw == [], (place, raw)


def _is_telling(text: str) -> bool:
    # Short pieces and pieces without markup may well stand in a page of ours by themselves.
    return len(text) >= 6 and bool(re.search(r"<\s*[a-zA-Z!/]", text))


@contextmanager
def run_target(folder: Path) -> Iterator[Target]:
    """Run the service in a folder with items in every state, one person of each role, and no limits of rate or time."""
    data = folder / "site" / SERVICE_DATA
    data.parent.mkdir(parents=True)
    data.write_text(_SITE.model_dump_json(), encoding="utf-8")
    (folder / "site" / "index.html").write_text("<h1>Trang chủ</h1>", encoding="utf-8")
    clock, failures = TurnedClock(), Failures()
    provider = Provider(clock)
    store = open_store(f"sqlite:///{folder / 'gop-y.sqlite3'}", folder / "cho-ghi")
    for name, role in _ROLES.items():
        account = Account(name, "Cán bộ Mẫu", role, clock(), totp_secret=make_totp_secret())
        store.apply(CreateAccount(account)).result(10)
    logging.getLogger("cchc").addHandler(failures)
    try:
        with ExitStack() as stack:
            provider.address = stack.enter_context(run_server(provider.app()))
            oidc = OidcSettings(issuer=provider.address, client_id=CLIENT, client_secret=SecretStr(PROVIDER_SECRET))
            settings = make_settings(
                folder, min_fill="PT0S", rate={"burst": 0}, attachments_dir=folder / "tep", oidc=oidc
            )
            # The application closes the store at its end.
            app = create_app(settings, store=store, clock=clock)
            address = stack.enter_context(run_server(app))
            target = Target(address, app, store, clock, failures=failures)
            _fill(target)
            yield target
    finally:
        logging.getLogger("cchc").removeHandler(failures)


def _fill(target: Target) -> None:
    for sent in (CAU_HOI, GOP_Y, QUY_DINH, HANH_VI, DU_THAO):
        target.receive(sent)
    desk = Desk(target.store, read_rules(), read_calendar(None), target.clock)
    for depth in range(7):
        _answer(desk, target.receive(), depth)


def _answer(desk: Desk, reference: str, depth: int) -> None:
    """Go so many steps from the inbox to the public."""
    officer, approver = Step("an", reference), Step("binh", reference)
    way: tuple[Callable[[], Coroutine[Any, Any, Applied]], ...] = (
        partial(steps.take, desk, officer),
        partial(steps.draft, desk, officer, tra_loi=_TEXTS.cong_khai),
        partial(steps.submit_answer, desk, officer),
        partial(steps.approve, desk, approver, version=1),
        partial(steps.prepare_publication, desk, officer, _TEXTS),
        partial(steps.publish, desk, approver, version=1),
    )
    for step in way[:depth]:
        run_apart(step())
