"""Getting in and out of the desk: both steps, waits, cookies, sessions, forms of strangers."""

from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from bs4 import BeautifulSoup

from cchc.feedback.accounts import hash_token
from cchc.feedback.changes import ChangeAccount
from cchc.feedback.guard import Rate
from cchc.web.app import create_app
from cchc.web.staff.routes import FORMS, SCREENS
from desk.conftest import Place
from desk.officer import DESK, PASSWORD, Officer, code_at, receive
from feedback.fakes import MemoryStore, TurnedClock
from web.serving import make_settings, run_server

pytestmark = pytest.mark.slow

_PLAIN = "cchc_xu_ly_khong_an_toan"
_REFUSED = "Tên đăng nhập, mật khẩu hoặc mã xác thực không đúng."


def _screens(reference: str) -> list[str]:
    return [path.format(ma=reference, buoc="ghi-chu") for path in SCREENS]


def test_the_first_log_in_shows_the_secret_and_later_ones_do_not(place: Place) -> None:
    """QR as drawing and key in letters until a code was used once; never again afterwards."""
    officer = place.officer()
    officer.get("/dang-nhap")
    officer.send("/dang-nhap", ten_dang_nhap="an", mat_khau=PASSWORD)
    assert officer.page.select_one(".xl-qr svg path") is not None
    assert officer.page.select_one(".xl-khoa").text.startswith("JBSW Y3DP")
    assert "style=" not in str(officer.page.select_one(".xl-qr"))
    assert officer.send("/dang-nhap/ma", ma_xac_thuc=code_at(place.clock)).status_code == 303
    again = place.officer()
    again.get("/dang-nhap")
    again.send("/dang-nhap", ten_dang_nhap="an", mat_khau=PASSWORD)
    assert again.page.select(".xl-qr, .xl-khoa") == []


@pytest.mark.parametrize(("name", "password"), [("an", "sai mật khẩu rồi"), ("khong-co", PASSWORD), ("", "")])
def test_mistakes_look_alike(place: Place, name: str, password: str) -> None:
    """Unknown name and wrong password give the same words and status; the password is not shown again."""
    officer = place.officer()
    officer.get("/dang-nhap")
    answered = officer.send("/dang-nhap", ten_dang_nhap=name, mat_khau=password)
    assert answered.status_code == 403
    assert officer.page.select_one(".tom-tat-loi p").text == _REFUSED
    assert officer.page.select_one("#mat_khau").get("value") is None


def test_waits_grow_and_hold_for_the_right_password_too(place: Place) -> None:
    """After five mistakes the account waits; the sixth mistake after it waits longer."""
    officer = place.officer()
    officer.get("/dang-nhap")
    for _ in range(5):
        officer.send("/dang-nhap", ten_dang_nhap="an", mat_khau="sai")
    officer.send("/dang-nhap", ten_dang_nhap="an", mat_khau=PASSWORD)
    assert "Bạn thử lại sau" in officer.page.select_one(".tom-tat-loi p").text
    first = place.store.find_account("an")
    place.clock.turn(seconds=31)
    officer.send("/dang-nhap", ten_dang_nhap="an", mat_khau="sai")
    second = place.store.find_account("an")
    assert first is not None
    assert second is not None
    assert first.locked_until is not None
    assert second.locked_until is not None
    assert (second.locked_until - place.clock()).total_seconds() == 60
    place.clock.turn(seconds=61)
    assert officer.log_in("an").status_code == 303


def test_wrong_codes_count_and_lock_like_wrong_passwords(place: Place) -> None:
    """A code may be tried again on its page, and five wrong ones close the account for a while."""
    officer = place.officer()
    officer.get("/dang-nhap")
    officer.send("/dang-nhap", ten_dang_nhap="an", mat_khau=PASSWORD)
    for _ in range(5):
        assert officer.send("/dang-nhap/ma", ma_xac_thuc="000000").status_code == 403
    assert officer.send("/dang-nhap/ma", ma_xac_thuc=code_at(place.clock)).status_code == 403
    assert "Bạn thử lại sau" in officer.page.text


