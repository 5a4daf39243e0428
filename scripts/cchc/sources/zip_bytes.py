"""ZIP archives as bytes: members taken out as they are stored, put together again the same way every time."""

import struct
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO

_DATE = (1 << 5) | 1
"""1 January 1980, the first day that the format knows: archives tell nothing of when they were made."""

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_UTF8 = 0x800


@dataclass(frozen=True)
class Member:
    """One file of an archive; ``data`` is compressed as ``method`` says."""

    name: str
    method: int
    crc: int
    size: int
    data: bytes


def stored(name: str, data: bytes) -> Member:
    """Return a member that is not compressed."""
    return Member(name, zipfile.ZIP_STORED, zlib.crc32(data), len(data), data)


def unpack(archive: bytes) -> list[Member]:
    """Return the members of an archive in their order, nothing decompressed; raise zipfile.BadZipFile."""
    with zipfile.ZipFile(BytesIO(archive)) as opened:
        return [_member(archive, info) for info in opened.infolist() if not info.is_dir()]


def pack(members: Iterable[Member]) -> bytes:
    """Return the archive of these members; the same members always give the same bytes."""
    body, directory, count = bytearray(), bytearray(), 0
    for member in members:
        name = member.name.encode()
        flags = 0 if member.name.isascii() else _UTF8
        known = (flags, member.method, 0, _DATE, member.crc, len(member.data), member.size, len(name))
        directory += _CENTRAL.pack(b"PK\x01\x02", 20, 20, *known, 0, 0, 0, 0, 0, len(body)) + name
        body += _LOCAL.pack(b"PK\x03\x04", 20, *known, 0) + name + member.data
        count += 1
    return bytes(body + directory + _END.pack(b"PK\x05\x06", 0, 0, count, count, len(directory), len(body), 0))


def stored_size(files: Iterable[tuple[str, int]]) -> int:
    """Return the size of an archive of uncompressed members, told by name and size, without making it."""
    return _END.size + sum(_LOCAL.size + _CENTRAL.size + 2 * len(name.encode()) + size for name, size in files)


def _member(archive: bytes, info: zipfile.ZipInfo) -> Member:
    header = archive[info.header_offset : info.header_offset + _LOCAL.size]
    if len(header) < _LOCAL.size:
        raise zipfile.BadZipFile(f"truncated header of {info.filename}")
    *_, name_length, extra_length = _LOCAL.unpack(header)
    start = info.header_offset + _LOCAL.size + name_length + extra_length
    data = archive[start : start + info.compress_size]
    return Member(info.filename, info.compress_type, info.CRC, info.file_size, data)
