"""Rules about decisions, versions and dates that must tell the same story, one small generator each."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise

from cchc.catalogue.lifecycle import ENDING, Dong, cite, is_same, lines_by_thu_tuc
from cchc.catalogue.urls import stem
from cchc.catalogue.versions import archived_by_ma, changed_parts, text_of
from cchc.model.content import Content, Entry
from cchc.model.nhan import nhan
from cchc.model.phan_loai import HanhDong
from cchc.model.problem import MucDo, Problem
from cchc.model.thu_tuc import ThuTuc
from cchc.text import format_date, slug


def check_decision_terms(content: Content, now: datetime) -> Iterator[Problem]:
    """What a procedure says of a decision is what the decision says (QD-09)."""
    for entry, lines in _with_lines(content):
        held = [cite(decision, muc) for decision, muc in lines]
        for position, own in enumerate(entry.record.quyet_dinh):
            decision = next((told for told in held if is_same(told, own)), None)
            for name in ("ngay_ky", "hanh_dong", "hieu_luc_tu", "ngay_cong_khai"):
                said = getattr(own, name)
                if decision and said and said != getattr(decision, name):
                    message = f"quyết định {own.so} ghi {_word(getattr(decision, name))}, ở đây ghi {_word(said)}"
                    yield Problem(entry.path, 0, f"quyet_dinh.{position}.{name}", f"{message}; hãy sửa cho khớp")


def check_endings(content: Content, now: datetime) -> Iterator[Problem]:
    """A procedure that a decision ends or replaces does not say that it goes on, nor that another one replaces it."""
    for entry, lines in _with_lines(content):
        thu_tuc = entry.record
        last = max(lines, key=lambda line: line[0].hieu_luc_tu)
        if last[1].hanh_dong not in ENDING:
            continue
        decision, muc = last
        if thu_tuc.hieu_luc_den and thu_tuc.hieu_luc_den != decision.hieu_luc_tu - timedelta(days=1):
            right = format_date(decision.hieu_luc_tu - timedelta(days=1))
            message = f"quyết định {decision.so} chấm dứt thủ tục này, ngày áp dụng cuối cùng là {right}"
            yield Problem(entry.path, 0, "hieu_luc_den", f"{message}; hãy ghi ngày đó hoặc bỏ trường này")
        if muc.thay_the_boi and thu_tuc.thay_the_boi and muc.thay_the_boi not in thu_tuc.thay_the_boi:
            message = f"quyết định {decision.so} ghi thủ tục thay thế là {muc.thay_the_boi}; hãy sửa cho khớp"
            yield Problem(entry.path, 0, "thay_the_boi", message)
        if muc.hanh_dong is HanhDong.THAY_THE and not (muc.thay_the_boi or thu_tuc.thay_the_boi):
            message = f"chưa ghi thủ tục thay thế {thu_tuc.ma}; hãy ghi mã ở thay_the_boi của quyết định {decision.so}"
            yield Problem(entry.path, 0, "quyet_dinh", message)


def check_beginnings(content: Content, now: datetime) -> Iterator[Problem]:
    """A new procedure is not in force before the decision that makes it."""
    for entry, lines in _with_lines(content):
        for decision, muc in lines:
            since = entry.record.hieu_luc_tu
            if muc.hanh_dong is HanhDong.MOI_BAN_HANH and since and since < decision.hieu_luc_tu:
                message = f"quyết định {decision.so} công bố mới thủ tục này từ {format_date(decision.hieu_luc_tu)}"
                yield Problem(entry.path, 0, "hieu_luc_tu", f"{message}; hiệu lực không thể sớm hơn")


def check_successors(content: Content, now: datetime) -> Iterator[Problem]:
    """The successor that a decision names is in the catalogue."""
    known = {entry.record.ma for entry in content.thu_tuc}
    for entry in content.quyet_dinh:
        for position, muc in enumerate(entry.record.muc):
            if muc.thay_the_boi and muc.thay_the_boi not in known:
                message = f"không có thủ tục thay thế “{muc.thay_the_boi}”; hãy bổ sung hoặc sửa mã"
                yield Problem(entry.path, 0, f"muc.{position}.thay_the_boi", message)


def check_versions(content: Content, now: datetime) -> Iterator[Problem]:
    """Earlier versions belong to a procedure, are named in its history, and the history runs in one line of time."""
    history = {entry.record.ma: {slug(pb.so) for pb in entry.record.phien_ban} for entry in content.thu_tuc}
    for entry in content.phien_ban:
        ma = entry.path.split("/")[-2]
        if entry.record.ma != ma:
            yield Problem(entry.path, 0, "ma", f"tệp nằm trong thư mục của thủ tục {ma} nhưng ghi mã khác")
        elif ma not in history:
            yield Problem(entry.path, 0, "ma", f"không có thủ tục “{ma}” cho phiên bản này; hãy bổ sung thủ tục")
        elif stem(entry.path) not in history[ma]:
            message = f"phiên bản {stem(entry.path)} chưa được ghi ở trường phien_ban của thủ tục {ma}; hãy bổ sung"
            yield Problem(entry.path, 0, "ma", message)
    for thu_tuc in content.thu_tuc:
        yield from _check_history(thu_tuc)


def _check_history(entry: Entry[ThuTuc]) -> Iterator[Problem]:
    versions = entry.record.phien_ban
    for so, times in Counter(slug(pb.so) for pb in versions).items():
        if times > 1:
            yield Problem(entry.path, 0, "phien_ban", f"phiên bản “{so}” được ghi {times} lần; hãy đánh số khác nhau")
    for position, (old, new) in enumerate(pairwise(versions), 1):
        if not (new.tu and old.den and new.tu == old.den + timedelta(days=1)):
            message = f"phiên bản {new.so} phải bắt đầu (tu) ngay sau ngày kết thúc (den) của phiên bản {old.so}"
            yield Problem(entry.path, 0, f"phien_ban.{position}.tu", message)


def check_amendments(content: Content, now: datetime) -> Iterator[Problem]:
    """Parts that an amendment says it changes differ between the two versions; else the new text was forgotten."""
    archived = archived_by_ma(content.phien_ban)
    for entry in content.thu_tuc:
        kept, newest = archived.get(entry.record.ma, {}), entry.record
        for old, new in pairwise(newest.phien_ban):
            before, after = text_of(old, newest, kept), text_of(new, newest, kept)
            if before is None or after is None:
                continue
            changed = changed_parts(before, after)
            for part in new.bo_phan_thay_doi:
                if part not in changed:
                    message = (
                        f"{new.quyet_dinh or 'phiên bản mới'} sửa bộ phận này nhưng nội dung chưa đổi so với trước"
                    )
                    field = part.value
                    yield Problem(entry.path, 0, field, f"{message}; hãy nhập “{nhan(part)}” mới", MucDo.CANH_BAO)


def _with_lines(content: Content) -> Iterator[tuple[Entry[ThuTuc], tuple[Dong, ...]]]:
    lines = lines_by_thu_tuc(entry.record for entry in content.quyet_dinh)
    return ((entry, lines[entry.record.ma]) for entry in content.thu_tuc if entry.record.ma in lines)


def _word(value: object) -> str:
    if isinstance(value, HanhDong):
        return f"“{nhan(value)}”"
    return f"{value:%d/%m/%Y}" if value else "khác"
