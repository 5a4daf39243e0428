"""Rules about legal texts out of force, one small generator each; its docstring is the rule."""

from collections.abc import Iterator
from datetime import date, datetime

from cchc.model.can_cu import VanBanHetHieuLuc, identify
from cchc.model.content import Content
from cchc.model.problem import MucDo, Problem
from cchc.text import find_all_so_ky_hieu, format_date, to_vietnam

_PATH = "tthc/danh-muc/van-ban-het-hieu-luc.yml"


def check_ended_list(content: Content, now: datetime) -> Iterator[Problem]:
    """Each text out of force is listed once."""
    seen = set()
    for position, entry in enumerate(content.van_ban_het_hieu_luc):
        identity = identify(entry.so_ky_hieu, entry.co_quan)
        if identity in seen:
            message = f"văn bản {entry.so_ky_hieu} được ghi hai lần; hãy giữ một mục"
            yield Problem(_PATH, 0, f"{position}.so_ky_hieu", message)
        seen.add(identity)


def check_ended_bases(content: Content, now: datetime) -> Iterator[Problem]:
    """A procedure or form in force does not rest on a text that is out of force."""
    today = to_vietnam(now).date()
    ended = {identify(entry.so_ky_hieu, entry.co_quan): entry for entry in content.van_ban_het_hieu_luc}
    if not ended:
        return
    for thu_tuc in content.thu_tuc:
        if thu_tuc.record.hieu_luc_den and thu_tuc.record.hieu_luc_den < today:
            continue
        for position, can_cu in enumerate(thu_tuc.record.can_cu_phap_ly):
            entry = ended.get(identify(can_cu.so_ky_hieu, can_cu.co_quan))
            if entry:
                field = f"can_cu_phap_ly.{position}.so_ky_hieu"
                yield Problem(thu_tuc.path, 0, field, _message(entry, today), MucDo.CANH_BAO)
    for form in content.bieu_mau:
        for so in find_all_so_ky_hieu(form.record.van_ban_quy_dinh):
            entry = ended.get(identify(so))
            if entry:
                yield Problem(form.path, 0, "van_ban_quy_dinh", _message(entry, today), MucDo.CANH_BAO)


def _message(entry: VanBanHetHieuLuc, today: date) -> str:
    word = "đã hết" if entry.het_hieu_luc <= today else "sẽ hết"
    successors = f" {', '.join(entry.thay_the_boi)}" if entry.thay_the_boi else ""
    return (
        f"văn bản {entry.so_ky_hieu} {word} hiệu lực từ {format_date(entry.het_hieu_luc)}; "
        f"hãy rà soát và ghi văn bản thay thế{successors}"
    )
