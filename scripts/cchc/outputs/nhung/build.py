"""The files that other sites load: frames, fragments, oEmbed, the web component, who may show the frames."""

import json
from collections.abc import Iterator, Mapping
from importlib import resources

from cchc.catalogue import Catalogue
from cchc.catalogue.frame_origins import find_origins
from cchc.outputs.artefact import Artefact
from cchc.outputs.khung import GOC, goc_of
from cchc.outputs.nhung.addresses import CAO_KHUNG, GOC_DUOC_PHEP, SO_TIN, VI_DU, khung_url, manh_url, oembed_url
from cchc.outputs.nhung.component import find_component, make_component, read_asset
from cchc.outputs.nhung.oembed import make_oembed
from cchc.outputs.nhung.sources import NguonNhung, list_sources
from cchc.outputs.rendering import Rendering
from cchc.outputs.stylesheet import hashed
from cchc.text import to_vietnam


def make_nhung(catalogue: Catalogue, rendering: Rendering) -> Iterator[Artefact]:
    """Make everything below ``/nhung/`` but the page that composes the snippets."""
    sources = tuple(list_sources(catalogue))
    style = hashed("khung-nhung", "css", f"{_tokens()}\n{read_asset('khung.css').decode()}")
    yield style
    for nguon in sources:
        for so in SO_TIN:
            yield _frame(rendering, nguon, so, f"/{style.uri}")
            yield _fragment(rendering, nguon, so)
    yield from make_oembed(catalogue, sources, rendering)
    yield from make_component()
    yield from _example(rendering, sources)
    yield _origins(catalogue)


def _frame(rendering: Rendering, nguon: NguonNhung, so: int, css_url: str) -> Artefact:
    context = {
        "nguon": nguon,
        "tin": nguon.tin[:so],
        "so": so,
        "css_url": css_url,
        "oembed_url": oembed_url(nguon.trang),
    }
    return _page(rendering, khung_url(nguon.ten, so), "nhung-khung.html", context)


def _fragment(rendering: Rendering, nguon: NguonNhung, so: int) -> Artefact:
    html = rendering.render("nhung-manh.html", nguon=nguon, tin=nguon.tin[:so], tuyet_doi=rendering.absolute)
    return Artefact(manh_url(nguon.ten, so).lstrip("/"), f"{html}\n".encode())


def _example(rendering: Rendering, sources: tuple[NguonNhung, ...]) -> Iterator[Artefact]:
    """Make the page of an imagined hospital that uses all three ways."""
    style = hashed("vi-du-nhung", "css", read_asset("vi-du.css").decode())
    yield style
    nguon = sources[0]
    context = {
        "nguon": nguon,
        "tin": nguon.tin[: SO_TIN[0]],
        "thanh_phan": find_component(),
        "khung_url": khung_url(nguon.ten),
        "cao": CAO_KHUNG["300"][0],
        "css_url": f"/{style.uri}",
        "tuyet_doi": rendering.absolute,
    }
    yield _page(rendering, VI_DU, "nhung-vi-du.html", context)


def _page(rendering: Rendering, url: str, template: str, context: Mapping[str, object]) -> Artefact:
    html = rendering.render(template, **context).replace(GOC, goc_of(url))
    return Artefact(f"{url.lstrip('/')}index.html", html.encode())


def _origins(catalogue: Catalogue) -> Artefact:
    """Make the list of sites that may show the frames, for the servers that send the policy.

    It is public, as each answer's policy is: it says no more than the pages of the units.
    """
    today = to_vietnam(catalogue.now).date()
    origins = find_origins((item.record for item in catalogue.don_vi.values()), today)
    text = json.dumps({"frame_ancestors": origins}, ensure_ascii=False, indent=2)
    return Artefact(GOC_DUOC_PHEP.lstrip("/"), f"{text}\n".encode())


def _tokens() -> str:
    file = resources.files("cchc.outputs").joinpath("assets", "css", "10-tokens.css")
    return file.read_text(encoding="utf-8")
