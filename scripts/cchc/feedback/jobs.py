"""Work that the service does by itself, in one thread beside the requests: mail, reminders, erasure, sweeping."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from threading import Event, Thread
from time import monotonic

from cchc.feedback.store import StoreUnavailable

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Job:
    """Something to do again and again; ``run`` may raise, which costs this one time only."""

    name: str
    every: timedelta
    run: Callable[[], object]


class JobRunner:
    """Runs jobs when they are due, the first time at once; a job that fails is told in the log and tried again."""

    def __init__(self, jobs: Sequence[Job]) -> None:
        self._jobs = tuple(jobs)
        self._ended = Event()
        self._thread: Thread | None = None

    def start(self) -> None:
        """Start the thread, if there is anything to do."""
        if self._jobs and self._thread is None:
            # A daemon: a mail server that hangs must not keep the process from ending.
            self._thread = Thread(target=self._run, name="gop-y-jobs", daemon=True)
            self._thread.start()

    def stop(self, timeout: float = 5.0) -> None:
        """End the thread after the job that runs now; give up after ``timeout`` seconds."""
        self._ended.set()
        if self._thread is not None:
            self._thread.join(timeout)

    def _run(self) -> None:
        due = dict.fromkeys(range(len(self._jobs)), monotonic())
        while not self._ended.wait(max(0.0, min(due.values()) - monotonic())):
            for number, job in enumerate(self._jobs):
                if due[number] <= monotonic() and not self._ended.is_set():
                    _attempt(job)
                    due[number] = monotonic() + job.every.total_seconds()


def _attempt(job: Job) -> None:
    try:
        job.run()
    except (StoreUnavailable, TimeoutError) as error:
        log.warning("Job %s waits for the store: %s", job.name, error)
    except Exception:
        # The edge of this thread: one job's mistake must not stop the others.
        log.exception("Job %s failed", job.name)
