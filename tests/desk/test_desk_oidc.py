"""Logging in to the desk through an identity provider that is really there."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from joserfc.jwk import RSAKey

from cchc.feedback.accounts import hash_token
from cchc.feedback.changes import ChangeAccount
from cchc.model.feedback import VaiTro
from cchc.web.app import create_app
from cchc.web.settings import OidcSettings, read_settings
from desk.officer import DESK, Officer, add_account, code_at
from desk.provider import CLIENT, SECRET, Provider
from feedback.fakes import MemoryStore, TurnedClock
from web.serving import make_settings, run_server

pytestmark = pytest.mark.slow

_BEGIN = f"{DESK}/dang-nhap/dinh-danh"
_SESSION = "cchc_xu_ly_khong_an_toan"


_TWO_FACTORS = {"amr": ["pwd", "mfa"], "acr": "muc-2"}


@dataclass
class _Place:
    """The desk, the provider, and a browser."""

    http: httpx.Client
    provider: Provider
    store: MemoryStore
    clock: TurnedClock

    def go(self, query: str = "") -> httpx.Response:
        """Go to the provider and back, as a browser is sent."""
        sent = self.http.get(_BEGIN + query)
        assert sent.status_code == 303
        return self.http.get(httpx.get(sent.headers["location"]).headers["location"])


@contextmanager
def _open(root: Path, **demands: tuple[str, ...]) -> Iterator[_Place]:
    store, clock = MemoryStore(), TurnedClock()
    provider = Provider(clock)
    add_account(store, "an", VaiTro.TRA_LOI, clock=clock, password_hash="")
    store.apply(ChangeAccount("an", oidc_subject=provider.subject)).result(10)
    with ExitStack() as stack:
        provider.address = stack.enter_context(run_server(provider.app()))
        oidc = OidcSettings(issuer=provider.address, client_id=CLIENT, client_secret=SECRET, **demands)
        app = create_app(make_settings(root, oidc=oidc), store=store, clock=clock)
        address = stack.enter_context(run_server(app))
        yield _Place(stack.enter_context(httpx.Client(base_url=address)), provider, store, clock)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[_Place]:
    """A desk whose one officer is known to a provider that vouches for two factors."""
    with _open(tmp_path, amr=("mfa",), acr=("muc-2", "muc-3")) as opened:
        opened.provider.claims = dict(_TWO_FACTORS)
        yield opened


@pytest.fixture
def plain(tmp_path: Path) -> Iterator[_Place]:
    """The same desk where the operator demands nothing of the provider."""
    with _open(tmp_path) as opened:
        yield opened


def test_whom_the_provider_vouches_for_gets_in(place: _Place) -> None:
    """The page on the way back leads on by itself, since a redirect would leave the strict cookie behind."""
    assert "Đăng nhập qua hệ thống định danh" in place.http.get(f"{DESK}/dang-nhap").text
    back = place.go()
    assert back.status_code == 200
    assert back.headers["refresh"] == f"0; url={DESK}"
    assert "samesite=strict" in next(c for c in back.headers.get_list("set-cookie") if _SESSION in c).lower()
    assert "Cán bộ Mẫu An" in place.http.get(DESK).text


@pytest.mark.parametrize(
    "claims",
    [
        {},
        {"amr": ["pwd"], "acr": "muc-2"},
        {"amr": "mfa", "acr": "muc-2"},
        {"amr": [["mfa"]], "acr": "muc-2"},
        {"amr": ["mfa"]},
        {"amr": ["mfa"], "acr": "muc-1"},
        {"amr": ["mfa"], "acr": ["muc-2"]},
        {"amr": ["MFA"], "acr": "MUC-2"},
    ],
)
def test_a_log_in_that_was_too_weak_opens_nothing(place: _Place, claims: dict[str, object]) -> None:
    """What is demanded was asked for and must stand in the token: class and method, as the operator wrote them."""
    place.provider.claims = claims
    back = place.go()
    assert (back.status_code, "ở mức mà cơ quan yêu cầu" in back.text) == (403, True)
    assert _SESSION not in place.http.cookies
    assert place.provider.asked["acr_values"] == "muc-2 muc-3"


def test_where_nothing_is_demanded_our_own_code_is_the_second_factor(plain: _Place) -> None:
    """Whatever the provider says, it counts as one factor: only the code opens the session."""
    plain.provider.claims = dict(_TWO_FACTORS)
    back = plain.go()
    assert back.status_code == 200
    assert _SESSION not in plain.http.cookies
    officer = Officer(plain.http, plain.clock)
    officer.last = back
    assert officer.send("/dang-nhap/ma", ma_xac_thuc="000000").status_code == 403
    assert officer.send("/dang-nhap/ma", ma_xac_thuc=code_at(plain.clock)).status_code == 303
    assert "Cán bộ Mẫu An" in officer.follow().text
    assert "tại hệ thống đó" in officer.get("/tai-khoan/mat-khau").text
    plain.clock.turn(minutes=11)
    assert officer.get("/tai-khoan/phien").select("a[href$='lai=co']") == []
    assert officer.send("/xac-nhan", ma_xac_thuc=code_at(plain.clock)).status_code == 303
    assert officer.follow().select_one("input[name=phien]") is not None


def test_a_password_of_the_administrator_binds_nobody_who_comes_by_the_provider(place: _Place) -> None:
    """Whoever never had a password here is not sent to change one, and cannot."""
    until = place.clock() + timedelta(hours=72)
    place.store.apply(ChangeAccount("an", password_hash="x", temporary_until=until)).result(10)  # noqa: S106 # opens nothing
    place.go()
    officer = Officer(place.http, place.clock)
    officer.get()
    assert officer.last.status_code == 200
    token = str(officer.page.select_one("input[name=ma_phien]")["value"])
    sent = place.http.post(f"{DESK}/tai-khoan/mat-khau", data={"ma_phien": token, "mat_khau_moi": "x"})
    assert sent.status_code == 403


def test_sessions_need_a_fresh_log_in_at_the_provider(place: _Place) -> None:
    """The provider is told to ask again and must say that it did just now; the session before ends."""
    place.go()
    officer = Officer(place.http, place.clock)
    link = officer.get("/tai-khoan/phien").select_one("a[href$='lai=co']")
    assert link is not None
    assert officer.page.select("#ma_xac_thuc") == []
    before = place.http.cookies[_SESSION]
    place.clock.turn(minutes=2)
    at = int(place.clock().timestamp())
    for auth_time in (None, at - 120, "x", True):
        place.provider.claims = _TWO_FACTORS | {"auth_time": auth_time}
        assert place.go("?lai=co").status_code == 403
    assert (place.provider.asked["prompt"], place.provider.asked["max_age"]) == ("login", "0")
    place.provider.claims = _TWO_FACTORS | {"auth_time": at}
    assert place.go("?lai=co").headers["refresh"] == f"0; url={DESK}/tai-khoan/phien"
    assert officer.get("/tai-khoan/phien").select_one("input[name=phien]") is not None
    assert place.store.find_session(hash_token(before), place.clock()) is None


def test_a_stranger_gets_no_account(place: _Place) -> None:
    """Somebody whom the provider knows and the desk does not stays outside, and nothing is made for him."""
    place.provider.subject = "ai-do"
    back = place.go()
    assert back.status_code == 403
    assert "chưa được cấp quyền" in back.text
    assert [account.username for account in place.store.list_accounts()] == ["an"]


def test_a_locked_account_stays_outside(place: _Place) -> None:
    """The provider's word does not open what the desk has locked."""
    place.store.apply(ChangeAccount("an", active=False)).result(10)
    assert place.go().status_code == 403


