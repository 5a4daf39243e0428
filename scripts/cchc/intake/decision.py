"""The use case: a decision is applied to the procedures that it names, with a news item for the editor to finish."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from cchc.catalogue.amend import CannotAmendError, amend, succeed
from cchc.catalogue.lifecycle_checks import check_beginnings, check_decision_terms, check_endings, check_successors
from cchc.intake.decision_news import draft_news
from cchc.model.content import Content, Entry
from cchc.model.nhan import nhan
from cchc.model.quyet_dinh import MucQuyetDinh, QuyetDinh
from cchc.model.thu_tuc import ThuTuc
from cchc.sources import edit_front_matter, read, render_front_matter, write_together
from cchc.sources.records import parse_record
from cchc.text import format_date

FOLDER = "tthc/quyet-dinh"
"""Where a root keeps its decisions."""


class DecisionRefusedError(Exception):
    """Nothing was written; ``reasons`` say what to mend, in Vietnamese."""

    def __init__(self, *reasons: str) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = reasons


@dataclass(frozen=True)
class Places:
    """A root with the lists that stand in for its own and the folder of its cache."""

    root: Path
    default_lists: Path
    cache_dir: Path | None = None


@dataclass
class Plan:
    """What applying a decision writes (texts by path) and what people are told about it, line by line."""

    quyet_dinh: QuyetDinh
    files: dict[str, str] = field(default_factory=dict)
    steps: list[str] = field(default_factory=list)
    to_do: list[str] = field(default_factory=list)


def plan_decision(places: Places, decision: QuyetDinh, now: datetime, *, don_vi: str = "") -> Plan:
    """Work out what a decision changes in a root; nothing is written.

    Raise DecisionRefusedError with every reason if a procedure is missing, broken or tells other dates.
    """
    content, problems = read(places.root, default_lists=places.default_lists, cache_dir=places.cache_dir)
    reasons = [f"hãy sửa trước: {problem}" for problem in problems if problem.path.startswith("tthc/")]
    plan = Plan(decision)
    records = {entry.record.ma: entry for entry in content.thu_tuc}
    changed: dict[str, ThuTuc] = {}
    for muc in decision.muc:
        try:
            _apply_line(plan, records, changed, muc, now)
        except CannotAmendError as error:
            reasons.append(f"{muc.ma}: {error}")
    reasons += [] if reasons else _contradictions(content, decision, changed, now)
    if reasons:
        raise DecisionRefusedError(*reasons)
    for ma, record in changed.items():
        plan.files[records[ma].path] = _edited(places.root, records[ma], record)
    if plan.files:
        _add_news(plan, content, records, now, don_vi)
    return plan


def write_plan(root: Path, plan: Plan) -> None:
    """Write everything that the plan holds, or nothing."""
    write_together(root, plan.files, name=plan.quyet_dinh.slug)


def find_newest_agency(root: Path) -> str:
    """Return the agency of the newest decision of a root, an empty text if there is none."""
    texts = (file.read_text(encoding="utf-8") for file in sorted((root / FOLDER).glob("*.md")))
    records = [record for record, _ in (parse_record(text, "", QuyetDinh) for text in texts) if record]
    return max(records, key=lambda record: record.ngay_ky).co_quan if records else ""


def _apply_line(
    plan: Plan, records: Mapping[str, Entry[ThuTuc]], changed: dict[str, ThuTuc], muc: MucQuyetDinh, now: datetime
) -> None:
    for ma in filter(None, (muc.ma, muc.thay_the_boi)):
        if ma not in records:
            raise CannotAmendError(f"chưa có thủ tục {ma} trong tthc/; hãy tạo bằng “cchc new thu-tuc” hoặc nhập vào")
    entry, decision = records[muc.ma], plan.quyet_dinh
    amended = amend(changed.get(muc.ma, entry.record), decision, muc, now)
    if amended is None:
        plan.steps.append(f"đã có {entry.path}: thủ tục đã ghi quyết định này")
        return
    changed[muc.ma] = amended.thu_tuc
    plan.steps.append(f"sửa   {entry.path}: {nhan(muc.hanh_dong).lower()} từ {format_date(decision.hieu_luc_tu)}")
    if amended.luu:
        _keep_former(plan, entry, amended.luu)
        parts = ", ".join(nhan(part) for part in muc.bo_phan_thay_doi) or "bộ phận được sửa đổi"
        plan.to_do.append(f"nhập nội dung mới vào {entry.path}: {parts}")
    if muc.thay_the_boi:
        _name_predecessor(plan, records[muc.thay_the_boi], changed, muc.ma)


def _contradictions(content: Content, decision: QuyetDinh, changed: Mapping[str, ThuTuc], now: datetime) -> list[str]:
    """Return what the build would refuse once the decision is applied."""
    after = replace(
        content,
        thu_tuc=tuple(replace(entry, record=changed.get(entry.record.ma, entry.record)) for entry in content.thu_tuc),
        quyet_dinh=(
            *(entry for entry in content.quyet_dinh if entry.record.so != decision.so),
            Entry(f"{FOLDER}/{decision.slug}.md", decision),
        ),
    )
    rules = (check_decision_terms, check_endings, check_beginnings, check_successors)
    return [str(problem) for rule in rules for problem in rule(after, now)]


def _keep_former(plan: Plan, entry: Entry[ThuTuc], so: str) -> None:
    folder = entry.path.rpartition("/")[0]
    path = f"{folder}/phien-ban/{entry.record.ma}/{so}.md"
    plan.files[path] = render_front_matter(entry.record.model_copy(update={"phien_ban": ()}))
    plan.steps.append(f"tạo   {path}: nội dung trước khi sửa đổi")


def _name_predecessor(plan: Plan, entry: Entry[ThuTuc], changed: dict[str, ThuTuc], ma: str) -> None:
    record = succeed(changed.get(entry.record.ma, entry.record), ma)
    if record is not None:
        changed[entry.record.ma] = record
        plan.steps.append(f"sửa   {entry.path}: thay thế cho {ma}")


def _edited(root: Path, entry: Entry[ThuTuc], record: ThuTuc) -> str:
    names = [name for name in ThuTuc.model_fields if getattr(record, name) != getattr(entry.record, name)]
    return edit_front_matter((root / entry.path).read_text(encoding="utf-8"), record, names)


def _add_news(plan: Plan, content: Content, records: Mapping[str, Entry[ThuTuc]], now: datetime, don_vi: str) -> None:
    titles = {ma: entry.record.ten for ma, entry in records.items()}
    tin = draft_news(plan.quyet_dinh, content, titles, now, don_vi=don_vi)
    if tin is None:
        plan.to_do.append("viết tin công bố: chưa có đơn vị, chuyên mục để soạn tin nháp")
        return
    path = f"posts/{now.year}/cong-bo-quyet-dinh-{plan.quyet_dinh.slug}.md"
    if any(entry.path == path for entry in content.tin):
        plan.steps.append(f"đã có {path}")
        return
    plan.files[path] = render_front_matter(tin)
    plan.steps.append(f"tạo   {path}: tin nháp")
    plan.to_do.append(f"đọc lại tin nháp {path}, rồi chuyển trang_thai sang cho-duyet")
