"""The published pictures of a catalogue: encoded once, kept in the cache, known by their paths below ``posts/``."""

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from cchc.catalogue import TinItem, urls
from cchc.outputs.artefact import Artefact
from cchc.outputs.pictures.checking import find_file
from cchc.outputs.pictures.encoding import MEDIA_TYPES, Encoded, encode, settings
from cchc.outputs.pictures.named import pictures_of
from cchc.outputs.pictures.published import AnhCongBo, BanAnh, NguonAnh
from cchc.outputs.pictures.reading import AnhHong, decode, measure
from cchc.outputs.pictures.store import Store, StoredFile
from cchc.outputs.pictures.svg import measure_svg
from cchc.text import slug

_FOLDER = f"{urls.TIN_TUC}anh/"


@dataclass(frozen=True)
class Pictures:
    """Published pictures by the path of their source below ``posts/``; ``files`` is where the bytes of each lie."""

    cong_bo: Mapping[str, AnhCongBo] = field(default_factory=dict)
    files: Mapping[str, Path] = field(default_factory=dict)

    def find(self, tep: str) -> AnhCongBo | None:
        """Return what is published of a picture, None for one that no public item names."""
        return self.cong_bo.get(tep)

    def address_of(self, path: str) -> str:
        """Return the address of the fallback of a picture, given the one that its source would have; else ``path``."""
        found = self.find(path.removeprefix(urls.TIN_TUC)) if path.startswith(urls.TIN_TUC) else None
        return found.url if found else path

    def artefacts(self) -> Iterator[Artefact]:
        """Make the files of all pictures, one at a time: together they need not fit into memory."""
        for url, path in sorted(self.files.items()):
            yield Artefact(url.lstrip("/"), path.read_bytes())


def make_pictures(root: Path, tin: Iterable[TinItem], cache_dir: Path) -> Pictures:
    """Encode the pictures that public items name, several at a time; what is in the cache is taken from there.

    Pictures of drafts and of withdrawn items are not published, whoever guesses their address.
    """
    store = Store(cache_dir / "pictures" / "encoded")
    keys: dict[str, str] = {}
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for tep in sorted({anh.tep for item in tin for anh in pictures_of(item.record)}):
            file = find_file(root, tep)
            if file is None:
                continue
            data = file.read_bytes()
            keys[tep] = hashlib.sha256(settings().encode() + data).hexdigest()[:32]
            if not store.find(keys[tep]) and _is_sound(tep, data):
                pool.submit(_encode_into, store, keys[tep], tep, data)
    store.keep_only(set(keys.values()))
    found = {tep: (key, store.find(key)) for tep, key in keys.items()}
    return _describe({tep: (key, files) for tep, (key, files) in found.items() if files})


def _is_sound(tep: str, data: bytes) -> bool:
    """What is wrong with a picture has been told when it was checked; here it is only left out."""
    try:
        measure_svg(data) if tep.lower().endswith(".svg") else measure(data)
    except AnhHong:
        return False
    return True


def _encode_into(store: Store, key: str, tep: str, data: bytes) -> None:
    if tep.lower().endswith(".svg"):
        store.put(key, [Encoded("svg", *measure_svg(data), data)])
        return
    try:
        image = decode(data)
    except AnhHong:
        return
    store.put(key, encode(image))


def _describe(found: Mapping[str, tuple[str, tuple[StoredFile, ...]]]) -> Pictures:
    cong_bo: dict[str, AnhCongBo] = {}
    places: dict[str, Path] = {}
    for tep, (key, files) in found.items():
        formats = [
            NguonAnh(MEDIA_TYPES[duoi], tuple(_publish(tep, key, file, places) for file in group))
            for duoi, group in groupby(files, key=lambda file: file.duoi)
        ]
        widest = formats[-1].ban[-1]
        cong_bo[tep] = AnhCongBo(
            url=widest.url,
            kieu=formats[-1].kieu,
            kich_thuoc=widest.kich_thuoc,
            rong=widest.rong,
            cao=widest.cao,
            nguon=tuple(formats[:-1]),
            lui=formats[-1].ban,
        )
    return Pictures(cong_bo, places)


def _publish(tep: str, key: str, file: StoredFile, places: dict[str, Path]) -> BanAnh:
    """Name one file after its source, its width and the hash of both, so that browsers may keep it for good."""
    name = slug(urls.stem(tep)) or "anh"
    width = "" if file.duoi == "svg" else f"-{file.rong}"
    url = f"{_FOLDER}{name}{width}.{key[:8]}.{file.duoi}"
    places[url] = file.path
    return BanAnh(url, file.rong, file.cao, file.kich_thuoc)
