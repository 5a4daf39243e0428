"""From the package of the browser editor to the few files that the site serves, with nothing that asks other hosts."""

import io
import json
import re
import shutil
import tarfile
from collections.abc import Iterator, Mapping
from pathlib import Path

_KEPT = re.compile(r"package/(?:npm/(index\.js|chunks/[\w.-]+\.js|assets/[\w.-]+)|(LICENSE\.txt))")
_LOCALE = "package/locales/vi.json"
_IMPORT_LOCALE = b"`../locales/vi.json`"
_SOURCE_MAP = re.compile(rb"\n?//# sourceMappingURL=\S+\s*$")
_FONT = re.compile(rb"https://[^/]+/fontsource/fonts/([a-z0-9-]+)(?::vf)?@[\d.]+/(latin-[a-z0-9-]+)\.woff2")
_MAX_BYTES = 80 * 1024 * 1024


class Rejected(Exception):
    """The package is not what this version of the program knows; the message is for whoever installs it."""


def unpack_editor(package: bytes, target: Path) -> int:
    """Put the editor's files below ``target``, replacing what was there; return their number; raise Rejected."""
    files = _prepare(_read(package))
    fresh = target.with_name(f".{target.name}.tmp")
    shutil.rmtree(fresh, ignore_errors=True)
    for name, data in files.items():
        file = fresh / "cms" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    shutil.rmtree(target, ignore_errors=True)
    fresh.rename(target)
    return len(files)


def _read(package: bytes) -> Mapping[str, bytes]:
    try:
        with tarfile.open(fileobj=io.BytesIO(package), mode="r:gz") as archive:
            return dict(_members(archive))
    except tarfile.TarError as error:
        raise Rejected(f"Không đọc được gói: {error}") from error


def _members(archive: tarfile.TarFile) -> Iterator[tuple[str, bytes]]:
    left = _MAX_BYTES
    for member in archive:
        wanted = _KEPT.fullmatch(member.name)
        if not member.isfile() or not (wanted or member.name == _LOCALE) or member.name.endswith(".map"):
            continue
        left -= member.size
        opened = archive.extractfile(member)
        if left < 0 or opened is None:
            raise Rejected("Gói lớn bất thường; không cài gì.")
        yield (wanted[1] or wanted[2] if wanted else "vi.json"), opened.read()


def _prepare(files: Mapping[str, bytes]) -> Mapping[str, bytes]:
    if "index.js" not in files or files["index.js"].count(_IMPORT_LOCALE) != 1 or "vi.json" not in files:
        raise Rejected("Gói có cấu trúc khác phiên bản đã thử; không cài gì.")
    # A browser imports scripts only: the Vietnamese words become one, and fonts are taken from beside them.
    words = json.dumps(json.loads(files["vi.json"]), ensure_ascii=False)
    prepared = {name: _SOURCE_MAP.sub(b"", data) for name, data in files.items() if name != "vi.json"}
    index = prepared["index.js"].replace(_IMPORT_LOCALE, b"`./vi.js`")
    prepared["index.js"] = _FONT.sub(lambda found: _own_font(found, prepared), index)
    return prepared | {"vi.js": f"export default {words}\n".encode()}


def _own_font(found: re.Match[bytes], files: Mapping[str, bytes]) -> bytes:
    name = f"assets/{found[1].decode()}-{found[2].decode()}-"
    own = next((file for file in files if file.startswith(name) and file.endswith(".woff2")), None)
    if own is None:
        raise Rejected(f"Gói thiếu phông chữ {name}; không cài gì.")
    # Styles are written into the page, whose address is /quan-tri/.
    return f"cms/{own}".encode()
