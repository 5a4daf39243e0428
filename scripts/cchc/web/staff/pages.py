"""Bodies of the desk's screens in the look of the site: its head with styles, a header of their own."""

from collections.abc import Mapping
from html import escape
from http import HTTPStatus
from pathlib import Path
from types import MappingProxyType

from markupsafe import Markup
from starlette.responses import HTMLResponse

from cchc.feedback.rules import QuyTac
from cchc.model.feedback import TrangThaiGopY, VaiTro
from cchc.web.frame import FrameSource
from cchc.web.pages import TEMPLATES, make_environment
from cchc.web.plain import read_plain_frame

_HEADERS = MappingProxyType({"Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow"})
_END_OF_HEAD = "</head>"


class StaffPages:
    """Renders the screens. Only the head of the site's frame is used: the desk needs its room for work."""

    def __init__(self, site_dir: Path, base_path: str, rules: QuyTac) -> None:
        self._frame = FrameSource(site_dir, read_plain_frame(base_path))
        self._environment = make_environment(TEMPLATES / "xu_ly")
        self._environment.globals.update(
            goc=base_path,
            xu_ly=f"{base_path}/gop-y/xu-ly",
            quy_tac=rules,
            cac_trang_thai=tuple(TrangThaiGopY),
            vai_tro=VaiTro,
        )

    def render(
        self,
        template: str,
        *,
        title: str,
        status: int = HTTPStatus.OK,
        headers: Mapping[str, str] | None = None,
        context: Mapping[str, object] | None = None,
    ) -> HTMLResponse:
        """Return a screen; the template gets ``context`` and the title as ``tieu_de``."""
        frame = self._frame.get()
        head = f"{frame.head}{escape(title)}{frame.middle.partition(_END_OF_HEAD)[0]}"
        given = {"nguoi": None, "ma_phien": "", **(context or {})}
        page = self._environment.get_template(template).render(tieu_de=title, dau_trang=Markup(head), **given)  # noqa: S704 # the site's own frame, the title escaped
        return HTMLResponse(page, status, {**_HEADERS, **(headers or {})})
