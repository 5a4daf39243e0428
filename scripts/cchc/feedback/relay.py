"""What the writing thread does with a batch: into the store, or into the spool while the store cannot write."""

import hashlib
import logging
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias, TypeGuard

from pydantic import BaseModel

from cchc.feedback.changes import Applied, Change
from cchc.feedback.spool import Spool
from cchc.feedback.steps import Step, Watcher, nobody
from cchc.feedback.store import (
    Added,
    AlreadyAnswered,
    Counted,
    NewAnswer,
    NewItem,
    StoreUnavailable,
    make_stored,
)

log = logging.getLogger(__name__)

Sent: TypeAlias = NewItem | NewAnswer
Job: TypeAlias = Sent | Change
Result: TypeAlias = Added | Counted | Applied
Outcome: TypeAlias = Result | Exception
Commit: TypeAlias = Callable[[Sequence[Job]], Sequence[Outcome]]

_DRAIN_AT_ONCE = 5


class Relay:
    """Commit batches; called by one thread only, so that no item is in two places at once within a process.

    After a failure of the store everything goes to the spool, and the store is tried again every ``retry`` seconds:
    each trial of a locked database takes seconds that all senders wait. An empty batch only tries.
    """

    def __init__(
        self,
        commit: Commit,
        spool: Spool,
        *,
        retry: float = 5.0,
        now: Callable[[], float] = time.monotonic,  # turning the machine's clock does not move it
        watcher: Watcher = nobody,
    ) -> None:
        self._commit = commit
        self._spool = spool
        self._retry = retry
        self._now = now
        self._watcher = watcher
        self._down_until: float | None = None

    def start(self) -> None:
        """Learn what an earlier process left, before the first batch."""
        try:
            self._spool.sweep()
        except OSError as error:
            log.error("The spool cannot be swept: %s", error)
        self._refresh()

    def __call__(self, batch: Sequence[Job]) -> Sequence[Outcome]:
        """Return an outcome for each job; a good one only if it is durable in the store, or what was sent in the spool.

        The desk's changes never go to the spool: they are decided on what the store says at that moment.
        """
        self._refresh()
        self._drain()
        # What waits in the spool is answered from there, or two items of one form would race into the store.
        outcomes: dict[int, Outcome] = {}
        for place, job in enumerate(batch):
            if _is_sent(job) and (earlier := self._spool.find(job)) is not None:
                outcomes[place] = earlier
        rest = [place for place in range(len(batch)) if place not in outcomes]
        outcomes |= zip(rest, self._write([batch[place] for place in rest]), strict=True)
        failed = ((place, batch[place]) for place in rest if isinstance(outcomes[place], StoreUnavailable))
        lost = {place: job for place, job in failed if _is_sent(job)}
        outcomes |= zip(lost, self._keep(tuple(lost.values())), strict=True)
        return [outcomes[place] for place in range(len(batch))]

    def _refresh(self) -> None:
        try:
            self._spool.refresh()
        except OSError as error:
            log.error("The spool cannot be read: %s", error)

    def _write(self, batch: Sequence[Job]) -> Sequence[Outcome]:
        if self._down_until is not None and self._now() < self._down_until:
            return [StoreUnavailable("the store is down") for _ in batch]
        if not batch:
            return ()
        outcomes = self._commit(batch)
        down = any(isinstance(outcome, StoreUnavailable) for outcome in outcomes)
        self._down_until = self._now() + self._retry if down else None
        return outcomes

    def _keep(self, batch: Sequence[Sent]) -> Iterator[Outcome]:
        first: dict[str, Sent] = {}
        for new in batch:
            first.setdefault(new.key, new)
        failure: Exception | None = None
        try:
            if first:
                self._spool.put(tuple(first.values()))
        except StoreUnavailable as error:
            failure = error
        except OSError as error:
            log.error("%d items could not be spooled: %s", len(first), error)
            failure = StoreUnavailable("neither the store nor the spool can write")
        for new in batch:
            kept = first[new.key]
            yield failure or _acknowledge(kept, created=kept is new, same=words_of(kept) == words_of(new))

    def _drain(self) -> None:
        for name in self._spool.names()[:_DRAIN_AT_ONCE]:
            try:
                if not self._drain_batch(name):
                    return
            except (OSError, StoreUnavailable) as error:
                log.error("The spool cannot be emptied: %s", error)
                return

    def _drain_batch(self, name: str) -> bool:
        items = self._spool.read(name)
        outcomes = self._write(items)
        if any(isinstance(outcome, StoreUnavailable) for outcome in outcomes):
            return False
        for new, outcome in zip(items, outcomes, strict=True):
            if not self._is_stored(new, outcome):
                self._spool.set_aside(new)
        self._watcher(Step.DRAINED)
        self._spool.remove(name)
        self._watcher(Step.DRAIN_FORGOTTEN)
        log.info("%d items came from the spool into the store", len(items))
        return True

    def _is_stored(self, new: Sent, outcome: Outcome) -> bool:
        if _settles(new, outcome):
            return True
        if isinstance(outcome, Exception):
            return False
        # Both were acknowledged: this one while the store could not be asked for the other of the same form.
        own_key = hashlib.sha256(f"{new.key}:{_name(new)}".encode()).hexdigest()
        (second,) = self._commit([replace(new, key=own_key)])
        if isinstance(second, StoreUnavailable):
            raise second
        return _settles(new, second)


def words_of(new: Sent) -> BaseModel:
    """Return what was said, without what the form brought along."""
    return new.submission if isinstance(new, NewItem) else new.answer


def _is_sent(job: Job) -> TypeGuard[Sent]:
    return isinstance(job, NewItem | NewAnswer)


def _acknowledge(kept: Sent, *, created: bool, same: bool) -> Added | Counted:
    if isinstance(kept, NewItem):
        return Added(make_stored(kept), created=created, same=same)
    return Counted(created=created, same=same)


def _settles(new: Sent, outcome: Outcome) -> bool:
    if isinstance(new, NewItem):
        return isinstance(outcome, Added) and outcome.same and outcome.item.reference == new.reference
    # One answer a dossier counts: the earlier one stands for both.
    return isinstance(outcome, AlreadyAnswered) or (isinstance(outcome, Counted) and outcome.same)


def _name(new: Sent) -> str:
    return new.reference if isinstance(new, NewItem) else new.answer.model_dump_json()
