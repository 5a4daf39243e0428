"""Numbers of legal documents out of dirty fields."""

import pytest

from cchc.importers.so_ky_hieu import find_so_ky_hieu, says_more


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("32/2024/QH15", "32/2024/QH15"),
        ("Luật số 32/2024/QH15 ", "32/2024/QH15"),
        ("Nghị định số: 96/2023/NĐ-CP", "96/2023/NĐ-CP"),
        ("28/2026/QĐ-UBND.", "28/2026/QĐ-UBND"),
        ("2393/QĐ-BYT", "2393/QĐ-BYT"),
        ("66.7/2025/NQ-CP", "66.7/2025/NQ-CP"),
        ("59/2023/TT- BTC", "59/2023/TT-BTC"),
        ("35 /2025/NQ-HĐND", "35/2025/NQ-HĐND"),
        ("22/2025/QĐ-TTg", "22/2025/QĐ-TTg"),
        ("191/2005/TTLT/BQP-BLĐTBXH-BTC", "191/2005/TTLT/BQP-BLĐTBXH-BTC"),
        ("86/2018/nđ-cp", "86/2018/NĐ-CP"),
        ("94/2025/QH15 ngày 27/6/2025", "94/2025/QH15"),
        ("(85/2025/QĐ-UBND)", "85/2025/QĐ-UBND"),
    ],
)
def test_a_certain_number_is_taken(text: str, number: str) -> None:
    """Words around the number, stray spaces and a final dot do not hide it."""
    assert find_so_ky_hieu(text) == number


@pytest.mark.parametrize(
    "text",
    ["", "06", "nghị định 146/2025", "09/2017/QH1409/2017/QH14", "TT43/2023/TT-BTC", "Bộ luật Hàng hải", "27/6/2025"],
)
def test_nothing_is_composed(text: str) -> None:
    """Half a number stays half: no kind and no issuer is added."""
    assert find_so_ky_hieu(text) == ""


def test_two_numbers_are_for_a_person() -> None:
    """A field with two different numbers names no single document."""
    assert find_so_ky_hieu("31/2018/NĐ-CP và 32/2018/NĐ-CP") == ""


@pytest.mark.parametrize(
    ("text", "number", "more"),
    [
        ("Luật số 32/2024/QH15", "32/2024/QH15", False),
        ("86/2018/nđ-cp", "86/2018/NĐ-CP", False),
        ("85/2025/QĐ-UBND (thành phố Đà Nẵng)", "85/2025/QĐ-UBND", True),
    ],
)
def test_words_beside_the_number_are_noticed(text: str, number: str, more: bool) -> None:
    """The kind of document adds nothing; a place or an article does and must not be lost."""
    assert says_more(text, number) is more
