"""The table of security requirements: every proof it names exists, and every row says where it stands."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
TABLE = Path(__file__).with_name("README.md")


@dataclass(frozen=True)
class Row:
    """A requirement: its number, level, status, the tests that prove it, the note."""

    id: str
    level: int
    status: str
    proofs: tuple[str, ...]
    note: str


def _rows() -> Iterator[Row]:
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if re.fullmatch(r"V\d+\.\d+\.\d+", cells[0]):
            id_, level, _, status, proofs, note = cells
            yield Row(id_, int(level), status, tuple(re.findall(r"`(tests/[^`]+)`", proofs)), note)


def _tests_of(path: str) -> set[str]:
    tree = ast.parse((REPOSITORY / path).read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


def test_every_row_says_where_it_stands() -> None:
    """Met with a proof, or not met or not applicable with a reason; no number stands there twice."""
    rows = list(_rows())
    assert len(rows) == len({row.id for row in rows}) > 250
    for row in rows:
        assert row.status in ("met", "chưa đạt", "n/a"), row
        assert (row.status == "met") == bool(row.proofs), row
        assert row.proofs or row.note, row


def test_every_proof_exists() -> None:
    """A test that is renamed or removed takes its row along."""
    named = {proof for row in _rows() for proof in row.proofs}
    known = {path: _tests_of(path) for path in {proof.partition("::")[0] for proof in named}}
    assert {proof for proof in named if proof.partition("::")[2] not in known[proof.partition("::")[0]]} == set()


def test_the_sums_at_the_head_are_right() -> None:
    """What the head of the table says is what stands below it."""
    rows = list(_rows())
    met, open_, away = (sum(row.status == status for row in rows) for status in ("met", "chưa đạt", "n/a"))
    assert f"{met} rows are met, {open_} are not, {away} do not apply." in TABLE.read_text(encoding="utf-8")


def test_no_chapter_is_left_out() -> None:
    """All seventeen chapters have rows, the front end and files those of level 3 too."""
    rows = list(_rows())
    assert {int(row.id[1:].partition(".")[0]) for row in rows} == set(range(1, 18))
    assert {row.id.partition(".")[0] for row in rows if row.level == 3} == {"V3", "V5"}
