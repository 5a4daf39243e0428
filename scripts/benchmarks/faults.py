"""``scripts/bench faults``: the drills of the tests at full length, and what they counted."""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from benchmarks.measure import machine, print_table
from feedback.postgresql import Cluster, find_binaries, run_cluster
from web.citizens import ANSWERS, QUESTIONS, Sort
from web.faults import Tally, hold_the_lock, kill_again_and_again, stop_the_server

_SERVICES = 3
_SORTS = (QUESTIONS, ANSWERS)
_DRILLS = ("kill", "lock", "stop", "services")
_HEAD = ("fault", "engine", "sent", "rounds", "acknowledged", "stored", "lost", "doubled", "seconds")

Drill = Callable[[Path, Sort], Tally]


def main(arguments: Sequence[str] | None = None) -> None:
    """Kill, lock and cut off the feedback service under load; exit with 1 if anything is lost or doubled."""
    options = _options(arguments)
    rows, sound = [], True
    for name, engine, drill in _list_drills(options):
        for sort in _SORTS:
            if sort.name not in options.sent:
                continue
            with tempfile.TemporaryDirectory(prefix="cchc-bench-", dir=options.work) as folder:
                tally = drill(Path(folder), sort)
            sound = sound and tally.is_sound
            rows.append(_row(name, engine, sort, tally))
            print("  ".join(rows[-1]), file=sys.stderr)
    print(f"\nfeedback service under faults, eight senders – {machine()}\n")
    print_table(_HEAD, rows)
    if not sound:
        sys.exit("something acknowledged is lost or doubled")


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/bench faults", description=main.__doc__)
    parser.add_argument("--kills", type=int, default=200, help="kills of each sort of sending (default 200)")
    parser.add_argument("--lock-seconds", type=float, default=30, help="how long the lock is held (default 30)")
    parser.add_argument("--stops", type=int, default=3, help="times the database server is killed (default 3)")
    parser.add_argument("--only", choices=_DRILLS, nargs="+", default=_DRILLS, help="which drills (default: all)")
    names = tuple(sort.name for sort in _SORTS)
    parser.add_argument("--sent", choices=names, nargs="+", default=names, help="what is sent (default: both)")
    parser.add_argument("--work", type=Path, help="folder for the databases (default: the system's)")
    return parser.parse_args(arguments)


def _list_drills(options: argparse.Namespace) -> Iterator[tuple[str, str, Drill]]:
    lock, binaries = f"lock held {options.lock_seconds:g} s", find_binaries()
    drills: dict[str, tuple[str, str, Drill]] = {
        "kill": ("kill -9 under load", "SQLite", partial(kill_again_and_again, kills=options.kills)),
        "lock": (lock, "SQLite", partial(hold_the_lock, seconds=options.lock_seconds)),
    }
    if binaries is None or find_spec("psycopg") is None:
        print("PostgreSQL is left out: its server or the package psycopg is not installed", file=sys.stderr)
    else:
        stop = partial(_run_on_cluster, binaries, partial(stop_the_server, stops=options.stops))
        kill = partial(_run_on_cluster, binaries, partial(_kill_beside_each_other, kills=options.kills))
        drills["stop"] = ("server killed, cut off", "PostgreSQL", stop)
        drills["services"] = (f"kill -9, {_SERVICES} services", "PostgreSQL", kill)
    yield from (drill for name, drill in drills.items() if name in options.only)


def _run_on_cluster(binaries: Path, drill: Callable[[Path, Sort, Cluster], Tally], root: Path, sort: Sort) -> Tally:
    with run_cluster(binaries) as cluster:
        return drill(root, sort, cluster)


def _kill_beside_each_other(root: Path, sort: Sort, cluster: Cluster, *, kills: int) -> Tally:
    return kill_again_and_again(root, sort, kills, database=cluster.address, services=_SERVICES)


def _row(name: str, engine: str, sort: Sort, tally: Tally) -> list[str]:
    counts = (tally.rounds, tally.acknowledged, tally.stored, tally.lost, tally.doubled)
    return [name, engine, sort.name, *map(str, counts), f"{tally.seconds:.0f}"]


if __name__ == "__main__":
    main()
