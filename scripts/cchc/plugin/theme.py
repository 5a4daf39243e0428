"""Preparing MkDocs and Material: our templates in front, Vietnamese, no web fonts, the project's Markdown."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from cchc.outputs.markdown_figures import Figures
from cchc.outputs.markdown_html import HarmlessHtml
from cchc.outputs.markdown_tables import AccessibleTables
from cchc.outputs.markdown_text import EXTENSION_CONFIGS, EXTENSIONS, SiteLinks
from cchc.plugin.starter import starter_root

_OWN_EXTENSIONS = [
    f"{extension.__module__}:{extension.__name__}" for extension in (HarmlessHtml, AccessibleTables, Figures, SiteLinks)
]

UNUSED_PAGES = {"404.html", "sitemap.xml"}
"""Static templates of the theme; the portal makes these files itself."""


def prepare(config: MkDocsConfig) -> None:
    """Set what every site of the portal has in common, so that mkdocs.yml need not repeat it."""
    overrides = str(starter_root() / "overrides")
    if overrides not in config.theme.dirs:
        own = 1 if config.theme.custom_dir else 0
        config.theme.dirs.insert(own, overrides)
    config.theme["language"] = "vi-VN"
    config.theme["font"] = False
    config.theme["features"] = []
    config.theme["palette"] = None
    config.theme.static_templates -= UNUSED_PAGES
    config.markdown_extensions += [name for name in EXTENSIONS if name not in config.markdown_extensions]
    for name, options in EXTENSION_CONFIGS.items():
        config.mdx_configs[name] = {**options, **config.mdx_configs.get(name, {})}
    config.markdown_extensions += [name for name in _OWN_EXTENSIONS if name not in config.markdown_extensions]


def template_dirs(config: MkDocsConfig) -> list[Path]:
    """Return the folders in which templates are looked up, the site's own first."""
    return [Path(folder) for folder in config.theme.dirs]


def theme_css(config: MkDocsConfig) -> str:
    """Return the theme's own stylesheet; its name carries a hash that changes with each release."""
    for folder in template_dirs(config):
        for file in sorted((folder / "assets" / "stylesheets").glob("main.*.css")):
            return file.read_text(encoding="utf-8")
    return ""
