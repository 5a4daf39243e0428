"""The Vietnamese language: folding, slugs, order, dates, amounts."""

import unicodedata
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.text import (
    VIETNAM,
    collation_key,
    fold,
    format_date,
    format_datetime,
    format_money,
    is_nfc,
    nfc,
    parse_date,
    parse_datetime,
    shorten,
    slug,
    to_vietnam,
)
from cchc.text.collate import initial
from cchc.text.money import format_number


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đăng ký thuốc", "dang ky thuoc"),
        ("ĐƠN ĐỀ NGHỊ", "don de nghi"),
        ("Ưu tiên, Ở nơi xa", "uu tien, o noi xa"),
        ("Nguyễn Thị Ỷ", "nguyen thi y"),
    ],
)
def test_folding_drops_accents_of_both_forms(form: str, text: str, folded: str) -> None:
    """Search without accents finds đ, ơ and ư too, whether the text was composed or not."""
    assert fold(unicodedata.normalize(form, text)) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    """Folded text is a fixed point for every text that people can type in Vietnamese."""
    folded = fold(fold(text))
    assert fold(folded) == folded


def test_nfc_is_recognised_and_made() -> None:
    """The one allowed form is told apart from the decomposed one."""
    decomposed = unicodedata.normalize("NFD", "Thủ tục")
    assert not is_nfc(decomposed)
    assert nfc(decomposed) == "Thủ tục"
    assert is_nfc(nfc(decomposed))


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("Cấp giấy phép hoạt động", "cap-giay-phep-hoat-dong"),
        ("Đất đai", "dat-dai"),
        ("Dân số, Bà mẹ - Trẻ em", "dan-so-ba-me-tre-em"),
        (unicodedata.normalize("NFD", "Đường bộ"), "duong-bo"),
        ("1.010000", "1-010000"),
    ],
)
def test_slugs_keep_every_letter(text: str, made: str) -> None:
    """đ is d, never lost; the same slug for both Unicode forms."""
    assert slug(text) == made


def test_the_separator_makes_it_usable_for_tables_of_contents() -> None:
    """Python-Markdown calls its slugify with the separator as second argument."""
    assert slug("Hồ sơ", "_") == "ho_so"


def test_vietnamese_order_is_letters_then_tones() -> None:
    """A dictionary puts ă after a, đ after d, and Áo before Zô; tones decide last: bằng huyền hỏi ngã sắc nặng."""
    expected = [
        "a",
        "à",
        "ả",
        "ã",
        "á",
        "ạ",
        "an",
        "ă",
        "â",
        "bà",
        "dạ",
        "đá",
        "e",
        "ê",
        "o",
        "ô",
        "ơ",
        "u",
        "ư",
        "y",
        "Zô",
    ]
    assert sorted(set(expected), key=collation_key) == expected


def test_order_is_the_same_for_both_forms() -> None:
    """Decomposed names sort where the composed ones do."""
    for text in ("Đường", "ưu", "ẫm"):
        assert collation_key(unicodedata.normalize("NFD", text))[:2] == collation_key(text)[:2]


@pytest.mark.parametrize(
    ("text", "letter"),
    [("Đăng ký", "Đ"), ("ở nơi", "Ơ"), ("“Ấn” chỉ", "Â"), ("12 tuổi", "#"), ("", "#"), ("Ünder", "U")],
)
def test_the_letter_of_an_a_to_z_list(text: str, letter: str) -> None:
    """Tones do not make letters; digits and foreign letters go under #."""
    assert initial(text) == letter


@pytest.mark.parametrize("text", ["2026-11-22", "22/11/2026", " 2026-11-22 "])
def test_days_are_read_in_both_written_forms(text: str) -> None:
    """ISO and Vietnamese order are the same day."""
    assert parse_date(text) == date(2026, 11, 22)


@pytest.mark.parametrize("text", ["", "22-11-2026", "30/02/2026", "2026-13-01", "hôm nay"])
def test_other_days_are_refused(text: str) -> None:
    """No guessing of the order of day and month."""
    with pytest.raises(ValueError):  # noqa: PT011 - the words are Python's
        parse_date(text)


@pytest.mark.parametrize(
    "text",
    ["2026-11-22T08:30", "2026-11-22T08:30+07:00", "2026-11-22T01:30Z", "22/11/2026 08:30"],
)
def test_a_moment_without_zone_is_vietnams(text: str) -> None:
    """The zone is Vietnam's unless another is written."""
    assert parse_datetime(text) == datetime(2026, 11, 22, 8, 30, tzinfo=VIETNAM)


def test_a_late_evening_in_utc_is_the_next_day_in_vietnam() -> None:
    """Days are days of Vietnam."""
    moment = datetime(2026, 11, 21, 17, 0, tzinfo=UTC)
    assert to_vietnam(moment).date() == date(2026, 11, 22)
    assert format_date(moment) == "22/11/2026"
    assert format_datetime(moment) == "22/11/2026 00:00"


def test_days_are_written_with_two_digits() -> None:
    """dd/mm/yyyy."""
    assert format_date(date(2026, 1, 5)) == "05/01/2026"


@pytest.mark.parametrize(
    ("amount", "currency", "written"),
    [
        (500000, "VND", "500.000 đồng"),
        (Decimal(0), "VND", "0 đồng"),
        (Decimal("12.50"), "USD", "12,5 đô la Mỹ"),
        (1234567, "EUR", "1.234.567 EUR"),
    ],
)
def test_amounts_are_written_the_vietnamese_way(amount: Decimal | int, currency: str, written: str) -> None:
    """Points between thousands, a decimal comma, the currency in words."""
    assert format_money(amount, currency) == written


def test_numbers_drop_only_zeros_after_the_comma() -> None:
    """Trailing zeros of whole numbers stay."""
    assert [format_number(Decimal(text)) for text in ("100", "7.50", "1000.0", "1E+3")] == [
        "100",
        "7,5",
        "1.000",
        "1.000",
    ]


def test_long_names_are_cut_at_a_word() -> None:
    """The cut falls between words, without a hanging sign, and short names stay whole."""
    assert shorten("Cấp giấy phép, chứng chỉ", 16) == "Cấp giấy phép…"
    assert shorten("Cấp  giấy\nphép", 16) == "Cấp giấy phép"
