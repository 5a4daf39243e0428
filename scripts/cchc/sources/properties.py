"""What a published form must not tell: author, editor, company, dates and programs in the properties of the file."""

import re
import zipfile
import zlib

from cchc.model.bieu_mau import DinhDang
from cchc.sources.zip_bytes import Member, pack, stored, unpack

_EMPTY = {
    "docProps/core.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties xmlns:cp='
    b'"http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>',
    "docProps/app.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns='
    b'"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>',
    "docProps/custom.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns='
    b'"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>',
    "meta.xml": b'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-meta xmlns:office='
    b'"urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.2"><office:meta/></office:document-meta>',
}
"""Empty properties of Office Open XML and OpenDocument, by the name of their part."""

_INFO = re.compile(rb"/Info\s+(\d+)\s+(\d+)\s+R")
_METADATA = re.compile(rb"/Metadata\s+\d+\s+\d+\s+R")
_STREAM = re.compile(rb"obj\s*(<<(?:(?!endobj).){0,2000}?>>)\s*stream\r?\n", re.DOTALL)


def strip_properties(data: bytes, dinh_dang: DinhDang) -> bytes:
    """Return a document without its properties; its text stays as it is, the same bytes come out every time.

    A PDF with a digital signature is returned untouched, because any change would break the signature.
    """
    if dinh_dang is DinhDang.PDF:
        return data if b"/ByteRange" in data else _strip_pdf(data)
    try:
        return pack(_without_properties(member) for member in unpack(data))
    except zipfile.BadZipFile:
        return data


def _without_properties(member: Member) -> Member:
    return stored(member.name, _EMPTY[member.name]) if member.name in _EMPTY else member


def _strip_pdf(data: bytes) -> bytes:
    """Overwrite the document's information and metadata with spaces, so that no address in the file moves."""
    out = bytearray(data)
    numbers = {(int(found[1]), int(found[2])) for found in _INFO.finditer(data)}
    for match in [*_INFO.finditer(data), *_METADATA.finditer(data)]:
        _blank(out, match.start(), match.end())
    for number, generation in numbers:
        for match in re.finditer(rb"(?<!\d)%d\s+%d\s+obj\s*<<" % (number, generation), data):
            end = data.rfind(b">>", match.end(), max(data.find(b"endobj", match.end()), match.end()))
            _blank(out, match.end(), end)
    for match in _STREAM.finditer(data):
        end = data.find(b"endstream", match.end())
        if re.search(rb"/Type\s*/Metadata\b", match[1]):
            _blank(out, match.end(), end)
        elif re.search(rb"/Type\s*/ObjStm\b", match[1]):
            _strip_object_stream(out, match[1], match.end(), end, {number for number, _ in numbers})
    return bytes(out)


def _blank(out: bytearray, start: int, end: int) -> None:
    if end > start:
        out[start:end] = b" " * (end - start)


def _strip_object_stream(out: bytearray, dictionary: bytes, start: int, end: int, numbers: set[int]) -> None:
    """Blank the information inside a compressed stream of objects; it only gets shorter, the rest is padded."""
    count, first = (re.search(rb"/%s\s+(\d+)" % name, dictionary) for name in (b"N", b"First"))
    if not (count and first and b"/FlateDecode" in dictionary):
        return
    try:
        objects = bytearray(zlib.decompressobj().decompress(bytes(out[start:end])))
    except zlib.error:
        return
    offsets = [int(text) for text in bytes(objects[: int(first[1])]).split()[: 2 * int(count[1])]]
    starts = [int(first[1]) + offset for offset in offsets[1::2]]
    for number, begin in zip(offsets[0::2], starts, strict=True):
        if number in numbers:
            until = min((other for other in starts if other > begin), default=len(objects))
            opening, closing = objects.find(b"<<", begin, until), objects.rfind(b">>", begin, until)
            _blank(objects, opening + 2, closing)
    packed = zlib.compress(bytes(objects), 9)
    if len(packed) <= end - start:
        out[start:end] = packed + b"\n" * (end - start - len(packed))
