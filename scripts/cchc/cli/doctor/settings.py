"""The environment: whether the service would accept it, its secret, the names it answers to."""

import stat
from collections.abc import Iterator

from cchc.cli.doctor.finding import Finding, Machine, weigh
from cchc.web.settings import Settings, key_file, read_settings

_SHORTEST_SECRET = 32


def check_settings(machine: Machine) -> Iterator[Finding]:
    """Read all variables as the service would; a malformed one is told by its ValueError."""
    settings_of(machine)
    given = sorted(name for name, value in machine.environ.items() if name.startswith("CCHC_") and value)
    yield Finding("Thiết lập", f"đọc được; đã đặt: {', '.join(given) or 'không có biến nào, mọi thứ theo mặc định'}")


def check_secret(machine: Machine) -> Iterator[Finding]:
    """The key signs forms and makes the secret parts of receipts: it must be long, and its owner's alone."""
    advice = f"Đặt khóa ngẫu nhiên ít nhất {_SHORTEST_SECRET} ký tự, tạo bằng “openssl rand -base64 48”."
    if given := machine.environ.get("CCHC_SECRET"):
        yield weigh("Khóa bí mật", f"CCHC_SECRET dài {len(given)} ký tự", advice, bad=len(given) < _SHORTEST_SECRET)
        return
    file = key_file(machine.root)
    if not file.exists():
        yield Finding("Khóa bí mật", f"sẽ được tạo tại {file} khi dịch vụ chạy lần đầu")
        return
    length = len(file.read_text(encoding="utf-8").strip())
    yield weigh("Khóa bí mật", f"tệp {file.name} dài {length} ký tự", advice, bad=length < _SHORTEST_SECRET)
    mode = stat.S_IMODE(file.stat().st_mode)
    if mode & 0o077:
        yield weigh("Khóa bí mật", f"người khác trên máy đọc được (quyền {mode:04o})", f"chmod 600 {file}", bad=True)


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
