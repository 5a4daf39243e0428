"""Hand-picked bad forms with files, as the bytes that go over the wire."""

import io
import zipfile
from collections.abc import Iterator

_PLACES = ("/gop-y/hoi-dap", "/gop-y/trang", "/gop-y/xu-ly/dang-nhap")
_PDF = b"%PDF-1.7\n%%EOF\n"


def multipart(body: bytes, *, boundary: str = "x", place: str = "/gop-y/hoi-dap", length: int | None = None) -> bytes:
    """Return a form with files sent to a place; ``length`` tells another length than it has."""
    head = (
        f"POST {place} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: multipart/form-data; boundary={boundary}\r\n"
        f"Content-Length: {len(body) if length is None else length}\r\nConnection: close\r\n\r\n"
    )
    return head.encode("utf-8", "surrogateescape") + body


def part(disposition: str, data: bytes = _PDF, *, head: str = "", boundary: str = "x") -> bytes:
    """Return one part of a form."""
    lines = f"--{boundary}\r\nContent-Disposition: {disposition}\r\n{head}\r\n"
    return lines.encode("utf-8", "surrogateescape") + data + b"\r\n"


def file(name: str, data: bytes = _PDF) -> bytes:
    """Return a file of the box for files, its name as it stands between the quotes."""
    return part(f'form-data; name="tep"; filename="{name}"', data)


def _names() -> Iterator[bytes]:
    names = ("", ".", "..", "../../etc/passwd", "..\\..\\boot.ini", "/etc/passwd", "C:\\x", "\x00", "a\x00.pdf")
    more = ('\\"><svg/onload=alert(1)>', "%22%3E%3Csvg%3E", "a\rb", "\udcff\udcfe", "\u202egpj.exe", "a" * 9_000)
    for name in (*names, *more, "CON", "a.pdf; x=y", 'a.pdf";name="b', "🗎.pdf", " ", "\x1b[2J", "=1+1"):
        yield multipart(file(name) + b"--x--\r\n")
    yield multipart(part("form-data; name=\"tep\"; filename*=UTF-8''%FF%00.pdf") + b"--x--\r\n")
    yield multipart(part('form-data; name="tep"; filename="a.pdf"; filename*=utf-7\'\'x') + b"--x--\r\n")


def _heads() -> Iterator[bytes]:
    dispositions = (
        "",
        "form-data",
        "attachment",
        "form-data; name",
        "form-data; name=",
        'form-data; name="',
        ";;;",
        "=",
    )
    more = (
        'form-data; name="tep"; name="b"; filename="x"',
        "form-data; filename=x",
        'form-data; name="' + "a" * 70_000,
    )
    for disposition in (*dispositions, *more, 'form-data; name="\udcff"; filename="\udcff"'):
        yield multipart(part(disposition) + b"--x--\r\n")
    for head in (
        "Content-Type: multipart/mixed; boundary=y\r\n",
        "Content-Type: text/plain; charset=utf-16\r\n",
        "Content-Type: \x00\r\n",
        "Content-Transfer-Encoding: base64\r\n",
        "Content-Disposition: form-data; name=b\r\n",
        "X: " + "a" * 100_000 + "\r\n",
        "X: y\r\n" * 5_000,
        "no colon\r\n",
    ):
        yield multipart(part('form-data; name="tep"; filename="a.pdf"', head=head) + b"--x--\r\n")


def _frames() -> Iterator[bytes]:
    whole = file("a.pdf") + b"--x--\r\n"
    for boundary in ("", "x" * 80, "x" * 5_000, '"x', '"x"', "y", "x; charset=utf-16", "\udcff", "x\x00", "--", "x,y"):
        yield multipart(whole, boundary=boundary)
    for body in (b"", b"--x", b"--x--", b"--x\r\n\r\n--x--", b"\r\n--x\r\n", b"x" * 70_000, b"--x\n" * 9_000):
        yield multipart(body)
    for cut in (1, 10, 40, len(whole) - 3):
        yield multipart(whole[:cut])
    yield multipart(whole + b"--x\r\nafter the end")
    yield multipart(b"before the start" * 500 + whole)
    yield multipart(whole.replace(b"\r\n", b"\n"))
    yield multipart(file("a.pdf") * 30 + b"--x--\r\n")
    yield multipart(b"".join(part(f'form-data; name="f{number}"', b"x") for number in range(80)) + b"--x--\r\n")
    yield multipart(part('form-data; name="noi_dung"', b"x" * 70_000) + b"--x--\r\n")
    yield multipart(part('form-data; name="noi_dung"', b"\xff\xfe\x00<svg/onload=alert(1)>") + b"--x--\r\n")
    yield multipart(part('form-data; name="tep_da_nhan"', b"W10.x") * 9 + b"--x--\r\n")
    yield multipart(part('form-data; name="buoc"', b"bo-tep-../../x") + file("a.pdf") + b"--x--\r\n")
    yield from (multipart(whole, place=place) for place in _PLACES[1:])
    yield multipart(whole, length=16_000_000)


def _files() -> Iterator[bytes]:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", b"<Types/>")
        package.writestr("word/document.xml", bytes(60 * 1024 * 1024))
    png = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x7f\xff\xff\xff\x7f\xff\xff\xff\x08\x02\x00\x00\x00"
    for data in (b"", b"%PDF", b"\xff\xd8\xff", b"\xff\xd8\xff" * 999, png, png + bytes(99), b"PK\x03\x04" + bytes(99)):
        yield multipart(file("a.pdf", data) + b"--x--\r\n")
    yield multipart(file("bom.docx", bomb.getvalue()) + b"--x--\r\n")
    yield multipart(file("a.svg", b"<svg/onload=alert(1)>") + b"--x--\r\n")
    yield multipart(file("a.pdf", _PDF + bytes(5 * 1024 * 1024)) + b"--x--\r\n")


MULTIPART = (*_names(), *_heads(), *_frames(), *_files())
"""Names, heads of parts, frames and files that no form of ours makes."""
