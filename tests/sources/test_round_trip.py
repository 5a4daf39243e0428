"""Records written as files read back unchanged."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc.model.danh_muc import Muc
from cchc.model.phan_loai import CapThucHien, DonViThoiGian, Kenh, LoaiPhi
from cchc.model.thanh_phan import (
    Buoc,
    CachThuc,
    CanCu,
    CoQuan,
    GiayTo,
    NguonThuTuc,
    Phi,
    QuyetDinhThuTuc,
    TepNguon,
    ThoiHan,
    TruongHopHoSo,
)
from cchc.model.thu_tuc import ThuTuc
from cchc.sources.records import parse_list, parse_record
from cchc.sources.writers import render_front_matter, render_list, write_list
from cchc.text import VIETNAM, is_nfc, nfc

pytestmark = pytest.mark.slow

# Whatever a record may hold: Vietnamese, YAML's and Markdown's signs, line breaks of every kind, numbers.
_CHARS = st.one_of(
    st.sampled_from("aăâđĐêơưỹ 0123456789.,:;-–#&*!|>'\"%@`{}[]?~=<\\/\n\t\r\u00a0\u0085\u2028\ufeff"),
    st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co")),
)
_WORDS = st.sampled_from(
    ["no", "yes", "null", "~", "1.010000", "2026-11-22", "---", "- a", "a: b", "# x", " đầu", "cuối "]
)
_TEXT = st.one_of(st.text(_CHARS, max_size=40).map(nfc).filter(is_nfc), _WORDS)
_NAME = _TEXT.map(str.strip).filter(bool)
_BODY = _TEXT.map(lambda text: text.strip("\n"))
_NUMBER = st.one_of(st.integers(0, 10**9).map(Decimal), st.integers(0, 10**6).map(lambda n: Decimal(n) / 4))
_DAY = st.dates(date(1990, 1, 1), date(2100, 1, 1))
_MOMENT = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)).map(lambda moment: moment.replace(tzinfo=VIETNAM))
_THOI_HAN = st.builds(ThoiHan, so=st.none() | _NUMBER, don_vi=st.sampled_from(DonViThoiGian), mo_ta=_TEXT)
_TEP = st.builds(TepNguon, id=_NAME, ten=_TEXT)
_PHI = st.builds(
    Phi,
    loai=st.sampled_from(LoaiPhi),
    so_tien=st.none() | _NUMBER,
    mo_ta=_TEXT,
    tep_nguon=st.tuples(_TEP) | st.just(()),
)
_CACH_THUC = st.builds(
    CachThuc,
    kenh=st.sampled_from(Kenh),
    thoi_han=st.none() | _THOI_HAN,
    phi=st.lists(_PHI, max_size=2).map(tuple),
    mo_ta=_TEXT,
)
_GIAY_TO = st.builds(
    GiayTo,
    ten=_TEXT,
    ban_chinh=st.integers(0, 9),
    la_ghi_chu=st.booleans(),
    bat_buoc=st.booleans(),
    tep_nguon=st.lists(_TEP, max_size=2).map(tuple),
)
_HO_SO = st.builds(TruongHopHoSo, truong_hop=_TEXT, giay_to=st.lists(_GIAY_TO, max_size=2).map(tuple))
_CO_QUAN = st.builds(CoQuan, tham_quyen=st.lists(_TEXT, max_size=2).map(tuple))
_THU_TUC = st.builds(
    ThuTuc,
    ma=st.from_regex(r"[0-9]\.[0-9]{6}", fullmatch=True),
    ten=_NAME,
    linh_vuc=st.just("y-te"),
    cap_thuc_hien=st.lists(st.sampled_from(CapThucHien), max_size=2).map(tuple),
    doi_tuong_khac=st.lists(_TEXT, max_size=3).map(tuple),
    co_quan=_CO_QUAN,
    phi_dia_gioi=st.sampled_from([None, True, False]),
    trinh_tu=st.lists(st.builds(Buoc, ten=_TEXT, noi_dung=_TEXT), max_size=2).map(tuple),
    cach_thuc=st.lists(_CACH_THUC, max_size=2).map(tuple),
    thanh_phan_ho_so=st.lists(_HO_SO, max_size=2).map(tuple),
    so_luong_ho_so=st.none() | st.integers(1, 9),
    yeu_cau_dieu_kien=_TEXT,
    can_cu_phap_ly=st.lists(st.builds(CanCu, trich_yeu=_TEXT), max_size=1).map(tuple),
    quyet_dinh=st.lists(st.builds(QuyetDinhThuTuc, so=_NAME, ngay_ky=st.none() | _DAY), max_size=1).map(tuple),
    nguon=st.none() | st.builds(NguonThuTuc, ten=_NAME, cap_nhat=st.none() | _MOMENT),
    noi_dung=_BODY,
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
@given(_THU_TUC)
def test_a_procedure_written_and_read_is_the_same(thu_tuc: ThuTuc) -> None:
    """Record → file text → record changes nothing, and the text is the same each time."""
    text = render_front_matter(thu_tuc)
    read_back, problems = parse_record(text, "tthc/y-te/x.md", ThuTuc)
    assert not problems
    assert read_back == thu_tuc
    assert render_front_matter(read_back) == text


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.builds(Muc, ma=st.just("a-b"), ten=_NAME, ma_dvcqg=st.lists(_TEXT, max_size=2).map(tuple)), max_size=3)
)
def test_a_list_written_and_read_is_the_same(entries: list[Muc]) -> None:
    """The same holds for list files."""
    assert parse_list(render_list(entries), "tthc/danh-muc/linh-vuc.yml", Muc) == (tuple(entries), [])


def test_a_record_is_written_for_editors() -> None:
    """Keys stand in the order of the model, defaults are left out, long texts are blocks, the guide is the body."""
    thu_tuc = ThuTuc(
        ma="1.010000",
        ten="Cấp thẻ: loại mới",
        linh_vuc="thu-vien",
        trinh_tu=(Buoc(ten="Bước 1", noi_dung="Nộp đơn.\n\n- tại quầy"),),
        noi_dung="Xem **hướng dẫn**.",
    )
    assert render_front_matter(thu_tuc) == (
        "---\n"
        "ma: '1.010000'\n"
        "ten: 'Cấp thẻ: loại mới'\n"
        "linh_vuc: thu-vien\n"
        "trinh_tu:\n"
        "- ten: Bước 1\n"
        "  noi_dung: |-\n"
        "    Nộp đơn.\n"
        "\n"
        "    - tại quầy\n"
        "---\n"
        "\n"
        "Xem **hướng dẫn**.\n"
    )


def test_writing_a_list_keeps_the_comment_it_begins_with(tmp_path: Path) -> None:
    """Editors explain a list in its first lines; a rewritten list still says it."""
    file = tmp_path / "a.yml"
    file.write_text("# Danh mục\n\n- ma: cu\n  ten: Cũ\n", encoding="utf-8")
    write_list(file, [Muc(ma="moi", ten="Mới")])
    assert file.read_text(encoding="utf-8") == "# Danh mục\n\n- ma: moi\n  ten: Mới\n"


def test_writing_leaves_no_temporary_file(tmp_path: Path) -> None:
    """A file is whole or not there; nothing else remains in the folder."""
    write_list(tmp_path / "sau" / "a.yml", [Muc(ma="moi", ten="Mới")])
    assert [file.name for file in (tmp_path / "sau").iterdir()] == ["a.yml"]


@given(_THU_TUC)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_a_procedure_survives_json(thu_tuc: ThuTuc) -> None:
    """Record, JSON, record: nothing changes, numbers and moments included."""
    assert ThuTuc.model_validate_json(thu_tuc.model_dump_json()) == thu_tuc
