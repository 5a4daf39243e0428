"""What may be a password of the desk: long, none that everybody uses, none that is soon guessed. Nothing is stored."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

# The package carries no types.
from zxcvbn import matching, scoring, time_estimates  # type: ignore[import-untyped]

from cchc.text import fold

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 128

PLACE_WORDS = (
    "cchc",
    "caicachhanhchinh",
    "hanhchinh",
    "thutuc",
    "motcua",
    "dichvucong",
    "hoidap",
    "gopy",
    "phananh",
    "xuly",
    "canbo",
    "quantri",
    "lanhdao",
    "admin",
    "dangnhap",
    "taikhoan",
    "matkhau",
    "soyte",
    "boyte",
    "yte",
    "benhvien",
    "tramyte",
    "trungtamyte",
    "vietnam",
)
"""Words of this desk that everybody tries first, beside the names of the person, the agency and the unit."""

_LEAST_SCORE = 3
# The guess takes seconds for long texts of signs; a password whose beginning holds by itself holds.
_LOOKED_AT = 40
_ADVICE = "bạn đặt một câu của riêng mình, gồm bốn từ trở lên"
_LISTED = f"Mật khẩu này có trong danh sách mật khẩu đã lộ hoặc nhiều người dùng; {_ADVICE}"
_NAMED = f"Mật khẩu dễ đoán vì dựa vào tên của bạn, tên cơ quan hoặc từ quen thuộc của công việc; {_ADVICE}"
_PATTERNED = f"Mật khẩu dễ đoán vì có ký tự lặp lại, dãy phím liền nhau hoặc ngày tháng; {_ADVICE}"
_GUESSED = f"Mật khẩu dễ đoán vì ghép từ những từ thông dụng; {_ADVICE}"


@dataclass(frozen=True)
class PasswordPolicy:
    """What is known of the place: names that may be no password, and an operator's own list of passwords.

    ``list_file`` has one password a line; it is read through at each change, never kept in memory.
    """

    names: tuple[str, ...] = ()
    list_file: Path | None = None


def check_password(password: str, names: Iterable[str] = (), *, list_file: Path | None = None) -> str:
    """Return what is wrong with a password and what to do, in Vietnamese, or "". No mixture of signs is asked for.

    ``names`` are those of person, account, agency and unit. The 30,000 commonest come with zxcvbn, from passwords that
    leaked; what it guesses in fewer than 10^8 tries (a score below 3) is refused too. Raise OSError without the list.
    """
    if len(password) < SHORTEST_PASSWORD:
        return f"Mật khẩu có ít nhất {SHORTEST_PASSWORD} ký tự; một câu dễ nhớ là tốt nhất"
    if len(password) > LONGEST_PASSWORD:
        return f"Mật khẩu có nhiều nhất {LONGEST_PASSWORD} ký tự"
    forms = _forms(password)
    common = matching.RANKED_DICTIONARIES["passwords"]
    if any(form in common for form in forms) or (list_file is not None and _stands_in(list_file, forms)):
        return _LISTED
    own = _list_words(names)
    if _is_little_more_than(own, forms[-1]):
        return _NAMED
    words = {**matching.RANKED_DICTIONARIES, "user_inputs": {word: rank for rank, word in enumerate(own, 1)}}
    return next(filter(None, (_find_weakness(form[:_LOOKED_AT], words) for form in forms)), "")


def _forms(password: str) -> tuple[str, ...]:
    """Return a password as guessing programs try it: in small letters, without diacritics, without signs between."""
    folded = fold(password)
    bare = "".join(char for char in folded if char.isalnum())
    # Where signs make up much of it, what is left without them says little.
    forms = (password.lower(), folded, *((bare,) if 3 * len(bare) >= 2 * len(password) else ()))
    return tuple(dict.fromkeys(forms))


def _stands_in(list_file: Path, forms: Iterable[str]) -> bool:
    wanted = {form.strip().encode() for form in forms}
    with list_file.open("rb") as lines:
        return any(line.strip().lower() in wanted for line in lines)


def _list_words(names: Iterable[str]) -> Sequence[str]:
    """Return the words of the place and of these names: whole, in initials, each, and neighbours in either order."""
    words = dict.fromkeys(PLACE_WORDS)
    for name in names:
        parts = re.findall(r"[a-z0-9]+", fold(name))
        pairs = [left + right for one, other in pairwise(parts) for left, right in ((one, other), (other, one))]
        short = "".join(part[0] for part in parts)
        words |= dict.fromkeys(word for word in ("".join(parts), short, *parts, *pairs) if len(word) > 2)
    return tuple(words)


def _is_little_more_than(words: Iterable[str], form: str) -> bool:
    """Tell whether too little of one's own is left beside these words, all of them together."""
    rest = form
    for word in sorted(words, key=len, reverse=True):
        rest = rest.replace(word, "")
    return rest != form and len(rest) < SHORTEST_PASSWORD // 2


def _find_weakness(form: str, words: Mapping[str, Mapping[str, int]]) -> str:
    found = scoring.most_guessable_match_sequence(form, matching.omnimatch(form, words))
    if time_estimates.guesses_to_score(found["guesses"]) >= _LEAST_SCORE:
        return ""
    matches: list[dict[str, Any]] = found["sequence"]  # untyped, as above
    if any(match.get("dictionary_name") == "user_inputs" for match in matches):
        return _NAMED
    patterns = {match["pattern"] for match in matches}
    return _PATTERNED if patterns & {"repeat", "sequence", "spatial", "date", "regex"} else _GUESSED
