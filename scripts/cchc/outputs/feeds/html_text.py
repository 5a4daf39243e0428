"""The HTML of an entry: rendered from a template, every link absolute, since a reader shows it on another origin."""

import html
import re
from urllib.parse import urljoin

from cchc.outputs.feed import absolute
from cchc.outputs.khung import GOC
from cchc.outputs.rendering import Rendering

_ADDRESS = re.compile(r'(\s(?:href|src|poster)=")([^"]*)(")')
_SRCSET = re.compile(r'(\ssrcset=")([^"]*)(")')
_EXTERNAL = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)


def render_html(rendering: Rendering, template: str, url: str, **context: object) -> str:
    """Render a template below ``overrides/cchc/`` for the entry whose page is at ``url``."""
    text = rendering.render(template, **context).replace(GOC, absolute(rendering.site, "/"))
    return make_absolute(text.strip(), absolute(rendering.site, url))


def make_absolute(text: str, base: str) -> str:
    """Return HTML with every relative address, also those of ``srcset``, resolved against the page it came from."""
    text = _ADDRESS.sub(lambda match: match[1] + _resolve(match[2], base) + match[3], text)
    return _SRCSET.sub(lambda match: match[1] + _resolve_set(match[2], base) + match[3], text)


def _resolve_set(value: str, base: str) -> str:
    candidates = (candidate.split(maxsplit=1) for candidate in value.split(","))
    return ", ".join(" ".join((_resolve(words[0], base), *words[1:])) for words in candidates if words)


def _resolve(address: str, base: str) -> str:
    if _EXTERNAL.match(address):
        return address
    return html.escape(urljoin(base, html.unescape(address)))
