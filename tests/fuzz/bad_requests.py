"""Hand-picked bad requests, as the bytes that go over the wire, in named groups. Nothing is left to chance."""

from collections.abc import Iterator, Mapping
from itertools import product
from types import MappingProxyType
from urllib.parse import quote

from fuzz.bad_multipart import MULTIPART

HOST = "127.0.0.1"
_FORM = "application/x-www-form-urlencoded"
_PLACES = ("/gop-y/hoi-dap", "/gop-y/trang", "/gop-y/tra-cuu", "/gop-y/khao-sat/thu", "/gop-y/xu-ly/dang-nhap")


def request(
    method: str = "GET", target: str = "/", headers: str = "", body: bytes = b"", *, host: str | None = HOST
) -> bytes:
    """Return a request as it goes over the wire; the length is told unless ``headers`` says something of it."""
    lines = [f"{method} {target} HTTP/1.1"] + ([f"Host: {host}"] if host is not None else [])
    if body and "content-length" not in headers.lower() and "transfer-encoding" not in headers.lower():
        lines.append(f"Content-Length: {len(body)}")
    head = "\r\n".join([*lines, *filter(None, headers.split("\n")), "Connection: close"])
    return head.encode("utf-8", "surrogateescape") + b"\r\n\r\n" + body


def form(body: bytes | str, *, place: str = "/gop-y/hoi-dap", headers: str = "") -> bytes:
    """Return a form sent to a place."""
    raw = body.encode() if isinstance(body, str) else body
    return request("POST", place, f"Content-Type: {_FORM}\n{headers}".strip(), raw)


def _paths() -> Iterator[bytes]:
    climbs = ("../", "..%2f", "%2e%2e/", "%2e%2e%2f", "..%5c", "..\\", "%252e%252e%252f", "..%c0%af", "..;/", ".%00./")
    goals = ("etc/passwd", "gop-y.sqlite3", "var/khoa-bi-mat", "cho-ghi/")
    for climb, goal in product(climbs, goals):
        for before in ("/", "/gop-y/tai-nguyen/", "/gop-y/bien-nhan/"):
            yield request(target=f"{before}{climb * 4}{goal}")
    odd = (
        "%00",
        "%",
        "%zz",
        "%u0041",
        "%ff",
        "%c0%80",
        "%ed%a0%80",
        "%f4%90%80%80",
        "%0d%0aX: y",
        "%0a",
        "%7f",
        "%e2%80%ae",
    )
    for sign in odd:
        for before in ("/", "/gop-y/", "/gop-y/hoi-dap", "/gop-y/bien-nhan/", "/gop-y/khao-sat/", "/gop-y/tai-nguyen/"):
            yield request(target=before + sign)
    yield from (request(target="/" + "a" * size) for size in (300, 5_000, 60_000))
    yield from (request(target="/" + "a/" * size) for size in (100, 3_000))
    strange = (
        "*",
        "//",
        "///etc/passwd",
        "//evil.example/",
        "/\\evil.example",
        "http://evil.example/",
        "/;/",
        "/.",
        "/..",
        "/.git/config",
    )
    yield from (
        request(target=target)
        for target in (*strange, "/.env", "/index.html/", "/index.html/x", "/?", "/#x", "?x", "/wp-login.php")
    )


