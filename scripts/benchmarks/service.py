"""``scripts/bench service``: durable submissions a second on loopback, latency, burst, memory, beside isso."""

import argparse
import asyncio
import itertools
import json
import math
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlencode

import psutil

from benchmarks.measure import machine, print_table
from cchc.feedback.clock import utc_now
from cchc.feedback.guard import TokenPolicy, issue_token
from cchc.feedback.sql_store import open_reader
from cchc.model.feedback import LoaiGopY

ISSO = "isso==0.14.0"

_SECRET = "a key for measurements only"  # noqa: S105
_QUESTION = {
    "ho_ten": "Người Gửi Mẫu",
    "email": "mau@example.vn",
    "tieu_de": "Hỏi về lệ phí",
    "noi_dung": "Lệ phí nộp ở đâu? Tôi ở phường Ước Lễ. " * 10,
    "dong_y_xu_ly": "co",
}
_CONNECTIONS = 64
_BURST_CONNECTIONS = 256
_PATIENCE = 30
_LATE = 10
_CALM_MS = 100
_UNSENT = -1


@dataclass
class Load:
    """What one load saw: statuses, and latencies in seconds from the moment a request was due."""

    seconds: float = 0.0
    statuses: Counter[int] = field(default_factory=Counter)
    latencies: list[float] = field(default_factory=list)
    memory: float = 0.0
    """Highest of the service in MB (PSS, so that pages shared with others count in part)."""
    cpu: float = 0.0
    """Seconds of processor that the service used: on a machine that others load too it says more than the clock."""

    def percentile(self, share: float) -> float:
        """Return the latency in milliseconds that this share of requests did not exceed."""
        ordered = sorted(self.latencies) or [math.nan]
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]


@dataclass(frozen=True)
class Plan:
    """One load: where to, the process whose memory counts, what to send, how often, how long, how many at once."""

    port: int
    pid: int
    make: Callable[[], bytes]
    rate: int
    seconds: int
    connections: int


def main(arguments: Sequence[str] | None = None) -> None:
    """Send questions to this service and comments to isso, and print what became of them."""
    options = _options(arguments)
    with tempfile.TemporaryDirectory(prefix="cchc-bench-", dir=options.work) as folder:
        rows = _measure_cchc(Path(folder) / "cchc", options)
        if not options.no_peers:
            rows += _measure_isso(Path(folder) / "isso", options)
    print(f"\nfeedback service, loopback, client included – {machine()}\n")
    print_table(("service", "load", "POST/s", "p50 ms", "p99 ms", "max ms", "CPU ms", "answers", "memory MB"), rows)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/bench service", description=main.__doc__)
    parser.add_argument("--seconds", type=int, default=60, help="length of the steady load (default 60)")
    parser.add_argument("--full", action="store_true", help="ten minutes of steady load")
    parser.add_argument("--rate", type=int, default=300, help="steady load in POST/s (default 300)")
    parser.add_argument("--burst", type=int, default=1000, help="burst in POST/s (default 1000)")
    parser.add_argument("--burst-seconds", type=int, default=5, help="length of the burst (default 5)")
    parser.add_argument("--no-peers", action="store_true", help="leave isso out")
    parser.add_argument("--work", type=Path, help="folder for the databases (default: the system's)")
    options = parser.parse_args(arguments)
    if options.full:
        options.seconds = 600
    return options


def _measure_cchc(root: Path, options: argparse.Namespace) -> list[list[str]]:
    (root / "site").mkdir(parents=True)
    (root / "site" / "index.html").write_text("<h1>Trang chủ</h1>", encoding="utf-8")
    environ = {
        "CCHC_SECRET": _SECRET,
        "CCHC_RATE": "0",
        "CCHC_MIN_FILL": "0",
        "CCHC_DATABASE_URL": "",
        "CCHC_SPOOL": "",
    }
    port = _free_port()
    command = [sys.executable, "-m", "cchc", "serve", "--root", str(root), "--port", str(port)]
    with _serve(command, port, environ) as pid:
        make = _make_question(port)
        steady = asyncio.run(_send_all(Plan(port, pid, make, options.rate, options.seconds, _CONNECTIONS)))
        if not steady.statuses[303]:
            sys.exit(f"no form was accepted; the answers were {dict(steady.statuses)}")
        burst = asyncio.run(_send_all(Plan(port, pid, make, options.burst, options.burst_seconds, _BURST_CONNECTIONS)))
        calm, recovery = _recover(Plan(port, pid, make, 50, 1, _CONNECTIONS))
    _check_stored(root, sum(load.statuses[303] for load in (steady, burst, calm)))
    return [
        _row("cchc", f"steady {options.rate}/s {options.seconds} s", steady),
        _row("cchc", f"burst {options.burst}/s {options.burst_seconds} s", burst),
        _row("cchc", f"calm again {recovery:.1f} s after the burst", calm),
    ]


