"""Foreign formats turned into records; nothing here knows how records are stored."""

from cchc.importers.formats import JSON, Format
from cchc.importers.imported import Imported, Listed, Outcome, Refused, Skipped
from cchc.importers.read import read_thu_tuc

__all__ = ["JSON", "Format", "Imported", "Listed", "Outcome", "Refused", "Skipped", "read_thu_tuc"]
