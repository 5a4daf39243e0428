"""What one group commit writes: new items, answers to surveys, and changes, each of which stands or falls alone."""

import json
from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import Connection, Table, insert, select
from sqlalchemy.exc import DataError, IntegrityError

from cchc.feedback.applying import apply_change
from cchc.feedback.changes import Change
from cchc.feedback.inserting import insert_new, prepare_insert
from cchc.feedback.relay import Job, Outcome
from cchc.feedback.rows import RowValues, make_dependent_rows, make_item_row, read_detail
from cchc.feedback.schema import item, survey_answer
from cchc.feedback.steps import Step, Watcher
from cchc.feedback.store import (
    Added,
    AlreadyAnswered,
    Counted,
    NewAnswer,
    NewItem,
    NoSuchThing,
    NotAllowed,
    ReferenceTaken,
    StaleChange,
    make_stored,
)

_INSERT_ITEM, _INSERT_ANSWER = prepare_insert(item), prepare_insert(survey_answer)


def write_jobs(connection: Connection, batch: Sequence[Job], watcher: Watcher) -> list[Outcome]:
    """Write a batch in one transaction: items first and together, then the rest in the order in which it came."""
    items = [job for job in batch if isinstance(job, NewItem)]
    added = iter(_write_items(connection, items, watcher) if items else ())
    outcomes: list[Outcome] = []
    for job in batch:
        if isinstance(job, NewItem):
            outcomes.append(next(added))
        elif isinstance(job, NewAnswer):
            outcomes.append(_write_answer(connection, job))
        else:
            outcomes.append(_apply(connection, job))
    return outcomes


def _apply(connection: Connection, change: Change) -> Outcome:
    try:
        with connection.begin_nested():
            return apply_change(connection, change)
    except (StaleChange, NotAllowed, NoSuchThing, IntegrityError, DataError, ValueError) as error:
        return error


def _write_answer(connection: Connection, new: NewAnswer) -> Outcome:
    words = json.dumps(new.answer.model_dump(mode="json")["tra_loi"], ensure_ascii=False, sort_keys=True)
    sent = new.answer
    row: RowValues = {"khao_sat": sent.khao_sat, "key": new.key, "ngay": sent.ngay, "tra_loi": words}
    row["ho_so"] = sent.ho_so or None
    if insert_new(connection, _INSERT_ANSWER, row):
        return Counted(created=True, same=True)
    earlier = connection.execute(select(survey_answer).where(survey_answer.c.key == new.key)).one_or_none()
    if earlier is None:
        return AlreadyAnswered(sent.khao_sat)
    return Counted(created=False, same=(earlier.khao_sat, earlier.tra_loi) == (sent.khao_sat, words))


def _write_items(connection: Connection, batch: Sequence[NewItem], watcher: Watcher) -> list[Outcome]:
    created = [insert_new(connection, _INSERT_ITEM, make_item_row(new)) for new in batch]
    watcher(Step.ITEM_WRITTEN)
    dependent: defaultdict[Table, list[RowValues]] = defaultdict(list)
    for new, is_new in zip(batch, created, strict=True):
        for table, row in make_dependent_rows(new) if is_new else ():
            dependent[table].append(row)
    for table, rows in dependent.items():
        connection.execute(insert(table), rows)
        watcher(Step.DEPENDENT_WRITTEN)
    return [
        Added(make_stored(new), created=True, same=True) if is_new else _find_earlier(connection, new)
        for new, is_new in zip(batch, created, strict=True)
    ]


def _find_earlier(connection: Connection, new: NewItem) -> Outcome:
    reference = connection.execute(select(item.c.reference).where(item.c.key == new.key)).scalar_one_or_none()
    earlier = reference and read_detail(connection, reference)
    if not earlier:
        return ReferenceTaken(new.reference)
    return Added(earlier.item, created=False, same=earlier.submission == new.submission)
