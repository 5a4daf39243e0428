"""Addresses and anchors: the one slug of the project, also given to Markdown's table of contents."""

from slugify import slugify


def slug(text: str, separator: str = "-") -> str:
    """Return an ASCII slug: ``slug("Cấp giấy phép hoạt động") == "cap-giay-phep-hoat-dong"``.

    The second parameter makes it usable as the ``slugify`` option of Python-Markdown's ``toc``.
    """
    return slugify(text, separator=separator)
