"""oEmbed 1.0 answers as files: each embeddable list as its frame, each article as a quotation with its link."""

import json
from collections.abc import Iterator, Sequence

from cchc.catalogue import Catalogue
from cchc.outputs.artefact import Artefact
from cchc.outputs.nhung.addresses import CAO_KHUNG, khung_url, oembed_url
from cchc.outputs.nhung.sources import NguonNhung
from cchc.outputs.rendering import Rendering

JSON_OEMBED = "application/json+oembed"
"""The media type under which pages announce their oEmbed answer (oEmbed 1.0, section 4)."""

_RONG = 600
_CAO_DANH_SACH = CAO_KHUNG[str(_RONG)][0]
_CAO_BAI = 220
_CACHE_SECONDS = 3600


def make_oembed(catalogue: Catalogue, sources: Sequence[NguonNhung], rendering: Rendering) -> Iterator[Artefact]:
    """Make the answers for lists and articles."""
    for nguon in sources:
        html = rendering.render(
            "nhung-oembed-danh-sach.html",
            nguon=nguon,
            dia_chi=rendering.absolute(khung_url(nguon.ten)),
            rong=_RONG,
            cao=_CAO_DANH_SACH,
        )
        yield _answer(rendering, nguon.trang, nguon.nhan, html, _CAO_DANH_SACH)
    for item in catalogue.tin:
        html = rendering.render("nhung-oembed-bai.html", tin=item, dia_chi=rendering.absolute(item.url))
        yield _answer(rendering, item.url, item.record.tieu_de, html, _CAO_BAI)


def _answer(rendering: Rendering, page_url: str, title: str, html: str, height: int) -> Artefact:
    site = rendering.site
    answer = {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": f"{site.ten_chuyen_muc} – {site.ten_co_quan}",
        "provider_url": rendering.absolute("/"),
        "cache_age": _CACHE_SECONDS,
        "width": _RONG,
        "height": height,
        "html": html.strip(),
    }
    return Artefact(oembed_url(page_url).lstrip("/"), json.dumps(answer, ensure_ascii=False, indent=1).encode())
