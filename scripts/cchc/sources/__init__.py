"""Content files of a root: read into frozen records with every problem told, and written back."""

from cchc.sources.cache import RecordCache
from cchc.sources.edits import edit_front_matter
from cchc.sources.files import read_published
from cchc.sources.locate import locate
from cchc.sources.skeleton import write_skeleton
from cchc.sources.transaction import CannotUndoError, undo_together, write_together
from cchc.sources.tree import read
from cchc.sources.writers import render_front_matter, write_front_matter, write_list

__all__ = [
    "CannotUndoError",
    "RecordCache",
    "edit_front_matter",
    "locate",
    "read",
    "read_published",
    "render_front_matter",
    "undo_together",
    "write_front_matter",
    "write_list",
    "write_skeleton",
    "write_together",
]
