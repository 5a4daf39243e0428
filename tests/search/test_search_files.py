"""The files that the search fetches: the index of procedures, suggestions, full text, lists of the rest."""

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from cchc.catalogue.catalogue import Catalogue
from cchc.catalogue.items import DonViItem, MucItem, QuyetDinhItem, ThuTucItem, TinItem
from cchc.model.don_vi import DonVi, LoaiDonVi
from cchc.model.phan_loai import DonViThoiGian, HanhDong, Kenh
from cchc.model.post import Tin, TrangThaiTin
from cchc.model.quyet_dinh import MucQuyetDinh, QuyetDinh
from cchc.model.thanh_phan import Buoc, CachThuc, CanCu, GiayTo, KetQua, ThoiHan, TruongHopHoSo
from cchc.outputs.artefact import Artefact
from cchc.outputs.search import make_search
from cchc.outputs.search.documents import make_tai_lieu
from cchc.outputs.search.full_text import number_keys
from cchc.text import VIETNAM
from search.mau import make_catalogue, make_item

pytestmark = pytest.mark.slow

Items = tuple[ThuTucItem, ...]
Ask = Callable[..., Any]
MakeAsk = Callable[[Iterable[Artefact]], Ask]


def _read(catalogue: Catalogue, name: str = "chi-muc.json") -> Any:
    files = {artefact.uri: artefact.data for artefact in make_search(catalogue)}
    return json.loads(files[f"tra-cuu/{name}"])


def test_internal_procedures_stay_out(items: Items) -> None:
    """A procedure between state bodies is not offered to citizens."""
    index = _read(make_catalogue(items))
    assert "1.000003" not in index["ma"]
    assert len(index["ma"]) == len(items) - 1


def test_columns_are_of_one_length(items: Items) -> None:
    """Every column has one value a procedure, else the browser would read a neighbour's."""
    index = _read(make_catalogue(items))
    columns = {key: len(value) for key, value in index.items() if isinstance(value, list) and key != "tu_dong_nghia"}
    assert set(columns.values()) == {len(items) - 1}


def test_same_items_give_same_bytes(items: Items) -> None:
    """The files are reproducible."""
    assert list(make_search(make_catalogue(items))) == list(make_search(make_catalogue(items)))


def test_address_is_relative_to_the_index(items: Items) -> None:
    """The site may stand under any path, so addresses of procedures are told from where the index is."""
    assert _read(make_catalogue(items))["dia_chi"] == "../thu-tuc-hanh-chinh/{ma}/"


def test_address_without_the_code_is_refused(items: Items) -> None:
    """An address that cannot be told from the code would lead nowhere: it stops the build."""
    with pytest.raises(ValueError, match="no single pattern"):
        _read(make_catalogue([*items[:2], replace(items[2], url="/khac/")]))


def test_several_time_limits_make_one_short_line(items: Items) -> None:
    """A card has room for one time limit and for how many others there are."""
    limits = (ThoiHan(so=15, don_vi=DonViThoiGian.NGAY_LAM_VIEC), ThoiHan(so=7, don_vi=DonViThoiGian.NGAY))
    index = _read(make_catalogue([replace(items[0], thoi_han=limits)]))
    assert index["danh_muc"]["thoi_han"] == ["15 ngày làm việc (và 1 mức khác)"]


def test_only_former_base_codes_are_kept(items: Items) -> None:
    """A suffix makes no other code, a former code does."""
    assert list(_read(make_catalogue(items))["ma_khac"].values()) == [["1.003876"]]


@pytest.mark.parametrize(
    ("so", "don_vi", "expected"),
    [
        (4, DonViThoiGian.GIO, "trong-ngay"),
        (None, DonViThoiGian.TRONG_NGAY, "trong-ngay"),
        (5, DonViThoiGian.NGAY_LAM_VIEC, "1-5"),
        (15, DonViThoiGian.NGAY, "6-15"),
        (1, DonViThoiGian.THANG, "16-30"),
        (2, DonViThoiGian.THANG, "tren-30"),
        (None, DonViThoiGian.KHONG_QUY_DINH, "khac"),
    ],
)
def test_time_limits_are_classed_as_stated(items: Items, so: int | None, don_vi: DonViThoiGian, expected: str) -> None:
    """The filter counts the days that the procedure states; the longest of several decides."""
    index = _read(make_catalogue([replace(items[0], thoi_han=(ThoiHan(so=so, don_vi=don_vi),))]))
    assert index["danh_muc"]["thoi_gian"][index["thoi_gian"][0]][0] == expected


def test_charges_are_classed(items: Items) -> None:
    """One charge above zero makes a procedure with a charge, a stated zero one without, silence neither."""
    index = _read(make_catalogue(items))
    by_code = dict(
        zip(index["ma"], [index["danh_muc"]["muc_phi"][place][0] for place in index["muc_phi"]], strict=True)
    )
    assert (by_code["1.014076"], by_code["1.001731"], by_code["1.012278"]) == ("co", "khong", "chua-ro")


def test_few_names_are_suggested_of_many() -> None:
    """The suggestions of a large catalogue hold the likeliest names only, in force and near to people first."""
    many = [make_item(ma=f"2.{n:06}", ten=f"Cấp lại giấy số {n}", nhom="Dược phẩm") for n in range(600)]
    wanted = make_item(ma="1.000001", ten="Cấp giấy phép xây dựng rất dài nhưng là lần đầu", nhom="Dược phẩm")
    suggested = _read(make_catalogue([*many, wanted]), "goi-y.json")["ma"]
    assert "1.000001" in suggested
    assert len(suggested) < 600


