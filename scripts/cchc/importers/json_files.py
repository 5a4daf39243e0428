"""JSON in a stream: one value, a list or a value a line, told apart by content."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BufferedReader
from itertools import chain, islice
from typing import TypeAlias

from pydantic_core import from_json

from cchc.importers.encoding import WrongEncodingError, decode
from cchc.importers.files import BOM, Limits, TooLargeError
from cchc.importers.imported import Refused

Json: TypeAlias = bool | int | float | str | list["Json"] | dict[str, "Json"] | None


@dataclass(frozen=True)
class Found:
    """A JSON value and where it stood."""

    origin: str
    value: Json


def read_values(stream: BufferedReader, limits: Limits, origin: str) -> Iterator[Found | Refused]:
    """Yield the JSON values of a stream; what cannot be read is refused with its reason, other lines go on.

    Raise TooLargeError as soon as the stream passes the limits.
    """
    lines = _lines(stream, limits)
    first = list(islice(lines, 2))
    if _is_value(first[0]) or (len(first) > 1 and first[0].rstrip().endswith(b"}") and _is_value(first[1])):
        yield from _read_lines(chain(first, lines), origin)
        return
    document = bytearray()
    for line in chain(first, lines):
        document += line
        if len(document) > limits.value:
            raise TooLargeError
    yield from _read_one(document, origin)


def _lines(stream: BufferedReader, limits: Limits) -> Iterator[bytes]:
    """Yield the lines; stop at the limits, so that a small archive cannot fill the memory."""
    total = 0
    while line := stream.readline(limits.value + 1):
        total += len(line)
        if len(line) > limits.value or total > limits.file:
            raise TooLargeError
        yield line if total > len(line) else line.removeprefix(BOM)


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
        decode(data)
    except WrongEncodingError as wrong:
        return str(wrong)
    place = re.search(r"line (\d+) column (\d+)", error)
    where = f" ở dòng {place[1]}, cột {place[2]}" if place else ""
    if "EOF" in error:
        return f"JSON bị cụt{where}; hãy tải lại"
    if "recursion" in error:
        return f"JSON lồng quá sâu{where}"
    return f"JSON sai cú pháp{where}"
