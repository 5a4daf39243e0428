"""The administrators' page about logging in says what the program does."""

import re
from datetime import timedelta
from pathlib import Path

from cchc.feedback.accounts import SessionPolicy
from cchc.feedback.changes import TakeAttempt
from cchc.feedback.passwords import LONGEST_PASSWORD, PLACE_WORDS, SHORTEST_PASSWORD
from cchc.feedback.personnel import TEMPORARY_LIFE
from feedback.fakes import TurnedClock

_DEPLOY = Path(__file__).resolve().parents[2] / "scripts" / "deploy"
_PAGE = (_DEPLOY / "dang-nhap.md").read_text(encoding="utf-8")


def _said(pattern: str) -> list[str]:
    """Return the numbers that the page gives at this place, which must be there once."""
    (found,) = re.findall(pattern, " ".join(_PAGE.split()))
    return [found] if isinstance(found, str) else list(found)


def test_the_words_that_may_be_no_passwords_are_listed() -> None:
    """Every word that the program compares stands there, and none beside them."""
    listed = _PAGE.partition("không dấu:")[2].partition("**Danh sách lớn hơn.**")[0]
    assert tuple(re.findall(r"`(\w+)`", listed)) == PLACE_WORDS


def test_the_numbers_are_those_of_the_program() -> None:
    """Lengths, lives, sessions and waits."""
    policy, attempt = SessionPolicy(), TakeAttempt("an", TurnedClock()())
    assert _said(r"Từ (\d+) đến (\d+) ký tự") == [str(SHORTEST_PASSWORD), str(LONGEST_PASSWORD)]
    assert _said(r"dùng được (\d+) giờ") == [str(TEMPORARY_LIFE // timedelta(hours=1))]
    assert _said(r"không dùng \| (\d+) phút") == [str(policy.idle // timedelta(minutes=1))]
    assert _said(r"đang dùng \| (\d+) giờ") == [str(policy.life // timedelta(hours=1))]
    assert _said(r"của một người \| (\d+) \|") == [str(policy.most)]
    assert _said(r"giá trị \| (\d+) phút") == [str(policy.fresh // timedelta(minutes=1))]
    waits = (attempt.free, attempt.first // timedelta(seconds=1), attempt.most // timedelta(hours=1))
    assert _said(r"Lần sai thứ (\d+) phải chờ (\d+) giây; .*? nhiều nhất (\d+) giờ") == [str(wait) for wait in waits]


def test_every_setting_of_it_is_in_the_operators_table() -> None:
    """What the page names can be found where the environment is described."""
    table = (_DEPLOY / "README.md").read_text(encoding="utf-8")
    for name in set(re.findall(r"CCHC_[A-Z_]+", _PAGE)):
        assert f"| `{name}` |" in table, name
