"""The drills under load, with real processes. Each returns what it counted: tests judge it, a benchmark prints it.

The counts at the end are taken after a new start and after every form was sent once more.
"""

import os
import signal
import time
from collections import deque
from contextlib import ExitStack, closing, nullcontext
from dataclasses import dataclass
from pathlib import Path
from threading import Event

import httpx
from sqlalchemy import create_engine, text

from cchc.feedback.spool import Spool, count_set_aside
from cchc.feedback.sql_store import open_reader
from feedback.locks import hold_lock
from feedback.postgresql import Cluster
from web.citizens import Citizens, Sort, write_site
from web.processes import database_of, run_process, until

SPOOL = Path("var") / "cho-ghi"


@dataclass(frozen=True)
class Tally:
    """What a drill counted; ``lost`` were acknowledged and are not stored, ``doubled`` are stored without a form."""

    rounds: int
    acknowledged: int
    stored: int
    lost: int
    doubled: int
    seconds: float

    @property
    def is_sound(self) -> bool:
        """Whether nothing is missing and nothing too much."""
        return self.acknowledged > 0 and self.lost == self.doubled == 0


def kill_again_and_again(root: Path, sort: Sort, kills: int, *, database: str = "", services: int = 1) -> Tally:
    """Kill a service under load, every fourth time with a locked database; others, where there are any, go on.

    After each kill what was acknowledged is looked for. Several services share the second path.
    """
    write_site(root)
    started, citizens = time.monotonic(), Citizens(sort)
    where = database or database_of(root)
    with ExitStack() as running:
        alive = deque(running.enter_context(run_process(root, database)) for _ in range(services))
        for round_ in range(kills):
            lock = hold_lock(where, sort.table) if round_ % 4 == 3 else nullcontext()
            with lock, citizens.keep_sending(*(address for _, address in alive)):
                citizens.wait_for(1 + round_ * 37 % 90)
                process, _ = alive.popleft()
                os.kill(process.pid, signal.SIGKILL)
                process.wait()
                citizens.wait_for(10 * len(alive))
            assert set(citizens.acknowledged.values()) <= _list_kept(root, sort, where)
            alive.append(running.enter_context(run_process(root, database)))
    return _settle(root, citizens, database, rounds=kills, started=started)


def hold_the_lock(root: Path, sort: Sort, seconds: float) -> Tally:
    """Hold the lock on the SQLite file under load as another process would; sendings go on meanwhile."""
    write_site(root)
    started, citizens = time.monotonic(), Citizens(sort)
    with run_process(root) as (_, address), citizens.keep_sending(address):
        citizens.wait_for(20)
        with hold_lock(database_of(root)):
            Event().wait(seconds)
            citizens.wait_for(200)
        citizens.wait_for(50)
        assert until(lambda: _is_drained(address))
    return _settle(root, citizens, "", rounds=1, started=started)


def stop_the_server(root: Path, sort: Sort, cluster: Cluster, stops: int = 1) -> Tally:
    """Cut the connections to PostgreSQL under load, and kill the server and start it again, so many times."""
    write_site(root)
    started, citizens = time.monotonic(), Citizens(sort)
    with run_process(root, cluster.address) as (_, address), citizens.keep_sending(address):
        for _ in range(stops):
            citizens.wait_for(20)
            _cut_connections(cluster.address)
            citizens.wait_for(20)
            cluster.kill()
            citizens.wait_for(100)
            cluster.start()
            citizens.wait_for(100)
    return _settle(root, citizens, cluster.address, rounds=stops, started=started)


def _list_kept(root: Path, sort: Sort, database: str) -> set[str]:
    """Name what is on the second path or in the database; in this order, since things move in it."""
    spool = Spool(root / SPOOL)
    spool.refresh()
    waiting = {sort.mark_of(new) for name in spool.names() for new in spool.read(name)}
    with closing(open_reader(database)) as reader:
        return waiting | set(sort.list_stored(reader))


def _settle(root: Path, citizens: Citizens, database: str, *, rounds: int, started: float) -> Tally:
    """Start the service once more, send every form again, and count."""
    with run_process(root, database) as (_, address):
        assert until(lambda: _is_drained(address))
        citizens.send_again(address)
        assert until(lambda: _is_drained(address))
    with closing(open_reader(database or database_of(root))) as reader:
        stored = citizens.sort.list_stored(reader)
    acknowledged = set(citizens.acknowledged.values())
    assert count_set_aside(root / SPOOL) == 0
    return Tally(
        rounds=rounds,
        acknowledged=len(acknowledged),
        stored=len(stored),
        lost=len(acknowledged - set(stored)),
        doubled=len(stored) - len(citizens.tokens),
        seconds=time.monotonic() - started,
    )


def _is_drained(address: str) -> bool:
    return httpx.get(f"{address}/suc-khoe", timeout=30).text == "ok"


def _cut_connections(address: str) -> None:
    engine = create_engine(address)
    with engine.connect() as connection:
        cut = connection.execute(
            text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
        )
        assert any(cut.scalars())
    engine.dispose()
