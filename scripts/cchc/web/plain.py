"""The plain frame of the service and its style, where the site has no frame for it."""

from importlib import resources

_PACKAGE = resources.files("cchc")
_TEMPLATES = _PACKAGE.joinpath("web", "templates")
_TOKENS = _PACKAGE.joinpath("outputs", "assets", "css", "10-tokens.css")
"""Colours, spaces and sizes of the site: read as a file, since the service never imports what makes the site."""


def read_plain_frame(base_path: str) -> str:
    """Return the page with its sentinels, for ``frame.parse_frame``."""
    return _TEMPLATES.joinpath("khung.html").read_text(encoding="utf-8").replace("{base}", base_path)


def read_plain_style() -> str:
    """Return the stylesheet of that page: the site's own tokens, then a few rules."""
    return "\n".join(file.read_text(encoding="utf-8") for file in (_TOKENS, _TEMPLATES.joinpath("khung.css")))
