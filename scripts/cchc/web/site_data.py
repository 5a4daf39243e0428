"""What the site tells the service, read from the finished site and read again when it was built again."""

import logging
from pathlib import Path

from cchc.model.dich_vu import SERVICE_DATA, DuLieuDichVu

log = logging.getLogger(__name__)


class SiteData:
    """Keeps the newest usable data; a site without the file gives none, and a broken file leaves the last good data."""

    def __init__(self, site_dir: Path) -> None:
        self._path = site_dir / SERVICE_DATA
        self._stamp: tuple[int, int] | None = None
        self._data = DuLieuDichVu()

    def get(self) -> DuLieuDichVu:
        """Return the data of the site as it stands now."""
        stamp = self._find_stamp()
        if stamp is not None and stamp != self._stamp:
            self._stamp = stamp
            try:
                self._data = DuLieuDichVu.model_validate_json(self._path.read_bytes())
            except (OSError, ValueError) as error:
                log.warning("Data %s is not usable, the last good data stays: %s", self._path, error)
        return self._data

    def _find_stamp(self) -> tuple[int, int] | None:
        try:
            status = self._path.stat()
        except OSError:
            return None
        return status.st_mtime_ns, status.st_size
