"""The use case: an article that a unit sent becomes a draft for an editor to finish, with its pictures, or nothing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from cchc.importers.article import Article, RefusedArticleError
from cchc.importers.article_files import LoaiTep, read_article
from cchc.intake.article_draft import Choice, Draft, make_draft
from cchc.intake.article_ledger import LEDGER, add_entry, find_draft, hash_article
from cchc.intake.codes import UnknownCodeError, check_don_vi, choose_muc
from cchc.model.content import Content
from cchc.sources import read, write_together
from cchc.text import slug

_RUBRICS = ("tin-don-vi", "tin-hoat-dong")
_CONTENTS = ("chi-dao-dieu-hanh",)
_MAX_NAME = 70


@dataclass(frozen=True)
class Wishes:
    """What the editor said on the command line; ``ask`` is called for the unit when nothing else tells it."""

    don_vi: str = ""
    chuyen_muc: str = ""
    noi_dung_cchc: str = ""
    ask: Callable[[Sequence[tuple[str, str]]], str] | None = None


@dataclass(frozen=True)
class Desk:
    """The root that articles come into, the lists that stand in for its own, and LibreOffice where it is installed."""

    root: Path
    default_lists: Path
    now: datetime
    office: str | None = None
    dry_run: bool = False


@dataclass(frozen=True)
class Taken:
    """What became of an article: its draft, or the path of the one that was made of it before."""

    draft: Draft | None = None
    already: str = ""
    notes: tuple[str, ...] = field(default=())


def import_article(desk: Desk, file: Path, kind: LoaiTep, wishes: Wishes) -> Taken:
    """Make a draft of one article and write it, all files or none; raise RefusedArticleError with the one reason."""
    try:
        data = file.read_bytes()
    except OSError as error:
        raise RefusedArticleError(f"không đọc được tệp ({error.strerror or error})") from None
    article = read_article(data, kind, file.name, office=desk.office)
    cache_dir = desk.root / ".cache" / "cchc"
    content, _ = read(desk.root, default_lists=desk.default_lists, cache_dir=cache_dir if cache_dir.is_dir() else None)
    sha256 = hash_article(article)
    if already := _find_already(desk.root, content, sha256):
        return Taken(already=already)
    choice = _choose(content, article, wishes, desk.now)
    draft = make_draft(article, choice, _free_name(desk.root, content, article.tieu_de, desk.now.year))
    if not desk.dry_run:
        ledger = add_entry(desk.root, sha256, draft.dinh_danh)
        _write(desk.root, {**draft.files, LEDGER: ledger}, f"bai-{draft.dinh_danh}")
    return Taken(draft, notes=tuple(dict.fromkeys(article.notes)))


def _write(root: Path, files: Mapping[str, str | bytes], name: str) -> None:
    try:
        write_together(root, files, name=name)
    except OSError as error:
        reason = error.strerror or error
        raise RefusedArticleError(
            f"không ghi được vào thư mục nội dung ({reason}); hãy kiểm tra quyền và chỗ trống"
        ) from None


def _find_already(root: Path, content: Content, sha256: str) -> str:
    """Return the path of the item that was made of this article, as long as it is there, under whatever name."""
    known = find_draft(root, sha256)
    if known is None:
        return ""
    file = next(root.glob(f"posts/*/{known}.md"), None)
    if file is not None:
        return file.relative_to(root).as_posix()
    return next((entry.path for entry in content.tin if entry.record.dinh_danh == known), "")


def _choose(content: Content, article: Article, wishes: Wishes, now: datetime) -> Choice:
    lists = content.danh_muc
    try:
        return Choice(
            don_vi=_find_unit(content, article, wishes),
            chuyen_muc=choose_muc(wishes.chuyen_muc, lists.chuyen_muc, _RUBRICS, "chuyên mục"),
            noi_dung_cchc=choose_muc(
                wishes.noi_dung_cchc, lists.noi_dung_cchc, _CONTENTS, "nội dung cải cách hành chính"
            ),
            luc=now,
        )
    except UnknownCodeError as error:
        raise RefusedArticleError(str(error)) from None


def _find_unit(content: Content, article: Article, wishes: Wishes) -> str:
    """Return the unit as given, else the one whose address the e-mail came from, else what the editor answers."""
    units = {entry.record.ma: entry.record for entry in content.don_vi}
    if not wishes.don_vi and article.sender:
        of_sender = [ma for ma, unit in units.items() if unit.email and unit.email.casefold() == article.sender]
        if len(of_sender) == 1:
            return of_sender[0]
    ma = wishes.don_vi
    if not ma and wishes.ask and units:
        ma = wishes.ask([(unit.ma, unit.ten) for unit in units.values()])
    if not ma:
        raise RefusedArticleError(
            "chưa biết bài của đơn vị nào; hãy thêm --don-vi MÃ (mã là tên tệp trong docs/don-vi/)"
        )
    return check_don_vi(content, ma)


def _free_name(root: Path, content: Content, title: str, year: int) -> str:
    """Return a file name that no item has as its name or identity: nothing is ever overwritten."""
    base = slug(title)[:_MAX_NAME].rstrip("-") or "bai-viet"
    taken = {entry.record.dinh_danh or Path(entry.path).stem for entry in content.tin}
    number, name = 1, base
    while name in taken or (root / f"posts/{year}/{name}.md").exists() or (root / f"posts/{year}/{name}").exists():
        number += 1
        name = f"{base}-{number}"
    return name
