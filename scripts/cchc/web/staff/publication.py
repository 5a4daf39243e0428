"""From an answer to texts for the public: what is personal is shown, masked, and read by a person before it is out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from cchc.feedback.desk import PublicTexts, suggest_public
from cchc.feedback.explaining import NotMasked
from cchc.feedback.records import DeskItem
from cchc.model.feedback import personal_texts
from cchc.model.feedback.masking import TimThay, find_personal
from cchc.text import nfc
from cchc.web.staff.facts import name_title
from cchc.web.staff.visit import Visit

LABELS = {"tieu_de": "Tiêu đề", "cau_hoi": "Câu hỏi", "cong_khai": "Câu trả lời"}


@dataclass(frozen=True)
class Doan:
    """A piece of a text: its words, and what they are if they are personal."""

    chu: str
    loai: str = ""


@dataclass(frozen=True)
class BanGoc:
    """An original beside its masked text: box, label, pieces."""

    o: str
    nhan: str
    doan: tuple[Doan, ...]


async def describe_masking(visit: Visit, item: DeskItem) -> Mapping[str, object]:
    """Return originals with what is personal in them, the texts proposed or typed, and what may be kept."""
    item = _named(visit, item)
    keep = kept(visit, item)
    return {
        "ban_goc": _originals(item),
        "ban_che": _texts(visit, item, keep),
        "co_the_giu": sorted({entry.chu for entry in _in_answer(item)}),
        "giu": keep,
        "tim_thay": [(LABELS[box], entry) for box, text in _sources(item) for entry in _found(item, text)],
    }


def mask_again(visit: Visit) -> Mapping[str, object] | None:
    """Show the form again with the answer masked anew, after it was said what may be kept."""
    return {"loi_nhan": ""} if visit.first("viec") == "che-lai" else None


async def describe_publication(visit: Visit, item: DeskItem) -> Mapping[str, object]:
    """Return the texts that would go out, beside their originals."""
    item = _named(visit, item)
    newest = item.answers[-1] if item.answers else None
    texts = PublicTexts(newest.tieu_de, newest.cau_hoi, newest.cong_khai) if newest else PublicTexts("", "", "")
    return {"ban": newest, "ban_goc": _originals(item), "ban_che": texts}


def kept(visit: Visit, item: DeskItem) -> tuple[str, ...]:
    """Return what the officer has confirmed as public, of what the answer holds."""
    wanted = set(visit.typed.get("giu", ()))
    return tuple(sorted({entry.chu for entry in _in_answer(item)} & wanted))


def describe_found(error: NotMasked) -> list[tuple[str, str, TimThay]]:
    """Return what is still personal: box, label, words."""
    return [(box, LABELS[box], entry) for box, entries in error.found.items() for entry in entries]


def _named(visit: Visit, item: DeskItem) -> DeskItem:
    """Return the item under the title that people read; the public does not know codes of drafts."""
    stored = item.detail.item
    title = name_title(stored, visit.office.service.site_data.get())
    return replace(item, detail=item.detail.model_copy(update={"item": stored.model_copy(update={"title": title})}))


def _texts(visit: Visit, item: DeskItem, keep: tuple[str, ...]) -> PublicTexts:
    suggested = suggest_public(item, keep)
    if visit.typed:
        again = visit.first("viec") == "che-lai"
        answer = suggested.cong_khai if again else visit.first("cong_khai")
        return PublicTexts(visit.first("tieu_de"), visit.first("cau_hoi"), answer)
    newest = item.answers[-1] if item.answers else None
    if newest and newest.cong_khai:
        return PublicTexts(newest.tieu_de, newest.cau_hoi, newest.cong_khai)
    return suggested


def _sources(item: DeskItem) -> tuple[tuple[str, str], ...]:
    answer = item.answers[-1].tra_loi if item.answers else ""
    return (
        ("tieu_de", item.detail.item.title),
        ("cau_hoi", item.detail.submission.noi_dung),
        ("cong_khai", answer),
    )


def _originals(item: DeskItem) -> list[BanGoc]:
    return [BanGoc(box, LABELS[box], tuple(_cut(nfc(text), _found(item, text)))) for box, text in _sources(item)]


def _found(item: DeskItem, text: str) -> tuple[TimThay, ...]:
    return find_personal(text, personal_texts(item.detail.submission))


def _in_answer(item: DeskItem) -> tuple[TimThay, ...]:
    return _found(item, dict(_sources(item))["cong_khai"])


def _cut(text: str, found: tuple[TimThay, ...]) -> Iterator[Doan]:
    at = 0
    for entry in found:
        if text[at : entry.start]:
            yield Doan(text[at : entry.start])
        yield Doan(text[entry.start : entry.end], entry.loai.label)
        at = entry.end
    if text[at:]:
        yield Doan(text[at:])
