"""Use cases of the feedback service: functions that take a store and a clock."""

import asyncio
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from cchc.feedback.clock import Clock
from cchc.feedback.codes import REFERENCE, SECRET
from cchc.feedback.records import Attachment
from cchc.feedback.store import ItemReader, NewAnswer, NewItem, ReferenceTaken, Store, StoreUnavailable
from cchc.model.feedback import DongY, LoaiGopY, StoredItem, Submission, TraLoiKhaoSat, TrangThaiGopY, purposes_of

_WAIT = 10.0
_DRAWS = 3


class AlreadySent(Exception):
    """The form was sent before with other words; the earlier item stands and the new words are not stored."""

    def __init__(self, reference: str) -> None:
        super().__init__("the form token belongs to an earlier item")
        self.reference = reference


@dataclass(frozen=True)
class Attempt:
    """What one opened form brings along: the idempotency key and the secret part, both derived from its token."""

    key: str
    secret: str


@dataclass(frozen=True)
class Receipt:
    """What the sender may keep; it exists only after the item is durable."""

    reference: str
    secret: str
    kind: LoaiGopY
    received_at: datetime


def _no_deadline(_: datetime) -> date | None:
    return None


@dataclass(frozen=True)
class Extras:
    """What comes along: how the deadline follows from the moment of receipt, files, a note for the desk."""

    han_of: Callable[[datetime], date | None] = _no_deadline
    attachments: tuple[Attachment, ...] = ()
    note: str = ""


async def submit(
    store: Store,
    submission: Submission,
    *,
    attempt: Attempt,
    consent_version: str,
    clock: Clock,
    extras: Extras = Extras(),  # frozen
) -> Receipt:
    """Store what was sent, once for each attempt, and return its receipt when it is durable.

    Raise StoreUnavailable (or StoreBusy) if it is not stored within ten seconds, AlreadySent if the attempt was used
    for other words. After any failure the same attempt may be sent again: it makes one item at most.
    """
    for draw in range(_DRAWS):
        reference = make_reference(attempt, submission, draw)
        new = _new_item(submission, attempt, reference=reference, consent_version=consent_version, now=clock())
        new = replace(new, han=extras.han_of(new.received_at), attachments=extras.attachments, note=extras.note)
        try:
            added = await asyncio.wait_for(asyncio.wrap_future(store.add(new)), _WAIT)
        except ReferenceTaken:
            continue
        except TimeoutError:
            raise StoreUnavailable("the store did not answer in time") from None
        if not added.same:
            raise AlreadySent(added.item.reference)
        return Receipt(added.item.reference, attempt.secret, added.item.kind, added.item.received_at)
    raise StoreUnavailable(f"{_DRAWS} references in a row were taken")


async def submit_answer(store: Store, answer: TraLoiKhaoSat, *, attempt: Attempt) -> None:
    """Store answers to a survey, once for each attempt; return when they are durable. There is no receipt: no name.

    Raise StoreUnavailable, AlreadyAnswered if the dossier has answered before, AlreadySent if the attempt was used for
    other answers.
    """
    try:
        counted = await asyncio.wait_for(asyncio.wrap_future(store.add_answer(NewAnswer(attempt.key, answer))), _WAIT)
    except TimeoutError:
        raise StoreUnavailable("the store did not answer in time") from None
    if not counted.same:
        raise AlreadySent("")


def find_status(store: ItemReader, *, reference: str, secret: str) -> StoredItem | None:
    """Return the public state of an item; None for a malformed or unknown reference and for a wrong secret alike."""
    code, part = REFERENCE.parse(reference), SECRET.parse(secret)
    if code is None or part is None:
        return None
    return store.find_guarded(code, hash_secret(code, part))


def list_items(
    store: ItemReader, *, kind: LoaiGopY | None = None, state: TrangThaiGopY | None = None, limit: int = 100
) -> Sequence[StoredItem]:
    """Return the newest items first, without anything about their senders."""
    return store.list_items(kind=kind, state=state, limit=limit)


def hash_secret(reference: str, secret: str) -> str:
    """Return what the store keeps of a secret part; the reference is the salt."""
    return hashlib.sha256(f"{reference}:{secret}".encode()).hexdigest()


def make_reference(attempt: Attempt, submission: Submission, draw: int = 0) -> str:
    """Return the reference of these words sent with this form.

    Derived, not drawn: whether the store or its second path takes them, and however often, they have one reference;
    other words sent with the same form have another, so none can hide the other.
    """
    seed = f"{attempt.key}:{attempt.secret}:{draw}:{submission.model_dump_json()}"
    return REFERENCE.write(int.from_bytes(hashlib.sha256(seed.encode()).digest()) % REFERENCE.space)


def _new_item(
    submission: Submission, attempt: Attempt, *, reference: str, consent_version: str, now: datetime
) -> NewItem:
    return NewItem(
        reference=reference,
        secret_hash=hash_secret(reference, attempt.secret),
        key=attempt.key,
        received_at=now,
        submission=submission,
        dong_y=tuple(DongY(muc_dich=purpose, phien_ban=consent_version, at=now) for purpose in purposes_of(submission)),
    )