def _measure_isso(folder: Path, options: argparse.Namespace) -> list[list[str]]:
    folder.mkdir()
    python = folder / "venv" / "bin" / "python"
    installing = [
        [sys.executable, "-m", "venv", str(python.parents[1])],
        [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", ISSO],
    ]
    for command in installing:
        if subprocess.run(command, check=False).returncode:
            return [["isso 0.14", "could not be installed", *[""] * 7]]
    port = _free_port()
    settings = folder / "isso.cfg"
    settings.write_text(
        f"[general]\ndbpath = {folder}/comments.db\nhost = http://127.0.0.1:{port}/\n"
        f"[server]\nlisten = http://127.0.0.1:{port}\n[guard]\nenabled = false\n",
        encoding="utf-8",
    )
    with _serve([str(python.with_name("isso")), "-c", str(settings), "run"], port, {}) as pid:
        plan = Plan(port, pid, _make_comment(port), options.rate, min(options.seconds, 60), _CONNECTIONS)
        asyncio.run(_send_all(replace(plan, rate=1, seconds=1)))  # the first comment makes the thread of the page
        return [_row("isso 0.14", f"steady {options.rate}/s {plan.seconds} s", asyncio.run(_send_all(plan)))]


def _check_stored(root: Path, acknowledged: int) -> None:
    reader = open_reader(f"sqlite:///{root / 'var' / 'gop-y.sqlite3'}")
    stored, messages = len(reader.list_items(limit=10**7)), len(reader.list_outbox())
    reader.close()
    print(f"acknowledged {acknowledged}, stored {stored}, messages {messages}", file=sys.stderr)
    if not acknowledged <= stored == messages:
        sys.exit("something acknowledged is missing")


@contextmanager
def _serve(command: Sequence[str], port: int, environ: Mapping[str, str]) -> Iterator[int]:
    with (
        tempfile.TemporaryFile() as log,
        subprocess.Popen(command, env=os.environ | environ, stdout=log, stderr=subprocess.STDOUT) as process,
    ):
        try:
            _wait_for(port, process)
            yield process.pid
        finally:
            process.terminate()
            try:
                process.wait(_PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    sys.exit(f"process {process.pid} did not start")


def _recover(plan: Plan) -> tuple[Load, float]:
    started, seen = time.monotonic(), Load()
    while (elapsed := time.monotonic() - started) < _PATIENCE:
        second = asyncio.run(_send_all(plan))
        seen.statuses += second.statuses
        seen.memory = max(seen.memory, second.memory)
        if set(+second.statuses) == {303} and second.percentile(0.99) <= _CALM_MS:
            second.statuses, second.memory = seen.statuses, seen.memory
            return second, elapsed
    return seen, math.inf


async def _send_all(plan: Plan) -> Load:
    load, numbers, started = Load(cpu=-_cpu(plan.pid)), iter(range(plan.rate * plan.seconds)), time.perf_counter() + 0.1
    sampling = asyncio.create_task(_sample_memory(plan.pid, load))
    await asyncio.gather(*(_keep_sending(plan, load, numbers, started) for _ in range(plan.connections)))
    load.seconds = time.perf_counter() - started
    sampling.cancel()
    load.statuses[_UNSENT] = plan.rate * plan.seconds - len(load.latencies)
    load.cpu += _cpu(plan.pid)
    load.memory = max(load.memory, _memory(plan.pid))
    return load


async def _keep_sending(plan: Plan, load: Load, numbers: Iterator[int], started: float) -> None:
    streams = None
    # A service that cannot keep pace is not waited for; what was due and never sent is counted.
    for number in itertools.takewhile(lambda _: time.perf_counter() < started + plan.seconds + _LATE, numbers):
        due = started + number / plan.rate
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        request = plan.make()
        try:
            async with asyncio.timeout(_PATIENCE):
                streams = streams or await asyncio.open_connection("127.0.0.1", plan.port)
                status, keeps = await _exchange(*streams, request)
        except (OSError, EOFError, TimeoutError):
            status, keeps = 0, False
        # From the moment it was due, or a server that stands still would look fast.
        load.latencies.append(time.perf_counter() - due)
        load.statuses[status] += 1
        if not keeps and streams:
            streams[1].close()
            streams = None
    if streams:
        streams[1].close()


async def _exchange(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> tuple[int, bool]:
    writer.write(request)
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    length = re.search(rb"content-length: *(\d+)", head)
    await (reader.readexactly(int(length[1])) if length else reader.read())
    return int(head.split(b" ", 2)[1]), length is not None and b"connection: close" not in head


async def _sample_memory(pid: int, load: Load) -> None:
    while True:
        load.memory = max(load.memory, await asyncio.to_thread(_memory, pid))
        await asyncio.sleep(2)


def _make_question(port: int) -> Callable[[], bytes]:
    policy = TokenPolicy((_SECRET,))

    def make() -> bytes:
        token = issue_token(policy, LoaiGopY.HOI_DAP, utc_now())
        body = urlencode(_QUESTION | {"ma_bieu_mau": token}).encode()
        return _post(port, "/gop-y/hoi-dap", "application/x-www-form-urlencoded", body)

    return make


def _make_comment(port: int) -> Callable[[], bytes]:
    body = json.dumps({"author": "Mẫu", "text": _QUESTION["noi_dung"], "title": "Trang"}).encode()
    return lambda: _post(port, "/new?uri=%2Ftrang%2F", "application/json", body)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def _post(port: int, path: str, media_type: str, body: bytes) -> bytes:
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\n"
    return f"{head}Content-Type: {media_type}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


def _memory(pid: int) -> float:
    root = psutil.Process(pid)
    return float(sum(process.memory_full_info().pss for process in (root, *root.children(recursive=True)))) / 2**20


def _cpu(pid: int) -> float:
    root = psutil.Process(pid)
    times = [process.cpu_times() for process in (root, *root.children(recursive=True))]
    return float(sum(taken.user + taken.system for taken in times))


def _row(service: str, name: str, load: Load) -> list[str]:
    names = {_UNSENT: "not sent", 0: "no answer"}
    seen = sorted((status, count) for status, count in load.statuses.items() if count)
    answers = ", ".join(f"{count} × {names.get(status, status)}" for status, count in seen)
    figures = [f"{load.percentile(share):.0f}" for share in (0.5, 0.99, 1)]
    figures.append(f"{1000 * load.cpu / len(load.latencies):.1f}")
    return [service, name, f"{len(load.latencies) / load.seconds:.0f}", *figures, answers, f"{load.memory:.0f}"]


if __name__ == "__main__":
    main()
