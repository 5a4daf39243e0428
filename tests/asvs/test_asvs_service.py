"""Security requirements that are seen in the answers of a running service, where no other test looks at them."""

import logging
import os
import re
import subprocess
import sys
from math import log2
from pathlib import Path

import httpx
import pyotp
import pytest

from cchc.feedback.accounts import Doorkeeper, LoginRefused, hash_token
from cchc.feedback.changes import CreateAccount
from cchc.feedback.codes import SECRET
from cchc.feedback.guard import TokenPolicy, issue_token
from cchc.feedback.passwords import check_password
from cchc.feedback.personnel import Personnel
from cchc.feedback.records import Account
from cchc.model.feedback import LoaiGopY, VaiTro
from cchc.web.staff.cookies import SESSION
from feedback.apart import run_apart
from feedback.fakes import MemoryStore, TurnedClock
from feedback.samples import make_new
from web.conftest import visitor  # noqa: F401 # a fixture
from web.serving import SECRET as SERVICE_KEY
from web.visitor import Visitor, page_of

pytestmark = pytest.mark.slow

_PASSWORD = "trời xanh mây trắng"  # noqa: S105 # opens nothing


def _keeper() -> tuple[Doorkeeper, MemoryStore, TurnedClock, Account]:
    store, clock = MemoryStore(), TurnedClock()
    keeper = Doorkeeper(store, clock)
    made = run_apart(Personnel(store, clock).create("an.nguyen", _PASSWORD, ho_ten="Cán bộ Mẫu", role=VaiTro.TRA_LOI))
    assert made is not None
    return keeper, store, clock, made


@pytest.mark.parametrize("method", ["TRACE", "TRACK", "DEBUG", "PROPFIND"])
def test_methods_that_tell_too_much_are_not_there(visitor: Visitor, method: str) -> None:  # noqa: F811
    """The answer is a refusal and repeats nothing of the request."""
    answer = visitor.http.request(method, "/gop-y/hoi-dap", headers={"X-Bi-Mat": "khong-lap-lai"})
    assert answer.status_code in (404, 405, 501)
    assert "khong-lap-lai" not in answer.text


def test_text_comes_with_its_character_set(visitor: Visitor) -> None:  # noqa: F811
    """Pages, plain text and styles say UTF-8; JSON has no other."""
    for address in ("/gop-y/hoi-dap", "/suc-khoe", "/gop-y/khung.css", "/gop-y/xu-ly/dang-nhap", "/khong-co"):
        assert "charset=utf-8" in visitor.http.get(address).headers["content-type"].lower(), address
    assert visitor.http.get("/gop-y/thach-thuc.json").headers["content-type"] == "application/json"


def test_no_folder_is_listed_and_no_source_is_served(visitor: Visitor) -> None:  # noqa: F811
    """Folders of the service and what version control or databases leave behind are not found."""
    for address in (
        "/gop-y/tai-nguyen/",
        "/.git/config",
        "/gop-y.sqlite3",
        "/gop-y/tai-nguyen/..%2fapp.py",
    ):
        assert visitor.http.get(address).status_code in (404, 405), address


def test_the_server_does_not_say_what_it_is(visitor: Visitor) -> None:  # noqa: F811
    """No header names software or version."""
    headers = visitor.http.get("/gop-y/hoi-dap").headers
    assert not {"server", "x-powered-by"} & set(headers)


def test_no_answer_is_open_to_other_origins(visitor: Visitor) -> None:  # noqa: F811
    """The service sends no permission to other origins, whoever asks; no answer is a script with a caller's name."""
    for address in ("/gop-y/hoi-dap", "/gop-y/thach-thuc.json?callback=lot", "/gop-y/xu-ly"):
        answer = visitor.http.get(address, headers={"Origin": "https://la.example"})
        assert "access-control-allow-origin" not in answer.headers
        assert "lot" not in answer.text


def test_fields_that_no_form_has_change_nothing(visitor: Visitor) -> None:  # noqa: F811
    """State, reference, key and deadline cannot be brought along by a sender."""
    extra = {"state": "da-cong-khai", "reference": "22222-22222", "kind": "gop-y-trang", "han": "2030-01-01"}
    assert visitor.send(**extra).status_code == 303
    (stored,) = visitor.store.list_items()
    assert (stored.state, stored.kind) == ("moi", "hoi-dap")
    assert stored.reference != "22222-22222"


def test_of_a_field_sent_twice_one_value_counts_everywhere(visitor: Visitor) -> None:  # noqa: F811
    """Also beside the same name in the address: the body's first value is checked and stored."""
    token = visitor.open()
    fields = [("ma_bieu_mau", token), ("ho_ten", "Một"), ("ho_ten", "Hai"), ("email", "a@example.vn")]
    more = [("tieu_de", "Hỏi"), ("noi_dung", "Nội dung"), ("dong_y_xu_ly", "co")]
    body = httpx.QueryParams([*fields, *more])
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert visitor.http.post("/gop-y/hoi-dap?ho_ten=Ba", content=str(body), headers=headers).status_code == 303
    (stored,) = visitor.store.list_items()
    detail = visitor.store.find(stored.reference)
    assert detail is not None
    assert detail.submission.ho_ten == "Một"  # type: ignore[union-attr] # a question has a name


def test_cookies_are_small(visitor: Visitor) -> None:  # noqa: F811
    """Every cookie stays far below what browsers keep."""
    sent = [visitor.send(), visitor.http.get("/gop-y/xu-ly/dang-nhap")]
    cookies = [cookie for answer in sent for cookie in answer.headers.get_list("set-cookie")]
    assert len(cookies) >= 2
    assert max(len(cookie.partition(";")[0]) for cookie in cookies) <= 4096


