"""The MkDocs adapter: the only package that knows MkDocs and its theme."""

from cchc.plugin.host import ContentProblems, build_site
from cchc.plugin.plugin import CchcPlugin
from cchc.plugin.settings import read_site
from cchc.plugin.starter import starter_lists, starter_root

__all__ = ["CchcPlugin", "ContentProblems", "build_site", "read_site", "starter_lists", "starter_root"]
