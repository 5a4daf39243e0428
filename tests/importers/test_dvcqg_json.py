"""The national portal's records: identity, kinds, agencies, dates, sources."""

from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from cchc.importers import Imported, Refused, read_thu_tuc
from cchc.importers.dvcqg_json import import_value
from cchc.model.phan_loai import CapThucHien, DoiTuong, LoaiThuTuc
from cchc.model.thanh_phan import CanCu, KetQua, NoiTiepNhan
from importers.formality import import_one, make_record, write_record


def refuse(**changes: object) -> Refused:
    """Return the refusal of a record that must not be read."""
    outcome = import_value(make_record(**changes), "thử")
    assert isinstance(outcome, Refused)
    return outcome


def test_the_whole_record_is_mapped() -> None:
    """A plain record gives code, name, field, kind, level, decision, address at the portal and source."""
    thu_tuc = import_one()
    assert (thu_tuc.ma, thu_tuc.ten, thu_tuc.linh_vuc) == (
        "1.900001",
        "Cấp thẻ đọc sách cho người lớn tuổi",
        "thu-vien",
    )
    assert thu_tuc.loai is LoaiThuTuc.LUAT_GIAO
    assert thu_tuc.cap_thuc_hien == (CapThucHien.TINH,)
    assert thu_tuc.url_dvcqg == "https://dichvucong.gov.vn/thu-tuc-hanh-chinh/019d0000-1111-7222-8333-444455556666"
    assert thu_tuc.nguon is not None
    assert thu_tuc.nguon.id == "019d0000-1111-7222-8333-444455556666"
    assert thu_tuc.nguon.cap_nhat == datetime(2026, 5, 11, 15, 34, 59, tzinfo=timezone(timedelta(hours=7)))


@pytest.mark.parametrize("midnight", [1744131600000, 1744156800000], ids=["17:00Z before", "00:00Z"])
def test_both_midnights_are_the_same_day(midnight: int) -> None:
    """The portal stores midnight of Vietnam or of UTC; the day of the decision is the same."""
    proposal = {"proposalNumber": "12/QĐ-TV", "decisionDate": midnight, "publicationDate": None}
    decision = import_one(procedureProposal=proposal).quyet_dinh[0]
    assert decision.ngay_ky == date(2025, 4, 9)
    assert decision.ngay_cong_khai is None


def test_a_decision_without_number_is_left_out() -> None:
    """A decision cannot be cited without its number; nothing is made up."""
    assert import_one(procedureProposal={"proposalNumber": " ", "decisionDate": 1744131600000}).quyet_dinh == ()


@pytest.mark.parametrize(
    ("changes", "loai"),
    [
        ({"formalityType": "NOT_ASSIGNED_REGULATION"}, LoaiThuTuc.KHONG_LUAT_GIAO),
        ({"formalityType": "OTHER"}, LoaiThuTuc.KHAC),
        ({"type": "SPECIFIC"}, LoaiThuTuc.DAC_THU),
        ({"type": "STANDARD_INTERNAL", "formalityType": "LOCAL_REGULATION"}, LoaiThuTuc.NOI_BO),
        ({"isInternal": True}, LoaiThuTuc.NOI_BO),
        ({"formalityType": "SOMETHING_NEW"}, None),
    ],
)
def test_the_kind_follows_type_and_regulation(changes: dict[str, object], loai: LoaiThuTuc | None) -> None:
    """Internal and local procedures are told apart first; an unknown kind stays empty."""
    assert import_one(**changes).loai is loai


def test_levels_are_booleans_and_may_be_several() -> None:
    """Each level flag gives its level."""
    changes = {"isMinistry": True, "isWard": True, "isOtherAgency": True, "isUndetermined": True}
    assert import_one(**changes).cap_thuc_hien == tuple(CapThucHien)


def test_only_a_stated_independence_of_boundaries_counts() -> None:
    """The flag is False unless somebody ticked it, so False says nothing."""
    assert import_one(isNonTerritorial=True).phi_dia_gioi is True
    assert import_one(isNonTerritorial=False).phi_dia_gioi is None


