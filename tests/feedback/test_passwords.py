"""Which passwords are refused, with which words."""

from pathlib import Path

import pytest
from zxcvbn.frequency_lists import FREQUENCY_LISTS  # type: ignore[import-untyped] # the package has no types

from cchc.feedback.passwords import PLACE_WORDS, SHORTEST_PASSWORD, check_password

_NAMES = ("an.nguyen", "Nguyễn Thị Đỗ Ước", "benh-vien-mau", "Sở Y tế tỉnh Bình Minh")
_COMMONEST: list[str] = FREQUENCY_LISTS["passwords"]


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("ngắn quá", "ít nhất 12 ký tự"),
        ("x" * 129, "nhiều nhất 128 ký tự"),
        ("aaaaaaaaaaaaaa", "ký tự lặp lại"),
        ("asdfghjkl;'12", "dãy phím liền nhau"),
        ("01/02/1990 01/02/1990", "ngày tháng"),
        ("unbelievable", "dễ đoán"),
        ("Password123456", "dễ đoán"),
        ("P@ssw0rd12345", "dễ đoán"),
    ],
)
def test_what_is_soon_guessed_is_refused_with_its_reason(password: str, words: str) -> None:
    """Too short, too long, repeated, along the keyboard, a date, a word of the dictionary, signs for letters."""
    assert words in check_password(password, _NAMES)


@pytest.mark.parametrize(
    "password",
    [
        "an.nguyen2026",
        "nguyenan123456",
        "đỗ ước 123456",
        "Bình Minh 2026",
        "soytebinhminh",
        "Sở Y tế Bình Minh 1",
        "benhvienmau2026",
        "Mật khẩu 123456",
        "matkhau12345",
        "quantri@2026!!",
    ],
)
def test_names_of_person_place_and_work_are_no_passwords(password: str) -> None:
    """With and without diacritics, in any case, with numbers behind them."""
    assert "tên của bạn" in check_password(password, _NAMES)


@pytest.mark.parametrize(
    "password",
    [
        "trời xanh mây trắng",
        "chỉ toàn chữ thường thôi",
        "kTq7#vLz2!mWx9",
        "gio-mat-trang-thanh",
        "ტყეში მიდიოდა კატა",
    ],
)
def test_sentences_and_random_signs_are_taken(password: str) -> None:
    """No mixture of signs is asked for; any script will do."""
    assert check_password(password, _NAMES) == ""


@pytest.mark.slow
def test_the_commonest_passwords_are_refused_as_long_as_they_must_be() -> None:
    """All of the 30,000 commonest that are long enough, and the 3,000 commonest made long by repeating them."""
    long_enough = [word for word in _COMMONEST if len(word) >= SHORTEST_PASSWORD]
    assert len(_COMMONEST) == 30_000
    assert [word for word in long_enough if "danh sách" not in check_password(word)] == []
    lengthened = {word * -(-SHORTEST_PASSWORD // len(word)) for word in _COMMONEST[:3000]}
    assert len({*lengthened, *long_enough}) > 3_000
    assert [word for word in lengthened if not check_password(word)] == []


def test_words_of_the_place_are_words_as_they_are_compared() -> None:
    """Without diacritics, capitals or spaces, each once."""
    assert all(word.isascii() and word.isalnum() and word == word.lower() for word in PLACE_WORDS)
    assert len(set(PLACE_WORDS)) == len(PLACE_WORDS)


def test_an_operators_own_list_is_read_at_each_change(tmp_path: Path) -> None:
    """One password a line, in any case, with or without diacritics; a list that is gone is a fault, not a pass."""
    own = tmp_path / "danh-sach.txt"
    own.write_bytes("khác\r\nTROI XANH MAY TRANG\r\n".encode())
    assert "danh sách" in check_password("trời xanh mây trắng", list_file=own)
    assert check_password("mây trắng trời xanh", list_file=own) == ""
    own.unlink()
    with pytest.raises(OSError, match="danh-sach"):
        check_password("trời xanh mây trắng", list_file=own)
