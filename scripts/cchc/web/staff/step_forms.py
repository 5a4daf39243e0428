"""The steps with more than one box: assigning, writing an answer, approving, masking, publishing."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from cchc.feedback import desk as steps
from cchc.feedback.desk import Step, get_item
from cchc.feedback.explaining import WordsMissing
from cchc.feedback.records import DeskItem
from cchc.feedback.templates import fill
from cchc.model.feedback import HanhDong, VaiTro
from cchc.text import format_date, to_vietnam
from cchc.web.staff import publication
from cchc.web.staff.citations import find_doubts
from cchc.web.staff.visit import Visit

Context = Mapping[str, object]


def _never(_: Visit) -> Context | None:
    return None


@dataclass(frozen=True)
class StepForm:
    """What a form needs: what its page shows, how it is carried out, when it only comes back to be read again."""

    describe: Callable[[Visit, DeskItem], Awaitable[Context]]
    run: Callable[[Visit, Step], Awaitable[None]]
    again: Callable[[Visit], Context | None] = _never


async def _describe_assignment(visit: Visit, item: DeskItem) -> Context:
    accounts = await asyncio.to_thread(visit.office.service.store.list_accounts)
    return {
        "cac_don_vi": visit.office.service.site_data.get().don_vi,
        "cac_nguoi": [entry for entry in accounts if entry.active and entry.role is not VaiTro.XEM],
        "chon_don_vi": visit.first("don_vi") if visit.typed else item.don_vi or "",
        "chon_nguoi": visit.first("nguoi") if visit.typed else item.account or "",
    }


async def _assign(visit: Visit, step: Step) -> None:
    known = {"", *(unit.ma for unit in visit.office.service.site_data.get().don_vi)}
    unit = visit.first("don_vi")
    if unit not in known and unit != visit.account.don_vi:
        raise WordsMissing("don_vi", "Chọn một đơn vị trong danh sách")
    await steps.assign(visit.office.desk, step, don_vi=unit, account=visit.first("nguoi") or None)


async def _describe_answer(visit: Visit, item: DeskItem) -> Context:
    templates = [entry for entry in visit.office.mau_tra_loi if item.detail.item.kind in entry.loai]
    newest = item.answers[-1] if item.answers else None
    text, cited = (newest.tra_loi, newest.can_cu) if newest else ("", ())
    chosen = next((entry for entry in templates if entry.ma == visit.request.query_params.get("mau")), None)
    if visit.typed:
        text, cited = visit.first("tra_loi"), _lines(visit.first("can_cu"))
    elif chosen is not None:
        text, cited = fill(chosen, _blanks(visit, item)), chosen.can_cu
    return {
        "cac_mau": templates,
        "mau": chosen.ma if chosen else "",
        "tra_loi": text,
        "can_cu": cited,
        "nghi_van": find_doubts(text, cited, visit.office.service.site_data.get()),
        "thay_ban_cu": chosen is not None and newest is not None,
        "dai_nhat": steps.LONGEST_WORDS,
    }


def _check_again(visit: Visit) -> Context | None:
    """Show the form again with the citations checked, without writing anything."""
    return {"loi_nhan": "", "da_kiem_tra": True} if visit.first("viec") == "kiem-tra" else None


async def _draft(visit: Visit, step: Step) -> None:
    written = await steps.draft(
        visit.office.desk, step, tra_loi=visit.first("tra_loi"), can_cu=_lines(visit.first("can_cu"))
    )
    if visit.first("viec") == "trinh":
        await steps.submit_answer(visit.office.desk, Step(step.actor, step.reference, written.changed_at))


def _lines(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.strip()[:200] for line in text.splitlines() if line.strip()))[:50]


def _blanks(visit: Visit, item: DeskItem) -> dict[str, str]:
    data, stored = visit.office.service.site_data.get(), item.detail.item
    code = getattr(item.detail.submission, "thu_tuc", "")
    name = next((entry.ten for entry in data.thu_tuc if entry.ma == code), "")
    unit = next((entry.ten for entry in data.don_vi if entry.ma == item.don_vi), "")
    return {
        "ma": stored.reference,
        "ngay_nhan": format_date(to_vietnam(stored.received_at).date()),
        "tieu_de": stored.title,
        "thu_tuc": f"{name} (mã {code})" if name else code,
        "don_vi": unit,
        "noi_nhan": visit.office.desk.rules.loai[stored.kind].noi_nhan,
    }


async def _describe_approval(visit: Visit, item: DeskItem) -> Context:
    newest = item.answers[-1] if item.answers else None
    return {"ban": newest, "ban_truoc": item.answers[-2] if len(item.answers) > 1 else None}


async def _approve(visit: Visit, step: Step) -> None:
    await steps.approve(visit.office.desk, step, version=_version(visit))


async def _publish(visit: Visit, step: Step) -> None:
    await steps.publish(visit.office.desk, step, version=_version(visit))


def _version(visit: Visit) -> int:
    text = visit.first("phien_ban")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 0


async def _prepare(visit: Visit, step: Step) -> None:
    item = await asyncio.to_thread(get_item, visit.office.desk, step.reference)
    texts = steps.PublicTexts(visit.first("tieu_de"), visit.first("cau_hoi"), visit.first("cong_khai"))
    await steps.prepare_publication(visit.office.desk, step, texts, keep=publication.kept(visit, item))


FORMS: Mapping[HanhDong, StepForm] = MappingProxyType(
    {
        HanhDong.PHAN_CONG: StepForm(_describe_assignment, _assign),
        HanhDong.SOAN: StepForm(_describe_answer, _draft, _check_again),
        HanhDong.DUYET: StepForm(_describe_approval, _approve),
        HanhDong.TRINH_CONG_KHAI: StepForm(publication.describe_masking, _prepare, publication.mask_again),
        HanhDong.CONG_KHAI: StepForm(publication.describe_publication, _publish),
    }
)
"""Forms by step; a step that is not here has one box at most."""
