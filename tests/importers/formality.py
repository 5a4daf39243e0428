"""Small answers of the national portal, in the project's own words, for tests of every quirk."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from cchc.importers import Imported
from cchc.importers.dvcqg_json import import_value
from cchc.model.thu_tuc import ThuTuc

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "tthc"
PORTAL = SHARED / "dvcqg-api-2026-07"

needs_shared = pytest.mark.skipif(not PORTAL.is_dir(), reason="không có dữ liệu dùng chung ../shared/data/tthc")

_DETAIL: dict[str, Any] = {
    "id": "019d0000-1111-7222-8333-444455556666",
    "code": "1.900001",
    "codeNotation": "1.900001",
    "name": "Cấp thẻ đọc sách cho người lớn tuổi",
    "type": "STANDARD",
    "formalityType": "ASSIGNED_REGULATION",
    "state": "ACTIVE",
    "isInternal": False,
    "isProvince": True,
    "categoriesDetails": [{"id": "x", "name": "Thư viện", "code": "G99-TV01"}],
    "executionSteps": [{"name": "Bước 1", "description": "Nộp đơn tại quầy."}],
    "executionMethods": [],
    "executionCases": [],
    "procedureProposal": {
        "proposalNumber": "12/QĐ-TV",
        "decisionDate": 1744131600000,
        "publicationDate": 1744156800000,
        "issuingAgency": {"id": "y", "name": "Thư viện tỉnh"},
    },
    "updatedAt": 1778488499024,
}


def make_detail(**changes: Any) -> dict[str, Any]:
    """Return the detail of one procedure with some of its keys changed."""
    return copy.deepcopy(_DETAIL) | changes


def make_record(**changes: Any) -> dict[str, Any]:
    """Return a procedure in the frame in which crawlers keep it."""
    detail = make_detail(**changes)
    return {"id": detail["id"], "code": detail["code"], "name": detail["name"], "detail": detail}


def write_record(folder: Path, **changes: Any) -> Path:
    """Write a procedure as a JSON file named after its code."""
    record = make_record(**changes)
    file = folder / f"{record['code'].strip()}.json"
    folder.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    return file


def import_one(**changes: Any) -> ThuTuc:
    """Return the procedure as our record; it must not be refused."""
    outcome = import_value(make_record(**changes), "thử")
    assert isinstance(outcome, Imported), outcome
    return outcome.thu_tuc


def method(**changes: Any) -> dict[str, Any]:
    """Return one way of filing."""
    return {
        "submissionMethod": "DIRECT",
        "processingTime": 5,
        "processingTimeUnit": "DAY",
        "description": "",
        "fees": [],
    } | changes


def paper(name: str, originals: int = 1, copies: int = 0, **changes: Any) -> dict[str, Any]:
    """Return one line of a dossier."""
    return {"code": "", "name": name, "originalQty": originals, "copyQty": copies, "attachments": []} | changes
