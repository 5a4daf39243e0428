"""The plugin's options in ``mkdocs.yml``: who publishes the site."""

from typing import Any
from urllib.parse import urlsplit

from mkdocs.config import base
from mkdocs.config import config_options as c
from mkdocs.config.defaults import MkDocsConfig

from cchc.model.site import Site
from cchc.model.trinh_bien_tap import TrinhBienTap

_TEXTS = (
    "ten_co_quan",
    "co_quan_cap_tren",
    "ten_chuyen_muc",
    "mo_ta",
    "dia_chi",
    "dien_thoai",
    "duong_day_nong",
    "email",
    "gio_lam_viec",
    "chiu_trach_nhiem",
    "giay_phep",
    "giay_phep_du_lieu",
    "url_giay_phep_du_lieu",
    "logo",
    "url_dvcqg",
    "url_phan_anh",
    "goc_dinh_danh",
    "hub_websub",
)


class CchcConfig(base.Config):  # type: ignore[no-untyped-call] # MkDocs leaves the hook untyped
    """Options of the plugin. An unset text keeps the default of ``model.site``."""

    ten_co_quan = c.Optional(c.Type(str))
    co_quan_cap_tren = c.Optional(c.Type(str))
    ten_chuyen_muc = c.Optional(c.Type(str))
    mo_ta = c.Optional(c.Type(str))
    dia_chi = c.Optional(c.Type(str))
    dien_thoai = c.Optional(c.Type(str))
    duong_day_nong = c.Optional(c.Type(str))
    email = c.Optional(c.Type(str))
    gio_lam_viec = c.Optional(c.Type(str))
    chiu_trach_nhiem = c.Optional(c.Type(str))
    giay_phep = c.Optional(c.Type(str))
    giay_phep_du_lieu = c.Optional(c.Type(str))
    url_giay_phep_du_lieu = c.Optional(c.URL())
    logo = c.Optional(c.Type(str))
    url_dvcqg = c.Optional(c.URL())
    url_phan_anh = c.Optional(c.URL())
    goc_dinh_danh = c.Optional(c.Type(str))
    hub_websub = c.Optional(c.URL())
    dich_vu = c.Type(bool, default=True)
    du_lieu_mau = c.Type(bool, default=False)
    viec_hay_lam = c.ListOfItems(c.Type(str), default=[])
    trinh_bien_tap = c.Type(dict, default={})
    """Where the browser editor saves; its keys are those of ``model.trinh_bien_tap``."""
    trang_thuong = c.ListOfItems(c.Type(str), default=[])
    """Addresses of record pages to render as ordinary MkDocs pages: slow, and only to compare the two ways."""


def make_site_settings(options: CchcConfig, config: MkDocsConfig) -> Site:
    """Return the typed settings from the plugin's options and MkDocs' own ``site_url``."""
    texts: dict[str, Any] = {name: options[name] for name in _TEXTS if options[name] is not None}
    url = {"url": config.site_url, "goc": _path(config.site_url)} if config.site_url else {}
    return Site(
        **texts,
        **url,
        dich_vu=options.dich_vu,
        du_lieu_mau=options.du_lieu_mau,
        viec_hay_lam=tuple(options.viec_hay_lam),
        trinh_bien_tap=TrinhBienTap.model_validate(options.trinh_bien_tap),
    )


def _path(site_url: str) -> str:
    path = urlsplit(site_url).path
    return path if path.endswith("/") else f"{path}/"
