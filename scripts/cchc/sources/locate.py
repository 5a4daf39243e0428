"""Looking up the lines of problems found across records; files are read again only when something is wrong."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from cchc.model.problem import Problem
from cchc.sources.front_matter import FrontMatter, split_front_matter
from cchc.sources.records import BODY_FIELDS, place


def locate(root: Path, problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems, sorted, each with the line of its field in its file."""
    by_path: defaultdict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        by_path[problem.path].append(problem)
    placed = [problem for path, found in by_path.items() for problem in _locate_in(root / path, found)]
    return sorted(placed)


def _locate_in(path: Path, problems: list[Problem]) -> list[Problem]:
    known = [problem for problem in problems if problem.line]
    open_ = [problem for problem in problems if not problem.line]
    if not open_ or not path.is_file() or path.suffix not in {".md", ".yml"}:
        return problems
    text = path.read_text(encoding="utf-8")
    parts = split_front_matter(text)
    if parts is None:
        return known + place(open_, text, 1)
    below = [placed for problem in open_ if (placed := _place_below(problem, text, parts))]
    above = [problem for problem in open_ if _place_below(problem, text, parts) is None]
    return known + below + place(above, parts.yaml, parts.first_line)


def _place_below(problem: Problem, text: str, parts: FrontMatter) -> Problem | None:
    """Place a problem of the text below the front matter, whose field is told with its line: ``tra_loi.3``."""
    field, _, line = problem.field.partition(".")
    if field not in BODY_FIELDS or not line.isdigit():
        return None
    first = text[: text.rindex(parts.body)].count("\n") + 1
    return replace(problem, field=field, line=first + int(line) - 1)
