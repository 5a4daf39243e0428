"""Making the frames of record pages: for each menu entry one page of sentinels goes through MkDocs and its theme."""

from dataclasses import dataclass

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from cchc.outputs.khung import GOC, SLOTS, Khung, cut
from cchc.text import slug

_UP = "../../../"


@dataclass(frozen=True)
class Slots:
    """What ``main.html`` prints as ``trang``: finished HTML, or the sentinels of a frame."""

    tieu_de: str
    dau_trang: str
    duong_dan: str
    than: str


SENTINELS = Slots(**SLOTS)


def shell_uri(muc: str) -> str:
    """Return the source address of the frame page for a menu entry.

    It lies three folders deep, so that the theme writes every link to the root as "../../../", which nothing else does.
    """
    return f"khung-{slug(muc) or 'chung'}/khung/khung.md"


def shell_file(muc: str, config: MkDocsConfig) -> File:
    """Return the generated page that becomes the frame for a menu entry."""
    return File.generated(config, shell_uri(muc), content="")


def make_khung(html: str) -> Khung:
    """Cut the rendered frame page and free its links from the depth at which it was rendered."""
    return cut(html.replace(_UP, GOC))
