"""Answers to surveys: what is taken from a form, and which figures may leave the store."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from cchc.catalogue.khao_sat import KhaoSatItem, group_by_yeu_to
from cchc.feedback.records import Rating, SurveyRow
from cchc.feedback.surveys import HO_SO, SurveyMistakes, parse_answers, summarise, summarise_ratings
from cchc.model.feedback import MucRoRang
from cchc.model.ket_qua import percent
from cchc.model.khao_sat import KhaoSat

DAY = date(2026, 11, 22)
SURVEY = KhaoSat.model_validate(
    {
        "ma": "thu",
        "ten": "Khảo sát thử",
        "tu": "2026-11-01",
        "den": "2026-11-30",
        "hoi_ma_ho_so": True,
        "cau_hoi": [
            {"ma": "thai_do", "yeu_to": "cong-chuc", "noi_dung": "Thái độ", "kieu": "thang-5", "bat_buoc": True},
            {
                "ma": "tre_hen",
                "noi_dung": "Có trễ hẹn không?",
                "kieu": "chon-mot",
                "lua_chon": [{"ma": "co", "ten": "Có"}, {"ma": "khong", "ten": "Không"}],
            },
            {
                "ma": "xin_loi",
                "noi_dung": "Có thư xin lỗi không?",
                "kieu": "thang-3",
                "bat_buoc": True,
                "hien_khi": {"cau": "tre_hen", "la": ["co"]},
            },
            {
                "ma": "sua",
                "noi_dung": "Sửa gì trước?",
                "kieu": "chon-nhieu",
                "lua_chon": [{"ma": "a", "ten": "Giấy tờ"}, {"ma": "b", "ten": "Thời gian"}],
            },
            {"ma": "so_lan", "noi_dung": "Số lần đi lại", "kieu": "so"},
            {"ma": "y_kien", "noi_dung": "Ý kiến", "kieu": "van-ban"},
        ],
    }
)


def _rows(count: int, **answers: str) -> list[SurveyRow]:
    return [SurveyRow(DAY, {name: (value,) for name, value in answers.items()}) for _ in range(count)]


def test_a_whole_form_is_taken_as_it_was_meant() -> None:
    """Each kind of answer is kept in its normal form."""
    typed = {"thai_do": ["5"], "tre_hen": ["co"], "xin_loi": ["1"], "sua": ["b", "a"], "so_lan": [" 2,5 "]}
    found = parse_answers(SURVEY, typed | {"y_kien": ["  Đường dây nóng bận  "]}, day=DAY)
    assert found.tra_loi == {
        "thai_do": ("5",),
        "tre_hen": ("co",),
        "xin_loi": ("1",),
        "sua": ("b", "a"),
        "so_lan": ("2.5",),
        "y_kien": ("Đường dây nóng bận",),
    }


def test_a_question_that_was_not_asked_is_not_answered() -> None:
    """An answer left over from another branch is dropped, and the obligation of its question with it."""
    found = parse_answers(SURVEY, {"thai_do": ["4"], "tre_hen": ["khong"], "xin_loi": ["3"]}, day=DAY)
    assert "xin_loi" not in found.tra_loi


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({}, "thai_do"),
        ({"thai_do": ["6"]}, "thai_do"),
        ({"thai_do": ["5", "1"]}, "thai_do"),
        ({"thai_do": ["5"], "tre_hen": ["co"]}, "xin_loi"),
        ({"thai_do": ["5"], "sua": ["c"]}, "sua"),
        ({"thai_do": ["5"], "so_lan": ["NaN"]}, "so_lan"),
        ({"thai_do": ["5"], "so_lan": ["-1"]}, "so_lan"),
        ({"thai_do": ["5"], "so_lan": ["1e99"]}, "so_lan"),
    ],
)
def test_a_mistake_is_told_at_its_question(typed: dict[str, list[str]], field: str) -> None:
    """The form comes back with the question that needs another answer."""
    with pytest.raises(SurveyMistakes) as caught:
        parse_answers(SURVEY, typed, day=DAY)
    assert list(caught.value.errors) == [field]


def test_the_code_of_a_dossier_is_kept_only_as_a_keyed_hash() -> None:
    """The same code in another way of writing is the same dossier; without the key nobody can try codes out."""
    first = parse_answers(SURVEY, {"thai_do": ["5"], HO_SO: ["h19.01-2026"]}, day=DAY, key="a")
    again = parse_answers(SURVEY, {"thai_do": ["1"], HO_SO: [" H19.01-2026 "]}, day=DAY, key="a")
    other = parse_answers(SURVEY, {"thai_do": ["5"], HO_SO: ["h19.01-2026"]}, day=DAY, key="b")
    assert len(first.ho_so) == 64
    assert first.ho_so == again.ho_so != other.ho_so
    assert "2026" not in str(first.tra_loi)


@pytest.mark.slow
@given(st.dictionaries(st.sampled_from([cau.ma for cau in SURVEY.cau_hoi]), st.lists(st.text(max_size=30), max_size=4)))
def test_whatever_is_typed_becomes_answers_or_mistakes(typed: dict[str, list[str]]) -> None:
    """Nothing else comes out, and what is taken passes the survey again unchanged."""
    try:
        found = parse_answers(SURVEY, typed, day=DAY)
    except SurveyMistakes:
        return
    again = parse_answers(SURVEY, {name: list(values) for name, values in found.tra_loi.items()}, day=DAY)
    assert again == found


def test_few_answers_give_no_figures() -> None:
    """Nine of nine are not told, ten of ten are."""
    assert summarise(SURVEY, _rows(9, thai_do="1"), DAY).cau == ()
    shown = summarise(SURVEY, _rows(10, thai_do="1"), DAY)
    assert (shown.n, [(muc.ma, muc.so) for muc in shown.cau[0].muc if muc.so]) == (10, [("1", 10)])


def test_a_small_group_within_a_large_survey_is_hidden() -> None:
    """A branch that nine people took tells their number and nothing of what they said."""
    rows = _rows(91, thai_do="5", tre_hen="khong") + _rows(9, thai_do="1", tre_hen="co", xin_loi="1")
    figures = {cau.ma: cau for cau in summarise(SURVEY, rows, DAY).cau}
    assert (figures["xin_loi"].n, figures["xin_loi"].an, figures["xin_loi"].muc) == (9, True, ())
    assert not figures["thai_do"].an


def test_free_text_is_counted_and_never_copied() -> None:
    """Figures hold no word of what people wrote."""
    text = summarise(SURVEY, _rows(12, thai_do="5", y_kien="Bà Lan phòng 3"), DAY).model_dump_json()
    assert "Lan" not in text


def test_later_days_do_not_count() -> None:
    """Figures to the end of a day leave out what came after it."""
    rows = [*_rows(10, thai_do="5"), SurveyRow(date(2026, 11, 23), {"thai_do": ("1",)})]
    assert summarise(SURVEY, rows, DAY).n == 10


def test_the_satisfied_are_the_upper_two_of_five_steps() -> None:
    """Per cent of satisfied answers, rounded half up to a hundredth, for the factor over its shown questions."""
    rows = _rows(5, thai_do="5") + _rows(3, thai_do="4") + _rows(4, thai_do="3")
    item = KhaoSatItem(SURVEY, "/khao-sat/thu/", dang_mo=True, sap_mo=False, ket_qua=summarise(SURVEY, rows, DAY))
    (factor,) = [nhom for nhom in group_by_yeu_to(item) if nhom.yeu_to == "cong-chuc"]
    assert factor.hai_long == Decimal("66.67")
    assert [muc.phan_tram for muc in factor.cau[0].muc][:3] == [Decimal("41.67"), Decimal("25.00"), Decimal("33.33")]


def test_halves_are_rounded_up() -> None:
    """1 of 800 is 0.125 per cent, told as 0.13."""
    assert percent(1, 800) == Decimal("0.13")
    assert percent(0, 0) == Decimal(0)


def test_ratings_of_few_readers_are_left_out() -> None:
    """A page with nine ratings is not named, one with ten is, and months are told alike."""
    few = [Rating("/it/", "2026-10", MucRoRang.RAT_KHO_HIEU) for _ in range(9)]
    many = [Rating("/nhieu/", "2026-11", MucRoRang.RO_RANG) for _ in range(10)]
    found = summarise_ratings([*few, *many], date(2026, 11, 30))
    assert [(row.trang, row.muc) for row in found.trang] == [("/nhieu/", (0, 0, 0, 10, 0))]
    assert [row.thang for row in found.thang] == ["2026-11"]


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"den": "2026-10-01"}, "den không được trước tu"),
        ({"cau_hoi": [{"ma": "a", "noi_dung": "A", "kieu": "chon-mot"}]}, "phải có lua_chon"),
        (
            {"cau_hoi": [{"ma": "a", "noi_dung": "A", "kieu": "thang-5", "hien_khi": {"cau": "b", "la": ["1"]}}]},
            "một câu đứng trước",
        ),
        ({"cau_hoi": [{"ma": "a", "noi_dung": "A", "kieu": "so"}] * 2}, "trùng mã"),
    ],
)
def test_a_survey_that_cannot_work_is_refused_in_words(change: dict[str, object], word: str) -> None:
    """The editor's message says what is wrong."""
    with pytest.raises(ValidationError, match=word):
        KhaoSat.model_validate(SURVEY.model_dump(mode="json") | change)
