"""The use case: what importers read is compared with the records of a root, written where allowed, and told."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from pydantic import ValidationError

from cchc.importers import Imported, Listed, Outcome, Refused, Skipped
from cchc.intake.age import find_gone, is_older
from cchc.intake.compare import merge
from cchc.intake.ledger import BrokenLedgerError, Hashes, hash_fields, read_ledger, write_ledger
from cchc.intake.linh_vuc import unify
from cchc.intake.listing import Listing, compare_list
from cchc.intake.report import Change, Note, Report
from cchc.model.content import Entry
from cchc.model.danh_muc import Muc, TenDanhMuc
from cchc.model.problem import Problem
from cchc.model.thu_tuc import ThuTuc
from cchc.sources import read, write_front_matter, write_list

Progress = Callable[[str], None]

_STEP = 500
_ONLY_IN_OLD_PRINTS = "chỉ có trong bản in trước ngày 01/7/2025; hãy kiểm tra thủ tục còn hiệu lực không"
_LINH_VUC = f"tthc/danh-muc/{TenDanhMuc.LINH_VUC.value}.yml"


@dataclass(frozen=True)
class Options:
    """How to import; ``default_lists`` replaces the lists of a root that has none, ``cache_dir`` is for reading."""

    default_lists: Path
    cache_dir: Path | None = None
    dry_run: bool = False
    take_source: bool = False
    progress: Progress = field(default=lambda message: None)


class IntakeError(Exception):
    """Nothing can be imported before somebody mends the root; the text says what, in Vietnamese."""


@dataclass(frozen=True)
class _Local:
    """What stands in the root: records by code, and files that cannot be read by the name that a code would have."""

    thu_tuc: Mapping[str, Entry[ThuTuc]]
    broken: Mapping[str, Problem]
    linh_vuc: tuple[Muc, ...]
    has_own_list: bool


@dataclass
class _Sorted:
    """What the importers gave, by kind."""

    imported: list[Imported] = field(default_factory=list)
    listed: list[Listed] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)


@dataclass
class _Outcome:
    """The run as it goes: what to write and what to tell."""

    ledger: dict[str, Hashes]
    new: list[ThuTuc] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    older: list[ThuTuc] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    unchanged: int = 0
    refused: list[Refused] = field(default_factory=list)
    files: dict[str, ThuTuc] = field(default_factory=dict)


def import_thu_tuc(outcomes: Iterable[Outcome], root: Path, options: Options) -> Report:
    """Bring foreign procedures into a root and return what happened; with ``dry_run`` nothing is written.

    Lists of procedures are compared and change nothing. Raise IntakeError if the root's own lists are damaged.
    """
    ledger = _read_ledger(root)
    sorted_out = _sort_out(outcomes, options.progress)
    imported = sorted_out.imported
    local = _read_local(root, options)
    linh_vuc, slugs = unify(local.linh_vuc, (item.linh_vuc for item in imported))
    run = _Outcome(ledger, refused=sorted_out.refused)
    for item in imported:
        _bring(item, slugs[item.linh_vuc], local, run, take_source=options.take_source)
    if not options.dry_run:
        _write(root, run, options.progress, linh_vuc=_used(linh_vuc, local, run), keep_list=linh_vuc == local.linh_vuc)
    here = {ma: entry.record for ma, entry in local.thu_tuc.items()}
    refused = {item.ma[:8] for item in run.refused}
    return Report(
        new=tuple(run.new),
        changes=tuple(run.changes),
        unchanged=run.unchanged,
        older=tuple(run.older),
        gone=tuple(thu_tuc for thu_tuc in find_gone(imported, ledger, here) if thu_tuc.ma not in refused),
        refused=tuple(run.refused),
        skipped=tuple(sorted_out.skipped),
        notes=tuple(run.notes),
        listing=_compare_list(sorted_out.listed, here, linh_vuc),
    )


def _compare_list(listed: list[Listed], here: Mapping[str, ThuTuc], linh_vuc: tuple[Muc, ...]) -> Listing | None:
    return compare_list(listed, here, linh_vuc) if listed else None


def _read_ledger(root: Path) -> dict[str, Hashes]:
    try:
        return dict(read_ledger(root))
    except BrokenLedgerError as error:
        raise IntakeError(str(error)) from None


def _sort_out(outcomes: Iterable[Outcome], progress: Progress) -> _Sorted:
    result = _Sorted()
    for outcome in outcomes:
        match outcome:
            case Imported():
                result.imported.append(outcome)
                if len(result.imported) % _STEP == 0:
                    progress(f"đã đọc {len(result.imported)} thủ tục")
            case Listed():
                result.listed.append(outcome)
            case Refused():
                result.refused.append(outcome)
            case Skipped():
                result.skipped.append(outcome.origin)
    return result


def _read_local(root: Path, options: Options) -> _Local:
    options.progress("đang đọc các bản ghi tại chỗ")
    content, problems = read(root, default_lists=options.default_lists, cache_dir=options.cache_dir)
    thu_tuc: dict[str, Entry[ThuTuc]] = {}
    for entry in content.thu_tuc:
        thu_tuc.setdefault(entry.record.ma, entry)
    broken = {
        PurePosixPath(problem.path).stem: problem for problem in reversed(problems) if problem.path.startswith("tthc/")
    }
    if TenDanhMuc.LINH_VUC.value in broken:
        raise IntakeError(f"hãy sửa danh mục lĩnh vực trước khi nhập: {broken[TenDanhMuc.LINH_VUC.value]}")
    return _Local(thu_tuc, broken, content.danh_muc.linh_vuc, (root / _LINH_VUC).is_file())


def _bring(item: Imported, linh_vuc: str, local: _Local, run: _Outcome, *, take_source: bool) -> None:
    incoming = item.thu_tuc.model_copy(update={"linh_vuc": linh_vuc})
    ma = incoming.ma
    entry = local.thu_tuc.get(ma)
    if entry is None and ma in local.broken:
        run.refused.append(Refused(item.origin, ma, f"tệp tại chỗ đang có lỗi, hãy sửa trước: {local.broken[ma]}"))
        return
    if entry is None:
        run.new.append(incoming)
        run.files[f"tthc/{linh_vuc}/{ma}.md"] = incoming
        run.ledger[ma] = hash_fields(incoming)
        run.notes += _note_new(item)
    elif is_older(item, entry.record) and not take_source:
        run.older.append(incoming)
    else:
        _merge(item, incoming, entry, run, take_source=take_source)


def _note_new(item: Imported) -> list[Note]:
    old = [_ONLY_IN_OLD_PRINTS] if item.dang.until else []
    return [(item.thu_tuc.ma, note) for note in (*item.notes, *old)]


def _merge(item: Imported, incoming: ThuTuc, entry: Entry[ThuTuc], run: _Outcome, *, take_source: bool) -> None:
    last = run.ledger.get(incoming.ma, {})
    try:
        merged = merge(entry.record, incoming, last, take_source=take_source, dang=item.dang)
    except ValidationError as error:
        reason = f"không ghép được với bản tại chỗ {entry.path}: {error.errors()[0]['msg']}"
        run.refused.append(Refused(item.origin, incoming.ma, reason))
        return
    run.ledger[incoming.ma] = merged.hashes
    if merged.changed:
        run.files[entry.path] = merged.record
        run.notes += [(incoming.ma, note) for note in item.notes]
    if merged.changed or merged.kept or merged.conflicts:
        changes = (merged.changed, merged.kept, merged.conflicts)
        run.changes.append(Change(incoming.ma, entry.record, merged.incoming, *changes))
    else:
        run.unchanged += 1


def _used(linh_vuc: tuple[Muc, ...], local: _Local, run: _Outcome) -> tuple[Muc, ...]:
    """Return the list to keep: a root without one of its own gets only the default entries that its records use."""
    if local.has_own_list:
        return linh_vuc
    records = (*(entry.record for entry in local.thu_tuc.values()), *run.files.values())
    used = {thu_tuc.linh_vuc for thu_tuc in records}
    return tuple(muc for muc in linh_vuc if muc.ma in used)


def _write(root: Path, run: _Outcome, progress: Progress, *, linh_vuc: tuple[Muc, ...], keep_list: bool) -> None:
    # List first, ledger last: whatever interrupts the run, each written file is whole and the next run completes it.
    if linh_vuc and not keep_list:
        write_list(root / _LINH_VUC, linh_vuc)
    for count, (path, record) in enumerate(run.files.items(), 1):
        write_front_matter(root / path, record)
        if count % _STEP == 0:
            progress(f"đã ghi {count}/{len(run.files)} tệp")
    if run.ledger:
        write_ledger(root, run.ledger)
