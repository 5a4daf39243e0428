"""The one question after every fault: is all that was acknowledged there, once, with one message each?"""

import time
from collections import Counter
from collections.abc import Collection
from contextlib import closing
from pathlib import Path
from threading import Event

from cchc.feedback.spool import count_set_aside
from cchc.feedback.sql_store import SqlStore, open_store
from cchc.feedback.store import ItemReader


def wait_until_drained(store: SqlStore, seconds: float = 30) -> None:
    """Wait until nothing is left on the second path."""
    pause, deadline = Event(), time.monotonic() + seconds
    while store.count_spooled():
        assert time.monotonic() < deadline, "the spool was not drained"
        pause.wait(0.02)


def assert_nothing_lost(address: str, spool_dir: Path, acknowledged: Collection[str]) -> None:
    """Open what a dead process left, let the spool come in, and compare with what was acknowledged."""
    with closing(open_store(address, spool_dir, retry=0.05)) as store:
        wait_until_drained(store)
        assert_stored(store, acknowledged)
    assert_spool_is_empty(spool_dir)


def assert_stored(store: ItemReader, acknowledged: Collection[str]) -> None:
    """Check that acknowledged ⊆ stored, that each item is whole, and that each has exactly one message."""
    stored = {item.reference for item in store.list_items(limit=10**6)}
    assert set(acknowledged) <= stored
    assert Counter(row.reference for row in store.list_outbox()) == dict.fromkeys(stored, 1)
    for reference in stored:
        detail = store.find(reference)
        assert detail is not None
        assert len(detail.history) == 1
        assert len(detail.dong_y) >= 1


def assert_spool_is_empty(spool_dir: Path) -> None:
    """Check that nothing waits, and that nothing was put before a person."""
    assert count_set_aside(spool_dir) == 0
    assert list(spool_dir.glob("*")) == []
