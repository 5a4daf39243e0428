"""The live preview of editors: the site kept in memory, read again after each save, rendered page by page."""

from cchc.plugin.preview.server import serve_preview
from cchc.plugin.preview.site import Refresh

__all__ = ["Refresh", "serve_preview"]
