"""One supervised thread that writes in groups: many senders share one durable commit. It knows no SQL."""

import logging
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from threading import Condition, Thread
from typing import Generic, TypeVar

from cchc.feedback.store import StoreBusy, StoreUnavailable

Job = TypeVar("Job")
Result = TypeVar("Result")

log = logging.getLogger(__name__)


class GroupWriter(Generic[Job, Result]):
    """Hand jobs in batches to ``commit``, which returns a result or an exception for each when all is durable.

    An exception out of ``commit`` fails the whole batch and the thread goes on; a thread that died is replaced with the
    next job. ``capacity`` bounds the jobs that wait, ``batch_size`` those of one commit. With ``tick`` the thread
    starts at once, and ``commit`` is called with an empty batch when nothing has come for so many seconds.
    """

    def __init__(
        self,
        commit: Callable[[Sequence[Job]], Sequence[Result | Exception]],
        *,
        capacity: int = 1000,
        batch_size: int = 200,
        tick: float | None = None,
    ) -> None:
        self._commit = commit
        self._capacity = capacity
        self._batch_size = batch_size
        self._tick = tick
        self._waiting: deque[tuple[Job, Future[Result]]] = deque()
        self._changed = Condition()
        self._closed = False
        self._thread: Thread | None = None
        if tick is not None:
            self._revive()

    def put(self, job: Job) -> Future[Result]:
        """Queue a job; raise StoreBusy if the queue is full, StoreUnavailable after ``close``."""
        future: Future[Result] = Future()
        with self._changed:
            if self._closed:
                raise StoreUnavailable("the store is closed")
            if len(self._waiting) >= self._capacity:
                raise StoreBusy(f"{self._capacity} items wait to be written")
            self._waiting.append((job, future))
            self._revive()
            self._changed.notify()
        return future

    def close(self, timeout: float = 10.0) -> None:
        """Write what waits, then end the thread; give up after ``timeout`` seconds."""
        with self._changed:
            self._closed = True
            self._changed.notify()
            thread = self._thread
        if thread is not None:
            thread.join(timeout)

    def _revive(self) -> None:
        if self._thread is None:
            # A daemon: a write that hangs in the driver must not keep the process from ending.
            self._thread = Thread(target=self._run, name="gop-y-writer", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        try:
            while (batch := self._take()) is not None:
                self._settle([pair for pair in batch if pair[1].set_running_or_notify_cancel()])
        finally:
            with self._changed:
                self._thread = None
                # A job that came while this thread was dying would wait for ever.
                if self._waiting or (self._tick is not None and not self._closed):
                    self._revive()

    def _take(self) -> list[tuple[Job, Future[Result]]] | None:
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._closed, self._tick)
            if self._closed and not self._waiting:
                return None
            count = min(len(self._waiting), self._batch_size)
            return [self._waiting.popleft() for _ in range(count)]

    def _settle(self, batch: list[tuple[Job, Future[Result]]]) -> None:
        try:
            results = self._commit([job for job, _ in batch])
        except BaseException as error:
            _fail(batch)
            # The edge of this thread: anything less than the end of the interpreter must not stop the writing.
            if not isinstance(error, Exception):
                raise
            log.exception("A batch of %d items was not written", len(batch))
            return
        for (_, future), result in zip(batch, results, strict=True):
            if isinstance(result, Exception):
                future.set_exception(result)
            else:
                future.set_result(result)


def _fail(batch: list[tuple[Job, Future[Result]]]) -> None:
    for _, future in batch:
        future.set_exception(StoreUnavailable("the batch was not written"))
