"""Numbers of legal documents: found in what people type, compared as the law means them."""

import unicodedata

import pytest

from cchc.text import find_all_so_ky_hieu, find_so_ky_hieu, is_local, so_ky_hieu_key


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("96/2023/NĐ-CP", "96/2023/NĐ-CP"),
        ("Luật số 32/2024/QH15 ", "32/2024/QH15"),
        ("Nghị định số 96 /2023/NĐ-CP.", "96/2023/NĐ-CP"),
        ("66.7/2025/nq-cp", "66.7/2025/NQ-CP"),
        ("(09b/2013/TT-BTP)", "09b/2013/TT-BTP"),
        (unicodedata.normalize("NFD", "Nghị định 96/2023/NĐ-CP"), "96/2023/NĐ-CP"),
        ("nghị định 146/2025", ""),
        ("Luật Đường bộ năm 2024", ""),
        ("", ""),
    ],
)
def test_a_number_is_found_and_never_composed(text: str, expected: str) -> None:
    """Kinds, spaces, stops and brackets around a number fall away; a number without its letters is none."""
    assert find_so_ky_hieu(text) == expected


def test_several_numbers_are_told_apart() -> None:
    """All numbers of a text come in their order, each once; which single one is meant only a person can tell."""
    text = "Nghị định 20/2021/NĐ-CP (Mẫu số 04); Nghị định 176/2025/NĐ-CP; 20/2021/NĐ-CP"
    assert find_all_so_ky_hieu(text) == ("20/2021/NĐ-CP", "176/2025/NĐ-CP")
    assert find_so_ky_hieu(text) == ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("07/2016/QĐ-TTg", "7/2016/QD-TTG"),
        ("198/2016/TT/BTC", "198/2016/TT-BTC"),
        ("190/2025/NQ-QH15", "190/2025/QH15"),
        ("05/2022/NQ-HĐND", "05/2022/NQ-Hđnd"),
    ],
)
def test_two_ways_of_writing_one_number_are_the_same(one: str, other: str) -> None:
    """Leading zeros, capitals, diacritics and the sign between letters do not make another document."""
    assert so_ky_hieu_key(one) == so_ky_hieu_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("42/2022/NĐ-CP", "42/2025/NĐ-CP"),
        ("42/2022/NĐ-CP", "42/2022/TT-BYT"),
        ("66.7/2025/NQ-CP", "667/2025/NQ-CP"),
        ("12/QĐ-UBND", "12/2025/QĐ-UBND"),
    ],
)
def test_different_numbers_stay_different(one: str, other: str) -> None:
    """Number, year and letters all count."""
    assert so_ky_hieu_key(one) != so_ky_hieu_key(other)


def test_local_documents_are_known_by_their_letters() -> None:
    """Provinces and communes have equal numbers, so their documents need the issuer too."""
    assert is_local("12/2025/NQ-HĐND")
    assert is_local("104/2026/QĐ-UBND")
    assert not is_local("42/2022/NĐ-CP")
