"""What a record page is before it is rendered: its address, its frame, its template and what the template is given."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

Crumb = tuple[str, str]
"""A step of the breadcrumb: its words and its address, empty for the page itself."""


@dataclass(frozen=True)
class Page:
    """One page of records.

    ``url`` begins with "/" and ends with "/" (or names a file such as ``/404.html``); ``muc`` is the menu entry that
    is marked as current; ``template`` names a file below ``overrides/cchc/``; ``rss`` are the feeds to announce;
    ``chuyen_den`` is the address to which an old one leads.
    ``du_lieu`` are the files that say the same as data, each with its media type.
    """

    url: str
    template: str
    tieu_de: str
    muc: str = ""
    mo_ta: str = ""
    duong_dan: tuple[Crumb, ...] = ()
    context: Mapping[str, object] = field(default_factory=dict)
    cap_nhat: datetime | None = None
    anh_url: str = ""
    loai: str = "website"
    don_vi: str = ""
    rss: tuple[tuple[str, str], ...] = ()
    lap_chi_muc: bool = True
    chuyen_den: str = ""
    du_lieu: tuple[tuple[str, str], ...] = ()

    @property
    def uri(self) -> str:
        """The path of the page's file below the site's folder."""
        path = self.url.lstrip("/")
        return f"{path}index.html" if not path or path.endswith("/") else path
