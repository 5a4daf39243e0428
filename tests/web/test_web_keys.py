"""Changing the key of a running service: what people have open goes on, what is stolen ends."""

import stat
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner, Result
from pydantic import SecretStr

from cchc.cli import main
from cchc.web.app import create_app
from cchc.web.key_file import OVERLAP, Key, key_file, list_good, parse_keys, read_keys, rotate
from cchc.web.receipts import RECEIPT
from cchc.web.settings import read_settings
from cchc.web.staff.cookies import is_form_token, make_form_token
from feedback.fakes import MemoryStore, TurnedClock
from web.serving import SECRET, make_settings, run_server
from web.visitor import Visitor, page_of

_NOW = TurnedClock()()
_NEW = "another key for tests only"


@pytest.fixture
def changed(visitor: Visitor, tmp_path: Path) -> Iterator[Visitor]:
    """Yield the same place after a change of its key."""
    older = (Key(SecretStr(SECRET), visitor.clock() + OVERLAP),)
    settings = make_settings(tmp_path, secret=SecretStr(_NEW), older_keys=older)
    with (
        run_server(create_app(settings, store=visitor.store, clock=visitor.clock)) as address,
        httpx.Client(base_url=address) as http,
    ):
        yield Visitor(http, visitor.store, visitor.clock)


def _run(root: Path, *arguments: str, **environ: str) -> Result:
    cleared = {"CCHC_SECRET": "", "CCHC_SECRET_OLD": ""} | environ
    return CliRunner(env=cleared).invoke(main, ["feedback", "key", *arguments, "--root", str(root)])


@pytest.mark.slow
def test_a_form_opened_before_the_change_is_sent_after_it(visitor: Visitor, changed: Visitor) -> None:
    """Nobody who is writing notices, and sending the form again gives the same receipt."""
    token = visitor.open()
    first, again = visitor.send(token), changed.send(token)
    assert [answer.status_code for answer in (first, again)] == [303, 303]
    assert first.headers["location"] == again.headers["location"]
    shown = [
        [code.text for code in page_of(place.http.get(answer.headers["location"])).select(".the-ma")]
        for place, answer in ((visitor, first), (changed, again))
    ]
    assert shown[0] == shown[1]
    assert len(shown[0]) == 2


@pytest.mark.slow
def test_a_receipt_shown_before_the_change_is_shown_after_it(visitor: Visitor, changed: Visitor) -> None:
    """Its cookie was sealed with the old key."""
    location = visitor.send().headers["location"]
    changed.http.cookies.set(RECEIPT.plain, visitor.http.cookies[RECEIPT.plain], domain="127.0.0.1", path="/")
    assert len(page_of(changed.http.get(location)).select(".the-ma")) == 2


@pytest.mark.slow
def test_an_old_key_ends(visitor: Visitor, changed: Visitor) -> None:
    """After its time, in the running process, whatever it signs is refused: also what a thief signs afresh."""
    visitor.clock.turn(hours=49)
    forged = visitor.open()
    assert changed.send(forged).status_code == 422
    assert changed.send().status_code == 303


@pytest.mark.slow
def test_over_https_the_receipt_carries_the_prefix(tmp_path: Path) -> None:
    """``__Host-``, Secure, the whole host and no domain, as the cookies of the desk."""
    store, clock = MemoryStore(), TurnedClock()
    with (
        run_server(create_app(make_settings(tmp_path), store=store, clock=clock)) as address,
        httpx.Client(base_url=address, headers={"X-Forwarded-Proto": "https"}) as http,
    ):
        cookie = Visitor(http, store, clock).send().headers["set-cookie"]
    assert cookie.startswith("__Host-cchc_bien_nhan=")
    for flag in ("; Secure", "; HttpOnly", "; SameSite=strict", "; Path=/", "; Max-Age=900"):
        assert flag in cookie, flag
    assert "domain" not in cookie.lower()


