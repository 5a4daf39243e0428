"""Which page has which social card: one a news item, one a field of procedures, and the site's own for all others."""

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from PIL import __version__ as pillow_version

from cchc.catalogue import Catalogue, TinItem
from cchc.model.site import Site
from cchc.outputs.artefact import Artefact
from cchc.outputs.cards.drawing import ChuThe, draw
from cchc.outputs.cards.typesetting import find_font_file
from cchc.outputs.writing import write_if_changed
from cchc.text import to_vietnam

_FOLDER = "/anh-chia-se/"
_SAMPLE = "Dữ liệu minh họa"


@dataclass(frozen=True)
class The:
    """A card: its address, and what it says for who cannot see it."""

    url: str
    alt: str


@dataclass(frozen=True)
class Cards:
    """Cards by the address of their page; that of all other pages stands under the empty address."""

    by_page: Mapping[str, The] = field(default_factory=dict)
    files: Mapping[str, Path] = field(default_factory=dict)

    def find(self, page_url: str) -> The | None:
        """Return the card of a page, None where cards cannot be drawn."""
        return self.by_page.get(page_url) or self.by_page.get("")

    def artefacts(self) -> Iterator[Artefact]:
        """Make the files of all cards."""
        for url, path in sorted(self.files.items()):
            yield Artefact(url.lstrip("/"), path.read_bytes())


def make_cards(catalogue: Catalogue, site: Site, cache_dir: Path) -> Cards:
    """Draw the cards whose words are new, several at a time; without the font's package there are none."""
    font_file = find_font_file()
    if font_file is None:
        return Cards()
    folder = cache_dir / "cards"
    words = dict(_words(catalogue, site))
    version = _version(font_file)
    names = {chu: f"{hashlib.sha256((version + repr(chu)).encode()).hexdigest()[:12]}.png" for chu in words.values()}
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for chu, name in names.items():
            if not (folder / name).is_file():
                pool.submit(_draw_into, folder / name, chu, font_file)
    _keep_only(folder, set(names.values()))
    return Cards(
        by_page={page: The(_FOLDER + names[chu], f"{chu.chuyen_muc}: {chu.tieu_de}") for page, chu in words.items()},
        files={_FOLDER + name: folder / name for name in names.values()},
    )


def _words(catalogue: Catalogue, site: Site) -> Iterator[tuple[str, ChuThe]]:
    """Yield the words of the card of each page that has its own, the site's first."""
    sample = _SAMPLE if site.du_lieu_mau else ""
    yield "", ChuThe(site.co_quan_cap_tren, "Thông tin chính thức", _whole(site), _foot(site.url, sample))
    for item in catalogue.tin:
        yield item.url, _of_tin(item, site)
    for muc in catalogue.linh_vuc.values():
        words = ChuThe(site.ten_co_quan, "Thủ tục hành chính", f"Lĩnh vực {muc.ten}", _foot(site.url, sample))
        yield muc.url, words
        for thu_tuc in catalogue.thu_tuc.values():
            if thu_tuc.linh_vuc.ma == muc.ma:
                yield thu_tuc.url, words


def _whole(site: Site) -> str:
    return f"{site.ten_chuyen_muc} – {site.ten_co_quan}"


def _of_tin(item: TinItem, site: Site) -> ChuThe:
    day = f"{to_vietnam(item.record.ngay_dang):%d/%m/%Y}"
    unit = item.don_vi.record.ten if item.don_vi else ""
    sample = _SAMPLE if site.du_lieu_mau or item.record.du_lieu_mau else ""
    foot = _foot(day, unit if unit != site.ten_co_quan else "", sample)
    return ChuThe(site.ten_co_quan, item.chuyen_muc.ten, item.record.tieu_de, foot)


def _foot(*parts: str) -> str:
    cleaned = (part.removeprefix("https://").removeprefix("http://").strip("/") for part in parts)
    return " · ".join(part for part in cleaned if part)


def _version(font_file: Path) -> str:
    """Return everything but the words on which the bytes of a card depend."""
    digest = hashlib.sha256(f"{pillow_version} {font_file.stat().st_size}".encode())
    for file in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _draw_into(file: Path, words: ChuThe, font_file: Path) -> None:
    write_if_changed(file, draw(words, font_file))


def _keep_only(folder: Path, names: Iterable[str]) -> None:
    for file in folder.glob("*.png"):
        if file.name not in names:
            file.unlink(missing_ok=True)
