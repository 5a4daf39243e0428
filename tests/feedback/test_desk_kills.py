"""kill -9 while the desk works: each acknowledged step is there with its letter, and what is public was approved."""

import signal
from collections import Counter
from collections.abc import Callable, Coroutine
from contextlib import closing
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest

from cchc.feedback import desk as steps
from cchc.feedback.changes import Applied, CreateAccount
from cchc.feedback.clock import utc_now
from cchc.feedback.deadlines import read_calendar
from cchc.feedback.desk import Desk, PublicTexts
from cchc.feedback.records import Account
from cchc.feedback.rules import read_rules
from cchc.feedback.sql_store import SqlStore, open_store
from cchc.feedback.steps import Step
from cchc.model.feedback import ACTIONS, HanhDong, VaiTro
from feedback.apart import run_apart
from feedback.drill import Death, work_until_death
from feedback.samples import make_new

_ITEMS = 3
Told = list[tuple[str, str]]
_TEXTS = PublicTexts("Hỏi về lệ phí", "Nộp lệ phí ở đâu?", "Nộp tại bộ phận một cửa.")
_WAY = (HanhDong.TIEP_NHAN, HanhDong.SOAN, HanhDong.TRINH, HanhDong.DUYET, HanhDong.TRINH_CONG_KHAI, HanhDong.CONG_KHAI)


def _acts(desk: Desk, reference: str) -> tuple[Callable[[], Coroutine[Any, Any, Applied]], ...]:
    officer, approver = steps.Step("an", reference), steps.Step("binh", reference)
    return (
        partial(steps.take, desk, officer),
        partial(steps.draft, desk, officer, tra_loi=_TEXTS.cong_khai),
        partial(steps.submit_answer, desk, officer),
        partial(steps.approve, desk, approver, version=1),
        partial(steps.prepare_publication, desk, officer, _TEXTS),
        partial(steps.publish, desk, approver, version=1),
    )


def _work(pipe: Connection, address: str, references: tuple[str, ...], death: Death) -> None:
    """Bring every item to the public, and say so after each step that was acknowledged."""
    store = open_store(address, watcher=death)
    desk = Desk(store, read_rules(), read_calendar(None), utc_now)
    for reference in references:
        for action, act in zip(_WAY, _acts(desk, reference), strict=True):
            run_apart(act())
            pipe.send((reference, action.value))
    store.close()


def _prepare(address: str) -> tuple[str, ...]:
    with closing(open_store(address)) as store:
        for name, role in (("an", VaiTro.TRA_LOI), ("binh", VaiTro.DUYET)):
            store.apply(CreateAccount(Account(name, "Cán bộ Mẫu", role, utc_now()))).result(10)
        return tuple(store.add(make_new()).result(10).item.reference for _ in range(_ITEMS))


def _assert_sound(store: SqlStore, references: tuple[str, ...], told: Told) -> None:
    done = {reference: [entry.action for entry in _history(store, reference)] for reference in references}
    for reference, action in told:
        assert done[reference].count(HanhDong(action)) == 1
    for reference, actions in done.items():
        assert actions == [HanhDong.GUI, *_WAY[: len(actions) - 1]], reference
    for published in store.list_published():
        assert published.answer.approved_by == "binh" != published.answer.by
        assert published.answer.published_by == "binh" != published.answer.prepared_by
    expected = Counter(
        (reference, number)
        for reference, actions in done.items()
        for number, action in enumerate(actions)
        if action is HanhDong.GUI or ACTIONS[action].bao is not None
    )
    assert Counter((letter.reference, letter.step) for letter in store.list_outbox()) == expected


def _history(store: SqlStore, reference: str) -> tuple[Any, ...]:
    detail = store.find(reference)
    assert detail is not None
    return detail.history


@pytest.mark.slow
@pytest.mark.parametrize("passing", [4, 6, 11])
@pytest.mark.parametrize("step", [Step.BEGUN, Step.COMMITTED], ids=lambda step: step.name)
def test_death_at_the_desk_leaves_whole_steps(database: str, tmp_path: Path, step: Step, passing: int) -> None:
    """Each step is there whole or not at all, with its letter; the work goes on from there after a new start."""
    references = _prepare(database)
    told, exit_code = work_until_death(_work, database, references, Death(step, passing))
    assert exit_code == -signal.SIGKILL
    with closing(open_store(database, tmp_path / "cho-ghi")) as store:
        _assert_sound(store, references, told)
        desk = Desk(store, read_rules(), read_calendar(None), utc_now)
        for reference in references:
            begun = len(_history(store, reference)) - 1
            for act in _acts(desk, reference)[begun:]:
                run_apart(act())
        _assert_sound(store, references, told)
        assert len(store.list_published()) == _ITEMS
