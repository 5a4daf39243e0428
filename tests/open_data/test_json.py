"""The open data as JSON: complete, described by its schemas, linked from the pages."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from bs4 import BeautifulSoup

from cchc.model.thu_tuc import ThuTuc
from roots import files_of

Read = Callable[[str], Any]

pytestmark = pytest.mark.slow

MA = "1.000001"
LISTS = ("thu-tuc", "quyet-dinh", "bieu-mau", "don-vi", "tin-tuc", "danh-muc")


def test_a_procedure_has_every_field_of_the_record(read: Read) -> None:
    """One procedure's file has all fields under their own names, the derived ones among them."""
    data = read(f"thu-tuc/{MA}.json")
    assert set(ThuTuc.model_fields) <= set(data)
    assert data["trang_thai"] == "con-hieu-luc"
    assert data["ten_linh_vuc"] == "Dược phẩm"
    assert data["url"] == f"https://cchc.example/muc/thu-tuc-hanh-chinh/{MA}/"


def test_charges_and_time_limits_are_gathered(read: Read) -> None:
    """Charges of the channels stand in phi_le_phi with their channel; numbers are numbers, units stay apart."""
    data = read(f"thu-tuc/{MA}.json")
    assert [(phi["so_tien"], phi["kenh"]) for phi in data["phi_le_phi"]] == [(500000, ["truc-tiep"])]
    limits = [(limit["so"], limit["don_vi"]) for limit in data["cac_thoi_han"]]
    assert limits == [(20, "ngay"), (15, "ngay-lam-viec"), (7.5, "ngay")]
    assert data["thoi_han"] == data["cac_thoi_han"][0]
    assert data["khai_bao"]["phi_le_phi"] == []


def test_the_life_of_a_procedure_is_told_as_decisions_tell_it(read: Read) -> None:
    """The first day comes from the decision where the record is silent; what the record said stands in khai_bao."""
    data = read(f"thu-tuc/{MA}.json")
    assert data["hieu_luc_tu"] == "2026-01-15"
    assert data["khai_bao"]["hieu_luc_tu"] is None


def test_the_list_names_every_procedure_with_its_file(read: Read, site: Path) -> None:
    """The brief list holds all procedures, each with the address of its page and of its data."""
    entries = read("thu-tuc.json")
    assert [entry["ma"] for entry in entries] == ["1.000001", "1.000002"]
    for entry in entries:
        assert (site / entry["url_du_lieu"].removeprefix("https://cchc.example/muc/")).is_file()


def test_the_archive_holds_what_the_single_files_hold(read: Read, site: Path) -> None:
    """The packed file has the same procedures, a line each."""
    lines = gzip.decompress((site / "du-lieu/thu-tuc-day-du.jsonl.gz").read_bytes()).decode().splitlines()
    assert [json.loads(line) for line in lines] == [read("thu-tuc/1.000001.json"), read("thu-tuc/1.000002.json")]


@pytest.mark.parametrize("ten", LISTS)
def test_lists_fit_their_schemas(read: Read, ten: str) -> None:
    """Each list is what its published schema says, and the schema is a valid one."""
    schema = read(f"schema/{ten}.json")
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(read(f"{ten}.json"))


def test_single_procedures_fit_their_schema(read: Read) -> None:
    """A procedure's file fits its schema, which refuses an unknown field and an unknown value."""
    validator = jsonschema.Draft202012Validator(read("schema/thu-tuc-chi-tiet.json"))
    data = read(f"thu-tuc/{MA}.json")
    validator.validate(data)
    assert not validator.is_valid({**data, "la": 1})
    assert not validator.is_valid({**data, "trang_thai": "dang-cho"})


def test_schemas_carry_the_official_labels(read: Read) -> None:
    """Fields and values of closed lists have their Vietnamese names in the schema."""
    schema = read("schema/thu-tuc-chi-tiet.json")
    assert schema["properties"]["can_cu_phap_ly"]["title"] == "Căn cứ pháp lý"
    assert {"const": "bai-bo", "title": "Đã bãi bỏ"} in schema["$defs"]["TrangThai"]["oneOf"]
    assert "description" not in schema["$defs"]["TrangThai"]


def test_what_the_desk_keeps_to_itself_stays_away(read: Read) -> None:
    """Neither approver nor workflow state of a news item is given away."""
    for tin in read("tin-tuc.json"):
        assert not {"nguoi_duyet", "trang_thai"} & tin.keys()


def test_files_of_forms_are_described_by_their_bytes(read: Read, site: Path) -> None:
    """A form's file has its address, size and checksum."""
    [form] = read("bieu-mau.json")
    [file] = form["tep"]
    published = site / file["url"].removeprefix("https://cchc.example/muc/")
    assert published.stat().st_size == file["kich_thuoc"]
    assert form["tthc"] == ["1.000001", "1.000002"]


def test_a_procedure_page_announces_its_data(site: Path) -> None:
    """The page's head links to its JSON and JSON-LD, which exist; no script element holds data."""
    page = site / "thu-tuc-hanh-chinh" / MA / "index.html"
    soup = BeautifulSoup(page.read_text(encoding="utf-8"), "lxml")
    for kind in ("application/json", "application/ld+json"):
        link = soup.head.find("link", rel="alternate", type=kind)
        assert (page.parent / link["href"]).resolve().is_file()
    assert not soup.find("script", type="application/ld+json")


def test_the_data_page_names_every_file(site: Path) -> None:
    """The page of open data links every list, table, schema and graph, and is found from the footer."""
    soup = BeautifulSoup((site / "du-lieu/index.html").read_text(encoding="utf-8"), "lxml")
    linked = {(site / "du-lieu" / link["href"]).resolve() for link in soup.main.find_all("a", href=True)}
    for uri in files_of(site / "du-lieu"):
        if not uri.startswith("thu-tuc/") and uri != "index.html":
            assert site / "du-lieu" / uri in linked, uri
    assert soup.footer.find("a", string="Dữ liệu mở")


def test_the_data_page_tells_the_date_of_the_data(site: Path) -> None:
    """The page names the day of the newest change, which is the content's and not the build's."""
    soup = BeautifulSoup((site / "du-lieu/index.html").read_text(encoding="utf-8"), "lxml")
    assert soup.main.find("time")["datetime"] == "2026-11-01"
