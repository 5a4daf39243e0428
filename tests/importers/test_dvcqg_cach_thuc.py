"""Channels, time limits and fees of the national portal."""

from decimal import Decimal

import pytest

from cchc.model.phan_loai import DonViThoiGian, Kenh, LoaiPhi
from cchc.model.thanh_phan import Phi, TepNguon, ThoiHan
from importers.formality import import_one, method


def thoi_han(**changes: object) -> ThoiHan | None:
    """Return the time limit of one way of filing."""
    return import_one(executionMethods=[method(**changes)]).cach_thuc[0].thoi_han


def phi(**fee: object) -> Phi:
    """Return one fee row."""
    return import_one(executionMethods=[method(fees=[{"type": "FEE"} | fee])]).cach_thuc[0].phi[0]


@pytest.mark.parametrize(
    ("time", "unit", "limit"),
    [
        (5, "WORKING_DAY", ThoiHan(so=Decimal(5), don_vi=DonViThoiGian.NGAY_LAM_VIEC)),
        (7.5, "DAY", ThoiHan(so=Decimal("7.5"), don_vi=DonViThoiGian.NGAY)),
        ("01", "HOUR", ThoiHan(so=Decimal(1), don_vi=DonViThoiGian.GIO)),
        (3, "MONTH", ThoiHan(so=Decimal(3), don_vi=DonViThoiGian.THANG)),
        (1, "YEAR", ThoiHan(so=Decimal(1), don_vi=DonViThoiGian.NAM)),
        ("Không quy định", "OTHER", ThoiHan(don_vi=DonViThoiGian.KHONG_QUY_DINH)),
        ("Trong vòng một\ttuần. ", "OTHER", ThoiHan(mo_ta="Trong vòng một tuần.")),
        (5, "OTHER", ThoiHan(so=Decimal(5))),
        (0, "OTHER", None),
        ("0", "OTHER", None),
        ("Theo mô tả", "OTHER", None),
        (None, "OTHER", None),
    ],
)
def test_time_limits_are_numbers_fractions_or_sentences(time: object, unit: str, limit: ThoiHan | None) -> None:
    """A number keeps its unit, a sentence its words; a bare placeholder says nothing."""
    assert thoi_han(processingTime=time, processingTimeUnit=unit) == limit


@pytest.mark.parametrize("time", [0, "0", "Theo mô tả"])
def test_a_placeholder_points_to_the_description(time: object) -> None:
    """With the unit OTHER and a description, the time limit is the one described."""
    assert thoi_han(processingTime=time, processingTimeUnit="OTHER", description="Ba tuần") == ThoiHan()


def test_the_procedure_has_a_time_limit_only_if_all_ways_agree() -> None:
    """One common limit is the procedure's; different ones stay with their channels."""
    same = import_one(executionMethods=[method(), method(submissionMethod="ONLINE")])
    assert same.thoi_han == ThoiHan(so=Decimal(5), don_vi=DonViThoiGian.NGAY)
    different = import_one(executionMethods=[method(), method(processingTimeUnit="WORKING_DAY")])
    assert different.thoi_han is None


def test_repeated_channels_stay_repeated() -> None:
    """A channel recurs once per case; only its text tells which."""
    cach_thuc = import_one(
        executionMethods=[
            method(description="Cấp mới"),
            method(description="Cấp lại"),
            method(submissionMethod="POSTAL"),
        ]
    ).cach_thuc
    assert [(cach.kenh, cach.mo_ta) for cach in cach_thuc] == [
        (Kenh.TRUC_TIEP, "Cấp mới"),
        (Kenh.TRUC_TIEP, "Cấp lại"),
        (Kenh.BUU_CHINH, ""),
    ]


@pytest.mark.parametrize(
    ("fee", "expected"),
    [
        ({"value": 0, "description": ""}, Phi(loai=LoaiPhi.KHONG_THU, so_tien=Decimal(0))),
        ({"value": 0}, Phi(loai=LoaiPhi.KHONG_THU, so_tien=Decimal(0))),
        ({"value": 0, "description": "Không có."}, Phi(loai=LoaiPhi.KHONG_THU, so_tien=Decimal(0), mo_ta="Không có.")),
        ({"value": None}, Phi()),
        ({"value": None, "description": "Theo biểu phí"}, Phi(mo_ta="Theo biểu phí")),
        ({"value": 0, "description": "Thẻ mới 20.000 đồng"}, Phi(mo_ta="Thẻ mới 20.000 đồng")),
        ({"value": 0, "description": "Không quy định"}, Phi(mo_ta="Không quy định")),
        ({"value": 20000, "currencyName": "Việt Nam Đồng"}, Phi(so_tien=Decimal(20000))),
        ({"value": 12.5, "currencyName": "USD"}, Phi(so_tien=Decimal("12.5"), tien_te="USD")),
        (
            {"value": 20000, "description": "Lệ phí cấp thẻ"},
            Phi(loai=LoaiPhi.LE_PHI, so_tien=Decimal(20000), mo_ta="Lệ phí cấp thẻ"),
        ),
        (
            {"value": 20000, "description": "Phí thẩm định", "type": "SERVICE_FEE"},
            Phi(loai=LoaiPhi.PHI, so_tien=Decimal(20000), mo_ta="Phí thẩm định"),
        ),
        ({"value": None, "description": "Phí, lệ phí theo luật"}, Phi(mo_ta="Phí, lệ phí theo luật")),
        (
            {
                "value": 0,
                "description": "Chi tiết kèm theo",
                "attachment": {"fileId": "f1", "fileName": "biểu phí.pdf"},
            },
            Phi(mo_ta="Chi tiết kèm theo", tep_nguon=(TepNguon(id="f1", ten="biểu phí.pdf"),)),
        ),
    ],
)
def test_fees_say_no_more_than_the_source(fee: dict[str, object], expected: Phi) -> None:
    """Zero is free unless a text has the tariff; null without text is no information; only own words tell the kind."""
    assert phi(**fee) == expected


def test_no_fee_rows_are_no_information() -> None:
    """A channel without fee rows does not claim that nothing is charged."""
    assert import_one(executionMethods=[method(fees=None)]).cach_thuc[0].phi == ()
