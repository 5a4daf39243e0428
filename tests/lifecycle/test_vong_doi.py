"""The status of a procedure follows from its dates and from the decisions that name it."""

from datetime import date

import pytest

from cchc.catalogue.lifecycle import Dong, cited_decisions, find_vong_doi
from cchc.model.phan_loai import TrangThai
from cchc.model.quyet_dinh import MucQuyetDinh, QuyetDinh
from cchc.model.thu_tuc import ThuTuc

TODAY = date(2026, 11, 22)


def _line(hanh_dong: str, hieu_luc_tu: str, *, so: str = "5/QĐ-UBND", thay_the_boi: str | None = None) -> Dong:
    muc = MucQuyetDinh.model_validate({"ma": "1.000001", "hanh_dong": hanh_dong, "thay_the_boi": thay_the_boi})
    decision = QuyetDinh.model_validate(
        {
            "so": so,
            "ngay_ky": "2025-01-02",
            "co_quan": "Ủy ban nhân dân tỉnh Thử Nghiệm",
            "trich_yeu": "Công bố thủ tục hành chính",
            "hieu_luc_tu": hieu_luc_tu,
            "ngay_cong_khai": "2025-01-03",
            "muc": (muc,),
        }
    )
    return decision, muc


def _thu_tuc(**values: object) -> ThuTuc:
    return ThuTuc.model_validate({"ma": "1.000001", "ten": "Đăng ký", "linh_vuc": "duoc-pham", **values})


CASES = {
    "nothing known": ({}, [], TrangThai.CON_HIEU_LUC),
    "begins today": ({"hieu_luc_tu": "2026-11-22"}, [], TrangThai.CON_HIEU_LUC),
    "begins tomorrow": ({"hieu_luc_tu": "2026-11-23"}, [], TrangThai.CHUA_HIEU_LUC),
    "new by a decision of tomorrow": ({}, [("moi-ban-hanh", "2026-11-23")], TrangThai.CHUA_HIEU_LUC),
    "last day is today": ({"hieu_luc_den": "2026-11-22"}, [], TrangThai.CON_HIEU_LUC),
    "last day was yesterday": ({"hieu_luc_den": "2026-11-21"}, [], TrangThai.BAI_BO),
    "replaced yesterday": ({"hieu_luc_den": "2026-11-21", "thay_the_boi": ["1.000002"]}, [], TrangThai.BI_THAY_THE),
    "replaced next year": ({"hieu_luc_den": "2026-12-31", "thay_the_boi": ["1.000002"]}, [], TrangThai.CON_HIEU_LUC),
    "abolished by a decision alone": ({}, [("bai-bo", "2026-11-22")], TrangThai.BAI_BO),
    "abolished from tomorrow": ({}, [("bai-bo", "2026-11-23")], TrangThai.CON_HIEU_LUC),
    "replaced by a decision alone": ({}, [("thay-the", "2026-11-01")], TrangThai.BI_THAY_THE),
    "amended": ({}, [("sua-doi-bo-sung", "2026-11-22")], TrangThai.SUA_DOI_BO_SUNG),
    "amended from tomorrow": ({}, [("sua-doi-bo-sung", "2026-11-23")], TrangThai.CON_HIEU_LUC),
    "published again after its end": (
        {},
        [("bai-bo", "2025-05-01"), ("moi-ban-hanh", "2026-01-01")],
        TrangThai.CON_HIEU_LUC,
    ),
    "ended by a decision that the catalogue does not hold": (
        {"quyet_dinh": [{"so": "9/QĐ-BYT", "hanh_dong": "bai-bo"}, {"so": "8/QĐ-BYT", "ngay_ky": "2026-01-01"}]},
        [],
        TrangThai.BAI_BO,
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_status_follows_from_dates_and_decisions(name: str) -> None:
    """Each of the four classes of change, today, yesterday and tomorrow."""
    values, lines, expected = CASES[name]
    dong = [_line(hanh_dong, day, so=f"{number}/QĐ-UBND") for number, (hanh_dong, day) in enumerate(lines)]
    assert find_vong_doi(_thu_tuc(**values), dong, TODAY).trang_thai is expected


def test_the_end_names_its_day_decision_and_successor() -> None:
    """The last day is the one before the decision's effect, and the successor comes from its line."""
    life = find_vong_doi(_thu_tuc(), [_line("thay-the", "2026-11-01", thay_the_boi="1.000002")], TODAY)
    assert (life.den, life.ket_thuc_bang, life.thay_the_boi) == (date(2026, 10, 31), "5/QĐ-UBND", ("1.000002",))


def test_a_decision_speaks_for_itself() -> None:
    """A short citation is completed from the decision that the catalogue holds."""
    dong = _line("moi-ban-hanh", "2025-02-01")
    (cited,) = cited_decisions(_thu_tuc(quyet_dinh=[{"so": "5/QĐ-UBND"}]), [dong])
    assert (cited.hanh_dong, cited.hieu_luc_tu) == ("moi-ban-hanh", date(2025, 2, 1))


def test_numbers_begin_anew_each_year() -> None:
    """Two decisions of one number, signed in different years, are two decisions."""
    held = _line("moi-ban-hanh", "2025-02-01")
    own = {"quyet_dinh": [{"so": "5/QĐ-UBND", "ngay_ky": "2024-06-01", "hanh_dong": "sua-doi-bo-sung"}]}
    cited = cited_decisions(_thu_tuc(**own), [held])
    assert [(decision.ngay_ky.year, decision.hanh_dong) for decision in cited if decision.ngay_ky] == [
        (2024, "sua-doi-bo-sung"),
        (2025, "moi-ban-hanh"),
    ]
