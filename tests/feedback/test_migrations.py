"""A database of the first version, with rows, becomes one of the newest and loses nothing."""

import hashlib
from contextlib import closing
from datetime import UTC, datetime

import pytest
from alembic import command
from sqlalchemy import Connection, create_engine, text

from cchc.feedback.accounts import Doorkeeper
from cchc.feedback.engines import make_writer, parse_url
from cchc.feedback.migrate import make_config
from cchc.feedback.records import InboxFilter
from cchc.feedback.sql_store import open_store
from cchc.model.feedback import CauHoi, GopYTrang, HanhDong, LoaiGopY, MucDichDongY, MucRoRang, TrangThaiGopY
from feedback.fakes import TurnedClock

_AT = datetime(2026, 11, 1, 2, 3, 4, 567890, tzinfo=UTC)
_TEXTS = ("2026-11-01 02:03:04.567890", "2026-11-01 09:03:04.567890")
_QUESTION, _RATING = "K7M4P-9RTX3", "K7M4P-9RTX4"
_ITEM = (
    "INSERT INTO item (reference, kind, state, received_at, changed_at, title, secret_hash, key, noi_dung, linh_vuc,"
    " thu_tuc, trang, muc_ro_rang) VALUES (:reference, :kind, 'moi', :at, :at, :title, :hash, :key, :noi_dung,"
    " :linh_vuc, :thu_tuc, :trang, :muc)"
)


def _fill(connection: Connection) -> None:
    at = _AT if connection.dialect.name == "postgresql" else _TEXTS[0]
    empty = {"at": at, "linh_vuc": None, "thu_tuc": None, "trang": None, "muc": None}
    question = {"reference": _QUESTION, "kind": "hoi-dap", "title": "Hỏi về đơn", "hash": "h1", "key": "k1"}
    question |= {"noi_dung": "Đơn nộp ở đâu?", "linh_vuc": "duoc-pham", "thu_tuc": "1.000091"}
    rating: dict[str, object] = {
        "reference": _RATING,
        "kind": "gop-y-trang",
        "title": "/ – rõ ràng",
        "hash": "h2",
        "key": "k2",
    }
    rating |= {"noi_dung": "", "trang": "/", "muc": 4}
    for row in (question, rating):
        connection.execute(text(_ITEM), empty | row)
        own = {"reference": row["reference"], "at": at}
        step = "INSERT INTO history (reference, state, at, actor) VALUES (:reference, 'moi', :at, 'nguoi-gui')"
        connection.execute(text(step), own)
        letter = "INSERT INTO outbox (reference, event, created_at) VALUES (:reference, 'da-nhan', :at)"
        connection.execute(text(letter), own)
    own = {"reference": _QUESTION, "at": at}
    who = "INSERT INTO sender VALUES (:reference, 'Người Gửi Mẫu', 'mau@example.vn', '')"
    connection.execute(text(who), {"reference": _QUESTION})
    connection.execute(text("INSERT INTO consent VALUES (:reference, 'xu-ly', '1', :at)"), own)


@pytest.fixture
def old_database(database: str) -> str:
    """A database as the first version left it: one question, one rating."""
    engine = make_writer(parse_url(database))
    with engine.begin() as connection:
        command.upgrade(make_config(connection), "0001")
        _fill(connection)
    engine.dispose()
    return database


def test_nothing_of_the_first_version_is_lost(old_database: str) -> None:
    """Items, sender, consent, steps and messages are there with every word after the migration."""
    with closing(open_store(old_database)) as store:
        question, rating = store.find(_QUESTION), store.find(_RATING)
        assert question is not None
        assert rating is not None
        assert question.submission == CauHoi.model_construct(
            ho_ten="Người Gửi Mẫu",
            email="mau@example.vn",
            linh_vuc="duoc-pham",
            thu_tuc="1.000091",
            tieu_de="Hỏi về đơn",
            noi_dung="Đơn nộp ở đâu?",
            dong_y_xu_ly=True,
        )
        assert [(given.muc_dich, given.at) for given in question.dong_y] == [(MucDichDongY.XU_LY, _AT)]
        assert rating.submission == GopYTrang(trang="/", muc_ro_rang=MucRoRang.RO_RANG)
        for detail in (question, rating):
            assert (detail.item.state, detail.item.received_at) == (TrangThaiGopY.MOI, _AT)
            assert [(step.action, step.at) for step in detail.history] == [(HanhDong.GUI, _AT)]
        assert [(letter.reference, letter.step) for letter in store.list_outbox()] == [(_QUESTION, 0), (_RATING, 0)]
        assert store.find_guarded(_QUESTION, "h1") is not None


def test_what_was_stored_before_is_found_by_its_words(old_database: str) -> None:
    """Searching and the finding of twins work on old items too."""
    with closing(open_store(old_database)) as store:
        assert [row.item.reference for row in store.list_inbox(InboxFilter(tim="don nop"))] == [_QUESTION]
    engine = create_engine(old_database)
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT reference, dau_van FROM item")).all()
    engine.dispose()
    words = f"{LoaiGopY.HOI_DAP.value}:donnopodau"
    assert {row.reference: row.dau_van for row in rows} == {
        _QUESTION: hashlib.sha256(words.encode()).hexdigest(),
        _RATING: "",
    }


def test_people_and_sessions_from_before_temporary_passwords_stay(database: str) -> None:
    """A password from then is its owner's; a session from then lives on, and is asked again where it matters."""
    engine = make_writer(parse_url(database))
    with engine.begin() as connection:
        command.upgrade(make_config(connection), "0003")
        at, until = (_AT, _AT.replace(hour=9)) if connection.dialect.name == "postgresql" else _TEXTS
        person = (
            "INSERT INTO account (username, ho_ten, role, don_vi, email, password_hash, totp_secret, created_at)"
            " VALUES ('an', 'Cán bộ Mẫu', 'tra-loi', '', '', 'x', 'y', :at)"
        )
        connection.execute(text(person), {"at": at})
        entry = (
            "INSERT INTO session (id_hash, account, created_at, seen_at, expires_at) VALUES ('h', 'an', :at, :at, :to)"
        )
        connection.execute(text(entry), {"at": at, "to": until})
    engine.dispose()
    with closing(open_store(database)) as store:
        found = store.find_session("h", _AT)
        assert found is not None
        assert (found[1].username, found[1].temporary_until) == ("an", None)
        assert (found[0].proved_at, found[0].by_provider) == (None, False)
        assert not Doorkeeper(store, TurnedClock()).is_fresh(found[0])
