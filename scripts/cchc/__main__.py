"""``python -m cchc`` is the command ``cchc``."""

from cchc.cli import main

main()
