"""The table of what the desk may do agrees with the table of states."""

import pytest

from cchc.model.feedback import ACTIONS, TRANSITIONS, HanhDong, TrangThaiGopY, VaiTro, is_allowed

_OF_SENDERS_AND_JOBS = {HanhDong.GUI, HanhDong.SUA, HanhDong.RUT_DONG_Y}


@pytest.mark.parametrize("action", ACTIONS)
def test_an_action_leads_only_where_the_states_allow(action: HanhDong) -> None:
    """From each state in which it is allowed, an action keeps the state or follows a declared transition."""
    rule = ACTIONS[action]
    wrong = {before for before in rule.tu if rule.den not in {None, before, *TRANSITIONS[before]}}
    assert wrong == set()


def test_every_transition_has_an_action() -> None:
    """No declared transition is out of the desk's reach."""
    reached = {(before, rule.den) for rule in ACTIONS.values() for before in rule.tu if rule.den}
    assert {(before, after) for before, afters in TRANSITIONS.items() for after in afters} <= reached


def test_every_action_of_the_desk_is_declared() -> None:
    """Each action has a label and a rule, except what senders and jobs do; who only looks may do nothing."""
    assert set(ACTIONS) == set(HanhDong) - _OF_SENDERS_AND_JOBS
    assert all(action.label for action in HanhDong)
    assert not [action for action in ACTIONS for state in TrangThaiGopY if is_allowed(action, state, VaiTro.XEM)]
