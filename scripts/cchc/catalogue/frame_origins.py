"""Which other sites may show the portal's frames: the sites of the units that are active (RSS-05, SEC-01)."""

import re
from collections.abc import Iterable
from datetime import date
from urllib.parse import urlsplit

from cchc.model.don_vi import DonVi, is_active

_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?")
"""Host names as a policy may hold them. Anything else, above all ";" and spaces, would change what the policy says."""


def find_origins(units: Iterable[DonVi], today: date) -> tuple[str, ...]:
    """Return the origins of the sites of units that are active on a day, sorted, each once."""
    active = (unit.website for unit in units if is_active(unit, today))
    return tuple(sorted({origin for website in active if (origin := origin_of(website))}))


def origin_of(website: str) -> str:
    """Return scheme, host and port of an address as browsers compare them, or an empty text if it has none.

    Host names with Vietnamese letters come in their ASCII form (IDNA), the port of the scheme is left out (RFC 6454).
    """
    try:
        parts = urlsplit(website)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(host):
        return ""
    default = {"http": 80, "https": 443}[parts.scheme]
    return f"{parts.scheme}://{host}" + ("" if port in (None, default) else f":{port}")
