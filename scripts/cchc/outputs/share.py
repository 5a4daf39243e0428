"""Words for social networks: the first sentences of a text, a hashtag from words; their block is a template."""

import re

_SENTENCE_END = re.compile(r"[.!?…]+[”\"’)]*\s+(?=[A-ZÀ-ỸĐ0-9“\"])")
_WORD = re.compile(r"\w+")


def first_sentences(text: str, number: int = 2) -> str:
    """Return the first sentences of a text; a date or an amount within one does not end it."""
    text = " ".join(text.split())
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    return text[: ends[number - 1]].rstrip() if len(ends) >= number else text


def make_hashtag(words: str) -> str:
    """Return words as one hashtag, as Facebook and Zalo take it: ``cải cách hành chính`` gives #CảiCáchHànhChính.

    Letters that stand capital stay so; what is neither letter nor digit is left out.
    """
    return "#" + "".join(word[:1].upper() + word[1:] for word in _WORD.findall(words))
