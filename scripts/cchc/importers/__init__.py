"""Foreign formats turned into records; nothing here knows how records are stored."""

from cchc.importers.dvcqg_json import read_dvcqg_json
from cchc.importers.imported import Imported, Outcome, Refused, Skipped

__all__ = ["Imported", "Outcome", "Refused", "Skipped", "read_dvcqg_json"]