def _queries() -> Iterator[bytes]:
    values = (
        "%00",
        "%ff",
        "%ed%a0%80",
        "<script>",
        "'\"><svg/onload=alert(1)>",
        "a" * 8_000,
        "%0d%0aSet-Cookie:%20a=b",
        "[]",
        "%",
    )
    for name in ("thu_tuc", "linh_vuc", "trang", "muc", "don_vi", "du_thao"):
        yield from (request(target=f"/gop-y/hoi-dap?{name}={quote(value, safe='%')}") for value in values)
    for query in ("a=1&" * 2_000, "&" * 5_000, "=" * 500, "thu_tuc=1&thu_tuc=2", "thu_tuc[]=1", "thu_tuc[a]=1", ";;;"):
        yield request(target=f"/gop-y/trang?{query}")
    for value in ("-1", "0", "99999999999999999999", "1e9", "%d9%a1", "NaN", "1%00", " 1", "+1", "0x1"):
        yield request(target=f"/gop-y/xu-ly/?trang={quote(value, safe='%')}")
    back = (
        "//evil.example",
        "%2f%2fevil.example",
        "https:evil.example",
        "/%5cevil.example",
        "javascript:alert(1)",
        "%0d%0aX:y",
        "/..//evil.example",
    )
    yield from (request(target=f"/gop-y/xu-ly/dang-nhap?tiep={target}") for target in back)


def _hosts() -> Iterator[bytes]:
    hosts = (
        "",
        " ",
        "evil.example",
        "127.0.0.1.evil.example",
        "127.0.0.1:99999",
        "127.0.0.1:x",
        "[",
        "]",
        "[::1",
        "[::1]x",
        "::1",
    )
    more = (
        "127.0.0.1@evil.example",
        "evil.example#127.0.0.1",
        "127.0.0.1/x",
        "127.0.0.1\t",
        "a" * 4_000,
        "ví-dụ.vn",
        "%31",
        "127.0.0.1,evil.example",
    )
    for host in (*hosts, *more):
        yield request(host=host)
        yield request("POST", "/gop-y/hoi-dap", f"Content-Type: {_FORM}", b"a=b", host=host)
    yield request(host=None)
    yield request(headers="Host: evil.example")
    yield b"GET / HTTP/1.0\r\n\r\n"
    for name in (
        "X-Forwarded-Host",
        "X-Forwarded-Proto",
        "X-Forwarded-For",
        "Forwarded",
        "X-Original-URL",
        "X-Rewrite-URL",
        "X-Real-IP",
    ):
        yield from (
            request(headers=f"{name}: {value}") for value in ("evil.example", "127.0.0.1, evil", "\x7f", "javascript")
        )


def _headers() -> Iterator[bytes]:
    yield from (request(headers=f"X-A: {'a' * size}") for size in (1_000, 10_000, 70_000, 300_000))
    yield from (request(headers="\n".join(f"X-{number}: a" for number in range(size))) for size in (50, 500, 3_000))
    for line in (
        "X",
        ": x",
        "X : y",
        " X: y",
        "X:",
        "X\x00: y",
        "X: \x00",
        "X: \x0b",
        "X: a\rb",
        "Ữ: x",
        "X: \udcff\udcfe",
        "\tfolded",
    ):
        yield request(headers=line)
    for name in (
        "Accept",
        "Accept-Language",
        "Accept-Encoding",
        "User-Agent",
        "Referer",
        "Range",
        "If-None-Match",
        "If-Modified-Since",
    ):
        for value in (
            "",
            "\udcff",
            "a" * 5_000,
            "*/*;q=x",
            "bytes=0-18446744073709551616",
            "bytes=-1,-2,-3,0-0",
            "Thu, 99 Foo 2026",
            '"',
        ):
            yield request(headers=f"{name}: {value}")
    for origin in (
        "null",
        "http://[",
        "http://[::1",
        "//",
        "https://evil.example",
        "http://127.0.0.1.evil.example",
        "\udcff",
        "http://127.0.0.1:99999999",
        "a" * 3_000,
    ):
        for place in _PLACES[:2]:
            yield form("a=b", place=place, headers=f"Origin: {origin}")
    for site in ("cross-site", "same-site", "none, cross-site", "x", "", "SAME-ORIGIN"):
        yield form("a=b", headers=f"Sec-Fetch-Site: {site}")
    yield from (request(headers=f"Expect: {value}") for value in ("100-continue", "200-ok", "x"))
    yield from (request(headers=f"Upgrade: {value}\nConnection: Upgrade") for value in ("websocket", "h2c", "x"))
    yield request(headers="Upgrade: websocket\nConnection: Upgrade\nSec-WebSocket-Key: x\nSec-WebSocket-Version: 13")