def test_executors_come_from_departments_and_groups_without_nulls() -> None:
    """Null items are passed over; the executor is often only a group; the copied string of authorities is not used."""
    co_quan = import_one(
        executingAgencies="",
        departmentsExecuting=[],
        unitGroupsExecuting=[None, {"id": "1", "name": "Sở Văn hóa "}, {"id": "2", "name": "Sở Văn hóa"}],
        departmentsAuthority=[{"name": "Ủy ban nhân dân tỉnh"}],
        delegatedAgencies="Ủy ban nhân dân tỉnh",
        authorizedAgencies=None,
        coordinatingAgencies="Công an xã",
    ).co_quan
    assert co_quan.thuc_hien == ("Sở Văn hóa",)
    assert co_quan.tham_quyen == ("Ủy ban nhân dân tỉnh",)
    assert co_quan.uy_quyen == ()
    assert co_quan.phoi_hop == ("Công an xã",)


def test_the_receiving_address_keeps_its_lines() -> None:
    """The first line names the desk, the others follow as they stood."""
    co_quan = import_one(dossierReceivingAddresses="Quầy số 1\nSố 2 đường Hoa\n(giờ hành chính)\n").co_quan
    assert co_quan.tiep_nhan == (NoiTiepNhan(ten="Quầy số 1", dia_chi="Số 2 đường Hoa\n(giờ hành chính)"),)


def test_applicants_outside_the_list_are_kept_in_words() -> None:
    """Known kinds become values of the list in its order, others stay as the source says."""
    thu_tuc = import_one(
        subjectTypesDetails=[
            {"name": "Tổ chức (không bao gồm doanh nghiệp, HTX)", "code": "ĐT9"},
            {"name": "Công dân Việt Nam", "code": "ĐT1"},
            {"name": "Người nước ngoài cư trú tại Việt Nam", "code": "ĐT3"},
        ]
    )
    assert thu_tuc.doi_tuong == (DoiTuong.CONG_DAN_VIET_NAM, DoiTuong.TO_CHUC)
    assert thu_tuc.doi_tuong_khac == ("Người nước ngoài cư trú tại Việt Nam",)


@pytest.mark.parametrize(
    ("code", "name", "can_cu"),
    [
        ("Luật số 32/2024/QH15 ", "Luật Đất đai", CanCu(so_ky_hieu="32/2024/QH15", trich_yeu="Luật Đất đai")),
        (
            "nghị định 146/2025",
            "Nghị định số 146/2025/NĐ-CP về phân cấp",
            CanCu(so_ky_hieu="146/2025/NĐ-CP", trich_yeu="Nghị định số 146/2025/NĐ-CP về phân cấp"),
        ),
        ("06", "Luật Thi đua", CanCu(trich_yeu="Luật Thi đua (06)")),
        ("Luật Thi đua", "Luật Thi đua", CanCu(trich_yeu="Luật Thi đua")),
        ("Công ước", "", CanCu(trich_yeu="Công ước")),
        (
            "85/2025/QĐ-UBND (thành phố Đà Nẵng)",
            "Về thư viện",
            CanCu(so_ky_hieu="85/2025/QĐ-UBND", trich_yeu="Về thư viện (85/2025/QĐ-UBND (thành phố Đà Nẵng))"),
        ),
    ],
)
def test_legal_bases_keep_all_they_say(code: str, name: str, can_cu: CanCu) -> None:
    """A certain number is normalised; an uncertain one stays in the words; nothing is lost or composed."""
    assert import_one(legalBasisesDetails=[{"name": name, "code": code}]).can_cu_phap_ly == (can_cu,)


def test_repeated_legal_bases_stay_repeated() -> None:
    """The record shows what the source shows."""
    basis = {"name": "Luật Thư viện", "code": "46/2019/QH14"}
    assert len(import_one(legalBasisesDetails=[basis, basis]).can_cu_phap_ly) == 2


