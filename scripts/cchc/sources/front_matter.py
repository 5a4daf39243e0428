"""Splitting a content file into its YAML front matter and its Markdown body."""

from dataclasses import dataclass

_FENCE = "---"


@dataclass(frozen=True)
class FrontMatter:
    """The two halves of a content file; ``first_line`` is the line (from 1) on which the YAML begins."""

    yaml: str
    body: str
    first_line: int


def split_front_matter(text: str) -> FrontMatter | None:
    """Split a file at its ``---`` lines; return None when it does not begin with one or the second is missing."""
    lines = text.removeprefix("\ufeff").splitlines(keepends=True)
    if not lines or lines[0].rstrip() != _FENCE:
        return None
    end = next((i for i, line in enumerate(lines[1:], 1) if line.rstrip() == _FENCE), None)
    if end is None:
        return None
    return FrontMatter("".join(lines[1:end]), "".join(lines[end + 1 :]).strip("\n"), 2)
