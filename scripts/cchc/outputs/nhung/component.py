"""The web component ``<cchc-tin>``: its addresses, the hash that browsers check it by, and its former versions."""

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable

from cchc.outputs.artefact import Artefact
from cchc.outputs.nhung.addresses import THANH_PHAN


@dataclass(frozen=True)
class ThanhPhanWeb:
    """One version of the component: an address that always gives these bytes, and what proves that it did."""

    url: str
    integrity: str


def find_component() -> ThanhPhanWeb:
    """Return the current version."""
    data = _source().read_bytes()
    digest = base64.b64encode(hashlib.sha384(data).digest()).decode()
    return ThanhPhanWeb(f"/nhung/v1/{version_name(data)}", f"sha384-{digest}")


def version_name(data: bytes) -> str:
    """Return the file name of a version, which carries the beginning of its hash."""
    return f"cchc-tin.{hashlib.sha256(data).hexdigest()[:8]}.js"


def make_component() -> Iterator[Artefact]:
    """Make the component under its moving address and every version ever published under its own.

    The former versions are files of the package: a page that was pasted years ago names one of them with its hash.
    """
    source = _source().read_bytes()
    yield Artefact(THANH_PHAN.lstrip("/"), source)
    versions = {version_name(source): source} | {file.name: file.read_bytes() for file in _versions()}
    for name, data in sorted(versions.items()):
        yield Artefact(f"nhung/v1/{name}", data)


def read_asset(name: str) -> bytes:
    """Return one of the kit's own styles."""
    return _folder().joinpath(name).read_bytes()


def _source() -> Traversable:
    return _folder().joinpath("cchc-tin.js")


def _versions() -> Iterator[Traversable]:
    return (file for file in _folder().joinpath("v1").iterdir() if file.name.endswith(".js"))


def _folder() -> Traversable:
    return resources.files("cchc.outputs").joinpath("assets", "nhung")
