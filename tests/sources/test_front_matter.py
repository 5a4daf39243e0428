"""Splitting content files."""

import pytest

from cchc.sources.front_matter import FrontMatter, split_front_matter


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("---\nma: x\n---\nThân\n", FrontMatter("ma: x\n", "Thân", 2)),
        ("---\nma: x\n---\n\n\nThân\n\n---\nsau\n", FrontMatter("ma: x\n", "Thân\n\n---\nsau", 2)),
        ("\ufeff---\r\nma: x\r\n---\r\n", FrontMatter("ma: x\r\n", "", 2)),
        ("---\n---\n", FrontMatter("", "", 2)),
        ("---\na: |\n  ---\n---\n", FrontMatter("a: |\n  ---\n", "", 2)),
        ("--- \na: 1\n---  \n", FrontMatter("a: 1\n", "", 2)),
    ],
)
def test_a_file_is_split_at_its_two_fences(text: str, parts: FrontMatter) -> None:
    """The first two lines of hyphens bound the YAML; later ones belong to the body."""
    assert split_front_matter(text) == parts


@pytest.mark.parametrize("text", ["", "ma: x\n", "\n---\nma: x\n---\n", "---\nma: x\n", "----\nma: x\n----\n"])
def test_a_file_without_both_fences_has_no_front_matter(text: str) -> None:
    """A missing or late first fence and a missing second one are told apart from an empty part."""
    assert split_front_matter(text) is None
