"""What somebody tried against the doors of the service, told in the security log: what and how often, never who.

The first of its sort is told at once, those that follow within a minute by their number: a flood is a few lines, and
cannot fill the disk. From how many networks they came is counted over hashes whose salt ends with the minute.
"""

import asyncio
import hashlib
import logging
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from http import HTTPStatus
from types import MappingProxyType

from cchc.feedback.guard import prefix_of

PERIOD = 60.0
"""Seconds that one count covers."""

_MOST_NETWORKS = 1_000

security = logging.getLogger("cchc.security")


class Probe(Enum):
    """What was tried, in the words of the log."""

    FORGED_TOKEN = "forged form token"  # noqa: S105 # words, not a secret
    EXPIRED_TOKEN = "expired form token"  # noqa: S105
    TOO_FAST = "form sent faster than a person types"
    TRAP = "trap field filled"
    RATE = "rate limit hit"
    CONTACT_RATE = "rate limit of one contact hit"
    LOGIN_RATE = "rate limit of log-ins hit"
    GUESS = "wrong reference or secret part"
    PROOF = "bad or spent proof of work"
    ORIGIN = "form from another origin"
    HOST = "unknown host name"
    BODY = "body over the cap"
    SLOW_BODY = "body that did not arrive in time"
    DESK_TOKEN = "form of the desk without its own token"  # noqa: S105


OF_STATUS: Mapping[int, Probe] = MappingProxyType(
    {HTTPStatus.REQUEST_ENTITY_TOO_LARGE: Probe.BODY, HTTPStatus.REQUEST_TIMEOUT: Probe.SLOW_BODY}
)
"""What is told of a request by the status of its refusal."""


@dataclass
class _Count:
    salt: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    more: int = 0
    networks: set[bytes] = field(default_factory=set)


class ProbeLog:
    """Counts of the running minute. Used from the event loop only; ``close`` tells what is still uncounted."""

    def __init__(self, later: Callable[[Callable[[], None]], object] | None = None) -> None:
        """``later`` calls a function once the period is over; without it the running event loop does."""
        self._later = later or _after_period
        self._counts: dict[Probe, _Count] = {}

    def note(self, probe: Probe, address: str) -> None:
        """Count one attempt from this network address, which is not kept."""
        count = self._counts.get(probe)
        if count is None:
            count = self._counts[probe] = _Count()
            security.warning("Refused: %s", probe.value)
            self._later(lambda: self._tell(probe))
        else:
            count.more += 1
        if len(count.networks) < _MOST_NETWORKS:
            count.networks.add(hashlib.blake2b(prefix_of(address).encode(), key=count.salt, digest_size=16).digest())

    def close(self) -> None:
        """Tell what was counted and not yet told."""
        for probe in tuple(self._counts):
            self._tell(probe)

    def _tell(self, probe: Probe) -> None:
        count = self._counts.pop(probe, None)
        if count is not None and count.more:
            security.warning(
                "Refused %d times more within a minute, from %d networks: %s",
                count.more,
                len(count.networks),
                probe.value,
            )


def _after_period(tell: Callable[[], None]) -> None:
    asyncio.get_running_loop().call_later(PERIOD, tell)
