"""Styles and scripts of the site: joined, named by the hash of their bytes so that browsers may keep them for good."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable

from cchc.outputs.artefact import Artefact

_SOURCE_MAP = re.compile(r"/\*# sourceMappingURL=.*?\*/")
_IMPORT = re.compile(r"""(from\s*|import\s*\(?)(["'])\./([a-z0-9-]+)\.js\2""")
_COMMENT = re.compile(r"^[ \t]*(?:/\*.*?\*/|//[^\n]*)[ \t]*\n", re.MULTILINE | re.DOTALL)
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
_MODULES = (
    "chu-viet",
    "loc-bieu-mau",
    "toan-van",
    "bo-loc",
    "chi-muc",
    "cau-hoi",
    "khe",
    "cham-diem",
    "mo-ta",
    "tim-kiem",
    "ket-qua",
    "o-loc",
    "goi-y",
    "tra-cuu",
    "khoi-dong",
    "giao-dien",
    "ngay-lam-viec",
    "ngay-tra",
    "phieu-ho-so",
    "nhung",
    "nguon-tin",
    "so-tiep-nhan",
)
"""Scripts in the order in which they may import each other."""


@dataclass(frozen=True)
class TaiNguyen:
    """Styles and scripts, and the addresses under which templates know them (``css``, ``giao_dien``, …)."""

    by_name: dict[str, str]
    artefacts: tuple[Artefact, ...]


def make_tai_nguyen(theme_css: str) -> TaiNguyen:
    """Make the one stylesheet and the scripts.

    ``theme_css`` is the theme's own stylesheet. It is put into a cascade layer: the portal's rules stand outside of
    any layer and therefore win over it whatever its selectors weigh.
    """
    own = "\n".join(_read(file) for file in _files("css"))
    theme = _SOURCE_MAP.sub("", theme_css).replace('@charset "UTF-8";', "")
    css = hashed("cchc", "css", f"@layer material{{{theme}}}\n{own}")
    scripts: dict[str, Artefact] = {}
    for name in _MODULES:
        scripts[name] = hashed(name, "js", _with_hashed_imports(_script(name), scripts))
    return TaiNguyen(
        by_name={"css": f"/{css.uri}"} | {name.replace("-", "_"): f"/{file.uri}" for name, file in scripts.items()},
        artefacts=(css, *scripts.values()),
    )


def _files(folder: str) -> Iterator[Traversable]:
    children = resources.files("cchc.outputs").joinpath("assets", folder).iterdir()
    return iter(sorted((file for file in children if file.name.endswith(".css")), key=lambda file: file.name))


def _script(name: str) -> str:
    """Return a script without its indents and the comments that fill whole lines: a third less for slow phones."""
    return _INDENT.sub("", _COMMENT.sub("", _read_script(name)))


def _read_script(name: str) -> str:
    return _read(resources.files("cchc.outputs").joinpath("assets", "js", f"{name}.js"))


def _read(file: Traversable) -> str:
    return file.read_text(encoding="utf-8")


def _with_hashed_imports(source: str, done: dict[str, Artefact]) -> str:
    def replace(match: re.Match[str]) -> str:
        file = done[match[3]].uri.rpartition("/")[2]
        return f"{match[1]}{match[2]}./{file}{match[2]}"

    return _IMPORT.sub(replace, source)


def hashed(name: str, suffix: str, text: str) -> Artefact:
    """Make a file of the site whose name changes with its bytes."""
    data = text.encode()
    return Artefact(f"assets/{name}.{hashlib.sha256(data).hexdigest()[:10]}.{suffix}", data)
