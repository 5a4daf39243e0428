"""JSON in files and folders: one value, a list or a value a line, plain or gzip, told apart by content, not by name."""

import gzip
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BufferedReader
from itertools import chain, islice
from pathlib import Path
from typing import TypeAlias

from pydantic_core import from_json

from cchc.importers.imported import Refused, Skipped

Json: TypeAlias = bool | int | float | str | list["Json"] | dict[str, "Json"] | None


@dataclass(frozen=True)
class Limits:
    """Most bytes that one file may unpack to, and that one JSON value (a document or a line) may have."""

    file: int = 1 << 30
    value: int = 1 << 28


_GZIP = b"\x1f\x8b"
_BOM = b"\xef\xbb\xbf"
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"{\0", b"[\0", b"\0{", b"\0[")
_PEEK = 4096


@dataclass(frozen=True)
class Found:
    """A JSON value and where it stood."""

    origin: str
    value: Json


class _TooLargeError(Exception):
    """A file goes on beyond the limits."""


def find_values(paths: Iterable[Path], limits: Limits) -> Iterator[Found | Refused | Skipped]:
    """Yield the JSON values of files and folders, in the order given, inside folders by name; each file once.

    Files of a folder that neither look like JSON nor are named so are skipped; a file that was named is refused.
    """
    seen: set[Path] = set()
    for path in paths:
        for file, named in _files(path):
            resolved = file.resolve()
            if resolved not in seen:
                seen.add(resolved)
                yield from _read_file(file, limits, named=named)


def _files(path: Path) -> Iterator[tuple[Path, bool]]:
    if not path.is_dir():
        yield path, True
        return
    for file in sorted(path.rglob("*")):
        hidden = any(part.startswith(".") for part in file.relative_to(path).parts)
        if file.is_file() and not hidden:
            yield file, False


def _read_file(file: Path, limits: Limits, *, named: bool) -> Iterator[Found | Refused | Skipped]:
    origin = str(file)
    try:
        with file.open("rb") as raw, _unpacked(raw) as stream:
            head = stream.peek(_PEEK)[:_PEEK].removeprefix(_BOM).lstrip()
            if head.startswith((b"{", b"[")) and not _looks_wide(head):
                yield from _read_values(_lines(stream, limits), limits, origin)
            elif named or ".json" in file.name.casefold() or _looks_wide(head):
                yield Refused(origin, "", _why_not_json(head))
            else:
                yield Skipped(origin)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        yield Refused(origin, "", "tệp nén gzip bị cụt hoặc hỏng; hãy tải lại")
    except OSError as error:
        yield Refused(origin, "", f"không đọc được tệp ({error.strerror or error})")
    except _TooLargeError:
        yield Refused(origin, "", "tệp quá lớn sau khi giải nén; hãy chia nhỏ")


def _unpacked(raw: BufferedReader) -> BufferedReader:
    return BufferedReader(gzip.GzipFile(fileobj=raw)) if raw.peek(2).startswith(_GZIP) else raw


def _looks_wide(head: bytes) -> bool:
    return head.startswith(_WIDE)


def _why_not_json(head: bytes) -> str:
    if not head:
        return "tệp rỗng"
    if _looks_wide(head):
        return "tệp không phải UTF-8 (có vẻ là UTF-16); hãy lưu lại với mã UTF-8"
    return "tệp không phải JSON"


def _lines(stream: BufferedReader, limits: Limits) -> Iterator[bytes]:
    """Yield the lines; stop at the limits, so that a small archive cannot fill the memory."""
    total = 0
    while line := stream.readline(limits.value + 1):
        total += len(line)
        if len(line) > limits.value or total > limits.file:
            raise _TooLargeError
        yield line if total > len(line) else line.removeprefix(_BOM)


def _read_values(lines: Iterator[bytes], limits: Limits, origin: str) -> Iterator[Found | Refused]:
    first = list(islice(lines, 2))
    if _is_value(first[0]) or (len(first) > 1 and first[0].rstrip().endswith(b"}") and _is_value(first[1])):
        yield from _read_lines(chain(first, lines), origin)
        return
    document = bytearray()
    for line in chain(first, lines):
        document += line
        if len(document) > limits.value:
            raise _TooLargeError
    yield from _read_one(document, origin)


def _is_value(line: bytes) -> bool:
    try:
        return isinstance(from_json(line, allow_inf_nan=False), dict)
    except ValueError:
        return False


def _read_lines(lines: Iterable[bytes], origin: str) -> Iterator[Found | Refused]:
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield from _read_one(line, f"{origin}, dòng {number}")


def _read_one(data: bytes | bytearray, origin: str) -> Iterator[Found | Refused]:
    try:
        value = from_json(data, allow_inf_nan=False)
    except ValueError as error:
        yield Refused(origin, "", _explain(data, str(error)))
        return
    if isinstance(value, list):
        yield from (Found(f"{origin}, mục {position}", item) for position, item in enumerate(value, 1))
    else:
        yield Found(origin, value)


def _explain(data: bytes | bytearray, error: str) -> str:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as wrong:
        line = data.count(b"\n", 0, wrong.start) + 1
        return f"không phải UTF-8 (sai từ dòng {line}); hãy lưu lại với mã UTF-8"
    place = re.search(r"line (\d+) column (\d+)", error)
    where = f" ở dòng {place[1]}, cột {place[2]}" if place else ""
    if "EOF" in error:
        return f"JSON bị cụt{where}; hãy tải lại"
    if "recursion" in error:
        return f"JSON lồng quá sâu{where}"
    return f"JSON sai cú pháp{where}"
