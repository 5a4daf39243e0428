"""The real records of July 2026: nothing lost, nothing glued, every count right."""

import csv
import json
import re
import unicodedata
from collections.abc import Mapping
from html import unescape
from pathlib import Path

import markdown
import pytest

from cchc.importers import Imported, read_thu_tuc
from cchc.importers.markdown_text import to_markdown
from cchc.importers.plain_text import clean_lines
from cchc.model.thu_tuc import ThuTuc
from importers.formality import PORTAL, needs_shared

pytestmark = [pytest.mark.slow, pytest.mark.shared, needs_shared]


def read_records(path: Path) -> dict[str, ThuTuc]:
    """Read all records below a path."""
    return {item.thu_tuc.ma: item.thu_tuc for item in read_thu_tuc([path]) if isinstance(item, Imported)}


@pytest.fixture(scope="module")
def health() -> dict[str, ThuTuc]:
    """The records of the health field."""
    return read_records(PORTAL / "y-te")


def index() -> dict[str, Mapping[str, str]]:
    """Return the lines of the derived index by code."""
    with (PORTAL / "chi-muc.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["code"]: row for row in csv.DictReader(file)}


def count(thu_tuc: ThuTuc) -> dict[str, str]:
    """Return the counts and dates of a record under the names of the index."""
    papers = [giay_to for truong_hop in thu_tuc.thanh_phan_ho_so for giay_to in truong_hop.giay_to]
    decision = thu_tuc.quyet_dinh[0] if thu_tuc.quyet_dinh else None
    counts = {
        "n_steps": len(thu_tuc.trinh_tu),
        "n_cases": len(thu_tuc.thanh_phan_ho_so),
        "n_components": len(papers),
        "n_attachments": sum(len(giay_to.tep_nguon) for giay_to in papers),
        "n_methods": len(thu_tuc.cach_thuc),
        "n_fees": sum(len(cach.phi) for cach in thu_tuc.cach_thuc),
        "n_legal": len(thu_tuc.can_cu_phap_ly),
    }
    return {name: str(number) for name, number in counts.items()} | {
        "decisionDate_vn": str((decision and decision.ngay_ky) or ""),
        "publicationDate_vn": str((decision and decision.ngay_cong_khai) or ""),
    }


def assert_counts(records: dict[str, ThuTuc]) -> None:
    """Compare each record with its line of the index."""
    rows = index()
    wrong = {
        (ma, name): (value, rows[ma][name])
        for ma, thu_tuc in records.items()
        for name, value in count(thu_tuc).items()
        if value != rows[ma][name]
    }
    assert not wrong


def test_all_health_records_are_read_and_complete(health: dict[str, ThuTuc]) -> None:
    """215 records, each with the steps, cases, papers, forms, channels, fees, legal bases and dates of the index."""
    assert len(health) == 215
    assert_counts(health)


@pytest.mark.slow
def test_all_records_of_the_country_are_read_and_complete() -> None:
    """4,525 records, each with the counts of the index."""
    records = read_records(PORTAL)
    assert len(records) == 4525
    assert_counts(records)


def test_every_text_of_the_health_records_is_clean(health: dict[str, ThuTuc]) -> None:
    """No decomposed letter, tab, private-use or invisible sign reaches a record."""
    text = "".join(thu_tuc.model_dump_json() for thu_tuc in health.values())
    assert unicodedata.is_normalized("NFC", text)
    assert not {char for char in text if unicodedata.category(char)[0] == "C" or char in "\t\u00a0"}


def test_the_page_shows_the_words_of_the_source() -> None:
    """For every long text of the 215 health records the rendered words are the source's, in order."""
    md = markdown.Markdown(extensions=["attr_list", "def_list", "footnotes", "sane_lists", "tables", "admonition"])
    for text in sorted(_long_texts()):
        rendered = unescape(re.sub(r"<[^>]+>", " ", md.reset().convert(to_markdown(text))))
        assert re.findall(r"\w+", rendered) == re.findall(r"\w+", " ".join(clean_lines(text)))


def _long_texts() -> set[str]:
    texts: set[str] = set()
    for file in sorted((PORTAL / "y-te").glob("*.json")):
        detail = json.loads(file.read_text(encoding="utf-8"))["detail"]
        texts |= {str(detail["requirementsAndConditions"]), str(detail["note"])}
        for key in ("executionSteps", "executionMethods"):
            rows = detail[key]
            assert isinstance(rows, list)
            texts |= {str(row.get("description") or "") for row in rows if isinstance(row, dict)}
    return texts
