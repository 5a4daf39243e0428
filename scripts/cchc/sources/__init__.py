"""Content files of a root: read into frozen records with every problem told, and written back."""

from cchc.sources.locate import locate
from cchc.sources.skeleton import write_skeleton
from cchc.sources.tree import read
from cchc.sources.writers import write_front_matter, write_list

__all__ = ["locate", "read", "write_front_matter", "write_list", "write_skeleton"]
