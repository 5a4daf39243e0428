"""Processes that die: while they submit questions, erase an item, or make copies."""

import asyncio
import multiprocessing
import os
import signal
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import count
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from cchc.feedback.backup import back_up
from cchc.feedback.changes import Erase
from cchc.feedback.clock import utc_now
from cchc.feedback.service import Attempt, submit
from cchc.feedback.shelf import remove
from cchc.feedback.sql_store import open_store
from cchc.feedback.steps import Step
from cchc.feedback.store import StoreUnavailable
from feedback.filed import receive
from feedback.oracle import wait_until_drained
from feedback.samples import CAU_HOI

FORMS = 20


class Death:
    """Kills the process without warning at the n-th passing of a step."""

    def __init__(self, step: Step | None, passing: int) -> None:
        self._step = step
        self._left = passing

    def __call__(self, step: Step) -> None:  # noqa: D102 # a watcher is called
        if step is self._step:
            self._left -= 1
            if not self._left:
                os.kill(os.getpid(), signal.SIGKILL)


class Drill:
    """The parent's end: starts the sending, reads receipts, learns how it ended."""

    def __init__(self, process: BaseProcess, pipe: Connection) -> None:
        self._process = process
        self._pipe = pipe
        assert pipe.recv() == "open"

    def start(self) -> None:
        """Let it send."""
        self._pipe.send("go")

    def receipts(self, most: int = FORMS) -> dict[int, str]:
        """Read so many receipts (number of the form to reference), or all until the end."""
        read: dict[int, str] = {}
        try:
            while len(read) < most:
                number, reference = self._pipe.recv()
                read[number] = reference
        except EOFError:
            pass
        return read

    def end(self) -> int | None:
        """Wait for the end and return the exit code; a signal is negative."""
        self._process.join(60)
        return self._process.exitcode


@contextmanager
def run_drill(address: str, spool_dir: Path, step: Step | None = None, passing: int = 1) -> Iterator[Drill]:
    """Start a process that will send each form once, when told so, and die at the n-th passing of the step."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    ours, theirs = context.Pipe()
    process = context.Process(target=_submit_all, args=(theirs, address, spool_dir, step, passing))
    process.start()
    theirs.close()
    try:
        yield Drill(process, ours)
    finally:
        process.kill()
        process.join()
        ours.close()


def _submit_all(pipe: Connection, address: str, spool_dir: Path, step: Step | None, passing: int) -> None:
    store = open_store(address, spool_dir, retry=0.1, watcher=Death(step, passing))
    pipe.send("open")
    pipe.recv()
    for number in range(FORMS):
        attempt = Attempt(key=f"form-{number}", secret="2222-2222-2222")  # noqa: S106 # it opens nothing
        try:
            receipt = asyncio.run(submit(store, CAU_HOI, attempt=attempt, consent_version="1", clock=utc_now))
        except StoreUnavailable:
            continue
        pipe.send((number, receipt.reference))
    wait_until_drained(store)
    store.close()


def run_erasure(address: str, files: Path, step: Step) -> int | None:
    """Let a process take an item with a file, erase it, and die at this step of the erasure; return its exit code."""
    context = multiprocessing.get_context("forkserver")
    process = context.Process(target=_erase, args=(address, files, step))
    process.start()
    process.join(60)
    return process.exitcode


def _erase(address: str, files: Path, step: Step) -> None:
    # The item itself passes each step once.
    with closing(open_store(address, watcher=Death(step, 2))) as store:
        reference, _ = receive(store, files)
        done = store.apply(Erase(reference, utc_now(), "thu")).result(60)
        remove(files, done.files)


def run_backups(address: str, files: Path, folder: Path) -> BaseProcess:
    """Start a process that makes copies, one after the other, until it is killed."""
    context = multiprocessing.get_context("forkserver")
    process = context.Process(target=_keep_copying, args=(address, files, folder))
    process.start()
    return process


def _keep_copying(address: str, files: Path, folder: Path) -> None:
    for number in count():
        back_up(address, folder / f"gop-y-{os.getpid():08d}-{number:06d}.bak", files)
