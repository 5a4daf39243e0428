"""Logging in to the desk through an identity provider that is really there."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from joserfc.jwk import RSAKey

from cchc.feedback.changes import ChangeAccount
from cchc.model.feedback import VaiTro
from cchc.web.app import create_app
from cchc.web.settings import OidcSettings, read_settings
from desk.officer import DESK, add_account
from desk.provider import CLIENT, SECRET, Provider
from feedback.fakes import MemoryStore, TurnedClock
from web.serving import make_settings, run_server

pytestmark = pytest.mark.slow

_BEGIN = f"{DESK}/dang-nhap/dinh-danh"
_SESSION = "cchc_xu_ly_khong_an_toan"


@dataclass
class _Place:
    """The desk, the provider, and a browser."""

    http: httpx.Client
    provider: Provider
    store: MemoryStore
    clock: TurnedClock

    def go(self) -> httpx.Response:
        """Go to the provider and back, as a browser is sent."""
        sent = self.http.get(_BEGIN)
        assert sent.status_code == 303
        return self.http.get(httpx.get(sent.headers["location"]).headers["location"])


@pytest.fixture
def place(tmp_path: Path) -> Iterator[_Place]:
    """A desk whose one officer is known to the provider."""
    store, clock = MemoryStore(), TurnedClock()
    provider = Provider(clock())
    add_account(store, "an", VaiTro.TRA_LOI, clock=clock, password_hash="")
    store.apply(ChangeAccount("an", oidc_subject=provider.subject)).result(10)
    with ExitStack() as stack:
        provider.address = stack.enter_context(run_server(provider.app()))
        oidc = OidcSettings(issuer=provider.address, client_id=CLIENT, client_secret=SECRET)
        app = create_app(make_settings(tmp_path, oidc=oidc), store=store, clock=clock)
        address = stack.enter_context(run_server(app))
        yield _Place(stack.enter_context(httpx.Client(base_url=address)), provider, store, clock)


def test_whom_the_provider_vouches_for_gets_in(place: _Place) -> None:
    """The page on the way back leads on by itself, since a redirect would leave the strict cookie behind."""
    assert "Đăng nhập qua hệ thống định danh" in place.http.get(f"{DESK}/dang-nhap").text
    back = place.go()
    assert back.status_code == 200
    assert back.headers["refresh"] == f"0; url={DESK}"
    assert "samesite=strict" in next(c for c in back.headers.get_list("set-cookie") if _SESSION in c).lower()
    assert "Cán bộ Mẫu An" in place.http.get(DESK).text


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
    place.provider.claims = claims
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
    with pytest.raises(ValueError, match="client_id"):
        read_settings(tmp_path, {"CCHC_OIDC_ISSUER": "https://dinh-danh.example"})
