"""Looking up the lines of problems found across records; files are read again only when something is wrong."""

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from cchc.model.problem import Problem
from cchc.sources.front_matter import split_front_matter
from cchc.sources.records import place


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
    yaml_text, first_line = (parts.yaml, parts.first_line) if parts else (text, 1)
    return known + place(open_, yaml_text, first_line)
