"""kill -9 between every two steps of a submission, on both paths and both engines."""

import signal
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from cchc.feedback.sql_store import open_reader, open_store
from cchc.feedback.steps import Step
from feedback.drill import FORMS, Sending, list_answers, run_drill, send_answer, send_question
from feedback.locks import hold_lock
from feedback.oracle import assert_nothing_lost, assert_spool_is_empty, wait_until_drained

pytestmark = pytest.mark.slow

_DRAINING = (Step.DRAINED, Step.DRAIN_FORGOTTEN)
_ON_THE_SPOOL = (Step.SPOOL_DRAFTED, Step.SPOOL_SYNCED, Step.SPOOL_NAMED, Step.SPOOLED, *_DRAINING)
_OF_ANSWERS = (Step.BEGUN, Step.COMMITTED, *_ON_THE_SPOOL)
_TABLES = {send_question: "item", send_answer: "survey_answer"}


@pytest.mark.parametrize("step", Step, ids=lambda step: step.name)
def test_death_between_two_steps_loses_nothing(database: str, tmp_path: Path, step: Step) -> None:
    """What was acknowledged before the death is there once; the same forms, sent again, keep their references."""
    spool = tmp_path / "cho-ghi"
    acknowledged = _send_until_death(database, spool, step, send_question)
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


@pytest.mark.parametrize("step", _OF_ANSWERS, ids=lambda step: step.name)
def test_death_between_two_steps_loses_no_answer_to_a_survey(database: str, tmp_path: Path, step: Step) -> None:
    """Answers that were acknowledged count, and each form counts once, however often it is sent."""
    spool = tmp_path / "cho-ghi"
    acknowledged = _send_until_death(database, spool, step, send_answer)
    with closing(open_store(database, spool, retry=0.05)) as store:
        wait_until_drained(store)
        assert set(acknowledged.values()) <= set(list_answers(store))
    with run_drill(database, spool, send=send_answer) as drill:
        drill.start()
        again = drill.receipts()
        assert drill.end() == 0
    assert len(again) == FORMS
    with closing(open_store(database)) as store:
        assert list_answers(store) == sorted(again.values())
    assert_spool_is_empty(spool)


def _send_until_death(database: str, spool: Path, step: Step, send: Sending) -> dict[int, str]:
    """Let a process send and die at the second passing of the step; return what it acknowledged."""
    open_store(database).close()
    with ExitStack() as lock, run_drill(database, spool, step, passing=2, send=send) as drill:
        if step in _ON_THE_SPOOL:
            lock.enter_context(hold_lock(database, _TABLES[send]))
        drill.start()
        acknowledged = drill.receipts(6) if step in _DRAINING else {}
        if step in _DRAINING:
            lock.close()
        acknowledged |= drill.receipts()
        assert drill.end() == -signal.SIGKILL
    return acknowledged
