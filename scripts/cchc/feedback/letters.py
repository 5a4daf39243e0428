"""Letters of the service: a message of the outbox becomes an e-mail; the desk reads no word of the sender (FB-15)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from string import Template

import yaml
from pydantic import BaseModel, field_validator

from cchc.feedback.records import DeskItem, Letter
from cchc.model.feedback import HanhDong, NguoiNhan
from cchc.text import format_date

NEAR_DEADLINE = "sap-den-han"
"""Event of the reminder that a deadline comes near or has passed."""

_DEFAULT = Path(__file__).with_name("thu.yml")
_UNKNOWN = "chưa xác định"
_DESK = frozenset({"ma", "loai", "buoc", "trang_thai", "han", "dia_chi", "co_quan"})
_SENDER = _DESK | {"loi_nhan", "tra_loi"}


class MauThu(BaseModel, frozen=True, extra="forbid"):
    """Subject and body of one kind of letter."""

    tieu_de: str
    noi_dung: str


class CacMauThu(BaseModel, frozen=True, extra="forbid"):
    """All letters; the desk's may not have the blanks in which a sender's words would stand."""

    chan: str
    ban_xu_ly: MauThu
    sap_den_han: MauThu
    nguoi_gui: MauThu
    tra_loi: MauThu

    @field_validator("ban_xu_ly", "sap_den_han")
    @classmethod
    def _check_desk(cls, mau: MauThu) -> MauThu:
        return _check_blanks(mau, _DESK)

    @field_validator("nguoi_gui", "tra_loi")
    @classmethod
    def _check_sender(cls, mau: MauThu) -> MauThu:
        return _check_blanks(mau, _SENDER)


@dataclass(frozen=True)
class SoDiaChi:
    """Whom letters come from and go to: ``nguoi_gui`` is our own address, ``ban_xu_ly`` the desk's, by unit or "".

    ``goc`` is the address of the service without a slash at its end.
    """

    nguoi_gui: str
    ban_xu_ly: Mapping[str, tuple[str, ...]]
    goc: str
    co_quan: str


def read_letters(path: Path | None = None) -> CacMauThu:
    """Read the department's own letters if the file exists, else the package's; raise ValueError if malformed."""
    chosen = path if path is not None and path.is_file() else _DEFAULT
    try:
        return CacMauThu.model_validate(yaml.safe_load(chosen.read_text(encoding="utf-8")))
    except (yaml.YAMLError, ValueError) as error:
        raise ValueError(f"{chosen}: {error}") from error


def compose(letter: Letter, item: DeskItem, mau: CacMauThu, so: SoDiaChi) -> EmailMessage | None:
    """Return the e-mail of a message, or None when there is nobody to send it to: no address was given.

    The same message has the same Message-ID however often it is tried, so that a mail program shows it once.
    """
    recipients = _recipients(letter, item, so)
    if not recipients:
        return None
    values = _values(letter, item, so)
    chosen = _template(letter, item, mau)
    message = EmailMessage(policy=SMTP)
    message["From"] = so.nguoi_gui
    message["To"] = ", ".join(recipients)
    message["Subject"] = " ".join(Template(chosen.tieu_de).safe_substitute(values).split())
    message["Message-ID"] = f"<{letter.reference}.{letter.step}.{letter.event}@{so.nguoi_gui.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    body = Template(f"{chosen.noi_dung.rstrip()}\n\n{mau.chan}").safe_substitute(values)
    message.set_content(body, charset="utf-8", cte="base64")
    return message


def _recipients(letter: Letter, item: DeskItem, so: SoDiaChi) -> tuple[str, ...]:
    if letter.recipient is NguoiNhan.NGUOI_GUI:
        address = getattr(item.detail.submission, "email", "")
        return (address,) if address else ()
    return so.ban_xu_ly.get(item.don_vi or "") or so.ban_xu_ly.get("", ())


def _template(letter: Letter, item: DeskItem, mau: CacMauThu) -> MauThu:
    if letter.event == NEAR_DEADLINE:
        return mau.sap_den_han
    if letter.recipient is NguoiNhan.BAN_XU_LY:
        return mau.ban_xu_ly
    return mau.tra_loi if letter.event == HanhDong.DUYET and _approved(item) else mau.nguoi_gui


def _values(letter: Letter, item: DeskItem, so: SoDiaChi) -> dict[str, str]:
    stored = item.detail.item
    step = item.detail.history[letter.step] if letter.step < len(item.detail.history) else item.detail.history[-1]
    values = {
        "ma": stored.reference,
        "loai": stored.kind.label,
        "buoc": step.action.label,
        "trang_thai": step.state.label,
        "han": _word_day(item.han),
        "co_quan": so.co_quan,
    }
    if letter.recipient is NguoiNhan.BAN_XU_LY:
        return values | {"dia_chi": f"{so.goc}/gop-y/xu-ly/muc/{stored.reference}"}
    message = f"{step.message.strip()}\n" if step.message.strip() else ""
    return values | {"dia_chi": f"{so.goc}/gop-y/tra-cuu", "loi_nhan": message, "tra_loi": _approved(item)}


def _approved(item: DeskItem) -> str:
    """Return the words of the newest answer that was approved."""
    return next((answer.tra_loi for answer in reversed(item.answers) if answer.approved_at), "")


def _word_day(day: date | None) -> str:
    return format_date(day) if day else _UNKNOWN


def _check_blanks(mau: MauThu, known: frozenset[str]) -> MauThu:
    for text in (mau.tieu_de, mau.noi_dung):
        template = Template(text)
        unknown = sorted(set(template.get_identifiers()) - known)
        if unknown or not template.is_valid():
            raise ValueError(f"chỗ trống không dùng được: {', '.join('$' + name for name in unknown) or text[:40]}")
    return mau
