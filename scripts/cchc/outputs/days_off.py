"""The calendar of days off as the browser reads it; ``assets/js/ngay-lam-viec.js`` computes with it."""

import json
from collections.abc import Mapping
from datetime import date

from cchc.outputs.artefact import Artefact
from cchc.text.working_days import LichLamViec

URI = "thu-tuc-hanh-chinh/lich-lam-viec.json"


def make_days_off(lich: LichLamViec) -> Artefact:
    """Make the file of known years, days off and worked weekend days."""
    values = {"nam": sorted(lich.nam), "nghi": _by_day(lich.nghi), "lam_bu": _by_day(lich.lam_bu)}
    return Artefact(URI, json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode())


def _by_day(days: Mapping[date, str]) -> dict[str, str]:
    return {day.isoformat(): ten for day, ten in days.items()}
