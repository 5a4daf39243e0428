"""What a store returns beside items: rows of the desk's lists, accounts, sessions, letters, figures."""

from dataclasses import dataclass
from datetime import date, datetime

from cchc.model.feedback import (
    HanhDong,
    ItemDetail,
    LoaiGopY,
    LyDoGopY,
    MucRoRang,
    NguoiNhan,
    StoredItem,
    TraLoi,
    TrangThaiGopY,
    VaiTro,
)

_FILE_TYPES = {
    "application/pdf": "PDF",
    "image/jpeg": "ảnh JPEG",
    "image/png": "ảnh PNG",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word",
}


@dataclass(frozen=True)
class Attachment:
    """A file that came with an item; ``stored_name`` is its random name in the folder of files."""

    id: str
    name: str
    media_type: str
    size: int
    sha256: str
    stored_name: str

    @property
    def label(self) -> str:
        """Return the type in words."""
        return _FILE_TYPES.get(self.media_type, self.media_type)


@dataclass(frozen=True)
class InboxFilter:
    """Which items a list shows; an empty or None field chooses nothing.

    ``don_vi`` "" means not given to a unit. ``overdue_on`` keeps items whose deadline is before that day.
    ``tim`` is searched in title and body without diacritics. ``since`` is included, ``until`` is not.
    """

    kinds: tuple[LoaiGopY, ...] = ()
    states: tuple[TrangThaiGopY, ...] = ()
    don_vi: str | None = None
    account: str | None = None
    overdue_on: date | None = None
    tim: str = ""
    since: datetime | None = None
    until: datetime | None = None
    by_deadline: bool = False


@dataclass(frozen=True)
class InboxRow:
    """A line of the desk's list: the item, who has it, its deadline, its first words, how many say the same.

    ``dau_van`` is the fingerprint that those share; "" for an item whose words have none.
    """

    item: StoredItem
    don_vi: str | None
    account: str | None
    han: date | None
    trich: str
    trung: int
    dau_van: str = ""


@dataclass(frozen=True)
class DeskItem:
    """An item as the desk sees it: all of it, with its answers, newest last, files and twins."""

    detail: ItemDetail
    don_vi: str | None
    account: str | None
    han: date | None
    answers: tuple[TraLoi, ...]
    attachments: tuple[Attachment, ...]
    duplicates: tuple[StoredItem, ...]


@dataclass(frozen=True)
class Published:
    """A published answer with what the site may say about it, and nothing else: no sender, no officer."""

    item: StoredItem
    don_vi: str | None
    linh_vuc: str
    thu_tuc: str
    answer: TraLoi


@dataclass(frozen=True)
class Account:
    """A person of the desk. An empty ``don_vi`` means the whole department.

    ``temporary_until``: the password is an administrator's and opens until then; None: it is the person's own.
    """

    username: str
    ho_ten: str
    role: VaiTro
    created_at: datetime
    don_vi: str = ""
    email: str = ""
    password_hash: str = ""
    totp_secret: str = ""
    totp_step: int = 0
    oidc_subject: str | None = None
    active: bool = True
    failed_count: int = 0
    locked_until: datetime | None = None
    temporary_until: datetime | None = None


@dataclass(frozen=True)
class Session:
    """A session of the desk; ``id_hash`` is the SHA-256 of the token that the browser holds.

    ``proved_at`` is when the person last showed his factors, None if nobody knows; ``by_provider``: not here, but at an
    identity provider.
    """

    id_hash: str
    account: str
    created_at: datetime
    seen_at: datetime
    expires_at: datetime
    proved_at: datetime | None = None
    by_provider: bool = False


@dataclass(frozen=True)
class Letter:
    """A message of the outbox; it names the item and the event, never the sender or the words (FB-15)."""

    id: int
    reference: str
    event: HanhDong | str
    recipient: NguoiNhan
    step: int
    created_at: datetime
    attempts: int = 0
    next_at: datetime | None = None
    error: str = ""
    sent_at: datetime | None = None
    dead_at: datetime | None = None


@dataclass(frozen=True)
class Count:
    """How many items of a kind in a state came in a month (``2026-11``, Vietnam's); state None: erased since."""

    kind: LoaiGopY
    state: TrangThaiGopY | None
    thang: str
    don_vi: str | None
    so: int


@dataclass(frozen=True)
class Rating:
    """One rating of a page, known by its month only."""

    trang: str
    thang: str
    muc_ro_rang: MucRoRang
    ly_do: tuple[LyDoGopY, ...] = ()


@dataclass(frozen=True)
class SurveyRow:
    """One person's answers to a survey."""

    ngay: date
    tra_loi: dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Tombstone:
    """What stays of an erased item; ``actor`` is "" where nobody had noted who erased it."""

    reference: str
    kind: LoaiGopY
    erased_at: datetime
    reason: str
    thang: str
    actor: str = ""


@dataclass(frozen=True)
class RegisterRow:
    """What the public register needs of an item: no reference, no words, no sender."""

    secret_hash: str
    kind: LoaiGopY
    state: TrangThaiGopY
    received_at: datetime


@dataclass(frozen=True)
class CourseStep:
    """A step of an item: what was done, when, and the state that it led to."""

    at: datetime
    action: HanhDong
    state: TrangThaiGopY


@dataclass(frozen=True)
class Course:
    """What became of an item, for figures: no reference, no words, no sender, no officer."""

    kind: LoaiGopY
    don_vi: str | None
    received_at: datetime
    steps: tuple[CourseStep, ...]
