"""Citizens who keep sending to the service whatever becomes of it, and remember what was acknowledged."""

import hashlib
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from threading import Event, Semaphore

import httpx

from cchc.feedback.clock import utc_now
from cchc.feedback.guard import TokenPolicy, issue_token
from cchc.feedback.store import DeskReader, NewAnswer, NewItem
from cchc.model.dich_vu import SERVICE_DATA, DuLieuDichVu
from cchc.model.feedback import LoaiGopY
from cchc.model.khao_sat import KhaoSat
from web.processes import make_token, send
from web.serving import SECRET

_SENDERS = 8
_MARK = "dau"
_SURVEY = KhaoSat.model_validate(
    {
        "ma": "dien-tap",
        "ten": "Phiếu diễn tập (dữ liệu minh họa)",
        "tu": "2026-01-01",
        "den": "2099-12-31",
        "du_lieu_mau": True,
        "cau_hoi": [{"ma": _MARK, "noi_dung": "Dấu của phiếu", "kieu": "van-ban", "bat_buoc": True}],
    }
)


@dataclass(frozen=True)
class Sort:
    """What is sent: how a form is opened and sent, and the marks of what is stored and of what waits.

    ``send`` returns the mark of what was acknowledged, or "".
    """

    name: str
    open: Callable[[], str]
    send: Callable[[httpx.Client, str], str]
    list_stored: Callable[[DeskReader], Sequence[str]]
    mark_of: Callable[[NewItem | NewAnswer], str]
    table: str


def write_site(root: Path) -> None:
    """Write a built site of one page that tells the service of the survey."""
    (root / "site" / SERVICE_DATA).parent.mkdir(parents=True, exist_ok=True)
    (root / "site" / "index.html").write_text("<h1>Trang chủ</h1>", encoding="utf-8")
    (root / "site" / SERVICE_DATA).write_text(DuLieuDichVu(khao_sat=(_SURVEY,)).model_dump_json(), encoding="utf-8")


def _list_questions(reader: DeskReader) -> Sequence[str]:
    stored = [item.reference for item in reader.list_items(limit=10**6)]
    # Read after the items: a service that still runs only adds.
    told = Counter(letter.reference for letter in reader.list_outbox())
    assert all(told[reference] == 1 for reference in stored)
    return stored


def _reference_of(new: NewItem | NewAnswer) -> str:
    assert isinstance(new, NewItem)
    return new.reference


def _open_survey() -> str:
    return issue_token(TokenPolicy((SECRET,)), LoaiGopY.KHAO_SAT, utc_now())


def _send_answer(client: httpx.Client, token: str) -> str:
    mark = hashlib.sha256(token.encode()).hexdigest()[:20]
    try:
        answer = client.post(f"/gop-y/khao-sat/{_SURVEY.ma}", data={_MARK: mark, "ma_bieu_mau": token})
    except httpx.TransportError:
        return ""
    return mark if answer.status_code == 303 else ""


def _answer_mark(new: NewItem | NewAnswer) -> str:
    assert isinstance(new, NewAnswer)
    return new.answer.tra_loi[_MARK][0]


QUESTIONS = Sort("questions", make_token, send, _list_questions, _reference_of, "item")
ANSWERS = Sort(
    "survey answers",
    _open_survey,
    _send_answer,
    lambda reader: [row.tra_loi[_MARK][0] for row in reader.list_survey(_SURVEY.ma)],
    _answer_mark,
    "survey_answer",
)


class Citizens:
    """Forms and what was acknowledged of them, over several lives of the service."""

    def __init__(self, sort: Sort) -> None:
        self.sort = sort
        self.tokens: list[str] = []
        self.acknowledged: dict[str, str] = {}
        self._unanswered: deque[str] = deque()
        self._answers = Semaphore(0)

    @contextmanager
    def keep_sending(self, *addresses: str) -> Iterator[None]:
        """Send from several clients while the body runs; a form that was not acknowledged is sent again, anywhere."""
        stop = Event()
        with ThreadPoolExecutor(_SENDERS) as pool:
            senders: list[Future[None]] = []
            try:
                orders = (islice(cycle(addresses), number, None) for number in range(_SENDERS))
                senders += [pool.submit(self._send_on, order, stop) for order in orders]
                yield
            finally:
                stop.set()
                for sender in senders:
                    sender.result(60)

    def wait_for(self, answers: int) -> None:
        """Wait until so many more sendings were acknowledged."""
        for _ in range(answers):
            assert self._answers.acquire(timeout=60)

    def send_again(self, address: str) -> None:
        """Send every form once more: each ends at the mark it was acknowledged with."""
        with httpx.Client(base_url=address, timeout=30) as client:
            for token in self.tokens:
                mark = self.sort.send(client, token)
                assert mark == self.acknowledged.get(token, mark) != ""
                self.acknowledged[token] = mark

    def _send_on(self, addresses: Iterator[str], stop: Event) -> None:
        while not stop.is_set():
            with httpx.Client(base_url=next(addresses), timeout=30) as client:
                while not stop.is_set() and self._send_one(client):
                    pass
            # A service that is gone is not asked thousands of times a second.
            stop.wait(0.02)

    def _send_one(self, client: httpx.Client) -> bool:
        token = self._take_form()
        if mark := self.sort.send(client, token):
            self.acknowledged[token] = mark
            self._answers.release()
        else:
            self._unanswered.append(token)
        return bool(mark)

    def _take_form(self) -> str:
        try:
            return self._unanswered.popleft()
        except IndexError:
            self.tokens.append(token := self.sort.open())
            return token
