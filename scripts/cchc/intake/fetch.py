"""Reading one address of a unit's site, within limits of time, size and host."""

from dataclasses import dataclass
from datetime import timedelta
from time import monotonic
from urllib.parse import urljoin, urlsplit

import httpx

_REDIRECTS = 3
_USER_AGENT = "cchc-portal"


class FetchRefused(Exception):
    """The address was not read; the message is for the editor, in Vietnamese."""


@dataclass(frozen=True)
class Limits:
    """How much may be read: bytes of the body after decompression, and the time for all of it."""

    size: int = 2 * 1024 * 1024
    time: timedelta = timedelta(seconds=15)


def fetch(address: str, limits: Limits) -> bytes:
    """Return what lies at an address; raise FetchRefused.

    Redirects are followed on the same host only: the register names the hosts that may be read, and a site that was
    taken over must not lead anywhere else.
    """
    host = urlsplit(address).netloc
    seconds = limits.time.total_seconds()
    end = monotonic() + seconds
    with httpx.Client(timeout=seconds, trust_env=False, headers={"User-Agent": _USER_AGENT}) as http:
        for _ in range(_REDIRECTS + 1):
            found = _read(http, address, limits, end)
            if isinstance(found, bytes):
                return found
            address = urljoin(address, found)
            if urlsplit(address).netloc != host or urlsplit(address).scheme not in ("http", "https"):
                raise FetchRefused(f"chuyển hướng sang địa chỉ ngoài {host} nên không được đọc")
    raise FetchRefused(f"chuyển hướng quá {_REDIRECTS} lần")


def _read(http: httpx.Client, address: str, limits: Limits, end: float) -> bytes | str:
    """Return the body, or the place to which the site redirects."""
    try:
        with http.stream("GET", address) as response:
            if response.is_redirect:
                return response.headers["location"]
            if response.status_code != httpx.codes.OK:
                raise FetchRefused(f"máy chủ trả lời mã {response.status_code}")
            body = bytearray()
            for chunk in response.iter_bytes():
                body += chunk
                if len(body) > limits.size:
                    raise FetchRefused(f"nguồn tin lớn hơn {limits.size // 1024} KB")
                if monotonic() > end:
                    raise FetchRefused(f"quá {limits.time.total_seconds():.0f} giây mà chưa đọc xong")
            return bytes(body)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise FetchRefused(_say(error, limits)) from error


def _say(error: Exception, limits: Limits) -> str:
    match error:
        case httpx.TimeoutException():
            return f"quá {limits.time.total_seconds():.0f} giây mà máy chủ chưa trả lời"
        case httpx.ConnectError():
            return "không kết nối được với máy chủ; hãy mở thử địa chỉ này bằng trình duyệt"
        case httpx.InvalidURL() | httpx.UnsupportedProtocol():
            return "địa chỉ viết sai; hãy sửa trường rss của đơn vị"
    return f"máy chủ trả lời không đúng quy cách ({type(error).__name__})"
