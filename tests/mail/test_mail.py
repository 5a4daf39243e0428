"""Messages reach a real mail server once, wait when they cannot, and tell the desk nothing of a sender."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from pydantic import ValidationError

from cchc.feedback.changes import Act, Approve, Assign, CreateAccount, Draft, Move, Revive, Submit
from cchc.feedback.letters import CacMauThu, SoDiaChi, read_letters
from cchc.feedback.mail import WAITS, PostOffice, SmtpServer, connect, parse_server, send_due
from cchc.feedback.records import Account
from cchc.feedback.reminders import find_horizon, remind
from cchc.model.feedback import HanhDong, VaiTro
from cchc.text.working_days import LichLamViec
from feedback.fakes import MemoryStore, TurnedClock
from feedback.samples import CAU_HOI, make_new
from mail.conftest import Postman

pytestmark = pytest.mark.slow

AT = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)
SO = SoDiaChi("cong@syt.example", {"": ("ban@syt.example",)}, "https://cchc.example", "Sở Y tế tỉnh Thử Nghiệm")
SENDER_WORDS = (CAU_HOI.ho_ten, CAU_HOI.email, CAU_HOI.tieu_de, "phường")


def _office(store: MemoryStore, clock: TurnedClock, port: int) -> PostOffice:
    server = SmtpServer("127.0.0.1", port, require_tls=False, timeout=2)
    return PostOffice(store, lambda: connect(server), read_letters(), SO, clock)


def _sent(postman: Postman) -> list[EmailMessage]:
    return [message_from_bytes(envelope.content, policy=default) for envelope in postman.taken]


def _store() -> tuple[MemoryStore, str]:
    store = MemoryStore()
    for username, role in (("an", VaiTro.TRA_LOI), ("binh", VaiTro.DUYET)):
        store.apply(CreateAccount(Account(username, "Cán bộ Mẫu", role, AT))).result()
    return store, store.add(make_new(CAU_HOI)).result().item.reference


def test_the_desk_is_told_of_a_new_item_by_reference_and_kind_only(postman: Postman) -> None:
    """The notice has the reference, the kind and the address of the screen, and no word of the sender."""
    store, reference = _store()
    assert send_due(_office(store, TurnedClock(), postman.port)) == 1
    (message,) = _sent(postman)
    text = message.get_content() + str(message.items())
    assert message["To"] == "ban@syt.example"
    assert message["Subject"] == f"[{reference}] Hỏi đáp: Gửi đến"
    assert f"https://cchc.example/gop-y/xu-ly/muc/{reference}" in text
    for word in SENDER_WORDS:
        assert word not in text


def test_a_message_is_sent_once(postman: Postman) -> None:
    """Nothing is due any more after the server took it over."""
    store, _ = _store()
    office = _office(store, TurnedClock(), postman.port)
    assert [send_due(office), send_due(office)] == [1, 0]
    assert store.list_outbox() == ()


def test_the_answer_reaches_the_citizen_with_its_words(postman: Postman) -> None:
    """After approval the sender, and nobody else, gets the answer as it was approved."""
    store, reference = _store()
    first, second = Act(reference, "an", AT), Act(reference, "binh", AT)
    for change in (
        Move(first, HanhDong.TIEP_NHAN),
        Assign(first, "", "an"),
        Draft(first, "Kính gửi Ông/Bà,\nLệ phí nộp tại bộ phận một cửa."),
        Submit(first),
        Approve(second, 1),
    ):
        store.apply(change).result()
    send_due(_office(store, TurnedClock(), postman.port))
    sent = _sent(postman)
    to_sender = [message for message in sent if message["To"] == CAU_HOI.email]
    assert "Lệ phí nộp tại bộ phận một cửa." in to_sender[-1].get_content()
    assert to_sender[-1]["Subject"] == f"Trả lời nội dung mã tiếp nhận {reference}"
    assert all("Lệ phí nộp" not in message.get_content() for message in sent if message["To"] != CAU_HOI.email)


def test_a_server_that_is_down_only_puts_messages_off(postman: Postman) -> None:
    """The message waits a minute, then longer, and is sent when the server is back."""
    store, _ = _store()
    clock = TurnedClock()
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        office = _office(store, clock, closed.getsockname()[1])
        assert send_due(office) == 0
        assert send_due(office) == 0
        clock.turn(minutes=1, seconds=1)
        assert send_due(office) == 0
    (letter,) = store.list_outbox()
    assert (letter.attempts, letter.error) == (2, "ConnectionRefusedError")
    clock.turn(minutes=5, seconds=1)
    assert send_due(_office(store, clock, postman.port)) == 1


@pytest.mark.parametrize(("recipient", "message"), [("451 later", "250 OK"), ("250 OK", "452 full")])
def test_a_temporary_refusal_is_tried_again(postman: Postman, recipient: str, message: str) -> None:
    """A code of the four hundreds, for the recipient or the message, keeps it in the outbox."""
    store, _ = _store()
    clock = TurnedClock()
    postman.recipient, postman.message = recipient, message
    assert send_due(_office(store, clock, postman.port)) == 0
    postman.recipient = postman.message = "250 OK"
    clock.turn(minutes=2)
    assert send_due(_office(store, clock, postman.port)) == 1


def test_a_final_refusal_is_a_dead_letter_that_can_be_revived(postman: Postman) -> None:
    """An unknown recipient is not asked for again; the desk sees the letter and may try once more."""
    store, _ = _store()
    clock = TurnedClock()
    postman.recipient = "550 no such user"
    send_due(_office(store, clock, postman.port))
    clock.turn(days=3)
    assert send_due(_office(store, clock, postman.port)) == 0
    (dead,) = store.list_dead_letters()
    assert dead.error == "recipients refused"
    postman.recipient = "250 OK"
    store.apply(Revive(dead.id, clock())).result()
    assert send_due(_office(store, clock, postman.port)) == 1


def test_after_the_last_try_a_message_is_dead() -> None:
    """Eight waits are used up, the ninth failure ends it."""
    store, _ = _store()
    clock = TurnedClock()
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        office = _office(store, clock, closed.getsockname()[1])
        for wait in (*WAITS, timedelta(0)):
            send_due(office)
            clock.turn(seconds=wait.total_seconds() + 1)
    assert store.list_outbox() == ()
    assert [letter.attempts for letter in store.list_dead_letters()] == [len(WAITS) + 1]


@contextmanager
def _silent() -> Iterator[int]:
    """A server that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