def test_a_code_opens_once(place: Place) -> None:
    """The code that somebody has just used, seen over his shoulder, is refused."""
    code = None
    for expected in (303, 403):
        officer = place.officer()
        officer.get("/dang-nhap")
        officer.send("/dang-nhap", ten_dang_nhap="an", mat_khau=PASSWORD)
        code = code or code_at(place.clock)
        assert officer.send("/dang-nhap/ma", ma_xac_thuc=code).status_code == expected


def test_the_proof_of_a_password_ages_and_cannot_be_forged(place: Place) -> None:
    """Six minutes after the password, or with a proof of one's own, the code alone opens nothing."""
    officer = place.officer()
    officer.get("/dang-nhap")
    officer.send("/dang-nhap", ten_dang_nhap="an", mat_khau=PASSWORD)
    shown = officer.last
    place.clock.turn(minutes=6)
    assert officer.send("/dang-nhap/ma", ma_xac_thuc=code_at(place.clock)).status_code == 403
    officer.last = shown
    forged = officer.send("/dang-nhap/ma", ma_xac_thuc=code_at(place.clock), da_qua="WyJhbiJd.x")
    assert forged.status_code == 403


def test_many_mistakes_from_one_network_are_slowed(tmp_path: Path) -> None:
    """Whoever tries name after name gets 429 and how long to wait."""
    clock = TurnedClock()
    settings = make_settings(tmp_path, rate=Rate(burst=3))
    with (
        run_server(create_app(settings, store=MemoryStore(), clock=clock)) as address,
        httpx.Client(base_url=address) as http,
    ):
        officer = Officer(http, clock)
        officer.get("/dang-nhap")
        seen = [
            officer.send("/dang-nhap", ten_dang_nhap=f"ai-do-{number}", mat_khau="sai").status_code
            for number in range(4)
        ]
    assert seen == [403, 403, 403, 429]


def test_the_session_cookie_is_shut_tight(place: Place) -> None:
    """Over HTTPS: ``__Host-``, Secure, HttpOnly, SameSite=Strict, Path=/, no Domain; else a name that warns."""
    officer = place.officer()
    cookie = officer.log_in("an").headers["set-cookie"]
    assert cookie.startswith(f"{_PLAIN}=")
    assert "httponly" in cookie.lower()
    assert "samesite=strict" in cookie.lower()


def test_over_https_the_cookies_carry_the_prefix(tmp_path: Path) -> None:
    """Behind a server that ends the encryption and says so."""
    app = create_app(make_settings(tmp_path), store=MemoryStore())
    with run_server(app) as address, httpx.Client(base_url=address) as http:
        http.headers["X-Forwarded-Proto"] = "https"
        shown = http.get(f"{DESK}/dang-nhap")
    cookie = shown.headers["set-cookie"]
    assert cookie.startswith("__Host-cchc_truoc_dang_nhap=")
    for flag in ("; Secure", "; HttpOnly", "; SameSite=strict", "; Path=/"):
        assert flag in cookie
    assert "domain" not in cookie.lower()


def test_over_plain_http_from_elsewhere_nobody_logs_in(tmp_path: Path) -> None:
    """The page says so and has no form; a form sent all the same is refused."""
    app = create_app(make_settings(tmp_path, allowed_hosts=("cong.example.vn",)), store=MemoryStore())
    with run_server(app) as address, httpx.Client(base_url=address, headers={"Host": "cong.example.vn"}) as http:
        page = BeautifulSoup(http.get(f"{DESK}/dang-nhap").text, "html.parser")
        assert page.select("form") == []
        assert "https" in page.select_one("main").text
        sent = http.post(f"{DESK}/dang-nhap", data={"ten_dang_nhap": "an", "mat_khau": PASSWORD})
        assert sent.status_code == 403
        assert _PLAIN not in sent.headers.get("set-cookie", "")


def test_a_session_begins_under_a_new_name(place: Place) -> None:
    """What somebody has planted in the browser before the log-in opens nothing after it."""
    officer = place.officer()
    officer.http.cookies.set(_PLAIN, "planted", domain="127.0.0.1", path="/")
    officer.log_in("an")
    first = officer.http.cookies[_PLAIN]
    assert first != "planted"
    assert place.store.find_session(hash_token("planted"), place.clock()) is None


