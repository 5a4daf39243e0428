"""Where the starter site lies (templates, guides, lists): inside an installed wheel, or around a source checkout."""

from pathlib import Path

import cchc


def starter_root() -> Path:
    """Return the folder that holds ``overrides``, ``docs``, ``tthc/danh-muc`` and ``mkdocs.yml``."""
    package = Path(cchc.__file__).parent
    packaged = package / "starter"
    # In a checkout the package lies in scripts/cchc and the starter site is the repository itself.
    return packaged if packaged.is_dir() else package.parent.parent


def starter_lists() -> Path:
    """Return the folder of the controlled lists that a root without its own falls back to."""
    return starter_root() / "tthc" / "danh-muc"
