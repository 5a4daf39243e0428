"""Steps of an item: who may is checked in the transaction that writes state, history and message."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection, RowMapping, func, insert, select, update

from cchc.feedback.changes import Act, Applied, Assign, Move
from cchc.feedback.rows import RowValues
from cchc.feedback.schema import account, history, item, outbox
from cchc.feedback.store import NoSuchThing, NotAllowed, StaleChange
from cchc.model.feedback import ACTIONS, TRANSITIONS, HanhDong, NguoiNhan, TrangThaiGopY, VaiTro, is_allowed

_TICK = timedelta(microseconds=1)
_WITH_A_FORM_OF_THEIR_OWN = frozenset(
    {HanhDong.PHAN_CONG, HanhDong.SOAN, HanhDong.TRINH, HanhDong.TRA_LAI, HanhDong.DUYET}
    | {HanhDong.TRINH_CONG_KHAI, HanhDong.CONG_KHAI, HanhDong.GO}
)


@dataclass(frozen=True)
class Opened:
    """An item in the hands of somebody who may do this with it."""

    row: RowMapping
    state: TrangThaiGopY


def move(connection: Connection, change: Move) -> Applied:
    """Make a step that needs nothing beside its words."""
    if change.action in _WITH_A_FORM_OF_THEIR_OWN:
        raise ValueError(f"{change.action} has a change of its own")
    opened = open_item(connection, change.act, change.action)
    values: RowValues = {}
    if change.action is HanhDong.TIEP_NHAN and opened.row["account"] is None:
        values["account"] = change.act.actor
    return record(connection, change.act, change.action, opened, values)


def assign(connection: Connection, change: Assign) -> Applied:
    """Give the item to a unit and perhaps to a person who belongs to it."""
    opened = open_item(connection, change.act, HanhDong.PHAN_CONG)
    if change.account is not None:
        person = connection.execute(select(account).where(account.c.username == change.account)).one_or_none()
        if person is None or not person.active or person.role == VaiTro.XEM.value:
            raise NotAllowed("nobody-to-answer")
        if person.don_vi not in ("", change.don_vi):
            raise NotAllowed("other-unit")
    values: RowValues = {"don_vi": change.don_vi or None, "account": change.account}
    return record(connection, change.act, HanhDong.PHAN_CONG, opened, values)


def open_item(connection: Connection, act: Act, action: HanhDong) -> Opened:
    """Return the item if the actor may do this with it now; raise NoSuchThing, StaleChange or NotAllowed."""
    row = read_item(connection, act)
    person = connection.execute(select(account).where(account.c.username == act.actor)).mappings().one_or_none()
    if person is None or not person["active"]:
        raise NotAllowed("no-account")
    if person["don_vi"] and person["don_vi"] != row["don_vi"]:
        raise NotAllowed("other-unit")
    state = TrangThaiGopY(row["state"])
    if VaiTro(person["role"]) not in ACTIONS[action].vai_tro:
        raise NotAllowed("role")
    if not is_allowed(action, state, VaiTro(person["role"])):
        raise NotAllowed("state")
    return Opened(row, state)


def read_item(connection: Connection, act: Act) -> RowMapping:
    """Return the row of the item, locked for this transaction; raise NoSuchThing or StaleChange."""
    query = select(item).where(item.c.reference == act.reference).with_for_update()
    row = connection.execute(query).mappings().one_or_none()
    if row is None:
        raise NoSuchThing(act.reference)
    if act.seen is not None and row["changed_at"] != act.seen:
        raise StaleChange(act.reference)
    return row


def record(
    connection: Connection, act: Act, action: HanhDong, opened: Opened, values: RowValues | None = None
) -> Applied:
    """Write state, history and message of a step of the desk."""
    rule = ACTIONS[action]
    state = opened.state if rule.den is None else rule.den
    return write_step(connection, act, action, opened.row, (state, rule.bao), values)


def write_step(
    connection: Connection,
    act: Act,
    action: HanhDong,
    row: RowMapping,
    outcome: tuple[TrangThaiGopY, NguoiNhan | None],
    values: RowValues | None = None,
) -> Applied:
    """Write a step that leads to a state and tells somebody, or nobody."""
    state, told = outcome
    before = TrangThaiGopY(row["state"])
    if state is not before and state not in TRANSITIONS[before]:
        raise NotAllowed("state")
    # A clock that was set back must not make two states look alike.
    moment = max(act.at, row["changed_at"] + _TICK)
    changed: RowValues = {"state": state.value, "changed_at": moment} | (values or {})
    if act.han is not None or state is not before:
        changed["han"] = act.han
    connection.execute(update(item).where(item.c.reference == act.reference).values(changed))
    step = _count_steps(connection, act.reference)
    own: RowValues = {"reference": act.reference}
    words = {"action": action.value, "note": act.note, "message": act.message}
    entry = own | {"state": state.value, "at": moment, "actor": act.actor} | words
    connection.execute(insert(history).values(entry))
    if told is not None:
        letter = own | {"event": action.value, "created_at": moment, "recipient": told.value, "step": step}
        connection.execute(insert(outbox).values(letter))
    return Applied(changed_at=moment)


def _count_steps(connection: Connection, reference: str) -> int:
    query = select(func.count()).select_from(history).where(history.c.reference == reference)
    return connection.execute(query).scalar_one()