@contextmanager
def _lying() -> Iterator[int]:
    """A server that greets, then closes the line in the middle of the talk."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def talk() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.sendall(b"220 ready\r\n")
                connection.recv(100)
                connection.sendall(b"250 OK\r\n")
                connection.recv(100)

        thread = threading.Thread(target=talk)
        thread.start()
        yield listener.getsockname()[1]
        thread.join(5)


@pytest.mark.parametrize("server", [_silent, _lying], ids=["silent", "lying"])
def test_a_slow_or_lying_server_loses_nothing(server: object) -> None:
    """The message stays in the outbox with the reason, and the sender goes on."""
    store, _ = _store()
    with server() as port:  # type: ignore[operator] # a context manager of the parameters
        assert send_due(_office(store, TurnedClock(), port)) == 0
    (letter,) = store.list_outbox()
    assert letter.attempts == 1
    assert letter.error


def test_an_item_without_an_address_ends_without_a_letter(postman: Postman) -> None:
    """Who gave a phone number only is not written to, and nothing waits for ever."""
    store, _ = _store()
    item = make_new(CAU_HOI.model_copy(update={"email": "", "dien_thoai": "0912345678"}))
    reference = store.add(item).result().item.reference
    store.apply(Move(Act(reference, "an", AT), HanhDong.TIEP_NHAN)).result()
    send_due(_office(store, TurnedClock(), postman.port))
    assert store.list_outbox() == ()
    assert {message["To"] for message in _sent(postman)} == {"ban@syt.example"}


def test_nothing_is_sent_over_an_open_line_unless_it_is_allowed(postman: Postman) -> None:
    """Without TLS at the server the message waits; answers to people are no postcards."""
    store, _ = _store()
    server = SmtpServer("127.0.0.1", postman.port, timeout=2)
    office = PostOffice(store, lambda: connect(server), read_letters(), SO, TurnedClock())
    assert send_due(office) == 0
    assert postman.taken == []


def test_the_desk_is_reminded_once_of_each_deadline() -> None:
    """On a Sunday the deadline of Tuesday is two working days ahead: told once; that of Wednesday is not yet."""
    store, clock = MemoryStore(), TurnedClock()
    lich = LichLamViec(frozenset({2026}))
    near, far = AT.date() + timedelta(2), AT.date() + timedelta(3)
    for han in (near, far):
        store.add(make_new(CAU_HOI, han=han)).result()
    assert [remind(store, lich, clock, days=2), remind(store, lich, clock, days=2)] == [1, 0]


def test_the_horizon_passes_over_days_off() -> None:
    """Two working days after a Friday end on Tuesday; in an unknown year calendar days are counted."""
    friday = datetime(2026, 11, 20, tzinfo=UTC).date()
    assert find_horizon(friday, 2, LichLamViec(frozenset({2026}))) == friday + timedelta(5)
    assert find_horizon(friday, 2, LichLamViec()) == friday + timedelta(3)


@pytest.mark.parametrize("blank", ["$tra_loi", "$loi_nhan", "$ho_ten", "${"])
def test_a_letter_to_the_desk_has_no_blank_for_a_senders_words(blank: str) -> None:
    """The department's own letters are checked when the service starts."""
    letters = read_letters().model_dump()
    letters["ban_xu_ly"]["noi_dung"] = f"Có nội dung mới {blank}"
    with pytest.raises(ValidationError, match="chỗ trống"):
        CacMauThu.model_validate(letters)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("smtps://an:m%40t@mail.example", SmtpServer("mail.example", 465, "an", "m@t", implicit_tls=True)),
        ("smtp://mail.example:2525?tls=no", SmtpServer("mail.example", 2525, require_tls=False)),
    ],
)
def test_the_address_of_a_server_is_read(address: str, expected: SmtpServer) -> None:
    """User and password may hold any character, written as in web addresses."""
    assert parse_server(address) == expected


def test_a_malformed_address_is_refused() -> None:
    """Another scheme is no mail server."""
    with pytest.raises(ValueError, match="smtp"):
        parse_server("http://mail.example")
