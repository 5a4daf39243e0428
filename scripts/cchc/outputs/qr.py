"""QR codes of page addresses as SVG files (ISO/IEC 18004): byte mode, one mask, versions 2 to 6.

A general library tries eight masks and takes 15 ms a code, a minute for the national catalogue; here the constant part
of a code is laid out once for each version, and a code takes a fraction of a millisecond.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, zip_longest

from lxml import etree

_QUIET = 4
_DARK = re.compile(rb"\x01+")
_SVG = "http://www.w3.org/2000/svg"


@dataclass(frozen=True)
class _Version:
    """One row of the standard's tables: error level (0 = M, 1 = L), blocks, their data and correction codewords."""

    number: int
    level: int
    blocks: int
    data: int
    correction: int

    @property
    def size(self) -> int:
        return 4 * self.number + 17

    @property
    def capacity(self) -> int:
        # Mode and length take twelve bits.
        return self.blocks * self.data - 2


_VERSIONS = (
    _Version(2, 0, 1, 28, 16),
    _Version(3, 0, 1, 44, 26),
    _Version(4, 0, 2, 32, 18),
    _Version(5, 0, 2, 43, 24),
    _Version(6, 0, 4, 27, 16),
    _Version(6, 1, 2, 68, 18),
)


def make_qr_svg(text: str) -> bytes | None:
    """Return the SVG file of an address; None when it is too long (more than 134 bytes) to be scanned with ease."""
    rows = make_qr(text)
    if rows is None:
        return None
    side = len(rows) + 2 * _QUIET
    root = etree.fromstring(f'<svg xmlns="{_SVG}" viewBox="0 0 {side} {side}" width="160" height="160"/>'.encode())
    etree.SubElement(root, f"{{{_SVG}}}path", fill="#fff", d=f"M0 0h{side}v{side}H0z")
    path = "".join(chain.from_iterable(_runs(row, y + _QUIET) for y, row in enumerate(rows)))
    etree.SubElement(root, f"{{{_SVG}}}path", fill="#000", d=path)
    return etree.tostring(root)


def can_make_qr(text: str) -> bool:
    """Tell whether an address is short enough for a code."""
    return _find_version(len(text.encode())) is not None


def make_qr(text: str) -> list[bytes] | None:
    """Return the rows of a code, a byte (1 = dark) for each module without the quiet zone, or None if too long."""
    data = text.encode()
    version = _find_version(len(data))
    if version is None:
        return None
    modules, order = _layout(version)
    filled = bytearray(modules)
    bits = "".join(f"{codeword:08b}" for codeword in _codewords(data, version))
    for place, bit in zip(order, bits, strict=False):
        filled[place] ^= bit == "1"
    return [bytes(filled[start : start + version.size]) for start in range(0, len(filled), version.size)]


def _find_version(length: int) -> _Version | None:
    return next((version for version in _VERSIONS if length <= version.capacity), None)


def _runs(row: bytes, y: int) -> Iterator[str]:
    for run in _DARK.finditer(row):
        length = run.end() - run.start()
        yield f"M{_QUIET + run.start()} {y}h{length}v1h-{length}z"


def _codewords(data: bytes, version: _Version) -> Iterator[int]:
    total = version.blocks * version.data
    stream = int.from_bytes(bytes([4 << 4 | len(data) >> 4, (len(data) & 15) << 4]))
    stream = (stream << 8 * len(data)) | int.from_bytes(data) << 4
    padded = stream.to_bytes(len(data) + 2) + b"\xec\x11" * total
    blocks = [padded[start * version.data : (start + 1) * version.data] for start in range(version.blocks)]
    corrections = [_correct(block, version.correction) for block in blocks]
    for column in chain(zip_longest(*blocks), zip_longest(*corrections)):
        yield from column


def _correct(block: bytes, length: int) -> bytes:
    """Return the Reed-Solomon remainder over GF(256) with the polynomial 0x11d."""
    rows = _remainders(length)
    whole = (1 << 8 * length) - 1
    remainder = 0
    for codeword in block:
        remainder = (remainder << 8 & whole) ^ rows[codeword ^ remainder >> 8 * (length - 1)]
    return remainder.to_bytes(length)


@lru_cache(maxsize=8)
def _remainders(length: int) -> tuple[int, ...]:
    """Return what each leading codeword adds to the remainder: its product with the generator polynomial."""
    generator = [1]
    root = 1
    for _ in range(length):
        shifted = [*generator, 0]
        generator = [a ^ _multiply(b, root) for a, b in zip(shifted, [0, *generator], strict=True)]
        root = _multiply(root, 2)
    return tuple(int.from_bytes(bytes(_multiply(factor, g) for g in generator[1:])) for factor in range(256))


def _multiply(a: int, b: int) -> int:
    product = 0
    while b:
        product ^= a * (b & 1)
        a = (a << 1) ^ (0x11D if a & 0x80 else 0)
        b >>= 1
    return product


@lru_cache(maxsize=8)
def _layout(version: _Version) -> tuple[bytes, tuple[int, ...]]:
    """Return all modules with patterns and mask in place, and where the bits of the message go, in their order."""
    size = version.size
    grid: list[list[int | None]] = [[None] * size for _ in range(size)]
    for top, left in ((0, 0), (0, size - 7), (size - 7, 0)):
        _draw_square(grid, top + 3, left + 3, 4)
    _draw_square(grid, size - 7, size - 7, 2)
    for index in range(8, size - 8):
        grid[6][index] = grid[index][6] = (index + 1) % 2
    _draw_format(grid, version.level)
    order = tuple(_places(grid))
    # Mask 0 inverts every second module of the message.
    modules = bytes(
        (x + y + 1) % 2 if dark is None else dark for y, row in enumerate(grid) for x, dark in enumerate(row)
    )
    return modules, order


def _draw_square(grid: list[list[int | None]], y: int, x: int, radius: int) -> None:
    """Draw concentric squares around a centre: a finder with its light border (4) or an alignment mark (2)."""
    light = {2: (1,), 4: (2, 4)}[radius]
    for row in range(max(0, y - radius), min(len(grid), y + radius + 1)):
        for column in range(max(0, x - radius), min(len(grid), x + radius + 1)):
            grid[row][column] = int(max(abs(row - y), abs(column - x)) not in light)


def _draw_format(grid: list[list[int | None]], level: int) -> None:
    """Draw both copies of the format: error level and mask 0, protected by a BCH code."""
    size = len(grid)
    remainder = level << 3
    for _ in range(10):
        remainder = remainder << 1 ^ (0x537 if remainder >> 9 else 0)
    bits = (level << 13 | remainder) ^ 0x5412
    around = [(row, 8) for row in (0, 1, 2, 3, 4, 5, 7, 8)] + [(8, column) for column in (7, 5, 4, 3, 2, 1, 0)]
    split = [(8, size - 1 - index) for index in range(8)] + [(size - 7 + index, 8) for index in range(7)]
    for index, places in enumerate(zip(around, split, strict=True)):
        for row, column in places:
            grid[row][column] = bits >> index & 1
    grid[size - 8][8] = 1


def _places(grid: Sequence[Sequence[int | None]]) -> Iterator[int]:
    """Yield the free modules in the standard's order: column pairs from the right, upwards and downwards in turn."""
    size = len(grid)
    columns = [column for column in range(size - 1, 0, -2) if column > 6] + [5, 3, 1]
    for number, right in enumerate(columns):
        rows = range(size) if number % 2 else range(size - 1, -1, -1)
        yield from (row * size + column for row in rows for column in (right, right - 1) if grid[row][column] is None)
