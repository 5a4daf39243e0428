"""The finished static site, served from its folder with the media types that its files really have."""

import mimetypes
from http import HTTPStatus
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from cchc.web.embedding import EmbeddingHeaders
from cchc.web.frame import FRAME_PAGE

# Written out: what `mimetypes` knows depends on the files of the host.
_TYPES = MappingProxyType(
    {
        ".css": "text/css; charset=utf-8",
        ".csv": "text/csv; charset=utf-8",
        ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ".html": "text/html; charset=utf-8",
        ".ics": "text/calendar; charset=utf-8",
        ".ico": "image/x-icon",
        ".jpg": "image/jpeg",
        ".js": "text/javascript; charset=utf-8",
        ".json": "application/json",
        ".mjs": "text/javascript; charset=utf-8",
        ".odt": "application/vnd.oasis.opendocument.text",
        ".opml": "text/x-opml; charset=utf-8",
        ".pdf": "application/pdf",
        ".png": "image/png",
        ".svg": "image/svg+xml",
        ".txt": "text/plain; charset=utf-8",
        ".webmanifest": "application/manifest+json",
        ".webp": "image/webp",
        ".woff2": "font/woff2",
        ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ".xml": "application/xml",
        ".zip": "application/zip",
    }
)

_FEEDS = MappingProxyType(
    {
        ".atom": "application/atom+xml; charset=utf-8",
        ".json": "application/feed+json; charset=utf-8",
        ".xml": "application/rss+xml; charset=utf-8",
    }
)

CACHE_CONTROL = MappingProxyType({"Cache-Control": "no-cache"})
"""Pages and feeds may change with any build; the tag makes asking again cheap."""


class SiteFiles(StaticFiles):
    """Static files of the site; a folder shows its ``index.html``, an unknown address ``404.html`` with status 404."""

    def __init__(self, directory: Path) -> None:
        """Serve a folder."""
        super().__init__(directory=directory, html=True)
        self._embedding = EmbeddingHeaders(directory)

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Answer for a path; the frame with its sentinels is no page for readers."""
        if PurePosixPath(path) == PurePosixPath(FRAME_PAGE.as_posix()):
            raise HTTPException(HTTPStatus.NOT_FOUND)
        try:
            response = await super().get_response(path, scope)
        except HTTPException as error:
            if error.status_code == HTTPStatus.UNAUTHORIZED:  # Starlette's word for an unreadable file
                raise HTTPException(HTTPStatus.NOT_FOUND) from None
            raise
        if isinstance(response, RedirectResponse):
            return _to_folder(scope)
        if isinstance(response, FileResponse):
            accept = Headers(scope=scope).get("accept", "")
            response.headers["Content-Type"] = media_type(PurePosixPath(response.path), path, accept)
        if path.startswith("rss/"):
            response.headers.add_vary_header("Accept")
        if response.status_code < HTTPStatus.BAD_REQUEST:
            # Also on 304: a browser puts the headers of that answer in the place of those it kept.
            response.headers.update(self._embedding.of(f"/{path}"))
        for name, value in CACHE_CONTROL.items():
            response.headers.setdefault(name, value)
        return response


def media_type(file: PurePosixPath, address: str, accept: str = "") -> str:
    """Return the media type of a file; the XML and JSON files under ``rss/`` are feeds.

    A browser that shows pages says so in ``accept`` and gets plain XML: Chromium shows the types of feeds as bare text
    (seen in 156), plain XML with the stylesheet that the feed names.
    """
    suffix = file.suffix.lower()
    if address.startswith("rss/") and suffix in _FEEDS:
        return _TYPES[".xml"] if suffix != ".json" and "text/html" in accept else _FEEDS[suffix]
    return _TYPES.get(suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"


def _to_folder(scope: Scope) -> Response:
    # Relative to the root, so that neither host nor scheme must be known; one slash, so that it stays on this host.
    query = scope["query_string"].decode("latin-1")
    path = "/" + scope["path"].strip("/") + "/"
    return RedirectResponse(path + (f"?{query}" if query else ""), status_code=HTTPStatus.MOVED_PERMANENTLY)
