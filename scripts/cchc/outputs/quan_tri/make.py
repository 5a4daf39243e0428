"""The files below ``/quan-tri/``: the page, the configuration, and the installed editor, if there is one."""

import json
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from cchc.catalogue import Catalogue
from cchc.model.site import Site
from cchc.model.trinh_bien_tap import LoaiKho, TrinhBienTap
from cchc.outputs.artefact import Artefact
from cchc.outputs.quan_tri.collections import make_collections
from cchc.outputs.rendering import Rendering

QUAN_TRI = "/quan-tri/"

INSTALLED = "var/quan-tri"
"""Folder of a root where ``cchc editor install`` puts the editor."""

EDITOR = "cms/index.js"
"""The installed editor's own script, below that folder."""

_MAX_FILE = 20 * 1024 * 1024
"""Bytes of a picture or attachment that the editor takes."""

_START = "mo-trinh-bien-tap.js"


def make_quan_tri(root: Path, catalogue: Catalogue, rendering: Rendering) -> Iterator[Artefact]:
    """Make the editor's files; a root in which it is not installed has none."""
    installed = root / INSTALLED
    if not (installed / EDITOR).is_file():
        return
    for file in sorted(file for file in installed.rglob("*") if file.is_file()):
        yield Artefact(f"quan-tri/{file.relative_to(installed).as_posix()}", file.read_bytes())
    start = resources.files("cchc.outputs.quan_tri").joinpath(_START).read_bytes()
    yield Artefact(f"quan-tri/{_START}", start)
    site = rendering.site
    config = json.dumps(make_config(catalogue, site), ensure_ascii=False, indent=1)
    yield Artefact("quan-tri/cau-hinh.json", config.encode())
    page = rendering.render("quan-tri.html", chinh_sach=make_policy(site.trinh_bien_tap), khoi_dong=_START)
    yield Artefact("quan-tri/index.html", page.encode())


def make_policy(editor: TrinhBienTap) -> str:
    """Return the page's own content security policy.

    The editor writes its styles into the page, shows pictures from memory and works in workers made from memory; it
    speaks with this site and with the one configured repository, and with nobody else.
    """
    known = " ".join(["'self'", "blob:", "data:", *_origin(editor)])
    return (
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
        f"img-src {known}; connect-src {known}; media-src 'self' blob:; worker-src 'self' blob:; frame-src blob:; "
        "form-action 'none'; base-uri 'none'; object-src 'none'"
    )


def make_config(catalogue: Catalogue, site: Site) -> dict[str, Any]:
    """Return the editor's configuration: whom it serves, where it saves, and the forms of every kind of record."""
    return {
        "backend": _backend(site.trinh_bien_tap),
        "app_title": f"{site.ten_chuyen_muc} – {site.ten_co_quan}",
        "site_url": site.url,
        "show_preview_links": False,
        "publish_mode": "simple",
        "media_folder": "posts/anh",
        "public_folder": "/tin-tuc/anh",
        "media_libraries": {
            "default": {"config": {"slugify_filename": True, "max_file_size": _MAX_FILE}},
            # Pictures of other hosts would be asked of them, and their licences are not ours to judge.
            "stock_assets": False,
        },
        "slug": {"encoding": "ascii", "clean_accents": True, "sanitize_replacement": "-", "maxlength": 80},
        "output": {"omit_empty_optional_fields": True, "yaml": {"quote": "none"}},
        "collections": make_collections(catalogue.danh_muc),
    }


def _backend(editor: TrinhBienTap) -> dict[str, Any]:
    if editor.loai is LoaiKho.THU_MUC:
        # The editor wants a kind of repository even where it only ever opens a folder of this machine.
        return {"name": "gitea", "repo": "noi-dung/cai-cach-hanh-chinh", "auth_methods": ["token"]}
    api = "api/v1" if editor.loai is LoaiKho.GITEA else "api/v4"
    made: dict[str, Any] = {
        "name": editor.loai.value,
        "repo": editor.kho,
        "branch": editor.nhanh,
        "base_url": editor.dia_chi.rstrip("/"),
        "api_root": f"{editor.dia_chi.rstrip('/')}/{api}",
    }
    if not editor.ma_ung_dung:
        return made | {"auth_methods": ["token"]}
    return made | {"app_id": editor.ma_ung_dung} | ({"auth_type": "pkce"} if editor.loai is LoaiKho.GITLAB else {})


def _origin(editor: TrinhBienTap) -> list[str]:
    if editor.loai is LoaiKho.THU_MUC:
        return []
    parts = urlsplit(editor.dia_chi)
    return [f"{parts.scheme}://{parts.netloc}"]
