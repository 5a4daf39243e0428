"""Power cuts: when something is acknowledged, no name and no byte of it is still on its way to the disk."""

from pathlib import Path

import pytest

from feedback.power import can_trace, list_takeable
from feedback.power_acts import ACTS

pytestmark = pytest.mark.slow

_PLAIN = "import sys, pathlib; p = pathlib.Path(sys.argv[1], 'a'); p.mkdir(); (p / 'b').write_text('x'); print('kept')"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder, where a process can be watched."""
    if not can_trace():
        pytest.skip("strace is not installed, or may not watch a process here")
    (tmp_path / "may").mkdir()
    return tmp_path / "may"


@pytest.mark.parametrize("act", ACTS)
def test_a_power_cut_takes_nothing_that_was_acknowledged(folder: Path, act: str) -> None:
    """Each file is synced, and each folder from the first new one down to it, before anybody is told."""
    moments = list_takeable(folder, "-m", "feedback.power_acts", act, str(folder))
    assert moments
    assert [takeable for takeable in moments if takeable] == []


def test_what_was_written_the_plain_way_could_be_taken(folder: Path) -> None:
    """The judge sees a file without a sync, and both names that lead to it."""
    assert list_takeable(folder, "-c", _PLAIN, str(folder)) == [["bytes a/b", "name a", "name a/b"]]