def test_sessions_end_by_idleness_age_and_will(place: Place) -> None:
    """Thirty idle minutes, eight hours in all, and the button each lead back to the log-in."""
    idle = place.officer("an")
    place.clock.turn(minutes=31)
    idle.get()
    assert idle.last.headers["location"].startswith(f"{DESK}/dang-nhap")
    busy = place.officer("an")
    for _ in range(20):
        place.clock.turn(minutes=25)
        busy.get()
    assert busy.last.status_code == 303
    own = place.officer("an")
    token = own.http.cookies[_PLAIN]
    own.get()
    assert own.send("/dang-xuat").status_code == 303
    own.http.cookies.set(_PLAIN, token, domain="127.0.0.1", path="/")
    own.get()
    assert own.last.status_code == 303


def test_one_sees_and_ends_only_ones_own_sessions(place: Place) -> None:
    """Two browsers of one person are listed; one ends the other; a stranger's session stays."""
    one, other, stranger = place.officer("an"), place.officer("an"), place.officer("binh")
    page = one.get("/tai-khoan/phien")
    marks = [box["value"] for box in page.select("input[name=phien]")]
    assert len(marks) == 2
    theirs = hash_token(stranger.http.cookies[_PLAIN])
    assert one.send("/tai-khoan/phien", phien=theirs).status_code == 303
    stranger.get()
    assert stranger.last.status_code == 200
    one.get("/tai-khoan/phien")
    assert one.send("/tai-khoan/phien", phien=hash_token(other.http.cookies[_PLAIN])).status_code == 303
    other.get()
    assert other.last.status_code == 303


def test_all_other_sessions_end_at_once(place: Place) -> None:
    """One button leaves only the browser in which it was pressed; with one session it is not there."""
    one, other = place.officer("an"), place.officer("an")
    one.get("/tai-khoan/phien")
    assert one.send("/phien-khac").status_code == 303
    other.get()
    assert other.last.status_code == 303
    assert one.get("/tai-khoan/phien").select("form[action$=phien-khac]") == []
    assert one.last.status_code == 200


def test_sessions_are_shown_and_ended_only_after_a_fresh_factor(place: Place) -> None:
    """Eleven minutes after the log-in a code is asked for; with it the session goes on under a new token."""
    one, other = place.officer("an"), place.officer("an")
    place.clock.turn(minutes=11)
    page = one.get("/tai-khoan/phien")
    assert page.select("input[name=phien]") == []
    token = {"ma_phien": str(page.select_one("input[name=ma_phien]")["value"])}
    mark = hash_token(other.http.cookies[_PLAIN])
    for path, boxes in (("/phien", {"phien": mark}), ("/phien-khac", {})):
        assert one.http.post(f"{DESK}/tai-khoan{path}", data=token | boxes).status_code == 303
    other.get()
    assert other.last.status_code == 200
    before = one.http.cookies[_PLAIN]
    one.get("/tai-khoan/phien")
    assert one.send("/xac-nhan", ma_xac_thuc="000000").status_code == 403
    assert one.send("/xac-nhan", ma_xac_thuc=code_at(place.clock)).status_code == 303
    assert len(one.follow().select("input[name=phien]")) == 2
    assert one.http.cookies[_PLAIN] != before
    assert place.store.find_session(hash_token(before), place.clock()) is None


def test_a_sixth_browser_ends_the_first(place: Place) -> None:
    """A person has at most five sessions, as the screen of sessions says."""
    browsers = [place.officer("an") for _ in range(6)]
    statuses = []
    for browser in browsers:
        browser.get()
        statuses.append(browser.last.status_code)
    assert statuses == [303, 200, 200, 200, 200, 200]
    assert "nhiều nhất 5 phiên" in browsers[-1].get("/tai-khoan/phien").text


