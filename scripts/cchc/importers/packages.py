"""Office packages (zip with XML inside): parts read within limits, XML parsed without entities or the network."""

import zipfile
import zlib
from io import BytesIO

from lxml import etree

from cchc.importers.files import TooLargeError

ZIP = b"PK\x03\x04"

Element = etree._Element  # the only name that lxml gives to the type


class BrokenPackageError(Exception):
    """A package that cannot be read; the text says why, in Vietnamese."""


class Package:
    """An office package in memory; every part read counts against one limit of unpacked bytes."""

    def __init__(self, data: bytes, limit: int) -> None:
        """Open the package; raise BrokenPackageError if it is no whole zip."""
        self._left = limit
        try:
            self._archive = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError):
            raise BrokenPackageError("tệp Office bị cụt hoặc hỏng; hãy tải lại") from None

    def __contains__(self, name: str) -> bool:
        return name in self._archive.NameToInfo

    @property
    def names(self) -> list[str]:
        """The names of all files in the package, in its order."""
        return [info.filename for info in self._archive.infolist() if not info.is_dir()]

    def parse(self, name: str) -> Element:
        """Return the root of a part; raise BrokenPackageError, or TooLargeError beyond the limit."""
        data = self.read(name)
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            raise BrokenPackageError("tệp có khai báo thực thể (DOCTYPE) nên không đọc")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(data, parser)
        except etree.XMLSyntaxError:
            raise BrokenPackageError(f"phần {name} hỏng, lồng quá sâu hoặc có ô quá dài") from None

    def read(self, name: str) -> bytes:
        """Return the bytes of a part; raise BrokenPackageError, or TooLargeError beyond the limit."""
        try:
            with self._archive.open(name) as part:
                data = part.read(self._left + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, RuntimeError, NotImplementedError, OSError):
            raise BrokenPackageError(f"phần {name} thiếu, bị cụt, hỏng hoặc đặt mật khẩu") from None
        if len(data) > self._left:
            raise TooLargeError
        self._left -= len(data)
        return data
