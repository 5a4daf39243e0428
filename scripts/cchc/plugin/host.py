"""Building a site through MkDocs from our own command: any root, with or without a mkdocs.yml of its own."""

import logging
import shutil
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config.base import load_config
from mkdocs.config.defaults import MkDocsConfig

from cchc.model.problem import Problem
from cchc.outputs.writing import publish
from cchc.plugin.plugin import CchcPlugin


class ContentProblems(Exception):
    """The content has errors; the site was left as it was."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} problems in the content")
        self.problems = problems


def build_site(
    root: Path, site_dir: Path, now: datetime, *, strict: bool = False, production: bool = False, clean: bool = False
) -> list[Problem]:
    """Build the site of a root; return the warnings.

    The site is made in a staging folder and put in place only when everything is right. Raise ContentProblems
    when the content has errors, or in strict mode any problem.
    """
    staging = root / ".cache" / "cchc" / "site"
    if clean:
        shutil.rmtree(root / ".cache" / "cchc", ignore_errors=True)
    seen: list[Problem] = []
    with tempfile.TemporaryDirectory(prefix="cchc-") as scratch:
        config = configure(root, Path(scratch))
        plugin = config.plugins["cchc"]
        if not isinstance(plugin, CchcPlugin):
            raise TypeError("mkdocs.yml names another plugin “cchc”")
        plugin.root, plugin.now, plugin.production = root, now, production
        plugin.staging = staging
        plugin.on_problems = _collector(seen, strict=strict)
        build_quietly(config)
    publish(staging, site_dir)
    return seen


def _collector(seen: list[Problem], *, strict: bool) -> Callable[[list[Problem]], None]:
    def collect(problems: list[Problem]) -> None:
        seen.extend(problems)
        if any(strict or problem.is_error for problem in seen):
            raise ContentProblems(seen)

    return collect


def configure(root: Path, scratch: Path) -> MkDocsConfig:
    """Return MkDocs' configuration of a root, a neutral one where it has none; pages go to a folder in ``scratch``."""
    own = root / "mkdocs.yml"
    site_dir = scratch / "site"
    if own.is_file():
        return load_config(str(own), site_dir=str(site_dir))
    # A root made by an import has no settings yet: neutral ones let its catalogue be looked at.
    docs = root / "docs"
    if not docs.is_dir():
        docs = scratch / "docs"
        docs.mkdir()
    neutral = scratch / "mkdocs.yml"
    neutral.write_text("site_name: Cải cách hành chính\ntheme: {name: material}\nplugins: [cchc]\n", encoding="utf-8")
    return load_config(str(neutral), docs_dir=str(docs), site_dir=str(site_dir))


def build_quietly(config: MkDocsConfig) -> None:
    """Run MkDocs' build of a prepared configuration."""
    # MkDocs' own messages are about its nav, which records never enter; real mistakes are raised.
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    build(config)
