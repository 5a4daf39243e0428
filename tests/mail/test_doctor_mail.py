"""``cchc doctor`` and the mail server."""

import socket
from datetime import timedelta
from pathlib import Path

import pytest

from feedback.installed import NOW, install, lines_of, run_doctor
from mail.conftest import Postman

pytestmark = pytest.mark.slow


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A sound installation."""
    return install(tmp_path)


def _mail(port: int) -> dict[str, str]:
    return {
        "CCHC_SMTP": f"smtp://127.0.0.1:{port}?tls=no",
        "CCHC_MAIL_FROM": "cchc@example.vn",
        "CCHC_MAIL_DESK": "tiep-nhan@example.vn",
        "CCHC_SITE_URL": "https://cchc.example.vn",
    }


def test_a_mail_server_is_asked_and_gets_no_message(root: Path, postman: Postman) -> None:
    """A real server answers the greeting; nothing is sent."""
    result = run_doctor(root, **_mail(postman.port))
    assert f"Máy chủ thư: 127.0.0.1:{postman.port} trả lời." in lines_of(result, "ĐẠT")
    assert postman.taken == []


def test_a_mail_server_that_is_down_is_told(root: Path) -> None:
    """Nobody listens at the port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    result = run_doctor(root, **_mail(port))
    assert result.exit_code == 1
    assert any(f"127.0.0.1:{port} không nhận kết nối" in line for line in lines_of(result, "HỎNG"))


def test_letters_that_wait_long_are_told_where_they_should_leave(root: Path, postman: Postman) -> None:
    """With a mail server, an hour is too long."""
    later = NOW + timedelta(hours=3)
    assert "Thư chờ gửi: 1 thư." in lines_of(run_doctor(root, now=later), "ĐẠT")
    assert "Thư chờ gửi: 1 thư." in lines_of(run_doctor(root, now=later, **_mail(postman.port)), "CẦN XEM")
