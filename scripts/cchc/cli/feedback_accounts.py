"""``cchc feedback account …``: the people of the desk. Passwords are typed twice and never on the command line."""

import asyncio
import os
from collections.abc import Awaitable
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import click

from cchc.cli.feedback_store import reading, writing
from cchc.cli.options import root_option
from cchc.feedback.changes import ChangeAccount
from cchc.feedback.clock import utc_now
from cchc.feedback.passwords import PasswordPolicy
from cchc.feedback.personnel import Personnel
from cchc.feedback.records import Account
from cchc.feedback.rules import read_rules
from cchc.feedback.store import NoSuchThing, Store
from cchc.model.feedback import VaiTro
from cchc.text import format_datetime
from cchc.web.settings import find_password_list
from cchc.web.site_data import SiteData

_WAIT = 30.0
_EXIT = "\b\nMã thoát: 0 thành công, 1 không thực hiện được hoặc dịch vụ đang chạy, 2 sai cách dùng.\n"
_ROLES = click.Choice([role.value for role in VaiTro])

Result = TypeVar("Result")


def _epilog(*examples: str) -> str:
    lines = "\n".join(f"  cchc feedback account {example}" for example in examples)
    return f"\b\nVí dụ:\n{lines}\n\n{_EXIT}"


@click.group("account")
def account() -> None:
    """Tài khoản của cán bộ xử lý hỏi đáp, góp ý."""


@account.command(epilog=_epilog("add an.nguyen --ho-ten 'Nguyễn Văn Mẫu' --vai-tro tra-loi --don-vi benh-vien-a"))
@root_option
@click.argument("ten")
@click.option("--ho-ten", required=True, help="Họ và tên.")
@click.option("--vai-tro", type=_ROLES, required=True, help="xem, tra-loi, duyet hoặc quan-tri.")
@click.option("--don-vi", default="", help="Mã đơn vị; bỏ trống là cơ quan, thấy mọi nội dung.")
def add(root: Path, ten: str, ho_ten: str, vai_tro: str, don_vi: str) -> None:
    """Thêm tài khoản TEN với mật khẩu tạm; lần đăng nhập đầu, người đó cài mã xác thực và đặt mật khẩu riêng."""
    _check_unit(root, don_vi)
    with writing(root) as store:
        password = _ask_password()
        made = _run(_personnel(root, store).create(ten, password, ho_ten=ho_ten, role=VaiTro(vai_tro), don_vi=don_vi))
    if made is None:
        raise click.ClickException(f"Tên đăng nhập {ten} đã có.")
    click.echo(f"Đã thêm {ten} ({VaiTro(vai_tro).label}). {_say_temporary(made.temporary_until)}")


@account.command("list", epilog=_epilog("list"))
@root_option
def list_accounts(root: Path) -> None:
    """Liệt kê tài khoản: tên, vai trò, đơn vị, trạng thái."""
    with reading(root) as reader:
        found = reader.list_accounts()
    for entry in found:
        click.echo(_as_line(entry))
    if not found:
        click.echo("Chưa có tài khoản nào.")


@account.command(epilog=_epilog("role an.nguyen duyet", "role an.nguyen tra-loi --don-vi benh-vien-a"))
@root_option
@click.argument("ten")
@click.argument("vai_tro", type=_ROLES)
@click.option("--don-vi", help="Đổi đơn vị; ghi rỗng ('') là cơ quan.")
def role(root: Path, ten: str, vai_tro: str, don_vi: str | None) -> None:
    """Đổi vai trò, đơn vị của tài khoản TEN."""
    _check_unit(root, don_vi or "")
    _change(root, ChangeAccount(ten, role=VaiTro(vai_tro), don_vi=don_vi))
    click.echo(f"{ten}: {VaiTro(vai_tro).label}.")


@account.command(epilog=_epilog("oidc an.nguyen 248289761001"))
@root_option
@click.argument("ten")
@click.argument("dinh_danh")
def oidc(root: Path, ten: str, dinh_danh: str) -> None:
    """Gắn tài khoản TEN với mã DINH_DANH (subject) của hệ thống định danh, để đăng nhập qua hệ thống đó."""
    _change(root, ChangeAccount(ten, oidc_subject=dinh_danh))
    click.echo(f"{ten}: đăng nhập được qua hệ thống định danh.")


