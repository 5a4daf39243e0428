"""Files made to hurt: each ends in one clear reason, within bounded time and memory."""

import struct
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from cchc.importers import Refused, read_thu_tuc
from importers.prints import make_document, make_docx, make_text, make_zip

pytestmark = pytest.mark.slow

MEGABYTE = 1 << 20

ENTITY = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
LAUGHS = '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'

TCVN3 = "Chi tiết: Thñ tôc hµnh chÝnh\nM· thñ tôc:\n1.900009\n"
VNI = "Chi tieát thuû tuïc haønh chính\nMaõ thuû tuïc:\n1.900009\n"


def refuse(folder: Path, data: bytes) -> str:
    """Return the one reason why a file is refused."""
    file = folder / "tep"
    file.write_bytes(data)
    (outcome,) = read_thu_tuc([file])
    assert isinstance(outcome, Refused)
    return outcome.reason


def lie_about_size(data: bytes) -> bytes:
    """Return the package with the unpacked sizes of its directory set to one byte."""
    changed = bytearray(data)
    at = changed.find(b"PK\x01\x02")
    while at >= 0:
        struct.pack_into("<I", changed, at + 24, 1)
        at = changed.find(b"PK\x01\x02", at + 4)
    return bytes(changed)


def bomb() -> bytes:
    """Return a package of some hundred kilobytes whose document unpacks to 100 MB: one huge cell."""
    return make_docx(make_document(Mô_tả="a" * 100 * MEGABYTE))


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "zip bomb with one cell of 100 MB": (bomb, "quá lớn sau khi giải nén"),
    "zip bomb that lies about its size": (lambda: lie_about_size(bomb()), "hỏng"),
    "external entity": (lambda: make_docx(ENTITY + make_document()), "khai báo thực thể"),
    "billion laughs": (lambda: make_docx(LAUGHS + make_document()), "khai báo thực thể"),
    "deep nesting": (lambda: make_docx("<a>" * 100_000), "lồng quá sâu"),
    "long cell": (lambda: make_docx(make_document(Mô_tả="a" * 11 * MEGABYTE)), "ô quá dài"),
    "long field": (lambda: make_docx(make_document(Mô_tả="a" * 2 * MEGABYTE)), "trường note dài bất thường"),
    "broken XML": (lambda: make_docx("<w:document"), "hỏng"),
    "no document": (lambda: make_zip({"xyz": "1"}), "không phải định dạng đọc được"),
    "cut package": (lambda: make_docx()[:400], "bị cụt"),
    "zip of nothing": (lambda: b"PK\x03\x04" + b"\0" * 100, "bị cụt"),
    "long text": (lambda: (make_text() + "a" * 40 * MEGABYTE).encode(), "quá lớn"),
    "TCVN3 in its bytes": (lambda: TCVN3.split(":", 1)[1].encode("latin-1", errors="replace"), "TCVN3"),
    "TCVN3 saved as UTF-8": (lambda: TCVN3.encode(), "TCVN3"),
    "VNI in its bytes": (lambda: VNI.encode("latin-1"), "VNI"),
    "VNI saved as UTF-8": (lambda: VNI.encode(), "VNI"),
    "VNI inside JSON": (lambda: b'{"name": "' + VNI.encode("latin-1")[:20] + b'"}', "VNI"),
    "text in another encoding": (lambda: make_text().encode("utf-8") + b"\xff\xfe", "không phải UTF-8"),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_each_is_refused_with_one_reason_in_bounded_memory(tmp_path: Path, name: str) -> None:
    """The reason says what is wrong, and reading took less than 250 MB however much the file unpacks to."""
    make, reason = HOSTILE[name]
    data = make()
    tracemalloc.start()
    try:
        assert reason in refuse(tmp_path, data)
        assert tracemalloc.get_traced_memory()[1] < 250 * MEGABYTE
    finally:
        tracemalloc.stop()


def test_a_package_with_a_password_is_refused(tmp_path: Path) -> None:
    """An encrypted part is told, not asked for."""
    data = bytearray(make_docx())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    assert "đặt mật khẩu" in refuse(tmp_path, bytes(data))


def test_a_package_with_many_small_parts_is_looked_at_once(tmp_path: Path) -> None:
    """Only the parts that are needed are unpacked, so their number does not matter."""
    file = tmp_path / "nhieu.docx"
    with zipfile.ZipFile(file, "w") as archive:
        for number in range(20_000):
            archive.writestr(f"{number}", b"")
    (outcome,) = read_thu_tuc([file])
    assert isinstance(outcome, Refused)
