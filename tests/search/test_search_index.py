"""The index that the lookup page fetches."""

import json
from dataclasses import replace

import pytest

from cchc.catalogue.items import ThuTucItem
from cchc.model.phan_loai import DonViThoiGian
from cchc.model.thanh_phan import ThoiHan
from cchc.outputs.search_index import make_search_index

Items = tuple[ThuTucItem, ...]


def test_internal_procedures_stay_out(items: Items) -> None:
    """A procedure between state bodies is not offered to citizens."""
    index = json.loads(make_search_index(items).data)
    assert "1.000003" not in index["ma"]
    assert len(index["ma"]) == len(items) - 1


def test_columns_are_of_one_length(items: Items) -> None:
    """Every column has one value a procedure, else the browser would read a neighbour's."""
    index = json.loads(make_search_index(items).data)
    columns = {key: len(value) for key, value in index.items() if isinstance(value, list)}
    assert set(columns.values()) == {len(items) - 1}


def test_same_items_give_same_bytes(items: Items) -> None:
    """The index is reproducible."""
    assert make_search_index(items) == make_search_index(iter(items))


def test_address_is_relative_to_the_index(items: Items) -> None:
    """The site may stand under any path, so addresses of procedures are told from where the index is."""
    artefact = make_search_index(items)
    assert artefact.uri == "tra-cuu/chi-muc.json"
    assert json.loads(artefact.data)["dia_chi"] == "../thu-tuc-hanh-chinh/{ma}/"


def test_address_without_the_code_is_refused(items: Items) -> None:
    """An address that cannot be told from the code would lead nowhere: it stops the build."""
    with pytest.raises(ValueError, match="no single pattern"):
        make_search_index([*items[:2], replace(items[2], url="/khac/")])


def test_several_time_limits_make_one_short_line(items: Items) -> None:
    """A card has room for one time limit and for how many others there are."""
    limits = (ThoiHan(so=15, don_vi=DonViThoiGian.NGAY_LAM_VIEC), ThoiHan(so=7, don_vi=DonViThoiGian.NGAY))
    index = json.loads(make_search_index([replace(items[0], thoi_han=limits)]).data)
    assert index["danh_muc"]["thoi_han"] == ["15 ngày làm việc (và 1 mức khác)"]


def test_only_former_base_codes_are_kept(items: Items) -> None:
    """A suffix makes no other code, a former code does."""
    index = json.loads(make_search_index(items).data)
    assert list(index["ma_khac"].values()) == [["1.003876"]]