def test_result_codes_are_kept_as_the_source_writes_them() -> None:
    """Agencies use many shapes beside KQ.G18.000098; none is dropped; a nameless result is called by its code."""
    results = [{"name": "Thẻ", "code": "KQ.G18.000098"}, {"name": "Giấy", "code": "H37.003"}, {"name": "", "code": "X"}]
    assert import_one(resultsDetails=results).ket_qua == (
        KetQua(ten="Thẻ", ma="KQ.G18.000098"),
        KetQua(ten="Giấy", ma="H37.003"),
        KetQua(ten="X", ma="X"),
    )


def test_keywords_are_split_and_placeholders_dropped() -> None:
    """Lists of short words are split at commas, a long phrase stays whole, life events count as keywords."""
    thu_tuc = import_one(
        keywords="thẻ, sách\nKhông có thông tin\nCấp thẻ cho người già, người yếu và người khác ở xa nữa, tại nhà",
        serviceGroupsDetails=[{"name": "Tuổi già"}],
    )
    assert thu_tuc.tu_khoa == (
        "thẻ",
        "sách",
        "Cấp thẻ cho người già, người yếu và người khác ở xa nữa, tại nhà",
        "Tuổi già",
    )


def test_texts_are_clean_and_markdown() -> None:
    """Names are one clean line; long texts are Markdown; the note becomes the description."""
    thu_tuc = import_one(
        name="Cấp thẻ\n đọc\tsách ",
        executionSteps=[{"name": "Bước 1:\t", "description": "1. Nộp đơn\n\uf0a7 tại quầy"}],
        requirementsAndConditions="Đủ * tuổi",
        note="Ghi chú #1",
    )
    assert thu_tuc.ten == "Cấp thẻ đọc sách"
    assert (thu_tuc.trinh_tu[0].ten, thu_tuc.trinh_tu[0].noi_dung) == ("Bước 1:", "1\\. Nộp đơn\n\n- tại quầy")
    assert thu_tuc.yeu_cau_dieu_kien == r"Đủ \* tuổi"
    assert thu_tuc.mo_ta == "Ghi chú #1"


@pytest.mark.parametrize("code", ["1.0137020", "1.013702-Xoa", "", "abc", "1.013702\n", " 1.013702", "١.٩٠٠٠٠١"])
def test_a_malformed_code_is_refused_with_its_reason(code: str) -> None:
    """Extra digits, spaces and remarks in a code are for the editor to look at."""
    refused = refuse(code=code, codeNotation=code)
    assert "mã" in refused.reason
    assert refused.ma == code.strip()


def test_an_older_form_of_the_code_gives_the_base_code() -> None:
    """The base code is the key; the full form is kept beside it."""
    thu_tuc = import_one(codeNotation="1.900001.000.00.00.H35")
    assert (thu_tuc.ma, thu_tuc.ma_day_du) == ("1.900001", ("1.900001.000.00.00.H35",))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"name": ""}, "trường ten trống"),
        ({"categoriesDetails": []}, "thủ tục không có lĩnh vực"),
        ({"executionSteps": "không phải danh sách"}, "trường executionSteps không hợp lệ"),
        ({"updatedAt": 10**30}, "thời điểm"),
        ({"executionMethods": [{"submissionMethod": "PIGEON"}]}, "hình thức nộp “PIGEON”"),
    ],
)
def test_a_record_that_cannot_be_ours_is_refused_with_its_reason(changes: dict[str, object], reason: str) -> None:
    """The refusal names the field or the value."""
    assert reason in refuse(**changes).reason


def test_a_second_record_with_the_same_code_is_refused(tmp_path: Path) -> None:
    """The first counts; the refusal tells where that one stood."""
    first = write_record(tmp_path / "a")
    second = write_record(tmp_path / "b", name="Tên khác")
    outcomes = list(read_thu_tuc([first, second]))
    assert isinstance(outcomes[0], Imported)
    assert isinstance(outcomes[1], Refused)
    assert str(first) in outcomes[1].reason
