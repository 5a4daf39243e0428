"""What the writing thread does with a batch: into the store, or into the spool while the store cannot write."""

import hashlib
import logging
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias

from cchc.feedback.spool import Spool
from cchc.feedback.steps import Step, Watcher, nobody
from cchc.feedback.store import Added, NewItem, StoreUnavailable, make_stored

log = logging.getLogger(__name__)

Outcome: TypeAlias = Added | Exception
Commit: TypeAlias = Callable[[Sequence[NewItem]], Sequence[Outcome]]

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

    def __call__(self, batch: Sequence[NewItem]) -> Sequence[Outcome]:
        """Return an outcome for each item; Added only if it is durable in the store or in the spool."""
        self._refresh()
        self._drain()
        # What waits in the spool is answered from there, or two items of one form would race into the store.
        outcomes: dict[int, Outcome] = {}
        for place, new in enumerate(batch):
            if (earlier := self._spool.find(new)) is not None:
                outcomes[place] = earlier
        rest = [place for place in range(len(batch)) if place not in outcomes]
        outcomes |= zip(rest, self._write([batch[place] for place in rest]), strict=True)
        lost = [place for place in rest if isinstance(outcomes[place], StoreUnavailable)]
        outcomes |= zip(lost, self._keep([batch[place] for place in lost]), strict=True)
        return [outcomes[place] for place in range(len(batch))]

    def _refresh(self) -> None:
        try:
            self._spool.refresh()
        except OSError as error:
            log.error("The spool cannot be read: %s", error)

    def _write(self, batch: Sequence[NewItem]) -> Sequence[Outcome]:
        if self._down_until is not None and self._now() < self._down_until:
            return [StoreUnavailable("the store is down") for _ in batch]
        if not batch:
            return ()
        outcomes = self._commit(batch)
        down = any(isinstance(outcome, StoreUnavailable) for outcome in outcomes)
        self._down_until = self._now() + self._retry if down else None
        return outcomes

    def _keep(self, batch: Sequence[NewItem]) -> Iterator[Outcome]:
        first: dict[str, NewItem] = {}
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
            created, same = kept is new, kept.submission == new.submission
            yield failure or Added(make_stored(kept), created=created, same=same)

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

    def _is_stored(self, new: NewItem, outcome: Outcome) -> bool:
        if isinstance(outcome, Exception):
            return False
        if outcome.same and outcome.item.reference == new.reference:
            return True
        # Both were acknowledged: this one while the store could not be asked for the other of the same form.
        own_key = hashlib.sha256(f"{new.key}:{new.reference}".encode()).hexdigest()
        (second,) = self._commit([replace(new, key=own_key)])
        if isinstance(second, StoreUnavailable):
            raise second
        return isinstance(second, Added) and second.item.reference == new.reference
