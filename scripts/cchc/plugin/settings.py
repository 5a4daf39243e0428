"""Who publishes the site of a root, read from its ``mkdocs.yml`` without building anything."""

from pathlib import Path
from tempfile import TemporaryDirectory

from cchc.model.site import Site
from cchc.plugin.config import make_site_settings
from cchc.plugin.host import configure
from cchc.plugin.plugin import CchcPlugin


def read_site(root: Path) -> Site:
    """Return the settings of a root; raise MkDocs' ConfigurationError when its ``mkdocs.yml`` is wrong."""
    with TemporaryDirectory() as scratch:
        config = configure(root, Path(scratch))
    plugin = next(found for found in config.plugins.values() if isinstance(found, CchcPlugin))
    return make_site_settings(plugin.config, config)
