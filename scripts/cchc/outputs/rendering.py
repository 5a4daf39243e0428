"""The Jinja environment of record pages: typed records in, the HTML of the page's main part out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from cchc.catalogue import urls
from cchc.model.nhan import nhan
from cchc.model.site import Site
from cchc.outputs import share, wording
from cchc.outputs.cards import Cards
from cchc.outputs.khung import GOC
from cchc.outputs.markdown_text import MarkdownText
from cchc.outputs.page import Crumb, Page
from cchc.outputs.pictures import AnhCongBo, Pictures, place_pictures
from cchc.text import shorten
from cchc.text.money import format_number


@dataclass(frozen=True)
class Rendering:
    """Everything that turns a page description into the four slots of its frame."""

    env: Environment
    markdown: MarkdownText
    site: Site
    pictures: Pictures = field(default_factory=Pictures)
    cards: Cards = field(default_factory=Cards)

    def slots(self, page: Page) -> dict[str, str]:
        """Render the slots of a page: title, head metadata, breadcrumb and main part."""
        return {
            "tieu_de": self.title(page.tieu_de),
            "dau_trang": self.head(page),
            "duong_dan": self.breadcrumb(page.duong_dan),
            "than": self.render(page.template, **page.context, dia_chi_trang=page.url),
        }

    def title(self, tieu_de: str) -> str:
        """Return the escaped text of the title element."""
        parts = dict.fromkeys(part for part in (shorten(tieu_de, 120), self.site.ten_chuyen_muc, self.site.ten_co_quan))
        return str(Markup.escape(" – ".join(part for part in parts if part)))

    def head(self, page: Page) -> str:
        """Render the metadata of the head: description, canonical address, Dublin Core, Open Graph, feeds."""
        return self.render(
            "_dau_trang.html",
            tieu_de=page.tieu_de,
            mo_ta=shorten(page.mo_ta or page.tieu_de, 300),
            canonical=self.absolute(page.url) if page.lap_chi_muc else "",
            anh=self.cards.find(page.url),
            anh_url=self._social_picture(page),
            loai=page.loai,
            cap_nhat=page.cap_nhat,
            don_vi=page.don_vi or self.site.ten_co_quan,
            rss=page.rss,
            lap_chi_muc=page.lap_chi_muc,
            chuyen_den=page.chuyen_den,
            du_lieu=page.du_lieu,
        )

    def breadcrumb(self, crumbs: Sequence[Crumb]) -> str:
        """Render the breadcrumb; the home page has none."""
        if not crumbs:
            return ""
        return self.render("_duong_dan.html", cac_muc=[("Trang chủ", urls.TRANG_CHU), *crumbs])

    def _social_picture(self, page: Page) -> str:
        """Return the address of the page's card, of its own picture where there are no cards, or an empty text."""
        card = self.cards.find(page.url)
        path = card.url if card else self.pictures.address_of(page.anh_url)
        return self.absolute(path) if path else ""

    def render(self, template: str, **context: object) -> str:
        """Render one template below ``overrides/cchc/``."""
        return self.env.get_template(f"cchc/{template}").render(**context)

    def absolute(self, path: str) -> str:
        """Return the absolute address of a path of the site, empty when the site has no address yet."""
        return self.site.url.rstrip("/") + path if self.site.url else ""


def make_rendering(
    template_dirs: Sequence[Path],
    site: Site,
    *,
    cache_dir: Path | None,
    pictures: Pictures | None = None,
    cards: Cards | None = None,
) -> Rendering:
    """Set up the environment: autoescape on, unknown names are errors, compiled templates kept in the cache folder."""
    pictures = pictures or Pictures()
    markdown = MarkdownText(cache_dir / "markdown.pickle" if cache_dir else None)
    env = Environment(
        loader=FileSystemLoader([str(folder) for folder in template_dirs]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=_bytecode_cache(cache_dir),
    )
    rendering = Rendering(env, markdown, site, pictures, cards or Cards())
    env.globals.update(
        site=site,
        url=link,
        tai=lambda path: link(pictures.address_of(path)),
        tuyet_doi=rendering.absolute,
        anh_cong_bo=pictures.find,
        bieu_tuong=_read_icons().__getitem__,
    )
    env.filters.update(
        ngay=wording.word_day,
        gio_ngay=wording.word_moment,
        iso=wording.iso,
        tien=wording.word_phi,
        thoi_han=wording.word_thoi_han,
        kich_thuoc=wording.word_size,
        so=format_number,
        nhan=nhan,
        md=_free_text(rendering, "trong_bai"),
        md_gon=_free_text(rendering, "trong_nguon_tin"),
        dong=lambda text: " ".join(str(text).split()),
        ngan=shorten,
        hai_cau=share.first_sentences,
        the_bam=share.make_hashtag,
    )
    return rendering


def link(path: str) -> str:
    """Return the link to a path of the site, to be made relative when the page's depth is known."""
    return GOC + path.lstrip("/")


def _free_text(rendering: Rendering, macro: str) -> Callable[[str], Markup]:
    """Return the filter that turns Markdown into HTML, its pictures printed by a macro of ``_anh.html``."""

    def print_picture(anh: AnhCongBo, alt: str, title: str) -> str:
        return str(getattr(rendering.env.get_template("cchc/_anh.html").module, macro)(anh, alt, title))

    def render(text: str) -> Markup:
        html = rendering.markdown.render(text)
        return Markup(place_pictures(html, rendering.pictures.find, print_picture))  # noqa: S704 - raw HTML is escaped

    return render


def _bytecode_cache(cache_dir: Path | None) -> FileSystemBytecodeCache | None:
    if cache_dir is None:
        return None
    folder = cache_dir / "templates"
    folder.mkdir(parents=True, exist_ok=True)
    return FileSystemBytecodeCache(str(folder))


def _read_icons() -> dict[str, Markup]:
    """Return the package's own drawings by name; templates print them inline, so that they take the text's colour."""
    folder = resources.files("cchc.outputs").joinpath("assets", "icons")
    drawings = {file.name.removesuffix(".svg"): file.read_text(encoding="utf-8") for file in folder.iterdir()}
    return {ten: Markup(svg.strip()) for ten, svg in drawings.items()}  # noqa: S704 - the package's own drawings
