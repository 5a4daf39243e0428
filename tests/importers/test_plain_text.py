"""Cleaning of foreign text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.importers.plain_text import clean_line, clean_lines


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("Giấy\tphép \n mới", "Giấy phép mới"),
        ("Giấy\u00a0phép", "Giấy phép"),
        ("\u200eGiấy phép\ufeff", "Giấy phép"),
        ("thủ\u00ad tục", "thủ tục"),
        ("\uf0a7Đơn", "- Đơn"),
        ("Đơn;\uf0fcTờ khai", "Đơn; - Tờ khai"),
        ("2\uf02b1", "2 + 1"),
        (unicodedata.normalize("NFD", "Đường Nguyễn Huệ"), "Đường Nguyễn Huệ"),
        ("Giấy\x07phép", "Giấy phép"),
        ("hỏng \ud800 chỗ này", "hỏng chỗ này"),
        (" \u2003 ", ""),
    ],
)
def test_each_kind_of_dirt_becomes_what_a_reader_sees(dirty: str, clean: str) -> None:
    """Invisible signs go, odd spaces and line breaks become spaces, Word's bullets become hyphens, letters are NFC."""
    assert clean_line(dirty) == clean


def test_lines_stay_lines() -> None:
    """All kinds of line break separate lines; empty lines are left out."""
    assert clean_lines("một\r\nhai\u2028ba\n\n \n bốn\x85năm") == ["một", "hai", "ba", "bốn", "năm"]


@pytest.mark.slow
@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    """A clean line is clean: NFC, no control signs, no double spaces, and stays so."""
    once = clean_line(text)
    assert clean_line(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert "  " not in once
    assert not any(unicodedata.category(char)[0] == "C" for char in once)
