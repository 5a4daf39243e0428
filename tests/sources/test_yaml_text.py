"""YAML as strings with lines."""

import pytest

from cchc.sources.yaml_text import YamlMistake, find_lines, parse_yaml


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ma: 1.010000", {"ma": "1.010000"}),
        ("co: no\nkhong: yes", {"co": "no", "khong": "yes"}),
        ("ngay: 2026-11-22\ngio: 08:30", {"ngay": "2026-11-22", "gio": "08:30"}),
        ("so: 007\nle: 1e3", {"so": "007", "le": "1e3"}),
        ("trong:\nnull_: ~", {}),
        ('chu: ""', {"chu": ""}),
        ("a:\n- x\n- y: 1", {"a": ["x", {"y": "1"}]}),
        ("a: |\n  một\n  hai\n", {"a": "một\nhai\n"}),
        ("", {}),
        ("# chỉ có chú thích", {}),
    ],
)
def test_every_value_is_the_text_that_was_typed(text: str, value: object) -> None:
    """Codes keep their zeros, "no" is a word, dates stay text; keys without a value are left out."""
    assert parse_yaml(text) == value


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: 1\nb: 2\na: 3", 3, "viết hai lần"),
        ("a:\n  b: 1\n  b: 2", 3, "viết hai lần"),
        ("a: &x [1]\nb: *x", 1, "không dùng neo"),
        ("b: *x", 1, "không dùng neo"),
        ("ten: Thủ tục: cấp", 1, "dấu hai chấm"),
        ("a: 1\n\tb: 2", 2, "phím Tab"),
        ('a: "chưa đóng\nb: 2', 1, "ngoặc kép"),
        ("a: 1\nhỏng\nb: 2", 3, "thiếu dấu hai chấm"),
        ("? [x]\n: 1", 1, "tên trường"),
        ("a: [1, 2", 1, "ngoặc đóng"),
    ],
)
def test_mistakes_name_their_line_and_the_remedy(text: str, line: int, words: str) -> None:
    """A mistake is told with its line, in Vietnamese, never as a traceback."""
    with pytest.raises(YamlMistake) as caught:
        parse_yaml(text)
    assert caught.value.line == line
    assert words in caught.value.message


def test_a_billion_laughs_is_refused() -> None:
    """Aliases are the way a small text becomes gigabytes."""
    levels = "\n".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40))
    with pytest.raises(YamlMistake, match="không dùng neo"):
        parse_yaml("a0: &a0 [x, x]\n" + levels)


def test_lines_of_keys_and_items_are_found_by_dotted_path() -> None:
    """Every key and list item has its line, nested ones too."""
    text = "ma: x\ngiay_to:\n- ten: A\n- ten: B\n  so: 1\n"
    assert find_lines(text) == {
        "ma": 1,
        "giay_to": 2,
        "giay_to.0": 3,
        "giay_to.0.ten": 3,
        "giay_to.1": 4,
        "giay_to.1.ten": 4,
        "giay_to.1.so": 5,
    }
