"""The words of the command line's library in Vietnamese: its gettext catalogue, on while a command runs."""

import gettext
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

DOMAIN = "click"
CATALOGUES = Path(__file__).parent / "ngon_ngu"
_LANGUAGE = "LANGUAGE"


@contextmanager
def in_vietnamese() -> Iterator[None]:
    """Let click say its own words in Vietnamese, whatever the language of the machine, and leave all as it was."""
    domain, language = gettext.textdomain(), os.environ.get(_LANGUAGE)
    gettext.bindtextdomain(DOMAIN, str(CATALOGUES))
    gettext.textdomain(DOMAIN)
    # The only way in which gettext is told a language; programs started by a command get it too, which does no harm.
    os.environ[_LANGUAGE] = "vi"
    try:
        yield
    finally:
        gettext.textdomain(domain)
        if language is None:
            del os.environ[_LANGUAGE]
        else:
            os.environ[_LANGUAGE] = language