def test_legal_numbers_are_found_by_their_parts() -> None:
    """The number of a legal text is known whole, by number and year, and by number and kind."""
    assert number_keys("155/2018/NĐ-CP") == ("155/2018/nd-cp", "155/2018", "155/nd")
    assert number_keys("2205/QĐ-BYT") == ("2205/qd-byt", "2205/qd")
    assert number_keys("Luật Dược") == ()


@pytest.fixture(scope="module")
def ask(make_ask: MakeAsk, items: Items) -> Ask:
    """Return a way to ask over procedures with their texts, a decision, a news item, a unit and a guide."""
    first, *others = items
    deep = first.record.model_copy(
        update={
            "thanh_phan_ho_so": (TruongHopHoSo(giay_to=(GiayTo(ten="Sổ tạm trú của dược sĩ phụ trách"),)),),
            "ket_qua": (KetQua(ten="Tấm biển xanh"),),
            "trinh_tu": (Buoc(noi_dung="Đoàn thẩm định kiểm tra lưỡng cực"),),
            "can_cu_phap_ly": (CanCu(so_ky_hieu="163/2025/NĐ-CP", trich_yeu="Quy định chi tiết Luật Dược"),),
            "yeu_cau_dieu_kien": "Có tủ lạnh",
            "cach_thuc": (CachThuc(kenh=Kenh.TRUC_TUYEN),),
        }
    )
    unit = DonViItem(DonVi(ma="so-y-te", ten="Sở Y tế", loai=LoaiDonVi.SO), "/don-vi/so-y-te/", "/tin/", 1)
    tin = Tin(
        tieu_de="Tập huấn phòng cháy ở bệnh viện",
        tom_tat="Hai trăm người dự",
        ngay_dang=datetime(2026, 11, 2, 8, tzinfo=VIETNAM),
        don_vi="so-y-te",
        noi_dung_cchc=("x",),
        chuyen_muc="tin",
        trang_thai=TrangThaiTin.DA_DANG,
        noi_dung="Bình chữa cháy xách tay",
    )
    decision = QuyetDinh(
        so="2205/QĐ-BYT",
        ngay_ky=date(2026, 5, 4),
        co_quan="Bộ Y tế",
        trich_yeu="Công bố thủ tục lĩnh vực dược",
        hieu_luc_tu=date(2026, 5, 4),
        ngay_cong_khai=date(2026, 5, 5),
        muc=(MucQuyetDinh(ma="1.014076", hanh_dong=HanhDong.SUA_DOI_BO_SUNG),),
    )
    catalogue = make_catalogue(
        [replace(first, record=deep), *others],
        tin=(TinItem(tin, "/tin-tuc/tap-huan/", "posts/x.md", unit, MucItem("tin", "Tin", "/tin/"), ()),),
        quyet_dinh=(QuyetDinhItem(decision, "/quyet-dinh/2205/", None, ()),),
        don_vi={"so-y-te": unit},
    )
    guide = make_tai_lieu("trang", "Cách nộp hồ sơ qua bưu điện", "/huong-dan/buu-dien/", than="Dán tem vào phong bì")
    return make_ask(make_search(catalogue, [guide]))


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        ("so tam tru", "thành phần hồ sơ"),
        ("biển xanh", "kết quả"),
        ("lưỡng cực", "trình tự thực hiện"),
        ("tủ lạnh", "yêu cầu, điều kiện"),
    ],
)
def test_a_match_in_the_texts_says_where(ask: Ask, typed: str, part: str) -> None:
    """Words that stand in no name are found in papers, results, steps and conditions, and the card says where."""
    best = ask(typed)["cards"][0]
    assert best["ma"] == "1.014076"
    assert part in [found["part"] for found in best["khop_noi_dung"]]


@pytest.mark.parametrize("typed", ["163/2025/NĐ-CP", "nghị định 163/2025", "nghi dinh so 163", "ND 163 nam 2025"])
def test_the_number_of_a_legal_text_finds_what_rests_on_it(ask: Ask, typed: str) -> None:
    """A decree is enough, by its whole number or by the beginning of it."""
    assert ask(typed)["ma"][0] == "1.014076"


@pytest.mark.parametrize(
    ("typed", "kind", "title"),
    [
        ("chữa cháy", "tin", "Tập huấn phòng cháy ở bệnh viện"),
        ("binh chua chay xach tay", "tin", "Tập huấn phòng cháy ở bệnh viện"),
        ("2205/QĐ-BYT", "quyet-dinh", "Quyết định số 2205/QĐ-BYT"),
        ("phong bi dan tem", "trang", "Cách nộp hồ sơ qua bưu điện"),
        ("so y te", "don-vi", "Sở Y tế"),
    ],
)
def test_everything_is_found_by_the_same_words(ask: Ask, typed: str, kind: str, title: str) -> None:
    """News, decisions, units and guides are found by title and by body, typed with diacritics or without."""
    assert ask(typed)["documents"][0] == [kind, title]


def test_shards_of_another_edition_are_left_aside(make_ask: MakeAsk, items: Items) -> None:
    """A shard kept from before the catalogue changed numbers other rows: it must not be believed."""
    deep = items[0].record.model_copy(update={"yeu_cau_dieu_kien": "Có tủ lạnh"})
    files = list(make_search(make_catalogue([replace(items[0], record=deep), *items[1:]])))
    stale = [
        replace(file, data=file.data.replace(b'{"phien":"', b'{"phien":"x')) if "/toan-van/" in file.uri else file
        for file in files
    ]
    assert make_ask(files)("tủ lạnh")["cards"][0]["khop_noi_dung"] != []
    assert make_ask(stale)("tủ lạnh")["cards"][0]["khop_noi_dung"] == []