def test_a_new_password_needs_the_old_one_and_ends_every_session(place: Place) -> None:
    """With a fresh code too: wrong, unlike and weak ones are told; the others end, this one goes on anew."""
    an, other = place.officer("an"), place.officer("an")
    place.clock.turn(seconds=60)
    new, code = "gió mát trăng thanh", code_at(place.clock)
    for old, typed, first, second, status in (
        ("sai", code, new, new, 403),
        (PASSWORD, "000000", new, new, 403),
        (PASSWORD, "", new, new, 403),
        (PASSWORD, code, new, "khác", 422),
        (PASSWORD, code, "ngắn", "ngắn", 422),
        (PASSWORD, code, "Cán bộ Mẫu An 1", "Cán bộ Mẫu An 1", 422),
        (PASSWORD, code, PASSWORD, PASSWORD, 422),
        (PASSWORD, code, new, new, 303),
    ):
        an.get("/tai-khoan/mat-khau")
        boxes = {"mat_khau": old, "ma_xac_thuc": typed, "mat_khau_moi": first, "mat_khau_nhac_lai": second}
        assert an.send("/tai-khoan/mat-khau", **boxes).status_code == status, (old, typed, first)
    other.get()
    assert other.last.status_code == 303
    an.get()
    assert an.last.status_code == 200
    again = place.officer()
    again.get("/dang-nhap")
    assert again.send("/dang-nhap", ten_dang_nhap="an", mat_khau=PASSWORD).status_code == 403
    assert again.send("/dang-nhap", ten_dang_nhap="an", mat_khau=new).status_code == 200


@pytest.fixture
def newcomer(place: Place) -> Officer:
    """Somebody on the code page of his first log-in, with the password that the administrator has told him."""
    until = place.clock() + timedelta(hours=72)
    account = place.store.find_account("an")
    assert account is not None
    place.store.apply(ChangeAccount("an", password_hash=account.password_hash, temporary_until=until)).result(10)
    officer = place.officer()
    officer.get("/dang-nhap")
    assert officer.send("/dang-nhap", ten_dang_nhap="an", mat_khau=PASSWORD).status_code == 200
    return officer


def test_a_temporary_password_opens_only_the_way_to_ones_own(place: Place, newcomer: Officer) -> None:
    """Every screen leads to the form for a new password, which may not be the old one; then the inbox opens."""
    reference, new = receive(place.store), "gió mát trăng thanh"
    assert newcomer.send("/dang-nhap/ma", ma_xac_thuc=code_at(place.clock)).status_code == 303
    form = f"{DESK}/tai-khoan/mat-khau"
    for path in _screens(reference):
        newcomer.get(path)
        wanted = (200, None) if path == "/tai-khoan/mat-khau" else (303, form)
        assert (newcomer.last.status_code, newcomer.last.headers.get("location")) == wanted, path
    page = newcomer.get("/tai-khoan/mat-khau")
    assert page.select(".xl-menu li, #ma_xac_thuc") == []
    assert newcomer.send("/dang-xuat", buoc="x").status_code == 303
    newcomer.log_in("an")
    token = str(newcomer.get("/tai-khoan/mat-khau").select_one("input[name=ma_phien]")["value"])
    taken = newcomer.http.post(f"{DESK}/muc/{reference}/tiep-nhan", data={"ma_phien": token})
    assert (taken.status_code, taken.headers["location"]) == (303, form)
    found = place.store.find_desk(reference)
    assert found is not None
    assert len(found.detail.history) == 1
    boxes = {"mat_khau": PASSWORD, "mat_khau_moi": PASSWORD, "mat_khau_nhac_lai": PASSWORD}
    newcomer.get("/tai-khoan/mat-khau")
    assert newcomer.send("/mat-khau", **boxes).status_code == 422
    assert newcomer.send("/mat-khau", **(boxes | {"mat_khau_moi": new, "mat_khau_nhac_lai": new})).status_code == 303
    assert newcomer.follow().select_one(".xl-menu li") is not None


