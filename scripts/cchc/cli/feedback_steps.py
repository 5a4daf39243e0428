"""``cchc feedback take|assign|ask|…``: the steps of the desk from the command line, the same as its screens."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Any, TextIO, TypeVar

import click
import yaml

from cchc.cli.feedback_store import get_reference, writing
from cchc.cli.options import root_option
from cchc.feedback import desk as steps
from cchc.feedback.changes import Applied
from cchc.feedback.clock import utc_now
from cchc.feedback.deadlines import read_calendar
from cchc.feedback.desk import Desk, PublicTexts, Step
from cchc.feedback.explaining import NotMasked, WordsMissing, explain
from cchc.feedback.records import DeskItem
from cchc.feedback.rules import read_rules
from cchc.feedback.store import NoSuchThing, NotAllowed, StaleChange, Store
from cchc.model.feedback import TraLoi

_EXIT = "\b\nMã thoát: 0 thành công, 1 không thực hiện được hoặc dịch vụ đang chạy, 2 sai cách dùng.\n"
_REFUSALS = (NotAllowed, StaleChange, NoSuchThing, WordsMissing, NotMasked)

Run = Callable[[Desk, Step], Awaitable[Applied]]
Function = TypeVar("Function", bound=Callable[..., Any])


def _step_options(function: Function) -> Function:
    """Add what every step needs: the item, who makes it, where."""
    actor = click.option(
        "--tai-khoan",
        "actor",
        envvar="CCHC_TAI_KHOAN",
        required=True,
        help="Tên đăng nhập của người thực hiện (hoặc biến CCHC_TAI_KHOAN).",
    )
    return click.argument("ma")(actor(root_option(function)))


def _epilog(*examples: str) -> str:
    lines = "\n".join(f"  cchc feedback {example}" for example in examples)
    return f"\b\nVí dụ:\n{lines}\n\n{_EXIT}"


def _carry_out(root: Path, step: Step, run: Run) -> None:
    """Make a step, or say why it was refused and end with 1."""
    with writing(root) as store:
        _make(open_desk(root, store), step, run)
    click.echo(f"Đã thực hiện với {step.reference}.")


def _make(desk: Desk, step: Step, run: Run) -> None:
    async def make() -> None:
        await run(desk, step)

    try:
        asyncio.run(make())
    except NotMasked as error:
        found = "; ".join(f"{field}: {entry.chu}" for field, entries in error.found.items() for entry in entries)
        raise click.ClickException(f"{explain(error)} ({found})") from error
    except _REFUSALS as error:
        raise click.ClickException(explain(error)) from error


def open_desk(root: Path, store: Store) -> Desk:
    """Return the desk of a root, with its rules and its calendar."""
    lists = root / "tthc" / "danh-muc"
    return Desk(store, read_rules(lists / "gop-y.yml"), read_calendar(lists / "ngay-nghi.yml"), utc_now)


def _make_simple(name: str, run: Run, summary: str, *, box: str = "", example: str = "") -> click.Command:
    """Return the command of a step with one text at most: for the sender (``message``) or for the desk (``note``)."""

    def command(root: Path, ma: str, actor: str, words: str = "") -> None:
        given = {box: words} if box else {}
        _carry_out(root, Step(actor, get_reference(ma), **given), run)  # type: ignore[arg-type] # note or message

    command.__doc__ = summary
    if box:
        asked = "Nội dung, người gửi đọc nguyên văn." if box == "message" else "Nội dung, chỉ cán bộ đọc được."
        command = click.option("--noi-dung", "words", required=box == "message" or name != "withdraw", help=asked)(
            command
        )
    words = f' --noi-dung "{example}"' if example else ""
    return click.command(name, epilog=_epilog(f"{name} K7M4P-9RTX3 --tai-khoan an.nguyen{words}"))(
        _step_options(command)
    )


_SIMPLE = (
    _make_simple("take", steps.take, "Tiếp nhận mục MA."),
    _make_simple("ask", steps.ask_back, "Yêu cầu người gửi bổ sung.", box="message", example="Ghi rõ tên thủ tục"),
    _make_simple(
        "supplement", steps.supplement, "Ghi nhận nội dung đã bổ sung.", box="note", example="Đã nêu tên thủ tục"
    ),
    _make_simple(
        "forward", steps.forward, "Chuyển cơ quan có thẩm quyền.", box="message", example="Sở Tài chính tỉnh Bình Minh"
    ),
    _make_simple("submit", steps.submit_answer, "Trình duyệt câu trả lời mới nhất."),
    _make_simple(
        "return", steps.return_to_author, "Trả lại câu trả lời hoặc bản công khai.", box="note", example="Thiếu căn cứ"
    ),
    _make_simple("unpublish", steps.unpublish, "Gỡ công khai.", box="note", example="Quy định đã thay đổi"),
    _make_simple("reject", steps.reject, "Từ chối tiếp nhận.", box="message", example="Nội dung trùng mã đã gửi"),
    _make_simple("withdraw", steps.withdraw, "Ghi nhận người gửi rút lại.", box="note", example="Gọi điện ngày 22/11"),
    _make_simple("reopen", steps.reopen, "Mở lại để xử lý tiếp.", box="note", example="Người gửi hỏi thêm"),
    _make_simple("note", steps.add_note, "Ghi chú nội bộ.", box="note", example="Đã hỏi phòng Nghiệp vụ Dược"),
)


@click.command(
    "assign", epilog=_epilog("assign K7M4P-9RTX3 --don-vi benh-vien-a --nguoi an.nguyen --tai-khoan binh.tran")
)
@_step_options
@click.option("--don-vi", default="", help="Mã đơn vị; bỏ trống là cơ quan.")
@click.option("--nguoi", help="Tên đăng nhập của người được giao.")
@click.option("--noi-dung", "words", default="", help="Ghi chú cho người được giao.")
def assign(root: Path, ma: str, actor: str, don_vi: str, nguoi: str | None, words: str) -> None:
    """Phân công mục MA cho đơn vị, người xử lý."""
    step = Step(actor, get_reference(ma), note=words)
    _carry_out(root, step, partial(steps.assign, don_vi=don_vi, account=nguoi))


@click.command(
    "draft",
    epilog=_epilog(
        "draft K7M4P-9RTX3 --tep tra-loi.txt --can-cu 20/2008/NĐ-CP --tai-khoan an.nguyen",
        "draft K7M4P-9RTX3 --tep - --tai-khoan an.nguyen < tra-loi.txt",
    ),
)
@_step_options
@click.option("--tep", type=click.File(encoding="utf-8"), required=True, help="Tệp chữ UTF-8; - là đọc từ đầu vào.")
@click.option("--can-cu", multiple=True, help="Số, ký hiệu văn bản hoặc mã thủ tục; lặp lại được.")
def draft(root: Path, ma: str, actor: str, tep: TextIO, can_cu: tuple[str, ...]) -> None:
    """Soạn câu trả lời cho mục MA từ một tệp."""
    run = partial(steps.draft, tra_loi=tep.read(), can_cu=can_cu)
    _carry_out(root, Step(actor, get_reference(ma)), run)


@click.command("approve", epilog=_epilog("approve K7M4P-9RTX3 --tai-khoan binh.tran"))
@_step_options
@click.option("--yes", is_flag=True, help="Không hỏi lại sau khi in câu trả lời.")
def approve(root: Path, ma: str, actor: str, yes: bool) -> None:
    """In câu trả lời đang chờ, hỏi lại, rồi duyệt và gửi cho người gửi."""
    _read_and_confirm(root, Step(actor, get_reference(ma)), yes=yes, publishing=False)


@click.command("publish", epilog=_epilog("publish K7M4P-9RTX3 --tai-khoan binh.tran"))
@_step_options
@click.option("--yes", is_flag=True, help="Không hỏi lại sau khi in bản công khai.")
def publish(root: Path, ma: str, actor: str, yes: bool) -> None:
    """In bản công khai đang chờ, hỏi lại, rồi duyệt công khai."""
    _read_and_confirm(root, Step(actor, get_reference(ma)), yes=yes, publishing=True)


def _read_and_confirm(root: Path, step: Step, *, yes: bool, publishing: bool) -> None:
    """Show what would go out, and let out no other version than the one shown."""
    run = steps.publish if publishing else steps.approve
    with writing(root) as store:
        desk = open_desk(root, store)
        newest = _get_answer(desk, step.reference)
        shown = (newest.tieu_de, newest.cau_hoi, newest.cong_khai) if publishing else (newest.tra_loi,)
        click.echo("\n\n".join(shown))
        if not yes:
            click.confirm(
                "Duyệt công khai nội dung trên" if publishing else "Duyệt và gửi câu trả lời trên", abort=True
            )
        _make(desk, step, partial(run, version=newest.version))
    click.echo(f"Đã thực hiện với {step.reference}.")


def _get_item(desk: Desk, reference: str) -> DeskItem:
    try:
        return steps.get_item(desk, reference)
    except NoSuchThing as error:
        raise click.ClickException(explain(error)) from error


def _get_answer(desk: Desk, reference: str) -> TraLoi:
    item = _get_item(desk, reference)
    if not item.answers:
        raise click.ClickException(explain(NotAllowed("no-answer")))
    return item.answers[-1]


@click.command(
    "prepare",
    epilog=_epilog(
        "prepare K7M4P-9RTX3 --tai-khoan an.nguyen > ban-cong-khai.yml",
        "prepare K7M4P-9RTX3 --tai-khoan an.nguyen --tep ban-cong-khai.yml",
    ),
)
@_step_options
@click.option("--tep", type=click.File(encoding="utf-8"), help="Bản đã đọc và sửa: tieu_de, cau_hoi, cong_khai.")
@click.option("--giu", multiple=True, help="Số, địa chỉ công khai của cơ quan được giữ trong câu trả lời.")
def prepare(root: Path, ma: str, actor: str, tep: TextIO | None, giu: tuple[str, ...]) -> None:
    """In bản đã che thông tin cá nhân để đọc và sửa; có --tep thì trình duyệt công khai bản trong tệp."""
    step = Step(actor, get_reference(ma))
    if tep is not None:
        _carry_out(root, step, partial(steps.prepare_publication, texts=_parse_texts(tep.read()), keep=giu))
        return
    with writing(root) as store:
        texts = steps.suggest_public(_get_item(open_desk(root, store), step.reference), giu)
    yaml.safe_dump(vars(texts), sys.stdout, allow_unicode=True, sort_keys=False, width=100)


def _parse_texts(text: str) -> PublicTexts:
    try:
        given = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise click.BadParameter(f"không đọc được tệp YAML ({error})", param_hint="--tep") from error
    names = ("tieu_de", "cau_hoi", "cong_khai")
    if not isinstance(given, dict) or set(given) != set(names) or not all(isinstance(given[n], str) for n in names):
        raise click.BadParameter("tệp có đúng ba mục chữ: tieu_de, cau_hoi, cong_khai", param_hint="--tep")
    return PublicTexts(**given)


COMMANDS = (*_SIMPLE, assign, draft, approve, prepare, publish)
"""Every step of the desk as a command."""
