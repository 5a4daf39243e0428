"""Processes that die: while they send, do what they are told, erase an item, or make copies."""

import asyncio
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from itertools import count
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from cchc.feedback.backup import back_up
from cchc.feedback.changes import Erase
from cchc.feedback.clock import utc_now
from cchc.feedback.service import Attempt, submit, submit_answer
from cchc.feedback.shelf import remove
from cchc.feedback.sql_store import SqlStore, open_store
from cchc.feedback.steps import Step
from cchc.feedback.store import StoreUnavailable
from cchc.model.feedback import TraLoiKhaoSat
from feedback.filed import receive
from feedback.oracle import wait_until_drained
from feedback.samples import CAU_HOI

FORMS = 20
SURVEY = "dien-tap"
_MARK = "dau"
# What the tests have of their own is not on the path of the server that forks, so it would be read by each child.
_PRELOADED = ["cchc.feedback.backup", "cchc.feedback.service", "cchc.feedback.sql_store"]

Sending = Callable[[SqlStore, int], str]
"""Sends the form of a number and returns the mark by which it is found."""


def send_question(store: SqlStore, number: int) -> str:
    """Send a question; its mark is its reference."""
    sending = submit(store, CAU_HOI, attempt=_attempt(number), consent_version="1", clock=utc_now)
    return asyncio.run(sending).reference


def send_answer(store: SqlStore, number: int) -> str:
    """Send answers to a survey; their mark stands in them, since nothing else tells them apart."""
    mark = f"phieu {number}"
    answer = TraLoiKhaoSat(khao_sat=SURVEY, ngay=date(2026, 11, 22), tra_loi={_MARK: (mark,)})
    asyncio.run(submit_answer(store, answer, attempt=_attempt(number)))
    return mark


def list_answers(store: SqlStore) -> list[str]:
    """Return the marks of all stored answers."""
    return sorted(row.tra_loi[_MARK][0] for row in store.list_survey(SURVEY))


def _attempt(number: int) -> Attempt:
    return Attempt(key=f"form-{number}", secret="2222-2222-2222")  # noqa: S106 # it opens nothing


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
        """Read so many receipts (number of the form to its mark), or all until the end."""
        read: dict[int, str] = {}
        try:
            while len(read) < most:
                number, mark = self._pipe.recv()
                read[number] = mark
        except EOFError:
            pass
        return read

    def end(self) -> int | None:
        """Wait for the end and return the exit code; a signal is negative."""
        self._process.join(60)
        return self._process.exitcode


@contextmanager
def run_drill(
    address: str, spool_dir: Path, step: Step | None = None, passing: int = 1, send: Sending = send_question
) -> Iterator[Drill]:
    """Start a process that will send each form once, when told so, and die at the n-th passing of the step."""
    with _run(_submit_all, address, spool_dir, Death(step, passing), send) as (process, pipe):
        yield Drill(process, pipe)


def work_until_death(work: Callable[..., None], *arguments: object) -> tuple[list[Any], int | None]:
    """Run ``work(pipe, *arguments)`` in a process; return what it said through the pipe, and how it ended."""
    told: list[Any] = []
    with _run(work, *arguments) as (process, pipe):
        try:
            while True:
                told.append(pipe.recv())
        except EOFError:
            process.join(60)
        return told, process.exitcode


@contextmanager
def _run(work: Callable[..., None], *arguments: object) -> Iterator[tuple[BaseProcess, Connection]]:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_PRELOADED)
    ours, theirs = context.Pipe()
    process = context.Process(target=work, args=(theirs, *arguments))
    process.start()
    theirs.close()
    try:
        yield process, ours
    finally:
        process.kill()
        process.join()
        ours.close()


def _submit_all(pipe: Connection, address: str, spool_dir: Path, death: Death, send: Sending) -> None:
    store = open_store(address, spool_dir, retry=0.1, watcher=death)
    pipe.send("open")
    pipe.recv()
    for number in range(FORMS):
        try:
            mark = send(store, number)
        except StoreUnavailable:
            continue
        pipe.send((number, mark))
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
