"""What the site publishes: an address and its bytes; who makes them and who writes them live elsewhere."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Artefact:
    """One published file: ``uri`` relative to the site's root, without a leading slash, and its whole content."""

    uri: str
    data: bytes