@pytest.mark.parametrize(
    "claims",
    [{"nonce": "x"}, {"nonce": None}, {"aud": "khac"}, {"iss": "https://khac.example"}, {"exp": 1}, {"azp": "khac"}],
)
def test_a_token_for_somebody_or_something_else_opens_nothing(place: _Place, claims: dict[str, object]) -> None:
    """Wrong nonce, audience, issuer, time or party: refused."""
    place.provider.claims = _TWO_FACTORS | claims
    assert place.go().status_code == 403
    assert _SESSION not in place.http.cookies


def test_a_token_signed_by_another_opens_nothing(place: _Place) -> None:
    """Only the keys that the provider publishes count."""
    place.provider.signer = RSAKey.generate_key(2048, {"kid": "own"})
    assert place.go().status_code == 403


def test_the_way_back_is_gone_once_and_by_who_set_out(place: _Place) -> None:
    """A wrong state, another browser, a second time, or eleven minutes later: refused."""
    sent = place.http.get(_BEGIN).headers["location"]
    back = httpx.get(sent).headers["location"]
    assert httpx.get(back).status_code == 403
    assert place.http.get(back.replace("state=", "state=x")).status_code == 403
    place.clock.turn(minutes=11)
    assert place.http.get(back).status_code == 403
    place.clock.turn(minutes=-11)
    assert place.http.get(back).status_code == 200
    assert place.http.get(back).status_code == 403


def test_a_provider_that_is_down_is_told(place: _Place, tmp_path: Path) -> None:
    """The log-in says so; the password still works."""
    oidc = OidcSettings(issuer="http://127.0.0.1:9", client_id=CLIENT, client_secret=SECRET)
    app = create_app(make_settings(tmp_path, oidc=oidc), store=MemoryStore())
    with run_server(app) as address:
        assert httpx.get(address + _BEGIN).status_code == 502


def test_without_a_provider_there_is_no_such_door(tmp_path: Path) -> None:
    """Neither address nor button; half told settings are refused at the start."""
    with run_server(create_app(make_settings(tmp_path), store=MemoryStore())) as address:
        assert httpx.get(address + _BEGIN).status_code == 404
        assert "định danh" not in httpx.get(f"{address}{DESK}/dang-nhap").text
    told = {"CCHC_OIDC_ISSUER": "https://dinh-danh.example", "CCHC_OIDC_CLIENT_ID": "cchc", "CCHC_OIDC_AMR": "mfa, otp"}
    oidc = read_settings(tmp_path, told).oidc
    assert oidc is not None
    assert (oidc.acr, oidc.amr, oidc.demands) == ((), ("mfa", "otp"), True)
    with pytest.raises(ValueError, match="client_id"):
        read_settings(tmp_path, {"CCHC_OIDC_ISSUER": "https://dinh-danh.example"})
