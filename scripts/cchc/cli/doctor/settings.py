"""The environment: whether the service would accept it, its secret, the names it answers to."""

import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cchc.cli.doctor.finding import Finding, Machine, weigh
from cchc.web.key_file import key_file, read_keys
from cchc.web.settings import Settings, read_settings

_SHORTEST_SECRET = 32
OLDEST_KEY = timedelta(days=400)
"""A year, and some weeks to get round to it."""


def check_settings(machine: Machine) -> Iterator[Finding]:
    """Read all variables as the service would; a malformed one is told by its ValueError."""
    settings_of(machine)
    given = sorted(name for name, value in machine.environ.items() if name.startswith("CCHC_") and value)
    yield Finding("Thiết lập", f"đọc được; đã đặt: {', '.join(given) or 'không có biến nào, mọi thứ theo mặc định'}")


def check_secret(machine: Machine) -> Iterator[Finding]:
    """The key signs forms and makes the secret parts of receipts: it must be long, and its owner's alone."""
    advice = f"Đặt khóa ngẫu nhiên ít nhất {_SHORTEST_SECRET} ký tự, tạo bằng “openssl rand -base64 48”."
    file, given = key_file(machine.root), bool(machine.environ.get("CCHC_SECRET"))
    if not given and not file.exists():
        yield Finding("Khóa bí mật", f"sẽ được tạo tại {file} khi dịch vụ chạy lần đầu")
        return
    signing, *older = read_keys(machine.root, machine.environ)
    length, place = len(signing.secret.get_secret_value()), "CCHC_SECRET" if given else f"tệp {file.name}"
    yield weigh("Khóa bí mật", f"{place} dài {length} ký tự", advice, bad=length < _SHORTEST_SECRET)
    if given and older:
        advice = "Bỏ biến này khi đã đổi khóa được 2 ngày."
        yield weigh("Khóa cũ", f"CCHC_SECRET_OLD còn {len(older)} khóa", advice, doubtful=True)
    if not given:
        yield from _check_file(file, machine.now)


def _check_file(file: Path, now: datetime) -> Iterator[Finding]:
    mode = stat.S_IMODE(file.stat().st_mode)
    if mode & 0o077:
        yield weigh("Khóa bí mật", f"người khác trên máy đọc được (quyền {mode:04o})", f"chmod 600 {file}", bad=True)
    days = (now - datetime.fromtimestamp(file.stat().st_mtime, UTC)).days
    advice = "Mỗi năm đổi một lần: cchc feedback key rotate, rồi khởi động lại dịch vụ."
    yield weigh("Tuổi của khóa", f"{days} ngày", advice, doubtful=days > OLDEST_KEY.days)


def check_hosts(machine: Machine) -> Iterator[Finding]:
    """A service for the public answers to its own names, behind a proxy that it knows."""
    settings = settings_of(machine)
    if not machine.environ.get("CCHC_ALLOWED_HOSTS"):
        advice = "Đặt CCHC_ALLOWED_HOSTS là tên miền của trang khi đưa ra công chúng."
        yield weigh("Tên miền", "chỉ trả lời yêu cầu gửi tới chính máy này", advice, doubtful=True)
        return
    names = ", ".join(settings.allowed_hosts)
    advice = "Ghi rõ tên miền thay cho “*”: trang giả mạo có thể dùng dịch vụ dưới tên khác."
    yield weigh("Tên miền", names, advice, bad="*" in settings.allowed_hosts)
    advice = (
        "Nếu nginx hoặc Caddy đứng trước, đặt CCHC_PROXY là địa chỉ của nó; thiếu thì mọi người chung một giới hạn."
    )
    proxies = ", ".join(map(str, settings.proxies))
    yield weigh("Máy chủ đứng trước", proxies or "chưa khai báo", advice, doubtful=not proxies)


def settings_of(machine: Machine) -> Settings:
    """Return the service's settings without making a key; raise ValueError on a malformed variable."""
    return read_settings(machine.root, {**machine.environ, "CCHC_SECRET": "-"})
