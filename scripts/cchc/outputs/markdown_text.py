"""Free text of records turned into safe HTML by Python-Markdown, through a cache that lives between builds."""

import hashlib
import pickle
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path, PurePosixPath
from typing import Any

import markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE

from cchc.model import raw_html
from cchc.model.raw_html import is_elsewhere, is_safe_address
from cchc.outputs.khung import GOC
from cchc.outputs.markdown_figures import Figures
from cchc.outputs.markdown_html import HarmlessHtml
from cchc.outputs.markdown_tables import AccessibleTables
from cchc.text import slug

EXTENSIONS: tuple[str, ...] = (
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "sane_lists",
    "tables",
    "toc",
    "pymdownx.details",
    "pymdownx.superfences",
)
"""The extensions of records and of hand-written pages; none of them lets raw HTML in."""

EXTENSION_CONFIGS: Mapping[str, Mapping[str, Any]] = {"toc": {"slugify": slug, "permalink": False}}

_SAFE_ATTRIBUTES = frozenset(
    {
        "alt",
        "checked",
        "class",
        "colspan",
        "disabled",
        "for",
        "height",
        "href",
        "id",
        "name",
        "open",
        "rowspan",
        "scope",
        "src",
        "start",
        "title",
        "type",
        "value",
        "width",
    }
)


class SiteLinks(Extension):
    """Makes links that begin with "/" relative to the site's root, and refuses addresses that could run a script."""

    def __init__(self, picture_folder: str = "") -> None:
        super().__init__()
        self._picture_folder = picture_folder

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 - name given by Python-Markdown
        """Register the rewriting of links after all other tree processors."""
        md.treeprocessors.register(_LinkRewriter(md, self._picture_folder), "cchc-links", -10)


class _LinkRewriter(Treeprocessor):
    def __init__(self, md: markdown.Markdown, picture_folder: str) -> None:
        super().__init__(md)
        self._picture_folder = picture_folder

    def run(self, root: ET.Element) -> None:
        for element in root.iter():
            _drop_unsafe_attributes(element)
            for attribute in ("href", "src"):
                address = element.get(attribute)
                if address is not None:
                    element.set(attribute, self._rewrite(address, attribute))

    def _rewrite(self, address: str, attribute: str) -> str:
        if address.startswith("/") and not address.startswith("//"):
            return GOC + address[1:]
        # Python-Markdown hides the signs of mail addresses behind entities, and the ampersands of those once more.
        plain = address.replace(AMP_SUBSTITUTE, "&")
        if not address.startswith(GOC) and not is_safe_address(plain):
            return "#"
        if attribute == "src" and self._picture_folder and not is_elsewhere(plain):
            return GOC + str(PurePosixPath(self._picture_folder) / address)
        return address


def _drop_unsafe_attributes(element: ET.Element) -> None:
    """Attribute lists in Markdown could set handlers and styles; neither reaches a page."""
    for name in list(element.attrib):
        if name not in _SAFE_ATTRIBUTES:
            del element.attrib[name]


class MarkdownText:
    """Renders free text; each distinct text is converted once and kept under the hash of text and configuration."""

    def __init__(self, cache_file: Path | None = None) -> None:
        names = [name for name in EXTENSIONS if name != "toc"]
        extensions: list[str | Extension] = [
            *names,
            HarmlessHtml(),
            AccessibleTables(),
            Figures(),
            SiteLinks(picture_folder="tin-tuc"),
        ]
        self._md = markdown.Markdown(extensions=extensions, output_format="html")
        self._file = cache_file
        self._salt = ":".join([version("markdown"), version("pymdown-extensions"), *names, _own_version()]).encode()
        self._old = _load(cache_file)
        self._used: dict[bytes, str] = {}

    def render(self, text: str) -> str:
        """Return the HTML of a Markdown text, links still relative to the site's root by the marker GOC."""
        if not text:
            return ""
        key = hashlib.blake2b(text.encode(), key=hashlib.blake2b(self._salt, digest_size=32).digest(), digest_size=16)
        digest = key.digest()
        html = self._used.get(digest) or self._old.get(digest)
        if html is None:
            html = self._md.reset().convert(text)
        self._used[digest] = html
        return html

    def save(self) -> None:
        """Keep what this build used for the next one."""
        if self._file is None or self._used.keys() == self._old.keys():
            return
        self._file.parent.mkdir(parents=True, exist_ok=True)
        temporary = self._file.with_suffix(".tmp")
        temporary.write_bytes(pickle.dumps(self._used, protocol=pickle.HIGHEST_PROTOCOL))
        temporary.replace(self._file)


def _load(file: Path | None) -> dict[bytes, str]:
    if file is None or not file.is_file():
        return {}
    try:
        # The file is our own, below the root's .cache; whoever can write there can change the templates too.
        loaded = pickle.loads(file.read_bytes())  # noqa: S301
    except (pickle.UnpicklingError, EOFError, ValueError):
        return {}
    return loaded if isinstance(loaded, dict) else {}


def _own_version() -> str:
    """Hash the modules that shape the result, so that a changed rule never meets old HTML."""
    digest = hashlib.sha256()
    for file in (*sorted(Path(__file__).parent.glob("markdown_*.py")), Path(raw_html.__file__)):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]
