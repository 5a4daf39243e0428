"""kill -9 between every two steps of a submission, on both paths and both engines."""

import signal
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from cchc.feedback.sql_store import open_reader, open_store
from cchc.feedback.steps import Step
from feedback.drill import FORMS, run_drill
from feedback.locks import hold_lock
from feedback.oracle import assert_nothing_lost

_DRAINING = (Step.DRAINED, Step.DRAIN_FORGOTTEN)
_ON_THE_SPOOL = (Step.SPOOL_DRAFTED, Step.SPOOL_SYNCED, Step.SPOOL_NAMED, Step.SPOOLED, *_DRAINING)


@pytest.mark.slow
@pytest.mark.parametrize("step", Step, ids=lambda step: step.name)
def test_death_between_two_steps_loses_nothing(database: str, tmp_path: Path, step: Step) -> None:
    """What was acknowledged before the death is there once; the same forms, sent again, keep their references."""
    spool = tmp_path / "cho-ghi"
    open_store(database).close()
    with ExitStack() as lock, run_drill(database, spool, step, passing=2) as drill:
        if step in _ON_THE_SPOOL:
            lock.enter_context(hold_lock(database))
        drill.start()
        acknowledged = drill.receipts(6) if step in _DRAINING else {}
        if step in _DRAINING:
            lock.close()
        acknowledged |= drill.receipts()
        assert drill.end() == -signal.SIGKILL
    assert_nothing_lost(database, spool, acknowledged.values())
    with run_drill(database, spool) as drill:
        drill.start()
        again = drill.receipts()
        assert drill.end() == 0
    assert len(again) == FORMS
    assert again | acknowledged == again
    assert_nothing_lost(database, spool, again.values())
    with closing(open_reader(database)) as reader:
        assert len(reader.list_items()) == FORMS
