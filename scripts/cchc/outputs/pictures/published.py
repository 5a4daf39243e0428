"""What the site publishes of one picture: its files by format, and the one that every reader can show."""

from dataclasses import dataclass


@dataclass(frozen=True)
class BanAnh:
    """One file of a picture: its address, its width and height in pixels, its size in bytes."""

    url: str
    rong: int
    cao: int
    kich_thuoc: int


@dataclass(frozen=True)
class NguonAnh:
    """The files of one format, the narrowest first; ``kieu`` is the media type."""

    kieu: str
    ban: tuple[BanAnh, ...]


@dataclass(frozen=True)
class AnhCongBo:
    """A published picture: ``url``, ``kich_thuoc`` (bytes), ``rong`` and ``cao`` (pixels) are those of the fallback.

    The fallback is a JPEG, a PNG where the picture is transparent, or the SVG itself. ``nguon`` are the formats that
    browsers may take instead, the smallest first; ``lui`` are the files of the fallback in all widths.
    """

    url: str
    kieu: str
    kich_thuoc: int
    rong: int
    cao: int
    nguon: tuple[NguonAnh, ...] = ()
    lui: tuple[BanAnh, ...] = ()
