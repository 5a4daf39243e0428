"""A root of a test read and joined as a build does it, on any day."""

from pathlib import Path

from cchc.catalogue import Catalogue
from cchc.model.problem import Problem
from cchc.pipeline import load
from cchc.plugin import starter_lists
from cchc.text import parse_datetime
from roots import NOW


def join(root: Path, now: str = NOW) -> tuple[Catalogue, list[Problem]]:
    """Return the catalogue as it stands at a moment, and every problem of the content."""
    return load(root, parse_datetime(now), default_lists=starter_lists(), cache_dir=None)


def join_sound(root: Path, now: str = NOW) -> Catalogue:
    """Return the catalogue of content that must have no errors."""
    catalogue, problems = join(root, now)
    assert [str(problem) for problem in problems if problem.is_error] == []
    return catalogue