def test_a_temporary_password_left_lying_asks_for_the_code_again(place: Place, newcomer: Officer) -> None:
    """Eleven minutes after the log-in the code is one of the boxes, and without it nothing changes."""
    newcomer.send("/dang-nhap/ma", ma_xac_thuc=code_at(place.clock))
    place.clock.turn(minutes=11)
    assert newcomer.get("/tai-khoan/mat-khau").select_one("#ma_xac_thuc") is not None
    new = "gió mát trăng thanh"
    boxes = {"mat_khau": PASSWORD, "mat_khau_moi": new, "mat_khau_nhac_lai": new}
    assert newcomer.send("/mat-khau", **boxes).status_code == 403
    assert newcomer.send("/mat-khau", **boxes, ma_xac_thuc=code_at(place.clock)).status_code == 303


def test_a_temporary_password_ends(place: Place, newcomer: Officer) -> None:
    """After its hours even the right one only leads to the administrator; a wrong one is told nothing of that."""
    place.clock.turn(hours=72)
    newcomer.get("/dang-nhap")
    assert newcomer.send("/dang-nhap", ten_dang_nhap="an", mat_khau="sai").status_code == 403
    assert newcomer.page.select_one(".tom-tat-loi p").text == _REFUSED
    assert newcomer.send("/dang-nhap", ten_dang_nhap="an", mat_khau=PASSWORD).status_code == 403
    assert "Mật khẩu tạm đã hết hạn" in newcomer.page.select_one(".tom-tat-loi p").text


def test_nothing_opens_without_a_session(place: Place) -> None:
    """Every screen leads to the log-in and back; no address outside the desk is ever the way back."""
    for path in _screens(receive(place.store)):
        officer = place.officer()
        officer.get(path)
        assert officer.last.status_code == 303
        assert officer.last.headers["location"].startswith(f"{DESK}/dang-nhap")
    officer = place.officer()
    for target in ("//evil.example", "https://evil.example", "/\\evil.example", "/dang-xuat", "javascript:alert(1)"):
        page = officer.get(f"/dang-nhap?tiep={target}")
        assert page.select_one("input[name=tiep]")["value"] == ""
    reference = receive(place.store)
    officer.get(f"/muc/{reference}/ghi-chu")
    officer.follow()
    officer.send("/dang-nhap", ten_dang_nhap="an", mat_khau=PASSWORD)
    officer.send("/dang-nhap/ma", ma_xac_thuc=code_at(place.clock))
    assert officer.last.headers["location"] == f"{DESK}/muc/{reference}/ghi-chu"


@pytest.mark.parametrize("sent", [None, "", "0" * 64, "stranger"])
def test_no_form_without_its_own_token(place: Place, sent: str | None) -> None:
    """Missing, empty, invented, or another session's: 403 at every address that changes something."""
    reference = receive(place.store)
    an, binh = place.officer("an"), place.officer("binh")
    stranger = binh.get("/tai-khoan").select_one("input[name=ma_phien]")["value"]
    given = {} if sent is None else {"ma_phien": str(stranger) if sent == "stranger" else sent}
    for path in FORMS:
        address = f"{DESK}{path}".format(ma=reference, buoc="tiep-nhan")
        assert an.http.post(address, data={"thu": "1", **given}).status_code == 403, path
    found = place.store.find_desk(reference)
    assert found is not None
    assert len(found.detail.history) == 1


@pytest.mark.parametrize("headers", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}])
def test_no_form_from_another_site(place: Place, headers: dict[str, str]) -> None:
    """Even with the right cookie and token."""
    reference = receive(place.store)
    an = place.officer("an")
    an.get(f"/muc/{reference}")
    an.http.headers.update(headers)
    assert an.send("/tiep-nhan").status_code == 403


def test_every_screen_is_kept_by_nobody(place: Place) -> None:
    """No cache, no index, the strict policy, no framing: on screens, refusals and redirects alike."""
    reference = receive(place.store)
    an = place.officer("an")
    paths = [*_screens(reference), "/dang-nhap", "/muc/khong-co", f"/muc/{reference}/soan"]
    for path in paths:
        an.get(path)
        headers = an.last.headers
        assert headers["cache-control"] == "no-store", path
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        if an.last.status_code != 303:
            assert headers["x-robots-tag"] == "noindex, nofollow"
            assert "<script>" not in an.last.text
            assert an.page.select("[style], [onclick], [onload]") == []
