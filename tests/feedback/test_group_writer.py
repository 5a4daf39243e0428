"""The writing thread: groups, bounds, faults, orderly end."""

import logging
import threading
from collections.abc import Sequence
from concurrent.futures import wait
from contextlib import closing
from threading import Event, Semaphore

import pytest

from cchc.feedback.store import StoreBusy, StoreUnavailable
from cchc.feedback.writer import GroupWriter

_SOON = 10


class _Gate:
    """A commit that waits until the test lets it go on, and notes its batches."""

    def __init__(self) -> None:
        self.entered, self.open = Event(), Event()
        self.batches: list[list[int]] = []

    def __call__(self, batch: Sequence[int]) -> list[int | Exception]:
        self.entered.set()
        assert self.open.wait(_SOON)
        self.batches.append(list(batch))
        return [number * 10 for number in batch]


def test_jobs_that_wait_share_one_commit() -> None:
    """What arrives during a commit is written together by the next one, in the order of arrival."""
    gate = _Gate()
    with closing(GroupWriter(gate)) as writer:
        futures = [writer.put(1)]
        assert gate.entered.wait(_SOON)
        futures += [writer.put(number) for number in (2, 3, 4)]
        gate.open.set()
        assert [future.result(_SOON) for future in futures] == [10, 20, 30, 40]
    assert gate.batches == [[1], [2, 3, 4]]


def test_a_full_queue_is_refused_at_once() -> None:
    """A job over the bound is not taken over, and those before it are not lost."""
    gate = _Gate()
    with closing(GroupWriter(gate, capacity=2)) as writer:
        futures = [writer.put(1)]
        assert gate.entered.wait(_SOON)
        futures += [writer.put(2), writer.put(3)]
        with pytest.raises(StoreBusy):
            writer.put(4)
        gate.open.set()
        assert [future.result(_SOON) for future in futures] == [10, 20, 30]


def test_nothing_is_acknowledged_before_the_commit_returns() -> None:
    """A future is not done while the commit runs."""
    gate = _Gate()
    with closing(GroupWriter(gate)) as writer:
        future = writer.put(1)
        assert gate.entered.wait(_SOON)
        assert not future.done()
        gate.open.set()
        assert future.result(_SOON) == 10


def test_a_failed_commit_fails_its_batch_and_the_next_one_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    """An error that nobody foresaw is told to the senders and stops nothing."""
    answers = iter([RuntimeError("disk"), None])

    def commit(batch: Sequence[int]) -> list[int | Exception]:
        if (error := next(answers)) is not None:
            raise error
        return list(batch)

    with closing(GroupWriter(commit)) as writer, caplog.at_level(logging.CRITICAL):
        with pytest.raises(StoreUnavailable):
            writer.put(1).result(_SOON)
        assert writer.put(2).result(_SOON) == 2


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")  # it is meant to die
def test_a_dead_thread_is_replaced() -> None:
    """When the thread itself ends, its batch fails and the next job finds a new one."""
    answers = iter([SystemExit(), None])

    def commit(batch: Sequence[int]) -> list[int | Exception]:
        if (error := next(answers)) is not None:
            raise error
        return list(batch)

    with closing(GroupWriter(commit)) as writer:
        with pytest.raises(StoreUnavailable):
            writer.put(1).result(_SOON)
        assert writer.put(2).result(_SOON) == 2
    for thread in threading.enumerate():
        if thread.name == "gop-y-writer":
            thread.join(_SOON)


def test_closing_writes_what_waits_and_then_refuses() -> None:
    """An orderly end loses nothing that was taken over."""
    gate = _Gate()
    writer = GroupWriter(gate)
    futures = [writer.put(number) for number in (1, 2, 3)]
    gate.open.set()
    writer.close()
    assert not wait(futures, _SOON).not_done
    with pytest.raises(StoreUnavailable):
        writer.put(4)


def test_a_sender_who_gave_up_is_not_written() -> None:
    """A job that was cancelled while it waited is left out of the commit."""
    gate = _Gate()
    with closing(GroupWriter(gate)) as writer:
        first = writer.put(1)
        assert gate.entered.wait(_SOON)
        second, third = writer.put(2), writer.put(3)
        assert second.cancel()
        gate.open.set()
        assert (first.result(_SOON), third.result(_SOON)) == (10, 30)
    assert gate.batches == [[1], [3]]


def test_a_ticking_writer_works_also_when_nothing_comes() -> None:
    """With a tick the thread starts by itself and commits empty batches, so that what waits elsewhere comes in."""
    ticked = Semaphore(0)

    def commit(batch: Sequence[int]) -> list[int | Exception]:
        ticked.release()
        return list(batch)

    with closing(GroupWriter(commit, tick=0.01)) as writer:
        assert all(ticked.acquire(timeout=_SOON) for _ in range(2))
        assert writer.put(1).result(_SOON) == 1
