"""The page of the site around the service's own body. The static build makes it; here it is only cut and filled."""

import logging
from dataclasses import dataclass
from html import escape
from pathlib import Path

TITLE_SENTINEL = "CCHC-KHUNG-TIEU-DE"
BODY_SENTINEL = "<!--CCHC-KHUNG-THAN-->"

FRAME_PAGE = Path("khung") / "gop-y.html"
"""Where the build publishes the frame, below the site's folder."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Frame:
    """The constant bytes before the title, between title and body, and after the body."""

    head: str
    middle: str
    tail: str

    def fill(self, title: str, body: str) -> str:
        """Return the whole page; the title is escaped here, the body was rendered with escaping."""
        return "".join((self.head, escape(title), self.middle, body, self.tail))


def parse_frame(html: str) -> Frame:
    """Cut a page at its sentinels; raise ValueError unless each stands there once, the title's first."""
    for sentinel in (TITLE_SENTINEL, BODY_SENTINEL):
        if html.count(sentinel) != 1:
            raise ValueError(f"the frame must contain {sentinel} exactly once, not {html.count(sentinel)} times")
    head, rest = html.split(TITLE_SENTINEL)
    if BODY_SENTINEL not in rest:
        raise ValueError(f"{BODY_SENTINEL} must come after {TITLE_SENTINEL}")
    middle, tail = rest.split(BODY_SENTINEL)
    return Frame(head, middle, tail)


class FrameSource:
    """Keeps the frame of the site, and reads it again when the site was built again."""

    def __init__(self, site_dir: Path, fallback: str) -> None:
        """Read the frame; raise ValueError if it is there but malformed."""
        self._path = site_dir / FRAME_PAGE
        self._fallback = parse_frame(fallback)
        self._stamp = _stamp(self._path)
        self._frame = self._read() if self._stamp else self._fallback

    def get(self) -> Frame:
        """Return the newest usable frame; while the site is being replaced, the last good one."""
        stamp = _stamp(self._path)
        if stamp != self._stamp and stamp is not None:
            try:
                self._frame = self._read()
            except (OSError, ValueError) as error:
                log.warning("Frame %s is not usable, the last good one stays: %s", self._path, error)
            self._stamp = stamp
        return self._frame

    def _read(self) -> Frame:
        return parse_frame(self._path.read_text(encoding="utf-8"))


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size
