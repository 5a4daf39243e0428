"""What the desk reads: lists with filters, an item with everything beside it, what is public."""

import json
from collections.abc import Iterator, Sequence

from sqlalchemy import ColumnElement, Connection, RowMapping, and_, func, select

from cchc.feedback.records import Attachment, DeskItem, InboxFilter, InboxRow, Published
from cchc.feedback.rows import LISTED, parse_item, read_detail
from cchc.feedback.schema import answer, attachment, item
from cchc.model.feedback import StoredItem, TraLoi, TrangThaiGopY
from cchc.text import fold, shorten

_SNIPPET = 160
_TWINS = 50


def read_inbox(connection: Connection, chosen: InboxFilter, limit: int, offset: int) -> Sequence[InboxRow]:
    """Return a page of the desk's list."""
    twin = item.alias("twin")
    twins = (
        select(func.count()).select_from(twin).where(twin.c.dau_van == item.c.dau_van, twin.c.dau_van != "")
    ).scalar_subquery()
    own = (item.c.don_vi, item.c.account, item.c.han, item.c.noi_dung, item.c.dau_van)
    query = select(*LISTED, *own, twins.label("trung"))
    newest = (item.c.received_at.desc(), item.c.reference)
    order = (item.c.han.is_(None), item.c.han, *newest) if chosen.by_deadline else newest
    rows = connection.execute(query.where(*_conditions(chosen)).order_by(*order).limit(limit).offset(offset))
    return tuple(
        InboxRow(
            item=parse_item(row),
            don_vi=row["don_vi"],
            account=row["account"],
            han=row["han"],
            trich=shorten(" ".join(row["noi_dung"].split()), _SNIPPET),
            trung=max(row["trung"] - 1, 0),
            dau_van=row["dau_van"],
        )
        for row in rows.mappings()
    )


def count_inbox(connection: Connection, chosen: InboxFilter) -> int:
    """Return how many items the filter keeps."""
    return connection.execute(select(func.count()).select_from(item).where(*_conditions(chosen))).scalar_one()


def _conditions(chosen: InboxFilter) -> Iterator[ColumnElement[bool]]:
    if chosen.kinds:
        yield item.c.kind.in_([kind.value for kind in chosen.kinds])
    if chosen.states:
        yield item.c.state.in_([state.value for state in chosen.states])
    if chosen.don_vi is not None:
        yield item.c.don_vi == chosen.don_vi if chosen.don_vi else item.c.don_vi.is_(None)
    if chosen.account is not None:
        yield item.c.account == chosen.account if chosen.account else item.c.account.is_(None)
    if chosen.overdue_on is not None:
        yield item.c.han < chosen.overdue_on
    if chosen.since is not None:
        yield item.c.received_at >= chosen.since
    if chosen.until is not None:
        yield item.c.received_at < chosen.until
    for word in fold(chosen.tim).split():
        yield item.c.tim.contains(word, autoescape=True)


def read_desk(connection: Connection, reference: str) -> DeskItem | None:
    """Return an item with its answers, files and twins."""
    detail = read_detail(connection, reference)
    if detail is None:
        return None
    row = connection.execute(select(item).where(item.c.reference == reference)).one()
    files = connection.execute(select(attachment).where(attachment.c.reference == reference).order_by(attachment.c.id))
    return DeskItem(
        detail=detail,
        don_vi=row.don_vi,
        account=row.account,
        han=row.han,
        answers=_read_answers(connection, reference),
        attachments=tuple(
            Attachment(file.id, file.name, file.media_type, file.size, file.sha256, file.stored_name) for file in files
        ),
        duplicates=_read_twins(connection, reference, row.dau_van),
    )


def _read_twins(connection: Connection, reference: str, mark: str) -> tuple[StoredItem, ...]:
    if not mark:
        return ()
    twins = select(*LISTED).where(item.c.dau_van == mark, item.c.reference != reference)
    rows = connection.execute(twins.order_by(item.c.received_at).limit(_TWINS))
    return tuple(parse_item(row) for row in rows.mappings())


def _read_answers(connection: Connection, reference: str) -> tuple[TraLoi, ...]:
    rows = connection.execute(select(answer).where(answer.c.reference == reference).order_by(answer.c.version))
    return tuple(_parse_answer(row) for row in rows.mappings())


def read_published(connection: Connection) -> Sequence[Published]:
    """Return what is public now; the state and the answer must both say so."""
    public = and_(answer.c.reference == item.c.reference, answer.c.published_at.is_not(None))
    query = (
        select(answer, *LISTED[1:], item.c.don_vi, item.c.linh_vuc, item.c.thu_tuc)
        .join(item, public)
        .where(answer.c.withdrawn_at.is_(None), item.c.state == TrangThaiGopY.DA_CONG_KHAI.value)
        .order_by(answer.c.published_at, answer.c.reference)
    )
    return tuple(
        Published(parse_item(row), row["don_vi"], row["linh_vuc"] or "", row["thu_tuc"] or "", _parse_answer(row))
        for row in connection.execute(query).mappings()
    )


def _parse_answer(row: RowMapping) -> TraLoi:
    values = {column.name: row[column.name] for column in answer.columns}
    return TraLoi.model_validate(values | {"can_cu": tuple(json.loads(row["can_cu"]))})
