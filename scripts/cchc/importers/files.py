"""Files and folders as they are given: found, unpacked from gzip, their first bytes looked at; within limits."""

import gzip
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path

GZIP = b"\x1f\x8b"
BOM = b"\xef\xbb\xbf"
PEEK = 4096


@dataclass(frozen=True)
class Limits:
    """Most bytes that one file may unpack to, that one JSON value may have, and that any other document may have."""

    file: int = 1 << 30
    value: int = 1 << 28
    document: int = 1 << 25


class TooLargeError(Exception):
    """A file goes on beyond the limits."""


def find_files(paths: Iterable[Path]) -> Iterator[tuple[Path, bool]]:
    """Yield each file once, in the order given, inside folders by name, with whether it was itself named."""
    seen: set[Path] = set()
    for path in paths:
        for file, named in _files(path):
            resolved = file.resolve()
            if resolved not in seen:
                seen.add(resolved)
                yield file, named


def unpack(raw: BufferedReader) -> BufferedReader:
    """Return the stream, unpacked if it is gzip."""
    return BufferedReader(gzip.GzipFile(fileobj=raw)) if raw.peek(2).startswith(GZIP) else raw


def read_bounded(stream: BufferedReader, limit: int) -> bytes:
    """Return the whole stream; raise TooLargeError beyond the limit, before more memory is taken."""
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise TooLargeError
    return data


def _files(path: Path) -> Iterator[tuple[Path, bool]]:
    if not path.is_dir():
        yield path, True
        return
    for file in sorted(path.rglob("*")):
        hidden = any(part.startswith(".") for part in file.relative_to(path).parts)
        if file.is_file() and not hidden:
            yield file, False