def _cookies() -> Iterator[bytes]:
    plain = ("cchc_bien_nhan_khong_an_toan", "cchc_xu_ly_khong_an_toan", "cchc_truoc_dang_nhap_khong_an_toan")
    names = (*plain, "__Host-cchc_bien_nhan", "__Host-cchc_xu_ly")
    values = ("", "x", "a" * 4_000, "\udcff", "..", "W10.x", "WyJhIiwyXQ.AAAA", '"\\""', "a;b", "a,b", "null", "%00")
    for name, value in product(names, values):
        yield request(target="/gop-y/bien-nhan/22222-22222", headers=f"Cookie: {name}={value}")
        yield request(target="/gop-y/xu-ly/", headers=f"Cookie: {name}={value}")
    yield request(headers="Cookie: " + "; ".join(f"a{number}=b" for number in range(2_000)))
    yield from (request(headers=f"Cookie: {value}") for value in ("", "=", ";;;", "a", "=a", "a=b=c", "$Version=1"))


def _methods() -> Iterator[bytes]:
    methods = (
        "PUT",
        "PATCH",
        "DELETE",
        "OPTIONS",
        "TRACE",
        "CONNECT",
        "HEAD",
        "PROPFIND",
        "FOO",
        "get",
        "P\u00d3ST",
        "GET/",
        "",
        "A" * 3_000,
    )
    for method, place in product(methods, _PLACES):
        yield request(method, place)
    for name in ("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"):
        yield from (form("_method=DELETE", place=place, headers=f"{name}: DELETE") for place in _PLACES)


def _bodies() -> Iterator[bytes]:
    types = (
        "",
        "text/plain",
        "application/json",
        "multipart/form-data",
        "multipart/form-data; boundary=",
        f"{_FORM};charset=utf-7",
    )
    more = (
        f"{_FORM}; charset=utf-16",
        "application/xml",
        "text/html",
        _FORM.upper(),
        f"{_FORM},text/plain",
        "\udcff",
        "a" * 3_000,
    )
    for media_type, place in product((*types, *more), _PLACES[:3]):
        yield request("POST", place, f"Content-Type: {media_type}", b'--x\r\n{"a": 1}<!DOCTYPE a>')
    raw = (
        b"",
        b"&",
        b"=",
        b"&&&&",
        b"=&=",
        b"a",
        b"%",
        b"%%%",
        b"%0",
        b"\x00",
        b"\xff\xfe",
        b"\xc0\xaf",
        b"\xed\xa0\x80",
        b"a=\xf8\x88\x80\x80\x80",
    )
    encoded = (
        b"a=%00",
        b"noi_dung=%ed%a0%80",
        b"noi_dung=%c0%bc",
        b"ho_ten=%00%00",
        b"tieu_de=%e2%80%ae",
        b"noi_dung=%f0%28%8c%28",
        b"%00=%00",
    )
    for body, place in product((*raw, *encoded), _PLACES):
        yield form(body, place=place)
    for place in _PLACES:
        yield form(b"&".join(b"f%d=x" % number for number in range(1_000)), place=place)
        yield form(b"ho_ten=a&" * 49 + b"ho_ten=b", place=place)
        yield form(b"noi_dung=" + b"%C4%90" * 9_000, place=place)
        yield form(b"a" * (10 * 2**20), place=place)
        yield form(b"ma_bieu_mau=" + b"a" * 50_000, place=place)
    for name in ("ma_bieu_mau", "altcha", "ma", "phan_bi_mat", "ma_phien", "da_qua", "tiep", "buoc", "loai_nguoi_gui"):
        for value in ("", "%00", "%ff", "null", "[]", "{}", "WyJhIl0.x", "1" * 5_000, "-1", "%0d%0aX%3a y", "e30="):
            yield form(f"{name}={value}", place="/gop-y/tra-cuu" if name in ("ma", "phan_bi_mat") else "/gop-y/hoi-dap")


