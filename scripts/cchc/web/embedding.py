"""What other sites may do here: load feeds and embedding files, show the frames (RSS-05, SEC-01).

Feeds, fragments and the web component are open to every site: they hold what is already public and no cookie goes
with the request. Frames are open to the sites of the units alone, so that nobody else can dress up as the portal.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

ORIGINS_FILE = Path("nhung") / "goc-duoc-phep.json"
"""Where the build publishes the origins of the units' sites, below the site's folder."""

_ORIGIN = re.compile(r"https?://[a-z0-9.-]+(:\d+)?")
_SHORT = "public, max-age=300"
_FOR_GOOD = "public, max-age=31536000, immutable"
_FRAME_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'none'; base-uri 'none'; frame-ancestors "
)

_EDITOR = MappingProxyType(
    {
        # The editor's page carries its own strict policy, which names the one repository that this site configured;
        # of what a page cannot say for itself, nobody may frame it.
        "Content-Security-Policy": "base-uri 'none'; object-src 'none'; frame-ancestors 'none'",
        # Signing in to the repository opens a window that must be able to answer.
        "Cross-Origin-Opener-Policy": "same-origin-allow-popups",
        "X-Robots-Tag": "noindex",
    }
)


@dataclass(frozen=True)
class Rule:
    """Headers of the addresses that ``pattern`` finds; Python, PCRE and Go read it alike. The first that fits wins."""

    pattern: str
    headers: Mapping[str, str]


def make_rules(origins: Sequence[str]) -> tuple[Rule, ...]:
    """Return the rules for a list of origins; addresses begin with "/" at the root of the site."""
    framed = {"Content-Security-Policy": _FRAME_POLICY + " ".join(("'self'", *origins)), "X-Robots-Tag": "noindex"}
    open_to_all = {"Access-Control-Allow-Origin": "*"}
    return (
        Rule("^/nhung/khung/", {**framed, "Cache-Control": _SHORT}),
        Rule("^/nhung/(?:manh|oembed)/", {**open_to_all, "X-Robots-Tag": "noindex", "Cache-Control": _SHORT}),
        Rule(r"^/nhung/v1/cchc-tin\.[0-9a-f]{8}\.js$", {**open_to_all, "Cache-Control": _FOR_GOOD}),
        Rule("^/nhung/v1/", {**open_to_all, "Cache-Control": _SHORT}),
        Rule("^/rss/", open_to_all),
        Rule("^/quan-tri(?:/|$)", _EDITOR),
    )


def read_origins(site_dir: Path) -> tuple[str, ...]:
    """Return the origins that the build allowed; none if there is no such file. Raise ValueError if it is malformed."""
    try:
        text = (site_dir / ORIGINS_FILE).read_text(encoding="utf-8")
    except FileNotFoundError:
        return ()
    found = json.loads(text)
    origins = found.get("frame_ancestors") if isinstance(found, dict) else None
    # They become part of a policy, where a space or ";" would say something else.
    if not isinstance(origins, list) or not all(isinstance(one, str) and _ORIGIN.fullmatch(one) for one in origins):
        raise ValueError(f"{ORIGINS_FILE} must hold a list of origins under frame_ancestors")
    return tuple(origins)


class EmbeddingHeaders:
    """The headers of an address; the list of origins is read again when the site was built again."""

    def __init__(self, site_dir: Path) -> None:
        """Read nothing yet: the site may be built after the service starts."""
        self._site_dir = site_dir
        self._stamp = 0
        self._rules = make_rules(())

    def of(self, address: str) -> Mapping[str, str]:
        """Return the headers that an address has besides those of every answer, or in their place."""
        self._renew()
        found = (rule.headers for rule in self._rules if re.search(rule.pattern, address))
        return next(found, MappingProxyType({}))

    def _renew(self) -> None:
        try:
            stamp = (self._site_dir / ORIGINS_FILE).stat().st_mtime_ns
        except FileNotFoundError:
            stamp = 0
        if stamp != self._stamp:
            self._rules = make_rules(read_origins(self._site_dir))
            self._stamp = stamp
