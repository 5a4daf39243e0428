"""Dossiers of the national portal: papers, notes among them, number of sets."""

import pytest

from cchc.model.thanh_phan import GiayTo, TepNguon, TruongHopHoSo
from importers.formality import import_one, paper


def giay_to(line: dict[str, object]) -> GiayTo:
    """Return one line of the dossier."""
    return import_one(executionCases=[{"name": "", "profileComponents": [line]}]).thanh_phan_ho_so[0].giay_to[0]


def test_papers_stay_in_their_cases() -> None:
    """Each case keeps its name and its papers in the order of the source, an empty case too."""
    cases = [
        {"name": "Cấp mới\n", "profileComponents": [paper("Đơn"), paper("Ảnh", 0, 2)]},
        {"name": "Cấp lại", "profileComponents": []},
    ]
    assert import_one(executionCases=cases).thanh_phan_ho_so == (
        TruongHopHoSo(truong_hop="Cấp mới", giay_to=(GiayTo(ten="Đơn", ban_chinh=1), GiayTo(ten="Ảnh", ban_sao=2))),
        TruongHopHoSo(truong_hop="Cấp lại"),
    )


def test_attachments_are_known_by_their_id() -> None:
    """Forms of different content have one name, so the id is what is kept."""
    files = [{"id": "a1", "fileName": "Mẫu 1..docx"}, {"id": "a2", "fileName": "Mẫu 1..docx"}]
    assert giay_to(paper("Đơn", attachments=files)).tep_nguon == (
        TepNguon(id="a1", ten="Mẫu 1..docx"),
        TepNguon(id="a2", ten="Mẫu 1..docx"),
    )


@pytest.mark.parametrize(
    ("line", "is_note"),
    [
        (paper("Lưu ý: mang bản chính để đối chiếu"), True),
        (paper("- Ghi chú: không nhận bản fax"), True),
        (paper("Số lượng hồ sơ: 01 bộ"), True),
        (paper("Thành phần hồ sơ bao gồm:"), True),
        (paper("Trường hợp nộp thay thì ghi rõ họ tên", 0), True),
        (paper("a) Đối với người ở xa, quầy gọi điện", 0), True),
        (paper("Trường hợp nộp thay: giấy ủy quyền", 1), False),
        (paper("Giấy tờ tùy thân", 0), False),
        (paper("", 1), False),
        (paper("Lưu ý ghi theo mẫu", attachments=[{"id": "a", "fileName": "Mẫu.docx"}]), False),
    ],
)
def test_notes_among_the_papers_are_flagged(line: dict[str, object], is_note: bool) -> None:
    """Notes stay in their place and ask for no copies; a paper without quantity or name is still a paper."""
    made = giay_to(line)
    assert made.la_ghi_chu is is_note
    assert not is_note or (made.ban_chinh, made.ban_sao) == (0, 0)


_SUM = "Số lượng hồ sơ: 02 bộ, trong đó 01 bộ gốc và 01 bộ sao"
_DEPENDS = "Số lượng hồ sơ: 01 bộ nếu trực tuyến; 02 bộ nếu giấy"


@pytest.mark.parametrize(
    ("names", "number", "note"),
    [
        (["Số lượng hồ sơ: 01 bộ"], 1, ""),
        (["Đơn", "- Số lượng hồ sơ : 03 (ba) bộ."], 3, ""),
        (["Số bộ hồ sơ 01 (một) bộ"], 1, ""),
        (["Số lượng hồ sơ: Một (01) bộ"], 1, ""),
        (["Tờ khai Số lượng bộ hồ sơ: 02(bộ)"], 2, ""),
        ([_SUM], 2, _SUM),
        ([_DEPENDS], None, _DEPENDS),
        (["Số lượng hồ sơ theo quy định"], None, ""),
        (["Đơn (01 bộ)"], None, ""),
    ],
)
def test_the_number_of_sets_is_read_from_the_notes(names: list[str], number: int | None, note: str) -> None:
    """One number is the number; numbers that depend on something are told in words and not guessed."""
    thu_tuc = import_one(executionCases=[{"name": "", "profileComponents": [paper(name) for name in names]}])
    assert (thu_tuc.so_luong_ho_so, thu_tuc.so_luong_ghi_chu) == (number, note)


def test_the_name_of_a_case_may_hold_the_number_of_sets() -> None:
    """Some agencies write the number of sets where the name of the case belongs."""
    assert import_one(executionCases=[{"name": "Số lượng hồ sơ: 01 bộ.", "profileComponents": []}]).so_luong_ho_so == 1
