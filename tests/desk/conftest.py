"""A running service with a desk, and officers of every role who log in to it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import httpx
import pytest
from argon2 import PasswordHasher

from cchc.model.dich_vu import SERVICE_DATA, DuLieuDichVu, DuThaoMo, TenGoi, VanBanDan
from cchc.model.feedback import VaiTro
from cchc.web.app import create_app
from desk.officer import PASSWORD, Officer, add_account
from feedback.fakes import MemoryStore, TurnedClock
from web.serving import make_settings, run_server

PEOPLE = {
    "xem": (VaiTro.XEM, ""),
    "an": (VaiTro.TRA_LOI, ""),
    "binh": (VaiTro.DUYET, ""),
    "chi": (VaiTro.QUAN_TRI, ""),
    "dung": (VaiTro.TRA_LOI, "benh-vien-mau"),
    "xemdv": (VaiTro.XEM, "benh-vien-mau"),
}
DATA = DuLieuDichVu(
    don_vi=(TenGoi(ma="benh-vien-mau", ten="Bệnh viện Mẫu Đa khoa"), TenGoi(ma="tram-mau", ten="Trạm y tế Mẫu")),
    thu_tuc=(TenGoi(ma="1.000091", ten="Cấp giấy phép mẫu"),),
    du_thao=(DuThaoMo(ma="quyet-dinh-mau-2026", ten="Quyết định mẫu", url="/van-ban/mau/", han=date(2026, 12, 31)),),
    van_ban=(VanBanDan(so_ky_hieu="20/2008/NĐ-CP"), VanBanDan(so_ky_hieu="43/2011/NĐ-CP", da_het=True)),
)

_CALENDAR = "- nam: 2026\n  can_cu: Lịch mẫu\n  ngay_nghi:\n    - {ngay: 2026-01-01, ten: Tết Dương lịch}\n"


@dataclass
class Place:
    """The service, its store and clock, and a way to make browsers."""

    address: str
    store: MemoryStore
    clock: TurnedClock
    open_browser: Callable[[], httpx.Client]

    def officer(self, username: str = "") -> Officer:
        """Return a browser; with a name, one that is logged in."""
        officer = Officer(self.open_browser(), self.clock)
        if username:
            assert officer.log_in(username).status_code == 303
        return officer


@pytest.fixture(scope="session")
def password_hash() -> str:
    """The hash of everybody's password, with cheap parameters: the doorkeeper verifies with those in the hash."""
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


@pytest.fixture
def place(tmp_path: Path, password_hash: str) -> Iterator[Place]:
    """A service with somebody of every role."""
    data = tmp_path / "site" / SERVICE_DATA
    data.parent.mkdir(parents=True)
    data.write_text(DATA.model_dump_json(), encoding="utf-8")
    calendar = tmp_path / "ngay-nghi.yml"
    calendar.write_text(_CALENDAR, encoding="utf-8")
    store, clock = MemoryStore(), TurnedClock()
    for username, (role, unit) in PEOPLE.items():
        add_account(store, username, role, don_vi=unit, clock=clock, password_hash=password_hash)
    app = create_app(make_settings(tmp_path, min_fill="PT0S", calendar_file=calendar), store=store, clock=clock)
    with run_server(app) as address, ExitStack() as browsers:
        yield Place(address, store, clock, lambda: browsers.enter_context(httpx.Client(base_url=address)))
