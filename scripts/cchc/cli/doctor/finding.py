"""What an examination looks at and what it finds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path


class Grade(Enum):
    """How well a thing is."""

    DAT = "ĐẠT"
    CAN_XEM = "CẦN XEM"
    HONG = "HỎNG"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at; ``advice`` says what to do if it is not well."""

    subject: str
    state: str
    grade: Grade = Grade.DAT
    advice: str = ""


@dataclass(frozen=True)
class Machine:
    """The installed service that is examined: its root, its environment variables, and the time now."""

    root: Path
    environ: Mapping[str, str]
    now: datetime


def weigh(subject: str, state: str, advice: str, *, bad: bool = False, doubtful: bool = False) -> Finding:
    """Return a finding whose advice is told only where it is needed."""
    grade = Grade.HONG if bad else Grade.CAN_XEM if doubtful else Grade.DAT
    return Finding(subject, state, grade, "" if grade is Grade.DAT else advice)