def _framing() -> Iterator[bytes]:
    for length in ("-1", "+1", "1e3", "0x10", "99999999999999999999999", "٣", "1, 1", "1, 2", "", "x", "9" * 5_000):
        yield request("POST", "/gop-y/hoi-dap", f"Content-Type: {_FORM}\nContent-Length: {length}", b"a=b")
    chunks = (
        b"3\r\na=b\r\n0\r\n\r\n",
        b"zz\r\n",
        b"-1\r\n",
        b"FFFFFFFFFFFFFFFFF\r\n",
        b"3;x=y\r\na=b\r\n0\r\n\r\n",
        b"3\na=b\n0\n\n",
        b"0\r\nX: y\r\n\r\n",
    )
    for chunk in (*chunks, b"5\r\na=b\r\n0\r\n\r\n", b"3\r\na=bXX0\r\n\r\n", b"\r\n", b"3\r\na"):
        yield request("POST", "/gop-y/hoi-dap", f"Content-Type: {_FORM}\nTransfer-Encoding: chunked", chunk)
    for coding in ("identity", "gzip", "chunked, chunked", "xchunked", "chunked;", "chunked\x0b", "gzip, chunked"):
        yield request("POST", "/gop-y/hoi-dap", f"Content-Type: {_FORM}\nTransfer-Encoding: {coding}", b"0\r\n\r\n")
    both = f"Content-Type: {_FORM}\nContent-Length: 4\nTransfer-Encoding: chunked"
    yield request("POST", "/gop-y/hoi-dap", both, b"0\r\n\r\nGET /suc-khoe HTTP/1.1\r\nHost: x\r\n\r\n")
    yield request("POST", "/gop-y/hoi-dap", f"Content-Type: {_FORM}\nContent-Length: 3\nContent-Length: 5", b"a=bcd")
    lines = (
        b"GET\r\n\r\n",
        b"GET /\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET / HTTP/1.1 x\r\n\r\n",
        b"\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01",
    )
    yield from (
        *lines,
        b"GET  /  HTTP/1.1\r\n\r\n",
        b"GET / FTP/1.1\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"\x00" * 64,
        b"GET /\x00 HTTP/1.1\r\n\r\n",
    )
    yield b"GET / HTTP/1.1\nHost: 127.0.0.1\n\n"
    yield b"GET / HTTP/1.1\r\n" + b"A" * 200_000


def _codes() -> Iterator[bytes]:
    references = (
        "",
        "22222",
        "22222-2222",
        "OOOOO-IIIII",
        "２２２２２-22222",
        "22222–22222",
        "22222%2022222",
        "%00" * 11,
        "a" * 500,
        "22222-22222/..",
    )
    yield from (request(target=f"/gop-y/bien-nhan/{quote(code, safe='%/')}") for code in references)
    yield from (request(target=f"/gop-y/bien-nhan/{quote(code, safe='%/')}/tep") for code in references)
    for code in references:
        yield form(f"ma={quote(code, safe='%')}&phan_bi_mat={quote(code, safe='%')}", place="/gop-y/tra-cuu")
        yield request(target=f"/gop-y/khao-sat/{quote(code, safe='%/')}")
        yield request(target=f"/gop-y/xu-ly/noi-dung/{quote(code, safe='%/')}")


BAD_REQUESTS: Mapping[str, tuple[bytes, ...]] = MappingProxyType(
    {
        "paths": tuple(_paths()),
        "queries": tuple(_queries()),
        "hosts": tuple(_hosts()),
        "headers": tuple(_headers()),
        "cookies": tuple(_cookies()),
        "methods": tuple(_methods()),
        "bodies": tuple(_bodies()),
        "framing": tuple(_framing()),
        "codes": tuple(_codes()),
        "multipart": MULTIPART,
    }
)
"""What is sent, by the sort of badness."""
