"""Running a command and noting what it took: seconds, the memory of its whole process tree, its exit code."""

import platform
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import psutil

_SAMPLE_SECONDS = 0.1


@dataclass(frozen=True)
class Run:
    """One run of a command: wall seconds, the highest memory of the process tree in bytes, and its output."""

    seconds: float
    memory: int
    output: str


def run(command: Sequence[str | Path], cwd: Path, env: Mapping[str, str] | None = None) -> Run:
    """Run a command and sample the unique and shared memory (PSS) of its tree; raise on a non-zero exit."""
    # A file takes any amount of output; a pipe that nobody reads would stop the command when it is full.
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
        started = time.perf_counter()
        process = subprocess.Popen(
            [str(part) for part in command],
            cwd=cwd,
            env=dict(env) if env else None,
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        highest = 0
        while process.poll() is None:
            highest = max(highest, _tree_memory(process.pid))
            time.sleep(_SAMPLE_SECONDS)
        seconds = time.perf_counter() - started
        said.seek(0)
        output = said.read()
    if process.returncode:
        raise RuntimeError(f"{command[0]} ended with {process.returncode}:\n{output[-2000:]}")
    return Run(seconds, highest, output)


def tree_size(folder: Path) -> tuple[int, int]:
    """Return the number of files below a folder and their bytes."""
    files = [file for file in folder.rglob("*") if file.is_file()]
    return len(files), sum(file.stat().st_size for file in files)


def machine() -> str:
    """Describe the machine and the day in one line."""
    memory = psutil.virtual_memory().total / 2**30
    return (
        f"{datetime.now().astimezone():%d/%m/%Y %H:%M}, {psutil.cpu_count()} cores {platform.machine()}, "
        f"{memory:.0f} GiB, {platform.system()} {platform.release()}, Python {platform.python_version()}"
    )


def print_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows under their heads, columns aligned."""
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head))]
    for row in (head, ["-" * width for width in widths], *rows):
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def _tree_memory(pid: int) -> int:
    total = 0
    try:
        root = psutil.Process(pid)
        for process in (root, *root.children(recursive=True)):
            total += process.memory_full_info().pss
    except psutil.NoSuchProcess:
        pass
    return total
