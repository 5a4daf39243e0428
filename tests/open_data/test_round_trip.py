"""What is given away can be taken in again: the open data of a procedure is the record."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from cchc.cli import main
from cchc.importers.imported import Imported, Refused
from cchc.importers.own_json import import_own
from cchc.sources import read as read_root
from roots import files_of

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
def test_the_archive_is_imported_without_a_difference(site: Path) -> None:
    """``cchc import`` of the site's own archive finds every procedure unchanged and rewrites no file."""
    root = site.parent
    before = files_of(root / "tthc")
    archive = str(site / "du-lieu/thu-tuc-day-du.jsonl.gz")
    result = CliRunner().invoke(main, ["import", archive, "--root", str(root)])
    assert result.exit_code == 0, result.stderr
    changed = {path for path, data in files_of(root / "tthc").items() if before.get(path) != data}
    assert not {path for path in changed if path.endswith(".md")}
    assert "không đổi 2," in result.stdout


@pytest.mark.slow
def test_the_archive_makes_the_same_catalogue_elsewhere(site: Path, tmp_path: Path) -> None:
    """An empty root that takes the archive in holds the same records."""
    lists = site.parent / "tthc/danh-muc"
    archive = str(site / "du-lieu/thu-tuc-day-du.jsonl.gz")
    result = CliRunner().invoke(main, ["import", archive, "--root", str(tmp_path)])
    assert result.exit_code == 0, result.stderr
    here, _ = read_root(tmp_path, default_lists=lists)
    there, _ = read_root(site.parent, default_lists=lists)
    assert [entry.record for entry in here.thu_tuc] == [entry.record for entry in there.thu_tuc]


@pytest.mark.slow
def test_the_list_alone_is_no_record(read: Read) -> None:
    """An entry of the brief list is not taken for a procedure with empty parts."""
    assert import_own(read("thu-tuc.json")[0], "dữ liệu mở") is None


@pytest.mark.slow
def test_spoilt_data_is_refused_with_its_field(read: Read) -> None:
    """A wrong value is told with the field, and the code as far as it is legible."""
    data = json.loads(json.dumps(read("thu-tuc/1.000001.json")))
    data["cach_thuc"][0]["kenh"] = "chim-bo-cau"
    outcome = import_own(data, "dữ liệu mở")
    assert isinstance(outcome, Refused)
    assert outcome.ma == "1.000001"
    assert "cach_thuc.0.kenh" in outcome.reason