@account.command(epilog=_epilog("password an.nguyen"))
@root_option
@click.argument("ten")
def password(root: Path, ten: str) -> None:
    """Đặt mật khẩu tạm cho TEN; các phiên kết thúc, thời gian chờ do nhập sai được xóa."""
    with writing(root) as store:
        if store.find_account(ten) is None:
            raise _unknown(ten)
        until = _run(_personnel(root, store).set_password(ten, _ask_password()))
    click.echo(f"Đã đặt lại mật khẩu của {ten}. {_say_temporary(until)}")


@account.command(epilog=_epilog("totp an.nguyen"))
@root_option
@click.argument("ten")
def totp(root: Path, ten: str) -> None:
    """Cấp khóa mã xác thực mới cho TEN (mất điện thoại); lần đăng nhập sau người đó quét mã QR mới."""
    with writing(root) as store:
        _run(_personnel(root, store).renew_totp(ten))
    click.echo(f"Đã cấp khóa mới cho {ten}; mã cũ không dùng được nữa.")


@account.command(epilog=_epilog("lock an.nguyen"))
@root_option
@click.argument("ten")
def lock(root: Path, ten: str) -> None:
    """Khóa tài khoản TEN; các phiên kết thúc ngay."""
    _change(root, ChangeAccount(ten, active=False))
    click.echo(f"Đã khóa {ten}.")


@account.command(epilog=_epilog("unlock an.nguyen"))
@root_option
@click.argument("ten")
def unlock(root: Path, ten: str) -> None:
    """Mở khóa tài khoản TEN."""
    _change(root, ChangeAccount(ten, active=True))
    click.echo(f"Đã mở khóa {ten}.")


def _change(root: Path, change: ChangeAccount) -> None:
    with writing(root) as store:
        try:
            store.apply(change).result(_WAIT)
        except NoSuchThing:
            raise _unknown(change.username) from None


def _personnel(root: Path, store: Store) -> Personnel:
    try:
        agency = read_rules(root / "tthc" / "danh-muc" / "gop-y.yml").co_quan
        policy = PasswordPolicy((agency,), find_password_list(os.environ))
    except ValueError as error:
        raise click.ClickException(f"Thiết lập sai ({error}).") from error
    return Personnel(store, utc_now, policy)


def _run(work: Awaitable[Result]) -> Result:
    async def wait() -> Result:
        return await work

    try:
        return asyncio.run(wait())
    except NoSuchThing as error:
        raise _unknown(str(error)) from None
    except ValueError as problem:
        raise click.ClickException(f"{problem}.") from problem


def _say_temporary(until: datetime | None) -> str:
    end = format_datetime(until) if until else ""
    return f"Mật khẩu tạm dùng được đến {end}; lần đăng nhập đầu phải đặt mật khẩu riêng."


def _ask_password() -> str:
    """Ask twice, once it is sure that the store can be written: a mistake there must not cost the typing."""
    typed: str = click.prompt("Mật khẩu tạm", hide_input=True, confirmation_prompt="Nhập lại mật khẩu")
    return typed


def _unknown(username: str) -> click.ClickException:
    return click.ClickException(f"Không có tài khoản {username}.")


def _check_unit(root: Path, don_vi: str) -> None:
    """Refuse a unit that the built site does not know; a root without a site knows none."""
    known = [unit.ma for unit in SiteData(root / "site").get().don_vi]
    if don_vi and known and don_vi not in known:
        raise click.BadParameter(f"không có đơn vị “{don_vi}”; các mã: {', '.join(known)}", param_hint="--don-vi")


def _as_line(entry: Account) -> str:
    notes = []
    if not entry.active:
        notes.append("đã khóa")
    if entry.locked_until and entry.locked_until > utc_now():
        notes.append(f"chờ đến {format_datetime(entry.locked_until)} do nhập sai")
    if entry.temporary_until:
        ended = "đã hết hạn" if entry.temporary_until <= utc_now() else f"đến {format_datetime(entry.temporary_until)}"
        notes.append(f"mật khẩu tạm {ended}")
    if entry.totp_step == 0:
        notes.append("chưa cài mã xác thực")
    state = "; ".join(notes) or "đang dùng"
    return f"{entry.username:<20} {entry.role.value:<9} {entry.don_vi or '-':<20} {entry.ho_ten}  ({state})"