def test_the_password_box_suits_people_and_their_managers(visitor: Visitor) -> None:  # noqa: F811
    """It hides what is typed, tells password managers what it is, and lets people paste."""
    box = page_of(visitor.http.get("/gop-y/xu-ly/dang-nhap")).select_one("input[name=mat_khau]")
    assert box is not None
    assert (box["type"], box["autocomplete"]) == ("password", "current-password")
    assert "onpaste" not in box.attrs


def test_random_values_cannot_be_guessed() -> None:
    """Sessions and form tokens have at least 128 bits; a receipt's secret part has 52 behind a limit of guesses."""
    keeper, _, clock, account = _keeper()
    token = run_apart(keeper.open_session(account)).token
    assert len(token) * 6 >= 256
    assert len(account.totp_secret) * 5 >= 160
    nonces = {issue_token(TokenPolicy(("khoa",)), LoaiGopY.HOI_DAP, clock()) for _ in range(50)}
    assert len(nonces) == 50
    assert log2(SECRET.space) > 52


def test_a_password_is_taken_exactly_as_it_is() -> None:
    """Case and spaces count, every composition and 64 letters are allowed, and nothing may follow the longest one."""
    keeper, store, clock, _ = _keeper()
    for wrong in (_PASSWORD.upper(), f" {_PASSWORD}", f"{_PASSWORD} "):
        with pytest.raises(LoginRefused):
            run_apart(keeper.prove("an.nguyen", wrong))
        keeper, store, clock, _ = _keeper()
    longest = "mây trắng đồng xanh " * 6 + "12345678"
    assert check_password(longest, ["an.nguyen"]) == ""
    run_apart(Personnel(store, clock).set_password("an.nguyen", longest))
    run_apart(keeper.prove("an.nguyen", longest))
    with pytest.raises(LoginRefused):
        run_apart(keeper.prove("an.nguyen", f"{longest} và thêm nữa"))
    assert check_password("chỉ toàn chữ thường thôi", ["an.nguyen"]) == ""


def test_passwords_that_everybody_uses_are_refused() -> None:
    """Words of the place and the usual ones, also with numbers behind them."""
    for bad in ("matkhau123456", "Password123456", "soyte2026soyte", "an.nguyen2026", "qwerty123456", "aaaaaaaaaaaaaa"):
        assert check_password(bad, ["an.nguyen"]), bad


def test_there_is_no_account_that_nobody_has_made() -> None:
    """A new database has nobody in it."""
    assert list(MemoryStore().list_accounts()) == []


def test_log_ins_are_told_in_the_log_without_secrets(caplog: pytest.LogCaptureFixture) -> None:
    """Who came in and who was refused; neither password nor code nor token, and no name that may be a secret."""
    keeper, _, clock, account = _keeper()
    code = pyotp.TOTP(account.totp_secret).at(clock())
    with caplog.at_level(logging.INFO, "cchc.security"):
        opened = run_apart(keeper.log_in("an.nguyen", _PASSWORD, code))
        for name, password in (("an.nguyen", "sai rồi sai rồi"), ("mật khẩu gõ nhầm ô", "x")):
            with pytest.raises(LoginRefused):
                run_apart(keeper.log_in(name, password, "000000"))
    assert [record.getMessage() for record in caplog.records] == [
        "Session begun: an.nguyen",
        "Password refused: an.nguyen",
        "Password refused: an unknown name",
    ]
    for secret in (_PASSWORD, code, opened.token, hash_token(opened.token), "sai rồi", "gõ nhầm"):
        assert secret not in caplog.text


def test_a_refused_step_is_told_in_the_log(visitor: Visitor, caplog: pytest.LogCaptureFixture) -> None:  # noqa: F811
    """Somebody of the desk who asks for what his role may not do is named, with the step and nothing else."""
    store, clock = visitor.store, visitor.clock
    store.apply(CreateAccount(Account("xem", "Cán bộ Mẫu", VaiTro.XEM, clock()))).result(10)
    reference = store.add(make_new()).result(10).item.reference
    account = store.find_account("xem")
    assert account is not None
    token = run_apart(Doorkeeper(store, clock).open_session(account)).token
    cookie = {"Cookie": f"{SESSION.plain}={token}"}
    with caplog.at_level(logging.WARNING, "cchc.security"):
        assert visitor.http.get(f"/gop-y/xu-ly/muc/{reference}/tu-choi", headers=cookie).status_code == 403
    assert [record.getMessage() for record in caplog.records] == ["Not allowed: xem at tu-choi"]


@pytest.mark.slow
def test_log_lines_name_their_zone(tmp_path: Path) -> None:
    """The time of a line of the running service can be read anywhere."""
    environ = os.environ | {"CCHC_SECRET": SERVICE_KEY, "CCHC_DATABASE_URL": "", "CCHC_SPOOL": ""}
    command = [
        sys.executable,
        "-c",
        "from cchc.cli.serve import serve; serve()",
        "--port",
        "0",
        "--root",
        str(tmp_path),
    ]
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("<h1>Trang chủ</h1>", encoding="utf-8")
    with subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        address = process.stdout.readline().split()[-1].rstrip("/")
        assert httpx.get(f"{address}/suc-khoe").text == "ok"
        process.terminate()
        written = process.stderr.read()
    assert re.search(
        r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d{4} INFO cchc\.access: GET '/suc-khoe' 200 ", written, re.MULTILINE
    )
