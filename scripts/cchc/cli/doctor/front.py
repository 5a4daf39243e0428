"""The public address as a citizen's browser meets it: certificate, redirection, security headers, a service behind."""

import socket
import ssl
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit

from cchc.cli.doctor.finding import Finding, Grade, Machine, weigh
from cchc.cli.doctor.settings import settings_of
from cchc.web.security import HEADERS

_SECONDS = 5.0
_EXPIRED_SOON = timedelta(days=7)
_RENEWED_LATE = timedelta(days=21)
"""Certificates of ninety days are renewed thirty days before their end; later something is wrong."""

_FORM = "/gop-y/tra-cuu"
"""A page of the service: static pages may come from the web server alone."""


@dataclass(frozen=True)
class _Site:
    """The public address, and where to connect for it: to the known web server in front, else by its name."""

    scheme: str
    name: str
    port: int
    path: str
    connect_to: str


@dataclass(frozen=True)
class _Answer:
    """What came back, and the last moment of the certificate (None without TLS)."""

    status: int
    headers: tuple[tuple[str, str], ...]
    certificate_ends: datetime | None


def check_front(machine: Machine) -> Iterator[Finding]:
    """Fetch a page of the service through the web server in front, as from outside."""
    site = _find_site(machine)
    if site is None:
        advice = (
            "Đặt CCHC_SITE_URL là địa chỉ công khai để khám chứng thư và tiêu đề bảo mật; thư cũng cần địa chỉ này."
        )
        yield weigh("Trang công khai", "chưa khai báo địa chỉ", advice, doubtful=True)
        return
    where = f"{site.scheme}://{site.name} (nối tới {site.connect_to}:{site.port})"
    try:
        answer = _fetch(site, site.path + _FORM)
    except ssl.SSLCertVerificationError as error:
        advice = "Gia hạn chứng thư rồi nạp lại máy chủ web; kiểm tra tên miền và chuỗi chứng thư."
        yield Finding("Chứng thư", f"trình duyệt không nhận ({error.verify_message})", Grade.HONG, advice)
        return
    except (OSError, HTTPException) as error:
        advice = "Kiểm tra nginx hoặc Caddy có đang chạy, cổng, tường lửa, CCHC_SITE_URL và CCHC_PROXY."
        yield Finding("Trang công khai", f"{where} không trả lời ({error})", Grade.HONG, advice)
        return
    advice = "502, 504: dịch vụ không chạy hoặc sai cổng. 421: thêm tên miền vào CCHC_ALLOWED_HOSTS."
    yield weigh("Trang công khai", f"{where} trả lời mã {answer.status}", advice, bad=answer.status != 200)
    yield from _check_certificate(site, answer, machine.now)
    if answer.status == 200:
        yield _check_headers(site, answer)
    yield from _check_redirection(site)


def _find_site(machine: Machine) -> _Site | None:
    address = machine.environ.get("CCHC_SITE_URL", "").rstrip("/")
    if not address:
        return None
    parts = urlsplit(address)
    if parts.scheme not in ("https", "http") or not parts.hostname:
        raise ValueError("CCHC_SITE_URL must be an address like https://cchc.example.vn")
    single = [network for network in settings_of(machine).proxies if network.num_addresses == 1]
    connect_to = str(single[0].network_address) if single else parts.hostname
    port = parts.port or (443 if parts.scheme == "https" else 80)
    return _Site(parts.scheme, parts.hostname, port, parts.path, connect_to)


def _fetch(site: _Site, path: str) -> _Answer:
    with _connect(site.connect_to, site.port) as plain:
        if site.scheme == "http":
            return _ask(plain, site, path, None)
        with ssl.create_default_context().wrap_socket(plain, server_hostname=site.name) as secure:
            ends = str((secure.getpeercert() or {}).get("notAfter", ""))
            moment = datetime.fromtimestamp(ssl.cert_time_to_seconds(ends), UTC)
            return _ask(secure, site, path, moment)


@contextmanager
def _connect(host: str, port: int) -> Iterator[socket.socket]:
    with closing(socket.create_connection((host, port), timeout=_SECONDS)) as opened:
        yield opened


def _ask(opened: socket.socket, site: _Site, path: str, ends: datetime | None) -> _Answer:
    connection = HTTPConnection(site.name, site.port, timeout=_SECONDS)
    connection.sock = opened
    connection.request("GET", path, headers={"Connection": "close", "Accept": "text/html"})
    response = connection.getresponse()
    return _Answer(response.status, tuple((name.lower(), value) for name, value in response.getheaders()), ends)


def _check_certificate(site: _Site, answer: _Answer, now: datetime) -> Iterator[Finding]:
    if answer.certificate_ends is None:
        advice = (
            "Chỉ phục vụ qua HTTPS: lấy chứng thư, dùng mẫu cấu hình nginx hoặc Caddy, đổi CCHC_SITE_URL sang https."
        )
        yield Finding("Chứng thư", f"{site.name} không dùng HTTPS", Grade.HONG, advice)
        return
    left = answer.certificate_ends - now
    advice = "Kiểm tra việc tự gia hạn (certbot renew --dry-run, hoặc nhật ký của Caddy)."
    state = f"còn {left.days} ngày"
    yield weigh("Chứng thư", state, advice, bad=left < _EXPIRED_SOON, doubtful=left < _RENEWED_LATE)


def _check_headers(site: _Site, answer: _Answer) -> Finding:
    """Every header of the service must arrive once and unchanged, and HTTPS be remembered."""
    given: Mapping[str, str] = dict(answer.headers)
    times = Counter(name for name, _ in answer.headers)
    wanted = {name.lower(): value for name, value in HEADERS.items()}
    faults = [f"thiếu {name}" for name in wanted if not times[name]]
    faults += [f"{name} gửi {times[name]} lần" for name in wanted if times[name] > 1]
    # An operator may have reports of the policy sent to the service: the policy then goes on.
    faults += [f"{name} đã bị đổi" for name in wanted if times[name] == 1 and not given[name].startswith(wanted[name])]
    if site.scheme == "https" and not times["strict-transport-security"]:
        faults.append("thiếu strict-transport-security")
    advice = "Dịch vụ tự gửi các tiêu đề này: bỏ dòng sửa, xóa chúng ở máy chủ web; HSTS thì thêm theo mẫu cấu hình."
    return weigh("Tiêu đề bảo mật", "; ".join(faults) or "đủ, mỗi tiêu đề một lần", advice, bad=bool(faults))


def _check_redirection(site: _Site) -> Iterator[Finding]:
    """Whoever types the name without https must be led there; only looked at where the usual ports are used."""
    if (site.scheme, site.port) != ("https", 443):
        return
    plain = _Site("http", site.name, 80, site.path, site.connect_to)
    try:
        answer = _fetch(plain, f"{site.path}/")
    except (OSError, HTTPException):
        return
    target = dict(answer.headers).get("location", "")
    led = answer.status in (301, 302, 307, 308) and target.startswith(f"https://{site.name}")
    advice = "Cổng 80 phải chuyển mọi yêu cầu sang HTTPS; xem mẫu cấu hình."
    yield weigh("Chuyển sang HTTPS", "có" if led else f"không (mã {answer.status})", advice, bad=not led)
