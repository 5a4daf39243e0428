"""Addresses and anchors: the one slug of the project, also given to Markdown's table of contents."""

from functools import lru_cache

from slugify import slugify


# The library looks for an optional package on every call, a hundred times what the slug itself takes.
@lru_cache(maxsize=65536)
def slug(text: str, separator: str = "-") -> str:
    """Return an ASCII slug: ``slug("Cấp giấy phép hoạt động") == "cap-giay-phep-hoat-dong"``.

    The second parameter makes it usable as the ``slugify`` option of Python-Markdown's ``toc``.
    """
    return slugify(text, separator=separator)
