"""The machine's clock is set back and forward while citizens send."""

from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from cchc.feedback.guard import TokenPolicy, check_token, issue_token
from cchc.feedback.service import Receipt, submit
from cchc.feedback.sql_store import SqlStore, open_store
from cchc.model.feedback import LoaiGopY
from feedback.apart import run_apart
from feedback.fakes import TurnedClock
from feedback.locks import hold_lock
from feedback.oracle import assert_stored, wait_until_drained
from feedback.samples import CAU_HOI

pytestmark = pytest.mark.slow

_POLICY = TokenPolicy(("a key for tests only",), max_age=timedelta(days=3650))
_TURNS = (timedelta(), timedelta(days=-400), timedelta(days=3), timedelta(hours=-1), timedelta(days=900))


def _send(store: SqlStore, clock: TurnedClock, token: str) -> Receipt:
    attempt = check_token(_POLICY, token, LoaiGopY.HOI_DAP, clock())
    return run_apart(submit(store, CAU_HOI, attempt=attempt, consent_version="1", clock=clock))


def test_a_turned_clock_loses_and_doubles_nothing(database: str, tmp_path: Path) -> None:
    """However the clock jumps between form, sending and retry, on either path: each form is one item."""
    clock = TurnedClock()
    tokens = [issue_token(_POLICY, LoaiGopY.HOI_DAP, clock()) for _ in _TURNS]
    clock.turn(minutes=1)
    with closing(open_store(database, tmp_path / "cho-ghi", retry=0.05)) as store:
        receipts = []
        for turn, token in zip(_TURNS, tokens, strict=True):
            clock.now += turn
            receipts.append(_send(store, clock, token).reference)
        with hold_lock(database):
            tokens.append(issue_token(_POLICY, LoaiGopY.HOI_DAP, clock()))
            clock.turn(days=-30)
            receipts.append(_send(store, clock, tokens[-1]).reference)
            clock.turn(days=60)
            assert _send(store, clock, tokens[-1]).reference == receipts[-1]
        wait_until_drained(store)
        assert [_send(store, clock, token).reference for token in tokens] == receipts
        assert_stored(store, receipts)
        assert len(store.list_items()) == len(tokens)