def test_forms_of_the_desk_go_on_too() -> None:
    """A form shown under the old key is taken while that key is good."""
    token = make_form_token(SECRET, "phien")
    assert is_form_token((_NEW, SECRET), "phien", token)
    assert not is_form_token((_NEW,), "phien", token)
    assert not is_form_token((_NEW, SECRET), "", make_form_token(SECRET, ""))


def test_rotating_keeps_the_former_key_for_two_days(tmp_path: Path) -> None:
    """The file has the new key first, the former with its end, and loses those that have ended; its owner's alone."""
    (first,) = read_keys(tmp_path, {})
    keys = rotate(key_file(tmp_path), _NOW)
    assert read_keys(tmp_path, {}) == keys
    assert [key.until for key in keys] == [None, _NOW + timedelta(hours=48)]
    assert keys[1].secret == first.secret != keys[0].secret
    assert len(keys[0].secret.get_secret_value()) >= 64
    later = rotate(key_file(tmp_path), _NOW + timedelta(hours=49))
    assert [key.secret for key in later[1:]] == [keys[0].secret]
    assert list_good(later, _NOW + timedelta(days=9)) == (later[0].secret.get_secret_value(),)
    assert stat.S_IMODE(key_file(tmp_path).stat().st_mode) == 0o600
    assert [file.name for file in (tmp_path / "var").iterdir()] == ["khoa-bi-mat"]


def test_the_service_reads_every_key(tmp_path: Path) -> None:
    """From the file, or from two variables where the operator sets them."""
    read_keys(tmp_path, {})
    new, old = rotate(key_file(tmp_path), _NOW)
    settings = read_settings(tmp_path, {})
    assert (settings.secret, settings.older_keys) == (new.secret, (old,))
    given = read_settings(tmp_path, {"CCHC_SECRET": "x" * 40, "CCHC_SECRET_OLD": "y, z"})
    assert [key.secret.get_secret_value() for key in given.older_keys] == ["y", "z"]


@pytest.mark.parametrize(
    "text", ["", "\n", "khoa\nkhoa-cu", "khoa\nkhoa-cu hom-qua", "khoa\nkhoa-cu 2026-11-22T08:00:00"]
)
def test_a_broken_key_file_stops_the_start_without_showing_it(text: str) -> None:
    """Whatever is wrong, the words hold no key."""
    with pytest.raises(ValueError, match="the key file") as raised:
        parse_keys(text)
    assert "khoa" not in str(raised.value)


def test_the_command_tells_fingerprints_only(tmp_path: Path) -> None:
    """Two lines after a change: which signs, which is still taken until when; no key in the output."""
    assert _run(tmp_path, "list").exit_code == 1
    assert _run(tmp_path, "rotate").exit_code == 1
    read_keys(tmp_path, {})
    result = _run(tmp_path, "rotate", "--now", "2026-11-22T08:00")
    assert result.exit_code == 0, result.output
    assert "systemctl restart cchc" in result.output
    assert "khóa cũ, còn được nhận đến 24/11/2026 08:00" in result.output
    listed = _run(tmp_path, "list")
    assert listed.output.count("đang ký") == 1
    for key in read_keys(tmp_path, {}):
        assert key.secret.get_secret_value() not in result.output + listed.output


def test_a_key_that_leaked_ends_at_once(tmp_path: Path) -> None:
    """With the option no other key is left."""
    read_keys(tmp_path, {})
    assert _run(tmp_path, "rotate", "--huy-khoa-cu").exit_code == 0
    assert len(read_keys(tmp_path, {})) == 1


def test_a_key_in_a_variable_is_changed_by_hand(tmp_path: Path) -> None:
    """The command says how and touches nothing."""
    result = _run(tmp_path, "rotate", CCHC_SECRET="x" * 40)
    assert result.exit_code == 1
    assert "CCHC_SECRET_OLD" in result.output
    assert list(tmp_path.iterdir()) == []
