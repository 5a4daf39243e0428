"""What is given away can be taken in again: the open data of a procedure is the record."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cchc.importers.imported import Imported, Refused
from cchc.importers.own_json import import_own, is_own
from cchc.sources import read as read_root

Read = Callable[[str], Any]


@pytest.mark.slow
def test_the_data_gives_the_record_again(site: Path, read: Read) -> None:
    """Every procedure of the site, read from its open data, equals the record of its content file."""
    content, _ = read_root(site.parent, default_lists=site.parent / "tthc/danh-muc")
    assert content.thu_tuc
    for entry in content.thu_tuc:
        outcome = import_own(read(f"thu-tuc/{entry.record.ma}.json"), "dữ liệu mở")
        assert isinstance(outcome, Imported), outcome
        assert outcome.thu_tuc == entry.record


@pytest.mark.slow
def test_the_list_alone_is_no_record(read: Read) -> None:
    """An entry of the brief list is not taken for a procedure with empty parts."""
    assert not is_own(read("thu-tuc.json")[0])
    assert is_own(read("thu-tuc/1.000001.json"))


@pytest.mark.slow
def test_spoilt_data_is_refused_with_its_field(read: Read) -> None:
    """A wrong value is told with the field, and the code as far as it is legible."""
    data = json.loads(json.dumps(read("thu-tuc/1.000001.json")))
    data["cach_thuc"][0]["kenh"] = "chim-bo-cau"
    outcome = import_own(data, "dữ liệu mở")
    assert isinstance(outcome, Refused)
    assert outcome.ma == "1.000001"
    assert "cach_thuc.0.kenh" in outcome.reason
